use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::deliveries::commands::{correct, report, verify};
use app::deliveries::entity::{delivery, lot};
use app::deliveries::form::{CorrectForm, GONE, ReportForm, VerifyForm};
use app::deliveries::queries::{LedgerPage, ledger};
use app::deliveries::records::Book;
use app::imports::commands::undo;
use app::imports::form::UndoForm;
use app::imports::queries::{PreviewPage, preview, touched_since};
use app::projects::commands::change;
use app::projects::entity::project;
use app::projects::form::{ProjectForm, UNCOUNTED};
use app::projects::queries::{edit_page, show};
use app::request::Request;
use app::targets::entity::measure;
use domain::audit::Event;
use domain::imports::{Kind, Outcome, State};
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use crate::cast::{counted, loaded, previewed, region, rejected, request_of, table, went_on, wrong};
use crate::common::on_both_databases;

const HEADERS: [&str; 7] =
    ["Projectnummer", "Opleveringsnummer", "Soort", "Aantal", "Opleverdatum", "Adres", "Opmerking"];

/// Project, mark, count, explanation.
pub fn file(lines: &[(&str, &str, &str, &str)]) -> Vec<Vec<String>> {
    let line = |&(project, mark, count, explanation): &(&str, &str, &str, &str)| {
        [project, mark, "hofwoningen", count, "20-11-2026", "Zuidmolen 1", explanation].map(str::to_owned).to_vec()
    };
    std::iter::once(HEADERS.map(str::to_owned).to_vec()).chain(lines.iter().map(line)).collect()
}

/// Projects of 60 dwellings in Oosterzijl, built by Plaswonen, by their mark; and who builds them.
pub async fn builder(database: &DatabaseConnection, marks: &[&str]) -> Request {
    region(database).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let headers: &[&str] = &["Projectnummer", "Naam", "Gemeente", "Vertrouwelijkheid", "Woningen", "Corporatie"];
    let names: Vec<String> = marks.iter().map(|mark| format!("Hof {mark}")).collect();
    let rows: Vec<[&str; 6]> = marks
        .iter()
        .zip(&names)
        .map(|(mark, name)| [mark, name.as_str(), "Oosterzijl", "openbaar", "60", "Stichting Plaswonen"])
        .collect();
    let rows: Vec<&[&str]> = std::iter::once(headers).chain(rows.iter().map(<[&str; 6]>::as_slice)).collect();
    let page = previewed(&builder, Kind::Projects, &table(&rows)).await;
    went_on(loaded(&builder, &page).await);
    builder
}

/// Of Lindewaard, which Plaswonen has nothing to do with.
async fn elsewhere(database: &DatabaseConnection, mark: &str, confidentiality: &str) {
    let official = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let headers: &[&str] = &["Projectnummer", "Naam", "Gemeente", "Vertrouwelijkheid", "Woningen"];
    let rows = table(&[headers, &[mark, "Elders", "Lindewaard", confidentiality, "60"]]);
    went_on(loaded(&official, &previewed(&official, Kind::Projects, &rows).await).await);
}

pub async fn marked(database: &DatabaseConnection, mark: &str) -> Uuid {
    let found = project::Entity::find().filter(project::Column::ExternalId.eq(mark));
    found.one(database).await.unwrap().unwrap().id
}

pub async fn read(request: &Request, rows: &[Vec<String>]) -> PreviewPage {
    previewed(request, Kind::Deliveries, rows).await
}

/// The ledger of P1, whose lots are what its entries add up to.
async fn page(database: &DatabaseConnection, reader: &Request) -> LedgerPage {
    let id = marked(database, "P1").await;
    let book = Book::of(database, id).await.unwrap();
    for row in lot::Entity::find().filter(lot::Column::ProjectId.eq(id)).all(database).await.unwrap() {
        let folded = book.ledger.lot(row.id.into()).unwrap();
        let kept = [row.waiting, row.verified, row.returned].map(|count| u32::try_from(count).unwrap());
        assert_eq!(kept, [folded.waiting, folded.verified, folded.returned]);
        assert_eq!(row.external_id.as_deref(), book.mark(row.id));
    }
    ledger(reader, id).await.unwrap()
}

pub async fn lot_of(database: &DatabaseConnection, mark: &str) -> lot::Model {
    let found = lot::Entity::find().filter(lot::Column::ExternalId.eq(mark));
    found.one(database).await.unwrap().unwrap()
}

