//! A sheet in the layout of DiWi: four rows of headers, column A empty, rows that are blocks.

use std::io::Read;

use app::imports::outgoing::wrong_rows;
use app::imports::queries::{PreviewPage, preview};
use app::projects::entity::{project, project_count, project_phase};
use app::request::Request;
use domain::imports::Kind;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};

use crate::cast::{counted, loaded, opened, region, request_of, went_on, wrong, xlsx};
use crate::common::on_both_databases;

/// Section, header, sub-header.
const COLUMNS: [(&str, &str, &str); 24] = [
    ("", "", ""),
    ("Projectgegevens", "Identificatie nr", ""),
    ("", "Naam", ""),
    ("", "Eigenaar", ""),
    ("", "Vertrouwelijkheid", ""),
    ("", "Plan soort", ""),
    ("", "Project status", ""),
    ("", "Eind project", "Einddatum"),
    ("", "2 Initiatief", "Startdatum"),
    ("", "4 Ontwerp", "Startdatum"),
    ("", "3 In voorbereiding", "Startdatum"),
    ("", "2a Vastgesteld", "Startdatum"),
    ("", "Gemeente", ""),
    ("", "Wijk", ""),
    ("Woning aantallen", "Bouw", ""),
    ("", "Sloop", ""),
    ("Bouw gegevens", "Opleverdatum", "1-7-2027"),
    ("", "", "1-7-2028"),
    ("", "Koopwoning", ""),
    ("", "Huur woningcorporatie", ""),
    ("", "Maatwerk woning eigenschap", "aantal_aanpasbare_woningen"),
    ("", "", "aantal_hofwoningen"),
    ("Sloop gegevens", "Koopwoning", ""),
    ("Controle", "Bouw", ""),
];

fn headers() -> Vec<Vec<String>> {
    let row = |part: fn(&(&str, &str, &str)) -> String| COLUMNS.iter().map(part).collect::<Vec<String>>();
    let mut title = vec![String::new(); COLUMNS.len()];
    title[1] = "Export".to_owned();
    vec![
        title,
        row(|column| column.0.to_owned()),
        vec!["x".to_owned()],
        row(|column| column.1.to_owned()),
        row(|column| column.2.to_owned()),
    ]
}

/// Mark, name; dwellings, demolished, delivered in 2027 and 2028; owned, rented; of the outer and the inner type.
fn block(mark: &str, name: &str, counts: [&str; 8]) -> Vec<String> {
    let [built, gone, first, second, owned, rented, outer, inner] = counts;
    let row = [
        "",
        mark,
        name,
        "J.",
        "Openbaar",
        "Uitbreiding uitleg",
        "Actief",
        "31-12-2029",
        "1-2-2025",
        "1-3-2026",
        "1-2-2025",
        "1-6-2026",
        "Oosterzijl",
        "Noord",
        built,
        gone,
        first,
        second,
        owned,
        rented,
        outer,
        inner,
        "9",
        "999",
    ];
    row.map(str::to_owned).to_vec()
}

async fn previewed(request: &Request, blocks: Vec<Vec<String>>) -> PreviewPage {
    let rows: Vec<Vec<String>> = headers().into_iter().chain(blocks).collect();
    let id =
        went_on(opened(request, Kind::Projects, xlsx(&rows)).await).trim_start_matches("/invoer/").parse().unwrap();
    preview(request, id).await.unwrap()
}

async fn official(database: &DatabaseConnection) -> Request {
    region(database).await;
    request_of(database, "Gemeente Oosterzijl", Role::Staff).await
}

on_both_databases!(blocks_are_summed_per_project_and_a_block_that_does_not_nest_is_named, async |database| {
    let official = official(database).await;
    let blocks = vec![
        block("D-1", "Hof", ["60", "4", "60", "", "", "60", "30", "24"]),
        block("D-1", "Hof", ["10", "", "", "10", "10", "", "4", ""]),
        block("D-2", "Plein", ["20", "", "", "", "5", "15", "", "8"]),
        block("D-3", "Laan", ["30", "", "30", "", "", "30", "30", "30"]),
        block("D-3", "Laan", ["30", "", "30", "", "", "30", "2", "12"]),
    ];
    let page = previewed(&official, blocks).await;
    assert_eq!((counted(&page), page.diwi), ([2, 0, 0, 2], true), "{:?}", wrong(&page));
    let told = wrong(&page);
    assert!(told[0].0 == 9 && told[0].2.contains("zelfde project als rij 10"), "{told:?}");
    assert!(told[1].0 == 10 && told[1].2.contains("12 ‘Hofwoningen’"), "{told:?}");

    went_on(loaded(&official, &page).await);
    let rows = project::Entity::find().filter(project::Column::ExternalId.is_in(["D-1", "D-2"]));
    let rows = rows.order_by_asc(project::Column::ExternalId).all(&database.connection).await.unwrap();
    let [hof, plein] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((hof.dwellings, hof.demolished, hof.plan_status.as_deref()), (70, 4, Some("2a")));
    assert_eq!((hof.planned.as_deref(), plein.planned.as_deref()), (Some("2028-07-01"), Some("2029-12-31")));
    assert_eq!((hof.place.as_deref(), hof.confidentiality.as_str()), (Some("Noord"), "openbaar"));
    let of_hof = project_count::Entity::find().filter(project_count::Column::ProjectId.eq(hof.id));
    let of_hof = of_hof.order_by_asc(project_count::Column::Count).all(&database.connection).await.unwrap();
    let counts: Vec<_> = of_hof.iter().map(|row| (row.count, row.tenure.as_str())).collect();
    assert_eq!(counts, [(4, "koop"), (6, "sociale-huur"), (24, "sociale-huur")]);
    let phases = project_phase::Entity::find().filter(project_phase::Column::ProjectId.eq(hof.id));
    assert_eq!(phases.all(&database.connection).await.unwrap().len(), 2);
});

