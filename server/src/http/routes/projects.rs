//! The pages of projects, their ledgers and the evidence in them.

use app::deliveries::api::{CorrectDelivery, ReportDelivery, VerifyDelivery};
use app::deliveries::evidence::api::{AddEvidence, WithdrawEvidence};
use app::projects::api::SaveProject;
use axum::routing::get;
use domain::policy::Access::Member;
use domain::policy::ProjectVerb;

use super::super::downloads;
use super::{Download, Page, Rule};

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::plain("/projecten", Member, Rule::Region),
        Page::plain("/projecten/nieuw", Member, Rule::NewProject).with_form::<SaveProject>(),
        Page::plain("/projecten/{id}", Member, Rule::Project(ProjectVerb::View)),
        Page::plain("/projecten/{id}/opleveringen", Member, Rule::Project(ProjectVerb::View)),
        Page::plain("/projecten/{id}/opleveringen/melden", Member, Rule::Project(ProjectVerb::ReportDelivery))
            .with_file::<ReportDelivery>(),
        Page::plain("/projecten/{id}/opleveringen/{delivery}/bewijs", Member, Rule::Project(ProjectVerb::ViewPlace))
            .with_file::<AddEvidence>(),
        Page::plain(
            "/projecten/{id}/opleveringen/{delivery}/bewijs/{file}",
            Member,
            Rule::Project(ProjectVerb::ViewPlace),
        )
        .with_form::<WithdrawEvidence>(),
        Page::plain(
            "/projecten/{id}/opleveringen/{delivery}/controleren",
            Member,
            Rule::Project(ProjectVerb::VerifyDelivery),
        )
        .with_form::<VerifyDelivery>(),
        Page::plain(
            "/projecten/{id}/opleveringen/{delivery}/corrigeren",
            Member,
            Rule::Project(ProjectVerb::ReportDelivery),
        )
        .with_form::<CorrectDelivery>(),
        Page::plain("/opleveringen", Member, Rule::Region),
        Page::plain("/projecten/{id}/bewerken", Member, Rule::Project(ProjectVerb::Edit)).with_form::<SaveProject>(),
    ]
}

pub(super) fn downloads() -> Vec<Download> {
    vec![Download {
        path: "/projecten/{id}/opleveringen/{delivery}/bewijs/{file}/bestand",
        access: Member,
        rule: Rule::Project(ProjectVerb::ViewPlace),
        route: || get(downloads::of_delivery),
    }]
}
