//! Something of every kind happens between two meetings: the second is told each of it once, and nothing else.

use std::collections::BTreeSet;

use app::since::comparing::Told;
use app::since::filter::Filter;
use app::since::shown::Shown;
use domain::since::Kind;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::cast::{lines, shown};
use super::common::on_both_databases;
use super::pack::{file, texts, workbook};
use super::paper::{bare, words};
use super::people::{People, people};
use super::scene::{after, before};

/// The gemeente of the reader, which comes first; then the region; then the others.
const EXPECTED: [(&str, &[&str]); 3] = [
    (
        "Oosterzijl",
        &[
            "L-01 Hofwoningen aan de dam (Oosterzijl): Verouderd, laatste melding 22-11-2026",
            "L-01 Hofwoningen aan de dam (Oosterzijl) [Mijlpaal ‘De inrichting’]: Datum verschoven, 1e kwartaal 2028 → 2e kwartaal 2028",
            "L-01 Hofwoningen aan de dam (Oosterzijl) [Mijlpaal ‘De vergunning’]: Mijlpaal gehaald, op 14-12-2026",
            "L-01 Hofwoningen aan de dam (Oosterzijl) [Mijlpaal ‘De grond’]: Mijlpaal gemist, gepland december 2026",
            "L-01 Hofwoningen aan de dam (Oosterzijl) [Mijlpaal ‘De eerste paal’]: Mijlpaal toch niet gehaald, gepland 2028",
            "L-01 Hofwoningen aan de dam (Oosterzijl) [Mijlpaal ‘De sloop’]: Mijlpaal verwijderd, gepland 2028",
            "L-01 Hofwoningen aan de dam (Oosterzijl): Reactie geplaatst, Stichting Plaswonen",
            "L-01 Hofwoningen aan de dam (Oosterzijl): Reactie ingetrokken, Gemeente Oosterzijl",
            "L-01 Hofwoningen aan de dam (Oosterzijl): Bestand toegevoegd, besluit.pdf",
            "L-01 Hofwoningen aan de dam (Oosterzijl): Bestand ingetrokken, tekening.pdf",
            "L-04 Een uitstel (Oosterzijl) [Gereed]: Datum verschoven, 2029 → 2030",
            "L-04 Een uitstel (Oosterzijl) [Versie 2]: Bekrachtigd",
            "Hof van Noord (Oosterzijl) [Geplande oplevering]: Datum verschoven, 2029 → 2030",
            "Hof van Noord (Oosterzijl): Projectstatus gewijzigd, Nieuw → Actief",
            "Hof van Noord (Oosterzijl): Andere fase, 2 Initiatief → 4 Ontwerp",
            "Hof van Noord (Oosterzijl): Planologische status gewijzigd, nog niet bekend → 2a Vastgesteld",
            "L-02 Een vraag (Oosterzijl): Over tijd, tot en met 31-12-2026",
            "L-02 Een vraag (Oosterzijl) [Versie 1, Stichting Plaswonen]: Afgewezen (Te duur)",
            "L-02 Een vraag (Oosterzijl) [Versie 1, Zorggroep De Kade]: Voorbehoud gemaakt (Goedkeuring van de raad van toezicht)",
            "L-10 Een concept (Oosterzijl): Voorgesteld",
            "L-07 Een besluit (Oosterzijl) [Versie 2]: Nieuwe versie gevraagd, Ligt bij de partijen (Gereed: 2029 → 2031)",
            "L-03 Een twijfel (Oosterzijl) [Versie 1]: Bekrachtigd",
            "L-03 Een twijfel (Oosterzijl) [Versie 1, Zorggroep De Kade]: Voorbehoud vervallen (Goedkeuring van de raad van commissarissen)",
            "L-03 Een twijfel (Oosterzijl) [Versie 1, Stichting Plaswonen]: Alsnog bevestigd",
            "L-05 Een vergissing (Oosterzijl) [Versie 2]: Wijziging ingetrokken",
            "L-08 Een gereed plan (Oosterzijl): Afgerond",
            "L-06 Een rest (Oosterzijl): Heropend",
            "L-09 Een oud plan (Oosterzijl): Vervallen (De subsidie ging niet door)",
            "Geen water: Knelpunt geopend",
            "Te weinig bouwers: Knelpunt geëscaleerd, Lokaal → BO",
            "Geen grond: Knelpunt opgelost",
            "Bezwaar: Knelpunt weer open",
            "Hof van West (Oosterzijl): Nieuw project",
            "Hof van Zuid (Oosterzijl): Woningen opgeleverd, 5 woningen",
            "Hof van Zuid (Oosterzijl) [Hofwoningen]: Opgeleverde woningen geverifieerd, 8 woningen",
            "Hof van Zuid (Oosterzijl) [Begeleid wonen]: Opgeleverde woningen naar beneden bijgesteld, 2 woningen",
            "Hof van Zuid (Oosterzijl) [Aanpasbare woningen]: Geverifieerde woningen naar beneden bijgesteld, 4 woningen",
            "Doelen van Oosterzijl [Aanpasbare woningen, laag scenario, 2035]: Doelaantal gewijzigd, 120 → 130 (Er komen twee hofjes bij.)",
            "Dorpsplan vastgesteld (Oosterzijl): Andere fase van een termijn, nog niet gemeld → Inspraak",
            "Uitvoeringsagenda Oosterzijl 2026–2030: Stand van de uitvoeringsagenda, Concept → In consultatie",
        ],
    ),
    (
        "Regio",
        &[
            "Jaargesprek met de corporatie [Termijn]: Termijn gewijzigd, elk jaar op 1 april → 01-09-2027",
            "Jaargesprek met de corporatie [Bron]: Termijn gewijzigd, Pact wonen met zorg Merenveld → Pact wonen met zorg Merenveld, Artikel 3",
            "Dorpsplan vastgesteld [Termijn]: Termijn voorbij, tot en met 15-01-2027",
        ],
    ),
    (
        "Lindewaard",
        &[
            "M-01 Acht hofwoningen in Lindewaard (Lindewaard) [Planning]: Stoplicht gedraaid, Oranje → Rood",
            "M-01 Acht hofwoningen in Lindewaard (Lindewaard): Weer bijgewerkt, gemeld op 15-12-2026",
            "M-01 Acht hofwoningen in Lindewaard (Lindewaard) [Verwacht gereed]: Datum verschoven, nog niet bekend → 2028",
        ],
    ),
];

