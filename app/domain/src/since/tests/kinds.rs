//! Which turn, and which event, brings which kind of line.

use super::*;

/// A turn for every kind that a turn can give.
pub fn one_of_each() -> Vec<(Kind, Slot, Option<Value>, Option<Value>)> {
    use Answered::{Confirmed, Declined, Lifted, Reserved};
    use LifeCycle::{Completed, Draft, Lapsed, Proposed, Ratified};
    use Value as V;
    let (life, said) = (|state| Some(V::LifeCycle(state)), |answer| Some(V::Answer(answer)));
    let (version, number) = (|state| Some(V::Version(state)), |number| Some(V::Number(number)));
    let (answer, words) = (Slot::Answer { version: 2, party: id(9) }, || Some(V::Words("brief.pdf".to_owned())));
    let (open, solved) =
        (Some(V::Bottleneck(bottlenecks::State::Open)), Some(V::Bottleneck(bottlenecks::State::Solved)));
    let level = |level| Some(V::Level(level));
    let step = |done| Some(milestone(Period::Year(2028), done));
    let target = Slot::Target { measure: id(1), scenario: id(2), year: 2030, organisation: None };
    vec![
        (Kind::Stoplight, PLANNING, light(Stoplight::Green), light(Stoplight::Amber)),
        (Kind::DateMoved, DUE, year(2027), year(2028)),
        (Kind::MilestonePassed, Slot::Milestone(id(1)), step(None), step(Some(day(6, 1)))),
        (Kind::MilestoneReopened, Slot::Milestone(id(1)), step(Some(day(6, 1))), step(None)),
        (Kind::MilestoneRemoved, Slot::Milestone(id(1)), step(None), None),
        (Kind::Proposed, Slot::LifeCycle, life(Draft), life(Proposed)),
        (Kind::AskedAgain, Slot::Version(2), None, version(VersionState::Asked)),
        (Kind::Ratified, Slot::Version(1), version(VersionState::Asked), version(VersionState::Ratified)),
        (Kind::Declined, answer, None, said(Declined)),
        (Kind::Reserved, answer, None, said(Reserved)),
        (Kind::ReservationLifted, answer, said(Reserved), said(Lifted)),
        (Kind::ConfirmedAfterAll, answer, said(Declined), said(Confirmed)),
        (Kind::Withdrawn, Slot::Version(2), version(VersionState::Asked), version(VersionState::Withdrawn)),
        (Kind::Completed, Slot::LifeCycle, life(Ratified), life(Completed)),
        (Kind::Reopened, Slot::LifeCycle, life(Completed), life(Ratified)),
        (Kind::Lapsed, Slot::LifeCycle, life(Ratified), life(Lapsed)),
        (Kind::BottleneckOpened, Slot::BottleneckState, None, open.clone()),
        (Kind::Escalated, Slot::Level, level(bottlenecks::Level::Local), level(bottlenecks::Level::Executives)),
        (Kind::BottleneckSolved, Slot::BottleneckState, open.clone(), solved.clone()),
        (Kind::BottleneckReturned, Slot::BottleneckState, solved, open),
        (Kind::ProjectAdded, Slot::ProjectStatus, None, Some(V::Project(Status::New))),
        (Kind::ProjectStatus, Slot::ProjectStatus, Some(V::Project(Status::Active)), Some(V::Project(Status::Aborted))),
        (Kind::Phase, Slot::Phase, Some(V::Phase(None)), Some(V::Phase(Some(Phase::Design)))),
        (Kind::PlanStatus, Slot::PlanStatus, Some(V::Plan(None)), Some(V::Plan(Some(PlanStatus::Adopted)))),
        (Kind::Delivered, Slot::Delivered(None), None, number(24)),
        (Kind::Verified, Slot::Verified(None), None, number(24)),
        (Kind::DeliveryCorrected, Slot::Delivered(None), number(24), number(20)),
        (Kind::VerifiedLower, Slot::Verified(None), number(24), number(20)),
        (Kind::Target, target, number(1560), number(1600)),
        (Kind::DeadlineChanged, Slot::Date(Date::Deadline), year(2026), year(2027)),
        (Kind::DeadlineChanged, Slot::LegalStatus, None, words()),
        (Kind::DeadlineChanged, Slot::Source, words(), None),
        (
            Kind::Agenda,
            Slot::AgendaState,
            Some(V::Agenda(agendas::State::Consultation)),
            Some(V::Agenda(agendas::State::Adopted)),
        ),
        (
            Kind::DeadlinePhase,
            Slot::DeadlinePhase,
            Some(V::DeadlinePhase(crate::deadlines::Phase::Draft)),
            Some(V::DeadlinePhase(crate::deadlines::Phase::Adopted)),
        ),
        (Kind::Commented, Slot::Comment(id(1)), None, words()),
        (Kind::CommentWithdrawn, Slot::Comment(id(1)), words(), None),
        (Kind::FileAdded, Slot::File(id(1)), None, words()),
        (Kind::FileWithdrawn, Slot::File(id(1)), words(), None),
    ]
}