async fn undone(request: &Request, page: &PreviewPage) -> app::ui::form::FormReply {
    undo(request, &UndoForm { id: page.id.to_string() }).await.unwrap()
}

on_both_databases!(what_is_reported_by_file_counts_once_however_often_it_is_loaded, async |database| {
    let builder = builder(database, &["P1"]).await;
    let rows = file(&[("P1", "O-1", "24", "")]);
    let first = read(&builder, &rows).await;
    assert_eq!((counted(&first), first.unused.len(), first.rows[0].title.as_str()), ([1, 0, 0, 0], 0, "O-1"));
    assert_eq!(page(database, &builder).await.head.there, 0);
    went_on(loaded(&builder, &first).await);

    let shown = page(database, &builder).await;
    assert_eq!((shown.head.there, shown.entries.len(), shown.lots[0].state.waiting), (24, 1, 24));
    assert_eq!((shown.lots[0].external_id.as_deref(), shown.lots[0].kind.as_str()), (Some("O-1"), "Hofwoningen"));
    let told = show(&builder, shown.head.project).await.unwrap().timeline.remove(0);
    let told: Vec<&str> = told.changes.iter().map(|change| change.after.as_str()).collect();
    assert_eq!(told, ["24 × Hofwoningen", "20-11-2026", "Zuidmolen 1", "O-1"]);

    let again = read(&builder, &rows).await;
    assert_eq!(counted(&again), [0, 0, 1, 0]);
    assert_eq!(rejected(loaded(&builder, &again).await).status, 422);
    // With more below it, only that is new.
    let more = read(&builder, &file(&[("P1", "O-1", "24", ""), ("P1", "O-2", "6", "")])).await;
    assert_eq!(counted(&more), [1, 0, 1, 0]);
    went_on(loaded(&builder, &more).await);
    assert_eq!(page(database, &builder).await.head.there, 30);
});

on_both_databases!(lines_together_are_no_more_than_the_project_holds, async |database| {
    let builder = builder(database, &["P1", "P2"]).await;
    let lines = [("P1", "O-1", "24", ""), ("P1", "O-2", "30", ""), ("P1", "O-3", "7", ""), ("P1", "O-4", "6", "")];
    let first = read(&builder, &file(&[&lines[..], &[("P2", "O-1", "60", "")][..]].concat())).await;
    // The one that is refused takes no room from the next.
    assert_eq!(counted(&first), [4, 0, 0, 1]);
    let told = wrong(&first);
    assert_eq!((told[0].0, told[0].1.as_str()), (4, "G4 (Toelichting)"));
    assert!(told[0].2.contains("61 woningen") && told[0].2.contains("telt er 60"), "{told:?}");
    went_on(loaded(&builder, &first).await);
    assert_eq!(page(database, &builder).await.head.there, 60);

    let one = read(&builder, &file(&[("P1", "O-3", "1", "")])).await;
    assert_eq!(counted(&one), [0, 0, 0, 1]);
    let explained = read(&builder, &file(&[("P1", "O-3", "1", "Een woning is gesplitst.")])).await;
    went_on(loaded(&builder, &explained).await);
    assert_eq!(page(database, &builder).await.head.there, 61);
});

