//! The domain's rules in the language of the command line. The domain itself speaks Dutch, to people with a form.

use std::collections::BTreeSet;

use domain::Problem;
use domain::bottlenecks::FUNCTION_MAX;
use domain::commitments::{
    CONTRIBUTION_MAX, Content, DESCRIPTION_MAX, GROUP_AS_PARTNER, PARTIES_MAX, PLACE_MAX, PartyRef, PartyRole,
    TITLE_MAX,
};
use domain::milestones::{Milestone, NOTE_MAX};
use domain::progress::{ProgressReport, TEXT_MAX};
use domain::waiting::{REASON_MAX, Refused};

/// The key of the file that the problem is about.
pub fn key_of<'p>(problem: &'p Problem, content: &Content) -> &'p str {
    if problem.field != "parties" {
        return &problem.field;
    }
    let only_consulted = content.parties.iter().all(|party| party.role != PartyRole::Partner);
    if only_consulted { "consulted" } else { "partners" }
}

pub fn of_content(problem: &Problem, content: &Content) -> Vec<String> {
    let proposed = |what: &str| vec![format!("state = \"voorgesteld\" needs {what}")];
    match problem.field.as_str() {
        "title" => vec![too_long("title", TITLE_MAX)],
        "description" => vec![too_long("description", DESCRIPTION_MAX)],
        "place" => vec![too_long("place", PLACE_MAX)],
        "start" => vec!["\"start\" cannot recur: something recurring goes in \"due\"".to_owned()],
        "due" if content.due.is_none() => proposed("a due period"),
        "due" => vec!["\"due\" ends before \"start\" begins".to_owned()],
        "lead" => proposed("a lead"),
        "lead_function" => vec![too_long("lead_function", FUNCTION_MAX)],
        "challenges" => proposed("at least one challenge"),
        "parties" if problem.message == GROUP_AS_PARTNER => {
            proposed("partners that can confirm: name the organisations, or move the group to \"consulted\"")
        }
        "parties" => of_parties(content),
        // A rule that is newer than this list: better in Dutch than not at all.
        _ => vec![problem.message.clone()],
    }
}

/// All that can be wrong with parties: the problem does not tell which it is.
fn of_parties(content: &Content) -> Vec<String> {
    let length = |text: Option<&String>| text.map_or(0, |text| text.chars().count());
    let who: BTreeSet<PartyRef> = content.parties.iter().map(|party| party.who).collect();
    let mistakes = [
        (content.parties.len() > PARTIES_MAX, format!("a commitment has at most {PARTIES_MAX} parties")),
        (
            content.parties.iter().any(|party| length(party.contribution.as_ref()) > CONTRIBUTION_MAX),
            too_long("contribution", CONTRIBUTION_MAX),
        ),
        (
            content.parties.iter().any(|party| length(party.function.as_ref()) > FUNCTION_MAX),
            too_long("function", FUNCTION_MAX),
        ),
        (
            content.parties.iter().any(|party| party.function.is_some() && party.organisation().is_none()),
            "a \"function\" is that of one organisation, not of a group".to_owned(),
        ),
        (
            who.len() < content.parties.len(),
            "an organisation or group is named twice: give each of them one role".to_owned(),
        ),
    ];
    mistakes.into_iter().filter(|(made, _)| *made).map(|(_, message)| message).collect()
}

pub fn of_progress(problem: &Problem, report: &ProgressReport) -> String {
    let text = match problem.field.as_str() {
        "note" => &report.note,
        "cause" => &report.cause,
        "effect" => &report.effect,
        "correction" => &report.correction,
        _ => return problem.message.clone(),
    };
    match text {
        Some(_) => too_long(&problem.field, TEXT_MAX),
        None => format!("progress with status \"{}\" needs \"{}\"", report.status().code(), problem.field),
    }
}

pub fn of_milestone(problem: &Problem, milestone: &Milestone) -> String {
    match problem.field.as_str() {
        "title" => too_long("title", TITLE_MAX),
        "note" => too_long("note", NOTE_MAX),
        "due" if milestone.due.recurs() => "a milestone cannot recur".to_owned(),
        "due" => "the milestone ends after its commitment does".to_owned(),
        _ => problem.message.clone(),
    }
}

pub fn of_wait(problem: &Problem) -> String {
    match problem.field.as_str() {
        "reason" => too_long("reason", REASON_MAX),
        _ => problem.message.clone(),
    }
}

pub const fn refused_wait(refused: Refused) -> &'static str {
    match refused {
        Refused::Itself => "a commitment cannot wait for itself",
        Refused::OwnLead => "this organisation is its lead",
        Refused::Twice => "it waits for this already",
        Refused::Circle { .. } => "these commitments would wait for each other",
    }
}

fn too_long(key: &str, max: usize) -> String {
    format!("\"{key}\" is too long: at most {max} characters")
}
