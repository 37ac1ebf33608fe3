//! The pack of a meeting as data: what its reader may see, in the words of the screen. The headings are the template's.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pack {
    pub title: String,
    /// The meeting, with its day and place.
    pub meeting: String,
    /// That it was on another day before, and why.
    pub moved: Option<String>,
    /// Of which moment it tells.
    pub standing: String,
    /// For whom it was made.
    pub reader: String,
    pub asked: Vec<Asked>,
    /// All that is on the agenda.
    pub agenda: Vec<Point>,
    /// How many commitments are not on schedule, in a sentence.
    pub trouble_lead: String,
    /// The worst first.
    pub trouble: Vec<Trouble>,
    /// That these are not all of them, and where the others are.
    pub trouble_rest: Option<String>,
    /// Those that put most dwellings at risk first.
    pub bottlenecks: Vec<Bottleneck>,
    /// None: there is no former meeting to compare with.
    pub changes: Option<Changes>,
    pub standings: Standings,
    pub dwellings: Vec<Dwellings>,
    /// What is said when there are none.
    #[serde(rename = "no-dwellings")]
    pub no_dwellings: String,
    pub aims: Aims,
    /// The nearest.
    pub deadlines: Vec<Deadline>,
    pub open: Vec<Open>,
}

/// What the meeting is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    pub title: String,
    pub purpose: String,
    /// What the body is asked to decide, in a line.
    pub decision: Option<String>,
    /// Why it is not its turn yet.
    pub waits: Option<String>,
}

/// An item of the agenda, or a proposal with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    pub title: String,
    pub purpose: String,
    pub notes: Vec<String>,
    /// The names of the files with it.
    pub papers: Vec<String>,
    pub parts: Vec<Fact>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    Green,
    Amber,
    Red,
    Stale,
    /// Nothing was reported yet.
    Unknown,
}

/// A commitment that is not on schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    pub name: String,
    /// The worst of its lights.
    pub worst: Light,
    /// Of what, which, and its colour in words.
    pub lights: Vec<(String, Light, String)>,
    pub stale: bool,
    /// Who is to move.
    pub lead: String,
    /// Why, and what follows from it.
    pub facts: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    pub label: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Since when, and how many there are.
    pub lead: String,
    pub kinds: Vec<Count>,
    /// The chart of the kinds, for who does not see it.
    pub alt: String,
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    pub label: String,
    pub many: usize,
}

/// What changed in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    pub place: String,
    pub lines: Vec<Change>,
    /// That these are not all of them, and where the others are.
    pub rest: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub subject: String,
    pub part: String,
    pub kind: String,
    /// From what to what.
    pub change: String,
    /// What goes with it.
    pub notes: Vec<String>,
}

/// How many commitments stand how, in each place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standings {
    pub places: Vec<Place>,
    /// The bars and the map, for who does not see them.
    pub bars_alt: String,
    pub map_alt: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub name: String,
    /// Column and row on the map; none: it is not on it.
    pub tile: Option<(i32, i32)>,
    pub counts: Vec<(Light, usize)>,
    /// How many of them are not on schedule.
    pub trouble: usize,
}

/// The dwellings of one measure, as numbers are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dwellings {
    pub measure: String,
    pub verified: String,
    /// Delivered, and not verified yet.
    pub reported: String,
    pub targets: Vec<String>,
}

/// How far the targets are reached, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aims {
    pub bars: Vec<Aim>,
    /// The chart, for who does not see it.
    pub alt: String,
}

/// A target of more than no dwellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aim {
    /// The measure, and what is aimed at.
    pub name: String,
    pub target: i64,
    pub verified: i64,
    pub reported: i64,
}

/// An open bottleneck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bottleneck {
    pub title: String,
    pub level: String,
    /// Dwellings at risk, as the number is written.
    pub dwellings: String,
    pub action: String,
    /// Who is to move.
    pub acting: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    pub title: String,
    pub due: String,
    /// How far away it is; empty when that is not known.
    pub distance: String,
}

/// A decision or pledge that nobody reported back yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Open {
    pub text: String,
    /// What it is, and at which item it was taken.
    pub about: String,
    pub owner: String,
    pub due: String,
    pub overdue: bool,
    pub meeting: String,
    /// What it is about.
    pub commitments: Vec<String>,
}
