use app::error::AppError;
use app::imports::commands::{choose, remove, undo};
use app::imports::entity::import;
use app::imports::form::{ColumnsForm, LoadForm, RemoveForm, SourceRow, UndoForm};
use app::imports::queries::{columns_page, preview};
use app::privacy::retention::clean;
use app::projects::entity::{project, project_count, project_party};
use app::request::Request;
use chrono::TimeDelta;
use domain::imports::{Kind, Outcome, State};
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};

use crate::cast::{counted, loaded, opened, previewed, region, rejected, request_of, table, went_on, wrong, xlsx};
use crate::common::on_both_databases;

const HEADERS: [&str; 9] = [
    "Projectnummer",
    "Naam",
    "Gemeente",
    "Vertrouwelijkheid",
    "Woningen",
    "Aantal hofwoningen",
    "Eigendom",
    "Opleverjaar",
    "Corporatie",
];

fn row(mark: &str, dwellings: &str, care: &str) -> Vec<String> {
    let name = format!("Hof {mark}");
    let cells = [
        mark,
        &name,
        "Gemeente Oosterzijl",
        "openbaar",
        dwellings,
        care,
        "Sociale huur",
        "2028",
        "stichting plaswonen",
    ];
    cells.map(str::to_owned).to_vec()
}

fn forty() -> Vec<Vec<String>> {
    let rows = (1..=40).map(|number| row(&format!("P{number}"), "60", "24"));
    std::iter::once(HEADERS.map(str::to_owned).to_vec()).chain(rows).collect()
}

async fn builder(database: &DatabaseConnection) -> Request {
    region(database).await;
    request_of(database, "Stichting Plaswonen", Role::Staff).await
}

async fn marked(database: &DatabaseConnection, mark: &str) -> project::Model {
    let found = project::Entity::find().filter(project::Column::ExternalId.eq(mark));
    found.one(database).await.unwrap().unwrap()
}

on_both_databases!(the_right_rows_are_loaded_and_the_same_file_again_changes_nothing, async |database| {
    let builder = builder(database).await;
    let before = project::Entity::find().count(&database.connection).await.unwrap();
    let mut rows = forty();
    rows[3] = row("P3", "60", "75");
    // All that is wrong with a row is told at once: what is not known here, and what breaks a rule.
    rows[7][3] = "geheim".to_owned();
    rows[7][4] = "-60".to_owned();
    let page = previewed(&builder, Kind::Projects, &rows).await;
    assert_eq!((counted(&page), page.unused.len()), ([38, 0, 0, 2], 0));
    let places: Vec<(u32, String)> = wrong(&page).into_iter().map(|(row, place, _)| (row, place)).collect();
    let expected = [(4, "F4 (Hofwoningen)"), (8, "D8 (Vertrouwelijkheid)"), (8, "E8 (Te bouwen)")];
    assert_eq!(places, expected.map(|(row, place)| (row, place.to_owned())));
    assert_eq!(project::Entity::find().count(&database.connection).await.unwrap(), before);

    went_on(loaded(&builder, &page).await);
    assert_eq!(project::Entity::find().count(&database.connection).await.unwrap(), before + 38);
    let one = marked(database, "P1").await;
    let counts = project_count::Entity::find().filter(project_count::Column::ProjectId.eq(one.id));
    let counts = counts.all(&database.connection).await.unwrap();
    assert_eq!((counts.len(), counts[0].count, counts[0].tenure.as_str()), (1, 24, "sociale-huur"));
    assert_eq!((one.planned.as_deref(), one.dwellings), (Some("2028"), 60));
    let parties = project_party::Entity::find().filter(project_party::Column::ProjectId.eq(one.id));
    assert_eq!(parties.one(&database.connection).await.unwrap().unwrap().role, "corporatie");

    // The wrong ones mended, and the rest as it was.
    let page = previewed(&builder, Kind::Projects, &forty()).await;
    assert_eq!(counted(&page), [2, 0, 38, 0]);
    went_on(loaded(&builder, &page).await);
    let page = previewed(&builder, Kind::Projects, &forty()).await;
    assert_eq!(counted(&page), [0, 0, 40, 0]);
    assert_eq!(rejected(loaded(&builder, &page).await).status, 422);
});

