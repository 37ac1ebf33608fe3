//! A request for every page, download, form and function, and for every thing that it can be about.
//!
//! What is sent would be refused for its content by whoever may send it, so that the world stays as it is.

use app::agendas::api as agendas;
use app::allocations::api::SetAllocations;
use app::auth::api as auth;
use app::comments::api as comments;
use app::commitments::api as commitments;
use app::commitments::filter::Filter;
use app::commitments::occurrences::api as occurrences;
use app::commitments::steps::api as steps;
use app::commitments::waiting::api as waiting;
use app::deadlines::api::SetDeadlinePhase;
use app::deliveries::api as deliveries;
use app::deliveries::evidence::api::{AddEvidence, WithdrawEvidence};
use app::files::api as files;
use app::meetings::api::MoveAgendaItem;
use app::notes::api::{AnswerNote, RemoveNote};
use app::papers::api::{AddPaper, WithdrawPaper};
use app::proposals::api::{ConcludeProposalStep, RemoveProposalStep};
use app::success_factors::api::SetFactorState;
use app::targets::api::SetTargets;
use app::targets::form::REGION;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use server::http::routes::{self, Download, Function, Page, Rule};

use crate::beside::OCCURRENCE;
use crate::things::Thing;
use crate::world::World;

pub enum Ask {
    Page { page: Page, path: String, thing: Option<Thing> },
    Form { page: Page, function: Function, path: String, thing: Option<Thing>, body: String },
    Download { download: Download, path: String, thing: Option<Thing> },
    Function { function: Function, thing: Option<Thing>, body: Body },
}

pub enum Body {
    Form(String),
    Postcard(Vec<u8>),
}

impl Ask {
    pub fn name(&self) -> String {
        match self {
            Self::Page { path, thing, .. } | Self::Download { path, thing, .. } => {
                format!("GET {path} {}", name_of(thing.as_ref()))
            }
            Self::Form { path, thing, .. } => format!("POST {path} {}", name_of(thing.as_ref())),
            Self::Function { function, thing, .. } => format!("POST {} {}", function.path, name_of(thing.as_ref())),
        }
    }

    pub fn rule(&self) -> String {
        match self {
            Self::Page { page, .. } => format!("{:?} and {:?}", page.access, page.rule),
            Self::Download { download, .. } => format!("{:?} and {:?}", download.access, download.rule),
            Self::Form { function, .. } | Self::Function { function, .. } => {
                format!("{:?} and {:?}", function.access, function.rule)
            }
        }
    }
}

fn name_of(thing: Option<&Thing>) -> String {
    thing.map(Thing::name).unwrap_or_default()
}

/// Everything that can be asked. What ends a session comes last.
pub fn all(world: &World) -> Vec<Ask> {
    let mut asks = Vec::new();
    for page in routes::pages() {
        for thing in things(page.rule, world) {
            let path = address(page.path, thing.as_ref(), world);
            asks.push(Ask::Page { page: copy(&page), path, thing });
        }
        let Some(form) = &page.form else { continue };
        let function = routes::functions().into_iter().find(|function| function.path == form.function);
        let function = function.expect("the function of a form is declared");
        // A step stands in the address, also where its function can do without one.
        let by_page = crate::expected::is_about_something_new(page.rule) || page.rule == Rule::ProposalStep;
        for thing in things(if by_page { page.rule } else { function.rule }, world) {
            let path = address(page.path, thing.as_ref(), world);
            let body = match page.rule {
                Rule::RegionalTargets => format!("form[holder]={REGION}"),
                _ => form_body(function.path, thing.as_ref()),
            };
            asks.push(Ask::Form { page: copy(&page), function, path, thing, body });
        }
    }
    for download in routes::downloads() {
        for thing in things(download.rule, world) {
            let path = address(download.path, thing.as_ref(), world);
            asks.push(Ask::Download { download, path, thing });
        }
    }
    for function in routes::functions() {
        for thing in things(function.rule, world) {
            let body = function_body(function.path, thing.as_ref());
            asks.push(Ask::Function { function, thing, body });
        }
    }
    let ends_session = |ask: &Ask| match ask {
        Ask::Page { .. } | Ask::Download { .. } => false,
        Ask::Form { function, .. } | Ask::Function { function, .. } => function.path == auth::EndSessions::PATH,
    };
    // One is enough: after it, nobody is there any more.
    let (last, mut asks): (Vec<Ask>, Vec<Ask>) = asks.into_iter().partition(ends_session);
    asks.extend(last.into_iter().take(1));
    asks
}

