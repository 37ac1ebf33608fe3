//! Meetings, what is decided there, and what comes by: what is taken out is what the list counts, in its order.

use app::decisions::entity::decision;
use app::decisions::queries as decisions;
use app::exports::{Decisions, Meetings, Proposals};
use app::meetings::queries as meetings;
use app::proposals::entity::{proposal, proposal_step};
use app::proposals::queries as proposals;
use app::regions::vision::body;
use app::request::Request;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryOrder, Set};
use uuid::Uuid;

use crate::cast::request_of;
use crate::common::on_both_databases;
use crate::counted::{demo, query};
use crate::files::{Table, left_out, table};

async fn readers(database: &DatabaseConnection) -> [Request; 3] {
    [
        request_of(database, "Domijn", Role::Reader).await,
        request_of(database, "Gemeente Enschede", Role::Staff).await,
        request_of(database, "Gemeente Almelo", Role::Driver).await,
    ]
}

/// Of rows that repeat it, each once.
fn ids(file: &Table) -> Vec<String> {
    let mut ids = file.texts("Id");
    ids.dedup();
    ids
}

async fn a_concept_of(database: &DatabaseConnection, organisation: Uuid) -> Uuid {
    let row = proposal::Entity::find().one(database).await.unwrap().unwrap();
    let concept =
        proposal::Model { id: Uuid::now_v7(), organisation_id: organisation, title: "=1+1 concept".to_owned(), ..row };
    concept.into_active_model().reset_all().insert(database).await.unwrap().id
}

on_both_databases!(a_file_holds_the_meetings_of_the_list_in_its_order, async |database| {
    demo(database).await;
    let body = body::Entity::find().one(&database.connection).await.unwrap().unwrap().id;
    let of_body = format!("?overleg={body}");
    for reader in readers(database).await {
        for text in ["", "?stand=gehouden", "?stand=in-voorbereiding&pagina=3", "?stand=afgelast", &of_body] {
            let filter = app::meetings::filter::Filter::from_query(&query(text)).0;
            let list = meetings::list(&reader, &filter).await.unwrap();
            let shown: Vec<String> = list.upcoming.iter().chain(&list.past).map(|row| row.id.to_string()).collect();
            assert_eq!(ids(&table::<Meetings>(&reader, text).await), shown, "{text}");
        }
    }
    let reader = &readers(database).await[0];
    let file = table::<Meetings>(reader, "").await;
    assert!(file.rows.len() > 2 && file.texts("Agendapunten").iter().any(|items| items != "0"));
    assert_eq!(left_out::<Meetings>(reader, "?stand=klaar").await.unknown, ["stand=klaar"]);
    let nowhere = format!("overleg={}", Uuid::nil());
    assert_eq!(left_out::<Meetings>(reader, &format!("?{nowhere}")).await.unknown, [nowhere]);
});

on_both_databases!(a_file_holds_the_decisions_of_the_list_with_their_owners_and_commitments, async |database| {
    demo(database).await;
    for reader in readers(database).await {
        for text in ["", "?stand=open", "?stand=teruggekoppeld"] {
            let filter = app::decisions::filter::Filter::from_query(&query(text)).0;
            let list = decisions::list(&reader, &filter).await.unwrap();
            let shown: Vec<String> = list.lines.iter().map(|line| line.id.to_string()).collect();
            let file = table::<Decisions>(&reader, text).await;
            assert_eq!((ids(&file), file.rows.len() as u64), (shown, list.total), "{text}");
        }
    }
    let reader = &readers(database).await[0];
    let file = table::<Decisions>(reader, "").await;
    let row = (0..file.rows.len()).find(|row| file.text(*row, "Functie") == "Directeur-bestuurder").unwrap();
    assert_eq!((file.text(row, "Eigenaar"), file.text(row, "Stand")), ("Domijn".to_owned(), "Open".to_owned()));
    assert_eq!(file.text(row, "Gereed"), "1e kwartaal 2027");
    assert!(file.text(row, "Afspraken").starts_with("Wijzigt deze afspraak: L-01 "), "{}", file.text(row, "Afspraken"));
    assert!(file.texts("Gereed").contains(&"geen datum".to_owned()), "no date is said aloud");
    let nobody = format!("eigenaar={}", Uuid::nil());
    assert_eq!(left_out::<Decisions>(reader, &format!("?{nobody}")).await.unknown, [nobody]);
});

