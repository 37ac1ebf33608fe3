//! Who is told what.

use app::commitments::entity::commitment;
use app::deadlines::commands::{change, set_phase};
use app::deadlines::entity::deadline;
use app::deadlines::form::{DeadlineForm, PhaseForm};
use app::deadlines::queries::{edit_page, phase_page};
use app::projects::entity::{project as projects, project_phase};
use app::since::filter::Filter;
use app::since::keeping::keep_end_of_day;
use app::since::queries::of_meeting;
use app::targets::entity::target;
use domain::since::Kind;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::cast::{BUILDER, Cast, at, cast, hold, lines, organisation_id, project, report, shown, told, went_on};
use super::common::on_both_databases;

on_both_databases!(each_change_is_told_once_with_old_and_new, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    report(&cast.secretary, cast.commitment, ["groen", "rood", "oranje"], "2028").await;
    cast.later(3);
    report(&cast.secretary, cast.commitment, ["oranje", "rood", "oranje"], "2029").await;
    project(&cast.builder, "Hof van Zuid", "openbaar").await;
    let second = cast.frozen_meeting("26-11-2026").await;
    let commitment = "M-01 Acht hofwoningen in Lindewaard (Lindewaard)";
    assert_eq!(
        told(&cast.stranger, second).await,
        [
            format!("{commitment} [Planning]: Stoplicht gedraaid, Oranje → Rood"),
            format!("{commitment} [Verwacht gereed]: Datum verschoven, nog niet bekend → 2029"),
            "Hof van Zuid (Oosterzijl): Nieuw project".to_owned(),
        ]
    );
    let only = |place: Option<&str>, kind| Filter { place: place.map(str::to_owned), kind, ..Filter::default() };
    let of_kind = shown(&cast.stranger, second, &only(None, Some(Kind::ProjectAdded))).await;
    assert_eq!((of_kind.total, of_kind.kinds.len(), of_kind.places.len()), (1, 3, 1));
    assert_eq!(shown(&cast.stranger, second, &only(Some("lindewaard"), None)).await.total, 2);
    let unknown = shown(&cast.stranger, second, &only(Some("nergens"), None)).await;
    assert_eq!((unknown.total, unknown.unknown), (3, vec!["gemeente=nergens".to_owned()]));
    // What happens afterwards is nothing that this meeting looks at.
    cast.later(6);
    report(&cast.secretary, cast.commitment, ["groen", "groen", "groen"], "2027").await;
    assert_eq!(told(&cast.stranger, second).await.len(), 3);
});

on_both_databases!(a_deadline_that_was_moved_and_a_phase_that_was_told_are_lines, async |database| {
    let mut cast = cast(database).await;
    let first = PhaseForm { phase: "concept".to_owned(), ..phase_form(&cast, "jaargesprek").await };
    went_on(set_phase(&cast.secretary, &first).await.unwrap());
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    let id = deadline_id(database, "dorpsplan").await;
    let form = edit_page(&cast.secretary, id).await.unwrap().form;
    went_on(change(&cast.secretary, &DeadlineForm { due: "1-9-2027".to_owned(), ..form }).await.unwrap());
    for key in ["dorpsplan", "jaargesprek"] {
        let told = PhaseForm { phase: "inspraak".to_owned(), ..phase_form(&cast, key).await };
        went_on(set_phase(&cast.secretary, &told).await.unwrap());
    }
    let second = cast.frozen_meeting("26-11-2026").await;
    assert_eq!(
        told(&cast.stranger, second).await,
        [
            "Dorpsplan vastgesteld [Termijn]: Termijn gewijzigd, 1e kwartaal 2027 → 01-09-2027",
            "Dorpsplan vastgesteld (Oosterzijl): Andere fase van een termijn, nog niet gemeld → Inspraak",
            "Jaargesprek met de corporatie (Oosterzijl): Andere fase van een termijn, Concept → Inspraak",
        ]
    );
});

async fn deadline_id(database: &DatabaseConnection, key: &str) -> Uuid {
    let row = deadline::Entity::find().filter(deadline::Column::Key.eq(key)).one(database).await.unwrap();
    row.unwrap().id
}

/// Of the gemeente of the secretary, as it stands now.
async fn phase_form(cast: &Cast, key: &str) -> PhaseForm {
    let id = deadline_id(cast.secretary.database(), key).await;
    phase_page(&cast.secretary, id, "oosterzijl").await.unwrap().form
}

