//! A region with a body, a proposed commitment, a concept, a project and a bottleneck; and who is about them.

use crate::common::asking::request_at;
use app::bottlenecks::form::BottleneckForm;
use app::commitments::entity::commitment;
use app::commitments::progress_form::ProgressForm;
use app::meetings::entity::meeting;
use app::meetings::form::{AttendanceForm, AttendantRow, ItemForm, MeetingForm, StepForm};
use app::projects::form::{PartyRow, ProjectForm};
use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::{body, success_factor};
use app::request::{Clock, Request};
use app::since::filter::Filter;
use app::since::form::FreezeForm;
use app::since::queries::of_meeting;
use app::since::shown::Shown;
use app::ui::form::{FormReply, Rejection};
use app::{bottlenecks, meetings, projects};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");
pub const SECRETARY: &str = "Gemeente Oosterzijl";
pub const BUILDER: &str = "Stichting Plaswonen";
pub const STRANGER: &str = "Zorgkantoor Merenveld";

/// Days after the region was loaded, at noon.
pub fn at(days: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 11, 0, 0).unwrap() + TimeDelta::days(days)
}

pub struct Cast {
    /// Of the organisation that is the secretary of the body.
    pub secretary: Request,
    pub builder: Request,
    /// Of an organisation that has no part in the project.
    pub stranger: Request,
    pub commitment: Uuid,
    pub project: Uuid,
    pub bottleneck: Uuid,
}

fn region() -> String {
    let body = "meetings_per_year = 4\n";
    assert!(REGION.contains(body));
    REGION.replace(body, &format!("{body}secretary = \"{SECRETARY}\"\n"))
}

pub async fn cast(database: &DatabaseConnection) -> Cast {
    load(database, &parse(&region()).unwrap(), at(0)).await.unwrap();
    let secretary = request_at(database, SECRETARY, Role::Driver, at(0)).await;
    let builder = request_at(database, BUILDER, Role::Staff, at(0)).await;
    let stranger = request_at(database, STRANGER, Role::Staff, at(0)).await;
    let proposed = commitment::Entity::find().filter(commitment::Column::Title.eq("Acht hofwoningen in Lindewaard"));
    let commitment = proposed.one(database).await.unwrap().unwrap().id;
    let project = project(&builder, "Hof van Noord", "openbaar").await;
    let bottleneck = bottleneck(&secretary, commitment).await;
    Cast { secretary, builder, stranger, commitment, project, bottleneck }
}

impl Cast {
    /// The same people, so many days later.
    pub fn later(&mut self, days: i64) {
        for request in [&mut self.secretary, &mut self.builder, &mut self.stranger] {
            request.state.clock = Clock::Fixed(at(days));
        }
    }

    pub async fn meeting(&self, day: &str) -> Uuid {
        let body = body::Entity::find().filter(body::Column::Name.eq("Bestuurlijke tafel Merenveld"));
        let body = body.one(self.secretary.database()).await.unwrap().unwrap().id.to_string();
        let form = MeetingForm { body, date: day.to_owned(), place: "Stadhuis".to_owned(), ..Default::default() };
        id_in(meetings::commands::create(&self.secretary, &form).await.unwrap())
    }

    /// It was held, with one item and its secretary.
    pub async fn hold(&self, meeting: Uuid) {
        let (secretary, id) = (&self.secretary, meeting.to_string());
        let item = ItemForm {
            id: id.clone(),
            title: "Voortgang".to_owned(),
            purpose: "informeren".to_owned(),
            ..Default::default()
        };
        went_on(meetings::items::add(secretary, &item).await.unwrap());
        let step = |version: &str, to: &str| StepForm {
            id: id.clone(),
            version: version.to_owned(),
            to: to.to_owned(),
            ..Default::default()
        };
        went_on(meetings::commands::step_forward(secretary, &step("1", "stukken-rond")).await.unwrap());
        let there = AttendantRow {
            organisation: secretary.actor().organisation.to_string(),
            presence: "aanwezig".to_owned(),
            ..Default::default()
        };
        let form =
            AttendanceForm { id: id.clone(), version: "2".to_owned(), attendance: vec![there], ..Default::default() };
        went_on(meetings::commands::save_attendance(secretary, &form).await.unwrap());
        went_on(meetings::commands::step_forward(secretary, &step("3", "gehouden")).await.unwrap());
    }

