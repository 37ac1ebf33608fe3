//! The next meeting, and what a bestuurder reads the evening before: the stukken of their own gemeente or organisation, as much
//! of them as a screen holds.

use domain::dutch;
use domain::organisations::Role;
use domain::policy::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DbErr, Order, QueryFilter, QueryOrder};

use super::data::{Link, NextMeeting, Part, PartLine};
use crate::decisions::views::excerpt;
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::queries::to_come;
use crate::meetings::records::content_of;
use crate::memo::remembered;
use crate::notes;
use crate::pack;
use crate::pack::agenda::Point;
use crate::pack::ahead::{DeadlineLine, DwellingsLine};
use crate::pack::filter::Filter;
use crate::pack::queries::{Changes, TroubleLine};
use crate::regions::vision::{body, body_member};
use crate::request::Request;
use crate::scope::seen;
use crate::tasks::queries::{Section, tasks_again};
use crate::tasks::wanted::Wanted;

/// What is not on schedule tells most, and takes most room.
const TROUBLE: usize = 4;
const ASKED: usize = 5;
const DEADLINES: usize = 3;

/// As it was read before, or is read now.
///
/// # Errors
/// When the database fails.
pub async fn next_meeting_again(request: &Request) -> Result<Option<NextMeeting>, AppError> {
    let Actor { organisation, role, .. } = request.actor();
    remembered(request, &format!("next meeting {organisation} {role:?}"), next_meeting(request)).await
}

async fn next_meeting(request: &Request) -> Result<Option<NextMeeting>, AppError> {
    let Some((row, body)) = next(request).await? else { return Ok(None) };
    let evening = match request.actor().role {
        Role::Executive => evening(request, row.id).await?,
        _ => vec![],
    };
    Ok(Some(NextMeeting {
        beside: beside(request, &row).await?,
        label: content_of(&row).label(&body),
        papers: pack::address_of(row.id),
        example: row.example,
        evening,
    }))
}

/// The first that is still to be held: of a body in which the reader's organisation has a seat, or else of any.
async fn next(request: &Request) -> Result<Option<(meeting::Model, String)>, DbErr> {
    use body_member::Column as M;
    use meeting::Column as C;
    let seat = Query::select()
        .expr(Expr::val(1))
        .from(body_member::Entity)
        .and_where(Expr::col((body_member::Entity, M::BodyId)).equals((meeting::Entity, C::BodyId)))
        .and_where(M::OrganisationId.eq(request.actor().organisation.0))
        .to_owned();
    let found = seen::<meeting::Entity>(&request.visibility())
        .filter(to_come())
        .filter(C::Date.gte(request.today()))
        .order_by(Expr::exists(seat), Order::Desc)
        .order_by_asc(C::Date)
        .order_by_asc(C::Id)
        .find_also_related(body::Entity)
        .one(request.database())
        .await?;
    Ok(found.map(|(row, body)| (row, body.map(|body| body.name).unwrap_or_default())))
}

/// The other meetings of that day.
async fn beside(request: &Request, next: &meeting::Model) -> Result<Vec<Link>, DbErr> {
    use meeting::Column as C;
    let others = seen::<meeting::Entity>(&request.visibility())
        .filter(to_come())
        .filter(C::Date.eq(next.date))
        .filter(C::Id.ne(next.id))
        .order_by_asc(C::Id)
        .find_also_related(body::Entity)
        .all(request.database())
        .await?;
    let link = |(row, body): (meeting::Model, Option<body::Model>)| Link {
        text: content_of(&row).label(&body.map(|body| body.name).unwrap_or_default()),
        address: pack::address_of(row.id),
    };
    Ok(others.into_iter().map(link).collect())
}

async fn evening(request: &Request, meeting: uuid::Uuid) -> Result<Vec<Part>, AppError> {
    let page = pack::queries::page(request, meeting, &Filter::default()).await?;
    let tasks = tasks_again(request, Wanted::default()).await?;
    let papers = pack::address_of(meeting);
    let mut parts = vec![
        asked(page.asked().cloned().collect(), &papers),
        tasks_part(tasks),
        trouble(page.trouble, page.place.is_some(), &papers),
    ];
    parts.push(changes(page.changes));
    parts.extend(notes_part(page.notes));
    parts.push(dwellings(page.dwellings));
    // How far they are is of this evening, whatever day the meeting looks at.
    let today = request.today();
    parts.extend(deadlines(page.deadlines.into_iter().filter_map(|one| one.on(today)).collect()));
    Ok(parts)
}

fn asked(asked: Vec<Point>, papers: &str) -> Part {
    let many = asked.len();
    let line = |one: Point| PartLine {
        facts: one
            .decision
            .as_deref()
            .map(|text| ("Besluit".to_owned(), excerpt(text)))
            .into_iter()
            .chain(one.waits().map(|text| ("Nog niet aan de beurt".to_owned(), text)))
            .collect(),
        text: one.title,
        address: one.address,
        aside: Some(one.purpose.label().to_owned()),
        ..PartLine::default()
    };
    Part {
        title: "Wat het overleg wordt gevraagd".to_owned(),
        lines: asked.into_iter().take(ASKED).map(line).collect(),
        empty: "De agenda vraagt niet om een advies of besluit.".to_owned(),
        more: the_rest(many, ASKED, &format!("{papers}#gevraagd")),
    }
}

