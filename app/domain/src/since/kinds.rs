//! What kinds of lines there are, which turn gives which, and what in the trail can bring it about.

use super::{Date, Line, Slot, Turn, Value, VersionState};
use crate::audit::Event;
use crate::coded_enum;
use crate::commitments::LifeCycle;
use crate::progress::Stoplight;
use crate::{agendas, bottlenecks, deadlines};

coded_enum! {
    /// In the order of the page.
    Kind {
        Stoplight = "stoplicht", "Stoplicht gedraaid";
        GoneStale = "verouderd", "Verouderd";
        Refreshed = "bijgewerkt", "Weer bijgewerkt";
        DateMoved = "datum", "Datum verschoven";
        Overdue = "over-tijd", "Over tijd";
        MilestonePassed = "mijlpaal-gehaald", "Mijlpaal gehaald";
        MilestoneMissed = "mijlpaal-gemist", "Mijlpaal gemist";
        MilestoneReopened = "mijlpaal-heropend", "Mijlpaal toch niet gehaald";
        MilestoneRemoved = "mijlpaal-weg", "Mijlpaal verwijderd";
        Proposed = "voorgesteld", "Voorgesteld";
        AskedAgain = "nieuwe-versie", "Nieuwe versie gevraagd";
        Ratified = "bekrachtigd", "Bekrachtigd";
        Declined = "afgewezen", "Afgewezen";
        Reserved = "voorbehoud", "Voorbehoud gemaakt";
        ReservationLifted = "voorbehoud-vervallen", "Voorbehoud vervallen";
        ConfirmedAfterAll = "alsnog-bevestigd", "Alsnog bevestigd";
        Withdrawn = "wijziging-ingetrokken", "Wijziging ingetrokken";
        Completed = "afgerond", "Afgerond";
        Reopened = "heropend", "Heropend";
        Lapsed = "vervallen", "Vervallen";
        BottleneckOpened = "knelpunt-nieuw", "Knelpunt geopend";
        Escalated = "knelpunt-hogerop", "Knelpunt geëscaleerd";
        BottleneckSolved = "knelpunt-opgelost", "Knelpunt opgelost";
        BottleneckReturned = "knelpunt-terug", "Knelpunt weer open";
        ProjectAdded = "project-nieuw", "Nieuw project";
        ProjectStatus = "projectstatus", "Projectstatus gewijzigd";
        Phase = "fase", "Andere fase";
        PlanStatus = "planstatus", "Planologische status gewijzigd";
        Delivered = "opgeleverd", "Woningen opgeleverd";
        Verified = "geverifieerd", "Opgeleverde woningen geverifieerd";
        DeliveryCorrected = "oplevering-lager", "Opgeleverde woningen naar beneden bijgesteld";
        VerifiedLower = "geverifieerd-lager", "Geverifieerde woningen naar beneden bijgesteld";
        Target = "doelaantal", "Doelaantal gewijzigd";
        DeadlineChanged = "termijn-gewijzigd", "Termijn gewijzigd";
        DeadlinePassed = "termijn-voorbij", "Termijn voorbij";
        DeadlinePhase = "termijn-fase", "Andere fase van een termijn";
        Agenda = "uitvoeringsagenda", "Stand van de uitvoeringsagenda";
        Commented = "reactie", "Reactie geplaatst";
        CommentWithdrawn = "reactie-ingetrokken", "Reactie ingetrokken";
        FileAdded = "bestand", "Bestand toegevoegd";
        FileWithdrawn = "bestand-ingetrokken", "Bestand ingetrokken";
    }
}

/// The lines that one turn gives.
pub(super) fn lines_of(turn: &Turn) -> Vec<Line> {
    let line = |kind| Line {
        municipality: turn.municipality,
        kind,
        subject: turn.key.subject,
        slot: turn.key.slot,
        before: turn.before.clone(),
        after: turn.after.clone(),
        note: turn.note.clone(),
        dwellings: None,
    };
    let (before, after) = (turn.before.as_ref(), turn.after.as_ref());
    if let Slot::Milestone(_) = turn.key.slot {
        return of_milestone(before, after).into_iter().map(line).collect();
    }
    of_value(turn.key.slot, before, after).map(line).into_iter().collect()
}

