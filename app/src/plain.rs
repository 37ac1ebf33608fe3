//! Plain pages: all but the dashboard, the agendas and the commitments themselves. The server alone renders them, and they
//! wake up no WASM, so that they cost visitors of other pages nothing and work at once.

mod instead;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_query_map;
use leptos_router::{SsrMode, path};

use crate::administration::views::{
    AccountPage as AccountOfOthersPage, AccountsPage, AdministrationPage, LogPage, NewAccountPage, PseudonymisePage,
    RightsPage,
};
use crate::agendas::views::{AgendaPage, AgendasPage};
use crate::allocations::views::{AllocationsOfMunicipalityPage, AllocationsPage};
use crate::auth::views::{
    AccountPage, ChangePasswordPage, CodePage, ForgottenPasswordPage, LoginPage, SecondFactorOffPage, SecondFactorPage,
    SetPasswordPage,
};
use crate::balance::views::BehindPage;
use crate::bottlenecks::views::{
    BottleneckPage, BottlenecksPage, EditBottleneckPage, EscalatePage, NewBottleneckPage, ReopenPage, SolvePage,
};
use crate::comments::views::{CommentPage, CommentsPage};
use crate::commitments::agreement::views::{AnswerPage, ClosePage};
use crate::commitments::many::views::ManyPage;
use crate::commitments::occurrences::views::{OccurrencePage, OccurrencesPage};
use crate::commitments::print::views::PrintPage;
use crate::commitments::round::views::{RoundPage, RoundStepPage};
use crate::commitments::steps::views::{MilestonePage, MilestonesPage};
use crate::commitments::views::{HistoryPage, ReportProgressPage};
use crate::commitments::waiting::views::WaitingPage;
use crate::deadlines::views::{DeadlinePage, DeadlinesPage, EditDeadlinePage, PhasePage};
use crate::decisions::views::{ChangeDecisionPage, DecisionPage, DecisionsPage, RecordDecisionPage};
use crate::deliveries::evidence::views::{EvidenceFilePage, EvidencePage};
use crate::deliveries::views::{
    CorrectDeliveryPage, DeliveriesPage, LedgerPage, ReportDeliveryPage, VerifyDeliveryPage,
};
use crate::digest::views::StopDigestPage;
use crate::documents::views::{DocumentsPage, EditDocumentPage, NewDocumentPage};
use crate::error::AppError;
use crate::exports::views::{BeingMadePage, NotTakenOutPage};
use crate::files::views::{FilePage, FilesPage};
use crate::handover::views::HandoverPage;
use crate::imports::views::{ColumnsPage, ImportPage, ImportsPage};
use crate::meetings::views::{
    AgendaPointPage, AttendancePage, CancelMeetingPage, EditMeetingPage, MeetingPage, MeetingsPage, MinutesPage,
    NewMeetingPage, ReopenMeetingPage,
};
use crate::notes::views::{NotePage, NotesPage};
use crate::organisations::views::OrganisationsPage;
use crate::pack::views::PackPage;
use crate::papers::views::{PaperPage, PapersPage};
use crate::projects::views::{EditProjectPage, NewProjectPage, ProjectPage, ProjectsPage};
use crate::proposals::views::{
    ConcludePage, EditProposalPage, NewProposalPage, NewStepPage, ProposalPage, ProposalsPage, RemoveStepPage, StepPage,
};
use crate::roles::views::{OrganisationPage, RolePage};
use crate::saved_views::views::{EditViewPage, NewViewPage, ViewsPage};
use crate::since::views::{SinceDaysPage, SinceMeetingPage};
use crate::success_factors::views::{FactorPage, FactorsPage, StatePage};
use crate::targets::views::{SetTargetsPage, TargetsPage};
use crate::tasks::views::TasksPage;
use crate::ui::form::Submission;
use crate::ui::{ErrorPage, Frame, PageTitle, browser_title};
use crate::white_spots::views::WhiteSpotsPage;

pub use instead::{Instead, KeptForm};

#[component]
pub fn PlainApp() -> impl IntoView {
    provide_meta_context();
    provide_context(StoredValue::new(crate::request::session()));
    provide_context(RwSignal::new(use_context::<Submission>()));
    view! {
        <Title formatter=browser_title/>
        <Router>
            <Frame>
                <main class="wza-main" id="inhoud" tabindex="-1">
                    {match use_context::<Instead>() {
                        Some(Instead::SendAgain(form)) => view! { <SendAgain form=form/> }.into_any(),
                        Some(Instead::Failed(error)) => view! { <ErrorPage error=error/> }.into_any(),
                        Some(Instead::NotTakenOut(why)) => view! { <NotTakenOutPage why=why/> }.into_any(),
                        Some(Instead::BeingMade(file)) => view! { <BeingMadePage file=file/> }.into_any(),
                        None => view! { <PlainRoutes/> }.into_any(),
                    }}
                </main>
            </Frame>
        </Router>
    }
}

