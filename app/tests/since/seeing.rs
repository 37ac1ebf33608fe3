//! Who is told what.

use app::commitments::entity::commitment;
use app::projects::entity::project as projects;
use app::since::filter::Filter;
use domain::since::Kind;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::cast::{cast, project, report, shown, told};
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
