//! What the chains prove, and what happens when somebody goes around the program.

use std::collections::BTreeSet;

use app::audit::chain::{self, Fault, INSTALLATION, Wrong};
use app::audit::entity::{audit_entry, audit_head};
use app::audit::export::export;
use app::audit::verify::{Verification, verify};
use app::audit::{Author, Subject, record};
use app::regions::file::parse_with_users;
use app::regions::load::load;
use app::storage::{begin_write, connect_to_read};
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use super::common::{TestDatabase, on_both_databases};
use super::{TWENTE, add, drop_triggers, entries_of, load_region, new_user, now};

const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");

async fn verified(database: &DatabaseConnection) -> Verification {
    verify(database, BTreeSet::new()).await.unwrap()
}

/// The only fault there is.
async fn fault(database: &DatabaseConnection) -> Fault {
    let mut faults: Vec<Fault> = verified(database).await.chains.into_iter().filter_map(|chain| chain.fault).collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

on_both_databases!(a_filled_region_is_as_it_was_recorded, async |database| {
    load_region(database).await;
    load(database, &parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap(), now()).await.unwrap();
    // As the command opens it, while the server has it open too.
    let reader = connect_to_read(&database.url).await.unwrap();
    let found = verified(&reader).await;
    assert!(found.is_sound(), "{found:?}");
    let names: Vec<Option<&str>> = found.chains.iter().map(|chain| chain.region.as_deref()).collect();
    assert_eq!(names, [None, Some("Merenveld"), Some("Twente")]);
    let twente = &found.chains[2];
    let entries = entries_of(database, twente.chain).await;
    assert_eq!(twente.entries, i64::try_from(entries.len()).unwrap());
    assert!(twente.entries > 57);
    assert_eq!(twente.last_hash, entries.last().unwrap().hash);

    let (some, none) = (entries[20].hash.clone(), "0".repeat(64));
    let found = verify(&reader, BTreeSet::from([some, none.clone()])).await.unwrap();
    assert_eq!(found.absent, BTreeSet::from([none]));
    assert!(!found.is_sound());
    let refused = reader.execute_unprepared("CREATE TABLE mine (id integer)").await;
    assert_eq!(refused.is_err(), reader.get_database_backend() == DbBackend::Sqlite);
    reader.close().await.unwrap();
});

on_both_databases!(fifty_at_once_make_one_chain_without_gaps, async |database| {
    let region = load_region(database).await;
    let before = entries_of(database, region).await.len();
    // The installation's chain begins here: the first entry is fought over too.
    let authors = [Author::nobody(region, now()), Author::installation(now())];
    let writers = authors.into_iter().flat_map(|author| std::iter::repeat_n(author, 50));
    let writers: Vec<_> = writers
        .map(|author| {
            let database = database.connection.clone();
            tokio::spawn(async move { add(&database, &author, Event::LoginFailed, Subject::Installation).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    for (chain, count) in [(region, before + 50), (INSTALLATION, 50)] {
        let numbers: Vec<i64> = entries_of(database, chain).await.iter().map(|entry| entry.sequence).collect();
        assert_eq!(numbers, (1..=i64::try_from(count).unwrap()).collect::<Vec<_>>());
    }
    assert!(verified(database).await.is_sound());
});

on_both_databases!(what_is_rolled_back_leaves_no_gap, async |database| {
    let region = load_region(database).await;
    let author = Author::nobody(region, now());
    let transaction = begin_write(database).await.unwrap();
    record(&transaction, &author, Event::Changed, Subject::Region(region), &[]).await.unwrap();
    transaction.rollback().await.unwrap();
    add(database, &author, Event::Changed, Subject::Region(region)).await;
    assert!(verified(database).await.is_sound());
});

/// One column of one row, set to an expression.
async fn set(database: &DatabaseConnection, entry: &audit_entry::Model, assignment: &str) {
    let statement = format!("UPDATE audit_entries SET {assignment} WHERE hash = '{}'", entry.hash);
    assert_eq!(database.execute_unprepared(&statement).await.unwrap().rows_affected(), 1);
}

on_both_databases!(one_changed_byte_is_found_with_its_entry, async |database| {
    let region = load_region(database).await;
    let entries = entries_of(database, region).await;
    let entry = &entries[3];
    drop_triggers(database).await;
    let user = new_user(database, "Jansen", "Gemeente Oosterzijl", Role::Staff).await;
    let uuid = |id: Uuid| match database.get_database_backend() {
        DbBackend::Postgres => format!("'{id}'"),
        _ => format!("x'{}'", id.simple()),
    };
    let sets_and_back = [
        ("event = 'ingelezem'".to_owned(), "event = 'ingelezen'".to_owned()),
        ("subject_type = 'commitmenu'".to_owned(), "subject_type = 'commitment'".to_owned()),
        ("changes = replace(changes, 'a', 'b')".to_owned(), format!("changes = '{}'", entry.changes)),
        (format!("user_id = {}", uuid(user)), "user_id = NULL".to_owned()),
        (format!("subject_id = {}", uuid(region)), format!("subject_id = {}", uuid(entry.subject_id))),
        ("region_id = NULL".to_owned(), format!("region_id = {}", uuid(region))),
        ("at = '2026-11-21T10:00:00.000001+00:00'".to_owned(), "at = '2026-11-21T10:00:00+00:00'".to_owned()),
        (
            // No hash has an x: it is always another one.
            "previous_hash = 'x' || substr(previous_hash, 2)".to_owned(),
            format!("previous_hash = '{}'", entry.previous_hash),
        ),
    ];
    for (damage, repair) in sets_and_back {
        set(database, entry, &damage).await;
        let expected = Fault { sequence: 4, entry: Some(entry.id), wrong: Wrong::Changed };
        assert_eq!(fault(database).await, expected, "{damage}");
        set(database, entry, &repair).await;
        assert!(verified(database).await.is_sound(), "{repair}");
    }
    if database.get_database_backend() == DbBackend::Sqlite {
        for unreadable in ["at = '2026-11-21 10:00:00+00:00'", "at = 'gisteren'", "subject_id = x'00'"] {
            set(database, entry, unreadable).await;
            let found = fault(database).await;
            assert_eq!((found.sequence, found.entry), (4, Some(entry.id)), "{unreadable}");
            assert!(matches!(found.wrong, Wrong::Unreadable(_)), "{unreadable}: {found}");
            let whole = format!("at = '2026-11-21T10:00:00+00:00', subject_id = {}", uuid(entry.subject_id));
            set(database, entry, &whole).await;
        }
    }
    // The entry's own hash, and an entry that is replaced together with it.
    set(database, entry, &format!("hash = '{}'", "0".repeat(64))).await;
    assert_eq!(fault(database).await.entry, Some(entry.id));
});

on_both_databases!(a_replaced_entry_is_found_by_the_next_one, async |database| {
    let region = load_region(database).await;
    let entries = entries_of(database, region).await;
    drop_triggers(database).await;
    let mut forged = entries[3].clone();
    entries[3].clone().delete(&database.connection).await.unwrap();
    forged.changes = "[]".to_owned();
    forged.hash = chain::hash(&forged);
    audit_entry::Entity::insert(forged.into_active_model()).exec_without_returning(&database.connection).await.unwrap();
    let expected = Fault { sequence: 5, entry: Some(entries[4].id), wrong: Wrong::Unlinked };
    assert_eq!(fault(database).await, expected);
});

on_both_databases!(a_cut_tail_is_found_and_a_removed_chain_too, async |database| {
    let region = load_region(database).await;
    let entries = entries_of(database, region).await;
    drop_triggers(database).await;
    let (last, count) = (entries.last().unwrap(), i64::try_from(entries.len()).unwrap());
    last.clone().delete(&database.connection).await.unwrap();
    let expected = Fault { sequence: count, entry: None, wrong: Wrong::CutOff { head: count } };
    assert_eq!(fault(database).await, expected);

    // With the head set back the shorter chain is whole in itself: that is what expected hashes are for.
    database.connection.execute_unprepared("DELETE FROM audit_heads").await.unwrap();
    let before = &entries[entries.len() - 2];
    assert_eq!(fault(database).await.wrong, Wrong::Headless);
    let head = audit_head::Model { chain: region, sequence: before.sequence, hash: before.hash.clone() };
    audit_head::Entity::insert(head.into_active_model()).exec_without_returning(&database.connection).await.unwrap();
    assert!(verified(database).await.is_sound());
    let found = verify(database, BTreeSet::from([last.hash.clone()])).await.unwrap();
    assert_eq!(found.absent, BTreeSet::from([last.hash.clone()]));

    for statement in ["DELETE FROM audit_entries", "DELETE FROM audit_heads"] {
        database.connection.execute_unprepared(statement).await.unwrap();
    }
    assert_eq!(fault(database).await.wrong, Wrong::Emptied);
});

on_both_databases!(the_export_holds_what_the_hashes_were_taken_over, async |database| {
    load_region(database).await;
    add(database, &Author::installation(now()), Event::LoginFailed, Subject::Installation).await;
    let mut out = Vec::new();
    let count = export(database, &mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<serde_json::Map<String, serde_json::Value>> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len() as u64, count);
    assert_eq!(
        (lines[0]["event"].as_str(), lines[0]["chain"].as_str()),
        (Some("inloggen-mislukt"), Some("00000000-0000-0000-0000-000000000000"),)
    );
    assert_eq!(lines[0]["region_id"], serde_json::Value::Null);
    assert_eq!(lines[1]["at"].as_str(), Some("2026-11-21T10:00:00.000000Z"));
    assert_eq!(lines[2]["previous_hash"], lines[1]["hash"]);
});

on_both_databases!(reading_makes_and_migrates_nothing, async |database: &TestDatabase| {
    database.connection.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE '%audit'").await.unwrap();
    let error = connect_to_read(&database.url).await.unwrap_err();
    assert!(error.to_string().contains("woonzorgagenda migrate"), "{error}");
    let absent = format!("{}-that-is-not-there", database.url);
    assert!(connect_to_read(&absent).await.is_err());
    assert!(Database::connect(&absent).await.is_err());
});
