//! Telling a year, and changing it.

use app::allocations::commands::set;
use app::allocations::entity::{allocation, allocation_year};
use app::allocations::form::AllocationsForm;
use app::audit::entity::audit_entry;
use app::error::AppError;
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::target_group;
use app::storage::new_id;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::common::on_both_databases;
use crate::{MERENVELD, fields, filled, load_regions, now, refused, request_of, told, year_of};

on_both_databases!(a_number_changes_with_a_reason_and_its_history_says_why, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    told(&official, &filled(&official, "oosterzijl", 2025, "12", "8").await).await;
    let page = year_of(&official, "oosterzijl", 2025).await.unwrap();
    let number = page.content.numbers.values().next().unwrap();
    assert_eq!((number.total(), number.undivided(), page.version), (12, 4, 1));

    let without = filled(&official, "oosterzijl", 2025, "15", "8").await;
    assert_eq!(fields(&refused(&official, &without).await), ["reason"]);
    let gone = filled(&official, "oosterzijl", 2025, "", "").await;
    assert_eq!(fields(&refused(&official, &gone).await), ["reason"]);
    told(&official, &AllocationsForm { reason: "Drie waren vergeten.".to_owned(), ..without }).await;
    // The rest of it is told too: nothing that was given changes.
    told(
        &official,
        &AllocationsForm {
            note: "Geteld bij de start.".to_owned(),
            ..filled(&official, "oosterzijl", 2025, "15", "8").await
        },
    )
    .await;

    let page = year_of(&official, "oosterzijl", 2025).await.unwrap();
    assert_eq!((page.version, page.content.note.as_deref()), (3, Some("Geteld bij de start.")));
    let history: Vec<Event> = page.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(history, [Event::Changed, Event::Changed, Event::Created]);
    let change = &page.timeline[1].changes;
    assert_eq!(change[0].before, "Ouderen: 12 (Stichting Plaswonen 8, niet verdeeld 4)");
    assert_eq!(change[0].after, "Ouderen: 15 (Stichting Plaswonen 8, niet verdeeld 7)");
    assert_eq!(change[1].after, "Drie waren vergeten.");
    // Saving what is there changes nothing.
    let same = filled(&official, "oosterzijl", 2025, "15", "8").await;
    assert_eq!(set(&official, &same).await.unwrap(), FormReply::done("/toewijzingen?jaar=2025"));
    assert_eq!(year_of(&official, "oosterzijl", 2025).await.unwrap().version, 3);
});

on_both_databases!(who_saved_second_is_told_and_loses_nothing, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let (first, second) =
        (filled(&official, "oosterzijl", 2025, "12", "").await, filled(&driver, "oosterzijl", 2025, "14", "").await);
    told(&official, &first).await;
    let told_of = refused(&driver, &second).await;
    let conflict = told_of.conflict.unwrap();
    assert_eq!(
        (told_of.status, conflict.version, conflict.by.as_str()),
        (409, 1, "Medewerker van Gemeente Oosterzijl")
    );
    let field = &conflict.fields[0];
    assert_eq!((field.saved.as_str(), field.yours.as_str()), ("Ouderen: 12", "Ouderen: 14"));
    // Saving over it is a choice now, and wants its reason all the same.
    let again = AllocationsForm { conflict_version: conflict.version.to_string(), ..second };
    assert_eq!(fields(&refused(&driver, &again).await), ["reason"]);
    told(&driver, &AllocationsForm { reason: "Twee kwamen erbij.".to_owned(), ..again }).await;
    assert_eq!(year_of(&driver, "oosterzijl", 2025).await.unwrap().version, 2);
});

