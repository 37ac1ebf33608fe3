use app::imports::commands::undo;
use app::imports::form::UndoForm;
use app::imports::queries::{PreviewPage, preview};
use app::request::Request;
use app::targets::commands::set;
use app::targets::edit::{EditPage, Frame, last_change, page};
use app::targets::entity::target;
use app::targets::form::{SAVE, TargetsForm, ValueRow};
use app::ui::form::FormReply;
use domain::imports::{Kind, Outcome, State};
use domain::organisations::Role;
use sea_orm::{DatabaseConnection, EntityTrait};

use crate::cast::{counted, loaded, previewed, region, rejected, request_of, table, went_on, wrong};
use crate::common::on_both_databases;

const HEADERS: [&str; 7] = ["Gemeente", "Scenario", "Soort", "Jaar", "Doelaantal", "Status", "Toelichting"];

fn file(lines: &[[&str; 7]]) -> Vec<Vec<String>> {
    let rows: Vec<&[&str]> = std::iter::once(&HEADERS).chain(lines).map(<[&str; 7]>::as_slice).collect();
    table(&rows)
}

async fn official(database: &DatabaseConnection, place: &str) -> Request {
    request_of(database, &format!("Gemeente {place}"), Role::Staff).await
}

async fn driver(database: &DatabaseConnection) -> Request {
    request_of(database, "Gemeente Oosterzijl", Role::Driver).await
}

async fn read(request: &Request, lines: &[[&str; 7]]) -> PreviewPage {
    previewed(request, Kind::Targets, &file(lines)).await
}

async fn undone(request: &Request, page: &PreviewPage) -> FormReply {
    undo(request, &UndoForm { id: page.id.to_string() }).await.unwrap()
}

fn saved<'p>(page: &'p EditPage, key: &str) -> Option<&'p target::Model> {
    page.page.saved(page.page.measures.iter().find(|row| row.key == key).unwrap().id)
}

/// What somebody sets by hand, of one measure in the low scenario.
async fn by_hand(request: &Request, holder: &str, key: &str, value: &str) -> FormReply {
    let shown = page(request, holder, "", "laag").await.unwrap();
    let version = saved(&shown, key).map(|row| row.version.to_string()).unwrap_or_default();
    let measure = shown.page.measures.iter().find(|row| row.key == key).unwrap().id.to_string();
    let status = "vastgesteld".to_owned();
    let form = TargetsForm {
        holder: holder.to_owned(),
        corporation: String::new(),
        scenario: "laag".to_owned(),
        values: vec![ValueRow { measure, value: value.to_owned(), status, version }],
        motivation: "Met de hand.".to_owned(),
        step: SAVE.to_owned(),
    };
    set(request, &form).await.unwrap()
}

const ALL: [[&str; 7]; 3] = [
    ["Gemeente Oosterzijl", "laag", "Hofwoningen", "2035", "30", "vastgesteld", ""],
    ["lindewaard", "Laag scenario", "hofwoningen", "", "1.040", "", ""],
    ["Brinkerdam", "Laag scenario", "Hofwoningen", "2035", "0", "Richtinggevend", ""],
];

