//! The log of a region: what is in it, and what is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::data::LogPage;
use app::audit::entity::audit_entry;
use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::audit::{Author, Subject, record};
use app::auth::accounts::current_user;
use app::commitments::entity::commitment;
use app::regions::file::parse;
use app::regions::load::load;
use app::storage::begin_write;
use chrono::{NaiveDate, TimeDelta};
use domain::audit::{Event, SubjectType};
use domain::commitments::LifeCycle;
use domain::differences::{Field, FieldChange};
use domain::organisations::Role;
use domain::policy::Visibility;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{TWENTE, add, load_region, new_user, now};

async fn visibility_of(database: &DatabaseConnection, user: Uuid) -> Visibility {
    Visibility::of(&current_user(database, user, false).await.unwrap().unwrap().visitor.actor)
}

async fn found(database: &DatabaseConnection, visibility: &Visibility, filter: LogFilter) -> LogPage {
    search(database, visibility, &filter).await.unwrap()
}

fn words(search: &str) -> LogFilter {
    LogFilter { search: search.to_owned(), ..LogFilter::default() }
}

async fn amount(database: &DatabaseConnection, chain: Uuid) -> u64 {
    let of_chain = audit_entry::Entity::find().filter(audit_entry::Column::Chain.eq(chain));
    of_chain.count(database).await.unwrap()
}

on_both_databases!(nothing_of_another_region_or_of_the_installation_is_in_the_log, async |database| {
    let region = load_region(database).await;
    load(database, &parse(TWENTE).unwrap(), now()).await.unwrap();
    add(database, &Author::installation(now()), Event::LoginFailed, Subject::Installation).await;
    let user = new_user(database, "Anna de Wit", "Gemeente Oosterzijl", Role::Driver).await;
    let visibility = visibility_of(database, user).await;
    let page = found(database, &visibility, LogFilter::default()).await;
    assert_eq!(page.total, amount(database, region).await);
    let theirs = audit_entry::Entity::find().filter(audit_entry::Column::Chain.ne(region));
    let theirs = theirs.all(&database.connection).await.unwrap();
    assert!(theirs.len() > 50);
    assert!(page.lines.iter().all(|line| theirs.iter().all(|entry| entry.id != line.id)));
    for filter in [words("Twente"), words("Domijn"), LogFilter { event: Some(Event::LoginFailed), ..words("") }] {
        assert_eq!(found(database, &visibility, filter).await.total, 0);
    }
    let elsewhere = new_user(database, "Bert", "Gemeente Enschede", Role::Driver).await;
    let filter = LogFilter { user: Some(elsewhere.into()), ..LogFilter::default() };
    assert_eq!(found(database, &visibility, filter).await.total, 0);
});

