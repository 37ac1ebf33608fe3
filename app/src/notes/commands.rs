//! Writing notes: in one transaction ask the policy and the rules, write, and add the audit entry, which holds no words.

use domain::Problem;
use domain::audit::Event;
use domain::notes::About;
use domain::policy::{Action, BodyVerb, NoteVerb};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, ModelTrait, Set, Unchanged};
use uuid::Uuid;

use super::address_of;
use super::entity::note;
use super::form::{AnswerForm, NoteForm, RemoveForm, UNKNOWN, seen};
use super::queries::{label_of, one, rights_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::meetings::queries::one as one_meeting;
use crate::meetings::records::state_of;
use crate::request::Request;
use crate::storage::{begin_write, new_id};
use crate::ui::form::FormReply;

const ANSWERED: &str =
    "Een collega heeft deze vraag intussen beantwoord. Bekijk het antwoord op de pagina van de notities.";

const ANSWERED_MEANWHILE: &str = "Een collega heeft intussen geantwoord. Lees het antwoord voordat u dit verwijdert.";

pub async fn add(request: &Request, form: &NoteForm) -> Result<FormReply, AppError> {
    let meeting: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let found = one_meeting(&transaction, &request.visibility(), meeting).await?;
    let action = Action::Body(BodyVerb::Ask, &found.rights);
    let transaction = allowed(transaction, request, action, Event::NoteWritten, Subject::Meeting(meeting)).await?;
    let (about, kind, text) = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Err(problem) = kind.check_before(state_of(&found.row)?) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let Some(about_label) = label_of(request, &transaction, meeting, about).await? else {
        return Ok(FormReply::invalid(vec![Problem::new("about", UNKNOWN)]));
    };
    let (actor, id) = (request.actor(), new_id());
    let row = note::ActiveModel {
        id: Set(id),
        region_id: Set(found.row.region_id),
        meeting_id: Set(meeting),
        organisation_id: Set(actor.organisation.into()),
        user_id: Set(actor.user.into()),
        about: Set(about.code()),
        commitment_id: Set(about.commitment().map(Into::into)),
        about_label: Set(about_label),
        kind: Set(kind.code().to_owned()),
        text: Set(text),
        at: Set(request.now()),
        answer: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
    };
    row.insert(&transaction).await?;
    audit::record(&transaction, &Author::of(request), Event::NoteWritten, Subject::Note(id), &[]).await?;
    transaction.commit().await?;
    Ok(done(meeting, "notitie"))
}

pub async fn answer(request: &Request, form: &AnswerForm) -> Result<FormReply, AppError> {
    let (transaction, row) = open(request, (&form.id, &form.note), NoteVerb::Answer, Event::NoteAnswered).await?;
    if row.answer.is_some() {
        return Ok(FormReply::outdated(ANSWERED));
    }
    let text = match form.text() {
        Ok(text) => text,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let author = Author::of(request);
    let changed = note::ActiveModel {
        id: Unchanged(row.id),
        answer: Set(Some(text)),
        answered_by: Set(Some(request.actor().user.into())),
        answered_at: Set(Some(author.at)),
        ..Default::default()
    };
    changed.update(&transaction).await?;
    audit::record(&transaction, &author, Event::NoteAnswered, Subject::Note(row.id), &[]).await?;
    transaction.commit().await?;
    Ok(done(row.meeting_id, "vraag-beantwoord"))
}

pub async fn remove(request: &Request, form: &RemoveForm) -> Result<FormReply, AppError> {
    let (transaction, row) = open(request, (&form.id, &form.note), NoteVerb::Remove, Event::NoteRemoved).await?;
    if form.seen != seen(row.answer.is_some()) {
        return Ok(FormReply::outdated(ANSWERED_MEANWHILE));
    }
    let (id, meeting) = (row.id, row.meeting_id);
    row.delete(&transaction).await?;
    audit::record(&transaction, &Author::of(request), Event::NoteRemoved, Subject::Note(id), &[]).await?;
    transaction.commit().await?;
    Ok(done(meeting, "notitie-verwijderd"))
}

/// A note of a meeting, for something that this person may do with it.
async fn open(
    request: &Request,
    (meeting, id): (&str, &str),
    verb: NoteVerb,
    event: Event,
) -> Result<(DatabaseTransaction, note::Model), AppError> {
    let (Ok(meeting), Ok(id)) = (meeting.parse(), id.parse()) else { return Err(AppError::NotFound) };
    let transaction = begin_write(request.database()).await?;
    let row = one(&transaction, &request.visibility(), meeting, id).await?;
    let rights = rights_of(&row)?;
    let transaction = allowed(transaction, request, Action::Note(verb, &rights), event, Subject::Note(id)).await?;
    Ok((transaction, row))
}

fn done(meeting: Uuid, notice: &str) -> FormReply {
    FormReply::done(format!("{}?melding={notice}", address_of(meeting)))
}

/// The address that opens the form for this.
pub fn address_for(meeting: Uuid, about: About) -> String {
    format!("{}?bij={}#toevoegen", address_of(meeting), about.code())
}
