//! What entries of the audit trail say, as turns. The trail holds words of the screen; those of closed lists and of periods say
//! the same again when they are read. What the trail does not tell apart (a version, a milestone, a comment, a file, a delivery, a
//! target) has rows of its own with its moment, out of which who reads them makes turns.

use super::{Date, Key, Slot, Subject, Turn, Value};
use crate::audit::Event;
use crate::bottlenecks::{Level, State};
use crate::commitments::LifeCycle;
use crate::differences::{Field, FieldChange};
use crate::history::changes_text;
use crate::ids::MunicipalityId;
use crate::period::label_or_unknown;
use crate::progress::{Aspect, Stoplight};
use crate::projects::{PlanStatus, Status};
use crate::{Period, agendas, deadlines};

/// An entry, and what must be known to understand it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub event: Event,
    pub subject: Subject,
    pub municipality: Option<MunicipalityId>,
    pub changes: &'a [FieldChange],
    /// A version lay with the parties while an older one held, before it or after it.
    pub asking: bool,
}

/// What an entry turned. Words that no longer mean anything stay words: the line still says from what to what.
pub fn turns(entry: Entry<'_>) -> Vec<Turn> {
    // What was only asked does not hold; what is agreed turns when it is ratified, and what is taken back never held.
    if entry.asking && (changes_text(entry.event) || entry.event == Event::Withdrawn) {
        return vec![];
    }
    let named = entry.changes.iter().filter_map(|change| {
        let slot = slot_of(entry.subject, entry.event, change.field)?;
        let before = was_there(entry.event).then(|| value_of(slot, &change.before)).flatten();
        let key = Key { subject: entry.subject, slot };
        let after = value_of(slot, &change.after);
        Some(Turn { key, municipality: entry.municipality, before, after, note: None })
    });
    named.filter(|turn| turn.before != turn.after).collect()
}

/// Whether the subject was there before it: of what is new, a field that was empty held nothing.
const fn was_there(event: Event) -> bool {
    !matches!(event, Event::Loaded | Event::Created)
}

/// Fields of a milestone, an occurrence or a wait speak of that, not of the commitment.
fn slot_of(subject: Subject, event: Event, field: Field) -> Option<Slot> {
    use Field as F;
    let slot = match (subject, field) {
        (Subject::Commitment(_), F::ContentProgress) => Slot::Stoplight(Aspect::Content),
        (Subject::Commitment(_), F::PlanningProgress) => Slot::Stoplight(Aspect::Planning),
        (Subject::Commitment(_), F::MoneyProgress) => Slot::Stoplight(Aspect::Money),
        (Subject::Commitment(_), F::Expected) => Slot::Date(Date::Expected),
        (Subject::Commitment(_), F::Start) => Slot::Date(Date::Start),
        (Subject::Commitment(_), F::Due) => Slot::Date(Date::Due),
        (Subject::Commitment(_), F::LifeCycle) => Slot::LifeCycle,
        (Subject::Bottleneck(_), F::State) => Slot::BottleneckState,
        (Subject::Bottleneck(_), F::Level) => Slot::Level,
        (Subject::Project(_), F::ProjectStatus) => Slot::ProjectStatus,
        (Subject::Project(_), F::PlanStatus) => Slot::PlanStatus,
        (Subject::Project(_), F::Planned) => Slot::Date(Date::Planned),
        (Subject::Agenda(_), F::State) => Slot::AgendaState,
        (Subject::Deadline(_), F::DeadlineDue) => Slot::Date(Date::Deadline),
        (Subject::Deadline(_), F::LegalStatus) => Slot::LegalStatus,
        (Subject::Deadline(_), F::Source) => Slot::Source,
        (Subject::Phase(..), F::Phase) => Slot::DeadlinePhase,
        _ => return None,
    };
    (event.makes_version() || event.is_about_progress()).then_some(slot)
}

/// The value that the words mean; none for a slot that then held nothing.
fn value_of(slot: Slot, words: &str) -> Option<Value> {
    let value = match slot {
        Slot::Date(_) if words.is_empty() || words == label_or_unknown(None) => Some(Value::When(None)),
        Slot::PlanStatus if words.is_empty() => Some(Value::Plan(None)),
        _ if words.is_empty() => return None,
        Slot::Date(_) => Period::parse_dutch(words).ok().map(|period| Value::When(Some(period))),
        Slot::Stoplight(_) => named(Stoplight::ALL, words, Stoplight::colour).map(Value::Light),
        Slot::LifeCycle => named(LifeCycle::ALL, words, LifeCycle::label).map(Value::LifeCycle),
        Slot::BottleneckState => named(State::ALL, words, State::label).map(Value::Bottleneck),
        Slot::Level => named(Level::ALL, words, Level::label).map(Value::Level),
        Slot::ProjectStatus => named(Status::ALL, words, Status::label).map(Value::Project),
        Slot::PlanStatus => named(PlanStatus::ALL, words, PlanStatus::label).map(|plan| Value::Plan(Some(plan))),
        Slot::DeadlinePhase => named(deadlines::Phase::ALL, words, deadlines::Phase::label).map(Value::DeadlinePhase),
        Slot::AgendaState => named(agendas::State::ALL, words, agendas::State::label).map(Value::Agenda),
        _ => None,
    };
    value.or_else(|| Some(Value::Words(words.to_owned())))
}

