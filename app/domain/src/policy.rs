//! Who may do what: the one place for rights.
//!
//! Every address declares an [`Access`]; what it does with a thing asks [`allows`]. Lists, counts and searches take a
//! [`Visibility`], which is made here only, so that what one may not see exists in none of them.

mod access;
mod agendas;
mod allocations;
mod bottlenecks;
mod comments;
mod deadlines;
mod documents;
mod files;
mod governance;
mod imports;
mod notes;
mod places;
mod projects;
mod proposals;
mod roles;
mod saved_views;
mod targets;
mod visibility;
mod waits;

use serde::{Deserialize, Serialize};

use crate::commitments::LifeCycle;
use crate::ids::{MunicipalityId, OrganisationId, RegionId, UserId};
use crate::organisations::Role;

pub use access::{Access, Refused, SecondFactorRule, Visitor, enters};
pub use agendas::{AgendaRights, AgendaVerb};
pub use allocations::AllocationRights;
pub use bottlenecks::{BottleneckRights, BottleneckVerb, may_create_bottlenecks};
pub use comments::{CommentRights, CommentVerb, may_be_asked};
pub use deadlines::{DeadlineRights, DeadlineVerb};
pub use documents::{DocumentRights, DocumentVerb, may_create_documents};
pub use files::FileRights;
pub use governance::{BodyRights, BodyVerb, DecisionRights, may_plan_meetings};
pub use imports::{ImportRights, may_import};
pub use notes::{NoteRights, NoteVerb};
pub use places::PlaceRights;
pub use projects::{ProjectRights, ProjectVerb, may_create_projects};
pub use proposals::{ConclusionRights, ProposalRights, ProposalVerb, may_create_proposals};
pub use roles::{RoleRights, RoleVerb};
pub use saved_views::{SavedViewRights, SavedViewVerb};
pub use targets::TargetRights;
pub use visibility::{Concepts, Visibility};
pub use waits::WaitRights;

/// The person who asks, with what decides the rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub user: UserId,
    pub region: RegionId,
    pub organisation: OrganisationId,
    /// The gemeente that this organisation is, when it is one.
    pub municipality: Option<MunicipalityId>,
    pub role: Role,
    /// May confirm for the organisation without being its bestuurder.
    pub mandated: bool,
}

/// What decides the rights on one commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRights {
    pub region: RegionId,
    /// The gemeente whose agenda it stands in; none for the region's own agenda.
    pub municipality: Option<MunicipalityId>,
    pub life_cycle: LifeCycle,
    /// It quotes a published source, and is open to the region in every state.
    pub published: bool,
    pub lead: Option<OrganisationId>,
    /// Every named organisation, the lead too.
    pub parties: Vec<OrganisationId>,
    /// Who is asked to confirm the version that lies with the parties; empty when none does.
    pub asked: Vec<OrganisationId>,
}

