//! Adding to the ledger: in one transaction lock the project, ask the policy and the rules, add, and add the audit entry. Nothing in
//! it is ever changed or removed.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use domain::Problem;
use domain::audit::Event;
use domain::deliveries::{Entry, check_correction, check_room, check_verifier};
use domain::differences::{Field, FieldChange};
use domain::ids::DeliveryId;
use domain::policy::{Action, ProjectVerb};
use domain::projects::DwellingType;
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::entity::delivery;
use super::evidence::commands::of_report;
use super::form::{CorrectForm, ReportForm, VerifyForm};
use super::ledger_of;
use super::records::{Book, NewEntry, NotAdded};
use super::words::{self, MARK_TAKEN, told};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::links::stored_count;
use crate::error::AppError;
use crate::files::commands::{refused, with_content};
use crate::files::records::{Beside, Kept, insert_file};
use crate::files::upload::Upload;
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::projects::queries::one;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const ADDED_MEANWHILE: &str =
    "Iemand heeft intussen iets bijgeschreven bij dit project. Kijk wat er nu staat en probeer het dan opnieuw.";

/// A project whose ledger is written in.
pub(super) struct Writing {
    pub(super) transaction: DatabaseTransaction,
    pub(super) project: project::Model,
    pub(super) book: Book,
    pub(super) names: Names,
    author: Author,
}

impl Writing {
    /// The project, kept from others until the transaction ends, when this person may do this with it.
    pub(super) async fn begin(request: &Request, id: &str, verb: ProjectVerb, event: Event) -> Result<Self, AppError> {
        let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
        let transaction = begin_write(request.database()).await?;
        // SQLite has locked the whole database by now; PostgreSQL locks the row.
        project::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let (project, rights) = one(&transaction, &request.visibility(), id).await?;
        let action = Action::Project(verb, &rights);
        let transaction = allowed(transaction, request, action, event, Subject::Project(id)).await?;
        let book = Book::of(&transaction, id).await?;
        let names = Names::of(&transaction, &request.visibility()).await?;
        Ok(Self { transaction, project, book, names, author: Author::of(request) })
    }

    /// The report that a form is about.
    pub(super) fn report(&self, id: &str) -> Result<delivery::Model, AppError> {
        let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
        let report = self.book.entry(id).filter(|_| self.book.ledger.lot(id.into()).is_some());
        report.cloned().ok_or(AppError::NotFound)
    }

    /// Adds an entry and tells of it; a refusal becomes a problem of the field.
    async fn add(
        &mut self,
        new: NewEntry,
        event: Event,
        changes: Vec<FieldChange>,
        field: &str,
    ) -> Result<Result<Uuid, Problem>, AppError> {
        let added = match self.book.add(&self.transaction, self.project.id, new, &self.author).await {
            Ok(added) => added,
            Err(NotAdded::Refused(refusal)) => return Ok(Err(Problem::new(field, refusal.to_string()))),
            Err(NotAdded::Failed(error)) => return Err(error.into()),
        };
        let subject = Subject::Project(self.project.id);
        audit::record(&self.transaction, &self.author, event, subject, &changes).await?;
        Ok(Ok(added))
    }

    async fn finish(self, notice: &str) -> Result<FormReply, AppError> {
        let location = format!("{}?melding={notice}", ledger_of(self.project.id));
        self.transaction.commit().await?;
        Ok(FormReply::done(location))
    }
}

/// Says that dwellings are there.
pub async fn report(request: &Request, form: &ReportForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    let Some(upload) = upload else { return report_with_file(request, form, None).await };
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let (_, rights) = one(request.database(), &request.visibility(), id).await?;
    // Who may not is refused there, and that is recorded.
    if request.allow(Action::Project(ProjectVerb::ReportDelivery, &rights)).is_err() {
        return report_with_file(request, form, None).await;
    }
    let status = upload.status_when_refused();
    match (form.report(request.today()), upload.check()) {
        (Ok(_), Ok(checked)) => {
            with_content(request, checked, async |kept: Kept| report_with_file(request, form, Some(&kept)).await).await
        }
        (report, checked) => Ok(refused(report.err().into_iter().flatten().chain(checked.err()).collect(), status)),
    }
}

