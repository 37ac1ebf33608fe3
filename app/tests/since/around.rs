//! What changes around commitments: projects and what is delivered of them, bottlenecks, targets, deadlines and agendas.

use app::agendas;
use app::bottlenecks::commands::{create, escalate, reopen, solve};
use app::bottlenecks::entity::bottleneck;
use app::bottlenecks::form::{BottleneckForm, StepForm};
use app::deadlines::commands::{change as change_deadline, set_phase};
use app::deadlines::entity::deadline;
use app::deadlines::form::{DeadlineForm, PhaseForm};
use app::deadlines::queries::{edit_page, phase_page};
use app::deliveries::commands::{correct, report, verify};
use app::deliveries::entity::delivery;
use app::deliveries::form::{CorrectForm, GONE, ReportForm, VerifyForm};
use app::deliveries::queries::ledger;
use app::regions::vision::success_factor;
use app::request::Request;
use app::targets::commands::set;
use app::targets::edit;
use app::targets::entity::measure;
use app::targets::form::{REGION, SAVE, TargetsForm, ValueRow};
use domain::agendas::State;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::cast::{BUILDER, SECRETARY, id_in, organisation_id, went_on};

/// The slug of the gemeente of the secretary.
pub const PLACE: &str = "oosterzijl";

pub async fn measure_called(database: &DatabaseConnection, key: &str) -> String {
    let named = measure::Entity::find().filter(measure::Column::Key.eq(key));
    named.one(database).await.unwrap().unwrap().id.to_string()
}

/// Something that blocks a project.
pub async fn bottleneck(request: &Request, title: &str, project: Uuid) -> Uuid {
    let database = request.database();
    let form = BottleneckForm {
        title: title.to_owned(),
        success_factor: success_factor::Entity::find().one(database).await.unwrap().unwrap().id.to_string(),
        owner: organisation_id(database, SECRETARY).await.to_string(),
        action: "Overleg met wie erover gaat".to_owned(),
        acting: organisation_id(database, BUILDER).await.to_string(),
        projects: vec![project.to_string()],
        ..BottleneckForm::default()
    };
    id_in(create(request, &form).await.unwrap())
}

/// What can be done with a bottleneck.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Escalate(&'a str),
    Solve,
    Reopen,
}

pub async fn on_bottleneck(request: &Request, id: Uuid, step: Step<'_>) {
    let row = bottleneck::Entity::find_by_id(id).one(request.database()).await.unwrap().unwrap();
    let level = if let Step::Escalate(level) = step { level } else { "" };
    let form = StepForm {
        id: id.to_string(),
        version: row.version.to_string(),
        level: level.to_owned(),
        reason: "Daarom.".to_owned(),
    };
    let reply = match step {
        Step::Escalate(_) => escalate(request, &form).await,
        Step::Solve => solve(request, &form).await,
        Step::Reopen => reopen(request, &form).await,
    };
    went_on(reply.unwrap());
}

async fn seen(request: &Request, project: Uuid) -> String {
    ledger(request, project).await.unwrap().head.seen.to_string()
}

/// So many dwellings of this type are there. Gives the entry's id.
pub async fn deliver(request: &Request, project: Uuid, kind: &str, count: u32) -> Uuid {
    let form = ReportForm {
        id: project.to_string(),
        seen: seen(request, project).await,
        kind: kind.to_owned(),
        count: count.to_string(),
        delivered_on: "20-11-2026".to_owned(),
        address: "Zuidmolen".to_owned(),
        ..ReportForm::default()
    };
    went_on(report(request, &form, None).await.unwrap());
    let newest = delivery::Entity::find().order_by_desc(delivery::Column::Id);
    newest.one(request.database()).await.unwrap().unwrap().id
}

/// So many of a report are as it says, and so many are not.
pub async fn look_at(request: &Request, project: Uuid, delivery: Uuid, verified: u32, returned: u32) {
    let form = VerifyForm {
        id: project.to_string(),
        delivery: delivery.to_string(),
        seen: seen(request, project).await,
        verified: verified.to_string(),
        returned: returned.to_string(),
        reason: "De douche heeft een drempel.".to_owned(),
    };
    went_on(verify(request, &form).await.unwrap());
}

