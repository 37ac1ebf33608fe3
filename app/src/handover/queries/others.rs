//! What stands beside the commitments of a function.
#![expect(clippy::disallowed_methods, reason = "the seats of bodies that were found through `seen`")]

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::agreement::Reply;
use domain::bottlenecks::{Holder, State};
use domain::period::label_or_unknown;
use domain::policy::Visibility;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::super::data::{Blocked, Deadline, First, MOST, Question, Seat, ToAnswer};
use super::Whose;
use crate::bottlenecks::entity::bottleneck;
use crate::bottlenecks::queries::risk_of_region;
use crate::comments::entity::{comment, mention};
use crate::commitments::agreement::entity::confirmation;
use crate::commitments::entity::commitment;
use crate::commitments::names::commitment_label;
use crate::commitments::queries::visible;
use crate::deadlines;
use crate::deadlines::data::Cell;
use crate::deadlines::distance::distance;
use crate::deadlines::queries::of_municipality;
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::queries::to_come;
use crate::meetings::records::{Names, content_of, unreadable};
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::{body, body_member};
use crate::request::{Request, day_of};
use crate::scope::seen;

#[derive(FromQueryResult)]
struct AnswerRecord {
    id: Uuid,
    number: String,
    title: String,
    example: bool,
    municipality: Option<String>,
    reply: Option<String>,
    text: Option<String>,
}

/// The versions that this organisation is asked about and did not say a full yes or no to; what ends first comes first.
pub async fn to_answer(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<First<ToAnswer>, DbErr> {
    use {commitment::Column as C, confirmation::Column as A};
    let reserved = Condition::all().add(A::Reply.eq(Reply::Reserved.code())).add(A::Lifted.eq(false));
    let records: Vec<AnswerRecord> = visible(visibility)
        .join(JoinType::InnerJoin, confirmation::Relation::AskingCommitment.def().rev())
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .filter(A::OrganisationId.eq(organisation))
        .filter(Condition::any().add(A::Reply.is_null()).add(reserved))
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::Example])
        .column_as(municipality::Column::Name, "municipality")
        .columns([A::Reply, A::Text])
        .order_by_with_nulls(C::DueLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(C::Id)
        .limit(MOST + 1)
        .into_model()
        .all(connection)
        .await?;
    let line = |record: AnswerRecord| ToAnswer {
        commitment: record.id,
        name: commitment_label(&record.number, &record.title, record.municipality.as_deref()),
        example: record.example,
        reservation: record.reply.map(|_| record.text.unwrap_or_default()),
    };
    Ok(First::of(records.into_iter().map(line).collect()))
}

/// The open bottlenecks that the function keeps or is to move, those that were taken highest first; and the dwellings at risk
/// in all of them together.
pub async fn blocked(request: &Request, whose: &Whose, names: &Names) -> Result<(First<Blocked>, u64), AppError> {
    use bottleneck::Column as B;
    let held = Condition::any()
        .add(whose.holds(B::OwnerId, B::OwnerFunction))
        .add(whose.holds(B::ActingId, B::ActingFunction));
    let rows = seen::<bottleneck::Entity>(&request.visibility())
        .filter(held)
        .filter(B::State.eq(State::Open.code()))
        .order_by_asc(B::Title)
        .order_by_asc(B::Id)
        .limit(MOST + 1)
        .all(request.database())
        .await?;
    let risk = risk_of_region(request).await?;
    let line = |row: bottleneck::Model| -> Result<Blocked, DbErr> {
        let owner = Holder { organisation: row.owner_id.into(), function: row.owner_function };
        let acting = Holder { organisation: row.acting_id.into(), function: row.acting_function };
        Ok(Blocked {
            level: row.level.parse().map_err(|_| unreadable("level"))?,
            owner: names.holder(&owner),
            acting: names.holder(&acting),
            dwellings_at_risk: risk.of(row.id),
            id: row.id,
            title: row.title,
            example: row.example,
            action: row.action,
        })
    };
    let mut found = First::of(rows.into_iter().map(line).collect::<Result<Vec<_>, _>>()?);
    found.lines.sort_by_key(|line| Reverse(line.level));
    let together = risk.together(found.lines.iter().map(|line| line.id));
    Ok((found, together))
}

#[derive(FromQueryResult)]
struct QuestionRecord {
    comment: Uuid,
    commitment: Uuid,
    number: String,
    title: String,
    example: bool,
    municipality: Option<String>,
    function: Option<String>,
    text: Option<String>,
    at: DateTime<Utc>,
    asker: String,
}

