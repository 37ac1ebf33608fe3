//! Reading how a commitment stands between its parties.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::commitments::{Content, LifeCycle, Party, PartyRef, is_one_sided};
use domain::differences::differences;
use domain::organisations::OrganisationType;
use domain::policy::{Action, CommitmentRights, Verb, allows};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::data::{AnswerPage, Asked, Given, PartyAnswer, Standing, StepPage};
use super::entity::{commitment_version, confirmation};
use super::form::Step;
use super::records::{agreement_of, content_of_version};
use super::steps::{possible, unfinished};
use crate::auth::entity::user;
use crate::commitments::entity::commitment;
use crate::commitments::names::Names;
use crate::commitments::queries::{moment, one_visible};
use crate::commitments::records::content_of;
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::Request;

/// How a commitment stands; `content` is what its row says.
pub async fn standing(
    request: &Request,
    row: &commitment::Model,
    rights: &CommitmentRights,
    content: &Content,
) -> Result<Standing, AppError> {
    let database = request.database();
    let may = |verb| allows(request.actor(), Action::Commitment(verb, rights)).is_ok();
    let asking = match row.asking {
        Some(version) => Some(asked(database, row, version, content).await?),
        None => None,
    };
    let versions: Vec<i32> = row.asking.into_iter().chain(row.in_force).collect();
    let newest = versions.first().copied();
    let records = if versions.is_empty() { vec![] } else { answer_records(database, row.id, &versions).await? };
    let (records, in_force): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| Some(record.version) == newest);
    let own = request.actor().organisation.0;
    let answered = records.iter().any(|record| record.organisation_id == own && record.reply.is_some());
    let line = |record: AnswerRecord| PartyAnswer { organisation: record.organisation.clone(), given: record.given() };
    let steps = if may(Verb::Edit) { possible(&agreement_of(database, row).await?) } else { vec![] };
    Ok(Standing {
        in_force: row.in_force,
        asking,
        answers: records.into_iter().map(line).collect(),
        answers_in_force: in_force.into_iter().map(line).collect(),
        answered,
        may_answer: may(Verb::Confirm),
        steps,
        closing_reason: row.closing_reason.clone().filter(|_| rights.life_cycle == LifeCycle::Lapsed),
    })
}

async fn asked(
    database: &DatabaseConnection,
    row: &commitment::Model,
    version: i32,
    content: &Content,
) -> Result<Asked, DbErr> {
    let record = commitment_version::Entity::find_by_id((row.id, version)).one(database).await?;
    let record = record.ok_or_else(|| DbErr::RecordNotFound(format!("version {version} of a commitment")))?;
    let against = row.in_force.or_else(|| before(version));
    let changes = match against {
        None => vec![],
        Some(against) => {
            let names = Names::of_region(database, row.region_id).await?;
            // The row says what holds, or while nothing does what is asked.
            let other = if row.in_force.is_some() { version } else { against };
            let other = names.describe(&content_of_version(database, row.id, other).await?);
            let own = names.describe(content);
            if row.in_force.is_some() { differences(&own, &other) } else { differences(&other, &own) }
        }
    };
    Ok(Asked { version, at: moment(record.asked_at), against, changes })
}

/// The version before this one.
fn before(version: i32) -> Option<i32> {
    (version > 1).then(|| version - 1)
}

#[derive(FromQueryResult)]
struct AnswerRecord {
    version: i32,
    organisation_id: Uuid,
    organisation: String,
    reply: Option<String>,
    text: Option<String>,
    lifted: bool,
    by: Option<String>,
    function: Option<String>,
    at: Option<DateTime<Utc>>,
}

impl AnswerRecord {
    fn given(self) -> Option<Given> {
        Some(Given {
            reply: self.reply?.parse().ok()?,
            text: self.text,
            lifted: self.lifted,
            by: self.by.unwrap_or_default(),
            function: self.function,
            at: moment(self.at?),
        })
    }
}