#[component]
fn PlainRoutes() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <ErrorPage error=AppError::NotFound/> }>
            <Route path=path!("/inloggen") view=LoginPage ssr=SsrMode::Async/>
            <Route path=path!("/inloggen/code") view=CodePage ssr=SsrMode::Async/>
            <Route path=path!("/wachtwoord-vergeten") view=ForgottenPasswordPage ssr=SsrMode::Async/>
            <Route path=path!("/wachtwoord/:token") view=SetPasswordPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/wijzigen") view=ManyPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/ronde") view=RoundPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/ronde/:id") view=RoundStepPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/ronde/:id/geen-wijziging") view=RoundStepPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/voortgang") view=ReportProgressPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/geen-wijziging") view=ReportProgressPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/bevestigen") view=AnswerPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/bevestigen/voorbehoud") view=AnswerPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/tijdlijn") view=HistoryPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/afdrukken") view=PrintPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/afsluiten") view=ClosePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/keren") view=OccurrencesPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/keren/:occurrence") view=OccurrencePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/bewijs") view=FilesPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/bewijs/:file") view=FilePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/reacties") view=CommentsPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/reacties/:comment") view=CommentPage ssr=SsrMode::Async/>
            // Where the buttons of a comment's page post to; the page is the same.
            <Route path=path!("/afspraken/:id/reacties/:comment/gezien") view=CommentPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/reacties/:comment/intrekken") view=CommentPage ssr=SsrMode::Async/>
            <Route path=path!("/mijn-taken") view=TasksPage ssr=SsrMode::Async/>
            <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
            // Where the choice on the page of the account posts to; the page is the same.
            <Route path=path!("/account/overzicht") view=AccountPage ssr=SsrMode::Async/>
            <Route path=path!("/overzicht/stoppen/:token") view=StopDigestPage ssr=SsrMode::Async/>
            <Route path=path!("/account/wachtwoord") view=ChangePasswordPage ssr=SsrMode::Async/>
            <Route path=path!("/account/tweede-stap") view=SecondFactorPage ssr=SsrMode::Async/>
            <Route path=path!("/account/tweede-stap/uit") view=SecondFactorOffPage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten") view=BottlenecksPage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/nieuw") view=NewBottleneckPage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/:id") view=BottleneckPage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/:id/bewerken") view=EditBottleneckPage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/:id/escaleren") view=EscalatePage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/:id/oplossen") view=SolvePage ssr=SsrMode::Async/>
            <Route path=path!("/knelpunten/:id/heropenen") view=ReopenPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen") view=MeetingsPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/nieuw") view=NewMeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id") view=MeetingPage ssr=SsrMode::Async/>
            // Where the form that adds an item posts to; the page is the same.
            <Route path=path!("/overleggen/:id/agenda") view=MeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/agenda/:item") view=AgendaPointPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/agenda/:item/verplaatsen") view=AgendaPointPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/bewerken") view=EditMeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/agenda/:item/stukken") view=PapersPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/agenda/:item/stukken/:file") view=PaperPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/terug") view=ReopenMeetingPage ssr=SsrMode::Async/>
            // Where the form of the reference date posts to; the page is the same.
            <Route path=path!("/overleggen/:id/peildatum") view=MeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/sinds") view=SinceMeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/stukken") view=PackPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/notities") view=NotesPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/notities/:note") view=NotePage ssr=SsrMode::Async/>
            // Where the button of a note's page posts to; the page is the same.
            <Route path=path!("/overleggen/:id/notities/:note/verwijderen") view=NotePage ssr=SsrMode::Async/>
            <Route path=path!("/sinds") view=SinceDaysPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/afgelasten") view=CancelMeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/aanwezigheid") view=AttendancePage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/verslag") view=MinutesPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/besluiten") view=RecordDecisionPage ssr=SsrMode::Async/>
            <Route path=path!("/overleggen/:id/besluiten/:decision") view=ChangeDecisionPage ssr=SsrMode::Async/>
            <Route path=path!("/besluiten") view=DecisionsPage ssr=SsrMode::Async/>
            <Route path=path!("/besluiten/:id") view=DecisionPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen") view=ProposalsPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/nieuw") view=NewProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id") view=ProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id/wijzigen") view=EditProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id/behandeling") view=NewStepPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id/behandeling/:step") view=StepPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id/behandeling/:step/verwijderen") view=RemoveStepPage ssr=SsrMode::Async/>
            <Route path=path!("/voorstellen/:id/behandeling/:step/conclusie") view=ConcludePage ssr=SsrMode::Async/>
            <Route path=path!("/doelen") view=TargetsPage ssr=SsrMode::Async/>
            <Route path=path!("/doelen/regio") view=SetTargetsPage ssr=SsrMode::Async/>
            <Route path=path!("/doelen/onderbouwing") view=BehindPage ssr=SsrMode::Async/>
            <Route path=path!("/doelen/:slug") view=SetTargetsPage ssr=SsrMode::Async/>
            <Route path=path!("/doelen/:slug/:corporation") view=SetTargetsPage ssr=SsrMode::Async/>
            <Route path=path!("/toewijzingen") view=AllocationsPage ssr=SsrMode::Async/>
            <Route path=path!("/toewijzingen/:slug") view=AllocationsOfMunicipalityPage ssr=SsrMode::Async/>
            <Route path=path!("/succesfactoren") view=FactorsPage ssr=SsrMode::Async/>
            <Route path=path!("/succesfactoren/:id") view=FactorPage ssr=SsrMode::Async/>
            <Route path=path!("/succesfactoren/:id/gemeenten/:slug") view=StatePage ssr=SsrMode::Async/>
            <Route path=path!("/termijnen") view=DeadlinesPage ssr=SsrMode::Async/>
            <Route path=path!("/termijnen/:id") view=DeadlinePage ssr=SsrMode::Async/>
            <Route path=path!("/termijnen/:id/bewerken") view=EditDeadlinePage ssr=SsrMode::Async/>
            <Route path=path!("/termijnen/:id/gemeenten/:slug") view=PhasePage ssr=SsrMode::Async/>
            <Route path=path!("/organisaties") view=OrganisationsPage ssr=SsrMode::Async/>
            <Route path=path!("/overdracht") view=HandoverPage ssr=SsrMode::Async/>
            <Route path=path!("/organisaties/:id") view=OrganisationPage ssr=SsrMode::Async/>
            <Route path=path!("/organisaties/:id/rol") view=RolePage ssr=SsrMode::Async/>
            <Route path=path!("/documenten") view=DocumentsPage ssr=SsrMode::Async/>
            <Route path=path!("/documenten/nieuw") view=NewDocumentPage ssr=SsrMode::Async/>
            <Route path=path!("/documenten/:id/bewerken") view=EditDocumentPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten") view=ProjectsPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/nieuw") view=NewProjectPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id") view=ProjectPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen") view=LedgerPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen/melden") view=ReportDeliveryPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen/:delivery/controleren") view=VerifyDeliveryPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen/:delivery/bewijs") view=EvidencePage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen/:delivery/bewijs/:file") view=EvidenceFilePage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/opleveringen/:delivery/corrigeren") view=CorrectDeliveryPage ssr=SsrMode::Async/>
            <Route path=path!("/opleveringen") view=DeliveriesPage ssr=SsrMode::Async/>
            <Route path=path!("/projecten/:id/bewerken") view=EditProjectPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer") view=AdministrationPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/rechten") view=RightsPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/logboek") view=LogPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/gebruikers") view=AccountsPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/gebruikers/nieuw") view=NewAccountPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/gebruikers/:id") view=AccountOfOthersPage ssr=SsrMode::Async/>
            // Where the buttons of an account's page post to; the page is the same.
            <Route path=path!("/beheer/gebruikers/:id/link") view=AccountOfOthersPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/gebruikers/:id/tweede-stap") view=AccountOfOthersPage ssr=SsrMode::Async/>
            <Route path=path!("/beheer/gebruikers/:id/pseudonimiseren") view=PseudonymisePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/mijlpalen") view=MilestonesPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/mijlpalen/:milestone") view=MilestonePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/mijlpalen/:milestone/gereed") view=MilestonePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/mijlpalen/:milestone/verwijderen") view=MilestonePage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/wacht-op") view=WaitingPage ssr=SsrMode::Async/>
            <Route path=path!("/afspraken/:id/wacht-op/:wait/opgelost") view=WaitingPage ssr=SsrMode::Async/>
            <Route path=path!("/gemeenten/:slug/agenda") view=AgendasPage ssr=SsrMode::Async/>
            <Route path=path!("/uitvoeringsagendas/:id") view=AgendaPage ssr=SsrMode::Async/>
            <Route path=path!("/weergaven") view=ViewsPage ssr=SsrMode::Async/>
            <Route path=path!("/weergaven/nieuw") view=NewViewPage ssr=SsrMode::Async/>
            <Route path=path!("/weergaven/:id/wijzigen") view=EditViewPage ssr=SsrMode::Async/>
            <Route path=path!("/weergaven/:id/verwijderen") view=EditViewPage ssr=SsrMode::Async/>
            <Route path=path!("/invoer") view=ImportsPage ssr=SsrMode::Async/>
            <Route path=path!("/invoer/:id") view=ImportPage ssr=SsrMode::Async/>
            <Route path=path!("/invoer/:id/kolommen") view=ColumnsPage ssr=SsrMode::Async/>
            <Route path=path!("/invoer/:id/ongedaan") view=ImportPage ssr=SsrMode::Async/>
            <Route path=path!("/invoer/:id/verwijderen") view=ImportPage ssr=SsrMode::Async/>
            <Route path=path!("/witte-vlekken") view=WhiteSpotsPage ssr=SsrMode::Async/>
        </Routes>
    }
}

