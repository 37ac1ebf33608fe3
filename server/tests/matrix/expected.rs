//! What the declared access and the policy say about somebody and a route.

use app::error::AppError;
use axum::http::StatusCode;
use domain::policy::{
    Access, Action, Actor, AgendaRights, AllocationRights, BodyVerb, Denied, PlaceRights, ProposalVerb, Refused,
    WaitRights, allows, enters, may_create_bottlenecks, may_create_documents, may_create_projects,
    may_create_proposals, may_create_somewhere, may_import, may_plan_meetings,
};
use server::http::routes::{Function, Page, Rule};

use crate::people::Person;
use crate::things::Thing;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever the answer is, it is none of those below.
    Allowed,
    /// The same, but what one brings may be wrong or gone: a code, a link.
    Own,
    /// Sent to this page.
    SentTo(&'static str),
    Status(StatusCode),
}

/// The status of an answer and where it leads to.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
}

impl Expected {
    pub fn fits(self, answer: &Answer) -> bool {
        match self {
            Self::Allowed => {
                let refused =
                    matches!(answer.status.as_u16(), 401 | 403 | 404 | 405) || answer.status.is_server_error();
                !refused && !answer.location.starts_with("/inloggen?terug")
            }
            Self::Own => {
                let refused = matches!(answer.status.as_u16(), 403 | 405) || answer.status.is_server_error();
                !refused && !answer.location.starts_with("/inloggen?terug")
            }
            Self::SentTo(place) => answer.status == StatusCode::SEE_OTHER && answer.location.starts_with(place),
            Self::Status(status) => answer.status == status,
        }
    }

    /// A server function sends nobody anywhere: it says why.
    pub fn of_a_function(self) -> Self {
        match self {
            Self::SentTo("/inloggen") => Self::Status(StatusCode::UNAUTHORIZED),
            Self::SentTo("/account/tweede-stap") => Self::Status(StatusCode::FORBIDDEN),
            other => other,
        }
    }
}

/// Looking at a page, or calling a function.
pub fn expect(access: Access, rule: Rule, person: &Person, thing: Option<&Thing>, world: &World) -> Expected {
    match enters(access, person.visitor.as_ref()) {
        Err(Refused::LoggedOut) => Expected::SentTo("/inloggen"),
        Err(Refused::SecondFactorMissing) => Expected::SentTo("/account/tweede-stap"),
        Err(Refused::Invisible) => Expected::Status(StatusCode::NOT_FOUND),
        Ok(()) if rule == Rule::Own => Expected::Own,
        Ok(()) => {
            let visitor = person.visitor.as_ref().expect("a rule of the policy is for members");
            decide(&visitor.actor, rule, thing, world)
        }
    }
}

/// Posting a form to a page: the page lets in, and the function behind it decides. Where the form is about something
/// new, looking at its page already asks the policy.
pub fn expect_form(page: &Page, function: Function, person: &Person, thing: Option<&Thing>, world: &World) -> Expected {
    match enters(page.access, person.visitor.as_ref()) {
        // What was typed is kept, to be sent again.
        Err(Refused::LoggedOut) => Expected::Status(StatusCode::UNAUTHORIZED),
        Err(Refused::SecondFactorMissing) => Expected::SentTo("/account/tweede-stap"),
        Err(Refused::Invisible) => Expected::Status(StatusCode::NOT_FOUND),
        Ok(()) if is_about_something_new(page.rule) => expect(page.access, page.rule, person, None, world),
        Ok(()) => expect(function.access, function.rule, person, thing, world),
    }
}

/// Looking at the page already asks the policy.
pub fn is_about_something_new(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NewCommitment
            | Rule::NewBottleneck
            | Rule::NewDocument
            | Rule::NewProject
            | Rule::NewImport
            | Rule::NewMeeting
            | Rule::NewProposal
            | Rule::RegionalTargets
    )
}

