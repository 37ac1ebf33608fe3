//! The form of a page, as somebody who may post it has it before them.

use std::collections::BTreeMap;

use app::administration::api::{Invite, SaveAccount};
use app::agendas::api::TakeAgendaStep;
use app::bottlenecks::api::{EscalateBottleneck, ReopenBottleneck, SaveBottleneck, SolveBottleneck};
use app::comments::api::{AddComment, AnswerComment, MarkCommentSeen, WithdrawComment};
use app::commitments::agreement::api::{AnswerCommitment, LiftReservation, TakeStep};
use app::commitments::api::{ReportProgress, SaveCommitment};
use app::commitments::steps::api::{AddMilestone, RemoveMilestone, SaveMilestone};
use app::deadlines::api::{SaveDeadline, SetDeadlinePhase};
use app::decisions::api::ReportBack;
use app::deliveries::evidence::api::WithdrawEvidence;
use app::digest::api::StopDigest;
use app::documents::api::SaveDocument;
use app::files::api::WithdrawFile;
use app::meetings::api::{CancelMeeting, MoveAgendaItem, ReopenMeeting, SaveMeeting, TakeMeetingStep};
use app::notes::api::{AddNote, AnswerNote, RemoveNote};
use app::papers::api::WithdrawPaper;
use app::projects::api::SaveProject;
use app::proposals::api::{ConcludeProposalStep, RemoveProposalStep, SaveProposal, SaveProposalStep};
use app::roles::api::{AcknowledgeRole, SaveRole};
use app::success_factors::api::SetFactorState;
use axum::http::StatusCode;
use leptos::server_fn::ServerFn;
use server::http::routes;

use crate::html::{Field, Page};
use crate::visitors::visit;
use crate::world::{Browser, CODE, PASSWORD, World};

/// A form as somebody who may post it has it before them.
pub struct Open {
    pub browser: Browser,
    pub path: String,
    pub function: &'static str,
    pub fields: Vec<Field>,
}

/// On which something is to happen.
const A_DAY: &str = "12-3-2027";

pub type Pairs = Vec<(String, String)>;

pub async fn open(world: &World, page: &routes::Page) -> Open {
    let (mut browser, path) = visit(world, page.path).await;
    let function = page.form.as_ref().expect("a page with a form").function;
    let fields = fields(&mut browser, &path).await;
    Open { browser, path, function, fields }
}

pub async fn fields(browser: &mut Browser, path: &str) -> Vec<Field> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let fields = Page::read(&answer.body).form(path);
    let fields =
        fields.unwrap_or_else(|| panic!("{path} declares a form and shows none: {}", Page::read(&answer.body).text));
    assert!(!fields.is_empty(), "the form of {path} has no fields");
    fields
}

impl Open {
    /// What somebody posts who fills in everything as it is meant.
    pub fn filled(&self, number: usize) -> Pairs {
        let mut pairs = Pairs::new();
        let due_unknown = self.fields.iter().any(|field| field.name == "form[due_unknown][]" && field.posted);
        for field in &self.fields {
            let value = match field.kind.as_str() {
                "hidden" => field.value.clone(),
                _ if self.is_spare(&field.name) => field.value.clone(),
                "select" if field.value.is_empty() => {
                    // Another one each time: an organisation stands in a list of parties once.
                    let taken = |choice: &str| {
                        let chosen = self.fields.iter().map(|field| &field.value);
                        choice.is_empty() || chosen.chain(pairs.iter().map(|(_, value)| value)).any(|it| it == choice)
                    };
                    field.choices.iter().find(|choice| !taken(choice)).cloned().unwrap_or_default()
                }
                "radio" => {
                    let chosen = self.fields.iter().any(|other| other.name == field.name && other.posted);
                    let first = pairs.iter().all(|(name, _)| *name != field.name);
                    if field.posted || (!chosen && first) { field.value.clone() } else { continue }
                }
                // A document has at least one party.
                "checkbox"
                    if self.function == SaveDocument::PATH && !pairs.iter().any(|(name, _)| *name == field.name) =>
                {
                    field.value.clone()
                }
                "checkbox" | "submit" if !field.posted => continue,
                _ if field.is_text() && field.value.is_empty() => typed(&field.name, due_unknown, number),
                _ => field.value.clone(),
            };
            pairs.push((field.name.clone(), value));
        }
        // Only a colour with reasons keeps them, and only a reservation what it is.
        for (name, value) in &mut pairs {
            match name.as_str() {
                "form[planning]" => "oranje".clone_into(value),
                "form[reply]" => "voorbehoud".clone_into(value),
                "form[to]" if self.function == TakeAgendaStep::PATH => "vastgesteld".clone_into(value),
                // A body meets once on a day.
                "form[date]" if self.function == SaveMeeting::PATH && value == A_DAY => {
                    *value = format!("{}-{}-{}", number % 28 + 1, number / 28 % 12 + 1, 2027 + number / 336 % 20);
                }
                "form[phase]" if self.function == SetDeadlinePhase::PATH => "vastgesteld".clone_into(value),
                _ => {}
            }
        }
        pairs
    }

    /// A row of a project beyond the first three: what an edited project has is filled, the rest stays empty.
    fn is_spare(&self, name: &str) -> bool {
        let rows = ["form[counts][", "form[parties][", "form[shares]["];
        let row = rows.iter().find_map(|row| name.strip_prefix(row)?.split(']').next()?.parse::<usize>().ok());
        self.function == SaveProject::PATH && row.is_some_and(|row| row > 2)
    }

