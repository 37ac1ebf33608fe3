//! What the file of a pack is, and that nothing that people type can break it.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;
use typeset::{
    Aim, Aims, Asked, Bottleneck, Change, Changes, Count, Deadline, Dwellings, Fact, Group, Light, Open, Pack, Place,
    Point, Standings, Trouble, pdf,
};

fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 10, 8, 13, 30, 0).unwrap()
}

/// With this text wherever people type.
fn pack(text: &str) -> Pack {
    let text = || text.to_owned();
    let counts = vec![(Light::Green, 3), (Light::Stale, 2), (Light::Unknown, 0), (Light::Amber, 1), (Light::Red, 1)];
    let place = |name: &str, tile| Place { name: name.to_owned(), tile, counts: counts.clone(), trouble: 2 };
    Pack {
        title: "Stukken: Enschede".to_owned(),
        meeting: text(),
        moved: Some(text()),
        standing: "Stand van 1 oktober 2026 (peildatum).".to_owned(),
        reader: text(),
        asked: vec![Asked {
            title: text(),
            purpose: "Besluiten".to_owned(),
            decision: Some(text()),
            waits: Some(text()),
        }],
        agenda: vec![Point {
            title: text(),
            purpose: "Besluiten".to_owned(),
            notes: vec![text()],
            papers: vec![text()],
            parts: vec![Fact { label: "Argumenten".to_owned(), text: text() }],
        }],
        trouble_lead: "1 afspraak loopt niet op schema.".to_owned(),
        trouble: vec![Trouble {
            name: text(),
            worst: Light::Red,
            lights: vec![
                ("Planning".to_owned(), Light::Red, "Rood".to_owned()),
                ("Geld".to_owned(), Light::Amber, "Oranje".to_owned()),
            ],
            stale: true,
            lead: text(),
            facts: vec![Fact { label: "Oorzaak".to_owned(), text: text() }],
        }],
        trouble_rest: Some("Dit zijn de eerste 1 van 2.".to_owned()),
        changes: Some(Changes {
            lead: "Sinds 1 september 2026: 1 verandering.".to_owned(),
            kinds: vec![Count { label: "Stoplicht gedraaid".to_owned(), many: 1 }],
            alt: "Stoplicht gedraaid: 1.".to_owned(),
            groups: vec![Group {
                place: text(),
                lines: vec![
                    Change {
                        subject: text(),
                        part: text(),
                        kind: "Stoplicht gedraaid".to_owned(),
                        change: "Groen → Rood".to_owned(),
                        notes: vec![text()],
                    },
                    Change {
                        subject: text(),
                        part: String::new(),
                        kind: "Nieuw project".to_owned(),
                        change: String::new(),
                        notes: vec![],
                    },
                ],
                rest: Some("Dit zijn de eerste 2 van 3.".to_owned()),
            }],
        }),
        standings: Standings {
            places: vec![place("Regio", None), place("Enschede", Some((5, 4))), place("Almelo", Some((3, 2)))],
            bars_alt: text(),
            map_alt: text(),
        },
        bottlenecks: vec![Bottleneck {
            title: text(),
            level: "BO".to_owned(),
            dwellings: "24".to_owned(),
            action: text(),
            acting: text(),
        }],
        aims: Aims {
            bars: [("20", 400, 20, 4), ("meer dan beoogd", 10, 40, 5), ("gecorrigeerd", 10, 4, -6)]
                .map(|(name, target, verified, reported)| Aim {
                    name: format!("{name} {}", text()),
                    target,
                    verified,
                    reported,
                })
                .into(),
            alt: text(),
        },
        no_dwellings: text(),
        dwellings: vec![Dwellings {
            measure: text(),
            verified: "20".to_owned(),
            reported: "4".to_owned(),
            targets: vec!["400 in 2030 (basis)".to_owned(), text()],
        }],
        deadlines: vec![Deadline { title: text(), due: "2027".to_owned(), distance: String::new() }],
        open: vec![Open {
            text: text(),
            about: text(),
            owner: text(),
            due: "2027".to_owned(),
            overdue: true,
            meeting: text(),
            commitments: vec![text()],
        }],
    }
}

