//! `config check`: whoever gets here has settings without mistakes.

use super::say;

pub fn show(effective: &[[String; 3]], warnings: &[String]) {
    let width = |column: usize| effective.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (names, values) = (width(0), width(1));
    for [name, value, source] in effective {
        say(&format!("{name:names$}  {value:values$}  {source}"));
    }
    for warning in warnings {
        say(&format!("warning: {warning}"));
    }
    say("The settings are right.");
}