fn decide(actor: &Actor, rule: Rule, thing: Option<&Thing>, world: &World) -> Expected {
    let outcome = match (rule, thing) {
        (Rule::Own | Rule::Region, _) => Ok(()),
        (Rule::Municipality, _) => allows(actor, Action::ViewRegion(world.region_of_slug)),
        (Rule::NewCommitment, _) => or_forbidden(may_create_somewhere(actor)),
        (Rule::NewBottleneck, _) => or_forbidden(may_create_bottlenecks(actor)),
        (Rule::NewDocument, _) => or_forbidden(may_create_documents(actor, world.organisations[&actor.organisation])),
        (Rule::NewProject, _) => or_forbidden(may_create_projects(actor)),
        (Rule::NewMeeting, _) => or_forbidden(may_plan_meetings(actor)),
        (Rule::Meeting(verb), Some(Thing::Meeting(rights, _))) => allows(actor, Action::Body(verb, rights)),
        (Rule::Decision, Some(Thing::Decision(rights, _))) => allows(actor, Action::Body(BodyVerb::View, &rights.body)),
        (Rule::ReportBack, Some(Thing::Decision(rights, _))) => allows(actor, Action::ReportBack(rights)),
        (Rule::NewProposal, _) => or_forbidden(may_create_proposals(actor)),
        (Rule::Proposal(verb), Some(Thing::Proposal(rights, _))) => {
            allows(actor, Action::Proposal(verb, &rights.proposal))
        }
        (Rule::ProposalStep, Some(Thing::Proposal(rights, _))) => {
            allows(actor, Action::Proposal(ProposalVerb::Edit, &rights.proposal))
        }
        (Rule::Conclude, Some(Thing::Proposal(rights, _))) => allows(actor, Action::Conclude(rights)),
        (Rule::NewImport, _) => or_forbidden(may_import(actor)),
        (Rule::Import, Some(Thing::Import(rights, _))) => allows(actor, Action::Import(rights)),
        (Rule::Project(verb), Some(Thing::Project(rights, _))) => allows(actor, Action::Project(verb, rights)),
        (Rule::Document(verb), Some(Thing::Document(rights, _))) => allows(actor, Action::Document(verb, rights)),
        (Rule::Commitment(verb), Some(Thing::Commitment(rights, _))) => allows(actor, Action::Commitment(verb, rights)),
        (Rule::EndWait, Some(Thing::Commitment(rights, _))) => {
            let rights = WaitRights { waiting: rights.clone(), waited_for: Some(world.waited_for) };
            allows(actor, Action::EndWait(&rights))
        }
        (Rule::Account, Some(Thing::Account(rights))) => allows(actor, Action::ManageAccount(rights)),
        (Rule::Bottleneck(verb), Some(Thing::Bottleneck(rights, _))) => allows(actor, Action::Bottleneck(verb, rights)),
        (Rule::AgendasOfMunicipality(verb), _) => allows(actor, Action::Agenda(verb, &world.agendas_of_slug)),
        (Rule::RegionalTargets, _) => allows(actor, Action::SetTargets(&world.regional_targets(actor))),
        (Rule::TargetsOfMunicipality, Some(Thing::Corporation(rights))) => allows(actor, Action::SetTargets(rights)),
        (Rule::TargetsOfMunicipality, _) => allows(actor, Action::SetTargets(&world.targets_of_slug())),
        (Rule::AllocationsOfMunicipality, _) => {
            let AgendaRights { region, municipality } = world.agendas_of_slug;
            allows(actor, Action::SetAllocations(&AllocationRights { region, municipality }))
        }
        (Rule::Role(verb), Some(Thing::Role(rights))) => allows(actor, Action::Role(verb, rights)),
        (Rule::Deadline(verb), Some(Thing::Deadline(rights, _))) => allows(actor, Action::Deadline(verb, rights)),
        (Rule::DeadlinePhase, Some(Thing::Deadline(rights, _))) => {
            let municipality = world.agendas_of_slug.municipality;
            allows(actor, Action::TellOfPlace(&PlaceRights { region: rights.region, municipality }))
        }
        (Rule::SuccessFactor, Some(Thing::SuccessFactor(region, _))) => allows(actor, Action::ViewRegion(*region)),
        (Rule::FactorState, Some(Thing::SuccessFactor(region, _))) => {
            let municipality = world.agendas_of_slug.municipality;
            allows(actor, Action::TellOfPlace(&PlaceRights { region: *region, municipality }))
        }
        (Rule::SavedView(verb), Some(Thing::SavedView(rights, _))) => allows(actor, Action::SavedView(verb, rights)),
        (Rule::Agenda(verb), Some(Thing::Agenda(rights, _))) => allows(actor, Action::Agenda(verb, rights)),
        (Rule::File, Some(Thing::File(rights, _))) => allows(actor, Action::WithdrawFile(rights)),
        (Rule::Note(verb), Some(Thing::Note(rights, _))) => allows(actor, Action::Note(verb, rights)),
        (Rule::Comment(verb), Some(Thing::Comment(rights, _))) => allows(actor, Action::Comment(verb, rights)),
        (rule, _) => panic!("{rule:?} needs a thing to decide about"),
    };
    match outcome {
        Ok(()) => Expected::Allowed,
        Err(denied) => Expected::Status(status(denied)),
    }
}

fn or_forbidden(allowed: bool) -> Result<(), Denied> {
    if allowed { Ok(()) } else { Err(Denied::Forbidden) }
}

fn status(denied: Denied) -> StatusCode {
    StatusCode::from_u16(AppError::from(denied).status()).unwrap()
}
