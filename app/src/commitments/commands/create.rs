//! Adding a commitment.

use domain::Problem;
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle, Party};
use domain::ids::MunicipalityId;
use domain::policy::{Action, CommitmentRights, Verb, may_create_somewhere};

use super::link;
use super::number::concept_mark;
use super::references::{unknown_references, without_own_name};
use crate::audit::Author;
use crate::commitments::filter::REGIONAL_AGENDA;
use crate::commitments::form::CommitmentForm;
use crate::commitments::names::{Names, commitment_label};
use crate::commitments::projects::linking::Linking;
use crate::commitments::records::{NewCommitment, insert_commitment};
use crate::decisions::grounds;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Adds a commitment, as a concept.
pub async fn create(request: &Request, form: &CommitmentForm) -> Result<FormReply, AppError> {
    if !may_create_somewhere(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let transaction = begin_write(request.database()).await?;
    let names = Names::of_region(&transaction, request.actor().region.into()).await?;
    let (agenda, content) = match read_new(request, form, &names) {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut problems = Vec::new();
    let linking = Linking::of_form(&transaction, &request.visibility(), form, None, &mut problems).await?;
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let ground = match grounds::of_new(&transaction, request, &form.decision).await?.transpose() {
        Ok(ground) => ground,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    let author = Author::of(request);
    let new = NewCommitment { number: concept_mark(), ..concept(request, agenda, content) };
    let place = new.municipality_id.and_then(|id| names.municipalities.get(&id)).map(String::as_str);
    let name = commitment_label(&new.number, &new.content.title, place);
    let id = insert_commitment(&transaction, new, &names, &author, Event::Created).await?;
    link(&transaction, id, &linking).await?.record(&transaction, &name, &author).await?;
    if let Some(decision) = ground {
        grounds::link_new(&transaction, &decision, id, &author).await?;
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=vastgelegd")))
}

/// What the form says, and in which agenda, when this person may add a commitment that says so.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_new(
    request: &Request,
    form: &CommitmentForm,
    names: &Names,
) -> Result<(Option<MunicipalityId>, Content), Vec<Problem>> {
    let mut problems = Vec::new();
    let agenda = read_agenda(&form.agenda, &mut problems);
    let content = match form.content() {
        Ok(content) if problems.is_empty() => without_own_name(content, agenda, names),
        Ok(_) => return Err(problems),
        Err(more) => {
            problems.extend(more);
            return Err(problems);
        }
    };
    problems.extend(unknown_references(names, agenda, &content));
    let rights = rights_of_new(request, agenda, &content);
    if problems.is_empty() && request.allow(Action::Commitment(Verb::Create, &rights)).is_err() {
        problems.push(not_ones_own());
    }
    if problems.is_empty() { Ok((agenda, content)) } else { Err(problems) }
}

/// A concept in this person's region that says so; its number is still to be given.
pub fn concept(request: &Request, agenda: Option<MunicipalityId>, content: Content) -> NewCommitment {
    NewCommitment {
        region_id: request.actor().region.into(),
        municipality_id: agenda.map(Into::into),
        number: String::new(),
        external_id: None,
        content,
        life_cycle: LifeCycle::Draft,
        quotation: None,
        example: false,
    }
}

fn read_agenda(value: &str, problems: &mut Vec<Problem>) -> Option<MunicipalityId> {
    if value == REGIONAL_AGENDA {
        return None;
    }
    let id = value.parse().ok();
    if id.is_none() {
        problems.push(Problem::new("agenda", "Kies in welke agenda de afspraak komt."));
    }
    id
}

fn rights_of_new(request: &Request, agenda: Option<MunicipalityId>, content: &Content) -> CommitmentRights {
    CommitmentRights {
        region: request.actor().region,
        municipality: agenda,
        life_cycle: LifeCycle::Draft,
        published: false,
        lead: content.lead(),
        parties: content.parties.iter().filter_map(Party::organisation).collect(),
        asked: vec![],
    }
}

fn not_ones_own() -> Problem {
    Problem::new(
        "agenda",
        "U kunt afspraken vastleggen in de agenda van uw eigen gemeente, of waarvan uw eigen organisatie de trekker is. \
         Kies een andere agenda of trekker.",
    )
}