async fn answer_records(database: &DatabaseConnection, id: Uuid, versions: &[i32]) -> Result<Vec<AnswerRecord>, DbErr> {
    use confirmation::Column as C;
    confirmation::Entity::find()
        .select_only()
        .columns([C::Version, C::OrganisationId, C::Reply, C::Text, C::Lifted, C::Function, C::At])
        .column_as(organisation::Column::Name, "organisation")
        .column_as(user::Column::Name, "by")
        .join(JoinType::InnerJoin, confirmation::Relation::Organisation.def())
        .join(JoinType::LeftJoin, confirmation::Relation::User.def())
        .filter(C::CommitmentId.eq(id))
        .filter(C::Version.is_in(versions.iter().copied()))
        .order_by_asc(organisation::Column::Name)
        .into_model()
        .all(database)
        .await
}

/// Whether a version lets a corporatie bring something, and no gemeente.
async fn one_sided(database: &DatabaseConnection, content: &Content) -> Result<bool, DbErr> {
    let ids = content.parties.iter().filter_map(Party::organisation).map(Uuid::from);
    let types: Vec<(Uuid, String)> = organisation::Entity::find()
        .select_only()
        .columns([organisation::Column::Id, organisation::Column::OrganisationType])
        .filter(organisation::Column::Id.is_in(ids))
        .into_tuple()
        .all(database)
        .await?;
    let types: BTreeMap<Uuid, OrganisationType> =
        types.into_iter().filter_map(|(id, code)| Some((id, code.parse().ok()?))).collect();
    let kind = |who: PartyRef| match who {
        PartyRef::Organisation(id) => types.get(&id.0).copied(),
        PartyRef::Group(kind) => Some(kind),
    };
    let parties = content.parties.iter();
    Ok(is_one_sided(parties.filter_map(|party| Some((kind(party.who)?, party.role, party.contribution.is_some())))))
}

/// What this person's organisation is asked about a commitment.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says; `Forbidden` when nothing is asked of it.
pub async fn answer_page(request: &Request, id: Uuid) -> Result<AnswerPage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), id).await?;
    request.allow(Action::Commitment(Verb::Confirm, &rights))?;
    let version = row.asking.ok_or(AppError::Forbidden)?;
    let names = Names::of_region(database, row.region_id).await?;
    let asked = content_of_version(database, id, version).await?;
    let held = match row.in_force {
        Some(_) => names.describe(&content_of(database, &row).await?),
        None => vec![],
    };
    let since = match before(version).filter(|_| row.in_force.is_none()) {
        Some(earlier) => {
            let said = names.describe(&content_of_version(database, id, earlier).await?);
            Some((earlier, differences(&said, &names.describe(&asked))))
        }
        None => None,
    };
    let own = request.actor().organisation.0;
    let records = answer_records(database, id, &[version]).await?;
    let given = records.into_iter().find(|record| record.organisation_id == own).and_then(AnswerRecord::given);
    Ok(AnswerPage {
        id,
        municipality: row.municipality_id.and_then(|id| names.municipalities.get(&id).cloned()),
        example: row.example,
        one_sided: one_sided(database, &asked).await?,
        number: row.number,
        title: asked.title.clone(),
        organisation: request.user.organisation.clone(),
        version,
        in_force: row.in_force,
        changes: differences(&held, &names.describe(&asked)),
        since,
        given,
    })
}

/// What may be done with a commitment.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn step_page(request: &Request, id: Uuid) -> Result<StepPage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), id).await?;
    request.allow(Action::Commitment(Verb::Edit, &rights))?;
    let steps = possible(&agreement_of(database, &row).await?);
    let unfinished =
        if steps.contains(&Step::Complete) { unfinished(database, &row).await?.in_words() } else { vec![] };
    Ok(StepPage { id, number: row.number, title: row.title, version: row.version, steps, unfinished })
}
