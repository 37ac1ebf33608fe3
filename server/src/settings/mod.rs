//! Settings come from flags, the environment, a file and defaults, in this order.
//!
//! There is one table of them: `cli.rs`. Whatever has an `env` there is a setting. Its key in the file is its flag with
//! underscores, so that a new field in `cli.rs` is all that a new setting takes. One that hides its value
//! (`hide_env_values`) is a secret, and never shown; beside a secret `x` there may be `x_file`, which names a file that
//! holds it.

mod file;
mod known;
mod secrets;
mod table;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};

use crate::cli::Cli;
pub use file::FromFile;
use known::Setting;

const FILE: &str = "config";

/// What is wrong with the settings: every mistake, each with its place.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Mistakes(Vec<String>);

#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// What clap says of the command line, in its own form.
    #[error(transparent)]
    CommandLine(#[from] clap::Error),
    #[error(transparent)]
    Mistakes(#[from] Mistakes),
}

/// All that is known before a command runs.
#[derive(Debug)]
pub struct Settings {
    pub cli: Cli,
    /// Of every setting: its name, its value as it may be shown, and where it comes from.
    pub effective: Vec<[String; 3]>,
    /// What is suspicious but no mistake.
    pub warnings: Vec<String>,
}

/// Reads them, for the command that this process was started with.
///
/// # Errors
/// On a wrong command line, or with all mistakes of file and environment.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Settings, SettingsError> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let plain = Cli::command();
    let known = known::settings(&plain);
    let file = match file_asked_for(&plain, &arguments) {
        Some(path) => FromFile::read(&path, &known)?,
        None => FromFile::default(),
    };
    let mut mistakes = known::wrong_environment(&known);
    mistakes.extend(secrets::unreadable_in_environment(&known));
    if !mistakes.is_empty() {
        return Err(Mistakes(mistakes).into());
    }
    let command = file.values.iter().fold(plain, |command, value| known::with_default(command, &value.id, &value.text));
    let matches = command.clone().try_get_matches_from(&arguments)?;
    let (command, secrets) = secrets::put_in(command, leaf(&matches), &known)?;
    let matches = command.clone().try_get_matches_from(&arguments)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let effective = table::effective(command, &known, &file, &secrets);
    Ok(Settings { cli, effective, warnings: known::unknown_environment(&known) })
}

/// Before anything else is read: mistakes in the rest of the command line are told later.
fn file_asked_for(command: &clap::Command, arguments: &[OsString]) -> Option<PathBuf> {
    let matches = command.clone().ignore_errors(true).try_get_matches_from(arguments).ok()?;
    leaf(&matches).get_one::<PathBuf>(FILE).cloned()
}

/// The matches of the innermost command, which has the global ones too.
fn leaf(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| leaf(inner))
}

/// How much a source counts; what is not given counts nothing. The file gives defaults.
fn rank(matches: &ArgMatches, setting: &Setting) -> u8 {
    let known = matches.ids().any(|id| id.as_str() == setting.id);
    match known.then(|| matches.value_source(&setting.id)).flatten() {
        Some(ValueSource::CommandLine) => 3,
        Some(ValueSource::EnvVariable) => 2,
        Some(_) => 1,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tests share one environment: none of them sets a variable.
    fn read_with(file: &str, arguments: &[&str]) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("secret"), "postgres://u:geheim@localhost/agenda\n").unwrap();
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, file.replace("FOLDER", &folder.path().display().to_string())).unwrap();
        let start = ["woonzorgagenda".into(), "--config".into(), path.into_os_string()];
        read(start.into_iter().chain(arguments.iter().map(OsString::from)))
    }

    fn serve(settings: &Settings) -> &crate::cli::Serve {
        match &settings.cli.command {
            crate::cli::Command::Serve(serve) => serve,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let file = "listen = \"127.0.0.1:4000\"\nhttps = true\nlog_format = \"json\"\n";
        let settings = read_with(file, &["serve"]).unwrap();
        assert_eq!(serve(&settings).listen.port(), 4000);
        assert!(serve(&settings).https);
        assert!(matches!(settings.cli.log_format, crate::cli::LogFormat::Json));
        let settings = read_with(file, &["serve", "--listen", "127.0.0.1:5000"]).unwrap();
        assert_eq!(serve(&settings).listen.port(), 5000);
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let file =
            "listn = \"127.0.0.1:4000\"\n\nlisten = \"here\"\nhttps = \"ja\"\ndatabase_file = \"/does/not/exist\"\n";
        let error = read_with(file, &["serve"]).unwrap_err().to_string();
        assert!(error.contains(":1: unknown setting \"listn\"; did you mean \"listen\"?"), "{error}");
        assert!(error.contains(":3: \"listen\": "), "{error}");
        assert!(error.contains(":4: \"https\" must be true or false"), "{error}");
        assert!(error.contains(":5: \"database_file\": cannot read /does/not/exist"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_toml_is_refused_with_its_line() {
        let error = read_with("https = true\nlisten = 127.0.0.1\n", &["serve"]).unwrap_err().to_string();
        assert!(error.contains("settings.toml:2: "), "{error}");
    }

    #[test]
    fn a_secret_can_stand_in_a_file_and_is_not_shown() {
        let settings = read_with("database_file = \"FOLDER/secret\"\n", &["serve"]).unwrap();
        assert_eq!(serve(&settings).database.database, "postgres://u:geheim@localhost/agenda");
        let shown = format!("{:?}", settings.effective);
        assert!(!shown.contains("geheim") && shown.contains("localhost/agenda"), "{shown}");
        let flag = ["serve", "--database", "sqlite://x.db"];
        let settings = read_with("database_file = \"FOLDER/secret\"\n", &flag).unwrap();
        assert_eq!(serve(&settings).database.database, "sqlite://x.db");
    }

    #[test]
    fn a_secret_is_given_once() {
        let file = "database = \"sqlite://x.db\"\ndatabase_file = \"FOLDER/secret\"\n";
        let error = read_with(file, &["serve"]).unwrap_err().to_string();
        assert!(error.contains("\"database\" and \"database_file\""), "{error}");
    }

    #[test]
    fn the_table_in_the_documentation_is_complete() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/OPERATIONS.md");
        let document = std::fs::read_to_string(file).unwrap();
        let table = table::documentation(&known::settings(&Cli::command()));
        assert!(document.contains(&table), "docs/OPERATIONS.md needs this table of settings:\n\n{table}");
    }
}
