//! Keeping the ends of days, and freezing what a meeting looks at.

use std::collections::BTreeSet;

use app::audit::chain::Wrong;
use app::audit::entity::audit_entry;
use app::audit::verify::verify;
use app::error::AppError;
use app::since::commands::freeze;
use app::since::entity::{kept_state, snapshot};
use app::since::filter::Filter;
use app::since::keeping::{Now, keep_end_of_day, read};
use app::since::queries::of_days;
use domain::audit::Event;
use domain::dutch;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};

use super::cast::{Cast, at, cast, fails, freeze_form, lines, rejected, report, told, went_on};
use super::common::on_both_databases;

const RED: [&str; 3] = ["rood", "rood", "groen"];

on_both_databases!(what_a_meeting_looks_at_is_frozen_once_and_never_altered, async |database| {
    let mut cast = cast(database).await;
    cast.later(1);
    let meeting = cast.meeting("03-12-2026").await;
    let wrong = [("", "Vul een dag in"), ("30-11-2026", "ligt in de toekomst"), ("20-11-2026", "niets bewaard")];
    for (day, message) in wrong {
        let rejection = rejected(freeze(&cast.secretary, &freeze_form(meeting, day)).await.unwrap());
        assert!(rejection.problems[0].message.contains(message), "{rejection:?}");
        assert_eq!(rejection.problems[0].field, "reference_date");
    }
    assert_eq!(freeze(&cast.builder, &freeze_form(meeting, "22-11-2026")).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(snapshot::Entity::find().count(&database.connection).await.unwrap(), 0);

    went_on(freeze(&cast.secretary, &freeze_form(meeting, "22-11-2026")).await.unwrap());
    let entry = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::Frozen.code()));
    let entry = entry.one(&database.connection).await.unwrap().unwrap();
    assert!(entry.changes.contains("22-11-2026") && entry.changes.contains("fingerprint"), "{}", entry.changes);
    let twice = rejected(freeze(&cast.secretary, &freeze_form(meeting, "22-11-2026")).await.unwrap());
    assert!(twice.problems[0].message.contains("al vastgelegd: 22-11-2026"), "{twice:?}");

    let frozen = snapshot::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let before = read(&database.connection, frozen.state_id, frozen.reference_date).await.unwrap();
    report(&cast.secretary, cast.commitment, RED, "").await;
    let after = read(&database.connection, frozen.state_id, frozen.reference_date).await.unwrap();
    assert_eq!(before, after);
    for statement in [
        "UPDATE kept_states SET sequence = 0",
        "DELETE FROM snapshots",
        "DELETE FROM kept_states",
        "UPDATE snapshots SET reference_date = '2026-01-01'",
    ] {
        assert!(fails(database, statement).await, "{statement}");
    }
});

on_both_databases!(the_end_of_a_day_is_kept_once_when_anything_happened, async |database| {
    let mut cast = cast(database).await;
    let kept = async || kept_state::Entity::find().count(&database.connection).await.unwrap();
    keep_end_of_day(database, at(0)).await.unwrap();
    assert_eq!(kept().await, 0, "nothing happened before today");
    for _ in 0..2 {
        keep_end_of_day(database, at(1)).await.unwrap();
        assert_eq!(kept().await, 1);
    }
    cast.later(4);
    report(&cast.secretary, cast.commitment, RED, "").await;
    keep_end_of_day(database, at(4)).await.unwrap();
    assert_eq!(kept().await, 1, "what happened today is not yesterday's");
    keep_end_of_day(database, at(9)).await.unwrap();
    assert_eq!(kept().await, 2);
    keep_end_of_day(database, at(10)).await.unwrap();
    assert_eq!(kept().await, 2);
});