on_both_databases!(a_gemeente_tells_its_own_and_nobody_else_does, async |database| {
    load_regions(database).await;
    let executive = request_of(database, "Gemeente Oosterzijl", Role::Executive).await;
    told(&executive, &filled(&executive, "oosterzijl", 2025, "3", "").await).await;
    for (organisation, role) in [
        ("Gemeente Brinkerdam", Role::Staff),
        ("Stichting Plaswonen", Role::Staff),
        ("Gemeente Oosterzijl", Role::Reader),
        ("Gemeente Oosterzijl", Role::Administrator),
    ] {
        let other = request_of(database, organisation, role).await;
        let page = year_of(&other, "oosterzijl", 2025).await.unwrap();
        assert!(!page.may_set && page.content.numbers.len() == 1, "{organisation} reads");
        let asked = filled(&other, "oosterzijl", 2025, "4", "").await;
        assert_eq!(set(&other, &asked).await.unwrap_err(), AppError::Forbidden, "{role:?} of {organisation}");
    }
    let denied = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::Denied.code()));
    assert_eq!(denied.count(&database.connection).await.unwrap(), 4);
    let elsewhere = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(year_of(&elsewhere, "oosterzijl", 2025).await.unwrap_err(), AppError::NotFound);
    let form = AllocationsForm { municipality: "oosterzijl".to_owned(), ..AllocationsForm::default() };
    assert_eq!(set(&elsewhere, &form).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(what_cannot_be_is_refused_and_nothing_is_saved, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let good = filled(&official, "oosterzijl", 2025, "12", "8").await;
    for year in ["2027", "1999", "nu", ""] {
        let told = refused(&official, &AllocationsForm { year: year.to_owned(), ..good.clone() }).await;
        assert!(told.problems[0].message.contains("van 2000 tot en met 2026"), "{year}");
    }
    let mut much = good.clone();
    much.parts[0].count = "13".to_owned();
    assert_eq!(fields(&refused(&official, &much).await), [format!("count-{}", good.counts[0].group)]);
    // Of another region, or of nobody.
    let mut strange = good.clone();
    strange.parts[0].organisation = new_id().to_string();
    assert_eq!(fields(&refused(&official, &strange).await), [""]);
    let mut strange = good.clone();
    let starters = target_group::Entity::find().filter(target_group::Column::Name.eq("Starters"));
    strange.parts.clear();
    strange.counts[0].group = starters.one(&database.connection).await.unwrap().unwrap().id.to_string();
    assert_eq!(fields(&refused(&official, &strange).await), [""]);
    let nothing = filled(&official, "oosterzijl", 2025, "", "").await;
    assert_eq!(fields(&refused(&official, &nothing).await), [""]);
    assert_eq!(allocation_year::Entity::find().count(&database.connection).await.unwrap(), 0);
});

on_both_databases!(the_database_counts_nothing_twice, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    told(&official, &filled(&official, "oosterzijl", 2025, "12", "8").await).await;
    let connection = &database.connection;
    let parts = allocation::Entity::find().all(connection).await.unwrap();
    assert_eq!(parts.len(), 2);
    for part in &parts {
        let twice = allocation::Model { id: new_id(), ..part.clone() };
        assert!(twice.into_active_model().insert(connection).await.is_err(), "{part:?}");
        for count in [-1, 100_001] {
            let mut wrong = part.clone().into_active_model();
            wrong.count = Set(count);
            assert!(wrong.update(connection).await.is_err(), "{count}");
        }
    }
    let year = allocation_year::Entity::find().one(connection).await.unwrap().unwrap();
    let twice = allocation_year::Model { id: new_id(), ..year.clone() };
    assert!(twice.into_active_model().insert(connection).await.is_err());
    year.delete(connection).await.unwrap();
    assert_eq!(allocation::Entity::find().count(connection).await.unwrap(), 0);
});

on_both_databases!(a_region_file_adds_what_nobody_told_and_no_more, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    told(&official, &filled(&official, "oosterzijl", 2025, "12", "").await).await;
    let of = |code: &str| {
        format!(
            "[[allocation]]\nmunicipality = \"{code}\"\nyear = 2025\nexample = true\nparts = [{{ target_group = \"Ouderen\", \
             organisation = \"Stichting Plaswonen\", count = 5 }}, {{ target_group = \"Ouderen\", count = 2 }}]\n"
        )
    };
    let file = parse(&format!("{MERENVELD}\n{}{}", of("GM9901"), of("GM9903"))).unwrap();
    assert!(!load(database, &file, now()).await.unwrap().is_unchanged());
    assert!(load(database, &file, now()).await.unwrap().is_unchanged());
    let own = year_of(&official, "oosterzijl", 2025).await.unwrap();
    assert_eq!((own.content.numbers.values().next().unwrap().total(), own.example), (12, false));
    let other = year_of(&official, "brinkerdam", 2025).await.unwrap();
    assert_eq!((other.content.numbers.values().next().unwrap().total(), other.example), (7, true));
    assert_eq!(other.timeline[0].event, Event::Loaded);
    // Who puts their own numbers there takes the mark away.
    let staff = request_of(database, "Gemeente Brinkerdam", Role::Staff).await;
    let form = filled(&staff, "brinkerdam", 2025, "9", "5").await;
    told(&staff, &AllocationsForm { reason: "Echte aantallen.".to_owned(), ..form }).await;
    assert!(!year_of(&staff, "brinkerdam", 2025).await.unwrap().example);
});