on_both_databases!(one_file_of_all_gemeenten_is_loaded_by_each_for_itself, async |database| {
    region(database).await;
    let mut before = 0;
    for place in ["Oosterzijl", "Lindewaard", "Brinkerdam"] {
        let official = official(database, place).await;
        let first = read(&official, &ALL).await;
        // Theirs is new, what others set is so already, and what is not set yet they cannot set.
        assert_eq!((counted(&first), first.unused.len()), ([1, 0, before, 2 - before], 0), "{place}");
        assert!(wrong(&first).iter().all(
            |(_, place, message)| place.contains("(Gemeente of regio)") && message.contains("stelt een ander vast")
        ));
        went_on(loaded(&official, &first).await);
        before += 1;
        assert_eq!(counted(&read(&official, &ALL).await), [0, 0, before, 3 - before]);
    }
    let reader = official(database, "Lindewaard").await;
    let shown = page(&reader, "lindewaard", "", "laag").await.unwrap();
    let row = saved(&shown, "hofwoning").unwrap();
    assert_eq!((row.value, row.status.as_str(), row.version, row.horizon_year), (1040, "richtinggevend", 1, 2035));
    assert_eq!(shown.timeline[0].changes[0].after, "Hofwoningen, laag scenario: 1.040 (richtinggevend)");
    // What all others have together, as the page of one of them adds it up.
    assert_eq!(shown.page.effect(row.measure_id, Some(1040)).others, 30);
    let driver = driver(database).await;
    assert_eq!(counted(&read(&driver, &ALL).await), [0, 0, 3, 0]);
    let other = ["Lindewaard", "laag", "Hofwoningen", "", "9", "", "Nee"];
    assert_eq!(counted(&read(&driver, &[other]).await), [0, 0, 0, 1]);
});

on_both_databases!(a_number_that_was_there_changes_with_a_motivation, async |database| {
    region(database).await;
    let official = official(database, "Oosterzijl").await;
    let change = |motivation| ["Oosterzijl", "laag", "Aanpasbare woningen", "", "130", "", motivation];
    let first = read(&official, &[change(""), ALL[0]]).await;
    assert_eq!(counted(&first), [1, 0, 0, 1]);
    assert_eq!(wrong(&first)[0].1, "G2 (Motivering)");
    let second = read(&official, &[change("Twee complexen erbij."), ALL[0]]).await;
    assert_eq!(counted(&second), [1, 1, 0, 0]);
    let Outcome::Changed(told) = &second.rows[0].outcome else { panic!("{:?}", second.rows) };
    let of = |number: &str| format!("Aanpasbare woningen, laag scenario: {number} (vastgesteld)");
    assert_eq!((told[0].before.clone(), told[0].after.clone()), (of("120"), of("130")));
    went_on(loaded(&official, &second).await);

    let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
    let row = saved(&shown, "aanpasbaar").unwrap();
    // As firm as it was; its source is no longer the file of the region.
    assert_eq!((row.value, row.status.as_str(), row.version, row.source_id), (130, "vastgesteld", 1, None));
    // An entry for each row, with its own reason.
    let reasons: Vec<usize> = shown.timeline.iter().map(|entry| entry.changes.len()).collect();
    assert_eq!(reasons, [1, 2]);
    assert_eq!(shown.timeline[1].changes[1].after, "Twee complexen erbij.");
    assert_eq!(counted(&read(&official, &[change(""), ALL[0]]).await), [0, 0, 2, 0]);
});

on_both_databases!(a_line_that_is_about_no_number_is_told_with_its_cell, async |database| {
    region(database).await;
    let driver = driver(database).await;
    let lines = [
        ["regio", "hoog", "Hofwoningen", "2035", "95", "vastgesteld", "Herijking"],
        ["Merenveld", "laag", "Hofwoningen", "2030", "80", "", ""],
        ["Regio Merenveld", "raming", "Hofwoningen", "", "80", "", ""],
        ["Atlantis", "midden", "", "", "80", "", ""],
        ["Regio", "raming", "Begeleid wonen", "2040", "veel", "", ""],
        ["Regio", "laag", "Aanpasbare woningen", "", "310", "zeker", "Herijking"],
        ["Regio", "laag", "Hofwoningen", "", "80", "", ""],
        ["de regio Merenveld", "laag scenario", "hofwoningen", "", "90", "", ""],
    ];
    let first = read(&driver, &lines).await;
    assert_eq!(counted(&first), [0, 1, 0, 7]);
    let told = wrong(&first);
    let places: Vec<(u32, &str)> = told.iter().map(|(row, place, _)| (*row, place.as_str())).collect();
    let expected = [
        (3, ""),
        (4, "C4 (Soort woning)"),
        (5, "A5 (Gemeente of regio)"),
        (5, "B5 (Scenario)"),
        (5, "C5 (Soort woning)"),
        (6, "E6 (Aantal)"),
        (7, "F7 (Status)"),
        (8, ""),
        (9, ""),
    ];
    assert_eq!(places, expected, "{told:?}");
    assert!(told[1].2.contains("Begeleid wonen"), "{told:?}");
    let year = wrong(&read(&driver, &[lines[1]]).await);
    assert!(year[0].1 == "D2 (Jaar)" && year[0].2.contains("voor 2035"), "{year:?}");
    went_on(loaded(&driver, &first).await);
    assert_eq!(saved(&page(&driver, "regio", "", "hoog").await.unwrap(), "hofwoning").unwrap().value, 95);
});

