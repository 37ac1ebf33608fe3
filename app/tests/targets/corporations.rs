//! What corporaties take of the number of a gemeente.

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::dashboard::queries::dashboard;
use app::error::AppError;
use app::regions::entity::organisation;
use app::request::Request;
use app::targets::commands::set;
use app::targets::edit::{self, EditPage};
use app::targets::entity::target;
use app::targets::form::TargetsForm;
use app::targets::queries::{Asked, overview};
use app::ui::form::FormReply;
use domain::organisations::Role;
use domain::progress::Reckoning;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::common::{TestDatabase, on_both_databases};
use crate::{MERENVELD, region_of, rejected, somebody, typed};

async fn corporation(database: &TestDatabase, name: &str) -> String {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(&database.connection).await.unwrap().unwrap().id.to_string()
}

/// What somebody types for a corporatie in Enschede, in the form as it is opened now.
async fn typed_within(request: &Request, corporation: &str, value: &str, motivation: &str) -> TargetsForm {
    let mut form = typed(request, "enschede", value, motivation).await;
    form.corporation = corporation.to_owned();
    if let Ok(shown) = edit::page(request, "enschede", corporation, "basis").await {
        let saved = shown.page.saved(form.values[0].measure.parse().unwrap());
        form.values[0].version = saved.map(|row| row.version.to_string()).unwrap_or_default();
    }
    form
}

