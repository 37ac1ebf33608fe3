//! A meeting in a region file, with its agenda and what was decided there.

use chrono::NaiveDate;
use domain::Period;
use domain::bottlenecks::Holder;
use domain::decisions::{self, Due, Kind};
use domain::meetings::items::Item;
use domain::meetings::{Content, State};
use domain::routing::Purpose;
use toml_edit::Value;
use uuid::Uuid;

use super::bottlenecks::CommitmentName;
use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

/// A `[[meeting]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingEntry {
    /// By name.
    pub body: At<String>,
    pub date: NaiveDate,
    pub title: Option<String>,
    pub place: Option<String>,
    pub state: State,
    /// Why it will not be held.
    pub reason: Option<String>,
    pub items: Vec<At<ItemEntry>>,
    pub decisions: Vec<At<DecisionEntry>>,
    pub example: bool,
    pub lines: Lines,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemEntry {
    pub title: String,
    pub purpose: Purpose,
    pub note: Option<String>,
    pub oral: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionEntry {
    pub kind: Kind,
    pub text: String,
    /// By name.
    pub owner: String,
    pub owner_function: Option<String>,
    /// None: that there is no day is said by leaving it out.
    pub due: Option<Period>,
    pub about: Vec<At<CommitmentName>>,
}

impl MeetingEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        // Minutes and who was there are for people to write down.
        let states = [State::Preparing, State::PapersReady, State::Held, State::Cancelled].map(State::code);
        let (body, date) = (row.required("body"), row.required("date"));
        let (title, place, state) = (row.optional("title"), row.optional("place"), row.word("state", &states));
        let reason = row.optional("reason");
        let (items, decisions) = (row.list("items"), row.list("decisions"));
        let example = row.optional("example").unwrap_or(false);
        let state = state.and_then(|code| code.parse().ok());
        Some(Self {
            body: body?,
            date: date?,
            title,
            place,
            state: state?,
            reason,
            items,
            decisions,
            example,
            lines: row.lines(),
        })
    }

    pub fn content(&self) -> Content {
        Content { title: self.title.clone(), date: self.date, place: self.place.clone() }
    }
}

impl ItemEntry {
    pub fn item(&self) -> Item {
        Item { title: self.title.clone(), purpose: self.purpose, note: self.note.clone(), papers: 0, oral: self.oral }
    }
}

impl DecisionEntry {
    /// What it says, with the identity behind its owner's name.
    pub fn content(&self, owner: Uuid) -> decisions::Content {
        decisions::Content {
            kind: self.kind,
            text: self.text.clone(),
            owner: Holder { organisation: owner.into(), function: self.owner_function.clone() },
            due: self.due.map_or(Due::NoDate, Due::By),
        }
    }
}

impl FromValue for ItemEntry {
    fn expected() -> String {
        "{ title = \"…\", purpose = \"informeren\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "an item of [[meeting]]", table, reader.line(value.span()));
        let purposes: Vec<&'static str> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        let (title, purpose) = (row.required("title"), row.word("purpose", &purposes));
        let (note, oral) = (row.optional("note"), row.optional("oral").unwrap_or(false));
        row.finish();
        let purpose = purpose.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?;
        Ok(Self { title: title.ok_or(Mismatch::Noted)?, purpose, note, oral })
    }
}

impl FromValue for DecisionEntry {
    fn expected() -> String {
        "{ kind = \"besluit\", text = \"…\", owner = \"…\", due = \"2027-Q3\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a decision of [[meeting]]", table, reader.line(value.span()));
        let kinds: Vec<&'static str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        let (kind, text, owner) = (row.word("kind", &kinds), row.required("text"), row.required("owner"));
        let (owner_function, due, about) = (row.optional("owner_function"), row.optional("due"), row.list("about"));
        row.finish();
        let kind = kind.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?;
        let (text, owner) = (text.ok_or(Mismatch::Noted)?, owner.ok_or(Mismatch::Noted)?);
        Ok(Self { kind, text, owner, owner_function, due, about })
    }
}
