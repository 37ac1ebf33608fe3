//! Gathering what is held of one person.
#![expect(
    clippy::disallowed_methods,
    reason = "it is about one account, found through `of_region` or named on the command line; commitments start from `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::{Event, SubjectType};
use domain::policy::{AccountRights, Action, Actor, Visibility};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::data::{
    AccountData, By, CommentData, CommitmentData, ConfirmationData, EntryData, FORMAT, ImportData, LEFT_OUT, LinkData,
    MailData, PersonalData, ReportData, SavedViewData, SessionData,
};
use super::files::{evidence, files, papers};
use crate::administration::queries::of_region;
use crate::audit::entity::audit_entry;
use crate::audit::queries::seen_by;
use crate::audit::{self, Author, Subject};
use crate::auth::entity::{access_token, recovery_code, session, user};
use crate::auth::sessions::login_of;
use crate::comments::entity::comment;
use crate::commitments::agreement::entity::confirmation;
use crate::commitments::entity::{commitment, progress_update};
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::imports::entity::import;
use crate::mail;
use crate::regions::entity::{organisation, region};
use crate::request::Request;
use crate::saved_views::entity::saved_view;
use crate::storage::{begin_snapshot, begin_write};

/// Who gets the document into their hands first.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// The person, or who may read the database anyway and hands it to them.
    ThePerson,
    /// A beheerder, who sees less than the person may have seen.
    Other(Visibility),
}

/// An account that this person may ask the data of: the own one, or as a beheerder one of the region; and how they read
/// it.
///
/// # Errors
/// `NotFound` when it is no account of this person's region, `Forbidden` for who does not administer it.
pub async fn of_own_region(request: &Request, id: Uuid) -> Result<(user::Model, Reader), AppError> {
    let actor = request.actor();
    let account = of_region(actor.region.into()).filter(user::Column::Id.eq(id)).one(request.database()).await?;
    if id == actor.user.0 {
        return Ok((account.ok_or(AppError::LoggedOut)?, Reader::ThePerson));
    }
    request.allow(Action::Administer(actor.region))?;
    let account = account.ok_or(AppError::NotFound)?;
    request.allow(Action::ManageAccount(&AccountRights { region: actor.region, user: account.id.into() }))?;
    Ok((account, Reader::Other(request.visibility())))
}

/// Notes that somebody's data were handed over.
pub async fn record_export(database: &DatabaseConnection, author: &Author, account: Uuid) -> Result<(), DbErr> {
    let transaction = begin_write(database).await?;
    audit::record(&transaction, author, Event::Exported, Subject::User(account), &[]).await?;
    transaction.commit().await
}

/// What is held of a person, all of one moment.
///
/// What they did to a commitment is cut with what they may see *now*, and who is disabled may see no concept any more:
/// somebody who changed employers must not take along what became of their former organisation's concepts, and the trail
/// quotes those. The right to a copy ends where it harms others (AVG, article 15(4)). A beheerder who downloads it for
/// them is no party to concepts either, so it is cut with their view as well.
///
/// # Errors
/// When the database fails.
pub async fn personal_data(
    database: &DatabaseConnection,
    account: &user::Model,
    reader: Reader,
    now: DateTime<Utc>,
) -> Result<PersonalData, AppError> {
    let transaction = begin_snapshot(database).await?;
    let (account_data, actor) = account_data(&transaction, account).await?;
    let own = Visibility::of(&actor);
    let own = if account.disabled { own.without_concepts() } else { own };
    let views = match reader {
        Reader::ThePerson => vec![own],
        Reader::Other(theirs) => vec![own, theirs],
    };
    let seen = views
        .iter()
        .fold(Condition::all(), |all, view| all.add(commitment::Column::Id.in_subquery(ids(visible(view)))));
    let audit_entries = entries(&transaction, account.id, &views).await?;
    let data = PersonalData {
        format: FORMAT,
        exported_at: now,
        left_out: LEFT_OUT,
        account: account_data,
        sessions: sessions(&transaction, account.id).await?,
        links: links(&transaction, account.id).await?,
        mails: mails(&transaction, &account.email).await?,
        progress_reports: reports(&transaction, account.id, seen.clone()).await?,
        confirmations: confirmations(&transaction, account.id, seen.clone()).await?,
        files: files(&transaction, account.id, seen.clone()).await?,
        papers: papers(&transaction, account.id).await?,
        evidence: evidence(&transaction, account.id, &views).await?,
        comments: comments(&transaction, account.id, seen).await?,
        notes: super::notes::notes(&transaction, account.id, &views).await?,
        saved_views: saved_views(&transaction, account.id).await?,
        imports: imports(&transaction, account.id).await?,
        audit_entries,
    };
    transaction.commit().await?;
    Ok(data)
}