async fn saves(request: &Request, form: &TargetsForm) -> String {
    match set(request, form).await.unwrap() {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

async fn enschede(request: &Request) -> EditPage {
    edit::page(request, "enschede", "", "basis").await.unwrap()
}

/// What is left to divide of the measure that [`typed`] fills in.
fn left(page: &EditPage) -> Option<i64> {
    let care = page.page.measures.iter().position(|row| row.key == "zorggeschikt").unwrap();
    page.division.as_ref().unwrap().sums[care].left()
}

on_both_databases!(a_gemeente_divides_its_number_and_sees_what_is_left, async |database| {
    region_of(database, "twente").await;
    let official = somebody(database, "Gemeente Enschede", Role::Staff).await;
    saves(&official, &typed(&official, "enschede", "400", "").await).await;
    let shown = enschede(&official).await;
    let names: Vec<&str> = shown.division.as_ref().unwrap().rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["De Woonplaats", "Domijn", "Ons Huis"]);
    assert_eq!(left(&shown), Some(400));

    for (name, value) in [("Domijn", "150"), ("Ons Huis", "100"), ("De Woonplaats", "80")] {
        let form = typed_within(&official, &corporation(database, name).await, value, "").await;
        assert!(saves(&official, &form).await.starts_with("/doelen/enschede?scenario=basis&"));
    }
    let domijn = corporation(database, "Domijn").await;
    let shown = enschede(&official).await;
    assert_eq!(left(&shown), Some(70));
    // What another number would leave, of a corporatie and of the gemeente itself.
    let within = edit::page(&official, "enschede", &domijn, "basis").await.unwrap();
    let care = within.page.measures.iter().find(|row| row.key == "zorggeschikt").unwrap().id;
    let effect = within.page.effect(care, Some(260));
    assert_eq!((effect.others, effect.now.left(), effect.then.left()), (180, Some(70), Some(-40)));
    assert_eq!((effect.undivided, within.page.holder.name.as_str()), (0, "Domijn in Enschede"));
    let effect = shown.page.effect_on_parts(care, Some(300));
    assert_eq!((effect.now.left(), effect.then.left()), (Some(70), Some(-30)));
    // Of the region's number a gemeente has what it has, whoever builds it.
    assert_eq!(shown.page.effect(care, Some(400)).now.left(), Some(1160));
});

on_both_databases!(a_number_of_a_corporatie_changes_as_every_other_does, async |database| {
    region_of(database, "twente").await;
    let official = somebody(database, "Gemeente Enschede", Role::Staff).await;
    let domijn = corporation(database, "Domijn").await;
    let first = typed_within(&official, &domijn, "150", "").await;
    let look = TargetsForm { step: "bekijken".to_owned(), ..first.clone() };
    assert_eq!(rejected(set(&official, &look).await.unwrap()), (200, vec![]));
    assert_eq!(
        target::Entity::find()
            .filter(target::Column::OrganisationId.is_not_null())
            .all(&database.connection)
            .await
            .unwrap(),
        []
    );
    saves(&official, &first).await;
    // Without a number of the gemeente it is not known what is left.
    assert_eq!(left(&enschede(&official).await), None);
    let without_reason = typed_within(&official, &domijn, "160", "").await;
    assert_eq!(rejected(set(&official, &without_reason).await.unwrap()).1, ["motivation"]);
    let second = typed_within(&official, &domijn, "160", "Een complex erbij.").await;
    saves(&official, &second).await;
    let mut late = second.clone();
    late.values[0].value = "170".to_owned();
    assert_eq!(rejected(set(&official, &late).await.unwrap()).0, 409);
    saves(&official, &typed_within(&official, &domijn, "", "Toch niet.").await).await;

    let within = edit::page(&official, "enschede", &domijn, "basis").await.unwrap();
    let told: Vec<&str> = within.timeline.iter().map(|entry| entry.changes[0].after.as_str()).collect();
    let number = |value: &str| format!("Domijn, Zorggeschikte woningen, basisscenario: {value} (vastgesteld)");
    assert_eq!(told, ["".to_owned(), number("160"), number("150")]);
    assert_eq!(within.timeline[1].changes[1].after, "Een complex erbij.");
    // The gemeente reads it too; what another corporatie has is another history.
    assert_eq!(enschede(&official).await.timeline, within.timeline);
    let other = corporation(database, "Ons Huis").await;
    assert_eq!(edit::page(&official, "enschede", &other, "basis").await.unwrap().timeline, []);
    let log = search(official.database(), &official.visibility(), &LogFilter::default()).await.unwrap();
    assert!(log.lines.iter().any(|entry| entry.subject.label == "Domijn in Enschede"), "{log:?}");
});

on_both_databases!(who_may_set_what_a_corporatie_takes, async |database| {
    region_of(database, "twente").await;
    let official = somebody(database, "Gemeente Enschede", Role::Staff).await;
    let domijn = corporation(database, "Domijn").await;
    saves(&official, &typed_within(&official, &domijn, "150", "").await).await;
    for (organisation, role) in [
        ("Domijn", Role::Staff),
        ("Domijn", Role::Executive),
        ("Gemeente Almelo", Role::Staff),
        ("Gemeente Enschede", Role::Driver),
        ("Provincie Overijssel", Role::Staff),
    ] {
        let other = somebody(database, organisation, role).await;
        // All of the region read it, and change nothing.
        let shown = edit::page(&other, "enschede", &domijn, "basis").await.unwrap();
        assert!(!shown.may_set, "{organisation}");
        let form = typed_within(&other, &domijn, "1", "Nee").await;
        assert_eq!(set(&other, &form).await.unwrap_err(), AppError::Forbidden, "{organisation}");
    }
    let found = overview(&somebody(database, "Domijn", Role::Reader).await, &Asked::default()).await.unwrap();
    assert_eq!(found.own, [(format!("/doelen/enschede/{domijn}?scenario=basis"), "Domijn in Enschede".to_owned())]);
    assert!(found.settable.is_empty());
    let elsewhere = somebody(database, "Ons Huis", Role::Reader).await;
    assert!(overview(&elsewhere, &Asked::default()).await.unwrap().own.is_empty());

    // None that is not active there, none that is no corporatie, none of another region, and none of the region itself.
    let others = ["Welbions", "Gemeente Enschede", "Stichting Plaswonen"];
    for name in others {
        let id = corporation(database, name).await;
        let form = TargetsForm { corporation: id.clone(), ..typed(&official, "enschede", "1", "").await };
        assert_eq!(set(&official, &form).await.unwrap_err(), AppError::NotFound, "{name}");
        assert_eq!(edit::page(&official, "enschede", &id, "basis").await.unwrap_err(), AppError::NotFound);
    }
    for id in [domijn.as_str(), "domijn"] {
        assert_eq!(edit::page(&official, "regio", id, "basis").await.unwrap_err(), AppError::NotFound);
    }
    let stranger = somebody(database, "Gemeente Oosterzijl", Role::Staff).await;
    assert_eq!(edit::page(&stranger, "enschede", &domijn, "").await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(what_corporaties_take_is_in_no_figure_of_gemeente_or_region, async |database| {
    region_of(database, "twente").await;
    let official = somebody(database, "Gemeente Enschede", Role::Staff).await;
    saves(&official, &typed(&official, "enschede", "400", "").await).await;
    let figures = async || {
        let asked = [None, Some("enschede".to_owned())];
        let asked =
            asked.map(|municipality| Asked { scenario: Some("basis".to_owned()), municipality, ..Asked::default() });
        let [region, place] = [overview(&official, &asked[0]).await, overview(&official, &asked[1]).await];
        let (region, place) = (region.unwrap(), place.unwrap());
        let (connection, visibility) = (official.database(), official.visibility());
        let reckoning = Reckoning::of(official.today(), 13);
        let goals = dashboard(connection, &visibility, Some("basis"), None, reckoning).await.unwrap().goals;
        let divided: Vec<bool> =
            region.split.iter().flat_map(|it| &it.tables[0].rows).map(|row| row.is_divided).collect();
        let split = region.split.map(|mut split| {
            split.tables[0].rows.iter_mut().for_each(|row| row.is_divided = false);
            split
        });
        ((region.tables, split, region.balance, place.balance, goals), divided.into_iter().filter(|it| *it).count())
    };
    let (before, none) = figures().await;
    for (name, value) in [("Domijn", "150"), ("Ons Huis", "900")] {
        saves(&official, &typed_within(&official, &corporation(database, name).await, value, "").await).await;
    }
    let (after, one) = figures().await;
    assert_eq!((before, none, one), (after, 0, 1));
    // Nor does the file of the region touch them.
    let of_corporations = async || {
        let rows = target::Entity::find().filter(target::Column::OrganisationId.is_not_null());
        let mut rows = rows.all(&database.connection).await.unwrap();
        rows.sort_by_key(|row| row.value);
        rows
    };
    let rows = of_corporations().await;
    region_of(database, "twente").await;
    assert_eq!((rows.len(), rows), (2, of_corporations().await));
});

on_both_databases!(each_number_is_there_once, async |database| {
    let region = region_of(database, "merenveld").await;
    let rows = target::Entity::find().filter(target::Column::RegionId.eq(region.0)).all(&database.connection).await;
    let of_place = rows.unwrap().into_iter().find(|row| row.municipality_id.is_some()).unwrap();
    let plaswonen: Uuid = corporation(database, "Stichting Plaswonen").await.parse().unwrap();
    let insert = async |municipality_id, organisation_id| {
        let row = target::Model { id: Uuid::now_v7(), municipality_id, organisation_id, ..of_place.clone() };
        row.into_active_model().insert(&database.connection).await.is_ok()
    };
    assert!(MERENVELD.contains("Stichting Plaswonen"));
    let place = of_place.municipality_id;
    assert!(!insert(None, None).await, "the region has one number");
    assert!(!insert(place, None).await, "a gemeente has one number");
    assert!(insert(place, Some(plaswonen)).await);
    assert!(!insert(place, Some(plaswonen)).await, "a corporatie has one number within a gemeente");
    assert!(!insert(None, Some(plaswonen)).await, "a corporatie has none without a gemeente");
    assert!(!insert(place, Some(Uuid::now_v7())).await, "there is no such organisation");
    let other = target::Entity::find().filter(target::Column::RegionId.eq(region.0)).all(&database.connection).await;
    let other = other.unwrap().into_iter().filter_map(|row| row.municipality_id).find(|id| Some(*id) != place);
    assert!(insert(other, Some(plaswonen)).await, "and one within each gemeente");
});