    /// A meeting of this day that looks at how everything stands now.
    pub async fn frozen_meeting(&self, day: &str) -> Uuid {
        let meeting = self.meeting(day).await;
        let today = domain::dutch::date(self.secretary.today());
        went_on(app::since::commands::freeze(&self.secretary, &freeze_form(meeting, &today)).await.unwrap());
        meeting
    }
}

pub fn freeze_form(meeting: Uuid, day: &str) -> FreezeForm {
    FreezeForm { id: meeting.to_string(), reference_date: day.to_owned() }
}

pub async fn project(builder: &Request, name: &str, confidentiality: &str) -> Uuid {
    let database = builder.database();
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("oosterzijl"));
    let form = ProjectForm {
        name: name.to_owned(),
        municipality: place.one(database).await.unwrap().unwrap().id.to_string(),
        confidentiality: confidentiality.to_owned(),
        status: "actief".to_owned(),
        dwellings: "60".to_owned(),
        planned: "2029".to_owned(),
        parties: vec![PartyRow {
            role: "corporatie".to_owned(),
            organisation: organisation_id(database, BUILDER).await.to_string(),
        }],
        ..ProjectForm::default()
    };
    id_in(projects::commands::create(builder, &form).await.unwrap())
}

async fn bottleneck(request: &Request, commitment: Uuid) -> Uuid {
    let database = request.database();
    let form = BottleneckForm {
        title: "Geen stroom".to_owned(),
        success_factor: success_factor::Entity::find().one(database).await.unwrap().unwrap().id.to_string(),
        owner: organisation_id(database, SECRETARY).await.to_string(),
        action: "Overleg met de netbeheerder".to_owned(),
        acting: organisation_id(database, BUILDER).await.to_string(),
        commitments: vec![commitment.to_string()],
        ..Default::default()
    };
    id_in(bottlenecks::commands::create(request, &form).await.unwrap())
}

pub async fn organisation_id(database: &DatabaseConnection, name: &str) -> Uuid {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap().id
}

/// As if its papers were ready and its members were there.
pub async fn hold(database: &DatabaseConnection, id: Uuid) {
    let held = meeting::ActiveModel { id: Set(id), state: Set("gehouden".to_owned()), ..Default::default() };
    held.update(database).await.unwrap();
}

/// A report of progress with these lights, by somebody who saw the last one.
pub async fn report(request: &Request, commitment: Uuid, lights: [&str; 3], expected: &str) {
    let last = app::commitments::commands::last_report(request.database(), commitment).await.unwrap();
    let [content, planning, money] = lights.map(str::to_owned);
    let form = ProgressForm {
        id: commitment.to_string(),
        seen: last.map(|row| row.id.to_string()).unwrap_or_default(),
        content,
        planning,
        money,
        expected: expected.to_owned(),
        note: "Zo staat het.".to_owned(),
        cause: "De vergunning duurt langer.".to_owned(),
        effect: "De bouw begint later.".to_owned(),
        correction: "We overleggen elke week.".to_owned(),
    };
    went_on(app::commitments::commands::report_progress(request, &form).await.unwrap());
}

/// Everything that somebody is told between the meeting before this one and this one: `Hof van Noord: Andere fase, a → b`.
pub async fn told(request: &Request, meeting: Uuid) -> Vec<String> {
    lines(&shown(request, meeting, &Filter::default()).await)
}

pub async fn shown(request: &Request, meeting: Uuid, filter: &Filter) -> Shown {
    of_meeting(request, meeting, filter).await.unwrap().shown.unwrap()
}

pub fn lines(shown: &Shown) -> Vec<String> {
    let line = |line: &app::since::comparing::Told| {
        let part = if line.part.is_empty() { String::new() } else { format!(" [{}]", line.part) };
        let change = if line.change.is_empty() { String::new() } else { format!(", {}", line.change) };
        let note = line.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}{part}: {}{change}{note}", line.subject, line.kind.label())
    };
    shown.lines.iter().map(line).collect()
}

pub fn went_on(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

pub fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("went on to {location}"),
    }
}

/// The id of what was saved, out of the address where the person goes on.
pub fn id_in(reply: FormReply) -> Uuid {
    let location = went_on(reply);
    let path = location.split('?').next().unwrap();
    path.split('/').find_map(|part| part.parse().ok()).unwrap()
}

pub async fn fails(database: &DatabaseConnection, statement: &str) -> bool {
    database.execute_unprepared(statement).await.is_err()
}