on_both_databases!(wrong_blocks_are_given_back_as_diwi_has_them, async |database| {
    let official = official(database).await;
    let blocks = vec![
        block("D-2", "Plein", ["20", "", "20", "", "5", "15", "", "8"]),
        block("D-3", "Laan", ["30", "", "30", "", "", "30", "30", "30"]),
        block("D-3", "Laan", ["30", "", "30", "", "", "30", "2", "12"]),
        // Its types are more than its dwellings: that is wrong of both blocks together.
        block("D-4", "Kade", ["10", "", "10", "", "", "10", "9", "9"]),
        block("D-4", "Kade", ["10", "", "10", "", "", "10", "19", ""]),
    ];
    let page = previewed(&official, blocks).await;
    assert_eq!(counted(&page)[0], 1, "{:?}", wrong(&page));
    went_on(loaded(&official, &page).await);
    let mut bytes = Vec::new();
    wrong_rows(&official, page.id).await.unwrap().file.read_to_end(&mut bytes).unwrap();
    let kept = sheets::read(&bytes, &sheets::Limits::default()).unwrap().sheets.remove(0).rows;
    let width = kept.iter().map(|row| row.cells.len()).max().unwrap();
    let text = |row: &sheets::Row, column| row.cell(column).text().into_owned();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &kept {
        // A row in which nothing stands keeps its place.
        rows.resize(row.number as usize - 1, vec![]);
        rows.push((0..width).map(|column| text(row, column)).collect());
    }
    let marks: Vec<&str> = rows.iter().skip(4).map(|row| row[1].as_str()).collect();
    assert_eq!(marks, ["D-3", "D-3", "D-4", "D-4"], "{rows:?}");
    assert!(rows[4..].iter().all(|row| !row[width - 1].is_empty()), "{rows:?}");
    for row in rows.iter_mut().skip(4) {
        (row[20], row[21]) = ("4".to_owned(), "4".to_owned());
    }
    let id = went_on(opened(&official, Kind::Projects, xlsx(&rows)).await);
    let mended = preview(&official, id.trim_start_matches("/invoer/").parse().unwrap()).await.unwrap();
    assert_eq!((counted(&mended), mended.diwi), ([2, 0, 0, 0], true), "{:?}", wrong(&mended));
});

on_both_databases!(what_is_not_taken_over_is_told, async |database| {
    let official = official(database).await;
    let blocks = vec![
        block("D-1", "Hof", ["60", "", "60", "", "", "60", "", ""]),
        block("D-1", "Hof", ["10", "", "", "10", "10", "", "", ""]),
        block("D-2", "Plein", ["20", "", "20", "", "", "", "", ""]),
    ];
    let page = previewed(&official, blocks).await;
    assert_eq!(page.remarks.len(), 1, "{:?}", page.remarks);
    assert!(page.remarks[0].contains("60 op 01-07-2027, 10 op 01-07-2028"), "{:?}", page.remarks);
    let expected = ["Projectgegevens: Eigenaar", "Sloop gegevens: Koopwoning", "Controle: Bouw"];
    assert_eq!(page.unused, expected);
});

on_both_databases!(a_plan_status_counts_from_its_day, async |database| {
    let official = official(database).await;
    let mut rows = vec![block("D-1", "Hof", ["60", "", "60", "", "", "60", "", ""])];
    // The column of ‘2a Vastgesteld’: that is still to be decided.
    rows[0][11] = "1-6-2099".to_owned();
    went_on(loaded(&official, &previewed(&official, rows).await).await);
    let hof = project::Entity::find().filter(project::Column::ExternalId.eq("D-1"));
    let hof = hof.one(&database.connection).await.unwrap().unwrap();
    assert_ne!(hof.plan_status.as_deref(), Some("2a"));
});

on_both_databases!(blocks_of_one_project_say_the_same_of_it, async |database| {
    let official = official(database).await;
    let mut blocks = vec![
        block("D-1", "Hof", ["60", "", "", "", "", "60", "", ""]),
        block("D-1", "Hof van Noord", ["10", "", "", "", "10", "", "", ""]),
        block("", "Naamloos", ["10", "", "", "", "10", "", "", ""]),
        block("D-2", "Plein", ["tien", "", "", "", "", "", "", ""]),
    ];
    let told = wrong(&previewed(&official, blocks.clone()).await);
    assert_eq!(told.iter().map(|(row, ..)| *row).collect::<Vec<_>>(), [6, 7, 8, 9]);
    assert!(told[1].2.starts_with("In cel C7 staat ‘Hof van Noord’"), "{told:?}");
    assert!(told[2].1.starts_with("B8") && told[3].2.starts_with("In cel O9 hoort een heel aantal"), "{told:?}");
    blocks.truncate(1);
    let page = previewed(&official, blocks.clone()).await;
    went_on(loaded(&official, &page).await);
    assert_eq!(counted(&previewed(&official, blocks).await), [0, 0, 1, 0]);
});