fn named<T: Copy>(all: &[T], words: &str, label: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| label(*one) == words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn commitment() -> Subject {
        Subject::Commitment(Uuid::from_u128(1).into())
    }

    fn change(field: Field, before: &str, after: &str) -> FieldChange {
        FieldChange { field, before: before.to_owned(), after: after.to_owned() }
    }

    fn read(event: Event, subject: Subject, changes: &[FieldChange]) -> Vec<(Slot, Option<Value>, Option<Value>)> {
        let entry = Entry { event, subject, municipality: None, changes, asking: false };
        turns(entry).into_iter().map(|turn| (turn.key.slot, turn.before, turn.after)).collect()
    }

    #[test]
    fn a_report_turns_lights_and_what_is_expected() {
        let changes = [
            change(Field::Progress, "Groen", "Rood"),
            change(Field::PlanningProgress, "Groen", "Rood"),
            change(Field::Expected, "", "1e kwartaal 2028"),
            change(Field::Cause, "", "Netcongestie"),
        ];
        let expected = Period::Quarter { year: 2028, quarter: 1 };
        let lights = (Some(Value::Light(Stoplight::Green)), Some(Value::Light(Stoplight::Red)));
        let wanted = [
            (Slot::Stoplight(Aspect::Planning), lights.0, lights.1),
            (Slot::Date(Date::Expected), Some(Value::When(None)), Some(Value::When(Some(expected)))),
        ];
        assert_eq!(read(Event::ProgressReported, commitment(), &changes), wanted);
    }

    #[test]
    fn what_is_new_held_nothing_and_what_is_unknown_is_not_nothing() {
        let due = |before, after| [change(Field::Due, before, after)];
        let year = Some(Value::When(Some(Period::Year(2028))));
        let slot = Slot::Date(Date::Due);
        assert_eq!(read(Event::Created, commitment(), &due("", "2028")), [(slot, None, year.clone())]);
        let unknown = Some(Value::When(None));
        assert_eq!(read(Event::Changed, commitment(), &due("", "2028")), [(slot, unknown.clone(), year.clone())]);
        assert_eq!(read(Event::Changed, commitment(), &due("2028", "")), [(slot, year.clone(), unknown.clone())]);
        let said = due("2028", "nog niet bekend");
        assert_eq!(read(Event::Changed, commitment(), &said), [(slot, year, unknown)]);
        let project = Subject::Project(Uuid::from_u128(2).into());
        let plan = read(Event::Created, project, &[change(Field::PlanStatus, "", "2a Vastgesteld")]);
        assert_eq!(plan, [(Slot::PlanStatus, None, Some(Value::Plan(Some(PlanStatus::Adopted))))]);
    }

    #[test]
    fn what_is_only_asked_turns_nothing_until_it_is_ratified() {
        let changes = [change(Field::Due, "2027", "2028")];
        let entry =
            |event, asking| Entry { event, subject: commitment(), municipality: None, changes: &changes, asking };
        assert!(turns(entry(Event::AskedAgain, true)).is_empty());
        assert!(turns(entry(Event::Withdrawn, true)).is_empty());
        assert_eq!(turns(entry(Event::AskedAgain, false)).len(), 1, "nothing held yet");
        assert_eq!(turns(entry(Event::Ratified, true)).len(), 1);
    }

    #[test]
    fn what_stands_beside_a_commitment_is_not_its_own() {
        let note = [change(Field::Due, "2027", "2028"), change(Field::LifeCycle, "Concept", "Voorgesteld")];
        for event in [Event::MilestoneChanged, Event::Commented, Event::Blocked, Event::Denied] {
            assert_eq!(read(event, commitment(), &note), [], "{event:?}");
        }
        assert_eq!(read(Event::Proposed, commitment(), &note).len(), 2);
    }

    #[test]
    fn words_of_another_time_stay_words() {
        let level = read(
            Event::Escalated,
            Subject::Bottleneck(Uuid::from_u128(3).into()),
            &[change(Field::Level, "Kopgroep", "BO")],
        );
        let words = Some(Value::Words("Kopgroep".to_owned()));
        assert_eq!(level, [(Slot::Level, words, Some(Value::Level(Level::Executives)))]);
    }

    #[test]
    fn every_word_of_a_closed_list_is_read_back() {
        let is_read = |slot, words: &str| !matches!(value_of(slot, words), None | Some(Value::Words(_)));
        assert!(Stoplight::ALL.iter().all(|one| is_read(Slot::Stoplight(Aspect::Money), one.colour())));
        assert!(LifeCycle::ALL.iter().all(|one| is_read(Slot::LifeCycle, one.label())));
        assert!(State::ALL.iter().all(|one| is_read(Slot::BottleneckState, one.label())));
        assert!(Level::ALL.iter().all(|one| is_read(Slot::Level, one.label())));
        assert!(Status::ALL.iter().all(|one| is_read(Slot::ProjectStatus, one.label())));
        assert!(PlanStatus::ALL.iter().all(|one| is_read(Slot::PlanStatus, one.label())));
        assert!(deadlines::Phase::ALL.iter().all(|one| is_read(Slot::DeadlinePhase, one.label())));
        assert!(agendas::State::ALL.iter().all(|one| is_read(Slot::AgendaState, one.label())));
    }

    proptest! {
        #[test]
        fn a_date_is_read_as_it_was_written(year in 2000..2100_i32, quarter in 1..=4_u32) {
            for period in [Period::Year(year), Period::Quarter { year, quarter }, Period::EveryYear] {
                let words = Value::When(Some(period)).words();
                prop_assert_eq!(value_of(Slot::Date(Date::Due), &words), Some(Value::When(Some(period))));
            }
        }
    }
}
