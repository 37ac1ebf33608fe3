//! The settings as a table: those in force, and those of the documentation.

use app::storage::without_password;
use clap::Command;
use clap::parser::ValueSource;

use super::file::FromFile;
use super::known::Setting;

/// Of every setting of `serve`, which has them all: name, value and source.
pub fn effective(command: Command, known: &[Setting], file: &FromFile, from_files: &[String]) -> Vec<[String; 3]> {
    let Ok(matches) = command.try_get_matches_from(["woonzorgagenda", "serve"]) else { return vec![] };
    let matches = super::leaf(&matches);
    let row = |setting: &Setting| {
        let id = setting.id.as_str();
        let source = matches.ids().any(|known| known.as_str() == id).then(|| matches.value_source(id)).flatten();
        let source = match (source, file.get(id)) {
            _ if from_files.contains(&setting.id) => format!("the file in {id}_file"),
            (Some(ValueSource::EnvVariable), _) => setting.environment.clone(),
            (Some(_), Some(value)) => format!("{}:{}", file.name, value.line),
            (Some(_), None) => "default".to_owned(),
            (None, _) => return [setting.id.clone(), String::new(), "not set".to_owned()],
        };
        let values = matches.get_raw(id).into_iter().flatten();
        let value = values.map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(" ");
        [setting.id.clone(), if setting.secret { shown(&value) } else { value }, source]
    };
    known.iter().map(row).collect()
}

fn shown(secret: &str) -> String {
    if secret.contains("://") { without_password(secret) } else { "(hidden)".to_owned() }
}

/// The table of `docs/OPERATIONS.md`.
#[cfg(test)]
pub fn documentation(known: &[Setting]) -> String {
    let row = |setting: &Setting| {
        let Setting { id, flag, environment, switch, argument, .. } = setting;
        let default = match argument.get_default_values().first() {
            Some(text) => format!("`{}`", text.display()),
            None if *switch => "`false`".to_owned(),
            None => String::new(),
        };
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        format!("| `{id}` | `--{flag}` | `{environment}` | {default} | {} |\n", help.replace('|', "\\|"))
    };
    let rows: String = known.iter().map(row).collect();
    format!("| in the file | flag | in the environment | default | |\n|---|---|---|---|---|\n{rows}")
}