on_both_databases!(any_two_days_are_compared, async |database| {
    let mut cast = cast(database).await;
    keep_end_of_day(database, at(1)).await.unwrap();
    cast.later(4);
    report(&cast.secretary, cast.commitment, RED, "").await;
    keep_end_of_day(database, at(5)).await.unwrap();
    cast.later(6);
    report(&cast.secretary, cast.commitment, ["rood", "rood", "rood"], "2028").await;
    let asked =
        |from: &str, to: &str| Filter { from: Some(from.to_owned()), to: Some(to.to_owned()), ..Filter::default() };
    let between = async |from: &str, to: &str| {
        let page = of_days(&cast.stranger, &asked(from, to)).await.unwrap();
        page.shown.map(|shown| lines(&shown)).ok_or_else(|| page.problems[0].clone())
    };
    const COMMITMENT: &str = "M-01 Acht hofwoningen in Lindewaard (Lindewaard)";
    let turned = format!("{COMMITMENT} [Inhoud, planning]: Stoplicht gedraaid, Oranje → Rood");
    let money = format!("{COMMITMENT} [Geld]: Stoplicht gedraaid, Oranje → Groen");
    assert_eq!(between("21-11-2026", "26-11-2026").await.unwrap(), [turned, money]);
    // At the end of the day before, nothing had happened yet.
    assert_eq!(between("21-11-2026", "24-11-2026").await.unwrap(), [""; 0]);
    let money = format!("{COMMITMENT} [Geld]: Stoplicht gedraaid, Groen → Rood");
    let expected = format!("{COMMITMENT} [Verwacht gereed]: Datum verschoven, nog niet bekend → 2028");
    assert_eq!(between("25-11-2026", "27-11-2026").await.unwrap(), [money, expected]);
    for (from, to, field) in [
        ("20-11-2026", "27-11-2026", "van"),
        ("26-11-2026", "25-11-2026", "van"),
        ("21-11-2026", "28-11-2026", "tot"),
        ("gisteren", "27-11-2026", "van"),
        ("21-11-2026", "x", "tot"),
    ] {
        assert_eq!(between(from, to).await.unwrap_err().field, field, "{from} {to}");
    }
    assert_eq!(of_days(&cast.stranger, &Filter::default()).await.unwrap().shown, None);
});

on_both_databases!(a_meeting_can_look_at_a_day_that_is_over, async |database| {
    let mut cast: Cast = cast(database).await;
    let first = cast.frozen_meeting("22-11-2026").await;
    keep_end_of_day(database, at(1)).await.unwrap();
    cast.later(3);
    report(&cast.secretary, cast.commitment, RED, "").await;
    let second = cast.meeting("01-12-2026").await;
    assert_eq!(told(&cast.stranger, second).await.len(), 2, "as long as it is not frozen: until now");
    went_on(freeze(&cast.secretary, &freeze_form(second, "23-11-2026")).await.unwrap());
    assert_eq!(told(&cast.stranger, second).await, [""; 0]);
    assert_eq!(app::since::queries::of_meeting(&cast.stranger, first, &Filter::default()).await.unwrap().shown, None);
});

on_both_databases!(a_meeting_that_is_held_looked_at_its_own_day_when_nobody_froze_another, async |database| {
    let mut cast: Cast = cast(database).await;
    let first = cast.meeting("21-11-2026").await;
    cast.hold(first).await;
    let frozen = snapshot::Entity::find_by_id(first).one(&database.connection).await.unwrap().unwrap();
    assert_eq!(frozen.reference_date, cast.secretary.today());
    keep_end_of_day(database, at(1)).await.unwrap();
    cast.later(3);
    report(&cast.secretary, cast.commitment, RED, "").await;
    let second = cast.meeting("23-11-2026").await;
    assert_eq!(told(&cast.stranger, second).await.len(), 2, "since the one that was held");
    // Written down a day later: of the day itself is known how it ended.
    cast.hold(second).await;
    let frozen = snapshot::Entity::find_by_id(second).one(&database.connection).await.unwrap().unwrap();
    assert_eq!(dutch::date(frozen.reference_date), "23-11-2026");
    assert_eq!(told(&cast.stranger, second).await, [""; 0], "it was reported a day later");
});

on_both_databases!(the_number_of_queries_does_not_depend_on_what_there_is, async |database| {
    let cast = cast(database).await;
    let region = cast.secretary.actor().region.0;
    let once = Now::of(database, region, cast.secretary.today()).await.unwrap();
    assert_eq!(once, Now::of(database, region, cast.secretary.today()).await.unwrap());
    assert!(once.kept.subjects.len() > 10);
});

on_both_databases!(another_state_in_its_place_does_not_pass_unseen, async |database| {
    let cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    let faults = async || {
        let found = verify(&database.connection, BTreeSet::new()).await.unwrap();
        found.chains.into_iter().filter_map(|chain| chain.fault).map(|fault| fault.wrong).collect::<Vec<_>>()
    };
    assert_eq!(faults().await, []);
    let (drop, other) = match database.get_database_backend() {
        DbBackend::Postgres => ("DROP TRIGGER kept_states_are_final ON kept_states", "'\\x00'"),
        _ => ("DROP TRIGGER kept_states_no_update", "x'00'"),
    };
    database.execute_unprepared(drop).await.unwrap();
    database.execute_unprepared(&format!("UPDATE kept_states SET content = {other}")).await.unwrap();
    assert_eq!(faults().await, [Wrong::OtherState]);
});
