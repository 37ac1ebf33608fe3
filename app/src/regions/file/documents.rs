//! A framework or performance agreement in a region file, and the content that it becomes.

use std::collections::BTreeSet;

use domain::documents::{Content, DocumentKind, TITLE_MAX, URL_MAX, YEARS};
use domain::ids::OrganisationId;

use crate::regions::reader::{At, Lines, Row};

/// A `[[document]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    pub title: At<String>,
    pub kind: DocumentKind,
    pub first_year: i32,
    pub last_year: i32,
    pub url: Option<String>,
    /// Organisations by name.
    pub parties: Vec<At<String>>,
    pub example: bool,
    pub lines: Lines,
}

impl DocumentEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let kinds: Vec<&'static str> = DocumentKind::ALL.iter().map(|kind| kind.code()).collect();
        let (title, kind) = (row.required("title"), row.word("kind", &kinds));
        let (first_year, last_year) = (row.number_in("first_year", YEARS), row.number_in("last_year", YEARS));
        let (url, parties) = (row.optional("url"), row.required_list("parties"));
        let example = row.optional("example").unwrap_or(false);
        Some(Self {
            title: title?,
            kind: kind?.parse().ok()?,
            first_year: first_year?,
            last_year: last_year?,
            url,
            parties,
            example,
            lines: row.lines(),
        })
    }

    /// What it says, with the identities behind its names.
    pub fn content(&self, parties: BTreeSet<OrganisationId>) -> Content {
        Content {
            title: self.title.value.clone(),
            kind: self.kind,
            first_year: self.first_year,
            last_year: self.last_year,
            url: self.url.clone(),
            parties,
        }
    }
}

/// What a writer of files is told of a rule of the domain, by the field that broke it.
pub fn message(field: &str) -> String {
    match field {
        "title" => format!("\"title\" has words on one line, at most {TITLE_MAX} characters"),
        "last_year" => "\"last_year\" comes before \"first_year\"".to_owned(),
        "url" => format!("\"url\" is an address that begins with https:// or http://, at most {URL_MAX} characters"),
        field => format!("\"{field}\" is wrong"),
    }
}
