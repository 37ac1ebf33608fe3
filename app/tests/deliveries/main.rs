//! The ledger of deliveries: who writes what in it, what it adds up to, and what the database itself refuses.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod balance;
mod cast;
#[path = "../common/mod.rs"]
mod common;
mod evidence;

use std::collections::BTreeMap;

use app::deliveries::commands::{correct, report, verify};
use app::deliveries::entity::{delivery, lot};
use app::deliveries::form::{GONE, ReportForm};
use app::deliveries::queries::{Filter, State, deliveries, ledger};
use app::error::AppError;
use app::projects::commands::change;
use app::projects::form::{PartyRow, ProjectForm, UNCOUNTED};
use app::projects::queries::edit_page;
use app::regions::entity::organisation;
use app::request::Request;
use app::targets::entity::measure;
use app::targets::queries::{Asked, overview};
use cast::{cast, fields, kinds, newest_report, rejected, request_of, standing, went_on};
use common::on_both_databases;
use domain::organisations::Role;
use domain::tasks::TaskKind;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use uuid::Uuid;

on_both_databases!(four_of_twenty_four_go_back_and_turn_out_to_be_of_another_type, async |database| {
    let cast = cast(database).await;
    let care = Some(cast.care.parse().unwrap());
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let reported = newest_report(database).await;
    assert_eq!(standing(database, cast.project).await, BTreeMap::from([(care, (0, 24, 0))]));
    assert_eq!((kinds(&cast.official).await, kinds(&cast.builder).await), (vec![TaskKind::VerifyDelivery], vec![]));

    went_on(verify(&cast.official, &cast.verdict(reported, "20", "4").await).await.unwrap());
    assert_eq!(standing(database, cast.project).await, BTreeMap::from([(care, (20, 0, 4))]));
    assert_eq!((kinds(&cast.official).await, kinds(&cast.builder).await), (vec![], vec![TaskKind::CorrectDelivery]));

    went_on(correct(&cast.builder, &cast.correction(reported, "4", UNCOUNTED).await).await.unwrap());
    let expected = BTreeMap::from([(care, (20, 0, 0)), (None, (0, 4, 0))]);
    assert_eq!(standing(database, cast.project).await, expected);
    let page = cast.page().await;
    let acts: Vec<&str> = page.entries.iter().map(|entry| entry.act.label()).collect();
    assert_eq!(acts, ["Gecorrigeerd", "Teruggegeven", "Geverifieerd", "Gemeld"]);
    assert_eq!((page.head.there, page.entries[0].of), (24, Some(1)));
    let said = &page.entries[3];
    let said = (said.delivered_on.as_deref(), said.address.as_deref(), said.external_id.as_deref());
    assert_eq!(said, (Some("20-11-2026"), Some("Zuidmolen 1 t/m 24"), None));

    let waiting = Filter { state: Some(State::Waiting), page: 1, ..Filter::default() };
    let listed = deliveries(&cast.official, &waiting).await.unwrap();
    assert_eq!((listed.total, listed.sums), (1, (4, 0, 0)));
});

on_both_databases!(nobody_verifies_what_they_reported_themselves, async |database| {
    let cast = cast(database).await;
    let form = edit_page(&cast.official, cast.project).await.unwrap().form;
    let own = organisation::Entity::find().filter(organisation::Column::Name.eq("Gemeente Oosterzijl"));
    let own = own.one(&database.connection).await.unwrap().unwrap().id.to_string();
    let mut parties = form.parties.clone();
    parties.push(PartyRow { role: "ontwikkelaar".to_owned(), organisation: own });
    went_on(change(&cast.official, &ProjectForm { parties, ..form }).await.unwrap());
    went_on(report(&cast.official, &cast.report("3").await, None).await.unwrap());
    let reported = newest_report(database).await;
    assert_eq!(fields(verify(&cast.official, &cast.verdict(reported, "3", "").await).await.unwrap()), ["verified"]);
    assert_eq!(kinds(&cast.official).await, []);
    // Neither when a colleague says that part of it is something else, nor does that colleague check that part.
    let colleague = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    went_on(correct(&colleague, &cast.correction(reported, "1", UNCOUNTED).await).await.unwrap());
    let corrected = newest_report(database).await;
    for writer in [&cast.official, &colleague] {
        let verdict = cast.verdict(corrected, "1", "").await;
        assert_eq!(fields(verify(writer, &verdict).await.unwrap()), ["verified"]);
    }
    assert_eq!((kinds(&cast.official).await, kinds(&colleague).await), (vec![], vec![TaskKind::VerifyDelivery]));
    went_on(verify(&colleague, &cast.verdict(reported, "2", "").await).await.unwrap());
    assert_eq!(kinds(&colleague).await, []);
    let third = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    went_on(verify(&third, &cast.verdict(corrected, "1", "").await).await.unwrap());
});

