//! The step from concept to voorgesteld: every lead and partner is asked.

use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::policy::{Action, Verb};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::lock;
use super::number::{is_concept_mark, next_number};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::agreement::records::{agreement_of, insert_asking, set_agreement};
use crate::commitments::form::ProposeForm;
use crate::commitments::records::{content_of, search_text};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;
use domain::Problem;
use domain::commitments::LifeCycle;

const NO_CONCEPT: &str = "Deze afspraak is al voorgesteld. Er hoeft niets meer te gebeuren om haar voor te stellen.";
const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft deze afspraak intussen gewijzigd. Lees wat er nu staat en stel haar dan opnieuw voor.";

pub async fn propose(request: &Request, form: &ProposeForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::Propose, &rights);
    let transaction = allowed(transaction, request, action, Event::Proposed, Subject::Commitment(id)).await?;
    if rights.life_cycle != LifeCycle::Draft {
        return Ok(FormReply::outdated(NO_CONCEPT));
    }
    // Nobody proposes a text that they have not seen.
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let content = content_of(&transaction, &row).await?;
    let mut agreement = agreement_of(&transaction, &row).await?;
    if let Err(refusal) = agreement.propose(content.confirming()) {
        let missing = content.missing_for_proposal();
        let problems = if missing.is_empty() || rights.life_cycle != LifeCycle::Draft {
            vec![Problem::new("life_cycle", refusal.to_string())]
        } else {
            missing.into_iter().map(Problem::from).collect()
        };
        return Ok(FormReply::invalid(problems));
    }
    let problems = content.problems_in(agreement.life_cycle);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }

    let author = Author::of(request);
    let change =
        |field, before: &str, after: &str| FieldChange { field, before: before.to_owned(), after: after.to_owned() };
    let mut changes = vec![change(Field::LifeCycle, rights.life_cycle.label(), agreement.life_cycle.label())];
    let (version, quote, concept) = (row.version + 1, row.quote.clone(), row.number.clone());
    let external_id = row.external_id.clone();
    let mut active = row.into_active_model();
    if is_concept_mark(&concept) {
        let number = next_number(&transaction, &rights).await?;
        let marks = [Some(number.clone()), external_id];
        active.search_text = Set(search_text(&marks, &content, quote.as_deref()));
        changes.push(change(Field::Number, &concept, &number));
        active.number = Set(number);
    }
    set_agreement(&mut active, &agreement);
    active.version = Set(version);
    active.updated_at = Set(author.at);
    active.update(&transaction).await?;
    insert_asking(&transaction, id, &agreement, &content, &author).await?;
    audit::record(&transaction, &author, Event::Proposed, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=voorgesteld")))
}