/// Two meetings with all of it in between. Gives the second.
async fn two_meetings(database: &DatabaseConnection) -> (People, Uuid) {
    let mut people = people(database).await;
    people.later(1);
    let scene = before(&people).await;
    // Of the commitment of the region's file nobody has reported for eight weeks by then.
    people.later(20);
    people.cast.frozen_meeting("15-12-2026").await;
    people.later(24);
    after(&people, &scene).await;
    // Long enough for a report to go stale, and for a date, a milestone and a deadline to pass.
    people.later(65);
    let second = people.cast.frozen_meeting("01-02-2027").await;
    (people, second)
}

/// The lines under the name of each gemeente, in the order of the page.
fn per_place(shown: &Shown) -> Vec<(String, Vec<String>)> {
    let names: Vec<String> = shown.lines.iter().map(|line| place_of(shown, line)).collect();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (name, text) in names.into_iter().zip(lines(shown)) {
        match groups.last_mut().filter(|(last, _)| *last == name) {
            Some((_, lines)) => lines.push(text),
            None => groups.push((name, vec![text])),
        }
    }
    groups
}

fn place_of(shown: &Shown, line: &Told) -> String {
    let known = shown.places.iter().filter_map(|(place, _)| place.as_ref());
    let of_line = |id: Uuid| known.clone().find(|place| place.id == id).unwrap().name.clone();
    line.place.map_or("Regio".to_owned(), of_line)
}

/// What a line tells of, it leads to: what has a page of its own, there.
fn leads_there(line: &Told) -> bool {
    let beside = match line.kind {
        Kind::Commented | Kind::CommentWithdrawn => "/reacties/",
        Kind::FileAdded | Kind::FileWithdrawn => "/bewijs",
        Kind::Delivered | Kind::Verified | Kind::DeliveryCorrected | Kind::VerifiedLower => "/opleveringen",
        Kind::Target => "/oosterzijl",
        _ => return line.address == line.page && line.page.starts_with('/'),
    };
    line.address.strip_prefix(&line.page).is_some_and(|rest| rest.starts_with(beside))
}

on_both_databases!(every_kind_of_change_is_told_once_and_nothing_else, async |database| {
    let (people, second) = two_meetings(database).await;
    let told = shown(&people.official, second, &Filter::default()).await;
    let expected =
        EXPECTED.map(|(place, lines)| (place.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect()));
    assert_eq!(per_place(&told), expected);
    assert_eq!(told.total, told.lines.len(), "all are on one page");

    let kinds: BTreeSet<Kind> = told.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, Kind::ALL.iter().copied().collect(), "a kind is not told of");
    for line in &told.lines {
        assert!(leads_there(line), "{line:?}");
        let blocks = line.page.starts_with("/knelpunten/").then_some(60);
        assert_eq!(line.dwellings, blocks, "{line:?}");
    }

    let sheet = texts(&workbook(&people.official, second, "?gemeente=alle").await, "Gewijzigd");
    assert_eq!(sheet.len(), 1 + told.total);
    // Of four bottlenecks one was solved.
    let at_risk = sheet[0].iter().position(|heading| heading == "Woningen in gevaar").unwrap();
    assert_eq!(sheet.iter().filter(|row| row.get(at_risk).is_some_and(|cell| cell == "60")).count(), 3, "{sheet:?}");

    let pack = file(&people.official, second).await;
    let Some(paper) = words(&pack.content) else { return };
    let on_paper = |row: &String| paper.matches(&bare(row)).count();
    let wrong: Vec<String> = told.lines.iter().map(row).filter(|row| on_paper(row) != 1).collect();
    assert_eq!(wrong, [""; 0], "{paper}");
    assert!(paper.contains(&bare(&format!("{} veranderingen", told.total))), "{paper}");
});

/// The cells of a line in the pack, from left to right.
fn row(line: &Told) -> String {
    let cells = [line.subject.clone(), line.part.clone(), line.kind.label().to_owned(), line.change.clone()];
    cells.into_iter().chain(line.note.clone()).chain(line.at_risk()).collect()
}
