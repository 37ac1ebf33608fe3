//! Every address of the application, with who may enter and which rule of the policy decides there.
//!
//! What is not declared here does not exist: the router makes its routes from [`pages`] and [`downloads`], and a
//! server function that [`functions`] does not name answers 404. A test walks all of it as everybody.

mod accounts;
mod administration;
mod functions;
mod lists;
mod meetings;
mod projects;
mod proposals;
mod region;

use std::sync::LazyLock;

use app::agendas::api::{AddAgenda, TakeAgendaStep};
use app::allocations::api::SetAllocations;
use app::bottlenecks::api::{EscalateBottleneck, ReopenBottleneck, SaveBottleneck, SolveBottleneck};
use app::comments::api::{AddComment, AnswerComment, MarkCommentSeen, WithdrawComment};
use app::commitments::agreement::api::{AnswerCommitment, LiftReservation, TakeStep};
use app::commitments::api::{KeepProgress, ProposeCommitment, ReportProgress, SaveCommitment};
use app::commitments::many::api::ChangeMany;
use app::commitments::occurrences::api::ReportOccurrence;
use app::commitments::round::api::{KeepInRound, ReportInRound};
use app::commitments::steps::api::{AddMilestone, MarkMilestone, RemoveMilestone, SaveMilestone};
use app::commitments::waiting::api::{AddWait, ResolveWait};
use app::documents::api::SaveDocument;
use app::error::AppError;
use app::files::api::{AddFile, WithdrawFile};
use app::imports::api::{ChooseColumns, LoadImport, OpenImport, RemoveImport, UndoImport};
use app::request::AppState;
use app::saved_views::api::{RemoveView, SaveView};
use app::targets::api::SetTargets;
use app::ui::form::FormReply;
use axum::routing::{MethodRouter, get};
use domain::policy::{
    Access, AgendaVerb, BodyVerb, BottleneckVerb, CommentVerb, DeadlineVerb, DocumentVerb, NoteVerb, ProjectVerb,
    ProposalVerb, RoleVerb, SavedViewVerb, Verb,
};
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;

use super::{downloads, forms, pages, spreadsheets};

pub use functions::{Function, access_of_function, functions};
pub use lists::is_list;

/// Which rule of the policy decides, once somebody may enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// None: what is shown is everybody's, or one's own.
    Own,
    /// The region's shared data; lists in it hold what its reader may see.
    Region,
    /// The gemeente in the address: one of the own region.
    Municipality,
    /// A commitment that is not there yet.
    NewCommitment,
    /// The commitment in the address or the form.
    Commitment(Verb),
    /// What the commitment in the address or the form waits for.
    EndWait,
    /// The account in the address or the form.
    Account,
    /// A bottleneck that is not there yet.
    NewBottleneck,
    /// The bottleneck in the address or the form.
    Bottleneck(BottleneckVerb),
    /// A document that is not there yet.
    NewDocument,
    /// The document in the address or the form.
    Document(DocumentVerb),
    /// A project that is not there yet.
    NewProject,
    /// The project in the address or the form.
    Project(ProjectVerb),
    /// A file that is not there yet.
    NewImport,
    /// The file in the address or the form.
    Import,
    /// The targets of the region.
    RegionalTargets,
    /// The targets of the gemeente in the form, or of a corporatie within it.
    TargetsOfMunicipality,
    /// The urgent allocations of the gemeente in the form.
    AllocationsOfMunicipality,
    /// The agendas of the gemeente in the address or the form.
    AgendasOfMunicipality(AgendaVerb),
    /// The agenda in the address or the form.
    Agenda(AgendaVerb),
    /// The deadline in the address or the form.
    Deadline(DeadlineVerb),
    /// How far the gemeente in the address or the form is with that deadline.
    DeadlinePhase,
    /// The success factor in the address: one of the own region.
    SuccessFactor,
    /// How the gemeente in the address or the form is placed for that success factor.
    FactorState,
    /// The role of the organisation in the address or the form.
    Role(RoleVerb),
    /// The file in the form, to be withdrawn.
    File,
    /// The comment in the form.
    Comment(CommentVerb),
    /// A meeting that is not there yet.
    NewMeeting,
    /// The body whose meeting is in the address or the form.
    Meeting(BodyVerb),
    /// The decision in the address, to be read.
    Decision,
    /// The decision in the form, to be reported back.
    ReportBack,
    /// The saved view in the address or the form.
    SavedView(SavedViewVerb),
    /// A proposal that is not there yet.
    NewProposal,
    /// The proposal in the address or the form.
    Proposal(ProposalVerb),
    /// A step of the proposal in the address or the form, to be changed or removed.
    ProposalStep,
    /// What the body of that step concluded.
    Conclude,
    /// The note in the address or the form.
    Note(NoteVerb),
}

