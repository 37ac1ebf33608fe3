//! Makes a PDF of a document that is given as data: A4, tagged as PDF/UA-1, in Dutch.
//!
//! What people wrote reaches the template as JSON, never as markup, so that it is shown as it was typed. The same data of the
//! same moment is the same file, byte for byte.

mod fonts;
mod handover;
mod pack;
mod text;
mod world;

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use typst::comemo;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use handover::{Entry, Handover, Section};
pub use pack::{
    Aim, Aims, Asked, Bottleneck, Change, Changes, Count, Deadline, Dwellings, Fact, Group, Light, Open, Pack, Place,
    Point, Standings, Trouble,
};

pub use world::Template;

use world::TheWorld;

/// It could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("a document cannot be written as data: {0}")]
    Data(#[from] serde_json::Error),
    #[error("a document cannot be typeset: {0}")]
    Typst(String),
}

/// What can be made a PDF of.
pub trait Document: Serialize {
    const TEMPLATE: Template;
}

impl Document for Pack {
    const TEMPLATE: Template = Template::Pack;
}

impl Document for Handover {
    const TEMPLATE: Template = Template::Handover;
}

/// The PDF of a document. `at`: when what it tells was established. It keeps a processor busy for as long as it takes.
///
/// # Errors
/// When typst refuses, which no text that people type should bring about.
pub fn pdf<D: Document>(document: &D, at: DateTime<Utc>) -> Result<Vec<u8>, Failed> {
    let data = serde_json::to_value(document)?;
    // PDF/UA-1 forbids characters that no font has. `text` replaces those; should a font refuse what it has when it stands beside
    // another, then a file without it is better than none.
    let made = typeset(D::TEMPLATE, &text::writable(data.clone()), at)
        .or_else(|_| typeset(D::TEMPLATE, &text::plain(data), at));
    // What typst remembers of a document is of use to nobody who asks for another one.
    comemo::evict(0);
    made
}

fn typeset(template: Template, data: &Value, at: DateTime<Utc>) -> Result<Vec<u8>, Failed> {
    let data = serde_json::to_vec(data)?;
    let ident = format!("{:x?}", Sha256::digest(&data));
    let world = TheWorld::new(template, data);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| failed(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Failed::Typst(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Woonzorgagenda".to_owned())),
        timestamp: moment(at).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

fn failed(errors: &[SourceDiagnostic]) -> Failed {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Failed::Typst(messages.join("; "))
}

fn moment(at: DateTime<Utc>) -> Option<Datetime> {
    let small = |part: u32| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fonts_have_needs_no_second_try() {
        for text in [
            "שלום עולם, مرحبا بالعالم",
            "😀 👩‍👩‍👧 🇳🇱 1️⃣ 👍🏽 ✅ ⚠️ ☎️",
            "e\u{301}\u{323} a\u{20DD} ﷺ א\u{5B8}",
            "漢字 \u{E000}",
        ] {
            let pack = Pack {
                title: text.to_owned(),
                meeting: text.to_owned(),
                moved: None,
                standing: text.to_owned(),
                reader: text.to_owned(),
                asked: vec![],
                agenda: vec![],
                trouble_lead: text.to_owned(),
                trouble: vec![],
                trouble_rest: None,
                changes: None,
                standings: Standings { places: vec![], bars_alt: String::new(), map_alt: String::new() },
                bottlenecks: vec![],
                aims: Aims { bars: vec![], alt: String::new() },
                no_dwellings: String::new(),
                dwellings: vec![],
                deadlines: vec![],
                open: vec![],
            };
            let data = serde_json::to_value(&pack).unwrap();
            let made = typeset(Template::Pack, &text::writable(data), DateTime::UNIX_EPOCH);
            assert!(made.is_ok(), "{text}: {:?}", made.err());
        }
    }
}
