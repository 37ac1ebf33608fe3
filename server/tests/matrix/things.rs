//! What a request can be about.

use domain::ids::RegionId;
use domain::policy::{
    AccountRights, AgendaRights, BodyRights, BottleneckRights, CommentRights, CommitmentRights, ConclusionRights,
    DeadlineRights, DecisionRights, DocumentRights, FileRights, ImportRights, NoteRights, ProjectRights, RoleRights,
    SavedViewRights, TargetRights,
};
use uuid::Uuid;

#[derive(Clone)]
pub enum Thing {
    Commitment(CommitmentRights, Uuid),
    Account(AccountRights),
    Bottleneck(BottleneckRights, Uuid),
    Document(DocumentRights, Uuid),
    Project(ProjectRights, Uuid),
    Agenda(AgendaRights, Uuid),
    File(FileRights, Uuid),
    Comment(CommentRights, Uuid),
    SavedView(SavedViewRights, Uuid),
    Import(ImportRights, Uuid),
    /// A corporatie within a gemeente: by its targets.
    Corporation(TargetRights),
    Meeting(BodyRights, Uuid),
    Decision(DecisionRights, Uuid),
    Deadline(DeadlineRights, Uuid),
    SuccessFactor(RegionId, Uuid),
    /// An organisation: by its role.
    Role(RoleRights),
    /// Of a concept, the body is nobody's.
    Proposal(ConclusionRights, Uuid),
    Note(NoteRights, Uuid),
}

impl Thing {
    pub fn id(&self) -> Uuid {
        match self {
            Self::Commitment(_, id) | Self::Bottleneck(_, id) | Self::Document(_, id) | Self::Agenda(_, id) => *id,
            Self::File(_, id) | Self::Comment(_, id) | Self::SavedView(_, id) | Self::Project(_, id) => *id,
            Self::Import(_, id) | Self::Meeting(_, id) | Self::Decision(_, id) | Self::Proposal(_, id) => *id,
            Self::Note(_, id) => *id,
            Self::Deadline(_, id) | Self::SuccessFactor(_, id) => *id,
            Self::Role(rights) => rights.organisation.into(),
            Self::Account(rights) => rights.user.into(),
            Self::Corporation(rights) => rights.held_by.corporation().expect("a corporatie").into(),
        }
    }

    /// For the message of a test that fails.
    pub fn name(&self) -> String {
        match self {
            Self::Commitment(rights, _) => {
                format!("({:?}, published: {}, region {})", rights.life_cycle, rights.published, rights.region)
            }
            Self::File(rights, _) => {
                format!("(a file in {:?}, region {})", rights.commitment.life_cycle, rights.commitment.region)
            }
            Self::Comment(rights, _) => {
                format!("(a comment in {:?}, region {})", rights.commitment.life_cycle, rights.commitment.region)
            }
            Self::Account(rights) => format!("(an account of region {})", rights.region),
            Self::Project(rights, _) => {
                format!("(a project, {:?}, of region {})", rights.confidentiality, rights.region)
            }
            Self::SavedView(rights, _) => {
                format!("(a view of {}, shared: {}, region {})", rights.maker, rights.shared, rights.region)
            }
            Self::Document(rights, _) => format!("(a document of region {})", rights.region),
            Self::Agenda(rights, _) => format!("(an agenda of {} in region {})", rights.municipality, rights.region),
            Self::Bottleneck(rights, _) => format!("(a bottleneck of {} in region {})", rights.owner, rights.region),
            Self::Corporation(rights) => format!("({:?}, region {})", rights.held_by, rights.region),
            Self::Meeting(rights, _) => {
                format!("(a meeting whose secretary is {:?}, region {})", rights.secretary, rights.region)
            }
            Self::Decision(rights, _) => format!("(a decision of {}, region {})", rights.owner, rights.body.region),
            Self::Proposal(rights, _) => {
                let ConclusionRights { proposal, body } = rights;
                format!(
                    "(a proposal of {}, routed: {}, to {:?})",
                    proposal.organisation, proposal.routed, body.secretary
                )
            }
            Self::Note(rights, _) => format!("(a note of {}, region {})", rights.organisation, rights.region),
            Self::Role(rights) => format!("(the role of {} in region {})", rights.organisation, rights.region),
            Self::Deadline(rights, _) => format!("(a deadline of region {})", rights.region),
            Self::SuccessFactor(region, _) => format!("(a success factor of region {region})"),
            Self::Import(rights, _) => format!("(a file of {}, region {})", rights.maker, rights.region),
        }
    }
}
