//! Secrets that stand in a file of their own, such as systemd's credentials and Docker's secrets.

use clap::{ArgMatches, Command};

use super::file::FromFile;
use super::known::{Setting, change, with_default};
use super::{Mistakes, rank};

const SUFFIX: &str = "_file";

/// A secret, and the setting that names its file.
fn pairs(known: &[Setting]) -> impl Iterator<Item = (&Setting, &Setting)> {
    known.iter().filter_map(|file| {
        let secret = file.id.strip_suffix(SUFFIX)?;
        Some((known.iter().find(|setting| setting.id == secret)?, file))
    })
}

pub fn given_twice(known: &[Setting], file: &FromFile) -> Vec<String> {
    let both =
        pairs(known).filter_map(|(secret, path)| Some((secret, path, file.get(&secret.id)?, file.get(&path.id)?)));
    let message = |(secret, path, _, value): (&Setting, &Setting, _, &super::file::FileValue)| {
        let (name, line) = (&file.name, value.line);
        format!("{name}:{line}: \"{}\" and \"{}\" say the same: keep one", secret.id, path.id)
    };
    both.map(message).collect()
}

/// Files that the settings' file names and that cannot be read.
pub fn unreadable(known: &[Setting], file: &FromFile) -> Vec<String> {
    let values = named_files(known).filter_map(|setting| file.get(&setting.id));
    let wrong = values.filter_map(|value| {
        let why = cannot_read(&value.text)?;
        Some(format!("{}:{}: \"{}\": {why}", file.name, value.line, value.id))
    });
    wrong.collect()
}

/// Files that the environment names and that cannot be read.
pub fn unreadable_in_environment(known: &[Setting]) -> Vec<String> {
    let wrong = named_files(known).filter_map(|setting| {
        let why = cannot_read(&std::env::var(&setting.environment).ok()?)?;
        Some(format!("{}: {why}", setting.environment))
    });
    wrong.collect()
}

fn named_files(known: &[Setting]) -> impl Iterator<Item = &Setting> {
    known.iter().filter(|setting| setting.id.ends_with(SUFFIX))
}

fn cannot_read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).err().map(|error| format!("cannot read {path}: {error}"))
}

/// Puts the contents of such files where the command looks for the secrets themselves. Returns the names of those
/// settings too.
pub fn put_in(
    mut command: Command,
    matches: &ArgMatches,
    known: &[Setting],
) -> Result<(Command, Vec<String>), Mistakes> {
    let (mut done, mut mistakes) = (Vec::new(), Vec::new());
    for (secret, path) in pairs(known) {
        let (of_secret, of_path) = (rank(matches, secret), rank(matches, path));
        if of_path == 0 || of_path < of_secret {
            continue;
        }
        if of_path == of_secret && of_path > 1 {
            mistakes.push(format!("\"{}\" and \"{}\" say the same: give one", secret.id, path.id));
            continue;
        }
        let Some(file) = matches.get_one::<std::path::PathBuf>(&path.id) else { continue };
        match std::fs::read_to_string(file) {
            Ok(text) => {
                command = change(command, &secret.id, &|argument| argument.env(None::<&str>));
                command = with_default(command, &secret.id, text.trim_end_matches(['\r', '\n']));
                done.push(secret.id.clone());
            }
            Err(error) => mistakes.push(format!("cannot read {}: {error}", file.display())),
        }
    }
    if mistakes.is_empty() { Ok((command, done)) } else { Err(Mistakes(mistakes)) }
}