/// Shows what is asked for, once it is there. No browser wakes this up, so its data need not travel with it.
pub fn shown<T, V>(
    asking: impl Future<Output = Result<T, AppError>> + Send + 'static,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: 'static,
    V: IntoView + 'static,
{
    let page = Suspend::new(async move {
        match asking.await {
            Ok(data) => show(data).into_any(),
            Err(error) => view! { <ErrorPage error=error/> }.into_any(),
        }
    });
    view! { <Suspense>{page}</Suspense> }.into_any()
}

/// A page with one small form.
#[component]
pub fn Narrow(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="wza-narrow">
            <div class="wza-card wza-card--roomy">
                <h1>{title}</h1>
                {children()}
            </div>
        </div>
    }
}

/// The title of a plain page, and what the last step did.
#[component]
pub fn PlainTitle(
    #[prop(into)] title: String,
    #[prop(into, optional)] lead: String,
    #[prop(optional_no_strip)] badges: Option<AnyView>,
    #[prop(optional_no_strip)] actions: Option<AnyView>,
    /// As with [`PageTitle`].
    #[prop(optional)]
    without_form: bool,
) -> impl IntoView {
    view! {
        <PlainNotice/>
        <PageTitle title=title lead=lead badges=badges actions=actions without_form=without_form/>
    }
}

