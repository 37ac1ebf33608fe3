//! What stood beside a commitment on a day: who had said what, and its milestones and waits.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::audit::Event;
use crate::differences::{Field, FieldChange};

/// Something that happened, as the timeline has it.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'a> {
    /// The commitment, or the wait.
    pub subject: Uuid,
    pub event: Event,
    /// On whose behalf.
    pub organisation: &'a str,
    pub changes: &'a [FieldChange],
}

/// In the words of then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// To the version that lay with the parties, or else to the one that held: the organisation, and its answer.
    pub answers: Vec<(String, String)>,
    /// What was said to the version that held while another one lay with the parties.
    pub answers_in_force: Vec<(String, String)>,
    /// The title, and how far it was.
    pub milestones: Vec<(String, String)>,
    /// What waited, and what for; of the waits that were open.
    pub waits: Vec<(String, String)>,
}

#[derive(Default)]
struct Milestone {
    title: String,
    due: String,
    done_on: String,
}

/// After these entries, the oldest first.
pub fn stood_beside<'a>(entries: impl Iterator<Item = Happened<'a>>) -> Beside {
    let mut asking: Option<BTreeMap<String, String>> = None;
    let mut in_force = BTreeMap::new();
    let mut milestones: Vec<Milestone> = Vec::new();
    let mut waits: BTreeMap<Uuid, (String, String)> = BTreeMap::new();
    for entry in entries {
        match entry.event {
            Event::Proposed | Event::AskedAgain => asking = Some(BTreeMap::new()),
            Event::Answered | Event::ReservationLifted => {
                asking.get_or_insert_default().insert(entry.organisation.to_owned(), answer(&entry));
            }
            Event::Ratified => in_force = asking.take().unwrap_or_default(),
            Event::Withdrawn | Event::Lapsed => asking = None,
            Event::MilestoneAdded => milestones.push(Milestone::default().after(&entry)),
            Event::MilestoneChanged | Event::MilestoneDone | Event::MilestoneReopened => {
                if let Some(place) = meant(&milestones, &entry) {
                    let one = milestones.remove(place);
                    milestones.insert(place, one.after(&entry));
                }
            }
            Event::MilestoneRemoved => {
                meant(&milestones, &entry).map(|place| milestones.remove(place));
            }
            Event::WaitAdded => {
                let (waiting, other) = (after(&entry, Field::Waiting), after(&entry, Field::WaitsFor));
                let why = format!("wacht op {other}: {}", after(&entry, Field::WaitReason));
                waits.insert(entry.subject, (waiting.to_owned(), why));
            }
            Event::WaitResolved => {
                waits.remove(&entry.subject);
            }
            _ => {}
        }
    }
    let told = |answers: BTreeMap<String, String>| answers.into_iter().collect::<Vec<_>>();
    let (answers, answers_in_force) = match asking {
        Some(asking) => (told(asking), told(in_force)),
        None => (told(in_force), vec![]),
    };
    let milestones = milestones.into_iter().map(|one| (one.title.clone(), one.in_words())).collect();
    Beside { answers, answers_in_force, milestones, waits: waits.into_values().collect() }
}

/// `Bevestigd onder voorbehoud: goedkeuring RvC`
fn answer(entry: &Happened<'_>) -> String {
    if entry.event == Event::ReservationLifted {
        return "Bevestigd, voorbehoud vervallen".to_owned();
    }
    let (reply, reason) = (after(entry, Field::Reply), after(entry, Field::Reason));
    if reason.is_empty() { reply.to_owned() } else { format!("{reply}: {reason}") }
}

/// Which one an entry speaks of: of several with one title, the one that fits what it said before.
fn meant(milestones: &[Milestone], entry: &Happened<'_>) -> Option<usize> {
    let (called, title) = (before(entry, Field::Milestone), after(entry, Field::Milestone));
    // One without a former title keeps its own.
    let called = if called.is_empty() { title } else { called };
    let fits = |one: &Milestone| {
        entry.changes.iter().all(|change| match change.field {
            Field::MilestoneDue => one.due == change.before,
            Field::DoneOn => one.done_on == change.before,
            _ => true,
        })
    };
    let named = |one: &&Milestone| one.title == called;
    let place = |wanted: &dyn Fn(&Milestone) -> bool| milestones.iter().position(wanted);
    place(&|one| named(&one) && fits(one)).or_else(|| place(&|one| named(&one)))
}

impl Milestone {
    fn after(mut self, entry: &Happened<'_>) -> Self {
        for change in entry.changes {
            match change.field {
                Field::Milestone => self.title.clone_from(&change.after),
                Field::MilestoneDue => self.due.clone_from(&change.after),
                Field::DoneOn => self.done_on.clone_from(&change.after),
                _ => {}
            }
        }
        self
    }

