//! A round passes every commitment that one may report on once, in its order, whatever becomes of those before it.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::commitments::commands::report_progress;
use app::commitments::entity::{commitment, progress_update};
use app::commitments::filter::Filter;
use app::commitments::progress_form::{KeepForm, ProgressForm};
use app::commitments::queries::conditions::{editable, open};
use app::commitments::queries::{ids_in_order, visible};
use app::commitments::records::{parties_of, rights_of};
use app::commitments::round::commands::{keep, report};
use app::commitments::round::form::{RoundForm, RoundKeepForm};
use app::commitments::round::queries::{Done, start_page, step_page};
use app::commitments::round::way::{PATH, Way};
use app::error::AppError;
use app::request::Request;
use app::ui::form::FormReply;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use domain::policy::{Action, Verb, allows};
use domain::progress::{Standing, may_report};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::seeing::{Sample, insert};
use super::{load_region, municipality_id, organisation_id, request_of};

/// The commitment and the way that an address holds.
fn at(address: &str) -> (Option<Uuid>, Way) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let id = path.strip_prefix(PATH).unwrap().trim_start_matches('/');
    (id.parse().ok(), Way::from_text(query))
}

fn green(id: Uuid, seen: &str, way: &Way) -> RoundForm {
    let green = || "groen".to_owned();
    let progress = ProgressForm {
        id: id.to_string(),
        seen: seen.to_owned(),
        content: green(),
        planning: green(),
        money: green(),
        ..Default::default()
    };
    RoundForm { progress, way: way.query() }
}

fn location(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("not saved: {:?}", rejection.problems),
    }
}

/// The commitments of the region that this request may report on, in the order of the list.
async fn reportable(request: &Request) -> Vec<Uuid> {
    let chosen = visible(&request.visibility()).filter(editable(request.actor())).filter(open());
    ids_in_order(request.database(), chosen).await.unwrap()
}

async fn insert_some(database: &DatabaseConnection, numbers: RangeInclusive<usize>) {
    let place = municipality_id(database, "Oosterzijl").await;
    let lead = organisation_id(database, "Stichting Plaswonen").await;
    for number in numbers {
        let municipality = (number % 2 == 0).then_some(place);
        let sample =
            Sample { life_cycle: LifeCycle::Proposed, municipality, published: true, lead: Some(lead), partner: None };
        insert(database, number, sample).await;
    }
}

on_both_databases!(who_may_report_is_the_same_in_sql, async |database| {
    load_region(database).await;
    insert_some(database, 1..=4).await;
    let mut both = (0, 0);
    for organisation in ["Stichting Plaswonen", "Gemeente Oosterzijl", "Gemeente Lindewaard"] {
        for role in Role::ALL {
            let request = request_of(database, organisation, *role).await;
            let found = reportable(&request).await;
            for row in commitment::Entity::find().all(&database.connection).await.unwrap() {
                let rights = rights_of(&row, &parties_of(&database.connection, row.id).await.unwrap(), vec![]);
                let allowed = allows(request.actor(), Action::Commitment(Verb::ReportProgress, &rights)).is_ok()
                    && may_report(rights.life_cycle).is_ok();
                assert_eq!(found.contains(&row.id), allowed, "{} for {role:?} of {organisation}", row.number);
                if allowed { both.0 += 1 } else { both.1 += 1 }
            }
        }
    }
    assert!(both.0 > 0 && both.1 > 0, "{both:?}");
});

on_both_databases!(whoever_drops_out_of_the_filter_makes_nobody_skipped, async |database| {
    load_region(database).await;
    insert_some(database, 1..=6).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    // Reporting takes a commitment out of this filter.
    let filter = Filter { progress: Some(Standing::None), ..Filter::default() };
    let start = start_page(&driver, &Way::of(filter)).await.unwrap();
    let total = start.total as u64;
    let mut expected = Vec::new();
    for id in reportable(&driver).await {
        let reports = progress_update::Entity::find().filter(progress_update::Column::CommitmentId.eq(id));
        if reports.count(&database.connection).await.unwrap() == 0 {
            expected.push(id);
        }
    }
    assert_eq!(total, expected.len() as u64);
    assert!(total > 4);

    let (mut seen, mut skipped) = (Vec::new(), 0);
    let mut address = start.first.unwrap();
    let end = loop {
        let (Some(id), way) = at(&address) else { break address };
        let page = step_page(&driver, &way, id).await.unwrap();
        seen.push(id);
        assert_eq!((page.step, page.total), (seen.len() as u64, total));
        // Every third one is passed over, and stays in the filter.
        address = if seen.len() % 3 == 0 {
            skipped += 1;
            page.next
        } else {
            location(report(&driver, &green(id, "", &way)).await.unwrap())
        };
    };
    assert_eq!(seen, expected);
    let (_, way) = at(&end);
    let end = start_page(&driver, &way).await.unwrap();
    assert_eq!(end.done, Some(Done { seen: total, reported: total - skipped, unchanged: 0 }));
    assert_eq!(end.done.unwrap().skipped(), skipped);
    assert_eq!(end.total as u64, skipped);
});

