//! Reading notes, through `seen`; the number of queries does not depend on the rows.

use std::collections::BTreeMap;

use domain::notes::{About, Kind};
use domain::policy::{Action, BodyRights, BodyVerb, NoteRights, NoteVerb, Visibility};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use uuid::Uuid;

use super::entity::note;
use crate::audit::data::Moment;
use crate::auth::entity::user;
use crate::commitments::entity::commitment;
use crate::commitments::names::called;
use crate::commitments::queries::{moment, visible};
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::points::points_of;
use crate::meetings::queries::{bodies, one as one_meeting, to_come};
use crate::meetings::records::{content_of, state_of, unreadable};
use crate::proposals;
use crate::request::Request;
use crate::scope::seen;

/// A note as colleagues read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteLine {
    pub id: Uuid,
    pub about: About,
    pub kind: Kind,
    pub text: String,
    pub by: String,
    pub at: Moment,
    /// Who answered, when, and what.
    pub answer: Option<(String, Moment, String)>,
    pub may_answer: bool,
    pub may_remove: bool,
}

/// The notes at one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub about: About,
    pub label: String,
    /// Where it is read.
    pub address: String,
    pub notes: Vec<NoteLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotesPage {
    pub meeting: Uuid,
    /// Body and day.
    pub label: String,
    /// Whose notes these are.
    pub organisation: String,
    pub groups: Vec<Group>,
    /// What a new one can be about, with what it is called.
    pub choices: Vec<(About, String)>,
    pub chosen: About,
    /// There is still something to prepare: questions can be asked.
    pub to_come: bool,
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person, `Forbidden` for who has no notes at it.
pub async fn page(request: &Request, id: Uuid, about: Option<&str>) -> Result<NotesPage, AppError> {
    let database = request.database();
    let found = one_meeting(database, &request.visibility(), id).await?;
    request.allow(Action::Body(BodyVerb::Ask, &found.rights))?;
    let mut choices = agenda(database, id).await?;
    let asked = about.and_then(About::from_code).unwrap_or(About::Meeting);
    if let About::Commitment(_) = asked
        && let Some(label) = label_of(request, database, id, asked).await?
    {
        choices.push((asked, label));
    }
    let notes = lines(request, of_meeting(&request.visibility(), id)).await?;
    Ok(NotesPage {
        meeting: id,
        label: found.label(),
        organisation: request.user.organisation.clone(),
        chosen: if choices.iter().any(|(about, _)| *about == asked) { asked } else { About::Meeting },
        to_come: state_of(&found.row)?.is_to_come(),
        groups: groups(id, notes, &choices),
        choices,
    })
}

/// One note with its meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePage {
    pub meeting: Uuid,
    pub label: String,
    pub about_label: String,
    pub address: String,
    pub note: NoteLine,
}

/// # Errors
/// `NotFound` when the meeting has no such note for this person.
pub async fn note_page(request: &Request, meeting: Uuid, id: Uuid) -> Result<NotePage, AppError> {
    let visibility = request.visibility();
    let found = one_meeting(request.database(), &visibility, meeting).await?;
    let chosen = of_meeting(&visibility, meeting).filter(note::Column::Id.eq(id));
    let (about_label, note) = lines(request, chosen).await?.pop().ok_or(AppError::NotFound)?;
    let address = address_of_subject(meeting, note.about);
    Ok(NotePage { meeting, label: found.label(), about_label, address, note })
}

/// The notes of a meeting, for the pages where one reads what they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    pub meeting: Uuid,
    of: BTreeMap<About, Vec<NoteLine>>,
}

impl Notes {
    /// None: this person has no notes at the meetings of this body.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(request: &Request, meeting: Uuid, rights: &BodyRights) -> Result<Option<Self>, DbErr> {
        if request.allow(Action::Body(BodyVerb::Ask, rights)).is_err() {
            return Ok(None);
        }
        let mut of: BTreeMap<About, Vec<NoteLine>> = BTreeMap::new();
        for (_, note) in lines(request, of_meeting(&request.visibility(), meeting)).await? {
            of.entry(note.about).or_default().push(note);
        }
        Ok(Some(Self { meeting, of }))
    }

    /// How many there are, and how many of them are questions that wait for an answer.
    pub fn counts(&self) -> (u64, u64) {
        let all = || self.of.values().flatten();
        let open = all().filter(|note| note.kind == Kind::Question && note.answer.is_none());
        (all().count() as u64, open.count() as u64)
    }

    /// Those at one thing, the oldest first.
    pub fn at(&self, about: About) -> Vec<NoteLine> {
        self.of.get(&about).cloned().unwrap_or_default()
    }
}

/// A question that is not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    pub id: Uuid,
    pub meeting: Uuid,
    /// Body and day.
    pub meeting_label: String,
    pub about_label: String,
    pub text: String,
}

