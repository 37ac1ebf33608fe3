//! The pack of a meeting as a file.

use std::io::Read;

use app::bottlenecks;
use app::bottlenecks::entity::{bottleneck, bottleneck_project};
use app::bottlenecks::form::StepForm as SolveForm;
use app::decisions::entity::decision;
use app::error::AppError;
use app::exports::Exported;
use app::pack::file::made;
use app::pack::filter::Filter;
use app::pack::queries::{Whole, whole};
use app::pack::{address_of, file_address_of, spreadsheet, spreadsheet_address_of};
use app::request::Request;
use app::typesetting::{Made, PdfFile};
use chrono::{DateTime, Utc};
use domain::since::Kind;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, Set};
use sheets::{Cell, Limits};
use uuid::Uuid;

use super::cast::{BUILDER, Cast, SECRETARY, at, cast, organisation_id, project, report, went_on};
use super::common::on_both_databases;

const RED: [&str; 3] = ["groen", "rood", "oranje"];

async fn asked(request: &Request, meeting: Uuid, query: &str) -> Made {
    made(request, meeting, &format!("{}{query}", file_address_of(meeting))).await.unwrap()
}

/// The pack of all gemeenten.
pub async fn file(request: &Request, meeting: Uuid) -> PdfFile {
    match asked(request, meeting, "?gemeente=alle").await {
        Made::File(file) => file,
        Made::LeftOut(left_out) => panic!("{left_out:?}"),
    }
}

pub async fn data(request: &Request, meeting: Uuid) -> Whole {
    let all = Filter { place: Some("alle".to_owned()) };
    whole(request, meeting, &all).await.unwrap()
}

/// A decision that a meeting took, as it was recorded at this moment.
pub async fn recorded(cast: &Cast, meeting: Uuid, text: &str, moment: DateTime<Utc>) -> decision::Model {
    let database = cast.secretary.database();
    let row = decision::ActiveModel {
        id: Set(Uuid::now_v7()),
        region_id: Set(cast.secretary.actor().region.0),
        meeting_id: Set(meeting),
        agenda_item_id: Set(None),
        proposal_id: Set(None),
        kind: Set("besluit".to_owned()),
        text: Set(text.to_owned()),
        owner_id: Set(organisation_id(database, SECRETARY).await),
        owner_function: Set(None),
        due: Set(None),
        due_last_day: Set(None),
        no_date: Set(true),
        reported_to_id: Set(None),
        report: Set(None),
        example: Set(false),
        version: Set(1),
        created_at: Set(moment),
        updated_at: Set(moment),
    };
    row.insert(database).await.unwrap()
}

/// The bottleneck holds up the dwellings of the project too.
async fn block_the_project(cast: &Cast) {
    let row = bottleneck_project::ActiveModel { bottleneck_id: Set(cast.bottleneck), project_id: Set(cast.project) };
    row.insert(cast.secretary.database()).await.unwrap();
}

async fn reported_back(database: &DatabaseConnection, row: decision::Model, to: Uuid, moment: DateTime<Utc>) {
    let mut changed = row.into_active_model();
    changed.reported_to_id = Set(Some(to));
    changed.report = Set(Some("Dat is gedaan.".to_owned()));
    changed.updated_at = Set(moment);
    changed.update(database).await.unwrap();
}

on_both_databases!(it_is_the_same_file_whatever_happens_afterwards, async |database| {
    let mut cast = cast(database).await;
    let first = cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    report(&cast.secretary, cast.commitment, RED, "2028").await;
    project(&cast.builder, "Hof van Zuid", "openbaar").await;
    let open = recorded(&cast, first, "De aansluiting gaat voor.", at(1)).await;
    let second = cast.frozen_meeting("26-11-2026").await;
    let before = file(&cast.stranger, second).await;
    assert_eq!(before.name, "stukken-2026-11-26-alle.pdf");
    assert!(before.content.starts_with(b"%PDF-"));
    assert_eq!(before.content, file(&cast.stranger, second).await.content);
    let told = data(&cast.stranger, second).await;
    assert_eq!((told.at, told.lines.len(), told.page.trouble.len()), (at(2), 4, 1));

    cast.later(6);
    report(&cast.secretary, cast.commitment, ["groen", "groen", "groen"], "2027").await;
    project(&cast.builder, "Hof van West", "openbaar").await;
    recorded(&cast, first, "Dit staat pas later in het verslag.", at(5)).await;
    reported_back(database, open, second, at(6)).await;
    let open = data(&cast.stranger, second).await.open;
    let texts: Vec<&str> = open.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["De aansluiting gaat voor."]);
    assert_eq!(before.content, file(&cast.stranger, second).await.content);
    // It says for whom it was made.
    assert_ne!(before.content, file(&cast.builder, second).await.content);
});