/// Adds the report, with a file whose content is in the store already. Sent twice, the second is told that the first came
/// through.
async fn report_with_file(request: &Request, form: &ReportForm, file: Option<&Kept>) -> Result<FormReply, AppError> {
    let (verb, event) = (ProjectVerb::ReportDelivery, Event::DeliveryReported);
    let mut writing = Writing::begin(request, &form.id, verb, event).await?;
    let report = match form.report(request.today()) {
        Ok(report) => report,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if !words::knows(&writing.names, report.dwelling_type) {
        return Ok(FormReply::invalid(vec![Problem::new("kind", "Kies wat voor woningen het zijn.")]));
    }
    if form.seen != writing.book.length().to_string() {
        return Ok(FormReply::outdated(ADDED_MEANWHILE));
    }
    let there = writing.book.ledger.there() + u64::from(report.count);
    let dwellings = stored_count(writing.project.dwellings);
    if let Err(problem) = check_room(there, dwellings, report.explanation.as_deref()) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if report.external_id.as_deref().is_some_and(|mark| writing.book.marked(mark).is_some()) {
        return Ok(FormReply::invalid(vec![Problem::new("external_id", MARK_TAKEN)]));
    }
    let changes = words::reported(&writing.names, writing.project.place_hidden, &report);
    let added = match writing.add(report.into(), event, changes, "count").await? {
        Ok(added) => added,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    if let Some(kept) = file {
        let of = of_report(&writing, &added.to_string())?;
        insert_file(&writing.transaction, &of, kept, Beside::default(), request).await?;
    }
    writing.finish("oplevering-gemeld").await
}

/// Says how many of a report are as it says; the others go back with a reason. Never by who reported or corrected it.
pub async fn verify(request: &Request, form: &VerifyForm) -> Result<FormReply, AppError> {
    let (verb, event) = (ProjectVerb::VerifyDelivery, Event::DeliveryVerified);
    let mut writing = Writing::begin(request, &form.id, verb, event).await?;
    let report = writing.report(&form.delivery)?;
    let verdict = match form.verdict() {
        Ok(verdict) => verdict,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Err(problem) = check_verifier(request.actor().user, writing.book.writers(report.id)) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if form.seen != writing.book.length().to_string() {
        return Ok(FormReply::outdated(ADDED_MEANWHILE));
    }
    let of = DeliveryId::from(report.id);
    let parts = [
        (Entry::Verify { of }, verdict.verified, event, None, "verified"),
        (Entry::Return { of }, verdict.returned, Event::DeliveryReturned, verdict.reason, "returned"),
    ];
    let kind = DwellingType::from(report.measure_id.map(Into::into));
    for (entry, count, event, reason, field) in parts.into_iter().filter(|(_, count, ..)| *count > 0) {
        let mut changes = vec![
            words::dwellings(&writing.names, count, kind),
            words::of_report(&writing.names, &writing.book, &report),
        ];
        changes.extend(reason.clone().map(|text| told(Field::Reason, text)));
        let new = NewEntry { entry, count, delivered: None, reason, external_id: None };
        if let Err(problem) = writing.add(new, event, changes, field).await? {
            return Ok(FormReply::invalid(vec![problem]));
        }
    }
    writing.finish("oplevering-gecontroleerd").await
}

/// Says that dwellings of a report are something else, or are not there. What was said stays to be read.
pub async fn correct(request: &Request, form: &CorrectForm) -> Result<FormReply, AppError> {
    let (verb, event) = (ProjectVerb::ReportDelivery, Event::DeliveryCorrected);
    let mut writing = Writing::begin(request, &form.id, verb, event).await?;
    let report = writing.report(&form.delivery)?;
    let correction = match form.correction() {
        Ok(correction) => correction,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if correction.into.is_some_and(|into| !words::knows(&writing.names, into)) {
        return Ok(FormReply::invalid(vec![Problem::new("into", "Kies wat de woningen wel zijn.")]));
    }
    if form.seen != writing.book.length().to_string() {
        return Ok(FormReply::outdated(ADDED_MEANWHILE));
    }
    let becomes = match correction.into {
        Some(dwelling_type) => words::dwellings(&writing.names, correction.count, dwelling_type),
        None => words::not_there(correction.count),
    };
    let of = words::of_report(&writing.names, &writing.book, &report);
    let changes = vec![becomes, of, told(Field::Reason, correction.reason.clone())];
    let new = NewEntry {
        entry: Entry::Correct { of: report.id.into(), into: correction.into },
        count: correction.count,
        delivered: None,
        reason: Some(correction.reason),
        external_id: None,
    };
    let before = writing.book.ledger.there();
    if let Err(problem) = writing.add(new, event, changes, "count").await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let after = writing.book.ledger.there();
    match check_correction(before, after, stored_count(writing.project.dwellings)) {
        Err(problem) => Ok(FormReply::invalid(vec![problem])),
        Ok(()) => writing.finish("oplevering-gecorrigeerd").await,
    }
}