/// What somebody wants to do with a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    View,
    /// Add it; the rights are those that it would have.
    Create,
    Edit,
    Propose,
    ReportProgress,
    /// Answer for one's own organisation.
    Confirm,
    /// Write beside it.
    Comment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// Read what all of a region share: targets, deadlines, organisations, the dashboard.
    ViewRegion(RegionId),
    Commitment(Verb, &'a CommitmentRights),
    /// Say that a commitment waits no more.
    EndWait(&'a WaitRights),
    /// See and change accounts, invite people, read the log: the region's administration.
    Administer(RegionId),
    /// See and change one account.
    ManageAccount(&'a AccountRights),
    Bottleneck(BottleneckVerb, &'a BottleneckRights),
    Document(DocumentVerb, &'a DocumentRights),
    /// The lokale uitvoeringsagenda of a gemeente, as a whole.
    Agenda(AgendaVerb, &'a AgendaRights),
    WithdrawFile(&'a FileRights),
    Comment(CommentVerb, &'a CommentRights),
    SavedView(SavedViewVerb, &'a SavedViewRights),
    Project(ProjectVerb, &'a ProjectRights),
    /// Look at, load and undo a file.
    Import(&'a ImportRights),
    /// Set the targets of the region, of one gemeente, or of a corporatie within one.
    SetTargets(&'a TargetRights),
    /// A deadline of the region, for all gemeenten at once.
    Deadline(DeadlineVerb, &'a DeadlineRights),
    /// Say of one gemeente how far it is with a deadline, or how it is placed for a success factor.
    TellOfPlace(&'a PlaceRights),
    /// What an organisation does in the region.
    Role(RoleVerb, &'a RoleRights),
    /// Tell the urgent allocations of one gemeente.
    SetAllocations(&'a AllocationRights),
    /// A body with its meetings.
    Body(BodyVerb, &'a BodyRights),
    /// Say what came of a decision or pledge.
    ReportBack(&'a DecisionRights),
    /// Write the commitment that a decision makes, as far as the decision goes.
    CarryOut(&'a DecisionRights),
    Proposal(ProposalVerb, &'a ProposalRights),
    /// Write down what a body concluded about a proposal.
    Conclude(&'a ConclusionRights),
    Note(NoteVerb, &'a NoteRights),
}

/// What decides the rights on somebody's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountRights {
    pub region: RegionId,
    pub user: UserId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// It does not exist for this person.
    #[error("not visible")]
    Invisible,
    #[error("not allowed")]
    Forbidden,
}

/// # Errors
/// [`Denied::Invisible`] when the actor may not know of the resource, [`Denied::Forbidden`] when they may see it but
/// not do this.
pub fn allows(actor: &Actor, action: Action<'_>) -> Result<(), Denied> {
    match action {
        Action::ViewRegion(region) => permit(actor.region == region, Denied::Invisible),
        Action::Commitment(Verb::View, rights) => may_see(actor, rights),
        Action::Commitment(Verb::Create, rights) => {
            permit(actor.region == rights.region, Denied::Invisible)?;
            permit(may_edit(actor, rights), Denied::Forbidden)
        }
        Action::Commitment(Verb::Edit | Verb::Propose | Verb::ReportProgress, rights) => {
            may_see(actor, rights)?;
            permit(may_edit(actor, rights), Denied::Forbidden)
        }
        Action::Commitment(Verb::Confirm, rights) => {
            may_see(actor, rights)?;
            permit(may_confirm(actor, rights), Denied::Forbidden)
        }
        Action::Commitment(Verb::Comment, rights) => {
            may_see(actor, rights)?;
            permit(comments::speaks(actor), Denied::Forbidden)
        }
        Action::EndWait(rights) => waits::may_end(actor, rights),
        Action::Administer(region) => administers(actor, region),
        Action::ManageAccount(rights) => administers(actor, rights.region),
        Action::Bottleneck(verb, rights) => bottlenecks::allowed(actor, verb, rights),
        Action::Document(verb, rights) => documents::allowed(actor, verb, rights),
        Action::Agenda(verb, rights) => agendas::allowed(actor, verb, rights),
        Action::Import(rights) => imports::allowed(actor, rights),
        Action::SetTargets(rights) => targets::allowed(actor, rights),
        Action::SetAllocations(rights) => allocations::allowed(actor, rights),
        Action::Deadline(verb, rights) => deadlines::allowed(actor, verb, rights),
        Action::Role(verb, rights) => roles::allowed(actor, verb, rights),
        Action::TellOfPlace(rights) => places::may_tell(actor, rights),
        Action::WithdrawFile(rights) => files::may_withdraw(actor, rights),
        Action::Comment(verb, rights) => comments::allowed(actor, verb, rights),
        Action::SavedView(verb, rights) => saved_views::allowed(actor, verb, rights),
        Action::Project(verb, rights) => projects::allowed(actor, verb, rights),
        Action::Body(verb, rights) => governance::allowed(actor, verb, rights),
        Action::ReportBack(rights) | Action::CarryOut(rights) => governance::has_a_part(actor, rights),
        Action::Proposal(verb, rights) => proposals::allowed(actor, verb, rights),
        Action::Conclude(rights) => proposals::may_conclude(actor, rights),
        Action::Note(verb, rights) => notes::allowed(actor, verb, rights),
    }
}

/// For everybody else there is no administration.
fn administers(actor: &Actor, region: RegionId) -> Result<(), Denied> {
    permit(actor.region == region && actor.role == Role::Administrator, Denied::Invisible)
}

/// Whether the actor can add commitments at all: shows or hides the button.
pub fn may_create_somewhere(actor: &Actor) -> bool {
    matches!(actor.role, Role::Staff | Role::Driver)
}

fn may_see(actor: &Actor, rights: &CommitmentRights) -> Result<(), Denied> {
    permit(Visibility::of(actor).includes(rights), Denied::Invisible)
}

/// The lead's staff, the gemeente's staff in its own agenda, and aanjagers in the whole region.
fn may_edit(actor: &Actor, rights: &CommitmentRights) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff => {
            let leads = rights.lead == Some(actor.organisation);
            let own_agenda = actor.municipality.is_some() && actor.municipality == rights.municipality;
            leads || own_agenda
        }
        Role::Administrator | Role::Executive | Role::Reader => false,
    }
}

/// Nobody answers for another organisation, whatever their role.
fn may_confirm(actor: &Actor, rights: &CommitmentRights) -> bool {
    actor.role.may_confirm(actor.mandated) && rights.asked.contains(&actor.organisation)
}

fn permit(allowed: bool, otherwise: Denied) -> Result<(), Denied> {
    if allowed { Ok(()) } else { Err(otherwise) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    pub(super) const GEMEENTE: u128 = 10;
    pub(super) const DOMIJN: u128 = 11;
    pub(super) const LIBEREIN: u128 = 12;
    pub(super) const OTHER: u128 = 13;

    pub(super) fn actor(organisation: u128, role: Role) -> Actor {
        let municipality = (organisation == GEMEENTE).then(|| id(1));
        Actor { user: id(99), region: id(0), organisation: id(organisation), municipality, role, mandated: false }
    }

    /// Stands in the agenda of `GEMEENTE`, led by Domijn with Liberein.
    pub(super) fn concept() -> CommitmentRights {
        CommitmentRights {
            region: id(0),
            municipality: Some(id(1)),
            life_cycle: LifeCycle::Draft,
            published: false,
            lead: Some(id(DOMIJN)),
            parties: vec![id(DOMIJN), id(LIBEREIN)],
            asked: vec![],
        }
    }

    fn sees(actor: &Actor, rights: &CommitmentRights) -> bool {
        allows(actor, Action::Commitment(Verb::View, rights)).is_ok()
    }

    #[test]
    fn a_concept_is_seen_by_its_parties_the_gemeente_and_aanjagers_only() {
        for role in [Role::Staff, Role::Executive, Role::Reader] {
            assert!(sees(&actor(GEMEENTE, role), &concept()));
            assert!(sees(&actor(DOMIJN, role), &concept()));
            assert!(sees(&actor(LIBEREIN, role), &concept()));
            assert!(!sees(&actor(OTHER, role), &concept()));
        }
        assert!(sees(&actor(OTHER, Role::Driver), &concept()));
        assert!(!sees(&actor(OTHER, Role::Administrator), &concept()));
    }

    #[test]
    fn what_is_proposed_or_published_is_seen_by_the_whole_region_and_nobody_else() {
        let proposed = CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() };
        let published = CommitmentRights { published: true, ..concept() };
        for rights in [proposed, published] {
            assert!(sees(&actor(OTHER, Role::Reader), &rights));
            let elsewhere = Actor { region: id(7), ..actor(DOMIJN, Role::Driver) };
            assert!(!sees(&elsewhere, &rights));
        }
    }

    #[test]
    fn editing_is_for_the_staff_of_lead_and_gemeente_and_for_aanjagers() {
        let edit = |actor: &Actor| allows(actor, Action::Commitment(Verb::Edit, &concept()));
        assert_eq!(edit(&actor(GEMEENTE, Role::Staff)), Ok(()));
        assert_eq!(edit(&actor(DOMIJN, Role::Staff)), Ok(()));
        assert_eq!(edit(&actor(OTHER, Role::Driver)), Ok(()));
        assert_eq!(edit(&actor(LIBEREIN, Role::Staff)), Err(Denied::Forbidden));
        assert_eq!(edit(&actor(GEMEENTE, Role::Reader)), Err(Denied::Forbidden));
        assert_eq!(edit(&actor(GEMEENTE, Role::Executive)), Err(Denied::Forbidden));
        assert_eq!(edit(&actor(OTHER, Role::Staff)), Err(Denied::Invisible));
        assert_eq!(edit(&actor(OTHER, Role::Administrator)), Err(Denied::Invisible));
    }

    #[test]
    fn one_confirms_for_the_own_organisation_only_and_with_a_mandate() {
        let asked = vec![id(DOMIJN), id(LIBEREIN)];
        let proposed = CommitmentRights { life_cycle: LifeCycle::Proposed, asked, ..concept() };
        for role in Role::ALL {
            for mandated in [false, true] {
                let confirm = |organisation| {
                    let actor = Actor { mandated, ..actor(organisation, *role) };
                    allows(&actor, Action::Commitment(Verb::Confirm, &proposed))
                };
                let may = *role == Role::Executive || (*role == Role::Staff && mandated);
                assert_eq!(confirm(DOMIJN).is_ok(), may, "{role:?} {mandated}");
                for organisation in [GEMEENTE, OTHER] {
                    assert_eq!(confirm(organisation), Err(Denied::Forbidden), "{role:?} is not asked");
                }
            }
        }
        assert_eq!(
            allows(&actor(OTHER, Role::Executive), Action::Commitment(Verb::Confirm, &concept())),
            Err(Denied::Invisible)
        );
    }

    #[test]
    fn nobody_adds_to_another_agenda_without_leading() {
        let create = |actor: &Actor, rights: &CommitmentRights| allows(actor, Action::Commitment(Verb::Create, rights));
        assert_eq!(create(&actor(DOMIJN, Role::Staff), &concept()), Ok(()));
        assert_eq!(create(&actor(OTHER, Role::Staff), &concept()), Err(Denied::Forbidden));
        let without_lead = CommitmentRights { lead: None, municipality: None, ..concept() };
        assert_eq!(create(&actor(GEMEENTE, Role::Staff), &without_lead), Err(Denied::Forbidden));
    }

    #[test]
    fn administration_is_the_beheerders_and_ends_at_the_region() {
        for role in Role::ALL {
            let expected = if *role == Role::Administrator { Ok(()) } else { Err(Denied::Invisible) };
            assert_eq!(allows(&actor(GEMEENTE, *role), Action::Administer(id(0))), expected);
        }
        let account = AccountRights { region: id(7), user: id(70) };
        assert_eq!(
            allows(&actor(GEMEENTE, Role::Administrator), Action::ManageAccount(&account)),
            Err(Denied::Invisible)
        );
    }

    #[test]
    fn nobody_reaches_into_another_region() {
        let elsewhere = Actor { region: id(7), ..actor(DOMIJN, Role::Driver) };
        for action in [
            Action::Commitment(Verb::Create, &concept()),
            Action::Commitment(Verb::ReportProgress, &concept()),
            Action::ViewRegion(id(0)),
        ] {
            assert_eq!(allows(&elsewhere, action), Err(Denied::Invisible));
        }
    }
}