on_both_databases!(it_holds_what_its_reader_may_see, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    project(&cast.builder, "Hof van Zuid", "intern-raad-college").await;
    let second = cast.frozen_meeting("26-11-2026").await;
    let told = async |request: &Request| format!("{:?}", data(request, second).await);
    let (own, others) = (told(&cast.secretary).await, told(&cast.stranger).await);
    for (text, reader) in [("Starterswoning na de opvang", &own), ("Hof van Zuid", &own)] {
        assert!(reader.contains(text), "{text}");
        assert!(!others.contains(text), "{text}");
    }
    let counted = async |request: &Request| {
        let standings = data(request, second).await.standings;
        standings.values().flat_map(|all| all.values()).sum::<usize>()
    };
    assert!(counted(&cast.secretary).await > counted(&cast.stranger).await, "a concept is in no count of others");
});

on_both_databases!(
    bottlenecks_are_told_as_they_were_and_of_those_that_were_solved_what_they_put_at_risk,
    async |database| {
        let mut cast = cast(database).await;
        block_the_project(&cast).await;
        let first = cast.frozen_meeting("22-11-2026").await;
        cast.later(2);
        let row = bottleneck::Entity::find_by_id(cast.bottleneck);
        let row = row.one(cast.secretary.database()).await.unwrap().unwrap();
        let solved = SolveForm {
            id: row.id.to_string(),
            version: row.version.to_string(),
            reason: "Er ligt een kabel.".to_owned(),
            ..SolveForm::default()
        };
        went_on(bottlenecks::commands::solve(&cast.secretary, &solved).await.unwrap());
        let second = cast.frozen_meeting("26-11-2026").await;
        let before = data(&cast.stranger, first).await.page.bottlenecks;
        let lines: Vec<_> = before.iter().map(|line| (line.title.as_str(), line.dwellings)).collect();
        assert_eq!(lines, [("Geen stroom", 60)]);
        let after = data(&cast.stranger, second).await;
        assert_eq!(after.page.bottlenecks, []);
        let told: Vec<_> = after.lines.iter().filter_map(|line| Some((line.kind, line.at_risk()?))).collect();
        assert_eq!(told, [(Kind::BottleneckSolved, "60 woningen niet meer in gevaar".to_owned())]);
    }
);

on_both_databases!(an_address_is_what_it_says_or_nothing, async |database| {
    let cast = cast(database).await;
    let meeting = cast.meeting("03-12-2026").await;
    // Nothing is frozen yet: it is of now.
    let told = data(&cast.stranger, meeting).await;
    assert!(!told.page.frozen && told.at == cast.stranger.now());
    assert_eq!(file_address_of(meeting), format!("{}.pdf", address_of(meeting)));
    let own = asked(&cast.secretary, meeting, "").await;
    assert!(matches!(own, Made::File(file) if file.name == "stukken-2026-12-03-oosterzijl.pdf"));
    for query in ["?gemeente=nergens", "?kleur=rood", "?gemeente=alle&gemeente=oosterzijl"] {
        assert!(matches!(asked(&cast.stranger, meeting, query).await, Made::LeftOut(_)), "{query}");
    }
    let nothing = made(&cast.stranger, Uuid::nil(), "/overleggen/0/stukken.pdf").await;
    assert_eq!(nothing.unwrap_err(), AppError::NotFound);
});

pub async fn workbook(request: &Request, meeting: Uuid, query: &str) -> Vec<u8> {
    let address = format!("{}{query}", spreadsheet_address_of(meeting));
    match spreadsheet::made(request, meeting, &address).await.unwrap() {
        Exported::File(mut made) => {
            assert!(made.name.ends_with(".xlsx"), "{}", made.name);
            let mut bytes = Vec::new();
            made.file.read_to_end(&mut bytes).unwrap();
            bytes
        }
        Exported::LeftOut(left_out) => panic!("{left_out:?}"),
    }
}

/// The cells of a sheet, row by row, as they are read again.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<Cell>> {
    let book = sheets::read(bytes, &Limits::default()).unwrap();
    let sheet = book.sheets.into_iter().find(|one| one.name == sheet).unwrap();
    sheet.rows.into_iter().map(|row| row.cells).collect()
}