on_both_databases!(undoing_puts_number_status_and_source_back, async |database| {
    region(database).await;
    let official = official(database, "Oosterzijl").await;
    let former = saved(&page(&official, "oosterzijl", "", "laag").await.unwrap(), "aanpasbaar").cloned().unwrap();
    assert!(former.source_id.is_some());
    let empty = ["Oosterzijl", "laag", "Aanpasbare woningen", "", "", "", "Nog niet verdeeld"];
    let other = ["Oosterzijl", "laag", "Aanpasbare woningen", "", "99", "richtinggevend", "Minder"];
    for (line, counts) in [(other, [1, 1, 0, 0]), (empty, [1, 1, 0, 0])] {
        let loading = read(&official, &[line, ALL[0]]).await;
        assert_eq!(counted(&loading), counts);
        went_on(loaded(&official, &loading).await);
        let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
        assert_eq!(saved(&shown, "aanpasbaar").map(|row| row.value), line[4].parse().ok());
        assert_eq!(saved(&shown, "hofwoning").map(|row| row.value), Some(30));

        went_on(undone(&official, &loading).await);
        assert_eq!(preview(&official, loading.id).await.unwrap().state, State::Undone);
        let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
        let row = saved(&shown, "aanpasbaar").unwrap();
        assert_eq!((row.value, &row.status, row.source_id), (former.value, &former.status, former.source_id));
        assert!(row.source_detail == former.source_detail && row.version > former.version);
        assert_eq!(saved(&shown, "hofwoning"), None);
        let newest = &shown.timeline[0];
        assert_eq!(newest.changes[1].after, "De invoer van een bestand is ongedaan gemaakt.");
        let frame = Frame::of(official.database(), &official.visibility()).await.unwrap();
        assert_eq!(last_change(&official, &frame).await.unwrap().as_ref(), Some(newest));
    }
    let rows = target::Entity::find().all(&database.connection).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.municipality_id == former.municipality_id).count(), 1);
});

on_both_databases!(a_number_that_was_set_again_is_not_undone, async |database| {
    region(database).await;
    let official = official(database, "Oosterzijl").await;
    let change = ["Oosterzijl", "laag", "Aanpasbare woningen", "", "130", "", "Erbij"];
    let first = read(&official, &[change]).await;
    went_on(loaded(&official, &first).await);
    // Another number of the same gemeente is another number.
    went_on(by_hand(&official, "oosterzijl", "hofwoning", "30").await);
    assert_eq!(preview(&official, first.id).await.unwrap().did.unwrap().touched, Vec::<i32>::new());
    went_on(by_hand(&official, "oosterzijl", "aanpasbaar", "140").await);
    let touched = rejected(undone(&official, &first).await);
    assert!(touched.status == 409 && touched.problems[0].message.contains("rij 2 "), "{touched:?}");

    let gone = read(&official, &[["Oosterzijl", "laag", "Hofwoningen", "", "", "", "Weg"]]).await;
    went_on(loaded(&official, &gone).await);
    went_on(by_hand(&official, "oosterzijl", "hofwoning", "31").await);
    assert_eq!(rejected(undone(&official, &gone).await).status, 409);
    let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
    assert_eq!(["aanpasbaar", "hofwoning"].map(|key| saved(&shown, key).unwrap().value), [140, 31]);
});

