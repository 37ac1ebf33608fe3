//! Every server function, with who may call it and which rule of the policy decides there.

use std::collections::HashMap;
use std::sync::LazyLock;

use app::administration::api::{ClearSecondFactor, Invite, Pseudonymise, SaveAccount, SaveSecurity, SendLink};
use app::agendas::api::{AddAgenda, TakeAgendaStep};
use app::allocations::api::SetAllocations;
use app::auth::api::{
    AskReset, ChangePassword, EndSessions, EnterCode, Login, SetPassword, TurnOffSecondFactor, TurnOnSecondFactor,
};
use app::bottlenecks::api::{EscalateBottleneck, ReopenBottleneck, SaveBottleneck, SolveBottleneck};
use app::comments::api::{AddComment, AnswerComment, MarkCommentSeen, WithdrawComment};
use app::commitments::agreement::api::{AnswerCommitment, LiftReservation, TakeStep};
use app::commitments::api::{
    CommitmentFilterOptions, CommitmentFormPage, KeepProgress, ListCommitments, ProposeCommitment, ReportProgress,
    SaveCommitment, ShowCommitment,
};
use app::commitments::many::api::ChangeMany;
use app::commitments::occurrences::api::ReportOccurrence;
use app::commitments::round::api::{KeepInRound, ReportInRound};
use app::commitments::steps::api::{AddMilestone, MarkMilestone, RemoveMilestone, SaveMilestone};
use app::commitments::waiting::api::{AddWait, ResolveWait};
use app::dashboard::api::LoadDashboard;
use app::deadlines::api::{SaveDeadline, SetDeadlinePhase};
use app::decisions::api::{ReportBack, SaveDecision};
use app::deliveries::api::{CorrectDelivery, ReportDelivery, VerifyDelivery};
use app::deliveries::evidence::api::{AddEvidence, WithdrawEvidence};
use app::digest::api::{ChooseDigest, StopDigest};
use app::documents::api::SaveDocument;
use app::files::api::{AddFile, WithdrawFile};
use app::imports::api::{ChooseColumns, LoadImport, OpenImport, RemoveImport, UndoImport};
use app::meetings::api::{
    CancelMeeting, MoveAgendaItem, ReopenMeeting, SaveAgendaItem, SaveAttendance, SaveMeeting, SaveMinutes,
    TakeMeetingStep,
};
use app::municipalities::api::{ListMunicipalities, ShowMunicipality};
use app::notes::api::{AddNote, AnswerNote, RemoveNote};
use app::papers::api::{AddPaper, WithdrawPaper};
use app::projects::api::SaveProject;
use app::proposals::api::{ConcludeProposalStep, RemoveProposalStep, SaveProposal, SaveProposalStep};
use app::roles::api::{AcknowledgeRole, SaveRole};
use app::saved_views::api::{RemoveView, SaveView};
use app::since::api::FreezeMeeting;
use app::success_factors::api::SetFactorState;
use app::targets::api::SetTargets;
use domain::policy::{
    Access, AgendaVerb, BodyVerb, BottleneckVerb, CommentVerb, DeadlineVerb, DocumentVerb, NoteVerb, ProjectVerb,
    ProposalVerb, RoleVerb, SavedViewVerb, Verb,
};
use leptos::server_fn::ServerFn;

use super::Rule;

/// A server function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub path: &'static str,
    pub access: Access,
    pub rule: Rule,
}

fn function<F: ServerFn>(access: Access, rule: Rule) -> Function {
    Function { path: F::PATH, access, rule }
}

