//! Waiting: a commitment that cannot go on before another one is done, or before an organisation does something.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;

use crate::Problem;
use crate::commitments::LifeCycle;
use crate::ids::{CommitmentId, OrganisationId};
use crate::text::check_line;

pub const REASON_MAX: usize = 500;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitsFor {
    Commitment(CommitmentId),
    Organisation(OrganisationId),
}

/// What somebody says of a wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    pub reason: String,
    pub since: NaiveDate,
}

impl Wait {
    /// Empty when it may be saved.
    pub fn problems(&self, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.reason.chars().any(char::is_alphanumeric) {
            problems.push(Problem::new("reason", "Vul in waarom de afspraak wacht."));
        }
        check_line("reason", "De reden", Some(&self.reason), REASON_MAX, &mut problems);
        if self.since > today {
            problems
                .push(Problem::new("since", "Deze dag ligt in de toekomst. Vul in sinds wanneer de afspraak wacht."));
        }
        problems
    }
}

/// Why a wait is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Resolved(NaiveDate),
    /// Nobody said that it was resolved, but the commitment that was waited for is done.
    OtherCompleted,
    /// Who is closed waits for nothing.
    WaitingClosed,
}

/// Whether a wait still counts. Nobody has to tell it that a commitment is done; of one that lapsed, somebody must say how
/// the one that waits goes on. `other`: of the commitment that is waited for.
///
/// # Errors
/// Why it is over.
pub fn is_open(resolved_on: Option<NaiveDate>, waiting: LifeCycle, other: Option<LifeCycle>) -> Result<(), Over> {
    match (resolved_on, other) {
        (Some(day), _) => Err(Over::Resolved(day)),
        (None, Some(LifeCycle::Completed)) => Err(Over::OtherCompleted),
        (None, _) if !waiting.is_open() => Err(Over::WaitingClosed),
        (None, _) => Ok(()),
    }
}

/// Whether a commitment can begin to wait, or be waited for.
///
/// # Errors
/// When one of them is closed already.
pub fn may_begin(waiting: LifeCycle, other: Option<LifeCycle>) -> Result<(), Problem> {
    if !waiting.is_open() {
        return Err(Problem::new("commitment", "Deze afspraak is afgesloten en wacht nergens meer op."));
    }
    match other {
        Some(other) if !other.is_open() => {
            let state = other.label().to_lowercase();
            Err(Problem::new("commitment", format!("Die afspraak is {state}. Daar hoeft u niet meer op te wachten.")))
        }
        _ => Ok(()),
    }
}

/// Why a commitment cannot wait for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Itself,
    /// The organisation that does it anyway.
    OwnLead,
    /// It does so already.
    Twice,
    /// The other waits for this one: at once, or through others.
    Circle {
        direct: bool,
    },
}

impl Refused {
    /// `other`: what the commitment is called that would be waited for. Those in between are not named: not everybody
    /// may see them.
    pub fn problem(self, other: &str) -> Problem {
        let message = match self {
            Self::Itself => "Een afspraak kan niet op zichzelf wachten. Kies een andere afspraak.".to_owned(),
            Self::OwnLead => {
                let message = format!("{other} is zelf de trekker. Leg wat er moet gebeuren vast als mijlpaal.");
                return Problem::new("organisation", message);
            }
            Self::Twice => format!("Deze afspraak wacht al op {other}."),
            Self::Circle { direct: true } => {
                format!("{other} wacht zelf op deze afspraak. Als ze op elkaar wachten, begint geen van beide.")
            }
            Self::Circle { direct: false } => {
                format!(
                    "{other} wacht via andere afspraken op deze afspraak. Als ze op elkaar wachten, begint geen ervan."
                )
            }
        };
        Problem::new("commitment", message)
    }
}

/// Which commitments wait for which, as far as those waits are open. Whoever lets a closed commitment be opened again
/// brings its waits back, and must ask again whether they make a circle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph(BTreeMap<CommitmentId, BTreeSet<CommitmentId>>);

impl Graph {
    /// # Errors
    /// When the commitment may not wait for this one; then nothing has changed.
    pub fn add(&mut self, waiting: CommitmentId, other: CommitmentId) -> Result<(), Refused> {
        self.allows(waiting, other)?;
        self.0.entry(waiting).or_default().insert(other);
        Ok(())
    }

    /// # Errors
    /// When the commitment may not wait for this one.
    pub fn allows(&self, waiting: CommitmentId, other: CommitmentId) -> Result<(), Refused> {
        if waiting == other {
            return Err(Refused::Itself);
        }
        if self.waits(waiting, other) {
            return Err(Refused::Twice);
        }
        if self.leads(other, waiting) {
            return Err(Refused::Circle { direct: self.waits(other, waiting) });
        }
        Ok(())
    }

    fn waits(&self, waiting: CommitmentId, other: CommitmentId) -> bool {
        self.0.get(&waiting).is_some_and(|others| others.contains(&other))
    }