/// Says what the last step did; the address carries a code for it.
#[component]
pub fn PlainNotice() -> impl IntoView {
    let code = use_query_map().with_untracked(|query| query.get("melding")).unwrap_or_default();
    let text = match code.as_str() {
        "wachtwoord" => "Uw nieuwe wachtwoord is opgeslagen. Log ermee in.",
        "wachtwoord-gewijzigd" => "Uw wachtwoord is gewijzigd. In andere browsers bent u uitgelogd.",
        "tweede-stap-aan" => "U logt voortaan in in twee stappen. In andere browsers bent u uitgelogd.",
        "tweede-stap-uit" => "De tweede stap is uitgezet.",
        "overzicht-aan" => "U krijgt elke maandag een mail met uw taken, als er iets van u wordt gevraagd.",
        "overzicht-uit" => "U krijgt geen wekelijkse mail meer.",
        "overal-uitgelogd" => "U bent in alle browsers uitgelogd.",
        "uitgenodigd" => "Het account is gemaakt en de uitnodiging is klaar.",
        "link" => "Er is een nieuwe link gemaakt. De vorige werkt niet meer.",
        "account-gewijzigd" => "De wijzigingen zijn opgeslagen.",
        "gepseudonimiseerd" => "Van wie dit account was, is gewist. Het e-mailadres is weer vrij.",
        "knelpunt-vastgelegd" => "Het knelpunt is vastgelegd.",
        "geescaleerd" => "Het knelpunt is hogerop gebracht.",
        "opgelost" => "Het knelpunt is gesloten.",
        "heropend" => "Het knelpunt is weer open.",
        "project-vastgelegd" => "Het project is vastgelegd.",
        "document-vastgelegd" => "Het document is vastgelegd.",
        "tweede-stap-gewist" => "De tweede stap van dit account is gewist.",
        "mijlpaal" => "De mijlpaal is opgeslagen.",
        "mijlpaal-gereed" => "De mijlpaal is gereed gemeld.",
        "mijlpaal-heropend" => "De mijlpaal staat weer als niet gereed.",
        "mijlpaal-verwijderd" => "De mijlpaal is verwijderd. De tijdlijn van de afspraak toont wat er stond.",
        "oplevering-gemeld" => "De oplevering is gemeld. De gemeente controleert haar.",
        "oplevering-gecontroleerd" => "Uw controle is vastgelegd.",
        "oplevering-gecorrigeerd" => "De correctie is bijgeschreven.",
        "doelen" => "De doelen zijn opgeslagen.",
        "toewijzingen" => "De toewijzingen zijn opgeslagen.",
        "keer" => "Gemeld wat er deze keer is gebeurd.",
        "wacht" => "Opgeslagen waarop deze afspraak wacht.",
        "agenda" => "De periode is toegevoegd.",
        "agenda-stap" => "De stand van de agenda is opgeslagen.",
        "bewijs" => "Het bestand is toegevoegd.",
        "bewijs-ingetrokken" => "Het bestand is ingetrokken.",
        "reactie" => "Uw reactie is geplaatst.",
        "antwoord" => "Uw antwoord is geplaatst.",
        "gezien" => "Vastgelegd dat uw organisatie dit gezien heeft.",
        "reactie-ingetrokken" => "De reactie is ingetrokken.",
        "bestand-weggehaald" => "Het bestand is weggehaald. Er is niets van ingelezen.",
        "weergave-verwijderd" => "De weergave is verwijderd.",
        "overleg-gepland" => "Het overleg is gepland.",
        "in-voorbereiding" => "Het overleg is terug in voorbereiding.",
        "peildatum-vastgelegd" => "De peildatum is vastgelegd.",
        "stuk" => "Het stuk is toegevoegd.",
        "stuk-ingetrokken" => "Het stuk is ingetrokken.",
        "afgelast" => "Het overleg is afgelast.",
        "stukken-rond" => "De stukken zijn rond.",
        "gehouden" => "Vastgelegd dat het overleg is gehouden.",
        "verslag-vastgesteld" => "Het verslag is vastgesteld.",
        "aanwezigheid" => "De aanwezigheid is opgeslagen.",
        "verslag" => "Het verslag is opgeslagen.",
        "agendapunt" => "Het agendapunt is opgeslagen.",
        "agendapunt-verplaatst" => "Het agendapunt is verplaatst.",
        "agendapunt-verwijderd" => "Het agendapunt is van de agenda gehaald. De tijdlijn toont wat er stond.",
        "besluit-vastgelegd" => "Het besluit is vastgelegd.",
        "toezegging-vastgelegd" => "De toezegging is vastgelegd.",
        "teruggekoppeld" => "De terugkoppeling is vastgelegd.",
        "voorstel" => "Het concept is opgeslagen. Voeg een overleg toe als het klaar is.",
        "behandeling" => "De behandeling is opgeslagen.",
        "behandeling-verwijderd" => "De stap is weggehaald. De tijdlijn toont wat er stond.",
        "conclusie" => "De conclusie is vastgelegd.",
        "notitie" => "Toegevoegd. Alleen collega's van uw organisatie lezen dit.",
        "vraag-beantwoord" => "Uw antwoord is opgeslagen.",
        "notitie-verwijderd" => "Verwijderd.",
        "fase" => "De fase is opgeslagen.",
        "rol" => "De rolbeschrijving is opgeslagen. De bestuurder van de organisatie erkent haar.",
        "rol-erkend" => "U hebt de rol van uw organisatie erkend.",
        "wacht-niet-meer" => "Opgeslagen dat de afspraak hier niet meer op wacht.",
        _ => return None,
    };
    Some(view! {
        <div class="utrecht-alert utrecht-alert--ok" role="status">
            <div class="utrecht-alert__content"><p>{text}</p></div>
        </div>
    })
}

/// For who was logged out while typing, in a browser without JavaScript: what was typed is still there.
#[component]
fn SendAgain(form: KeptForm) -> impl IntoView {
    crate::ui::set_status(401);
    let fields = form.pairs.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <Narrow title="U bent uitgelogd">
            <p>"Uw tekst is niet verloren. Log in op een nieuw tabblad, kom hier terug en verstuur hem opnieuw."</p>
            <div class="wza-actions">
                <a class="nl-button nl-button--primary" href="/inloggen" target="_blank">"Inloggen op een nieuw tabblad"</a>
            </div>
            <form method="post" action=form.action>
                {fields.collect_view()}
                <div class="wza-form__actions wza-actions">
                    <button class="nl-button nl-button--secondary" type="submit">"Opnieuw versturen"</button>
                </div>
            </form>
        </Narrow>
    }
}