on_both_databases!(a_line_that_cannot_be_is_told_with_its_cell_and_the_others_load, async |database| {
    let builder = builder(database, &["P1"]).await;
    elsewhere(database, "L1", "openbaar").await;
    elsewhere(database, "L2", "privé").await;
    let mut rows = file(&[
        ("P1", "O-1", "24", ""),
        ("P1", "O-2", "-3", ""),
        ("P1", "O-3", "1", ""),
        ("P9", "O-4", "1", ""),
        ("L1", "O-5", "1", ""),
        ("L2", "O-6", "1", ""),
        ("P1", "", "1", ""),
        ("P1", "O-8", "1", ""),
        ("P1", "O-8", "2", ""),
        ("", "O-9", "1", ""),
        ("P1", "O-10", "1", ""),
    ]);
    rows[3][4] = "22-11-2026".to_owned();
    rows[11][2] = "Kastelen".to_owned();
    let first = read(&builder, &rows).await;
    assert_eq!(counted(&first), [1, 0, 0, 10]);
    let told = wrong(&first);
    let places: Vec<(u32, &str)> = told.iter().map(|(row, place, _)| (*row, place.as_str())).collect();
    let expected = [
        (3, "D3 (Aantal woningen)"),
        (4, "E4 (Opgeleverd op)"),
        (5, "A5 (Kenmerk project)"),
        (6, ""),
        (7, "A7 (Kenmerk project)"),
        (8, "B8 (Kenmerk oplevering)"),
        (9, "B9 (Kenmerk oplevering)"),
        (10, "B10 (Kenmerk oplevering)"),
        (11, "A11 (Kenmerk project)"),
        (12, "C12 (Soort woning)"),
    ];
    assert_eq!(places, expected);
    assert!(told[1].2.contains("toekomst") && told[3].2.contains("meldt wie bouwt"), "{told:?}");
    // What one may not see is told as what is not there.
    assert_eq!(told[2].2, told[4].2);
    assert!(told[6].2.contains("Rij 10 ") && told[7].2.contains("Rij 9 "), "{told:?}");
    went_on(loaded(&builder, &first).await);
    assert_eq!(page(database, &builder).await.entries.len(), 1);

    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    assert_eq!(counted(&read(&official, &file(&[("P1", "O-11", "1", "")])).await), [0, 0, 0, 1]);
});

on_both_databases!(what_was_reported_is_never_changed_by_a_file, async |database| {
    let builder = builder(database, &["P1"]).await;
    went_on(loaded(&builder, &read(&builder, &file(&[("P1", "O-1", "24", "")])).await).await);
    let mut rows = file(&[("P1", "O-1", "20", "")]);
    rows[1][5] = "Noordmolen 2".to_owned();
    let other = read(&builder, &rows).await;
    let told = wrong(&other);
    assert_eq!(
        (counted(&other), told[0].1.as_str(), told[1].1.as_str()),
        ([0, 0, 0, 1], "D2 (Aantal woningen)", "F2 (Adres)")
    );
    assert!(told[0].2.starts_with("Gemeld is: 24. ") && told[1].2.starts_with("Gemeld is: Zuidmolen 1. "), "{told:?}");
    // What the file does not tell, it does not contradict.
    let short = table(&[&["Projectnummer", "Opleveringsnummer", "Aantal"], &["P1", "O-1", "24"]]);
    assert_eq!(counted(&read(&builder, &short).await), [0, 0, 1, 0]);

    let shown = page(database, &builder).await;
    let four = CorrectForm {
        id: shown.head.project.to_string(),
        delivery: shown.lots[0].id.to_string(),
        seen: "1".to_owned(),
        count: "4".to_owned(),
        into: UNCOUNTED.to_owned(),
        reason: "Gelijkvloers.".to_owned(),
    };
    went_on(correct(&builder, &four).await.unwrap());
    // As it was reported, or as it was corrected; nothing else.
    for (count, expected) in [("24", [0, 0, 1, 0]), ("20", [0, 0, 1, 0]), ("22", [0, 0, 0, 1])] {
        let again = read(&builder, &file(&[("P1", "O-1", count, "")])).await;
        assert_eq!(counted(&again), expected, "{count}");
    }
    let told = wrong(&read(&builder, &file(&[("P1", "O-1", "22", "")])).await);
    assert!(told[0].2.starts_with("Gemeld is: 24, en na correctie 20. "), "{told:?}");
});

