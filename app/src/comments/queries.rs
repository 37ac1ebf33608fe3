//! Reading comments.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::commitments::LifeCycle;
use domain::policy::{Action, CommentRights, CommentVerb, CommitmentRights, Verb, may_be_asked};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::entity::{comment, mention};
use super::records::{addressee_label, find, organisations};
use crate::audit::data::Moment;
use crate::auth::entity::user;
use crate::commitments::data::{SideCard, SideLine};
use crate::commitments::entity::commitment;
use crate::commitments::names::{called, commitment_label};
use crate::commitments::queries::{moment, one_visible, visible};
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};
use crate::request::{Request, moment_label};

/// A comment, or an answer to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentLine {
    pub id: Uuid,
    pub at: Moment,
    /// The person, and on behalf of which organisation.
    pub by: String,
    /// None: it was withdrawn.
    pub text: Option<String>,
    /// The reader wrote it.
    pub own: bool,
    pub asked: Vec<AskedLine>,
}

/// Of whom something is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedLine {
    pub who: String,
    /// When it was answered or seen.
    pub settled: Option<String>,
    pub organisation: Uuid,
}

/// A comment with the answers to it, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub first: CommentLine,
    pub answers: Vec<CommentLine>,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    answers_id: Option<Uuid>,
    at: DateTime<Utc>,
    text: Option<String>,
    user_id: Uuid,
    user: String,
    organisation: String,
}

fn with_names(chosen: Select<comment::Entity>) -> Select<comment::Entity> {
    use comment::Column as C;
    chosen
        .select_only()
        .columns([C::Id, C::AnswersId, C::At, C::Text, C::UserId])
        .column_as(user::Column::Name, "user")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::InnerJoin, comment::Relation::User.def())
        .join(JoinType::InnerJoin, comment::Relation::Organisation.def())
}

fn of_commitment(commitment: Uuid) -> Select<comment::Entity> {
    comment::Entity::find().filter(comment::Column::CommitmentId.eq(commitment))
}

/// The newest thread first, in two queries.
async fn threads(request: &Request, chosen: Select<comment::Entity>) -> Result<Vec<Thread>, DbErr> {
    let (connection, reader) = (request.database(), request.actor().user.0);
    let oldest_first = with_names(chosen).order_by_asc(comment::Column::At).order_by_asc(comment::Column::Id);
    let records: Vec<Record> = oldest_first.into_model().all(connection).await?;
    let firsts = records.iter().filter(|record| record.answers_id.is_none()).map(|record| record.id).collect();
    let mut asked = asked_of(connection, firsts).await?;
    let mut threads: Vec<Thread> = Vec::new();
    for record in records {
        let line = CommentLine {
            id: record.id,
            at: moment(record.at),
            by: format!("{}, namens {}", record.user, record.organisation),
            text: record.text,
            own: record.user_id == reader,
            asked: asked.remove(&record.id).unwrap_or_default(),
        };
        match record.answers_id {
            None => threads.push(Thread { first: line, answers: vec![] }),
            Some(first) => {
                if let Some(thread) = threads.iter_mut().find(|thread| thread.first.id == first) {
                    thread.answers.push(line);
                }
            }
        }
    }
    threads.reverse();
    Ok(threads)
}

/// Of whom each of these comments asks something.
async fn asked_of(
    connection: &impl ConnectionTrait,
    comments: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<AskedLine>>, DbErr> {
    use mention::Column as C;
    type Row = (Uuid, Uuid, Option<String>, Option<DateTime<Utc>>, String);
    let mut asked: BTreeMap<Uuid, Vec<AskedLine>> = BTreeMap::new();
    // Databases take only so many values in one query.
    for some in comments.chunks(500) {
        let rows: Vec<Row> = mention::Entity::find()
            .select_only()
            .columns([C::CommentId, C::OrganisationId, C::Function, C::SettledAt])
            .column(organisation::Column::Name)
            .join(JoinType::InnerJoin, mention::Relation::Organisation.def())
            .filter(C::CommentId.is_in(some.iter().copied()))
            .order_by_asc(C::Position)
            .into_tuple()
            .all(connection)
            .await?;
        for (comment, organisation, function, settled, name) in rows {
            let who = addressee_label(&name, function.as_deref());
            let line = AskedLine { who, settled: settled.map(moment_label), organisation };
            asked.entry(comment).or_default().push(line);
        }
    }
    Ok(asked)
}

/// How many comments the page of a commitment shows, and how much of each.
const ON_CARD: u64 = 3;
const EXCERPT: usize = 160;

/// The newest comments, on the page of their commitment. One query.
pub async fn card(request: &Request, rights: &CommitmentRights, commitment: Uuid) -> Result<Option<SideCard>, DbErr> {
    let newest = with_names(of_commitment(commitment))
        .filter(comment::Column::WithdrawnAt.is_null())
        .order_by_desc(comment::Column::At)
        .order_by_desc(comment::Column::Id)
        .limit(ON_CARD);
    let records: Vec<Record> = newest.into_model().all(request.database()).await?;
    let may_comment = request.allow(Action::Commitment(Verb::Comment, rights)).is_ok();
    if records.is_empty() && !may_comment {
        return Ok(None);
    }
    let link = if records.is_empty() { "Reageren" } else { "Reacties bekijken" };
    let line = |record: Record| SideLine {
        text: excerpt(&record.text.unwrap_or_default()),
        href: None,
        below: format!("{}, namens {}, {}", record.user, record.organisation, moment_label(record.at)),
    };
    Ok(Some(SideCard {
        anchor: "reacties".to_owned(),
        title: "Reacties".to_owned(),
        nothing: "Nog geen reacties.".to_owned(),
        lines: records.into_iter().map(line).collect(),
        href: list_of(commitment),
        link: link.to_owned(),
    }))
}

fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(EXCERPT).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

fn list_of(commitment: Uuid) -> String {
    format!("/afspraken/{commitment}/reacties")
}

/// What the page of all comments shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentsPage {
    pub id: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub threads: Vec<Thread>,
    /// Of whom something can be asked, by name; none for who only reads.
    pub askable: Option<Vec<(Uuid, String)>>,
    /// Not everybody can be asked, for it is a concept.
    pub concept: bool,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn page(request: &Request, id: Uuid) -> Result<CommentsPage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), id).await?;
    let may_comment = request.allow(Action::Commitment(Verb::Comment, &rights)).is_ok();
    let askable = if may_comment { Some(askable(request, &rights).await?) } else { None };
    let threads = threads(request, of_commitment(id)).await?;
    let concept = rights.life_cycle == LifeCycle::Draft && !rights.published;
    let label = called(database, &row).await?;
    Ok(CommentsPage { id, number: row.number, label, example: row.example, threads, askable, concept })
}