/// Of all slots but a milestone: that has a day and is done or not, and both can turn.
fn of_value(slot: Slot, before: Option<&Value>, after: Option<&Value>) -> Option<Kind> {
    match (slot, before, after) {
        (Slot::LifeCycle, before, Some(Value::LifeCycle(after))) => of_life_cycle(before, *after),
        (Slot::Version(number), before, Some(Value::Version(after))) => of_version(number, before, *after),
        (Slot::Answer { .. }, before, Some(Value::Answer(after))) => of_answer(before, *after),
        // That all is well when it is told of for the first time is no news.
        (Slot::Stoplight(_), None, Some(Value::Light(Stoplight::Green))) => None,
        (Slot::Stoplight(_), _, Some(_)) => Some(Kind::Stoplight),
        (Slot::Date(Date::Deadline) | Slot::LegalStatus | Slot::Source, _, _) => Some(Kind::DeadlineChanged),
        // What is new has no former date.
        (Slot::Date(_), Some(_), Some(_)) => Some(Kind::DateMoved),
        (Slot::BottleneckState, before, Some(Value::Bottleneck(after))) => Some(match (before, after) {
            (_, bottlenecks::State::Solved) => Kind::BottleneckSolved,
            (None, bottlenecks::State::Open) => Kind::BottleneckOpened,
            (Some(_), bottlenecks::State::Open) => Kind::BottleneckReturned,
        }),
        // What is new lies where everything begins, unless it is said to lie higher.
        (Slot::Level, None, Some(Value::Level(bottlenecks::Level::Local))) => None,
        (Slot::Level, _, Some(_)) => Some(Kind::Escalated),
        (Slot::ProjectStatus, None, Some(_)) => Some(Kind::ProjectAdded),
        (Slot::ProjectStatus, Some(_), Some(_)) => Some(Kind::ProjectStatus),
        (Slot::Phase, Some(_), Some(_)) => Some(Kind::Phase),
        (Slot::PlanStatus, Some(_), Some(_)) => Some(Kind::PlanStatus),
        (Slot::Delivered(_), before, after) => of_dwellings(before, after, Kind::Delivered, Kind::DeliveryCorrected),
        (Slot::Verified(_), before, after) => of_dwellings(before, after, Kind::Verified, Kind::VerifiedLower),
        (Slot::Target { .. }, _, _) => Some(Kind::Target),
        // A concept is its writer's own affair.
        (Slot::AgendaState, None, Some(Value::Agenda(agendas::State::Draft))) => None,
        (Slot::AgendaState, _, Some(_)) => Some(Kind::Agenda),
        // Who says for the first time that nothing was done yet says nothing new.
        (Slot::DeadlinePhase, None, Some(Value::DeadlinePhase(deadlines::Phase::NotStarted))) => None,
        (Slot::DeadlinePhase, _, Some(_)) => Some(Kind::DeadlinePhase),
        (Slot::Comment(_), None, Some(_)) => Some(Kind::Commented),
        (Slot::Comment(_), Some(_), None) => Some(Kind::CommentWithdrawn),
        (Slot::File(_), None, Some(_)) => Some(Kind::FileAdded),
        (Slot::File(_), Some(_), None) => Some(Kind::FileWithdrawn),
        _ => None,
    }
}

/// That it was ratified is told by the version that was.
fn of_life_cycle(before: Option<&Value>, after: LifeCycle) -> Option<Kind> {
    match (before, after) {
        (_, LifeCycle::Completed) => Some(Kind::Completed),
        (_, LifeCycle::Lapsed) => Some(Kind::Lapsed),
        (Some(Value::LifeCycle(LifeCycle::Completed)), LifeCycle::Ratified) => Some(Kind::Reopened),
        (_, LifeCycle::Proposed) => Some(Kind::Proposed),
        (_, LifeCycle::Draft | LifeCycle::Ratified) => None,
    }
}

/// The first version is asked by proposing. What was replaced has a newer one, and what lapsed did so with its commitment.
const fn of_version(number: i32, before: Option<&Value>, after: VersionState) -> Option<Kind> {
    match (before, after) {
        (None, VersionState::Asked) if number > 1 => Some(Kind::AskedAgain),
        (_, VersionState::Ratified) => Some(Kind::Ratified),
        (Some(_), VersionState::Withdrawn) => Some(Kind::Withdrawn),
        (None, VersionState::Withdrawn) if number > 1 => Some(Kind::Withdrawn),
        _ => None,
    }
}

fn of_answer(before: Option<&Value>, after: super::Answered) -> Option<Kind> {
    use super::Answered::{Declined, Lifted, Reserved};
    match (before, after) {
        (_, Declined) => Some(Kind::Declined),
        (_, Reserved) => Some(Kind::Reserved),
        (Some(Value::Answer(Reserved)), _) | (_, Lifted) => Some(Kind::ReservationLifted),
        (Some(Value::Answer(Declined)), _) => Some(Kind::ConfirmedAfterAll),
        _ => None,
    }
}