fn ids(commitments: Select<commitment::Entity>) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    commitments.select_only().column(commitment::Column::Id).into_query()
}

async fn account_data(
    transaction: &DatabaseTransaction,
    account: &user::Model,
) -> Result<(AccountData, Actor), AppError> {
    let organisation = organisation::Entity::find_by_id(account.organisation_id).one(transaction).await?;
    let organisation = organisation.ok_or(AppError::Internal)?;
    let region = region::Entity::find_by_id(organisation.region_id).one(transaction).await?;
    let codes = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(account.id))
        .filter(recovery_code::Column::UsedAt.is_null());
    let actor = Actor {
        user: account.id.into(),
        region: organisation.region_id.into(),
        organisation: organisation.id.into(),
        municipality: organisation.municipality_id.map(Into::into),
        role: account.role.parse().map_err(|_| AppError::Internal)?,
        mandated: account.mandated,
    };
    let data = AccountData {
        id: account.id,
        email: account.email.clone(),
        name: account.name.clone(),
        function: account.function.clone(),
        organisation: organisation.name,
        region: region.ok_or(AppError::Internal)?.name,
        role: account.role.clone(),
        mandated: account.mandated,
        has_password: account.password_hash.is_some(),
        has_second_factor: account.totp_secret.is_some(),
        recovery_codes_left: usize::try_from(codes.count(transaction).await?).unwrap_or_default(),
        disabled: account.disabled,
        created_at: account.created_at,
    };
    Ok((data, actor))
}

