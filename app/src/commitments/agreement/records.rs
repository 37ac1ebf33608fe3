//! Between the tables and the domain: what was asked, and what was answered.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::agreement::{Agreement, Answer, Asking, Refusal, Reply};
use domain::coded_enum;
use domain::commitments::{Content, LifeCycle};
use domain::ids::OrganisationId;
use sea_orm::ActiveValue::Unchanged;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{commitment_version, confirmation};
use crate::audit::Author;
use crate::commitments::entity::commitment;
use crate::commitments::records::stored_life_cycle;

coded_enum! {
    /// What became of a version.
    Outcome {
        Ratified = "bekrachtigd", "Bekrachtigd";
        Replaced = "vervangen", "Vervangen door een nieuwe versie";
        Withdrawn = "ingetrokken", "Ingetrokken";
        Lapsed = "vervallen", "Vervallen";
    }
}

/// Where a commitment stands between its parties.
pub async fn agreement_of(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Agreement, DbErr> {
    Ok(agreements_of(connection, std::slice::from_ref(row)).await?.remove(0))
}

/// Where commitments stand between their parties, in the order of their rows.
pub async fn agreements_of(
    connection: &impl ConnectionTrait,
    rows: &[commitment::Model],
) -> Result<Vec<Agreement>, DbErr> {
    let asking: Vec<Uuid> = rows.iter().filter(|row| row.asking.is_some()).map(|row| row.id).collect();
    let mut answers: BTreeMap<(Uuid, i32), BTreeMap<OrganisationId, Option<Answer>>> = BTreeMap::new();
    let found = if asking.is_empty() {
        vec![]
    } else {
        confirmation::Entity::find().filter(confirmation::Column::CommitmentId.is_in(asking)).all(connection).await?
    };
    for row in found {
        let of_version = answers.entry((row.commitment_id, row.version)).or_default();
        of_version.insert(row.organisation_id.into(), stored_answer(&row));
    }
    let agreement = |row: &commitment::Model| Agreement {
        life_cycle: stored_life_cycle(&row.life_cycle),
        in_force: row.in_force,
        asking: row
            .asking
            .map(|version| Asking { version, answers: answers.remove(&(row.id, version)).unwrap_or_default() }),
        newest: row.newest_version,
    };
    Ok(rows.iter().map(agreement).collect())
}

/// Who is asked about the version that lies with the parties.
pub async fn asked(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Vec<OrganisationId>, DbErr> {
    let Some(version) = row.asking else { return Ok(vec![]) };
    let ids: Vec<Uuid> = confirmation::Entity::find()
        .select_only()
        .column(confirmation::Column::OrganisationId)
        .filter(confirmation::Column::CommitmentId.eq(row.id))
        .filter(confirmation::Column::Version.eq(version))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Whether some version was asked of an organisation.
pub async fn was_ever_asked(
    connection: &impl ConnectionTrait,
    commitment: Uuid,
    organisation: OrganisationId,
) -> Result<bool, DbErr> {
    let of_it = confirmation::Entity::find()
        .filter(confirmation::Column::CommitmentId.eq(commitment))
        .filter(confirmation::Column::OrganisationId.eq(organisation.0));
    Ok(of_it.count(connection).await? > 0)
}

fn stored_answer(row: &confirmation::Model) -> Option<Answer> {
    let reply = row.reply.as_deref()?.parse().ok()?;
    Some(Answer { reply, text: row.text.clone(), lifted: row.lifted })
}

/// Puts where it stands into the row, which the caller saves.
pub fn set_agreement(row: &mut commitment::ActiveModel, agreement: &Agreement) {
    row.life_cycle = Set(agreement.life_cycle.code().to_owned());
    row.in_force = Set(agreement.in_force);
    row.asking = Set(agreement.asking.as_ref().map(|asking| asking.version));
    row.newest_version = Set(agreement.newest);
}

/// Where a commitment begins that comes in another state than concept: its parties are asked, or, of an example that is
/// ratified, have said yes.
///
/// # Errors
/// A state in which none begins, or nobody to ask.
pub fn first_agreement(life_cycle: LifeCycle, content: &Content) -> Result<Agreement, DbErr> {
    let mut agreement = Agreement::draft();
    if life_cycle == LifeCycle::Draft {
        return Ok(agreement);
    }
    let parties = content.confirming();
    let refused = |refusal: Refusal| DbErr::Custom(refusal.to_string());
    agreement.propose(parties.clone()).map_err(refused)?;
    if life_cycle == LifeCycle::Ratified {
        for party in parties {
            agreement.answer(party, FIRST_VERSION, yes()).map_err(refused)?;
        }
    }
    if agreement.life_cycle == life_cycle {
        Ok(agreement)
    } else {
        Err(DbErr::Custom(format!("no commitment begins as {}", life_cycle.code())))
    }
}

const FIRST_VERSION: i32 = 1;

const fn yes() -> Answer {
    Answer { reply: Reply::Confirmed, text: None, lifted: false }
}

/// Writes down the version of [`first_agreement`].
pub async fn insert_first_version(
    connection: &impl ConnectionTrait,
    id: Uuid,
    agreement: &Agreement,
    content: &Content,
    author: &Author,
) -> Result<(), DbErr> {
    if agreement.in_force.is_none() {
        return insert_asking(connection, id, agreement, content, author).await;
    }
    let mut asked = Agreement::draft();
    asked.propose(content.confirming()).map_err(|refusal| DbErr::Custom(refusal.to_string()))?;
    insert_asking(connection, id, &asked, content, author).await?;
    for party in content.confirming() {
        let of_party = Author { organisation: Some(party.into()), ..*author };
        save_answer(connection, id, FIRST_VERSION, &yes(), &of_party, None).await?;
    }
    close_version(connection, id, FIRST_VERSION, Outcome::Ratified, author).await
}

/// Writes down a version that the parties are asked about now, and that each of them still has to answer.
pub async fn insert_asking(
    connection: &impl ConnectionTrait,
    id: Uuid,
    agreement: &Agreement,
    content: &Content,
    author: &Author,
) -> Result<(), DbErr> {
    let Some(asking) = &agreement.asking else { return Ok(()) };
    let version = version_row(id, asking.version, content, author.at)?;
    commitment_version::Entity::insert(version).exec_without_returning(connection).await?;
    let rows = asking.answers.keys().map(|organisation| confirmation::ActiveModel {
        commitment_id: Set(id),
        version: Set(asking.version),
        organisation_id: Set(organisation.0),
        lifted: Set(false),
        ..Default::default()
    });
    confirmation::Entity::insert_many(rows).exec_without_returning(connection).await?;
    Ok(())
}

/// The row of a version that is asked at that moment.
pub fn version_row(
    id: Uuid,
    number: i32,
    content: &Content,
    at: DateTime<Utc>,
) -> Result<commitment_version::ActiveModel, DbErr> {
    Ok(commitment_version::ActiveModel {
        commitment_id: Set(id),
        number: Set(number),
        content: Set(as_text(content)?),
        asked_at: Set(at),
        outcome: Set(None),
        decided_at: Set(None),
    })
}

/// The words of a version were put right.
pub async fn correct_version(
    connection: &impl ConnectionTrait,
    id: Uuid,
    number: i32,
    content: &Content,
) -> Result<(), DbErr> {
    let version = commitment_version::ActiveModel {
        commitment_id: Unchanged(id),
        number: Unchanged(number),
        content: Set(as_text(content)?),
        ..Default::default()
    };
    version.update(connection).await.map(|_| ())
}

/// A version does not lie with the parties any more.
pub async fn close_version(
    connection: &impl ConnectionTrait,
    id: Uuid,
    number: i32,
    outcome: Outcome,
    author: &Author,
) -> Result<(), DbErr> {
    let version = commitment_version::ActiveModel {
        commitment_id: Unchanged(id),
        number: Unchanged(number),
        outcome: Set(Some(outcome.code().to_owned())),
        decided_at: Set(Some(author.at)),
        ..Default::default()
    };
    version.update(connection).await.map(|_| ())
}

/// Keeps what a party answered, by whom and in which function.
pub async fn save_answer(
    connection: &impl ConnectionTrait,
    id: Uuid,
    version: i32,
    answer: &Answer,
    author: &Author,
    function: Option<String>,
) -> Result<(), DbErr> {
    let Some(organisation) = author.organisation else { return Ok(()) };
    let row = confirmation::ActiveModel {
        commitment_id: Unchanged(id),
        version: Unchanged(version),
        organisation_id: Unchanged(organisation),
        reply: Set(Some(answer.reply.code().to_owned())),
        text: Set(answer.text.clone()),
        lifted: Set(answer.lifted),
        user_id: Set(author.user),
        function: Set(function),
        at: Set(Some(author.at)),
    };
    row.update(connection).await.map(|_| ())
}

/// What a version says.
pub async fn content_of_version(connection: &impl ConnectionTrait, id: Uuid, number: i32) -> Result<Content, DbErr> {
    let version = commitment_version::Entity::find_by_id((id, number)).one(connection).await?;
    let version = version.ok_or_else(|| DbErr::RecordNotFound(format!("version {number} of a commitment")))?;
    serde_json::from_str(&version.content).map_err(|error| DbErr::Custom(error.to_string()))
}

/// What each of these commitments asks of its parties now.
pub async fn asked_of(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, Content>, DbErr> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let open = commitment_version::Entity::find()
        .filter(commitment_version::Column::CommitmentId.is_in(ids))
        .filter(commitment_version::Column::Outcome.is_null())
        .all(connection)
        .await?;
    let read = |version: commitment_version::Model| {
        let content = serde_json::from_str(&version.content).map_err(|error| DbErr::Custom(error.to_string()))?;
        Ok((version.commitment_id, content))
    };
    open.into_iter().map(read).collect()
}

/// What the versions say that lie with the parties while another one holds.
pub async fn contents_asked(
    connection: &impl ConnectionTrait,
    rows: &[commitment::Model],
) -> Result<BTreeMap<(Uuid, i32), Content>, DbErr> {
    let changing = rows.iter().filter(|row| row.in_force.is_some());
    let numbers: BTreeMap<Uuid, i32> = changing.filter_map(|row| Some((row.id, row.asking?))).collect();
    let asked = asked_of(connection, numbers.keys().copied().collect()).await?;
    Ok(asked.into_iter().filter_map(|(id, content)| Some(((id, *numbers.get(&id)?), content))).collect())
}

fn as_text(content: &Content) -> Result<String, DbErr> {
    serde_json::to_string(content).map_err(|error| DbErr::Custom(error.to_string()))
}