fn tasks_part(tasks: Vec<Section>) -> Part {
    let line = |section: Section| PartLine {
        text: section.kind.label().to_owned(),
        address: Some(format!("/mijn-taken#{}", section.kind.code())),
        aside: Some(dutch::number(i64::try_from(section.total).unwrap_or(i64::MAX))),
        ..PartLine::default()
    };
    Part {
        title: "Wat van u wordt gevraagd".to_owned(),
        lines: tasks.into_iter().map(line).collect(),
        empty: "Er wordt nu niets van u gevraagd.".to_owned(),
        more: None,
    }
}

/// Of a gemeente all that is not on schedule there; of another organisation what it leads.
fn trouble(trouble: Vec<TroubleLine>, of_municipality: bool, papers: &str) -> Part {
    let theirs: Vec<_> = trouble.into_iter().filter(|one| of_municipality || one.own).collect();
    let many = theirs.len();
    let fact = |label: &str, text: Option<String>| Some((label.to_owned(), excerpt(&text?)));
    let line = |one: TroubleLine| PartLine {
        text: one.name,
        address: Some(one.address),
        aside: one.stale.then(|| "laatste melding verouderd".to_owned()),
        lights: one.lights.into_iter().collect(),
        facts: [
            fact("Oorzaak", one.reasons.cause),
            fact("Gevolg", one.reasons.effect),
            fact("Bijsturing", one.reasons.correction),
            Some(("Aan zet".to_owned(), one.lead.unwrap_or_else(|| "nog niemand".to_owned()))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    Part {
        title: "Wat niet op schema loopt".to_owned(),
        lines: theirs.into_iter().take(TROUBLE).map(line).collect(),
        empty: "Alles waarover is gemeld, loopt op schema.".to_owned(),
        more: the_rest(many, TROUBLE, &format!("{papers}#niet-op-schema")),
    }
}

fn changes(changes: Option<Changes>) -> Part {
    let title = "Sinds het vorige overleg".to_owned();
    let Some(Changes { kinds, address, total, .. }) = changes else {
        let empty = "Er is geen vorig overleg om mee te vergelijken.".to_owned();
        return Part { title, lines: vec![], empty, more: None };
    };
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, many)| format!("{} {many}", kind.label())).collect();
    let lines = match kinds.is_empty() {
        true => vec![],
        false => vec![PartLine { text: kinds.join(" · "), ..PartLine::default() }],
    };
    let text = format!("Bekijk {}", dutch::count(total as u64, "verandering", "veranderingen"));
    Part { title, lines, empty: "Er veranderde niets.".to_owned(), more: (total > 0).then_some(Link { text, address }) }
}

fn notes_part(notes: Option<notes::queries::Notes>) -> Option<Part> {
    let notes = notes?;
    let (many, open) = notes.counts();
    let line = |text: String| PartLine { text, ..PartLine::default() };
    let lines = [
        (open > 0).then(|| dutch::count(open, "vraag is nog niet beantwoord", "vragen zijn nog niet beantwoord")),
        (many > open)
            .then(|| dutch::count(many - open, "notitie of beantwoorde vraag", "notities en beantwoorde vragen")),
    ];
    Some(Part {
        title: "Uw notities en vragen".to_owned(),
        lines: lines.into_iter().flatten().map(line).collect(),
        empty: "Noteer bij een punt wat u wilt onthouden, of vraag het een collega.".to_owned(),
        more: Some(Link { text: "Notities en vragen".to_owned(), address: notes::address_of(notes.meeting) }),
    })
}

fn dwellings(dwellings: Vec<DwellingsLine>) -> Part {
    let line = |one: DwellingsLine| PartLine {
        text: one.measure,
        aside: Some(format!("{} geverifieerd, {} gemeld", dutch::number(one.verified), dutch::number(one.reported))),
        facts: one.targets.into_iter().map(|target| ("Doel".to_owned(), target.label)).collect(),
        ..PartLine::default()
    };
    Part {
        title: "Woningen".to_owned(),
        lines: dwellings.into_iter().map(line).collect(),
        empty: pack::NO_DWELLINGS.to_owned(),
        more: Some(Link { text: "Doelen en balans".to_owned(), address: crate::targets::PATH.to_owned() }),
    }
}

fn deadlines(deadlines: Vec<DeadlineLine>) -> Option<Part> {
    let line = |one: DeadlineLine| PartLine {
        text: one.title,
        aside: Some(match one.distance {
            Some(distance) => format!("{} ({distance})", one.due),
            None => one.due,
        }),
        ..PartLine::default()
    };
    (!deadlines.is_empty()).then(|| Part {
        title: "Termijnen die eraan komen".to_owned(),
        lines: deadlines.into_iter().take(DEADLINES).map(line).collect(),
        empty: String::new(),
        more: Some(Link { text: "Alle termijnen".to_owned(), address: crate::deadlines::PATH.to_owned() }),
    })
}

fn the_rest(many: usize, shown: usize, address: &str) -> Option<Link> {
    let more = many.checked_sub(shown).filter(|more| *more > 0)?;
    Some(Link { text: format!("En nog {more}"), address: address.to_owned() })
}