/// Every server function.
pub fn functions() -> Vec<Function> {
    use Access::{Account, Administrator, Anyone, Member};
    vec![
        function::<LoadDashboard>(Member, Rule::Region),
        function::<CommitmentFilterOptions>(Member, Rule::Region),
        function::<ListCommitments>(Member, Rule::Region),
        function::<ShowCommitment>(Member, Rule::Commitment(Verb::View)),
        function::<CommitmentFormPage>(Member, Rule::Commitment(Verb::Edit)),
        function::<SaveCommitment>(Member, Rule::Commitment(Verb::Edit)),
        function::<ProposeCommitment>(Member, Rule::Commitment(Verb::Propose)),
        function::<ReportProgress>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<KeepProgress>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<ChangeMany>(Member, Rule::Region),
        function::<ReportInRound>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<KeepInRound>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<AnswerCommitment>(Member, Rule::Commitment(Verb::Confirm)),
        function::<LiftReservation>(Member, Rule::Commitment(Verb::Confirm)),
        function::<TakeStep>(Member, Rule::Commitment(Verb::Edit)),
        function::<AddMilestone>(Member, Rule::Commitment(Verb::Edit)),
        function::<SaveMilestone>(Member, Rule::Commitment(Verb::Edit)),
        function::<MarkMilestone>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<RemoveMilestone>(Member, Rule::Commitment(Verb::Edit)),
        function::<ReportOccurrence>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<AddWait>(Member, Rule::Commitment(Verb::Edit)),
        function::<ResolveWait>(Member, Rule::EndWait),
        function::<AddFile>(Member, Rule::Commitment(Verb::ReportProgress)),
        function::<WithdrawFile>(Member, Rule::File),
        function::<AddComment>(Member, Rule::Commitment(Verb::Comment)),
        function::<AnswerComment>(Member, Rule::Commitment(Verb::Comment)),
        function::<MarkCommentSeen>(Member, Rule::Comment(CommentVerb::MarkSeen)),
        function::<WithdrawComment>(Member, Rule::Comment(CommentVerb::Withdraw)),
        function::<ListMunicipalities>(Member, Rule::Region),
        function::<ShowMunicipality>(Member, Rule::Municipality),
        function::<SetTargets>(Member, Rule::TargetsOfMunicipality),
        function::<SetAllocations>(Member, Rule::AllocationsOfMunicipality),
        function::<Login>(Anyone, Rule::Own),
        function::<EnterCode>(Anyone, Rule::Own),
        function::<AskReset>(Anyone, Rule::Own),
        function::<SetPassword>(Anyone, Rule::Own),
        function::<EndSessions>(Account, Rule::Own),
        function::<ChangePassword>(Account, Rule::Own),
        function::<ChooseDigest>(Account, Rule::Own),
        function::<StopDigest>(Anyone, Rule::Own),
        function::<TurnOnSecondFactor>(Account, Rule::Own),
        function::<TurnOffSecondFactor>(Account, Rule::Own),
        function::<SaveBottleneck>(Member, Rule::Bottleneck(BottleneckVerb::Edit)),
        function::<EscalateBottleneck>(Member, Rule::Bottleneck(BottleneckVerb::Escalate)),
        function::<SolveBottleneck>(Member, Rule::Bottleneck(BottleneckVerb::Solve)),
        function::<ReopenBottleneck>(Member, Rule::Bottleneck(BottleneckVerb::Reopen)),
        function::<SaveMeeting>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<TakeMeetingStep>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<CancelMeeting>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<ReopenMeeting>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<SaveAttendance>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<SaveMinutes>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<FreezeMeeting>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<AddNote>(Member, Rule::Meeting(BodyVerb::Ask)),
        function::<AnswerNote>(Member, Rule::Note(NoteVerb::Answer)),
        function::<RemoveNote>(Member, Rule::Note(NoteVerb::Remove)),
        function::<SaveAgendaItem>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<MoveAgendaItem>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<AddPaper>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<WithdrawPaper>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<SaveDecision>(Member, Rule::Meeting(BodyVerb::Prepare)),
        function::<ReportBack>(Member, Rule::ReportBack),
        function::<SaveProposal>(Member, Rule::Proposal(ProposalVerb::Edit)),
        function::<SaveProposalStep>(Member, Rule::Proposal(ProposalVerb::Edit)),
        function::<RemoveProposalStep>(Member, Rule::ProposalStep),
        function::<ConcludeProposalStep>(Member, Rule::Conclude),
        function::<SaveDocument>(Member, Rule::Document(DocumentVerb::Edit)),
        function::<SaveProject>(Member, Rule::Project(ProjectVerb::Edit)),
        function::<ReportDelivery>(Member, Rule::Project(ProjectVerb::ReportDelivery)),
        function::<VerifyDelivery>(Member, Rule::Project(ProjectVerb::VerifyDelivery)),
        function::<CorrectDelivery>(Member, Rule::Project(ProjectVerb::ReportDelivery)),
        function::<AddEvidence>(Member, Rule::Project(ProjectVerb::ReportDelivery)),
        function::<WithdrawEvidence>(Member, Rule::Project(ProjectVerb::ReportDelivery)),
        function::<SaveDeadline>(Member, Rule::Deadline(DeadlineVerb::Edit)),
        function::<SetDeadlinePhase>(Member, Rule::DeadlinePhase),
        function::<SetFactorState>(Member, Rule::FactorState),
        function::<SaveRole>(Member, Rule::Role(RoleVerb::Write)),
        function::<AcknowledgeRole>(Member, Rule::Role(RoleVerb::Acknowledge)),
        function::<AddAgenda>(Member, Rule::AgendasOfMunicipality(AgendaVerb::Manage)),
        function::<TakeAgendaStep>(Member, Rule::Agenda(AgendaVerb::Manage)),
        function::<OpenImport>(Member, Rule::NewImport),
        function::<ChooseColumns>(Member, Rule::Import),
        function::<LoadImport>(Member, Rule::Import),
        function::<UndoImport>(Member, Rule::Import),
        function::<RemoveImport>(Member, Rule::Import),
        function::<SaveView>(Member, Rule::SavedView(SavedViewVerb::Change)),
        function::<RemoveView>(Member, Rule::SavedView(SavedViewVerb::Change)),
        function::<SaveSecurity>(Administrator, Rule::Region),
        function::<Invite>(Administrator, Rule::Region),
        function::<SaveAccount>(Administrator, Rule::Account),
        function::<SendLink>(Administrator, Rule::Account),
        function::<ClearSecondFactor>(Administrator, Rule::Account),
        function::<Pseudonymise>(Administrator, Rule::Account),
    ]
}

/// The declared access of a server function's address.
pub fn access_of_function(path: &str) -> Option<Access> {
    static DECLARED: LazyLock<HashMap<&'static str, Access>> =
        LazyLock::new(|| functions().into_iter().map(|function| (function.path, function.access)).collect());
    DECLARED.get(path).copied()
}