/// The objects of the file; what stands on its pages is compressed.
fn objects(pdf: &[u8]) -> String {
    String::from_utf8_lossy(pdf).into_owned()
}

#[test]
fn it_is_tagged_and_says_its_language_title_and_parts() {
    let objects = objects(&pdf(&pack("Iets"), at()).unwrap());
    for expected in [
        "%PDF-1.",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/Alt(Stoplicht gedraaid: 1.)",
        "/Headers[",
        "/Lang(nl)",
        "/StructTreeRoot",
        "/Outlines",
        "/Title(Samenvatting)",
        "/Title(Stukken: Enschede, Iets)",
        "/CreationDate(D:20261008133000Z)",
        "/S/Figure",
        "/S/TH",
        "/DisplayDocTitle true",
        "NotoSans-Regular",
    ] {
        assert!(objects.contains(expected), "{expected} is not in it");
    }
    for foreign in ["Libertinus", "/JavaScript", "/EmbeddedFile"] {
        assert!(!objects.contains(foreign), "{foreign} is in it");
    }
}

#[test]
fn the_same_data_of_the_same_moment_is_the_same_file() {
    let once = pdf(&pack("Iets"), at()).unwrap();
    assert_eq!(once, pdf(&pack("Iets"), at()).unwrap());
    assert_ne!(once, pdf(&pack("Anders"), at()).unwrap());
}

/// As the file writes a title that is not plain ASCII.
fn bookmark(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("/Title<FEFF{units}>")
}

/// Long, foreign and hostile.
fn texts() -> Vec<String> {
    vec![
        String::new(),
        "\u{0}\u{1}\u{7f}\u{85}\u{FEFF}\u{FFFF}\u{2028}".to_owned(),
        "漢字 ไทย हिन्दी 한국어 \u{E000} \u{10FFFF}".to_owned(),
        "😀 👩‍👩‍👧 🇳🇱 1️⃣ 👍🏽 ✅ ⚠️ ☎️".to_owned(),
        "שלום עולם, مرحبا بالعالم \u{202E}omgekeerd\u{202C} en verder".to_owned(),
        "e\u{301}\u{323} a\u{20DD} x\u{1AC0} \u{301}los ﷺ a\u{64B} א\u{300}".to_owned(),
        "regel één\r\nregel twee\n\n\n\nregel drie\t\teinde".to_owned(),
        "x".repeat(3_000),
        "👩‍".repeat(200),
        "0123456789".repeat(40),
    ]
}

#[test]
fn nothing_that_people_type_breaks_it() {
    for text in texts() {
        let made = pdf(&pack(&text), at());
        let start: String = text.chars().take(30).collect();
        assert!(made.is_ok(), "{start:?}: {:?}", made.err());
    }
}

#[test]
fn five_thousand_words_are_all_there() {
    let mut long = pack("Iets");
    let short = pdf(&long, at()).unwrap();
    long.agenda[0].parts[0].text = "woord ".repeat(5_000);
    let made = pdf(&long, at()).unwrap();
    let pages = |file: &[u8]| objects(file).matches("/Type/Page/").count();
    assert!(pages(&made) >= pages(&short) + 5, "{} pages", pages(&made));
}

#[test]
fn markup_is_text() {
    // What would end the typesetting, read a file or change the page if it were markup.
    for text in [
        "#panic(\"no\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#read(\"/etc/passwd\")",
        "#set page(width: 1cm)",
        "@nergens <label> $x^",
        "*open _open `open [open \\",
        "\"), #panic(\"",
    ] {
        let text = &format!("é{text}");
        let objects = objects(&pdf(&pack(text), at()).unwrap());
        assert!(objects.matches("/Type/Page/").count() > 1);
        assert_eq!(objects.matches("/MediaBox[0 0 595.2756 841.8898]").count(), objects.matches("/Type/Page/").count());
        assert!(objects.contains(&bookmark(text)), "{text} is not in it");
    }
}

#[test]
fn what_a_font_has_and_cannot_put_together_makes_a_file() {
    assert!(pdf(&pack("Ѐ\u{A674}"), at()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_makes_a_file(text in "\\PC{0,60}|[\\p{M}\\p{L}\\p{So}\\p{Cf}]{0,40}") {
        prop_assert!(pdf(&pack(&text), at()).is_ok());
    }
}