on_both_databases!(a_file_is_undone_with_corrections_and_its_marks_are_free_again, async |database| {
    let builder = builder(database, &["P1"]).await;
    let rows = file(&[("P1", "O-1", "24", ""), ("P1", "O-2", "30", "")]);
    let first = read(&builder, &rows).await;
    went_on(loaded(&builder, &first).await);
    // Two rows about one project do not touch each other.
    assert_eq!(touched_since(&database.connection, first.id).await.unwrap(), Vec::<i32>::new());

    let id = marked(database, "P1").await;
    let form = ProjectForm { dwellings: "61".to_owned(), ..edit_page(&builder, id).await.unwrap().form };
    went_on(change(&builder, &form).await.unwrap());
    let third = read(&builder, &file(&[("P1", "O-3", "6", "")])).await;
    went_on(loaded(&builder, &third).await);
    // The trail knows of both that the project was touched; the deliveries were not.
    assert_eq!(touched_since(&database.connection, first.id).await.unwrap(), [2, 3]);
    assert_eq!(preview(&builder, first.id).await.unwrap().did.unwrap().touched, Vec::<i32>::new());

    went_on(undone(&builder, &first).await);
    assert_eq!(preview(&builder, first.id).await.unwrap().state, State::Undone);
    let shown = page(database, &builder).await;
    assert_eq!((shown.head.there, shown.entries.len(), shown.lots.len()), (6, 5, 1));
    assert_eq!(shown.entries[0].what, "24 × Hofwoningen → niet opgeleverd");
    assert_eq!(shown.entries[0].reason.as_deref(), Some("Invoer ongedaan gemaakt."));
    let told = show(&builder, id).await.unwrap().timeline.remove(0);
    assert_eq!((told.event, told.changes.len()), (Event::ImportUndone, 3));

    // Mended, the same marks can be loaded.
    let mended = read(&builder, &file(&[("P1", "O-1", "20", ""), ("P1", "O-2", "30", "")])).await;
    assert_eq!(counted(&mended), [2, 0, 0, 0]);
    went_on(loaded(&builder, &mended).await);
    assert_eq!(page(database, &builder).await.head.there, 56);
    assert_eq!(counted(&read(&builder, &file(&[("P1", "O-1", "20", "")])).await), [0, 0, 1, 0]);
});

on_both_databases!(what_was_verified_or_corrected_is_not_undone, async |database| {
    let builder = builder(database, &["P1"]).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let first = read(&builder, &file(&[("P1", "O-1", "24", ""), ("P1", "O-2", "30", "")])).await;
    went_on(loaded(&builder, &first).await);
    let second = read(&builder, &file(&[("P1", "O-3", "6", "")])).await;
    went_on(loaded(&builder, &second).await);
    let id = marked(database, "P1").await.to_string();
    let verdict = VerifyForm {
        id: id.clone(),
        delivery: lot_of(database, "O-2").await.id.to_string(),
        seen: "3".to_owned(),
        verified: "30".to_owned(),
        ..VerifyForm::default()
    };
    went_on(verify(&official, &verdict).await.unwrap());
    let touched = rejected(undone(&builder, &first).await);
    assert!(touched.status == 409 && touched.problems[0].message.contains("rij 3 "), "{touched:?}");
    assert_eq!(page(database, &builder).await.head.there, 60);

    let gone = CorrectForm {
        id,
        delivery: lot_of(database, "O-3").await.id.to_string(),
        seen: "4".to_owned(),
        count: "6".to_owned(),
        into: GONE.to_owned(),
        reason: "Telfout.".to_owned(),
    };
    went_on(correct(&builder, &gone).await.unwrap());
    assert_eq!(rejected(undone(&builder, &second).await).status, 409);
    // Said by hand not to be there, it does not come back with the same file.
    assert_eq!(counted(&read(&builder, &file(&[("P1", "O-3", "6", "")])).await), [0, 0, 1, 0]);
    let reader = request_of(database, "Stichting Plaswonen", Role::Reader).await;
    let error = undo(&reader, &UndoForm { id: first.id.to_string() }).await.unwrap_err();
    assert_eq!(error, app::error::AppError::NotFound);
});

on_both_databases!(a_project_is_found_by_its_mark_its_gemeente_or_our_id, async |database| {
    let builder = builder(database, &["P1", "P2"]).await;
    elsewhere(database, "P1", "privé").await;
    let columns = ["Project", "Gemeente", "Kenmerk", "Soort", "Aantal", "Datum", "Adres", "Project-id"];
    let line = |project: &str, place: &str, mark: &str, id: &str| {
        [project, place, mark, "GNV", "3", "20-11-2026", "Zuidmolen 1", id].map(str::to_owned).to_vec()
    };
    let second = marked(database, "P2").await.to_string();
    let rows = [
        columns.map(str::to_owned).to_vec(),
        // The other P1 does not exist for them.
        line("P1", "", "O-1", ""),
        line("", "gemeente Oosterzijl", "O-2", &second),
        line("P1", "Lindewaard", "O-3", ""),
        line("", "Lindewaard", "O-4", &second),
        line("", "", "O-5", &Uuid::now_v7().to_string()),
        line("P1", "Atlantis", "O-6", ""),
    ];
    let first = read(&builder, &rows).await;
    let places: Vec<(u32, String)> = wrong(&first).into_iter().map(|(row, place, _)| (row, place)).collect();
    let expected = [(4, "A4 (Kenmerk project)"), (5, "B5 (Gemeente)"), (6, "H6 (Id project)"), (7, "B7 (Gemeente)")];
    assert_eq!(
        (counted(&first), places),
        ([2, 0, 0, 4], expected.map(|(row, place)| (row, place.to_owned())).to_vec())
    );
    went_on(loaded(&builder, &first).await);
    assert_eq!(lot_of(database, "O-2").await.project_id.to_string(), second);

    elsewhere(database, "P2", "openbaar").await;
    let told = wrong(&read(&builder, &[rows[0].clone(), line("P2", "", "O-7", "")]).await);
    assert!(told[0].1 == "B2 (Gemeente)" && told[0].2.contains("Meer gemeenten"), "{told:?}");
    let with_place = read(&builder, &[rows[0].clone(), line("P2", "Oosterzijl", "O-7", "")]).await;
    assert_eq!(counted(&with_place), [1, 0, 0, 0]);
});

