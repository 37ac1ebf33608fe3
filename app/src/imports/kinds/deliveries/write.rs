//! Adding what lines say to the ledger, and taking it back with a correction.
#![expect(clippy::disallowed_methods, reason = "what an import wrote is found by the id that it kept")]

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::policy::{Action, ProjectVerb};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::audit::{self, Author, Subject};
use crate::commitments::links::stored_count;
use crate::deliveries::entity::delivery;
use crate::deliveries::form::Report;
use crate::deliveries::records::{Book, NotAdded, ReportRows};
use crate::deliveries::words::{not_there, of_report, taking_back, told};
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::imports::kinds::{AT_ONCE, Done};
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::projects::records::rights_of_many;
use crate::request::Request;
use crate::scope::seen;
use crate::storage::new_id;

const UNDONE: &str = "Invoer ongedaan gemaakt.";

#[derive(Clone, Debug)]
pub struct Write {
    pub project: Uuid,
    /// Which entry of the project's ledger it becomes.
    pub sequence: usize,
    pub report: Report,
    pub told: Vec<FieldChange>,
}

pub async fn save_all(
    transaction: &DatabaseTransaction,
    author: &Author,
    writes: Vec<Write>,
) -> Result<Vec<Done>, DbErr> {
    let mut rows = ReportRows::default();
    let (mut all, mut entries) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
    for Write { project, sequence, report, told: changes } in writes {
        let subject = rows.add(project, sequence, report.into(), author)?;
        let (id, event) = (new_id(), Event::DeliveryReported);
        entries.push(audit::NewEntry { id, author: *author, event, subject: Subject::Project(project), changes });
        all.push(Done { subject, audit_entry: id, before: None });
    }
    rows.write(transaction).await?;
    audit::record_all(transaction, author.region, entries).await?;
    Ok(all)
}

/// The projects of these reports, kept from others until the transaction ends.
pub async fn hold(transaction: &DatabaseTransaction, rows: &[import_row::Model]) -> Result<(), DbErr> {
    for some in rows.chunks(AT_ONCE) {
        let projects = Query::select()
            .column(delivery::Column::ProjectId)
            .from(delivery::Entity)
            .and_where(delivery::Column::Id.is_in(some.iter().map(|row| row.subject_id)))
            .to_owned();
        let of_them = project::Entity::find().filter(project::Column::Id.in_subquery(projects));
        of_them.order_by_asc(project::Column::Id).lock_exclusive().all(transaction).await?;
    }
    Ok(())
}

/// The rows whose report was verified, returned or corrected since.
pub async fn touched(connection: &impl ConnectionTrait, import: Uuid) -> Result<Vec<i32>, DbErr> {
    use import_row::Column as C;
    let later = Query::select()
        .expr(Expr::val(1))
        .from(delivery::Entity)
        .and_where(Expr::col((delivery::Entity, delivery::Column::OfId)).equals((import_row::Entity, C::SubjectId)))
        .to_owned();
    let rows = import_row::Entity::find().select_only().column(C::Row).filter(C::ImportId.eq(import));
    rows.filter(Expr::exists(later)).order_by_asc(C::Row).into_tuple().all(connection).await
}

/// What these rows reported is said not to be there, with a correction for each; their marks are free again.
///
/// # Errors
/// `NotFound` or `Forbidden` for who may not correct them any more.
pub async fn undo(
    transaction: &DatabaseTransaction,
    request: &Request,
    rows: Vec<import_row::Model>,
) -> Result<(), AppError> {
    let names = Names::of(transaction, &request.visibility()).await?;
    let author = Author::of(request);
    let (of, mut books) = books(transaction, request, &rows).await?;
    for done in rows.iter().rev() {
        let project = *of.get(&done.subject_id).ok_or(AppError::NotFound)?;
        let book = books.get_mut(&project).ok_or(AppError::NotFound)?;
        let report = book.entry(done.subject_id).cloned().ok_or(AppError::Internal)?;
        let changes = vec![
            not_there(stored_count(report.count)),
            of_report(&names, book, &report),
            told(Field::Reason, UNDONE.to_owned()),
        ];
        match book.add(transaction, project, taking_back(&report, UNDONE), &author).await {
            Ok(_) => {}
            Err(NotAdded::Refused(refusal)) => {
                tracing::error!(%refusal, delivery = %report.id, "an imported report cannot be taken back");
                return Err(AppError::Internal);
            }
            Err(NotAdded::Failed(error)) => return Err(error.into()),
        }
        audit::record(transaction, &author, Event::ImportUndone, Subject::Project(project), &changes).await?;
    }
    Ok(())
}

/// Of each report its project, and the ledgers of those of them in which this person may write.
async fn books(
    transaction: &DatabaseTransaction,
    request: &Request,
    rows: &[import_row::Model],
) -> Result<(BTreeMap<Uuid, Uuid>, BTreeMap<Uuid, Book>), AppError> {
    let mut of: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    for some in rows.chunks(AT_ONCE) {
        let pairs = delivery::Entity::find().select_only();
        let pairs = pairs.columns([delivery::Column::Id, delivery::Column::ProjectId]);
        let pairs = pairs.filter(delivery::Column::Id.is_in(some.iter().map(|row| row.subject_id)));
        let pairs: Vec<(Uuid, Uuid)> = pairs.into_tuple().all(transaction).await?;
        of.extend(pairs);
    }
    let projects: Vec<Uuid> = of.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut books = BTreeMap::new();
    for some in projects.chunks(AT_ONCE) {
        let visible = seen::<project::Entity>(&request.visibility());
        let visible = visible.filter(project::Column::Id.is_in(some.iter().copied())).all(transaction).await?;
        for rights in rights_of_many(transaction, &visible).await?.values() {
            request.allow(Action::Project(ProjectVerb::ReportDelivery, rights))?;
        }
        books.extend(Book::of_many(transaction, visible.iter().map(|row| row.id).collect()).await?);
    }
    Ok((of, books))
}