on_both_databases!(nobody_is_told_of_what_they_may_not_see, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    project(&cast.builder, "Hof van Zuid", "intern-raad-college").await;
    let concept = commitment::Entity::find().filter(commitment::Column::Title.eq("Starterswoning na de opvang"));
    let concept = concept.one(&database.connection).await.unwrap().unwrap();
    let mut changed = concept.into_active_model();
    changed.due = Set(Some("2027".to_owned()));
    changed.update(&database.connection).await.unwrap();
    let second = cast.frozen_meeting("26-11-2026").await;
    let due = "M-01 Starterswoning na de opvang (Brinkerdam) [Gereed]: Datum verschoven, nog niet bekend → 2027";
    let added = "Hof van Zuid (Oosterzijl): Nieuw project";
    // Their own gemeente comes first.
    assert_eq!(told(&cast.secretary, second).await, [added, due]);
    assert_eq!(told(&cast.builder, second).await, [added]);
    assert_eq!(told(&cast.stranger, second).await, [""; 0]);
});

on_both_databases!(what_became_confidential_is_not_told_of_the_past, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    let added = project(&cast.builder, "Hof van Zuid", "openbaar").await;
    let second = cast.frozen_meeting("26-11-2026").await;
    assert_eq!(told(&cast.stranger, second).await, ["Hof van Zuid (Oosterzijl): Nieuw project"]);
    let row = projects::Entity::find_by_id(added).one(&database.connection).await.unwrap().unwrap();
    let mut changed = row.into_active_model();
    changed.confidentiality = Set("intern-raad-college".to_owned());
    changed.update(&database.connection).await.unwrap();
    // As any write does, this one would have added to the trail.
    report(&cast.secretary, cast.commitment, ["oranje", "oranje", "oranje"], "").await;
    assert_eq!(told(&cast.stranger, second).await, [""; 0]);
    assert_eq!(told(&cast.builder, second).await, ["Hof van Zuid (Oosterzijl): Nieuw project"]);
});

on_both_databases!(what_a_corporatie_takes_of_a_target_is_told_with_why, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    let connection = &database.connection;
    let place = target::Entity::find().filter(target::Column::MunicipalityId.is_not_null());
    let own = place.one(connection).await.unwrap().unwrap();
    let mut part = own.into_active_model();
    part.id = Set(Uuid::now_v7());
    part.organisation_id = Set(Some(organisation_id(connection, BUILDER).await));
    part.value = Set(40);
    part.motivation = Set(Some("Zoals in de prestatieafspraak.".to_owned()));
    part.insert(connection).await.unwrap();
    let second = cast.frozen_meeting("26-11-2026").await;
    let changes = told(&cast.stranger, second).await;
    assert_eq!(changes.len(), 1, "{changes:?}");
    for part in ["Doelen van Oosterzijl", "deel van Stichting Plaswonen]: Doelaantal gewijzigd, 40 (Zoals in de"] {
        assert!(changes[0].contains(part), "{changes:?}");
    }
});

on_both_databases!(a_phase_that_was_foreseen_begins_though_nobody_does_anything, async |database| {
    let mut cast = cast(database).await;
    for (phase, days) in [("initiatief", -1), ("ontwerp", 3)] {
        let row = project_phase::ActiveModel {
            project_id: Set(cast.project),
            phase: Set(phase.to_owned()),
            began: Set(at(days).date_naive()),
        };
        row.insert(&database.connection).await.unwrap();
    }
    keep_end_of_day(database, at(1)).await.unwrap();
    cast.later(9);
    let days =
        |from: &str, to: &str| Filter { from: Some(from.to_owned()), to: Some(to.to_owned()), ..Filter::default() };
    let between = async |from: &str, to: &str| {
        let page = app::since::queries::of_days(&cast.stranger, &days(from, to)).await.unwrap();
        lines(&page.shown.unwrap())
    };
    let began = "Hof van Noord (Oosterzijl): Andere fase, 2 Initiatief → 4 Ontwerp";
    assert_eq!(between("22-11-2026", "24-11-2026").await, [began]);
    assert_eq!(between("22-11-2026", "23-11-2026").await, [""; 0]);
    assert_eq!(between("24-11-2026", "30-11-2026").await, [""; 0]);
});

on_both_databases!(a_meeting_that_was_held_without_freezing_looks_at_its_own_day, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    let second = cast.meeting("26-11-2026").await;
    cast.later(4);
    report(&cast.secretary, cast.commitment, ["rood", "oranje", "oranje"], "").await;
    cast.later(5);
    hold(&database.connection, second).await;
    cast.later(6);
    keep_end_of_day(database, at(6)).await.unwrap();
    report(&cast.secretary, cast.commitment, ["groen", "groen", "groen"], "").await;
    let page = of_meeting(&cast.stranger, second, &Filter::default()).await.unwrap();
    assert!(!page.frozen);
    assert_eq!(page.to.label, "eind van 26 november 2026");
    let changes = lines(&page.shown.unwrap());
    assert_eq!(
        changes,
        ["M-01 Acht hofwoningen in Lindewaard (Lindewaard) [Inhoud]: Stoplicht gedraaid, Oranje → Rood"]
    );
});