on_both_databases!(a_mark_is_one_delivery_by_hand_and_by_file, async |database| {
    let builder = builder(database, &["P1"]).await;
    let care = measure::Entity::find().filter(measure::Column::Key.eq("hofwoning")).one(&database.connection);
    let by_hand = ReportForm {
        id: marked(database, "P1").await.to_string(),
        seen: "0".to_owned(),
        external_id: "O-1".to_owned(),
        kind: care.await.unwrap().unwrap().id.to_string(),
        count: "24".to_owned(),
        delivered_on: "20-11-2026".to_owned(),
        address: "Zuidmolen 1".to_owned(),
        ..ReportForm::default()
    };
    went_on(report(&builder, &by_hand, None).await.unwrap());
    assert_eq!(counted(&read(&builder, &file(&[("P1", "O-1", "24", "")])).await), [0, 0, 1, 0]);
    let twice = ReportForm { seen: "1".to_owned(), ..by_hand };
    assert_eq!(rejected(report(&builder, &twice, None).await.unwrap()).problems[0].field, "external_id");

    // The database keeps it so, whoever writes.
    let entry = delivery::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let next = delivery::ActiveModel { id: Set(Uuid::now_v7()), sequence: Set(2), ..entry.into_active_model() };
    let next = next.insert(&database.connection).await.unwrap();
    let lot = lot_of(database, "O-1").await;
    let same = lot::ActiveModel { id: Set(next.id), ..lot.clone().into_active_model().reset_all() };
    assert!(same.clone().insert(&database.connection).await.is_err());
    let other = lot::ActiveModel { external_id: Set(Some("O-2".to_owned())), ..same };
    assert!(other.insert(&database.connection).await.is_ok());
    let verified = delivery::ActiveModel {
        id: Set(Uuid::now_v7()),
        sequence: Set(3),
        act: Set("geverifieerd".to_owned()),
        of_id: Set(Some(next.id)),
        user_id: Set(request_of(database, "Gemeente Oosterzijl", Role::Staff).await.actor().user.into()),
        ..next.into_active_model()
    };
    assert!(verified.clone().insert(&database.connection).await.is_err());
    let unmarked = delivery::ActiveModel { external_id: Set(None), ..verified };
    assert!(unmarked.insert(&database.connection).await.is_ok());
});

on_both_databases!(a_long_file_asks_the_database_no_more_than_a_short_one, async |database| {
    let builder = builder(database, &["P1", "P2", "P3"]).await;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = builder;
    let few = read(&watched, &file(&[("P1", "O-1", "1", "")])).await.id;
    let lines: Vec<(String, String)> =
        (0..30).map(|number| (format!("P{}", number % 3 + 1), format!("M{number}"))).collect();
    let lines: Vec<_> = lines.iter().map(|(project, mark)| (project.as_str(), mark.as_str(), "1", "")).collect();
    let many = read(&watched, &file(&lines)).await.id;
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    preview(&watched, few).await.unwrap();
    let asked = count.swap(0, Ordering::Relaxed);
    let page = preview(&watched, many).await.unwrap();
    assert!(page.rows.iter().all(|row| matches!(row.outcome, Outcome::New(_))) && page.tally.new == 30);
    assert_eq!(count.load(Ordering::Relaxed), asked);
});