/// So many of a report are of another type; of none: they are not there.
pub async fn put_right(request: &Request, project: Uuid, delivery: Uuid, count: u32, into: Option<&str>) {
    let form = CorrectForm {
        id: project.to_string(),
        delivery: delivery.to_string(),
        seen: seen(request, project).await,
        count: count.to_string(),
        into: into.unwrap_or(GONE).to_owned(),
        reason: "Verkeerd geteld.".to_owned(),
    };
    went_on(correct(request, &form).await.unwrap());
}

/// Whose number it is.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Region,
    Gemeente,
    /// Within the gemeente.
    Corporation,
}

/// Another number in the low scenario, with why.
pub async fn aim_at(request: &Request, of: Of, measure_key: &str, value: &str, motivation: &str) {
    let holder = if matches!(of, Of::Region) { REGION } else { PLACE };
    let corporation = match of {
        Of::Corporation => organisation_id(request.database(), BUILDER).await.to_string(),
        Of::Region | Of::Gemeente => String::new(),
    };
    let page = edit::page(request, holder, &corporation, "laag").await.unwrap().page;
    let measure = page.measures.iter().find(|row| row.key == measure_key).unwrap().id;
    let form = TargetsForm {
        holder: holder.to_owned(),
        corporation,
        scenario: "laag".to_owned(),
        values: vec![ValueRow {
            measure: measure.to_string(),
            value: value.to_owned(),
            status: "vastgesteld".to_owned(),
            version: page.saved(measure).map(|row| row.version.to_string()).unwrap_or_default(),
        }],
        motivation: motivation.to_owned(),
        step: SAVE.to_owned(),
    };
    went_on(set(request, &form).await.unwrap());
}

async fn deadline_called(database: &DatabaseConnection, key: &str) -> Uuid {
    let named = deadline::Entity::find().filter(deadline::Column::Key.eq(key));
    named.one(database).await.unwrap().unwrap().id
}

pub async fn move_deadline(request: &Request, key: &str, due: &str) {
    let id = deadline_called(request.database(), key).await;
    let form = edit_page(request, id).await.unwrap().form;
    went_on(change_deadline(request, &DeadlineForm { due: due.to_owned(), ..form }).await.unwrap());
}

/// Where a deadline is stated: the source it has, or another place in it.
pub async fn state_deadline_in(request: &Request, key: &str, detail: &str) {
    let id = deadline_called(request.database(), key).await;
    let form = DeadlineForm { detail: detail.to_owned(), ..edit_page(request, id).await.unwrap().form };
    went_on(change_deadline(request, &form).await.unwrap());
}

/// What a deadline rests on.
pub async fn rest_deadline_on(request: &Request, key: &str, legal_status: &str) {
    let id = deadline_called(request.database(), key).await;
    let form = DeadlineForm { legal_status: legal_status.to_owned(), ..edit_page(request, id).await.unwrap().form };
    went_on(change_deadline(request, &form).await.unwrap());
}

/// How far the gemeente says that it is with a deadline.
pub async fn tell_phase(request: &Request, key: &str, phase: &str) {
    let id = deadline_called(request.database(), key).await;
    let form = phase_page(request, id, PLACE).await.unwrap().form;
    went_on(set_phase(request, &PhaseForm { phase: phase.to_owned(), ..form }).await.unwrap());
}

/// The agenda of the gemeente for these years, as a concept.
pub async fn agenda(request: &Request, first_year: &str, last_year: &str) -> Uuid {
    let form = agendas::form::AgendaForm {
        municipality: PLACE.to_owned(),
        first_year: first_year.to_owned(),
        last_year: last_year.to_owned(),
    };
    went_on(agendas::commands::add(request, &form).await.unwrap());
    agendas::queries::agendas_page(request, PLACE).await.unwrap().agendas[0].id
}

pub async fn take_agenda_to(request: &Request, id: Uuid, to: State) {
    let form = agendas::queries::step_page(request, id).await.unwrap().form.unwrap();
    let adopts = |text: &str| if to == State::Adopted { text.to_owned() } else { String::new() };
    let form = agendas::form::StepForm {
        to: to.code().to_owned(),
        by: adopts("gemeenteraad Oosterzijl"),
        on: adopts("20-11-2026"),
        reason: "De raad wil meer".to_owned(),
        ..form
    };
    went_on(agendas::commands::step(request, &form).await.unwrap());
}
