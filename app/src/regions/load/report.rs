//! What a load did, for the command line.

use std::collections::BTreeMap;

/// What a region consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Region,
    Source,
    Municipality,
    Organisation,
    Measure,
    Scenario,
    Target,
    Challenge,
    TargetGroup,
    Deadline,
    Body,
    SuccessFactor,
    /// One figure of one year.
    ContextValue,
    Definition,
    Commitment,
    Progress,
    Milestone,
    Wait,
    Bottleneck,
    Document,
    Agenda,
    /// How far a municipality is with a deadline.
    DeadlinePhase,
    SuccessFactorState,
    Project,
    /// What one municipality tells of one year.
    Allocations,
    Meeting,
    Proposal,
    /// What an organisation does.
    Role,
}

impl Thing {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Region => ("region", "regions"),
            Self::Source => ("source", "sources"),
            Self::Municipality => ("municipality", "municipalities"),
            Self::Organisation => ("organisation", "organisations"),
            Self::Measure => ("measure", "measures"),
            Self::Scenario => ("scenario", "scenarios"),
            Self::Target => ("target", "targets"),
            Self::Challenge => ("challenge", "challenges"),
            Self::TargetGroup => ("target group", "target groups"),
            Self::Deadline => ("deadline", "deadlines"),
            Self::Body => ("body", "bodies"),
            Self::SuccessFactor => ("success factor", "success factors"),
            Self::ContextValue => ("context figure", "context figures"),
            Self::Definition => ("definition", "definitions"),
            Self::Commitment => ("commitment", "commitments"),
            Self::Progress => ("progress report", "progress reports"),
            Self::Milestone => ("milestone", "milestones"),
            Self::Wait => ("wait", "waits"),
            Self::Bottleneck => ("bottleneck", "bottlenecks"),
            Self::Document => ("document", "documents"),
            Self::Agenda => ("agenda", "agendas"),
            Self::DeadlinePhase => ("phase of a deadline", "phases of deadlines"),
            Self::SuccessFactorState => ("state of a success factor", "states of success factors"),
            Self::Project => ("project", "projects"),
            Self::Meeting => ("meeting", "meetings"),
            Self::Proposal => ("proposal", "proposals"),
            Self::Role => ("role description", "role descriptions"),
            Self::Allocations => ("year of urgent allocations", "years of urgent allocations"),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub added: usize,
    pub changed: usize,
}

/// How many rows of each kind a load added and changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadReport {
    region: String,
    counts: BTreeMap<Thing, Count>,
}

impl LoadReport {
    pub(super) fn new(region: &str) -> Self {
        Self { region: region.to_owned(), counts: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, thing: Thing, count: Count) {
        let total = self.counts.entry(thing).or_default();
        total.added += count.added;
        total.changed += count.changed;
    }

    pub fn count(&self, thing: Thing) -> Count {
        self.counts.get(&thing).copied().unwrap_or_default()
    }

    /// The database already said all that the file says.
    pub fn is_unchanged(&self) -> bool {
        self.counts.values().all(|count| *count == Count::default())
    }

    fn listed(&self, number: impl Fn(&Count) -> usize) -> String {
        let counts = self.counts.iter().map(|(thing, count)| (thing.names(), number(count)));
        let words = counts.filter(|(_, number)| *number > 0).map(|((one, many), number)| {
            let name = if number == 1 { one } else { many };
            format!("{number} {name}")
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// `Merenveld: added 2 targets; changed 3 targets, 1 body`.
impl std::fmt::Display for LoadReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [("added", self.listed(|count| count.added)), ("changed", self.listed(|count| count.changed))];
        let done = parts.into_iter().filter(|(_, list)| !list.is_empty()).map(|(verb, list)| format!("{verb} {list}"));
        let done = done.collect::<Vec<_>>().join("; ");
        write!(f, "{}: {}", self.region, if done.is_empty() { "nothing to change" } else { &done })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_a_sentence() {
        let mut report = LoadReport::new("Merenveld");
        assert_eq!(report.to_string(), "Merenveld: nothing to change");
        report.add(Thing::Body, Count { added: 0, changed: 1 });
        report.add(Thing::Target, Count { added: 2, changed: 3 });
        assert_eq!(report.to_string(), "Merenveld: added 2 targets; changed 3 targets, 1 body");
    }
}
