//! What a commitment counts, depends on and follows from: kept, shown, told and agreed upon.

use std::collections::BTreeSet;

use app::commitments::commands::{change, create};
use app::commitments::filter::Filter;
use app::commitments::form::{CommitmentForm, DwellingRow};
use app::commitments::queries::{filter_options, list, show};
use app::regions::vision::success_factor;
use app::request::Request;
use app::targets::entity::measure;
use domain::agreement::Reply;
use domain::audit::Event;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::agreeing::{cast, say};
use super::common::on_both_databases;
use super::documents::signed;
use super::saving::{filled, form_to_change, rejected, saved};
use super::{load_region, now, request_of};

async fn measures(database: &DatabaseConnection) -> Vec<measure::Model> {
    measure::Entity::find().order_by_asc(measure::Column::Position).all(database).await.unwrap()
}

async fn counting(database: &DatabaseConnection, counts: &[&str]) -> Vec<DwellingRow> {
    let rows = measures(database).await.into_iter().zip(counts);
    rows.map(|(measure, count)| DwellingRow { measure: measure.id.to_string(), count: (*count).to_owned() }).collect()
}

async fn factor(database: &DatabaseConnection) -> Uuid {
    success_factor::Entity::find().one(database).await.unwrap().unwrap().id
}

async fn linked(database: &DatabaseConnection, document: Uuid) -> CommitmentForm {
    CommitmentForm {
        dwellings: counting(database, &["1.560", "", "6"]).await,
        success_factors: vec![factor(database).await.to_string()],
        documents: vec![document.to_string()],
        ..filled(database).await
    }
}

async fn found(request: &Request, filter: Filter) -> BTreeSet<Uuid> {
    let page = list(request.database(), &request.visibility(), &filter, request.reckoning()).await.unwrap();
    page.rows.into_iter().map(|row| row.id).collect()
}

on_both_databases!(what_is_linked_is_shown_told_and_found_again, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let document = signed(&official, "Prestatieafspraken").await;
    let id = saved(create(&official, &linked(database, document).await).await.unwrap());
    let page = show(&official, id).await.unwrap();
    let counted: Vec<(&str, u32)> = page.dwellings.iter().map(|line| (line.name.as_str(), line.count)).collect();
    assert_eq!(counted, [("Aanpasbare woningen", 1560), ("Begeleid wonen", 6)]);
    assert_eq!(page.success_factors.len(), 1);
    assert_eq!(page.documents[0].label, "Prestatieafspraken (2025–2028)");
    let told = |field| page.timeline[0].changes.iter().find(|change| change.field == field).unwrap().after.clone();
    assert_eq!(told(Field::Dwellings), "Aanpasbare woningen: 1.560; Begeleid wonen: 6");
    assert_eq!(told(Field::SuccessFactors), page.success_factors[0].name);
    assert_eq!(told(Field::Documents), "Prestatieafspraken (2025–2028)");

    // The form begins with what is kept, and saving that again changes nothing.
    let form = form_to_change(&official, id).await;
    saved(change(&official, &form).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().version, 1);

    let other = saved(create(&official, &filled(database).await).await.unwrap());
    let factor = Filter { success_factor: Some(factor(database).await.into()), ..Filter::default() };
    let carried = Filter { document: Some(document.into()), ..Filter::default() };
    for filter in [factor, carried] {
        let found = found(&official, filter).await;
        assert!(found.contains(&id) && !found.contains(&other), "{found:?}");
    }
    let options = filter_options(official.database(), &official.visibility()).await.unwrap();
    assert_eq!(options.documents[0].value, document.to_string());

    let none = CommitmentForm {
        dwellings: vec![],
        success_factors: vec![],
        documents: vec![],
        ..form_to_change(&official, id).await
    };
    saved(change(&official, &none).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert!(page.dwellings.is_empty() && page.success_factors.is_empty() && page.documents.is_empty());
    let fields: Vec<Field> = page.timeline[0].changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::Dwellings, Field::SuccessFactors, Field::Documents]);
});

on_both_databases!(what_another_region_has_is_refused, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let own = counting(database, &["0", "3"]).await;
    let other = include_str!("../../../server/regions/twente.toml");
    app::regions::load::load(database, &app::regions::file::parse(other).unwrap(), now()).await.unwrap();
    let stranger = request_of(database, "Gemeente Enschede", Role::Staff).await;
    let document = signed(&stranger, "Kader").await;
    let region = stranger.actor().region.0;
    let measure = measures(database).await.into_iter().find(|measure| measure.region_id == region).unwrap();
    let factors = success_factor::Entity::find().all(&database.connection).await.unwrap();
    let factor = factors.into_iter().find(|factor| factor.region_id == region).unwrap();
    let form = CommitmentForm {
        dwellings: vec![DwellingRow { measure: measure.id.to_string(), count: "3".to_owned() }],
        success_factors: vec![factor.id.to_string()],
        documents: vec![document.to_string()],
        ..filled(database).await
    };
    let refused = rejected(create(&official, &form).await.unwrap());
    let fields: Vec<&str> = refused.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["dwellings", "success_factors", "documents"]);

    let nought = format!("dwellings-{}", own[0].measure);
    let refused =
        rejected(create(&official, &CommitmentForm { dwellings: own, ..filled(database).await }).await.unwrap());
    assert_eq!(refused.problems[0].field, nought);
});

on_both_databases!(other_numbers_ask_the_parties_again_and_other_links_do_not, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let document = signed(&cast.official, "Prestatieafspraken").await;
    let form = form_to_change(&cast.official, id).await;
    let form = CommitmentForm {
        success_factors: vec![factor(database).await.to_string()],
        documents: vec![document.to_string()],
        ..form
    };
    saved(change(&cast.official, &form).await.unwrap());
    let page = show(&cast.official, id).await.unwrap();
    assert_eq!((page.timeline[0].event, page.agreement.asking.is_none()), (Event::Changed, true));
    assert_eq!((page.success_factors.len(), page.documents.len()), (1, 1));

    let form = form_to_change(&cast.official, id).await;
    let form = CommitmentForm { dwellings: counting(database, &["24"]).await, ..form };
    saved(change(&cast.official, &form).await.unwrap());
    let page = show(&cast.official, id).await.unwrap();
    assert_eq!(page.timeline[0].event, Event::AskedAgain);
    // What holds is shown until the parties have said yes, beside what is asked.
    assert!(page.dwellings.is_empty());
    let asked = page.agreement.asking.unwrap();
    let told: Vec<(Field, &str)> = asked.changes.iter().map(|change| (change.field, change.after.as_str())).collect();
    assert_eq!(told, [(Field::Dwellings, "Aanpasbare woningen: 24")]);
    for party in [&cast.corporatie, &cast.care] {
        saved(say(party, id, asked.version, Reply::Confirmed, "").await.unwrap());
    }
    let page = show(&cast.official, id).await.unwrap();
    assert_eq!((page.dwellings[0].count, page.documents.len()), (24, 1));
});