on_both_databases!(the_log_names_who_what_and_about_what, async |database| {
    let region = load_region(database).await;
    let user = new_user(database, "Anna de Wit", "Gemeente Oosterzijl", Role::Driver).await;
    let known = current_user(database, user, false).await.unwrap().unwrap();
    let visibility = Visibility::of(&known.visitor.actor);
    let row = commitment::Entity::find().filter(commitment::Column::Number.eq("M-01"));
    let row = row.one(&database.connection).await.unwrap().unwrap();
    let change = |before: &str, after: &str| FieldChange {
        field: Field::Title,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let author = Author::user(&known, now() + TimeDelta::days(2));
    let transaction = begin_write(database).await.unwrap();
    let changes = [change("Hof", "50%_ \"Hof\" aan zee")];
    record(&transaction, &author, Event::Changed, Subject::Commitment(row.id), &changes).await.unwrap();
    record(&transaction, &Author::nobody(region, now()), Event::LoginFailed, Subject::User(user), &[]).await.unwrap();
    transaction.commit().await.unwrap();

    let page = found(database, &visibility, LogFilter::default()).await;
    let [failed, changed, made, ..] = page.lines.as_slice() else { panic!("{page:?}") };
    assert_eq!((failed.by.as_str(), failed.event), ("Niet ingelogd", Event::LoginFailed));
    assert!(failed.subject.label.starts_with("Anna de Wit ("), "{failed:?}");
    assert_eq!((changed.by.as_str(), changed.organisation.as_str()), ("Anna de Wit", "Gemeente Oosterzijl"));
    assert_eq!(changed.subject.label, format!("M-01 {}", row.title));
    assert_eq!((changed.changes.as_slice(), changed.at.label.as_str()), (changes.as_slice(), "23-11-2026 11:00"));
    assert_eq!((made.by.as_str(), made.event), ("Beheer van het systeem", Event::UserCreated));

    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    let alone = [changed.id];
    for filter in [
        LogFilter { event: Some(Event::Changed), ..LogFilter::default() },
        LogFilter { user: Some(user.into()), ..LogFilter::default() },
        LogFilter { from: day(22), until: day(23), ..LogFilter::default() },
        words("AAN \"hof\" 50%_"),
        LogFilter { subject: Some(SubjectType::Commitment), ..words("anna oosterzijl") },
        LogFilter { from: day(23), ..words("m-01") },
    ] {
        let ids: Vec<Uuid> = found(database, &visibility, filter.clone()).await.lines.iter().map(|it| it.id).collect();
        assert_eq!(ids, alone, "{filter:?}");
    }
    for nothing in [
        LogFilter { from: day(24), ..LogFilter::default() },
        LogFilter { until: day(20), ..LogFilter::default() },
        LogFilter { until: NaiveDate::from_ymd_opt(1900, 1, 1), ..LogFilter::default() },
        words("5_%"),
    ] {
        assert_eq!(found(database, &visibility, nothing).await.total, 0);
    }
});

on_both_databases!(a_concept_of_others_is_in_no_line_count_or_search, async |database| {
    load_region(database).await;
    let user = new_user(database, "Anna de Wit", "Gemeente Oosterzijl", Role::Driver).await;
    let stranger = new_user(database, "Bert", "Gemeente Oosterzijl", Role::Administrator).await;
    let (driver, stranger) = (visibility_of(database, user).await, visibility_of(database, stranger).await);
    let concept = commitment::ActiveModel {
        life_cycle: sea_orm::Set(LifeCycle::Draft.code().to_owned()),
        source_id: sea_orm::Set(None),
        search_text: sea_orm::Set("m-01 een stil plan".to_owned()),
        ..Default::default()
    };
    commitment::Entity::update_many()
        .set(concept)
        .filter(commitment::Column::Number.eq("M-01"))
        .exec(&database.connection)
        .await
        .unwrap();
    let all = found(database, &driver, LogFilter::default()).await.total;
    let hidden = found(database, &driver, words("stil plan")).await.total;
    assert!(hidden > 0);
    assert_eq!(found(database, &stranger, LogFilter::default()).await.total, all - hidden);
    assert_eq!(found(database, &stranger, words("stil plan")).await.total, 0);
});

/// How many queries a page takes.
async fn queries(database: &DatabaseConnection, visibility: &Visibility) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = database.clone();
    watched.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    found(&watched, visibility, LogFilter::default()).await;
    count.load(Ordering::Relaxed)
}

on_both_databases!(pages_are_of_fifty_and_cost_the_same, async |database| {
    let region = load_region(database).await;
    let user = new_user(database, "Anna de Wit", "Gemeente Oosterzijl", Role::Driver).await;
    let visibility = visibility_of(database, user).await;
    let few = queries(database, &visibility).await;
    for number in 0..120 {
        // The clock goes back all the time: the newest is what was recorded last.
        let author = Author::nobody(region, now() - TimeDelta::minutes(number));
        add(database, &author, Event::Changed, Subject::Region(region)).await;
    }
    assert_eq!(queries(database, &visibility).await, few);
    assert!(few <= 21, "{few}");
    let total = amount(database, region).await;
    let mut numbers = Vec::new();
    for page in 1..=total.div_ceil(50) {
        let page = found(database, &visibility, LogFilter { page, ..LogFilter::default() }).await;
        assert_eq!((page.total, page.pages), (total, total.div_ceil(50)));
        numbers.extend(page.lines.into_iter().map(|line| line.sequence));
    }
    assert_eq!(numbers, (1..=i64::try_from(total).unwrap()).rev().collect::<Vec<_>>());
    let beyond = found(database, &visibility, LogFilter { page: 999, ..LogFilter::default() }).await;
    assert_eq!((beyond.page, beyond.lines.len() as u64), (total.div_ceil(50), total % 50));
});