    /// The names of all fields, each once; of rows that are alike, those of the first.
    pub fn names(&self) -> BTreeMap<String, Field> {
        let again = |name: &str| {
            let rows = [
                "form[parties][",
                "form[dwellings][",
                "form[counts][",
                "form[phases][",
                "form[shares][",
                "form[parts][",
            ];
            rows.iter().any(|row| name.strip_prefix(row).is_some_and(|rest| !rest.starts_with(['0', ']'])))
        };
        let fields = self.fields.iter().filter(|field| !again(&field.name) && field.name.starts_with("form["));
        fields.map(|field| (field.name.clone(), field.clone())).collect()
    }

    /// Whether what is typed is kept and shown.
    pub fn keeps(&self) -> bool {
        let commitments = [SaveCommitment::PATH, ReportProgress::PATH, AddMilestone::PATH, SaveMilestone::PATH];
        let others =
            [AnswerCommitment::PATH, Invite::PATH, SaveAccount::PATH, SaveBottleneck::PATH, SaveDocument::PATH];
        let more = [AddComment::PATH, AnswerComment::PATH, AddNote::PATH, SaveProject::PATH, SaveProposal::PATH];
        let of_deadlines = [SaveDeadline::PATH, SetDeadlinePhase::PATH, SetFactorState::PATH, SaveRole::PATH];
        let mut keeping = commitments.into_iter().chain(others).chain(more).chain(of_deadlines);
        self.is_step() && !self.is_silent() || keeping.any(|function| function == self.function)
    }

    /// It has no text of its own, or one that only a timeline shows.
    fn is_silent(&self) -> bool {
        let of_meetings = [TakeMeetingStep::PATH, ReopenMeeting::PATH, CancelMeeting::PATH, MoveAgendaItem::PATH];
        let beside = [MarkCommentSeen::PATH, WithdrawComment::PATH, RemoveNote::PATH, StopDigest::PATH];
        let mut silent =
            [AcknowledgeRole::PATH, LiftReservation::PATH, RemoveMilestone::PATH].into_iter().chain(beside);
        let of_proposals = [SaveProposalStep::PATH, RemoveProposalStep::PATH];
        silent.any(|step| step == self.function)
            || of_meetings.contains(&self.function)
            || of_proposals.contains(&self.function)
    }

    /// It shows its form again only when what it did is undone.
    pub fn is_step(&self) -> bool {
        let of_bottlenecks = [EscalateBottleneck::PATH, SolveBottleneck::PATH, ReopenBottleneck::PATH];
        of_bottlenecks
            .into_iter()
            .chain([LiftReservation::PATH, TakeStep::PATH, TakeAgendaStep::PATH, AcknowledgeRole::PATH])
            .chain([
                RemoveMilestone::PATH,
                WithdrawFile::PATH,
                WithdrawPaper::PATH,
                WithdrawEvidence::PATH,
                MarkCommentSeen::PATH,
                WithdrawComment::PATH,
            ])
            .chain([AnswerNote::PATH, RemoveNote::PATH, StopDigest::PATH])
            .chain([
                TakeMeetingStep::PATH,
                ReopenMeeting::PATH,
                CancelMeeting::PATH,
                MoveAgendaItem::PATH,
                ReportBack::PATH,
            ])
            .chain([SaveProposalStep::PATH, RemoveProposalStep::PATH, ConcludeProposalStep::PATH])
            .any(|step| step == self.function)
    }
}

fn typed(name: &str, due_unknown: bool, number: usize) -> String {
    match name {
        "form[planned]" => "2034".to_owned(),
        "form[dwellings]" => "1.000".to_owned(),
        "form[demolished]" => "0".to_owned(),
        "form[intent_signed_on]" => "1-11-2026".to_owned(),
        "form[shares][0][share]" => "34".to_owned(),
        _ if name.starts_with("form[shares]") => "33".to_owned(),
        _ if name.starts_with("form[counts]") => "24".to_owned(),
        _ if name.starts_with("form[parts]") => "1".to_owned(),
        _ if name.starts_with("form[phases]") => "1-11-2026".to_owned(),
        _ if name.starts_with("form[values]") => (number % 90 + 1).to_string(),
        "form[count]" | "form[verified]" | "form[returned]" => "1".to_owned(),
        "form[date]" => A_DAY.to_owned(),
        "form[delivered_on]" => "1-11-2026".to_owned(),
        "form[due]" if due_unknown => String::new(),
        "form[due]" => "2034".to_owned(),
        "form[start]" => "2033".to_owned(),
        // A day that is over.
        "form[on]" | "form[adopted_on]" | "form[checked_on]" => "1-11-2026".to_owned(),
        "form[expected]" => "2035".to_owned(),
        "form[email]" => format!("nieuw-{number}@trust.example"),
        "form[current_password]" => PASSWORD.to_owned(),
        "form[password]" | "form[password_again]" => "drie koeien op het dak".to_owned(),
        "form[code]" => CODE.to_owned(),
        "form[first_year]" => "2025".to_owned(),
        "form[last_year]" => (2026 + number % 70).to_string(),
        "form[url]" => format!("https://trust.example/{number}"),
        _ if name.starts_with("form[dwellings]") => (number % 90 + 1).to_string(),
        // Names one commitment.
        "form[search]" => "P-02".to_owned(),
        // Names none.
        "form[project_search]" => String::new(),
        _ => format!("Tekst {number}"),
    }
}

pub fn with(pairs: &Pairs, name: &str, value: &str) -> Pairs {
    let mut changed: Pairs = pairs.iter().filter(|(other, _)| other != name).cloned().collect();
    changed.push((name.to_owned(), value.to_owned()));
    changed
}