/// Who renders a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The server, and then the browser takes over.
    Live,
    /// The server only: it sends no script.
    Plain,
}

/// A page.
pub struct Page {
    pub path: &'static str,
    pub kind: Kind,
    pub access: Access,
    pub rule: Rule,
    /// The server function that takes this page's form.
    pub form: Option<Form>,
}

pub struct Form {
    pub function: &'static str,
    /// It may bring a file.
    pub with_file: bool,
    post: fn(MethodRouter<AppState>) -> MethodRouter<AppState>,
}

impl Page {
    const fn live(path: &'static str, access: Access, rule: Rule) -> Self {
        Self { path, kind: Kind::Live, access, rule, form: None }
    }

    const fn plain(path: &'static str, access: Access, rule: Rule) -> Self {
        Self { path, kind: Kind::Plain, access, rule, form: None }
    }

    /// Its form is taken by `F`, posted to the page's own address.
    fn with_form<F>(self) -> Self
    where
        F: ServerFn<Output = FormReply, Error = AppError> + DeserializeOwned + 'static,
    {
        let post = |page: MethodRouter<AppState>| page.post(forms::post::<F>);
        Self { form: Some(Form { function: F::PATH, with_file: false, post }), ..self }
    }

    /// The same, and it may bring a file.
    fn with_file<F>(self) -> Self
    where
        F: ServerFn<Output = FormReply, Error = AppError> + DeserializeOwned + 'static,
    {
        let post = |page: MethodRouter<AppState>| page.post(forms::post_with_file::<F>);
        Self { form: Some(Form { function: F::PATH, with_file: true, post }), ..self }
    }

    pub fn route(&self) -> MethodRouter<AppState> {
        let page = get(pages::page);
        match &self.form {
            Some(form) => (form.post)(page),
            None => page,
        }
    }
}

