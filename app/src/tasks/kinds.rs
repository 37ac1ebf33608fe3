//! What each feature tells of its work, as a task.

use domain::dutch;
use uuid::Uuid;

use super::queries::Task;
use crate::bottlenecks::queries::ToAct;
use crate::comments::queries::AskedOfYou;
use crate::commitments::steps::data::OverdueMilestone;
use crate::commitments::waiting::data::WaitingFor;
use crate::decisions::queries::ToCarryOut;
use crate::decisions::views::excerpt;
use crate::deliveries::queries::AskedLot;
use crate::notes;
use crate::notes::queries::OpenQuestion;
use crate::roles;
use crate::roles::queries::RoleState;

impl From<OverdueMilestone> for Task {
    fn from(late: OverdueMilestone) -> Self {
        Self {
            href: format!("/afspraken/{}/mijlpalen/{}", late.commitment, late.id),
            title: late.title,
            detail: format!("gepland: {}; bij {}", late.due, late.commitment_label),
            function: None,
            example: late.example,
        }
    }
}

impl From<AskedOfYou> for Task {
    fn from(asked: AskedOfYou) -> Self {
        Self {
            href: format!("/afspraken/{}/reacties/{}", asked.commitment, asked.comment),
            title: asked.commitment_label,
            detail: asked.what,
            function: asked.function,
            example: asked.example,
        }
    }
}

impl From<OpenQuestion> for Task {
    fn from(open: OpenQuestion) -> Self {
        Self {
            href: format!("{}/{}", notes::address_of(open.meeting), open.id),
            title: open.about_label,
            detail: format!("bij {}: {}", open.meeting_label, excerpt(&open.text)),
            function: None,
            example: false,
        }
    }
}

impl From<AskedLot> for Task {
    fn from(lot: AskedLot) -> Self {
        Self { href: lot.href, title: lot.project, detail: lot.what, function: None, example: lot.example }
    }
}

impl From<ToCarryOut> for Task {
    fn from(waiting: ToCarryOut) -> Self {
        let detail = format!("besloten: {}", waiting.decision);
        Self { href: waiting.href, title: waiting.commitment, detail, function: None, example: waiting.example }
    }
}

pub(super) fn role_task(organisation: Uuid, name: String, state: RoleState) -> Task {
    let since = state.since.map(dutch::date).unwrap_or_default();
    Task {
        href: roles::page_of(organisation),
        title: format!("Rolbeschrijving van {name}"),
        detail: format!("wacht sinds {since}"),
        function: None,
        example: state.example,
    }
}

impl From<WaitingFor> for Task {
    fn from(waiting: WaitingFor) -> Self {
        Self {
            href: format!("/afspraken/{}/wacht-op", waiting.commitment),
            title: waiting.commitment_label,
            detail: format!("wacht sinds {}: {}", waiting.since, waiting.reason),
            function: None,
            example: false,
        }
    }
}

impl From<ToAct> for Task {
    fn from(one: ToAct) -> Self {
        Self {
            href: format!("/knelpunten/{}", one.id),
            title: one.title,
            detail: one.action,
            function: one.acting_function,
            example: one.example,
        }
    }
}

pub(super) fn in_vain_task(waiting: WaitingFor) -> Task {
    let other = waiting.other.clone().map(|other| other.label).unwrap_or_default();
    let detail = format!("wacht sinds {} op {other}: die is vervallen", waiting.since);
    Task { detail, ..Task::from(waiting) }
}
