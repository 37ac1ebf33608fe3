//! The pages of proposals.

use app::proposals::api::{ConcludeProposalStep, RemoveProposalStep, SaveProposal, SaveProposalStep};
use domain::policy::Access::Member;
use domain::policy::ProposalVerb;

use super::{Page, Rule};

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::plain("/voorstellen", Member, Rule::Region),
        Page::plain("/voorstellen/nieuw", Member, Rule::NewProposal).with_form::<SaveProposal>(),
        Page::plain("/voorstellen/{id}", Member, Rule::Proposal(ProposalVerb::View)),
        Page::plain("/voorstellen/{id}/wijzigen", Member, Rule::Proposal(ProposalVerb::Edit))
            .with_form::<SaveProposal>(),
        Page::plain("/voorstellen/{id}/behandeling", Member, Rule::Proposal(ProposalVerb::Edit))
            .with_form::<SaveProposalStep>(),
        Page::plain("/voorstellen/{id}/behandeling/{step}", Member, Rule::ProposalStep).with_form::<SaveProposalStep>(),
        Page::plain("/voorstellen/{id}/behandeling/{step}/verwijderen", Member, Rule::ProposalStep)
            .with_form::<RemoveProposalStep>(),
        Page::plain("/voorstellen/{id}/behandeling/{step}/conclusie", Member, Rule::Conclude)
            .with_form::<ConcludeProposalStep>(),
    ]
}