    /// Whether there is a way from the one to the other.
    fn leads(&self, from: CommitmentId, to: CommitmentId) -> bool {
        let (mut seen, mut next) = (BTreeSet::from([from]), VecDeque::from([from]));
        while let Some(one) = next.pop_front() {
            for other in self.0.get(&one).into_iter().flatten() {
                if *other == to {
                    return true;
                }
                if seen.insert(*other) {
                    next.push_back(*other);
                }
            }
        }
        false
    }
}

/// What is stored, whether or not it could be added now.
impl FromIterator<(CommitmentId, CommitmentId)> for Graph {
    fn from_iter<I: IntoIterator<Item = (CommitmentId, CommitmentId)>>(waits: I) -> Self {
        let mut graph = Self::default();
        for (waiting, other) in waits {
            graph.0.entry(waiting).or_default().insert(other);
        }
        graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u8) -> CommitmentId {
        Uuid::from_u128(number.into()).into()
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn nobody_waits_for_itself_twice_or_in_a_circle() {
        let mut graph = Graph::default();
        assert_eq!(graph.add(id(1), id(1)), Err(Refused::Itself));
        assert_eq!(graph.add(id(1), id(2)), Ok(()));
        assert_eq!(graph.add(id(1), id(2)), Err(Refused::Twice));
        assert_eq!(graph.add(id(2), id(1)), Err(Refused::Circle { direct: true }));
        assert_eq!(graph.add(id(2), id(3)), Ok(()));
        assert_eq!(graph.add(id(3), id(1)), Err(Refused::Circle { direct: false }));
        // Two ways to the same end are no circle.
        assert_eq!(graph.add(id(1), id(3)), Ok(()));
    }

    #[test]
    fn a_refusal_names_the_other_and_nobody_in_between() {
        let message = Refused::Circle { direct: false }.problem("L-02 Hofje (Borne)").message;
        assert!(message.starts_with("L-02 Hofje (Borne) wacht via andere afspraken"), "{message}");
    }

    #[test]
    fn a_wait_ends_with_either_of_the_two() {
        use LifeCycle::{Completed, Lapsed, Proposed};
        assert_eq!(is_open(None, Proposed, Some(Proposed)), Ok(()));
        assert_eq!(is_open(None, Proposed, None), Ok(()));
        assert_eq!(is_open(None, Proposed, Some(Completed)), Err(Over::OtherCompleted));
        assert_eq!(is_open(None, Proposed, Some(Lapsed)), Ok(()), "what was waited for will not come");
        assert_eq!(is_open(None, Lapsed, Some(Proposed)), Err(Over::WaitingClosed));
        assert_eq!(is_open(Some(day(1)), Proposed, Some(Completed)), Err(Over::Resolved(day(1))));
        assert!(may_begin(Proposed, Some(Proposed)).is_ok() && may_begin(Proposed, None).is_ok());
        assert!(may_begin(Proposed, Some(Lapsed)).is_err() && may_begin(Completed, None).is_err());
    }

    #[test]
    fn it_has_a_reason_and_began_by_now() {
        let fields = |reason: &str, since| -> Vec<String> {
            let problems = Wait { reason: reason.to_owned(), since }.problems(day(26));
            problems.into_iter().map(|problem| problem.field).collect()
        };
        assert_eq!(fields("Eerst de grond", day(26)), [""; 0]);
        assert_eq!(fields(" ", day(27)), ["reason", "since"]);
        assert_eq!(fields(&"x".repeat(REASON_MAX + 1), day(1)), ["reason"]);
    }

    /// By another way than the rule's: whoever waits for nobody is taken away, until none is left, or a circle is.
    fn has_circle(waits: &BTreeSet<(CommitmentId, CommitmentId)>) -> bool {
        let mut left = waits.clone();
        loop {
            let waiting: BTreeSet<CommitmentId> = left.iter().map(|(one, _)| *one).collect();
            let before = left.len();
            left.retain(|(_, other)| waiting.contains(other));
            if left.len() == before {
                return before > 0;
            }
        }
    }

    proptest! {
        #[test]
        fn no_sequence_of_accepted_waits_makes_a_circle(tried in proptest::collection::vec((0..9_u8, 0..9_u8), 0..60)) {
            let (mut graph, mut accepted) = (Graph::default(), BTreeSet::new());
            for (waiting, other) in tried {
                let wait = (id(waiting), id(other));
                let answer = graph.add(wait.0, wait.1);
                let mut with = accepted.clone();
                let new = with.insert(wait);
                // And nothing is refused that makes none.
                prop_assert_eq!(answer.is_ok(), new && !has_circle(&with));
                if answer.is_ok() {
                    accepted = with;
                }
                prop_assert!(!has_circle(&accepted));
                prop_assert_eq!(&accepted.iter().copied().collect::<Graph>(), &graph);
            }
        }
    }
}
