//! What a region consists of: its deadlines, its success factors and its organisations.

use app::deadlines::api::{SaveDeadline, SetDeadlinePhase};
use app::roles::api::{AcknowledgeRole, SaveRole};
use app::success_factors::api::SetFactorState;
use domain::policy::{Access, DeadlineVerb, RoleVerb};

use super::{Page, Rule};

pub fn pages() -> Vec<Page> {
    use Access::Member;
    vec![
        Page::plain("/termijnen", Member, Rule::Region),
        Page::plain("/termijnen/{id}", Member, Rule::Deadline(DeadlineVerb::View)),
        Page::plain("/termijnen/{id}/bewerken", Member, Rule::Deadline(DeadlineVerb::Edit)).with_form::<SaveDeadline>(),
        Page::plain("/termijnen/{id}/gemeenten/{slug}", Member, Rule::DeadlinePhase).with_form::<SetDeadlinePhase>(),
        Page::plain("/succesfactoren", Member, Rule::Region),
        Page::plain("/succesfactoren/{id}", Member, Rule::SuccessFactor),
        Page::plain("/succesfactoren/{id}/gemeenten/{slug}", Member, Rule::FactorState).with_form::<SetFactorState>(),
        Page::plain("/organisaties", Member, Rule::Region),
        Page::plain("/organisaties/{id}", Member, Rule::Role(RoleVerb::View)).with_form::<AcknowledgeRole>(),
        Page::plain("/organisaties/{id}/rol", Member, Rule::Role(RoleVerb::Write)).with_form::<SaveRole>(),
    ]
}
