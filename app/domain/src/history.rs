//! What something said on a day, out of everything that happened to it until then.

mod beside;

use crate::audit::Event;
use crate::coded_enum;
use crate::commitments::LifeCycle;
use crate::differences::{Described, Field, FieldChange};

pub use beside::{Beside, Happened, stood_beside};

coded_enum! {
    /// What a timeline can be narrowed to.
    Topic {
        Text = "tekst", "Tekst en status";
        Agreement = "bevestiging", "Bevestiging";
        Progress = "voortgang", "Voortgang";
        Steps = "stappen", "Mijlpalen, keren, wachten en knelpunten";
        Files = "bewijs", "Bewijs";
        Comments = "reacties", "Reacties";
    }
}

impl Topic {
    pub const fn of(event: Event) -> Self {
        match event {
            Event::ProgressReported | Event::ProgressUnchanged => Self::Progress,
            Event::Proposed
            | Event::AskedAgain
            | Event::Answered
            | Event::ReservationLifted
            | Event::Ratified
            | Event::Withdrawn => Self::Agreement,
            Event::MilestoneAdded
            | Event::MilestoneChanged
            | Event::MilestoneDone
            | Event::MilestoneReopened
            | Event::MilestoneRemoved
            | Event::OccurrenceReported
            | Event::WaitAdded
            | Event::WaitResolved
            | Event::Blocked
            | Event::Unblocked
            | Event::ProjectLinked
            | Event::ProjectUnlinked => Self::Steps,
            event if event.is_about_file() => Self::Files,
            event if event.is_about_comment() => Self::Comments,
            _ => Self::Text,
        }
    }
}

/// A commitment as it stood after these entries, the oldest first. A change that was only asked of the parties does not
/// show before they agreed, unless nothing held yet.
pub fn as_it_stood<'a>(entries: impl Iterator<Item = (Event, &'a [FieldChange])>) -> Vec<Described> {
    let mut fields: Vec<Described> = Vec::new();
    let mut asking = false;
    // A milestone, an occurrence, a file or a comment has a note of its own, which is not the commitment's.
    let of_itself = |event| matches!(Topic::of(event), Topic::Text | Topic::Agreement | Topic::Progress);
    for (event, changes) in entries.filter(|(event, _)| of_itself(*event)) {
        let holds = matches!(life_cycle(&fields), Some(LifeCycle::Ratified | LifeCycle::Completed));
        match event {
            Event::AskedAgain => asking = holds,
            Event::Ratified | Event::Withdrawn | Event::Lapsed => asking = false,
            _ => {}
        }
        let only_asked = asking && changes_text(event);
        let shows = |field| if only_asked { binds_nobody(field) } else { is_content(field) };
        for change in changes.iter().filter(|change| shows(change.field)) {
            set(&mut fields, change);
        }
    }
    fields.retain(|(_, text)| !text.is_empty());
    fields.sort_by_key(|(field, _)| *field);
    fields
}

/// Changes what parties are asked about, while a version lies with them.
pub const fn changes_text(event: Event) -> bool {
    matches!(event, Event::AskedAgain | Event::Corrected | Event::Changed)
}

fn set(fields: &mut Vec<Described>, change: &FieldChange) {
    match fields.iter_mut().find(|(field, _)| *field == change.field) {
        Some((_, text)) => text.clone_from(&change.after),
        None => fields.push((change.field, change.after.clone())),
    }
}

/// What a commitment serves, and which functions carry it, changes at once.
const fn binds_nobody(field: Field) -> bool {
    matches!(
        field,
        Field::Challenges | Field::TargetGroups | Field::SuccessFactors | Field::Documents | Field::Functions
    )
}

/// What a commitment says, and how it went; not what happened beside it.
const fn is_content(field: Field) -> bool {
    use Field as F;
    matches!(
        field,
        F::Title
            | F::Description
            | F::Kind
            | F::Lead
            | F::Partners
            | F::Consulted
            | F::Functions
            | F::Start
            | F::Due
            | F::Municipality
            | F::Place
            | F::Challenges
            | F::TargetGroups
            | F::Dwellings
            | F::SuccessFactors
            | F::Documents
            | F::LifeCycle
            | F::Number
            | F::Progress
            | F::ContentProgress
            | F::PlanningProgress
            | F::MoneyProgress
            | F::Expected
            | F::Note
            | F::Cause
            | F::Effect
            | F::Correction
    )
}

/// Its state in what [`as_it_stood`] gives.
pub fn life_cycle(fields: &[Described]) -> Option<LifeCycle> {
    let (_, label) = fields.iter().find(|(field, _)| *field == Field::LifeCycle)?;
    LifeCycle::ALL.iter().copied().find(|state| state.label() == label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: Field, before: &str, after: &str) -> FieldChange {
        FieldChange { field, before: before.to_owned(), after: after.to_owned() }
    }

    fn stood(entries: &[(Event, Vec<FieldChange>)]) -> Vec<Described> {
        as_it_stood(entries.iter().map(|(event, changes)| (*event, changes.as_slice())))
    }

    fn due(fields: &[Described]) -> &str {
        fields.iter().find(|(field, _)| *field == Field::Due).map_or("", |(_, text)| text)
    }

    #[test]
    fn what_was_only_asked_does_not_show_before_it_was_agreed() {
        let moved = || vec![change(Field::Due, "2027", "2028")];
        let mut entries = vec![
            (Event::Created, vec![change(Field::Due, "", "2026"), change(Field::LifeCycle, "", "Concept")]),
            (Event::AskedAgain, vec![change(Field::Due, "2026", "2027")]),
            (Event::Ratified, vec![change(Field::LifeCycle, "Voorgesteld", "Bekrachtigd")]),
            (Event::AskedAgain, moved()),
        ];
        assert_eq!(due(&stood(&entries[..1])), "2026");
        assert_eq!(due(&stood(&entries[..2])), "2027", "nothing held yet");
        assert_eq!(due(&stood(&entries)), "2027");
        assert_eq!(life_cycle(&stood(&entries)), Some(LifeCycle::Ratified));
        entries.push((Event::Ratified, moved()));
        assert_eq!(due(&stood(&entries)), "2028");
    }

    #[test]
    fn what_was_taken_away_is_gone_and_what_stands_beside_it_is_left_out() {
        let fields = stood(&[
            (Event::Created, vec![change(Field::Place, "", "Stroinkslanden"), change(Field::Title, "", "Hofje")]),
            (Event::Changed, vec![change(Field::Place, "Stroinkslanden", "")]),
            (Event::Answered, vec![change(Field::Reply, "", "Bevestigd")]),
        ]);
        assert_eq!(fields, [(Field::Title, "Hofje".to_owned())]);
    }
}