fn of_dwellings(before: Option<&Value>, after: Option<&Value>, more: Kind, fewer: Kind) -> Option<Kind> {
    let number = |value: Option<&Value>| match value {
        Some(Value::Number(number)) => *number,
        _ => 0,
    };
    match number(after).cmp(&number(before)) {
        std::cmp::Ordering::Greater => Some(more),
        std::cmp::Ordering::Less => Some(fewer),
        std::cmp::Ordering::Equal => None,
    }
}

/// What was missed follows from the day alone; see [`super::ageing`].
fn of_milestone(before: Option<&Value>, after: Option<&Value>) -> Vec<Kind> {
    let parts = |value: Option<&Value>| match value {
        Some(Value::Milestone { due, done_on, .. }) => Some((*due, done_on.is_some())),
        _ => None,
    };
    match (parts(before), parts(after)) {
        (Some((was_due, was_done)), Some((due, done))) => {
            let moved = (was_due != due).then_some(Kind::DateMoved);
            let turned = match (was_done, done) {
                (false, true) => Some(Kind::MilestonePassed),
                (true, false) => Some(Kind::MilestoneReopened),
                _ => None,
            };
            moved.into_iter().chain(turned).collect()
        }
        (None, Some((_, true))) => vec![Kind::MilestonePassed],
        (Some(_), None) => vec![Kind::MilestoneRemoved],
        _ => vec![],
    }
}

/// What an event can bring about, as a line. Nothing: it is no matter for a meeting. What an occurrence that was told of moves is
/// told by the day.
pub const fn kinds_of(event: Event) -> &'static [Kind] {
    use Event as E;
    match event {
        E::Loaded | E::Created => &[
            Kind::Proposed,
            Kind::Ratified,
            Kind::BottleneckOpened,
            Kind::Escalated,
            Kind::ProjectAdded,
            Kind::DeadlineChanged,
            Kind::Target,
            Kind::Agenda,
            Kind::DeadlinePhase,
        ],
        E::Changed | E::ImportUndone => {
            &[Kind::DateMoved, Kind::ProjectStatus, Kind::Phase, Kind::PlanStatus, Kind::Target, Kind::DeadlineChanged]
        }
        E::Proposed => &[Kind::Proposed],
        E::ProgressReported | E::ProgressUnchanged => &[Kind::Stoplight, Kind::Refreshed, Kind::DateMoved],
        E::AskedAgain => &[Kind::AskedAgain, Kind::DateMoved],
        E::Answered => &[Kind::Declined, Kind::Reserved, Kind::ReservationLifted, Kind::ConfirmedAfterAll],
        E::ReservationLifted => &[Kind::ReservationLifted],
        E::Ratified => &[Kind::Ratified, Kind::DateMoved],
        E::Withdrawn => &[Kind::Withdrawn],
        E::Completed => &[Kind::Completed],
        E::Reopened => &[Kind::Reopened, Kind::BottleneckReturned],
        E::Lapsed => &[Kind::Lapsed],
        E::MilestoneAdded | E::MilestoneDone => &[Kind::MilestonePassed],
        E::MilestoneChanged => &[Kind::DateMoved, Kind::MilestonePassed, Kind::MilestoneReopened],
        E::MilestoneReopened => &[Kind::MilestoneReopened],
        E::MilestoneRemoved => &[Kind::MilestoneRemoved],
        E::Escalated => &[Kind::Escalated],
        E::Solved => &[Kind::BottleneckSolved],
        E::Consulted | E::Adopted | E::SentBack => &[Kind::Agenda],
        E::PhaseSet => &[Kind::DeadlinePhase],
        E::FileAdded => &[Kind::FileAdded],
        E::FileWithdrawn => &[Kind::FileWithdrawn],
        E::Commented | E::CommentAnswered => &[Kind::Commented],
        E::CommentWithdrawn => &[Kind::CommentWithdrawn],
        E::DeliveryReported => &[Kind::Delivered],
        E::DeliveryVerified => &[Kind::Verified],
        E::DeliveryReturned => &[Kind::DeliveryCorrected, Kind::VerifiedLower],
        E::DeliveryCorrected => &[Kind::DeliveryCorrected, Kind::Delivered, Kind::VerifiedLower],
        E::TargetsChanged => &[Kind::Target],
        // Words, what serves what, accounts, and what was only tried or read.
        _ => &[],
    }
}