/// What is asked in this person's organisation before meetings to come and not answered, the oldest first. Two queries.
pub async fn open_questions(request: &Request) -> Result<Vec<OpenQuestion>, DbErr> {
    use note::Column as C;
    let rows = seen::<note::Entity>(&request.visibility())
        .filter(C::AnsweredAt.is_null())
        .filter(C::Kind.eq(Kind::Question.code()))
        .find_also_related(meeting::Entity)
        .filter(to_come())
        .order_by_asc(C::At)
        .order_by_asc(C::Id)
        .all(request.database())
        .await?;
    let bodies = if rows.is_empty() { vec![] } else { bodies(request.database(), &request.visibility()).await? };
    let label = |row: &meeting::Model| {
        let body = bodies.iter().find(|body| body.id == row.body_id).map_or("", |body| body.name.as_str());
        content_of(row).label(body)
    };
    let open = |(row, meeting): (note::Model, Option<meeting::Model>)| {
        Some(OpenQuestion {
            id: row.id,
            meeting: row.meeting_id,
            meeting_label: label(&meeting?),
            about_label: row.about_label,
            text: row.text,
        })
    };
    Ok(rows.into_iter().filter_map(open).collect())
}

fn of_meeting(visibility: &Visibility, meeting: Uuid) -> Select<note::Entity> {
    seen::<note::Entity>(visibility).filter(note::Column::MeetingId.eq(meeting))
}

/// # Errors
/// `NotFound` when the meeting has no such note for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    meeting: Uuid,
    id: Uuid,
) -> Result<note::Model, AppError> {
    let found = of_meeting(visibility, meeting).filter(note::Column::Id.eq(id)).one(connection).await?;
    found.ok_or(AppError::NotFound)
}

pub fn rights_of(row: &note::Model) -> Result<NoteRights, DbErr> {
    Ok(NoteRights {
        region: row.region_id.into(),
        organisation: row.organisation_id.into(),
        writer: row.user_id.into(),
        kind: row.kind.parse().map_err(|_| unreadable("kind"))?,
    })
}

#[derive(FromQueryResult)]
struct Record {
    #[sea_orm(nested)]
    row: note::Model,
    by: String,
    answerer: Option<String>,
}

/// Each with what it is about is called, the oldest first. One query.
async fn lines(request: &Request, chosen: Select<note::Entity>) -> Result<Vec<(String, NoteLine)>, DbErr> {
    use note::Column as C;
    const ANSWERER: &str = "answerers";
    let records: Vec<Record> = chosen
        .join(JoinType::InnerJoin, note::Relation::User.def())
        .join_as(JoinType::LeftJoin, note::Relation::Answerer.def(), ANSWERER)
        .column_as(user::Column::Name, "by")
        .column_as(Expr::col((ANSWERER, user::Column::Name)), "answerer")
        .order_by_asc(C::At)
        .order_by_asc(C::Id)
        .into_model()
        .all(request.database())
        .await?;
    records.into_iter().map(|record| line(request, record)).collect()
}

fn line(request: &Request, record: Record) -> Result<(String, NoteLine), DbErr> {
    let Record { row, by, answerer } = record;
    let rights = rights_of(&row)?;
    let may = |verb| request.allow(Action::Note(verb, &rights)).is_ok();
    let answer = row.answer.zip(answerer.zip(row.answered_at));
    let line = NoteLine {
        id: row.id,
        about: About::from_code(&row.about).ok_or_else(|| unreadable("about"))?,
        kind: rights.kind,
        text: row.text,
        by,
        at: moment(row.at),
        may_answer: answer.is_none() && may(NoteVerb::Answer),
        may_remove: may(NoteVerb::Remove),
        answer: answer.map(|(text, (by, at))| (by, moment(at), text)),
    };
    Ok((row.about_label, line))
}

/// What lies before a meeting: itself, the items of its agenda and the proposals.
async fn agenda(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<(About, String)>, DbErr> {
    let mut lines = vec![(About::Meeting, "Het overleg als geheel".to_owned())];
    let points = points_of(connection, meeting).await?;
    lines.extend(points.into_iter().map(|point| (point.about(), point.title().to_owned())));
    Ok(lines)
}

/// What it is called; none when it does not lie before this meeting, or does not exist for this person.
pub async fn label_of(
    request: &Request,
    connection: &impl ConnectionTrait,
    meeting: Uuid,
    about: About,
) -> Result<Option<String>, DbErr> {
    if let About::Commitment(id) = about {
        let row = visible(&request.visibility()).filter(commitment::Column::Id.eq(id.0)).one(connection).await?;
        return match row {
            Some(row) => called(connection, &row).await.map(Some),
            None => Ok(None),
        };
    }
    let on_agenda = agenda(connection, meeting).await?;
    Ok(on_agenda.into_iter().find(|(other, _)| *other == about).map(|(_, label)| label))
}

/// In the order of the agenda; what is not on it, or not any more, comes after that.
fn groups(meeting: Uuid, notes: Vec<(String, NoteLine)>, agenda: &[(About, String)]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (written, note) in notes {
        let about = note.about;
        if let Some(group) = groups.iter_mut().find(|group| group.about == about) {
            group.notes.push(note);
            continue;
        }
        let now = agenda.iter().find(|(other, _)| *other == about).map(|(_, label)| label.clone());
        let address = address_of_subject(meeting, about);
        groups.push(Group { about, label: now.unwrap_or(written), address, notes: vec![note] });
    }
    let place = |about: About| agenda.iter().position(|(other, _)| *other == about).unwrap_or(usize::MAX);
    groups.sort_by_key(|group| place(group.about));
    groups
}

/// Where one reads what a note is about.
fn address_of_subject(meeting: Uuid, about: About) -> String {
    match about {
        About::Meeting | About::Item(_) => format!("{}/{meeting}", crate::meetings::PATH),
        About::Proposal(id) => proposals::commands::address(id.0),
        About::Commitment(id) => format!("/afspraken/{id}"),
    }
}