async fn sessions(connection: &impl ConnectionTrait, user: Uuid) -> Result<Vec<SessionData>, DbErr> {
    let rows = session::Entity::find().filter(session::Column::UserId.eq(user)).all(connection).await?;
    let data = |row: session::Model| {
        let login = login_of(&row.data)?;
        Some(SessionData {
            since: login.since,
            last_used_at: login.seen,
            browser: login.agent,
            expires_at: row.expires_at,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

async fn links(connection: &impl ConnectionTrait, user: Uuid) -> Result<Vec<LinkData>, DbErr> {
    let rows = access_token::Entity::find().filter(access_token::Column::UserId.eq(user)).all(connection).await?;
    let data =
        |row: access_token::Model| LinkData { purpose: row.purpose, expires_at: row.expires_at, used_at: row.used_at };
    Ok(rows.into_iter().map(data).collect())
}

async fn mails(connection: &impl ConnectionTrait, address: &str) -> Result<Vec<MailData>, DbErr> {
    let data = |row: mail::entity::Model| MailData {
        kind: row.kind,
        to_address: row.to_address,
        to_name: row.to_name,
        subject: row.subject,
        created_at: row.created_at,
        sent_at: row.sent_at,
        failed_at: row.failed_at,
    };
    Ok(mail::outbox::to(connection, address).await?.into_iter().map(data).collect())
}

async fn reports(connection: &impl ConnectionTrait, user: Uuid, seen: Condition) -> Result<Vec<ReportData>, DbErr> {
    use progress_update::Column as C;
    let rows = progress_update::Entity::find()
        .filter(C::UserId.eq(user))
        .order_by_asc(C::At)
        .find_also_related(commitment::Entity)
        .filter(seen)
        .all(connection)
        .await?;
    let data = |(row, commitment): (progress_update::Model, Option<commitment::Model>)| {
        Some(ReportData {
            commitment: commitment.map(commitment_data)?,
            at: row.at,
            status: row.status,
            note: row.note,
            cause: row.cause,
            effect: row.effect,
            correction: row.correction,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

async fn confirmations(
    connection: &impl ConnectionTrait,
    user: Uuid,
    seen: Condition,
) -> Result<Vec<ConfirmationData>, DbErr> {
    use confirmation::Column as C;
    let rows = confirmation::Entity::find()
        .filter(C::UserId.eq(user))
        .order_by_asc(C::At)
        .find_also_related(commitment::Entity)
        .filter(seen)
        .all(connection)
        .await?;
    let data = |(row, commitment): (confirmation::Model, Option<commitment::Model>)| {
        Some(ConfirmationData {
            commitment: commitment.map(commitment_data)?,
            version: row.version,
            at: row.at,
            reply: row.reply,
            text: row.text,
            function: row.function,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

async fn comments(connection: &impl ConnectionTrait, user: Uuid, seen: Condition) -> Result<Vec<CommentData>, DbErr> {
    use comment::Column as C;
    let rows = comment::Entity::find()
        .filter(C::UserId.eq(user))
        .order_by_asc(C::At)
        .find_also_related(commitment::Entity)
        .filter(seen)
        .all(connection)
        .await?;
    let data = |(row, commitment): (comment::Model, Option<commitment::Model>)| {
        Some(CommentData {
            commitment: commitment.map(commitment_data)?,
            at: row.at,
            text: row.text,
            withdrawn_at: row.withdrawn_at,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

async fn saved_views(connection: &impl ConnectionTrait, user: Uuid) -> Result<Vec<SavedViewData>, DbErr> {
    use saved_view::Column as C;
    let rows = saved_view::Entity::find().filter(C::UserId.eq(user)).order_by_asc(C::Id).all(connection).await?;
    let data = |row: saved_view::Model| SavedViewData { name: row.name, filter: row.filter, shared: row.shared };
    Ok(rows.into_iter().map(data).collect())
}

async fn imports(connection: &impl ConnectionTrait, user: Uuid) -> Result<Vec<ImportData>, DbErr> {
    use import::Column as C;
    let own = import::Entity::find().select_only().columns([C::Kind, C::FileName, C::OpenedAt, C::LoadedAt]);
    let own = own.filter(C::UserId.eq(user)).order_by_asc(C::Id);
    type Row = (String, String, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = own.into_tuple().all(connection).await?;
    let data = |(kind, file_name, opened_at, loaded_at)| ImportData { kind, file_name, opened_at, loaded_at };
    Ok(rows.into_iter().map(data).collect())
}

pub(super) fn commitment_data(row: commitment::Model) -> CommitmentData {
    CommitmentData { id: row.id, number: row.number, title: row.title }
}

async fn entries(
    connection: &impl ConnectionTrait,
    user: Uuid,
    views: &[Visibility],
) -> Result<Vec<EntryData>, AppError> {
    use audit_entry::Column as C;
    let about = Condition::all().add(C::SubjectType.eq(SubjectType::User.code())).add(C::SubjectId.eq(user));
    let seen = views.iter().fold(Condition::all(), |all, view| all.add(seen_by(view)));
    let rows = audit_entry::Entity::find()
        .filter(Condition::any().add(C::UserId.eq(user)).add(about))
        .filter(seen)
        .order_by_asc(C::Sequence)
        .find_also_related(organisation::Entity)
        .all(connection)
        .await?;
    let commitments = visible_commitments(connection, &rows).await?;
    rows.into_iter().map(|row| entry(row, user, &commitments)).collect()
}

type EntryRow = (audit_entry::Model, Option<organisation::Model>);

/// The commitments that entries are about, which went through [`seen_by`] by now.
async fn visible_commitments(
    connection: &impl ConnectionTrait,
    rows: &[EntryRow],
) -> Result<BTreeMap<Uuid, CommitmentData>, DbErr> {
    let about = rows.iter().filter(|(row, _)| row.subject_type == SubjectType::Commitment.code());
    let mut wanted: Vec<Uuid> = about.map(|(row, _)| row.subject_id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = BTreeMap::new();
    // Databases take only so many values in one query.
    for some in wanted.chunks(500) {
        let of_these = commitment::Entity::find().filter(commitment::Column::Id.is_in(some.iter().copied()));
        found.extend(of_these.all(connection).await?.into_iter().map(|row| (row.id, commitment_data(row))));
    }
    Ok(found)
}

fn entry(
    (row, organisation): EntryRow,
    user: Uuid,
    commitments: &BTreeMap<Uuid, CommitmentData>,
) -> Result<EntryData, AppError> {
    // What they did to somebody else's account tells of somebody else.
    let of_others = row.subject_type == SubjectType::User.code() && row.subject_id != user;
    let changes =
        if of_others { vec![] } else { serde_json::from_str(&row.changes).map_err(|_| AppError::Internal)? };
    let by = match row.user_id {
        Some(id) if id == user => By::ThisPerson,
        Some(_) => By::SomebodyElse,
        None => By::NobodyLoggedIn,
    };
    Ok(EntryData {
        sequence: row.sequence,
        at: row.at,
        by,
        organisation: organisation.map(|row| row.name),
        event: row.event,
        commitment: commitments.get(&row.subject_id).cloned(),
        subject_type: row.subject_type,
        subject_id: row.subject_id,
        changes,
    })
}