fn copy(page: &Page) -> Page {
    routes::pages().into_iter().find(|other| other.path == page.path).expect("it is one of them")
}

fn things(rule: Rule, world: &World) -> Vec<Option<Thing>> {
    match rule {
        Rule::Own
        | Rule::Region
        | Rule::Municipality
        | Rule::AgendasOfMunicipality(_)
        | Rule::AllocationsOfMunicipality => vec![None],
        // Its own, and those of a corporatie within it.
        Rule::TargetsOfMunicipality => vec![None, Some(Thing::Corporation(world.targets_within_slug()))],
        rule if crate::expected::is_about_something_new(rule) => vec![None],
        Rule::Commitment(_) | Rule::EndWait => world.commitments.iter().cloned().map(Some).collect(),
        Rule::Account => world.accounts.iter().cloned().map(Some).collect(),
        Rule::Project(_) => world.projects.iter().cloned().map(Some).collect(),
        Rule::Document(_) => world.documents.iter().cloned().map(Some).collect(),
        Rule::Bottleneck(_) => world.bottlenecks.iter().cloned().map(Some).collect(),
        Rule::File => world.files.iter().cloned().map(Some).collect(),
        Rule::Comment(_) => world.comments.iter().cloned().map(Some).collect(),
        Rule::SavedView(_) => world.saved_views.iter().cloned().map(Some).collect(),
        Rule::Import => world.imports.iter().cloned().map(Some).collect(),
        Rule::Meeting(_) => world.meetings.iter().cloned().map(Some).collect(),
        Rule::Note(_) => world.notes.iter().cloned().map(Some).collect(),
        Rule::Decision | Rule::ReportBack => world.decisions.iter().cloned().map(Some).collect(),
        Rule::Proposal(_) => world.proposals.iter().cloned().map(Some).collect(),
        // A concept has no steps.
        Rule::ProposalStep | Rule::Conclude => {
            let routed = |thing: &&Thing| matches!(thing, Thing::Proposal(rights, _) if rights.proposal.routed);
            world.proposals.iter().filter(routed).cloned().map(Some).collect()
        }
        Rule::Role(_) => world.roles.iter().cloned().map(Some).collect(),
        Rule::Deadline(_) => world.deadlines.iter().cloned().map(Some).collect(),
        Rule::DeadlinePhase => vec![Some(world.deadline_of_slug())],
        Rule::SuccessFactor => world.success_factors.iter().cloned().map(Some).collect(),
        Rule::FactorState => vec![Some(world.success_factor_of_slug())],
        Rule::Agenda(_) => world.agendas.iter().cloned().map(Some).collect(),
        rule => panic!("{rule:?} is about nothing in this world"),
    }
}

fn address(pattern: &str, thing: Option<&Thing>, world: &World) -> String {
    let id = thing.map(|thing| thing.id().to_string()).unwrap_or_default();
    // Somebody else's link to choose a password; it does not exist.
    // The only milestone, wait, file and comment of a commitment have its id.
    let pattern = pattern.replace("{milestone}", &id).replace("{wait}", &id);
    let pattern = pattern.replace("{file}", &id).replace("{comment}", &id).replace("{occurrence}", OCCURRENCE);
    // So has the only report of a project, and the only item, decision and note of a meeting.
    let pattern = pattern.replace("{delivery}", &id).replace("{item}", &id).replace("{decision}", &id);
    let pattern = pattern.replace("{note}", &id);
    // And the only step of a proposal.
    let pattern = pattern.replace("{step}", &id);
    let pattern = pattern.replace("{corporation}", &world.corporation_of_slug.to_string());
    // The template of a kind.
    let pattern = pattern.replace("{name}", "projecten.xlsx");
    pattern.replace("{id}", &id).replace("{slug}", crate::world::SLUG).replace("{token}", "0123456789abcdef")
}