pub fn texts(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let text = |row: Vec<Cell>| row.iter().map(|cell| cell.text().into_owned()).collect();
    cells(bytes, sheet).into_iter().map(text).collect()
}

on_both_databases!(the_workbook_holds_each_part_on_a_sheet, async |database| {
    let mut cast = cast(database).await;
    block_the_project(&cast).await;
    let first = cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    report(&cast.secretary, cast.commitment, RED, "2028").await;
    recorded(&cast, first, "=HYPERLINK(\"http://x\")", at(1)).await;
    let second = cast.frozen_meeting("26-11-2026").await;
    let bytes = workbook(&cast.stranger, second, "?gemeente=alle").await;

    let book = sheets::read(&bytes, &Limits::default()).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let first = ["Stukken", "Gevraagd", "Agenda", "Niet op schema", "Knelpunten"];
    let last = ["Gewijzigd", "Woningen", "Termijnen", "Openstaand"];
    assert_eq!(names, [&first[..], &last[..]].concat());
    let about = texts(&bytes, "Stukken");
    let told = |what: &str| about.iter().find(|row| row[0] == what).unwrap()[1].clone();
    assert!(told("Overleg").starts_with("Bestuurlijke tafel Merenveld"), "{about:?}");
    assert!(told("Peildatum").contains("23 november 2026") && told("Gemeente") == "alle gemeenten", "{about:?}");
    assert_eq!(told("Gemaakt voor"), format!("{}, {}", cast.stranger.user.name, cast.stranger.user.organisation));

    let whole = data(&cast.stranger, second).await;
    let trouble = texts(&bytes, "Niet op schema");
    assert_eq!(trouble.len(), 1 + whole.page.trouble.len());
    // Only what is not on schedule has a colour.
    assert_eq!(trouble[1][1..4], ["", "Rood", "Oranje"]);
    assert_eq!(trouble[1][5..8], ["De vergunning duurt langer.", "De bouw begint later.", "We overleggen elke week."]);
    let bottlenecks = texts(&bytes, "Knelpunten");
    let expected = ["Geen stroom", "Lokaal", "60", BUILDER, "Overleg met de netbeheerder"];
    assert_eq!((bottlenecks.len(), &bottlenecks[1][..]), (2, &expected.map(str::to_owned)[..]));
    let changed = texts(&bytes, "Gewijzigd");
    assert_eq!(changed.len(), 1 + whole.lines.len());
    let planning = changed.iter().find(|row| row.iter().any(|cell| cell.contains("→ Rood"))).unwrap();
    assert_eq!((planning[4].as_str(), planning[5].as_str()), ("Oranje", "Rood"));
    assert_eq!(texts(&bytes, "Termijnen").len(), 1 + whole.page.deadlines.len());
    assert_eq!(texts(&bytes, "Woningen").len(), 1 + whole.page.dwellings.len());
    // What looks like a formula is text.
    assert_eq!(cells(&bytes, "Openstaand")[1][0], Cell::Text("=HYPERLINK(\"http://x\")".into()));
});

on_both_databases!(the_workbook_is_the_same_whatever_happens_afterwards_and_its_readers_own, async |database| {
    let mut cast = cast(database).await;
    cast.frozen_meeting("22-11-2026").await;
    cast.later(2);
    project(&cast.builder, "Hof van Zuid", "intern-raad-college").await;
    let second = cast.frozen_meeting("26-11-2026").await;
    let before = workbook(&cast.stranger, second, "?gemeente=alle").await;
    cast.later(6);
    project(&cast.builder, "Hof van West", "openbaar").await;
    assert_eq!(before, workbook(&cast.stranger, second, "?gemeente=alle").await);
    let own = workbook(&cast.secretary, second, "?gemeente=alle").await;
    let mentions = |bytes: &[u8]| texts(bytes, "Gewijzigd").concat().iter().any(|cell| cell.contains("Hof van Zuid"));
    assert!(mentions(&own) && !mentions(&before));
    let of_place = workbook(&cast.secretary, second, "").await;
    assert!(texts(&of_place, "Stukken").concat().contains(&"Oosterzijl".to_owned()));
    let address = format!("{}?gemeente=nergens", spreadsheet_address_of(second));
    let made = spreadsheet::made(&cast.stranger, second, &address).await.unwrap();
    assert!(matches!(made, Exported::LeftOut(left_out) if left_out.unknown == ["gemeente=nergens"]));
    let nothing = spreadsheet::made(&cast.stranger, Uuid::nil(), "/overleggen/0/stukken.xlsx").await;
    assert_eq!(nothing.unwrap_err(), AppError::NotFound);
});
