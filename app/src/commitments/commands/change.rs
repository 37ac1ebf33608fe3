//! Changing what a commitment says, unless somebody else did so since the form was opened.

use domain::Problem;
use domain::agreement::{Agreement, Effect, Nature, Refusal, nature};
use domain::audit::Event;
use domain::commitments::Content;
use domain::differences::FieldChange;
use domain::policy::{Action, Verb};
use sea_orm::{DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::editing::{Editing, ToChoose};
use super::{link, lock};
use crate::audit::timeline::{before_last, conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::agreement::records::{Outcome, close_version, correct_version, insert_asking, set_agreement};
use crate::commitments::entity::commitment;
use crate::commitments::form::CommitmentForm;
use crate::commitments::names::{Names, called};
use crate::commitments::projects::linking::Linking;
use crate::commitments::records::{Texts, replace_content};
use crate::decisions::grounds;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::{Conflict, FormReply};

const NOTHING_CHANGED: &str =
    "U wijzigde nog niets. Pas de afspraak aan zoals is besloten, bijvoorbeeld de tijd of de aantallen.";

pub async fn change(request: &Request, form: &CommitmentForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Commitment(id)).await?;
    if !rights.life_cycle.is_open() {
        return Ok(FormReply::outdated(&Refusal::Closed.to_string()));
    }
    let names = Names::of_region(&transaction, row.region_id).await?;
    let mut found = Editing::of_many(&transaction, vec![row]).await?;
    let Some(editing) = found.pop() else { return Err(AppError::NotFound) };
    let content = match editing.read(form, &names) {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut problems = editing.problems(&names, &content);
    let linking = Linking::of_form(&transaction, &request.visibility(), form, Some(id), &mut problems).await?;
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let author = Author::of(request);
    let mut changes = editing.changes(&names, &content);
    let row = editing.row.clone();
    let ground = match grounds::of_change(&transaction, request, &form.decision, id).await?.transpose() {
        Ok(ground) => ground,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    if changes.is_empty() && ground.is_some() {
        return Ok(FormReply::invalid(vec![Problem::of_form(NOTHING_CHANGED)]));
    }
    if changes.is_empty() {
        let saved = if linking.is_empty() { "" } else { "?melding=opgeslagen" };
        link(&transaction, id, &linking)
            .await?
            .record(&transaction, &called(&transaction, &row).await?, &author)
            .await?;
        transaction.commit().await?;
        return Ok(FormReply::done(format!("/afspraken/{id}{saved}")));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let to_choose = editing.to_choose(&names, &content);
        return Ok(FormReply::conflict(choices(&transaction, &row, form, to_choose).await?));
    }
    let name = called(&transaction, &row).await?;
    let saving = Saving { correction: !form.correction.is_empty(), ..editing.saving(content, author) };
    let event = match saving.save(&transaction, row).await {
        Ok(event) => event,
        Err(NotSaved::Refused(refusal)) => return Ok(FormReply::outdated(&refusal.to_string())),
        Err(NotSaved::Failed(error)) => return Err(error.into()),
    };
    let links = link(&transaction, id, &linking).await?;
    if let Some(decision) = ground {
        grounds::settle(&transaction, &decision, id, &author).await?;
        changes.push(grounds::told(&decision));
    }
    audit::record(&transaction, &author, event, Subject::Commitment(id), &changes).await?;
    links.record(&transaction, &name, &author).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding={}", notice(event))))
}

/// Both texts, field by field. What this person did not touch is as it was when the form was opened: there the saved text
/// is proposed.
async fn choices(
    transaction: &DatabaseTransaction,
    row: &commitment::Model,
    form: &CommitmentForm,
    to_choose: Vec<ToChoose>,
) -> Result<Conflict, DbErr> {
    let opened: i32 = form.version.parse().unwrap_or(row.version);
    let since = u64::try_from(row.version - opened).unwrap_or_default();
    let before = before_last(transaction, versions_of(row.id), since).await?;
    let whole = to_choose.iter().map(|choice| choice.whole.clone()).collect();
    let mut conflict = conflict(transaction, versions_of(row.id), row.version, row.updated_at, whole).await?;
    let is_untouched = |part: &FieldChange| before.get(&part.field).is_some_and(|before| *before == part.after);
    for (shown, choice) in conflict.fields.iter_mut().zip(to_choose) {
        shown.untouched = choice.parts.iter().all(is_untouched);
        shown.code = Some(choice.whole.field.code().to_owned());
    }
    Ok(conflict)
}

const fn notice(event: Event) -> &'static str {
    match event {
        Event::AskedAgain => "opnieuw-gevraagd",
        Event::Withdrawn => "intrekken",
        _ => "opgeslagen",
    }
}

pub enum NotSaved {
    Refused(Refusal),
    Failed(DbErr),
}

impl From<DbErr> for NotSaved {
    fn from(error: DbErr) -> Self {
        Self::Failed(error)
    }
}

/// A change that may be made. Whoever gives away the lead by it may lose the right to edit: that is theirs to do.
#[derive(Clone, Debug)]
pub struct Saving {
    pub agreement: Agreement,
    pub texts: Texts,
    pub content: Content,
    pub correction: bool,
    pub author: Author,
}

impl Saving {
    /// What it sets in motion, and where the commitment stands between its parties then.
    ///
    /// # Errors
    /// When it is closed, its parties cannot be asked, or what was asked cannot be withdrawn.
    pub fn outcome(&self) -> Result<(Effect, Agreement), Refusal> {
        let Self { agreement, texts, content, correction, .. } = self;
        if !agreement.life_cycle.is_open() {
            return Err(Refusal::Closed);
        }
        let holds = agreement.in_force.is_some().then_some(&texts.row);
        let effect = agreement.effect_of_change(holds, texts.shown(), content, *correction);
        let mut after = agreement.clone();
        match effect {
            Effect::Saved => {}
            Effect::AsksParties => after.ask_again(content.confirming())?,
            Effect::Withdraws => after.withdraw()?,
        }
        Ok((effect, after))
    }

    pub async fn save(self, transaction: &DatabaseTransaction, row: commitment::Model) -> Result<Event, NotSaved> {
        let (effect, agreement) = self.outcome().map_err(NotSaved::Refused)?;
        let Self { texts, content, correction, author, .. } = self;
        let (id, asking, in_force) = (row.id, row.asking, row.in_force);
        let holds = in_force.is_some().then_some(&texts.row);
        let wording = nature(texts.shown(), &content) == Nature::Wording;
        // While a version holds, the row keeps its text; only what binds nobody changes at once.
        let row_says = match (effect, holds) {
            (Effect::Saved, Some(_)) if asking.is_none() => content.clone(),
            (_, Some(holds)) => holds.with_links_of(&content),
            (_, None) => content.clone(),
        };
        let mut active = row.clone().into_active_model();
        let event = match effect {
            Effect::Saved => {
                if let Some(number) = asking.or(in_force) {
                    correct_version(transaction, id, number, &content).await?;
                }
                if correction && wording { Event::Corrected } else { Event::Changed }
            }
            Effect::AsksParties => {
                if let Some(number) = asking {
                    close_version(transaction, id, number, Outcome::Replaced, &author).await?;
                }
                insert_asking(transaction, id, &agreement, &content, &author).await?;
                Event::AskedAgain
            }
            Effect::Withdraws => {
                if let Some(number) = asking {
                    close_version(transaction, id, number, Outcome::Withdrawn, &author).await?;
                }
                Event::Withdrawn
            }
        };
        set_agreement(&mut active, &agreement);
        active.version = Set(row.version + 1);
        active.updated_at = Set(author.at);
        replace_content(transaction, active, id, &row_says).await?;
        Ok(event)
    }
}
