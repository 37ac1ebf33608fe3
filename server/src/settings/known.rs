//! Which settings there are, as the command line says.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, Command};

const PREFIX: &str = "WOONZORGAGENDA_";
/// Programs around the server use these.
const NOT_OURS: [&str; 1] = ["WOONZORGAGENDA_BIN"];

#[derive(Clone, Debug)]
pub struct Setting {
    /// As clap calls it, which is the key in the file.
    pub id: String,
    pub flag: String,
    pub environment: String,
    /// Is either given or not.
    pub switch: bool,
    pub secret: bool,
    pub argument: Arg,
}

/// In the order of their names.
pub fn settings(command: &Command) -> Vec<Setting> {
    let mut found = BTreeMap::new();
    collect(command, &mut found);
    found.into_values().collect()
}

fn collect(command: &Command, found: &mut BTreeMap<String, Setting>) {
    for argument in command.get_arguments() {
        let environment = argument.get_env().and_then(|name| name.to_str());
        // A file cannot name the file.
        let flag = argument.get_long().filter(|flag| *flag != super::FILE);
        if let (Some(flag), Some(environment)) = (flag, environment) {
            let setting = Setting {
                id: argument.get_id().to_string(),
                flag: flag.to_owned(),
                environment: environment.to_owned(),
                switch: matches!(argument.get_action(), ArgAction::SetTrue),
                secret: argument.is_hide_env_values_set(),
                argument: argument.clone(),
            };
            found.insert(setting.id.clone(), setting);
        }
    }
    command.get_subcommands().for_each(|inner| collect(inner, found));
}

impl Setting {
    /// What is wrong with this value, as clap says it.
    pub fn problem(&self, text: &str) -> Option<String> {
        if self.switch {
            let wrong = !matches!(text, "true" | "false");
            return wrong.then(|| "write true or false".to_owned());
        }
        let argument = self.argument.clone().env(None::<&str>).global(false);
        let command = Command::new("check").no_binary_name(true).arg(argument);
        let error = command.try_get_matches_from([format!("--{}={text}", self.flag)]).err()?;
        // The first line, without the name of the flag: "error: invalid value 'x' for '--y <Y>': why".
        let message = error.to_string();
        let line = message.lines().next().unwrap_or_default().trim_start_matches("error: ");
        Some(match line.split_once("': ") {
            Some((_, why)) => why.to_owned(),
            None => message.lines().map(str::trim).take(2).collect::<Vec<_>>().join("; "),
        })
    }
}

/// Gives a setting another default, wherever it occurs.
pub fn with_default(command: Command, id: &str, text: &str) -> Command {
    // Clap keeps defaults for good. The process reads its settings once, so that is as long as it needs them.
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    change(command, id, &|argument| argument.default_value(text))
}

pub fn change(mut command: Command, id: &str, how: &dyn Fn(Arg) -> Arg) -> Command {
    if command.get_arguments().any(|argument| argument.get_id() == id) {
        command = command.mut_arg(id, how);
    }
    command.mut_subcommands(|inner| change(inner, id, how))
}

/// Values in the environment that do not fit.
pub fn wrong_environment(known: &[Setting]) -> Vec<String> {
    let given = known.iter().filter_map(|setting| Some((setting, std::env::var(&setting.environment).ok()?)));
    // Clap itself takes more words for a switch there, such as "yes" and "0".
    let given = given.filter(|(setting, _)| !setting.switch);
    let wrong =
        given.filter_map(|(setting, text)| Some(format!("{}: {}", setting.environment, setting.problem(&text)?)));
    wrong.collect()
}

/// Names in the environment that look like settings and are none.
pub fn unknown_environment(known: &[Setting]) -> Vec<String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let ours = names.filter(|name| name.starts_with(PREFIX) && !NOT_OURS.contains(&name.as_str()));
    let file = format!("{PREFIX}CONFIG");
    let unknown = ours.filter(|name| *name != file && known.iter().all(|setting| setting.environment != *name));
    let all: Vec<&str> = known.iter().map(|setting| setting.environment.as_str()).collect();
    unknown
        .map(|name| format!("the environment has {name}, which is no setting{}", did_you_mean(&name, &all)))
        .collect()
}

/// The name that was probably meant, as the end of a sentence.
pub fn did_you_mean(wrong: &str, names: &[&str]) -> String {
    let nearest = names.iter().min_by_key(|name| strsim::damerau_levenshtein(name, wrong));
    let near = nearest.filter(|name| strsim::jaro_winkler(name, wrong) > 0.8);
    near.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}