    fn in_words(&self) -> String {
        if self.done_on.is_empty() { format!("gepland: {}", self.due) } else { format!("gereed op {}", self.done_on) }
    }
}

fn before<'a>(entry: &Happened<'a>, field: Field) -> &'a str {
    entry.changes.iter().find(|change| change.field == field).map_or("", |change| &change.before)
}

fn after<'a>(entry: &Happened<'a>, field: Field) -> &'a str {
    entry.changes.iter().find(|change| change.field == field).map_or("", |change| &change.after)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Entry = (Event, &'static str, Vec<FieldChange>);

    fn change(field: Field, before: &str, after: &str) -> FieldChange {
        FieldChange { field, before: before.to_owned(), after: after.to_owned() }
    }

    fn stood(entries: &[Entry]) -> Beside {
        let happened = |(event, organisation, changes): &'static Entry| Happened {
            subject: Uuid::nil(),
            event: *event,
            organisation,
            changes,
        };
        let entries: &'static [Entry] = Vec::leak(entries.to_vec());
        stood_beside(entries.iter().map(happened))
    }

    fn says(organisation: &'static str, reply: &str, reason: &str) -> Entry {
        (Event::Answered, organisation, vec![change(Field::Reply, "", reply), change(Field::Reason, "", reason)])
    }

    fn pair(one: &str, other: &str) -> (String, String) {
        (one.to_owned(), other.to_owned())
    }

    #[test]
    fn answers_are_of_the_version_that_lay_there_and_of_the_one_that_held() {
        let mut entries = vec![
            (Event::Proposed, "Enschede", vec![]),
            says("Domijn", "Bevestigd", ""),
            says("Liberein", "Bevestigd onder voorbehoud", "RvC"),
        ];
        let reserved = pair("Liberein", "Bevestigd onder voorbehoud: RvC");
        assert_eq!(stood(&entries).answers, [pair("Domijn", "Bevestigd"), reserved]);
        entries.push((Event::ReservationLifted, "Liberein", vec![]));
        entries.push((Event::Ratified, "Liberein", vec![]));
        let agreed = [pair("Domijn", "Bevestigd"), pair("Liberein", "Bevestigd, voorbehoud vervallen")];
        assert_eq!(stood(&entries).answers, agreed);
        entries.push((Event::AskedAgain, "Enschede", vec![]));
        entries.push(says("Domijn", "Afgewezen", "te laat"));
        let asked = stood(&entries);
        assert_eq!(
            (asked.answers, asked.answers_in_force),
            (vec![pair("Domijn", "Afgewezen: te laat")], agreed.to_vec())
        );
        entries.push((Event::Withdrawn, "Enschede", vec![]));
        assert_eq!(stood(&entries).answers, agreed);
    }

    #[test]
    fn milestones_and_waits_are_as_they_were() {
        let added = vec![change(Field::Milestone, "", "Grond"), change(Field::MilestoneDue, "", "2027")];
        let mut entries = vec![
            (Event::MilestoneAdded, "", added),
            (Event::MilestoneChanged, "", vec![change(Field::Milestone, "Grond", "Grond verworven")]),
            (
                Event::WaitAdded,
                "",
                vec![
                    change(Field::Waiting, "", "L-01 Hofje"),
                    change(Field::WaitsFor, "", "Vitens"),
                    change(Field::WaitReason, "", "leiding"),
                ],
            ),
        ];
        let before = stood(&entries);
        assert_eq!(before.milestones, [pair("Grond verworven", "gepland: 2027")]);
        assert_eq!(before.waits, [pair("L-01 Hofje", "wacht op Vitens: leiding")]);
        let done = vec![change(Field::Milestone, "", "Grond verworven"), change(Field::DoneOn, "", "1-2-2027")];
        entries.push((Event::MilestoneDone, "", done));
        entries.push((Event::WaitResolved, "", vec![]));
        let after = stood(&entries);
        assert_eq!((after.milestones, after.waits), (vec![pair("Grond verworven", "gereed op 1-2-2027")], vec![]));
        entries.push((Event::MilestoneRemoved, "", vec![change(Field::Milestone, "Grond verworven", "")]));
        assert_eq!(stood(&entries), Beside::default());
        // Two of one title are two.
        let added = |due: &str| vec![change(Field::Milestone, "", "Grond"), change(Field::MilestoneDue, "", due)];
        entries.push((Event::MilestoneAdded, "", added("2027")));
        entries.push((Event::MilestoneAdded, "", added("2028")));
        let moved = vec![change(Field::Milestone, "", "Grond"), change(Field::MilestoneDue, "2028", "2029")];
        entries.push((Event::MilestoneChanged, "", moved));
        assert_eq!(stood(&entries).milestones, [pair("Grond", "gepland: 2027"), pair("Grond", "gepland: 2029")]);
    }
}
