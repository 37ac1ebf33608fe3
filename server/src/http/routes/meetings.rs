//! The pages of meetings and of what is decided there.

use app::decisions::api::{ReportBack, SaveDecision};
use app::meetings::api::{
    CancelMeeting, MoveAgendaItem, ReopenMeeting, SaveAgendaItem, SaveAttendance, SaveMeeting, SaveMinutes,
    TakeMeetingStep,
};
use app::notes::api::{AddNote, AnswerNote, RemoveNote};
use app::papers::api::{AddPaper, WithdrawPaper};
use app::since::api::FreezeMeeting;
use axum::routing::get;
use domain::policy::Access::Member;
use domain::policy::{BodyVerb, NoteVerb};

use super::super::{downloads, spreadsheets};
use super::{Download, Page, Rule};

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::plain("/overleggen", Member, Rule::Region),
        Page::plain("/overleggen/nieuw", Member, Rule::NewMeeting).with_form::<SaveMeeting>(),
        Page::plain("/overleggen/{id}", Member, Rule::Meeting(BodyVerb::View)).with_form::<TakeMeetingStep>(),
        Page::plain("/overleggen/{id}/agenda", Member, Rule::Meeting(BodyVerb::View)).with_form::<SaveAgendaItem>(),
        Page::plain("/overleggen/{id}/agenda/{item}", Member, Rule::Meeting(BodyVerb::Prepare))
            .with_form::<SaveAgendaItem>(),
        Page::plain("/overleggen/{id}/agenda/{item}/verplaatsen", Member, Rule::Meeting(BodyVerb::Prepare))
            .with_form::<MoveAgendaItem>(),
        Page::plain("/overleggen/{id}/agenda/{item}/stukken", Member, Rule::Meeting(BodyVerb::View))
            .with_file::<AddPaper>(),
        Page::plain("/overleggen/{id}/agenda/{item}/stukken/{file}", Member, Rule::Meeting(BodyVerb::View))
            .with_form::<WithdrawPaper>(),
        Page::plain("/overleggen/{id}/bewerken", Member, Rule::Meeting(BodyVerb::Prepare)).with_form::<SaveMeeting>(),
        Page::plain("/overleggen/{id}/terug", Member, Rule::Meeting(BodyVerb::Prepare)).with_form::<ReopenMeeting>(),
        Page::plain("/overleggen/{id}/peildatum", Member, Rule::Meeting(BodyVerb::View)).with_form::<FreezeMeeting>(),
        Page::plain("/overleggen/{id}/stukken", Member, Rule::Meeting(BodyVerb::View)),
        Page::plain("/overleggen/{id}/notities", Member, Rule::Meeting(BodyVerb::Ask)).with_form::<AddNote>(),
        Page::plain("/overleggen/{id}/notities/{note}", Member, Rule::Note(NoteVerb::View)).with_form::<AnswerNote>(),
        Page::plain("/overleggen/{id}/notities/{note}/verwijderen", Member, Rule::Note(NoteVerb::View))
            .with_form::<RemoveNote>(),
        Page::plain("/overleggen/{id}/sinds", Member, Rule::Meeting(BodyVerb::View)),
        Page::plain("/overleggen/{id}/afgelasten", Member, Rule::Meeting(BodyVerb::Prepare))
            .with_form::<CancelMeeting>(),
        Page::plain("/overleggen/{id}/aanwezigheid", Member, Rule::Meeting(BodyVerb::Prepare))
            .with_form::<SaveAttendance>(),
        Page::plain("/overleggen/{id}/verslag", Member, Rule::Meeting(BodyVerb::Prepare)).with_form::<SaveMinutes>(),
        Page::plain("/overleggen/{id}/besluiten", Member, Rule::Meeting(BodyVerb::Prepare)).with_form::<SaveDecision>(),
        Page::plain("/overleggen/{id}/besluiten/{decision}", Member, Rule::Meeting(BodyVerb::Prepare))
            .with_form::<SaveDecision>(),
        Page::plain("/sinds", Member, Rule::Region),
        Page::plain("/besluiten", Member, Rule::Region),
        Page::plain("/besluiten/{id}", Member, Rule::Decision).with_form::<ReportBack>(),
    ]
}

pub(super) fn downloads() -> Vec<Download> {
    let download = |path, route| Download { path, access: Member, rule: Rule::Meeting(BodyVerb::View), route };
    vec![
        download("/overleggen/{id}/agenda/{item}/stukken/{file}/bestand", || get(downloads::paper)),
        download("/overleggen/{id}/stukken.pdf", || get(downloads::pack)),
        download("/overleggen/{id}/stukken.xlsx", || get(spreadsheets::pack)),
    ]
}