/// What is asked of the function and neither answered nor seen, the oldest first.
pub async fn questions(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    whose: &Whose,
) -> Result<First<Question>, DbErr> {
    let records: Vec<QuestionRecord> = visible(visibility)
        .join(JoinType::InnerJoin, comment::Relation::Commitment.def().rev())
        .join(JoinType::InnerJoin, mention::Relation::Comment.def().rev())
        .join(JoinType::InnerJoin, comment::Relation::Organisation.def())
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .filter(whose.holds(mention::Column::OrganisationId, mention::Column::Function))
        .filter(mention::Column::SettledAt.is_null())
        .filter(comment::Column::WithdrawnAt.is_null())
        .select_only()
        .column_as(comment::Column::Id, "comment")
        .column_as(commitment::Column::Id, "commitment")
        .columns([commitment::Column::Number, commitment::Column::Title, commitment::Column::Example])
        .column_as(municipality::Column::Name, "municipality")
        .column(mention::Column::Function)
        .columns([comment::Column::Text, comment::Column::At])
        .column_as(organisation::Column::Name, "asker")
        .order_by_asc(comment::Column::At)
        .order_by_asc(comment::Column::Id)
        .limit(MOST + 1)
        .into_model()
        .all(connection)
        .await?;
    let line = |record: QuestionRecord| Question {
        comment: record.comment,
        commitment: record.commitment,
        name: commitment_label(&record.number, &record.title, record.municipality.as_deref()),
        example: record.example,
        asked_by: record.asker,
        on: day_of(record.at),
        function: record.function,
        text: record.text.unwrap_or_default(),
    };
    Ok(First::of(records.into_iter().map(line).collect()))
}

/// Where the function is a member or the secretary, in the order of the region, with the first meeting to come.
pub async fn seats(request: &Request, whose: &Whose) -> Result<Vec<Seat>, DbErr> {
    use body_member::Column as M;
    let (database, visibility) = (request.database(), request.visibility());
    let bodies = seen::<body::Entity>(&visibility).order_by_asc(body::Column::Position).all(database).await?;
    let ids = bodies.iter().map(|body| body.id);
    let members = body_member::Entity::find()
        .filter(M::BodyId.is_in(ids))
        .filter(
            // A seat of nobody in particular is everybody's.
            Condition::any()
                .add(whose.holds(M::OrganisationId, M::Function))
                .add(Condition::all().add(M::OrganisationId.eq(whose.organisation)).add(M::Function.is_null())),
        )
        .order_by_asc(M::Position)
        .all(database)
        .await?;
    let mut seats: Vec<(&body::Model, String)> = Vec::new();
    for body in &bodies {
        let here = members.iter().filter(|member| member.body_id == body.id);
        seats.extend(here.map(|member| (body, role("lid", member.function.as_deref()))));
        if is_secretary(body, whose) {
            seats.push((body, role("secretaris", body.secretary_function.as_deref())));
        }
    }
    let next = next_meetings(request, seats.iter().map(|(body, _)| body.id).collect()).await?;
    let seat = |(body, role): (&body::Model, String)| Seat {
        next: next.get(&body.id).map(|row| (row.id, content_of(row).label(&body.name))),
        body: body.name.clone(),
        role,
    };
    Ok(seats.into_iter().map(seat).collect())
}

fn role(what: &str, function: Option<&str>) -> String {
    function.map_or_else(|| what.to_owned(), |function| format!("{what}, {function}"))
}

fn is_secretary(body: &body::Model, whose: &Whose) -> bool {
    let function = |writings: &Vec<String>| body.secretary_function.as_ref().is_none_or(|one| writings.contains(one));
    body.secretary_id == Some(whose.organisation) && whose.writings.as_ref().is_none_or(function)
}

async fn next_meetings(request: &Request, bodies: Vec<Uuid>) -> Result<BTreeMap<Uuid, meeting::Model>, DbErr> {
    use meeting::Column as M;
    let rows = seen::<meeting::Entity>(&request.visibility())
        .filter(M::BodyId.is_in(bodies))
        .filter(M::Date.gte(request.today()))
        .filter(to_come())
        .order_by_asc(M::Date)
        .order_by_asc(M::Id)
        .all(request.database())
        .await?;
    let mut next = BTreeMap::new();
    for row in rows {
        next.entry(row.body_id).or_insert(row);
    }
    Ok(next)
}

/// Those of a gemeente with its phase, the first to end first. Of who is no gemeente none.
pub async fn deadlines(request: &Request, of: &organisation::Model) -> Result<Option<Vec<Deadline>>, AppError> {
    let Some(place) = of.municipality_id else { return Ok(None) };
    let today = request.today();
    let told = of_municipality(request.database(), &request.visibility(), place, today).await?;
    let line = |(deadline, cell): (deadlines::data::Deadline, Cell)| Deadline {
        title: deadline.title,
        due: label_or_unknown(deadline.due),
        distance: deadline.due.and_then(|due| distance(due, today)),
        phase: cell.phase,
    };
    Ok(Some(told.into_iter().map(line).collect()))
}
