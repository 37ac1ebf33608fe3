//! Sinds het vorige overleg: what is different between two moments, as lines that a wethouder reads.
//!
//! Everything that a line can tell of is a *slot* of a subject, which holds a value at every moment: the light of the planning of
//! a commitment, the level of a bottleneck, a file. A [`Turn`] is that a slot came to hold something else. Two ways lead to the
//! turns between two moments, and they come to the same: [`difference`] of what was held at both, and [`net`] of all that
//! happened between them. What turned and turned back is no turn. What grows old without anybody doing something is in
//! [`ageing`].

pub mod ageing;
mod kinds;
mod states;
#[cfg(test)]
mod tests;
mod text;
pub mod trail;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use ageing::{Age, Between, Clock};
pub use kinds::{Kind, kinds_of};
pub use states::{Held, State, difference};
pub use values::{Answered, Value, VersionState};

use crate::coded_enum;
use crate::ids::{
    AgendaId, BottleneckId, CommentId, CommitmentId, DeadlineId, FileId, MeasureId, MilestoneId, MunicipalityId,
    OrganisationId, ProjectId, ScenarioId,
};
use crate::progress::Aspect;

/// What a line is about, and leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    Commitment(CommitmentId),
    Bottleneck(BottleneckId),
    Project(ProjectId),
    /// The numbers of a gemeente, or of the region.
    Targets(Option<MunicipalityId>),
    Deadline(DeadlineId),
    Agenda(AgendaId),
    /// How far a gemeente is with a deadline.
    Phase(DeadlineId, MunicipalityId),
}

coded_enum! {
    /// A date that people agree on.
    Date {
        Start = "start", "Start";
        Due = "gereed", "Gereed";
        Expected = "verwacht", "Verwacht gereed";
        Planned = "gepland", "Geplande oplevering";
        Deadline = "termijn", "Termijn";
    }
}

/// A place where a subject holds one value at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    LifeCycle,
    /// Of this version of a commitment.
    Version(i32),
    Answer {
        version: i32,
        party: OrganisationId,
    },
    Stoplight(Aspect),
    /// The day of the last report of progress.
    ReportedOn,
    Date(Date),
    /// The last day on which a commitment is in time: of what recurs it moves with each occurrence that is told of.
    LastDay,
    Milestone(MilestoneId),
    BottleneckState,
    Level,
    ProjectStatus,
    Phase,
    PlanStatus,
    /// Dwellings that are there, verified or not; of no measure when they count for none.
    Delivered(Option<MeasureId>),
    Verified(Option<MeasureId>),
    Target {
        measure: MeasureId,
        scenario: ScenarioId,
        year: i32,
        /// A corporatie, of its part within the gemeente.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<OrganisationId>,
    },
    AgendaState,
    Comment(CommentId),
    File(FileId),
    DeadlinePhase,
    /// Of a deadline: what it rests on, in words.
    LegalStatus,
    /// Of a deadline: where it stands, in words.
    Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    pub subject: Subject,
    pub slot: Slot,
}

/// That a slot came to hold something else: by one thing that happened, or by all that happened between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub key: Key,
    /// In which gemeente it counts; none: in the region.
    pub municipality: Option<MunicipalityId>,
    /// None: it held nothing, because there was no such thing.
    pub before: Option<Value>,
    /// None: there is no such thing any more.
    pub after: Option<Value>,
    /// Why, where that must be said: the motivation of a target.
    pub note: Option<String>,
}

/// All that happened, the oldest first, as one turn for each slot: from what the first turned away from to what the last
/// turned to. Without those that came back to where they were. Everything of a subject counts where the last says.
pub fn net(happened: impl IntoIterator<Item = Turn>) -> Vec<Turn> {
    let mut places: BTreeMap<Subject, Option<MunicipalityId>> = BTreeMap::new();
    let mut turns: BTreeMap<Key, Turn> = BTreeMap::new();
    for turn in happened {
        places.insert(turn.key.subject, turn.municipality);
        match turns.get_mut(&turn.key) {
            Some(earlier) => {
                earlier.after = turn.after;
                earlier.note = turn.note;
            }
            None => {
                turns.insert(turn.key, turn);
            }
        }
    }
    let turned = turns.into_values().filter(|turn| turn.before != turn.after);
    let placed = turned.map(|turn| Turn {
        municipality: places.get(&turn.key.subject).copied().flatten(),
        // Why something is gone belongs to what is gone.
        note: turn.note.filter(|_| turn.after.is_some()),
        ..turn
    });
    placed.collect()
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub municipality: Option<MunicipalityId>,
    pub kind: Kind,
    pub subject: Subject,
    pub slot: Slot,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub note: Option<String>,
    /// Of a bottleneck: the dwellings of what it blocks.
    pub dwellings: Option<u64>,
}

/// The lines of these turns and of what grew old between the same moments, first those of the region and then of each
/// gemeente; within one by kind. The same input in another order gives the same lines. `blocked`: the dwellings of what each
/// bottleneck blocks, for their reader.
pub fn lines(turns: &[Turn], ages: &[Age], between: Between, blocked: &BTreeMap<BottleneckId, u64>) -> Vec<Line> {
    let turned = turns.iter().flat_map(kinds::lines_of);
    let mut lines: Vec<Line> = turned.chain(ages.iter().filter_map(|age| age.line(between))).collect();
    tell_once(&mut lines);
    for line in &mut lines {
        if let Subject::Bottleneck(id) = line.subject {
            line.dwellings = blocked.get(&id).copied();
        }
    }
    lines.sort_by_key(|line| (line.municipality, line.kind, line.subject, line.slot));
    lines
}

/// Dwellings that turned out not to be there are not verified either: one line says so.
fn tell_once(lines: &mut Vec<Line>) {
    let of_measure = |line: &Line| match line.slot {
        Slot::Delivered(measure) | Slot::Verified(measure) => Some((line.subject, measure, line.dwellings_more())),
        _ => None,
    };
    let fewer: BTreeSet<_> =
        lines.iter().filter(|line| line.kind == Kind::DeliveryCorrected).filter_map(of_measure).collect();
    lines.retain(|line| {
        line.kind != Kind::VerifiedLower || of_measure(line).is_none_or(|there| !fewer.contains(&there))
    });
}

/// The lines between two states that were kept.
pub fn between_states(
    before: &State,
    after: &State,
    between: Between,
    blocked: &BTreeMap<BottleneckId, u64>,
) -> Vec<Line> {
    lines(&difference(before, after), &ageing::ages(before, after), between, blocked)
}

/// As the page has them: the region's own first, then each gemeente's.
pub fn per_municipality(lines: Vec<Line>) -> BTreeMap<Option<MunicipalityId>, Vec<Line>> {
    let mut groups: BTreeMap<Option<MunicipalityId>, Vec<Line>> = BTreeMap::new();
    for line in lines {
        groups.entry(line.municipality).or_default().push(line);
    }
    groups
}
