//! What the file of a handover is, and that nothing that people type can break it.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::{DateTime, TimeZone, Utc};
use typeset::{Entry, Fact, Handover, Light, Section, pdf};

fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 27, 13, 30, 0).unwrap()
}

/// With this text wherever people type.
fn handover(text: &str) -> Handover {
    let text = || text.to_owned();
    let entry = |light| Entry {
        name: text(),
        light,
        marks: vec!["Bekrachtigd".to_owned(), text()],
        facts: vec![Fact { label: "Oorzaak".to_owned(), text: text() }],
    };
    let lights = [Light::Green, Light::Amber, Light::Red, Light::Stale, Light::Unknown];
    let entries: Vec<Entry> = lights.iter().map(|light| entry(Some((*light, text())))).chain([entry(None)]).collect();
    let table = Section {
        heading: "Overleggen".to_owned(),
        lead: text(),
        columns: vec!["Overleg".to_owned(), "Als".to_owned()],
        rows: vec![vec![text(), text()], vec![text(), String::new()]],
        ..Section::default()
    };
    let empty = Section { heading: "Vragen".to_owned(), lead: "Er wacht geen vraag.".to_owned(), ..Section::default() };
    Handover {
        title: "Overdracht".to_owned(),
        whose: text(),
        made: text(),
        scope: text(),
        sections: vec![
            Section { heading: "Afspraken".to_owned(), lead: text(), entries, ..Section::default() },
            table,
            empty,
        ],
    }
}

/// The objects of the file; what stands on its pages is compressed.
fn objects(pdf: &[u8]) -> String {
    String::from_utf8_lossy(pdf).into_owned()
}

#[test]
fn it_is_tagged_and_says_whose_it_is_and_what_stands_in_it() {
    let objects = objects(&pdf(&handover("Wethouder wonen"), at()).unwrap());
    for expected in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "/Headers[",
        "/Lang(nl)",
        "/StructTreeRoot",
        "/Title(Overdracht, Wethouder wonen)",
        "/Title(Afspraken)",
        "/Title(Overleggen)",
        "/Title(Vragen)",
        "/CreationDate(D:20261127133000Z)",
        "/S/TH",
    ] {
        assert!(objects.contains(expected), "{expected} is not in it");
    }
}

#[test]
fn the_same_data_of_the_same_moment_is_the_same_file() {
    let once = pdf(&handover("Iets"), at()).unwrap();
    assert_eq!(once, pdf(&handover("Iets"), at()).unwrap());
    assert_ne!(once, pdf(&handover("Anders"), at()).unwrap());
}

#[test]
fn nothing_that_people_type_breaks_it() {
    for text in [
        String::new(),
        "#panic(\"no\")".to_owned(),
        "\"), #read(\"/etc/passwd\")".to_owned(),
        "*open _open `open [open \\ $x^ <label> @nergens".to_owned(),
        "\u{0}\u{85}\u{FEFF}\u{2028} 漢字 😀 👩‍👩‍👧 e\u{301}\u{323}".to_owned(),
        "regel één\r\n\n\nregel twee".to_owned(),
        "x".repeat(3_000),
    ] {
        let made = pdf(&handover(&text), at());
        let start: String = text.chars().take(30).collect();
        assert!(made.is_ok(), "{start:?}: {:?}", made.err());
    }
}