on_both_databases!(what_cannot_be_is_refused_and_leaves_no_trace, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let reported = newest_report(database).await;
    let before = cast.page().await;
    // More than the project holds, more than waits, more than was reported, and what is another's to do.
    assert_eq!(fields(report(&cast.builder, &cast.report("37").await, None).await.unwrap()), ["explanation"]);
    assert_eq!(fields(verify(&cast.official, &cast.verdict(reported, "20", "5").await).await.unwrap()), ["returned"]);
    let too_many = cast.correction(reported, "25", UNCOUNTED).await;
    assert_eq!(fields(correct(&cast.builder, &too_many).await.unwrap()), ["count"]);
    let same = cast.correction(reported, "4", &cast.care).await;
    assert_eq!(fields(correct(&cast.builder, &same).await.unwrap()), ["count"]);
    assert_eq!(report(&cast.official, &cast.report("1").await, None).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(verify(&cast.builder, &cast.verdict(reported, "1", "").await).await.unwrap_err(), AppError::Forbidden);
    let nowhere = cast.verdict(Uuid::now_v7(), "1", "").await;
    assert_eq!(verify(&cast.official, &nowhere).await.unwrap_err(), AppError::NotFound);
    let unknown = ReportForm { kind: Uuid::now_v7().to_string(), ..cast.report("1").await };
    assert_eq!(fields(report(&cast.builder, &unknown, None).await.unwrap()), ["kind"]);
    assert_eq!(cast.page().await, before);
    // What was sent twice is told so.
    let seen = cast.report("2").await;
    went_on(report(&cast.builder, &seen, None).await.unwrap());
    assert_eq!(rejected(report(&cast.builder, &seen, None).await.unwrap()).status, 409);
    // With an explanation the ledger takes it, and the project can not shrink below what is there.
    let explained = ReportForm { explanation: "Twee woningen zijn gesplitst.".to_owned(), ..cast.report("37").await };
    went_on(report(&cast.builder, &explained, None).await.unwrap());
    assert_eq!(cast.page().await.head.there, 63);
    let form = edit_page(&cast.official, cast.project).await.unwrap().form;
    let smaller = ProjectForm { dwellings: "50".to_owned(), ..form };
    assert_eq!(fields(change(&cast.official, &smaller).await.unwrap()), ["dwellings"]);
});

on_both_databases!(what_was_never_there_is_taken_off, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let reported = newest_report(database).await;
    went_on(verify(&cast.official, &cast.verdict(reported, "24", "").await).await.unwrap());
    went_on(correct(&cast.builder, &cast.correction(reported, "5", GONE).await).await.unwrap());
    assert_eq!(cast.page().await.head.there, 19);
    assert_eq!(
        standing(database, cast.project).await,
        BTreeMap::from([(Some(cast.care.parse().unwrap()), (19, 0, 0))])
    );
});

on_both_databases!(the_database_itself_keeps_the_ledger, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let reported = delivery::Entity::find().one(&database.connection).await.unwrap().unwrap();
    for statement in [
        "UPDATE deliveries SET count = 25",
        "DELETE FROM deliveries",
        "UPDATE deliveries SET reason = 'anders' WHERE sequence = 1",
    ] {
        assert!(database.connection.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    let official: Uuid = cast.official.actor().user.into();
    let next = |act: &str, of: Option<Uuid>, count: i32, user: Uuid| delivery::ActiveModel {
        id: Set(Uuid::now_v7()),
        sequence: Set(2),
        act: Set(act.to_owned()),
        of_id: Set(of),
        count: Set(count),
        user_id: Set(user),
        reason: Set((act != "gemeld").then(|| "Reden".to_owned())),
        ..reported.clone().into_active_model()
    };
    let refused = [
        ("verified by who reported", next("geverifieerd", Some(reported.id), 1, reported.user_id)),
        ("more than was reported", next("geverifieerd", Some(reported.id), 25, official)),
        ("corrected more than was reported", next("gecorrigeerd", Some(reported.id), 25, official)),
        ("more than the project holds", next("gemeld", None, 37, official)),
        ("less than one", next("gemeld", None, 0, official)),
        ("points at nothing", next("geverifieerd", Some(Uuid::now_v7()), 1, official)),
        ("a report that points", next("gemeld", Some(reported.id), 1, official)),
        ("a number that is taken", delivery::ActiveModel { sequence: Set(1), ..next("gemeld", None, 1, official) }),
    ];
    for (what, row) in refused {
        assert!(row.insert(&database.connection).await.is_err(), "{what}");
    }
    assert_eq!(delivery::Entity::find().count(&database.connection).await.unwrap(), 1);
    assert!(next("geverifieerd", Some(reported.id), 24, official).insert(&database.connection).await.is_ok());
});

on_both_databases!(what_is_kept_of_a_ledger_says_no_more_than_the_ledger, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let reported = newest_report(database).await;
    went_on(verify(&cast.official, &cast.verdict(reported, "20", "4").await).await.unwrap());
    went_on(correct(&cast.builder, &cast.correction(reported, "4", UNCOUNTED).await).await.unwrap());
    let lots = lot::Entity::find().count(&database.connection).await.unwrap();
    for statement in [
        "UPDATE delivery_lots SET waiting = waiting + 1",
        "UPDATE delivery_lots SET verified = 21 WHERE verified = 20",
        "UPDATE delivery_lots SET waiting = waiting - 1, verified = verified + 1 WHERE waiting > 0",
        "UPDATE delivery_lots SET measure_id = NULL WHERE measure_id IS NOT NULL",
        "INSERT INTO delivery_lots (id, project_id, measure_id, delivered_on, external_id, waiting, verified, returned) \
         SELECT id, project_id, measure_id, '2026-11-20', NULL, count, 0, 0 FROM deliveries WHERE act = 'geverifieerd'",
        "UPDATE project_counts SET count = 61",
        "UPDATE projects SET dwellings = 23",
    ] {
        assert!(database.connection.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    assert_eq!(lot::Entity::find().count(&database.connection).await.unwrap(), lots);
});

on_both_databases!(a_delivery_exists_for_who_may_see_its_project, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    let form = edit_page(&cast.official, cast.project).await.unwrap().form;
    let close = ProjectForm { confidentiality: "intern-ambtelijk".to_owned(), ..form };
    went_on(change(&cast.official, &close).await.unwrap());
    let all = Filter { page: 1, ..Filter::default() };
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    assert_eq!(ledger(&stranger, cast.project).await.unwrap_err(), AppError::NotFound);
    assert_eq!(deliveries(&stranger, &all).await.unwrap().total, 0);
    assert_eq!(deliveries(&cast.official, &all).await.unwrap().total, 1);
});