/// A form that whoever may post it is asked to mend: the thing's id, and nothing else.
fn form_body(function: &str, thing: Option<&Thing>) -> String {
    let id = thing.map(|thing| format!("form[id]={}", thing.id())).unwrap_or_default();
    match function {
        auth::EndSessions::PATH => "form[sure]=ja".to_owned(),
        SetTargets::PATH => {
            let corporation = thing.map(|thing| format!("&form[corporation]={}", thing.id())).unwrap_or_default();
            format!("form[holder]={}{corporation}", crate::world::SLUG)
        }
        SetDeadlinePhase::PATH | SetFactorState::PATH => format!("{id}&form[municipality]={}", crate::world::SLUG),
        SetAllocations::PATH => format!("form[municipality]={}", crate::world::SLUG),
        agendas::AddAgenda::PATH => format!("form[municipality]={}", crate::world::SLUG),
        steps::SaveMilestone::PATH | steps::MarkMilestone::PATH | steps::RemoveMilestone::PATH => {
            format!("{id}&{}", id.replace("form[id]", "form[milestone]"))
        }
        files::WithdrawFile::PATH => format!("{id}&{}", id.replace("form[id]", "form[file]")),
        comments::AnswerComment::PATH | comments::MarkCommentSeen::PATH | comments::WithdrawComment::PATH => {
            format!("{id}&{}", id.replace("form[id]", "form[comment]"))
        }
        occurrences::ReportOccurrence::PATH => format!("{id}&form[occurrence]={OCCURRENCE}"),
        deliveries::VerifyDelivery::PATH | deliveries::CorrectDelivery::PATH | AddEvidence::PATH => {
            format!("{id}&{}", id.replace("form[id]", "form[delivery]"))
        }
        WithdrawEvidence::PATH => {
            format!("{id}&{}&{}", id.replace("form[id]", "form[delivery]"), id.replace("form[id]", "form[file]"))
        }
        AnswerNote::PATH | RemoveNote::PATH => format!("{id}&{}", id.replace("form[id]", "form[note]")),
        AddPaper::PATH => format!("{id}&{}", id.replace("form[id]", "form[item]")),
        WithdrawPaper::PATH => {
            format!("{id}&{}&{}", id.replace("form[id]", "form[item]"), id.replace("form[id]", "form[file]"))
        }
        RemoveProposalStep::PATH | ConcludeProposalStep::PATH => {
            format!("{id}&{}", id.replace("form[id]", "form[step]"))
        }
        MoveAgendaItem::PATH => format!("{id}&{}", id.replace("form[id]", "form[item]")),
        waiting::ResolveWait::PATH => format!("{id}&{}", id.replace("form[id]", "form[wait]")),
        _ if id.is_empty() => "form[anders]=niets".to_owned(),
        _ => id,
    }
}

fn function_body(function: &str, thing: Option<&Thing>) -> Body {
    use app::dashboard::api::LoadDashboard;
    use app::municipalities::api::ShowMunicipality;
    let id = thing.map(Thing::id);
    match function {
        commitments::ShowCommitment::PATH => postcard(&id.expect("a commitment")),

        commitments::CommitmentFormPage::PATH => postcard(&(id, None::<String>, None::<String>)),
        commitments::ListCommitments::PATH => postcard(&Filter::default()),
        ShowMunicipality::PATH => postcard(&crate::world::SLUG),
        LoadDashboard::PATH => postcard(&(None::<String>, None::<String>)),
        commitments::CommitmentFilterOptions::PATH | app::municipalities::api::ListMunicipalities::PATH => {
            Body::Postcard(Vec::new())
        }
        form => Body::Form(form_body(form, thing)),
    }
}

/// Fields in their order, as a server function's arguments travel.
fn postcard(arguments: &impl Serialize) -> Body {
    Body::Postcard(postcard::to_allocvec(arguments).unwrap())
}
