//! What a meeting costs: the difference between two states half a year apart, and the papers as a page and as files.

use std::time::{Duration, Instant};

use app::audit::Author;
use app::audit::entity::audit_entry;
use app::meetings::entity::meeting;
use app::meetings::records::{NewMeeting, insert_meeting};
use app::regions::vision::body;
use app::request::{Clock, day_of};
use app::since::commands::insert_snapshot;
use app::since::keeping::Now;
use app::storage::{begin_write, connect};
use app::{pack, since};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::Period;
use domain::audit::Event;
use domain::meetings::Content;
use domain::progress::{Aspect, Stoplight};
use domain::since::{Date, Held, Key, Slot, Subject, Value};
use domain::snapshots::Kept;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::data::{LARGE_MEETING, SMALL_MEETING, filled};
use crate::processes::{Process, ScratchFolder};
use crate::report::MeetingFigures;
use crate::{Result, client, say};

const HALF_A_YEAR: Days = Days::new(182);

/// Each from a server that has done nothing else, so that its peak is that of what was asked.
pub async fn measure(folder: &ScratchFolder) -> Result<Vec<MeetingFigures>> {
    let mut figures = Vec::new();
    for plan in [SMALL_MEETING, LARGE_MEETING] {
        let commitments = plan.commitments;
        say(&format!("Filling a database with {commitments} commitments and {} reports of progress…", plan.updates));
        let url = format!("sqlite://{}", folder.path().join(format!("meeting-{commitments}.db")).display());
        let login = filled(&url, plan, "aanjager").await?;
        let database = connect(&url).await?;
        let now = Clock::System.now();
        let meeting = frozen(&database, now).await?;
        let entries = audit_entries(&database).await?;
        database.close().await?;
        for (what, path) in asked(meeting, day_of(now)) {
            let server = Process::woonzorgagenda(&url)?;
            let cookie = client::log_in(server.address, &login.email, &login.password).await?;
            let begun = Instant::now();
            let content = client::file(server.address, &path, &cookie).await?;
            let first = begun.elapsed();
            let begun = Instant::now();
            client::file(server.address, &path, &cookie).await?;
            let again: Duration = begun.elapsed();
            let (bytes, pages) = (content.len(), pages(&content));
            let peak = server.peak_memory()?;
            figures.push(MeetingFigures { what, commitments, entries, first, again, bytes, pages, peak });
        }
    }
    Ok(figures)
}

/// What is asked, and where.
fn asked(meeting: Uuid, today: NaiveDate) -> Vec<(&'static str, String)> {
    let day = |day: NaiveDate| day.format("%d-%m-%Y").to_string();
    let before = today.checked_sub_days(HALF_A_YEAR).map(day).unwrap_or_default();
    let of_meeting = since::address_of(meeting);
    let days = format!("/sinds?van={before}&tot={}", day(today));
    let (pdf, workbook) = (pack::file_address_of(meeting), pack::spreadsheet_address_of(meeting));
    vec![
        ("difference between two meetings", of_meeting),
        ("difference between two days", days),
        ("papers, page of a gemeente", format!("{}?gemeente=enschede", pack::address_of(meeting))),
        ("papers, PDF of a gemeente", format!("{pdf}?gemeente=enschede")),
        ("papers, PDF of the region", format!("{pdf}?gemeente=alle")),
        ("papers, Excel of the region", format!("{workbook}?gemeente=alle")),
    ]
}

/// As a PDF names them; of what is no PDF none.
fn pages(content: &[u8]) -> usize {
    const PAGE: &[u8] = b"/Type/Page/";
    content.windows(PAGE.len()).filter(|window| *window == PAGE).count()
}

/// Two meetings of a body that had none: one looks at how everything is now, and the one before it at how it was half a year ago.
/// Gives the last.
#[expect(clippy::disallowed_methods, reason = "the demo has one region")]
async fn frozen(database: &DatabaseConnection, at: DateTime<Utc>) -> Result<Uuid> {
    let had_one = meeting::Entity::find().select_only().column(meeting::Column::BodyId);
    let body = body::Entity::find().filter(body::Column::Id.not_in_subquery(had_one.into_query()));
    let body = body.one(database).await?.ok_or("every body of the demo has had a meeting")?;
    let region = body.region_id;
    let today = day_of(at);
    let day = today.checked_sub_days(HALF_A_YEAR).ok_or("there is no such day")?;
    let now = Now::of(database, region, today).await?;
    let before = Now { kept: half_a_year_ago(&now.kept, day), ..now.clone() };
    let transaction = begin_write(database).await?;
    let then = before.keep(&transaction, region, day, true, at).await?;
    let state = now.keep(&transaction, region, today, false, at).await?;
    let author = Author::nobody(region, at);
    let mut last = Uuid::nil();
    for (date, state) in [(day, then), (today, state)] {
        let content = Content { title: None, date, place: None };
        let new = NewMeeting { body: &body, content, example: true };
        let row = insert_meeting(&transaction, new, &author, Event::Created).await?;
        insert_snapshot(&transaction, &row, state, date, &author).await?;
        last = row.id;
    }
    transaction.commit().await?;
    Ok(last)
}

/// Of every third commitment another light, of every tenth another date, and of every twentieth nothing yet.
fn half_a_year_ago(now: &Kept, day: NaiveDate) -> Kept {
    let mut before = now.clone();
    let commitments = now.subjects.keys().filter(|subject| matches!(subject, Subject::Commitment(_)));
    for (number, subject) in commitments.enumerate() {
        let mut held = |slot, value| {
            let place = now.state.place(*subject);
            before.state.hold(Key { subject: *subject, slot }, place, Held { value, note: None });
        };
        held(Slot::ReportedOn, Value::Day(day));
        if number % 3 == 0 {
            let key = Key { subject: *subject, slot: Slot::Stoplight(Aspect::Planning) };
            let green = now.state.get(key).is_some_and(|held| held.value == Value::Light(Stoplight::Green));
            held(key.slot, Value::Light(if green { Stoplight::Red } else { Stoplight::Green }));
        }
        if number % 10 == 0 {
            held(Slot::Date(Date::Due), Value::When(Some(Period::Year(2026))));
        }
    }
    let there = |subject: Subject| match subject {
        Subject::Commitment(id) => id.0.as_u128() % 20 != 0,
        _ => true,
    };
    before.state = before.state.seen(there);
    before.subjects.retain(|subject, _| there(*subject));
    before
}

#[expect(clippy::disallowed_methods, reason = "the demo has one region")]
async fn audit_entries(database: &DatabaseConnection) -> Result<u64> {
    Ok(audit_entry::Entity::find().count(database).await?)
}
