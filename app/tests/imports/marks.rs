//! What a kenmerk means to whom.

use app::projects::entity::project;
use domain::imports::Kind;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, Set};

use crate::cast::{counted, loaded, previewed, request_of, table, went_on, wrong};
use crate::common::on_both_databases;
use crate::deliveries::{builder, file, lot_of, marked, read};

on_both_databases!(a_mark_means_the_project_that_its_reporter_calls_so, async |database| {
    let builder = builder(database, &["P0"]).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let headers: &[&str] = &["Projectnummer", "Naam", "Gemeente", "Vertrouwelijkheid", "Woningen", "Corporatie"];
    let theirs = table(&[headers, &["P1", "Elders", "Oosterzijl", "privé", "60", ""]]);
    went_on(loaded(&official, &previewed(&official, Kind::Projects, &theirs).await).await);
    let other = marked(database, "P1").await;
    let own = table(&[headers, &["P1", "Hof", "Oosterzijl", "openbaar", "60", "Stichting Plaswonen"]]);
    went_on(loaded(&builder, &previewed(&builder, Kind::Projects, &own).await).await);
    let open =
        project::ActiveModel { id: Set(other), confidentiality: Set("openbaar".to_owned()), ..Default::default() };
    open.update(&database.connection).await.unwrap();
    let rows = file(&[("P1", "O-1", "24", "")]);
    let page = read(&builder, &rows).await;
    assert_eq!(counted(&page), [1, 0, 0, 0], "{:?}", wrong(&page));
    went_on(loaded(&builder, &page).await);
    assert_ne!(lot_of(database, "O-1").await.project_id, other);
    // Who calls neither so is asked for the id.
    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    assert_eq!(wrong(&read(&care, &rows).await)[0].1, "Id project");
});