const WITHIN: [&str; 5] = ["Gemeente", "Woningcorporatie", "Scenario", "Soort", "Aantal"];

async fn read_within(request: &Request, lines: &[[&str; 5]]) -> PreviewPage {
    let rows: Vec<&[&str]> = std::iter::once(&WITHIN).chain(lines).map(<[&str; 5]>::as_slice).collect();
    previewed(request, Kind::Targets, &table(&rows)).await
}

on_both_databases!(a_gemeente_loads_what_its_corporaties_take_beside_its_own, async |database| {
    region(database).await;
    let official = official(database, "Oosterzijl").await;
    let lines = [
        ["Oosterzijl", "", "laag", "Hofwoningen", "30"],
        ["Oosterzijl", "stichting plaswonen", "laag", "Hofwoningen", "12"],
        ["Oosterzijl", "Stichting Plaswonen", "laag", "Aanpasbare woningen", "80"],
    ];
    let first = read_within(&official, &lines).await;
    assert_eq!(counted(&first), [3, 0, 0, 0], "{:?}", wrong(&first));
    went_on(loaded(&official, &first).await);
    assert_eq!(counted(&read_within(&official, &lines).await), [0, 0, 3, 0]);

    let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
    assert_eq!(["aanpasbaar", "hofwoning"].map(|key| saved(&shown, key).unwrap().value), [120, 30]);
    let division = shown.division.unwrap();
    let left: Vec<Option<i64>> = division.sums.iter().map(|sum| sum.left()).collect();
    assert_eq!((division.rows.len(), left), (1, vec![Some(40), Some(18)]));
    // One gemeente has one number, however many of its corporaties have a part of it.
    went_on(undone(&official, &first).await);
    let rows = target::Entity::find().all(&database.connection).await.unwrap();
    assert!(rows.iter().all(|row| row.organisation_id.is_none()), "{rows:?}");
    let shown = page(&official, "oosterzijl", "", "laag").await.unwrap();
    assert_eq!(["aanpasbaar", "hofwoning"].map(|key| saved(&shown, key).map(|row| row.value)), [Some(120), None]);
});

on_both_databases!(a_corporatie_that_is_not_there_is_told_with_its_cell, async |database| {
    region(database).await;
    let of_brinkerdam = official(database, "Brinkerdam").await;
    let lines = [
        ["Brinkerdam", "Stichting Plaswonen", "laag", "Hofwoningen", "12"],
        ["Regio", "Stichting Plaswonen", "laag", "Hofwoningen", "12"],
        ["Brinkerdam", "Zorggroep De Kade", "laag", "Hofwoningen", "12"],
        ["Oosterzijl", "Stichting Plaswonen", "laag", "Hofwoningen", "12"],
        ["Oosterzijl", "Stichting Plaswonen", "laag", "Hofwoningen", "13"],
        ["Lindewaard", "Stichting Plaswonen", "laag", "Hofwoningen", "12"],
    ];
    let page = read_within(&of_brinkerdam, &lines).await;
    assert_eq!(counted(&page), [0, 0, 0, 6]);
    let told = wrong(&page);
    let places: Vec<(u32, &str)> = told.iter().map(|(row, place, _)| (*row, place.as_str())).collect();
    let expected = [
        (2, "B2 (Corporatie)"),
        (3, "A3 (Gemeente of regio)"),
        (4, "B4 (Corporatie)"),
        (5, ""),
        (6, ""),
        (7, "A7 (Gemeente of regio)"),
    ];
    assert_eq!(places, expected, "{told:?}");
    assert!(told[0].2.contains("werkt niet in Brinkerdam") && told[5].2.contains("stelt een ander vast"), "{told:?}");
    // A corporatie sets none, not even its own.
    let corporation = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let page = read_within(&corporation, &lines[3..4]).await;
    assert_eq!((counted(&page), wrong(&page)[0].2.contains("stelt een ander vast")), ([0, 0, 0, 1], true));
});