on_both_databases!(a_change_is_told_old_and_new_and_leaves_what_the_file_does_not_tell, async |database| {
    let builder = builder(database).await;
    went_on(loaded(&builder, &previewed(&builder, Kind::Projects, &forty()).await).await);
    let rows = table(&[&["Kenmerk", "Te bouwen"], &["P1", "72"], &["P2", "60"], &["P99", "3"]]);
    let page = previewed(&builder, Kind::Projects, &rows).await;
    assert_eq!(counted(&page), [0, 1, 1, 1]);
    assert_eq!(wrong(&page), [(4, "Gemeente".to_owned(), "Vul in in welke gemeente het project is.".to_owned())]);
    let Outcome::Changed(changes) = &page.rows[1].outcome else { panic!("{:?}", page.rows) };
    let told: Vec<_> = changes.iter().map(|change| (change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(told, [("60", "72")]);
    went_on(loaded(&builder, &page).await);
    let one = marked(database, "P1").await;
    assert_eq!((one.dwellings, one.version, one.planned.as_deref()), (72, 2, Some("2028")));
});

on_both_databases!(a_whole_file_is_undone_until_somebody_touches_what_it_did, async |database| {
    let builder = builder(database).await;
    let before = project::Entity::find().count(&database.connection).await.unwrap();
    let first = previewed(&builder, Kind::Projects, &forty()).await;
    went_on(loaded(&builder, &first).await);
    let second = previewed(&builder, Kind::Projects, &table(&[&["Kenmerk", "Woningen"], &["P1", "72"]])).await;
    went_on(loaded(&builder, &second).await);

    let touched = rejected(undo(&builder, &UndoForm { id: first.id.to_string() }).await.unwrap());
    assert!(touched.status == 409 && touched.problems[0].message.contains("rij 2 "), "{touched:?}");
    went_on(undo(&builder, &UndoForm { id: second.id.to_string() }).await.unwrap());
    assert_eq!(marked(database, "P1").await.dwellings, 60);
    assert_eq!(preview(&builder, second.id).await.unwrap().state, State::Undone);
    // Even what was put back counts as touched: somebody was there.
    assert_eq!(rejected(undo(&builder, &UndoForm { id: first.id.to_string() }).await.unwrap()).status, 409);

    let more = table(&[
        &["Kenmerk", "Naam", "Gemeente", "Vertrouwelijkheid", "Woningen", "Corporatie"],
        &["N1", "Nieuw", "Oosterzijl", "openbaar", "12", "Stichting Plaswonen"],
    ]);
    let third = previewed(&builder, Kind::Projects, &more).await;
    went_on(loaded(&builder, &third).await);
    assert_eq!(project::Entity::find().count(&database.connection).await.unwrap(), before + 41);
    went_on(undo(&builder, &UndoForm { id: third.id.to_string() }).await.unwrap());
    assert_eq!(project::Entity::find().count(&database.connection).await.unwrap(), before + 40);
});

on_both_databases!(nobody_changes_by_a_file_what_they_may_not_change_by_hand, async |database| {
    let builder = builder(database).await;
    let mut rows = forty();
    rows[1][3] = "privé".to_owned();
    went_on(loaded(&builder, &previewed(&builder, Kind::Projects, &rows).await).await);

    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    rows[1][4] = "61".to_owned();
    rows[2][4] = "61".to_owned();
    let page = previewed(&care, Kind::Projects, &rows[..3]).await;
    let told = wrong(&page);
    // One does not exist for them, so that it would be a new one; of the other they are told whose it is.
    assert_eq!((counted(&page), told[0].1.as_str()), ([0, 0, 0, 2], ""));
    assert!(told[0].2.starts_with("U legt projecten vast") && told[1].2.contains("houdt een ander bij"), "{told:?}");
    // What they do not change, is right.
    rows[2][4] = "60".to_owned();
    assert_eq!(counted(&previewed(&care, Kind::Projects, &rows[..3]).await), [0, 0, 1, 1]);
    rows[2][4] = "61".to_owned();

    let id = previewed(&builder, Kind::Projects, &rows).await.id;
    assert_eq!(preview(&care, id).await.unwrap_err(), AppError::NotFound);
    let load = LoadForm { id: id.to_string(), seen: String::new() };
    assert_eq!(app::imports::commands::load(&care, &load).await.unwrap_err(), AppError::NotFound);
    let reader = request_of(database, "Stichting Plaswonen", Role::Reader).await;
    assert_eq!(app::imports::queries::list(&reader).await.unwrap_err(), AppError::Forbidden);
});

on_both_databases!(a_mark_of_a_project_that_one_may_not_see_is_free_in_a_file_too, async |database| {
    let builder = builder(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let mut rows = forty();
    rows.truncate(2);
    (rows[1][3], rows[1][8]) = ("privé".to_owned(), String::new());
    went_on(loaded(&official, &previewed(&official, Kind::Projects, &rows).await).await);
    let theirs = marked(database, "P1").await;
    let own = previewed(&builder, Kind::Projects, &forty()[..2]).await;
    assert_eq!(counted(&own), [1, 0, 0, 0], "{:?}", wrong(&own));
    went_on(loaded(&builder, &own).await);
    // Each finds again what their own list calls so; of both, who keeps neither says which.
    assert_eq!(counted(&previewed(&builder, Kind::Projects, &forty()[..2]).await), [0, 0, 1, 0]);
    assert_eq!(counted(&previewed(&official, Kind::Projects, &rows).await), [0, 0, 1, 0]);
    assert_eq!(project::Entity::find_by_id(theirs.id).one(&database.connection).await.unwrap(), Some(theirs));
    let driver = request_of(database, "Gemeente Lindewaard", Role::Driver).await;
    let told = wrong(&previewed(&driver, Kind::Projects, &rows).await);
    assert!(told[0].2.starts_with("Meer projecten in deze gemeente hebben dit kenmerk."), "{told:?}");
});

on_both_databases!(a_file_that_was_never_loaded_can_be_taken_off_the_list, async |database| {
    let builder = builder(database).await;
    let did = previewed(&builder, Kind::Projects, &forty()).await;
    went_on(loaded(&builder, &did).await);
    let did_nothing = previewed(&builder, Kind::Projects, &forty()).await;
    let form = RemoveForm { id: did_nothing.id.to_string(), file: did_nothing.file_name.clone() };
    let unseen = RemoveForm { file: String::new(), ..form.clone() };
    assert_eq!(rejected(remove(&builder, &unseen).await.unwrap()).status, 409);
    let other = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    assert_eq!(remove(&other, &form).await.unwrap_err(), AppError::NotFound);
    went_on(remove(&builder, &form).await.unwrap());
    assert_eq!(
        rejected(remove(&builder, &RemoveForm { id: did.id.to_string(), file: did.file_name.clone() }).await.unwrap())
            .status,
        409
    );
    let left: Vec<_> = app::imports::queries::list(&builder).await.unwrap().into_iter().map(|file| file.id).collect();
    assert_eq!(left, [did.id]);
});

on_both_databases!(what_was_shown_is_what_is_loaded, async |database| {
    let builder = builder(database).await;
    let page = previewed(&builder, Kind::Projects, &forty()).await;
    let again = previewed(&builder, Kind::Projects, &forty()[..3]).await;
    went_on(loaded(&builder, &again).await);
    assert_eq!(rejected(loaded(&builder, &page).await).status, 409);
    assert_eq!(counted(&preview(&builder, page.id).await.unwrap()), [38, 0, 2, 0]);
});

on_both_databases!(rows_with_one_mark_are_refused_all, async |database| {
    let builder = builder(database).await;
    let mut rows = forty();
    rows[4] = row("P9", "60", "24");
    rows[5][0] = String::new();
    let page = previewed(&builder, Kind::Projects, &rows).await;
    assert_eq!(counted(&page), [37, 0, 0, 3]);
    let told: Vec<_> = wrong(&page).into_iter().map(|(row, _, message)| (row, message)).collect();
    assert!(told[0].1.contains("Rij 10 is hetzelfde") && told[2].1.contains("Rij 5 is hetzelfde"), "{told:?}");
    assert!(told[1].0 == 6 && told[1].1.contains("Vul het kenmerk in"), "{told:?}");
});

on_both_databases!(unknown_headers_are_connected_by_hand_and_remembered, async |database| {
    let builder = builder(database).await;
    let rows =
        table(&[&["Projecten van Plaswonen", "", ""], &["Complex", "Hoe heet het", "Hoeveel"], &["P1", "Hof 1", "60"]]);
    let location = went_on(opened(&builder, Kind::Projects, xlsx(&rows)).await);
    let id = location.trim_start_matches("/invoer/").strip_suffix("/kolommen").unwrap().parse().unwrap();
    let page = columns_page(&builder, id).await.unwrap();
    assert_eq!(page.header, 1);
    let source = |column: &str, source: &str| SourceRow { column: column.to_owned(), source: source.to_owned() };
    let municipality = page.lines.iter().find(|line| line.column.code == "municipality").unwrap();
    let fixed = municipality.fixed.iter().find(|choice| choice.label == "Oosterzijl").unwrap().code.clone();
    let sources = vec![source("external_id", "kolom:0"), source("name", "kolom:1"), source("dwellings", "kolom:2")];
    let form = ColumnsForm {
        id: id.to_string(),
        sheet: "0".to_owned(),
        header: "2".to_owned(),
        sources: [sources, vec![source("municipality", &fixed), source("confidentiality", "vast:openbaar")]].concat(),
        step: String::new(),
    };
    let without = ColumnsForm { sources: form.sources[1..].to_vec(), ..form.clone() };
    assert_eq!(rejected(choose(&builder, &without).await.unwrap()).problems[0].field, "source-external_id");
    let nowhere = ColumnsForm { header: "9".to_owned(), ..form.clone() };
    assert_eq!(rejected(choose(&builder, &nowhere).await.unwrap()).problems[0].field, "header");
    went_on(choose(&builder, &form).await.unwrap());
    let page = preview(&builder, id).await.unwrap();
    // A file that does not say who builds them is of who builds them.
    assert_eq!(counted(&page), [1, 0, 0, 0], "{:?}", wrong(&page));

    let page = previewed(&builder, Kind::Projects, &rows).await;
    assert!(page.missing.is_empty() && page.tally.wrong == 1, "{page:?}");
    let colleague = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    assert!(went_on(opened(&colleague, Kind::Projects, xlsx(&rows)).await).ends_with("/kolommen"));
});

on_both_databases!(what_is_no_spreadsheet_is_refused_with_what_to_do, async |database| {
    let builder = builder(database).await;
    for (content, told) in [
        (b"%PDF-1.7\n".to_vec(), "geen rekenblad"),
        (Vec::new(), "staat niets"),
        (b"Kenmerk;Naam\nP1;\0".to_vec(), "In cel B2 "),
    ] {
        let rejection = rejected(opened(&builder, Kind::Projects, content).await);
        assert_eq!((rejection.status, rejection.problems[0].field.as_str()), (422, "file"));
        assert!(rejection.problems[0].message.contains(told), "{rejection:?}");
    }
    assert_eq!(import::Entity::find().count(&database.connection).await.unwrap(), 0);
    let csv = "Kenmerk;Naam;Gemeente;Vertrouwelijkheid;Te bouwen;Corporatie\r\nP1;Hof é;Oosterzijl;openbaar;1.560;Stichting Plaswonen\r\n";
    let latin: Vec<u8> = csv.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let id = went_on(opened(&builder, Kind::Projects, latin).await).trim_start_matches("/invoer/").parse().unwrap();
    let page = preview(&builder, id).await.unwrap();
    assert_eq!(counted(&page), [1, 0, 0, 0], "{page:?}");
    assert_eq!(page.rows[0].title, "Hof é");
});

on_both_databases!(
    what_was_read_is_forgotten_after_thirty_days_and_what_it_did_can_still_be_undone,
    async |database| {
        let builder = builder(database).await;
        let before = project::Entity::find().count(&database.connection).await.unwrap();
        let page = previewed(&builder, Kind::Projects, &forty()).await;
        went_on(loaded(&builder, &page).await);
        let unloaded = previewed(&builder, Kind::Projects, &forty()).await;
        clean(database, builder.now() + TimeDelta::days(29)).await.unwrap();
        assert!(!preview(&builder, page.id).await.unwrap().forgotten);
        clean(database, builder.now() + TimeDelta::days(30)).await.unwrap();
        let after = preview(&builder, page.id).await.unwrap();
        assert!(after.forgotten && after.did.is_some_and(|did| did.new == 40));
        assert_eq!(rejected(loaded(&builder, &unloaded).await).status, 409);
        went_on(undo(&builder, &UndoForm { id: page.id.to_string() }).await.unwrap());
        assert_eq!(project::Entity::find().count(&database.connection).await.unwrap(), before);
    }
);