on_both_databases!(what_is_sent_twice_is_saved_once, async |database| {
    load_region(database).await;
    insert_some(database, 1..=3).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let way = Way::default();
    let id = commitment::Entity::find().filter(commitment::Column::Number.eq("T-001"));
    let id = id.one(&database.connection).await.unwrap().unwrap().id;
    let saved = async || {
        let reports = progress_update::Entity::find().filter(progress_update::Column::CommitmentId.eq(id));
        reports.all(&database.connection).await.unwrap()
    };

    let next = location(report(&driver, &green(id, "", &way)).await.unwrap());
    assert_eq!(location(report(&driver, &green(id, "", &way)).await.unwrap()), next);
    assert_eq!(saved().await.len(), 1);
    let seen = saved().await[0].id.to_string();
    let unchanged = RoundKeepForm { keep: KeepForm { id: id.to_string(), seen }, way: way.query() };
    assert_eq!(location(keep(&driver, &unchanged).await.unwrap()), next);
    assert_eq!(location(keep(&driver, &unchanged).await.unwrap()), next);
    assert_eq!(saved().await.len(), 2);

    // But somebody else's report is theirs, and another text is another report.
    let other = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let FormReply::Rejected(refused) = keep(&other, &unchanged).await.unwrap() else { panic!("saved twice") };
    assert_eq!(refused.status, 409);
    let mut later = green(id, "", &way);
    later.progress.note = "anders".to_owned();
    assert!(matches!(report(&driver, &later).await.unwrap(), FormReply::Rejected(_)));
    assert_eq!(saved().await.len(), 2);
});

on_both_databases!(a_round_is_for_who_may_report, async |database| {
    load_region(database).await;
    insert_some(database, 1..=3).await;
    let reader = request_of(database, "Gemeente Oosterzijl", Role::Reader).await;
    let start = start_page(&reader, &Way::default()).await.unwrap();
    assert_eq!((start.total, start.first), (0, None));
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = reportable(&driver).await[0];
    assert_eq!(step_page(&reader, &Way::default(), id).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(report(&reader, &green(id, "", &Way::default())).await.unwrap_err(), AppError::Forbidden);
    let nowhere = Uuid::from_u128(5);
    assert_eq!(step_page(&driver, &Way::default(), nowhere).await.unwrap_err(), AppError::NotFound);
    // A report that is refused for what it says leads nowhere.
    let empty = RoundForm { progress: ProgressForm { id: id.to_string(), ..Default::default() }, way: String::new() };
    assert!(
        matches!(report(&driver, &empty).await.unwrap(), FormReply::Rejected(rejection) if rejection.status == 422)
    );
    let missing = Filter { municipality: Some("atlantis".to_owned()), ..Filter::default() };
    let start = start_page(&driver, &Way::of(missing)).await.unwrap();
    assert_eq!(start.unknown, ["gemeente=atlantis"]);
});

on_both_databases!(no_step_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    insert_some(database, 1..=3).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = reportable(&driver).await[0];
    let plain = report_progress(&driver, &green(id, "", &Way::default()).progress).await.unwrap();
    assert!(matches!(plain, FormReply::Done { .. }));
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = driver.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let asked = async || {
        start_page(&watched, &Way::default()).await.unwrap();
        let for_start = count.swap(0, Ordering::Relaxed);
        step_page(&watched, &Way::default(), id).await.unwrap();
        (for_start, count.swap(0, Ordering::Relaxed))
    };
    let few = asked().await;
    insert_some(database, 4..=43).await;
    assert_eq!(asked().await, few);
    // The start offers the filter of the list.
    assert!(few.0 <= 8 && few.1 <= 9, "{few:?}");
});