/// Every page. The rule is that of looking at it; its form has the rule of its function.
pub fn pages() -> Vec<Page> {
    use Access::Member;
    let mut pages = vec![
        Page::live("/", Member, Rule::Region),
        Page::live("/afspraken", Member, Rule::Region),
        Page::live("/afspraken/nieuw", Member, Rule::NewCommitment).with_form::<SaveCommitment>(),
        Page::live("/afspraken/{id}", Member, Rule::Commitment(Verb::View)).with_form::<ProposeCommitment>(),
        Page::live("/afspraken/{id}/bewerken", Member, Rule::Commitment(Verb::Edit)).with_form::<SaveCommitment>(),
        Page::plain("/afspraken/{id}/voortgang", Member, Rule::Commitment(Verb::ReportProgress))
            .with_file::<ReportProgress>(),
        Page::plain("/afspraken/{id}/geen-wijziging", Member, Rule::Commitment(Verb::ReportProgress))
            .with_form::<KeepProgress>(),
        Page::plain("/afspraken/{id}/bevestigen", Member, Rule::Commitment(Verb::Confirm))
            .with_form::<AnswerCommitment>(),
        Page::plain("/afspraken/{id}/bevestigen/voorbehoud", Member, Rule::Commitment(Verb::Confirm))
            .with_form::<LiftReservation>(),
        Page::plain("/afspraken/{id}/tijdlijn", Member, Rule::Commitment(Verb::View)),
        Page::plain("/afspraken/{id}/afdrukken", Member, Rule::Commitment(Verb::View)),
        Page::plain("/afspraken/{id}/afsluiten", Member, Rule::Commitment(Verb::Edit)).with_form::<TakeStep>(),
        Page::plain("/afspraken/wijzigen", Member, Rule::Region).with_form::<ChangeMany>(),
        Page::plain("/afspraken/ronde", Member, Rule::Region),
        Page::plain("/afspraken/ronde/{id}", Member, Rule::Commitment(Verb::ReportProgress))
            .with_form::<ReportInRound>(),
        Page::plain("/afspraken/ronde/{id}/geen-wijziging", Member, Rule::Commitment(Verb::ReportProgress))
            .with_form::<KeepInRound>(),
        Page::plain("/mijn-taken", Member, Rule::Region),
        Page::live("/gemeenten", Member, Rule::Region),
        Page::live("/gemeenten/{slug}", Member, Rule::Municipality),
        Page::plain("/doelen", Member, Rule::Region),
        Page::plain("/doelen/regio", Member, Rule::RegionalTargets).with_form::<SetTargets>(),
        Page::plain("/doelen/onderbouwing", Member, Rule::Region),
        Page::plain("/doelen/{slug}", Member, Rule::Municipality).with_form::<SetTargets>(),
        Page::plain("/doelen/{slug}/{corporation}", Member, Rule::Municipality).with_form::<SetTargets>(),
        Page::plain("/toewijzingen", Member, Rule::Region),
        Page::plain("/toewijzingen/{slug}", Member, Rule::Municipality).with_form::<SetAllocations>(),
        Page::plain("/overdracht", Member, Rule::Region),
        Page::plain("/afspraken/{id}/mijlpalen", Member, Rule::Commitment(Verb::View)).with_form::<AddMilestone>(),
        Page::plain("/afspraken/{id}/mijlpalen/{milestone}", Member, Rule::Commitment(Verb::View))
            .with_form::<SaveMilestone>(),
        Page::plain("/afspraken/{id}/mijlpalen/{milestone}/gereed", Member, Rule::Commitment(Verb::View))
            .with_form::<MarkMilestone>(),
        Page::plain("/afspraken/{id}/mijlpalen/{milestone}/verwijderen", Member, Rule::Commitment(Verb::View))
            .with_form::<RemoveMilestone>(),
        Page::plain("/afspraken/{id}/keren", Member, Rule::Commitment(Verb::View)),
        Page::plain("/afspraken/{id}/keren/{occurrence}", Member, Rule::Commitment(Verb::View))
            .with_form::<ReportOccurrence>(),
        Page::plain("/afspraken/{id}/wacht-op", Member, Rule::Commitment(Verb::View)).with_form::<AddWait>(),
        Page::plain("/afspraken/{id}/wacht-op/{wait}/opgelost", Member, Rule::Commitment(Verb::View))
            .with_form::<ResolveWait>(),
        Page::plain("/afspraken/{id}/bewijs", Member, Rule::Commitment(Verb::View)).with_file::<AddFile>(),
        Page::plain("/afspraken/{id}/bewijs/{file}", Member, Rule::Commitment(Verb::View)).with_form::<WithdrawFile>(),
        Page::plain("/afspraken/{id}/reacties", Member, Rule::Commitment(Verb::View)).with_form::<AddComment>(),
        Page::plain("/afspraken/{id}/reacties/{comment}", Member, Rule::Commitment(Verb::View))
            .with_form::<AnswerComment>(),
        Page::plain("/afspraken/{id}/reacties/{comment}/gezien", Member, Rule::Commitment(Verb::View))
            .with_form::<MarkCommentSeen>(),
        Page::plain("/afspraken/{id}/reacties/{comment}/intrekken", Member, Rule::Commitment(Verb::View))
            .with_form::<WithdrawComment>(),
        Page::plain("/knelpunten", Member, Rule::Region),
        Page::plain("/knelpunten/nieuw", Member, Rule::NewBottleneck).with_form::<SaveBottleneck>(),
        Page::plain("/knelpunten/{id}", Member, Rule::Bottleneck(BottleneckVerb::View)),
        Page::plain("/knelpunten/{id}/bewerken", Member, Rule::Bottleneck(BottleneckVerb::Edit))
            .with_form::<SaveBottleneck>(),
        Page::plain("/knelpunten/{id}/escaleren", Member, Rule::Bottleneck(BottleneckVerb::Escalate))
            .with_form::<EscalateBottleneck>(),
        Page::plain("/knelpunten/{id}/oplossen", Member, Rule::Bottleneck(BottleneckVerb::Solve))
            .with_form::<SolveBottleneck>(),
        Page::plain("/knelpunten/{id}/heropenen", Member, Rule::Bottleneck(BottleneckVerb::Reopen))
            .with_form::<ReopenBottleneck>(),
        Page::plain("/documenten", Member, Rule::Region),
        Page::plain("/documenten/nieuw", Member, Rule::NewDocument).with_form::<SaveDocument>(),
        Page::plain("/documenten/{id}/bewerken", Member, Rule::Document(DocumentVerb::Edit))
            .with_form::<SaveDocument>(),
        Page::plain("/gemeenten/{slug}/agenda", Member, Rule::AgendasOfMunicipality(AgendaVerb::View))
            .with_form::<AddAgenda>(),
        Page::plain("/uitvoeringsagendas/{id}", Member, Rule::Agenda(AgendaVerb::View)).with_form::<TakeAgendaStep>(),
        Page::plain("/witte-vlekken", Member, Rule::Region),
        Page::plain("/weergaven", Member, Rule::Region),
        Page::plain("/weergaven/nieuw", Member, Rule::Region).with_form::<SaveView>(),
        Page::plain("/weergaven/{id}/wijzigen", Member, Rule::SavedView(SavedViewVerb::Change)).with_form::<SaveView>(),
        Page::plain("/weergaven/{id}/verwijderen", Member, Rule::SavedView(SavedViewVerb::Change))
            .with_form::<RemoveView>(),
        Page::plain("/invoer", Member, Rule::NewImport).with_file::<OpenImport>(),
        Page::plain("/invoer/{id}", Member, Rule::Import).with_form::<LoadImport>(),
        Page::plain("/invoer/{id}/kolommen", Member, Rule::Import).with_form::<ChooseColumns>(),
        Page::plain("/invoer/{id}/ongedaan", Member, Rule::Import).with_form::<UndoImport>(),
        Page::plain("/invoer/{id}/verwijderen", Member, Rule::Import).with_form::<RemoveImport>(),
    ];
    pages.extend(accounts::pages());
    pages.extend(administration::pages());
    pages.extend(meetings::pages());
    pages.extend(projects::pages());
    pages.extend(proposals::pages());
    pages.extend(region::pages());
    pages
}