async fn askable(request: &Request, rights: &CommitmentRights) -> Result<Vec<(Uuid, String)>, DbErr> {
    let known = organisations(request, request.database()).await?;
    let can_read = known.into_iter().filter(|(id, known)| may_be_asked(*id, known.municipality, rights));
    let mut named: Vec<(Uuid, String)> = can_read.map(|(id, known)| (id.0, known.name)).collect();
    named.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(named)
}

/// What the page of one comment shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentPage {
    pub commitment: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub thread: Thread,
    /// The one in the address, of the thread: who withdraws, withdraws this one.
    pub chosen: Uuid,
    pub may_answer: bool,
    /// Something is asked of the reader's organisation, and not yet answered or seen.
    pub may_mark_seen: bool,
    pub may_withdraw: bool,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person, or does not have this comment.
pub async fn one(request: &Request, commitment: Uuid, id: Uuid) -> Result<CommentPage, AppError> {
    let database = request.database();
    let (row, _, of_commitment_rights) = one_visible(database, &request.visibility(), commitment).await?;
    let (chosen, rights) = find(database, commitment, of_commitment_rights, &id.to_string()).await?;
    let first = chosen.answers_id.unwrap_or(id);
    let of_thread = Condition::any().add(comment::Column::Id.eq(first)).add(comment::Column::AnswersId.eq(first));
    let thread =
        threads(request, of_commitment(commitment).filter(of_thread)).await?.pop().ok_or(AppError::NotFound)?;
    let own = request.actor().organisation.0;
    let open = thread.first.asked.iter().any(|asked| asked.organisation == own && asked.settled.is_none());
    let withdrawn = chosen.withdrawn_at.is_some();
    let may = |verb| may(request, verb, &rights) && !withdrawn;
    Ok(CommentPage {
        commitment,
        label: called(database, &row).await?,
        number: row.number,
        example: row.example,
        chosen: id,
        may_answer: !withdrawn && request.allow(Action::Commitment(Verb::Comment, &rights.commitment)).is_ok(),
        may_mark_seen: open && may(CommentVerb::MarkSeen),
        may_withdraw: may(CommentVerb::Withdraw),
        thread,
    })
}

fn may(request: &Request, verb: CommentVerb, rights: &CommentRights) -> bool {
    request.allow(Action::Comment(verb, rights)).is_ok()
}

/// Something that is asked of somebody's organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOfYou {
    pub comment: Uuid,
    pub commitment: Uuid,
    pub commitment_label: String,
    pub example: bool,
    /// Whom it asks, where that is said.
    pub function: Option<String>,
    /// Who asks, and how it begins.
    pub what: String,
}

#[derive(FromQueryResult)]
struct AskedRecord {
    comment: Uuid,
    commitment: Uuid,
    number: String,
    title: String,
    example: bool,
    municipality: Option<String>,
    function: Option<String>,
    text: Option<String>,
    asker: String,
}

/// What is asked of this person's organisation and neither answered nor seen, the oldest first. One query.
pub async fn asked(request: &Request) -> Result<Vec<AskedOfYou>, DbErr> {
    let records: Vec<AskedRecord> = visible(&request.visibility())
        .join(JoinType::InnerJoin, comment::Relation::Commitment.def().rev())
        .join(JoinType::InnerJoin, mention::Relation::Comment.def().rev())
        .join(JoinType::InnerJoin, comment::Relation::Organisation.def())
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .filter(mention::Column::OrganisationId.eq(request.actor().organisation.0))
        .filter(mention::Column::SettledAt.is_null())
        .filter(comment::Column::WithdrawnAt.is_null())
        .select_only()
        .column_as(comment::Column::Id, "comment")
        .column_as(commitment::Column::Id, "commitment")
        .columns([commitment::Column::Number, commitment::Column::Title, commitment::Column::Example])
        .column_as(municipality::Column::Name, "municipality")
        .column(mention::Column::Function)
        .column(comment::Column::Text)
        .column_as(organisation::Column::Name, "asker")
        .order_by_asc(comment::Column::At)
        .order_by_asc(comment::Column::Id)
        .into_model()
        .all(request.database())
        .await?;
    let asked = |record: AskedRecord| {
        let text = excerpt(&record.text.unwrap_or_default());
        AskedOfYou {
            comment: record.comment,
            commitment: record.commitment,
            commitment_label: commitment_label(&record.number, &record.title, record.municipality.as_deref()),
            example: record.example,
            function: record.function,
            what: format!("{} vraagt: {text}", record.asker),
        }
    };
    Ok(records.into_iter().map(asked).collect())
}