/// What no event brings about.
const OF_TIME: [Kind; 4] = [Kind::GoneStale, Kind::Overdue, Kind::MilestoneMissed, Kind::DeadlinePassed];

#[test]
fn every_kind_comes_of_a_turn_or_of_time_and_of_an_event_that_brings_it_about() {
    let brought: BTreeSet<Kind> = Event::ALL.iter().flat_map(|event| kinds_of(*event)).copied().collect();
    let turned: BTreeSet<Kind> = one_of_each().into_iter().map(|(kind, ..)| kind).collect();
    for kind in Kind::ALL {
        assert_eq!(brought.contains(kind), !OF_TIME.contains(kind), "{kind:?}");
        assert_eq!(turned.contains(kind), !OF_TIME.contains(kind) && *kind != Kind::Refreshed, "{kind:?}");
    }
    for (kind, slot, before, after) in one_of_each() {
        let lines = of(commitment(), [(slot, before.clone(), after.clone())]);
        assert_eq!(lines.iter().map(|line| line.kind).collect::<Vec<_>>(), [kind]);
        assert!(
            of(commitment(), [(slot, before.clone(), after.clone()), (slot, after, before)]).is_empty(),
            "{kind:?}"
        );
    }
    assert!(Event::ALL.iter().filter(|event| event.is_attempt()).all(|event| kinds_of(*event).is_empty()));
}

/// A new event is in this list, or brings a line.
#[test]
fn events_that_bring_no_line_are_chosen() {
    use Event as E;
    let silent: BTreeSet<Event> = Event::ALL.iter().copied().filter(|event| kinds_of(*event).is_empty()).collect();
    let chosen = BTreeSet::from([
        E::Corrected,
        E::Removed,
        E::OccurrenceReported,
        E::WaitAdded,
        E::WaitResolved,
        E::Blocked,
        E::Unblocked,
        E::CommentSeen,
        E::ProjectLinked,
        E::ProjectUnlinked,
        E::FactorStateSet,
        // What a meeting does is told on its own page, not as what happened since; so is where a proposal goes.
        E::StepAdded,
        E::StepChanged,
        E::StepRemoved,
        E::Concluded,
        E::ConclusionReworded,
        E::RoleAcknowledged,
        E::AgendaItemAdded,
        E::AgendaItemChanged,
        E::AgendaItemMoved,
        E::AgendaItemRemoved,
        E::PaperAdded,
        E::PaperWithdrawn,
        E::PapersReady,
        E::PapersReopened,
        E::Frozen,
        E::MeetingHeld,
        E::MeetingCancelled,
        E::MinutesAdopted,
        E::ReportedBack,
        E::DecisionLinked,
        E::DecisionUnlinked,
        E::ViewRemoved,
        // Of one organisation only.
        E::NoteWritten,
        E::NoteAnswered,
        E::NoteRemoved,
        E::LoggedIn,
        E::LoginFailed,
        E::LoginThrottled,
        E::LoggedOut,
        E::SessionsEnded,
        E::PasswordChanged,
        E::PasswordResetAsked,
        E::PasswordReset,
        E::SecondFactorOn,
        E::SecondFactorOff,
        E::SecondFactorFailed,
        E::RecoveryCodeUsed,
        E::UserCreated,
        E::UserInvited,
        E::UserChanged,
        E::UserDisabled,
        E::UserEnabled,
        E::UserPseudonymised,
        E::Exported,
        E::Denied,
    ]);
    assert_eq!(silent, chosen);
}
