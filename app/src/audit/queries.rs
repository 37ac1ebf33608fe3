//! The log: what was recorded in a region, newest first.
#![expect(
    clippy::disallowed_methods,
    reason = "the log and its chain are read by those who may read all of it; `search` starts from a region"
)]

use chrono::{DateTime, Days, Utc};
use domain::audit::{Event, SubjectType};
use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, Func, LikeExpr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::data::{LogLine, LogPage, LogSubject};
use super::entity::audit_entry;
use super::filter::LogFilter;
use super::subjects::Subjects;
use crate::auth::entity::user;
use crate::bottlenecks::entity::bottleneck;
use crate::commitments::entity::commitment;
use crate::commitments::projects::queries as links;
use crate::commitments::queries::conditions::contains;
use crate::commitments::queries::{moment, visible, visible_ids};
use crate::commitments::waiting;
use crate::projects::queries::is_seen;
use crate::proposals;
use crate::regions::entity::organisation;
use crate::request::beginning_of;
use crate::scope::seen;

const PAGE_SIZE: u64 = 50;

/// One page of the log of the region that the reader may see. Entries about commitments that do not exist for the reader are in no line, count
/// or search; nor is anything of another region or of the installation.
pub async fn search(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    filter: &LogFilter,
) -> Result<LogPage, DbErr> {
    use audit_entry::Column as C;
    let region = visibility.region;
    let chosen = audit_entry::Entity::find()
        .join(JoinType::LeftJoin, audit_entry::Relation::User.def())
        .join(JoinType::LeftJoin, audit_entry::Relation::Organisation.def())
        // A region's chain has the region's id.
        .filter(C::Chain.eq(region.0))
        .filter(C::RegionId.eq(region.0))
        .filter(seen_by(visibility))
        .filter(conditions(filter, visibility));
    let total = chosen.clone().count(connection).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let of_page = chosen.order_by_desc(C::Sequence).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE);
    let lines = lines(connection, of_page).await?;
    Ok(LogPage { lines, total, page, pages })
}

/// A concept or project that somebody may not see leaves no trace in what they read here.
pub(crate) fn seen_by(visibility: &Visibility) -> Condition {
    use audit_entry::Column as C;
    let hidden_from_some = [
        SubjectType::Commitment,
        SubjectType::Wait,
        SubjectType::Project,
        SubjectType::ProjectLink,
        SubjectType::Proposal,
    ];
    let hidden_from_some = hidden_from_some.map(SubjectType::code);
    Condition::any()
        .add(C::SubjectType.is_not_in(hidden_from_some))
        .add(C::SubjectId.in_subquery(visible_ids(visibility)))
        .add(C::SubjectId.in_subquery(waiting::queries::seen_ids(visibility)))
        .add(C::SubjectId.in_subquery(links::seen_ids(visibility)))
        .add(is_seen(visibility, (audit_entry::Entity, C::SubjectId)))
        .add(C::SubjectId.in_subquery(proposals::queries::seen_ids(visibility)))
}

fn ids_of(commitments: Select<commitment::Entity>) -> SelectStatement {
    commitments.select_only().column(commitment::Column::Id).into_query()
}

fn conditions(filter: &LogFilter, visibility: &Visibility) -> Condition {
    use audit_entry::Column as C;
    let mut all = Condition::all()
        .add_option(filter.event.map(|event| C::Event.eq(event.code())))
        .add_option(filter.user.map(|user| C::UserId.eq(user.0)))
        .add_option(filter.subject.map(|subject| C::SubjectType.eq(subject.code())))
        .add_option(filter.from.and_then(beginning_of).map(|begin| C::At.gte(begin)))
        .add_option(
            filter.until.and_then(|day| beginning_of(day.checked_add_days(Days::new(1))?)).map(|end| C::At.lt(end)),
        );
    for word in filter.search.to_lowercase().split_whitespace() {
        all = all.add(holds(word, visibility));
    }
    all
}

fn holds(word: &str, visibility: &Visibility) -> Condition {
    use audit_entry::Column as C;
    use sea_orm::sea_query::ExprTrait;
    let pattern = contains(word);
    // As JSON writes it, without the quotes around it.
    let written = serde_json::to_string(word).unwrap_or_default();
    let written = written.get(1..written.len().saturating_sub(1)).unwrap_or(word);
    let like = |expression: Expr, pattern: &str| {
        Expr::expr(Func::lower(expression)).like(LikeExpr::new(pattern.to_owned()).escape('\\'))
    };
    let commitments = visible(visibility).filter(like(commitment::Column::SearchText.into_expr(), &pattern));
    let users = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(like(user::Column::Name.into_expr(), &pattern))
        .into_query();
    let bottlenecks = seen::<bottleneck::Entity>(visibility)
        .select_only()
        .column(bottleneck::Column::Id)
        .filter(like(bottleneck::Column::Title.into_expr(), &pattern))
        .into_query();
    Condition::any()
        .add(like(C::Changes.into_expr(), &contains(written)))
        .add(like(user::Column::Name.into_expr(), &pattern))
        .add(like(organisation::Column::Name.into_expr(), &pattern))
        .add(C::SubjectId.in_subquery(ids_of(commitments)))
        .add(C::SubjectId.in_subquery(users))
        .add(C::SubjectId.in_subquery(bottlenecks))
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    sequence: i64,
    at: DateTime<Utc>,
    event: String,
    subject_type: String,
    subject_id: Uuid,
    changes: String,
    user: Option<String>,
    organisation: Option<String>,
}

async fn lines(connection: &impl ConnectionTrait, page: Select<audit_entry::Entity>) -> Result<Vec<LogLine>, DbErr> {
    use audit_entry::Column as C;
    let records = page
        .select_only()
        .columns([C::Id, C::Sequence, C::At, C::Event, C::SubjectType, C::SubjectId, C::Changes])
        .column_as(user::Column::Name, "user")
        .column_as(organisation::Column::Name, "organisation")
        .into_model::<Record>()
        .all(connection)
        .await?;
    let about = records.iter().filter_map(|record| Some((record.subject_type.parse().ok()?, record.subject_id)));
    let names = Subjects(about.collect()).names(connection).await?;
    let line = |record: Record| {
        let event: Event = record.event.parse().ok()?;
        let by = record.user.unwrap_or_else(|| nobody(event).to_owned());
        let (label, example) = names.get(&record.subject_id).cloned().unwrap_or_default();
        let subject = LogSubject { kind: record.subject_type.parse().ok()?, id: record.subject_id, label, example };
        Some(LogLine {
            id: record.id,
            sequence: record.sequence,
            at: moment(record.at),
            by,
            organisation: record.organisation.unwrap_or_default(),
            event,
            subject,
            changes: serde_json::from_str(&record.changes).ok()?,
        })
    };
    let unreadable = || DbErr::Custom("unreadable audit entry".to_owned());
    records.into_iter().map(|record| line(record).ok_or_else(unreadable)).collect()
}

const fn nobody(event: Event) -> &'static str {
    if event.precedes_login() { "Niet ingelogd" } else { "Beheer van het systeem" }
}