/// Whether a form with a file is posted to this address.
pub fn takes_file(path: &str) -> bool {
    static TAKING: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let taking = pages().into_iter().filter(|page| page.form.as_ref().is_some_and(|form| form.with_file));
        taking.map(|page| page.path).collect()
    });
    TAKING.iter().any(|pattern| fits(pattern, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut expected, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (expected.next(), parts.next()) {
            (None, None) => return true,
            (Some(expected), Some(part)) if expected == part || (expected.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

/// A file that is made for who asks, or the way to a page.
#[derive(Clone, Copy)]
pub struct Download {
    pub path: &'static str,
    pub access: Access,
    pub rule: Rule,
    pub route: fn() -> MethodRouter<AppState>,
}

/// Every download.
pub fn downloads() -> Vec<Download> {
    use Access::{Account, Administrator, Member};
    let mut downloads = vec![
        Download {
            path: "/afspraken/{id}/bewijs/{file}/bestand",
            access: Member,
            rule: Rule::Commitment(Verb::View),
            route: || get(downloads::file),
        },
        Download {
            path: "/weergaven/{id}",
            access: Member,
            rule: Rule::SavedView(SavedViewVerb::Use),
            route: || get(downloads::saved_view),
        },
        Download {
            path: "/invoer/sjablonen/{name}",
            access: Member,
            rule: Rule::NewImport,
            route: || get(spreadsheets::import_template),
        },
        Download {
            path: "/invoer/{id}/fouten.xlsx",
            access: Member,
            rule: Rule::Import,
            route: || get(spreadsheets::import_wrong_rows),
        },
        Download { path: "/overdracht.pdf", access: Member, rule: Rule::Region, route: || get(downloads::handover) },
        Download {
            path: "/account/gegevens.json",
            access: Account,
            rule: Rule::Own,
            route: || get(downloads::own_data),
        },
        Download {
            path: "/beheer/gebruikers/{id}/gegevens.json",
            access: Administrator,
            rule: Rule::Account,
            route: || get(downloads::data_of),
        },
    ];
    downloads.extend(meetings::downloads());
    downloads.extend(projects::downloads());
    downloads.extend(lists::lists());
    downloads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_forms_with_a_file_take_one() {
        assert!(takes_file("/afspraken/7/bewijs") && takes_file("/afspraken/7/voortgang"));
        for path in
            ["/afspraken//bewijs", "/afspraken/7/bewijs/8", "/afspraken/7/bewerken", "/bewijs", "/api/add_file", "/"]
        {
            assert!(!takes_file(path), "{path}");
        }
    }
}