on_both_databases!(the_point_of_the_agenda_is_an_item_or_a_proposal, async |database| {
    demo(database).await;
    let about = proposal::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let taken = decision::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let linked = decision::ActiveModel { id: Set(taken.id), proposal_id: Set(Some(about.id)), ..Default::default() };
    linked.update(&database.connection).await.unwrap();
    let file = table::<Decisions>(&readers(database).await[0], "").await;
    let row = ids(&file).iter().position(|id| *id == taken.id.to_string()).unwrap();
    assert_eq!(file.text(row, "Agendapunt"), about.title);
});

on_both_databases!(a_decision_names_no_commitment_that_its_reader_may_not_see, async |database| {
    demo(database).await;
    let [reader, _, driver] = readers(database).await;
    // As if the commitment were a concept of others again.
    sea_orm::ConnectionTrait::execute_unprepared(
        &database.connection,
        "UPDATE commitments SET life_cycle = 'concept', source_id = NULL WHERE number = 'L-01'",
    )
    .await
    .unwrap();
    let stranger = request_of(database, "Gemeente Almelo", Role::Reader).await;
    let named = |file: &Table| file.texts("Afspraken").concat().contains("L-01 ");
    assert!(named(&table::<Decisions>(&driver, "").await));
    assert!(!named(&table::<Decisions>(&stranger, "").await));
    assert_eq!(
        table::<Decisions>(&reader, "").await.rows.len(),
        decision::Entity::find().all(&database.connection).await.unwrap().len(),
        "the decision itself is everybody's"
    );
});

on_both_databases!(a_file_holds_a_row_for_each_step_of_the_proposals_of_the_list, async |database| {
    demo(database).await;
    let [reader, staff, driver] = readers(database).await;
    let concept = a_concept_of(database, staff.actor().organisation.0).await.to_string();
    for (reader, sees) in [(&reader, false), (&staff, true), (&driver, true)] {
        for text in ["", "?stand=in-behandeling", "?stand=concept", "?stand=afgerond"] {
            let filter = app::proposals::filter::Filter::from_query(&query(text)).0;
            let list = proposals::list(reader, &filter).await.unwrap();
            let shown: Vec<String> = list.rows.iter().map(|row| row.id.to_string()).collect();
            assert_eq!(ids(&table::<Proposals>(reader, text).await), shown, "{text}");
        }
        let file = table::<Proposals>(reader, "").await;
        assert_eq!(ids(&file).contains(&concept), sees, "a concept is its organisation's and the aanjagers'");
    }
    let file = table::<Proposals>(&driver, "").await;
    let steps = proposal_step::Entity::find().order_by_asc(proposal_step::Column::Position);
    let steps = steps.all(&database.connection).await.unwrap();
    assert!(steps.len() > 1);
    assert_eq!(file.texts("Stap").iter().filter(|step| !step.is_empty()).count(), steps.len());
    assert!(file.texts("Conclusie").iter().any(|conclusion| !conclusion.is_empty()));
    let row = file.texts("Id").iter().position(|id| *id == concept).unwrap();
    assert_eq!((file.text(row, "Stand"), file.text(row, "Datum")), ("Concept".to_owned(), String::new()));
    assert_eq!(file.cell(row, "Voorstel"), &sheets::Cell::Text("=1+1 concept".into()));
    let nowhere = format!("overleg={}", Uuid::nil());
    assert_eq!(left_out::<Proposals>(&driver, &format!("?{nowhere}")).await.unknown, [nowhere]);
});
