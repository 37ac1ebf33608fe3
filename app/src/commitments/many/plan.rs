//! What a change does to each of many commitments, without doing it yet.
#![expect(clippy::disallowed_methods, reason = "rows are locked by the ids that were found through `visible`")]

use std::collections::BTreeMap;

use domain::Problem;
use domain::agreement::Effect;
use domain::commitments::{Content, LifeCycle, PartyRole};
use domain::differences::{Described, Field, FieldChange};
use domain::policy::{Action, Verb};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::form::{Asked, Wanted, Way};
use crate::audit::Author;
use crate::commitments::commands::{Editing, Saving};
use crate::commitments::entity::commitment;
use crate::commitments::names::Names;
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::request::Request;

/// One of the commitments that were chosen.
pub struct Planned {
    pub row: commitment::Model,
    /// The agenda that it stands in; none for the region's.
    pub municipality: Option<String>,
    /// What it says now of what is to change, and will say.
    pub told: Vec<FieldChange>,
    /// It says so in a version that lies with the parties: something else holds.
    pub proposed: bool,
    pub fate: Fate,
}

/// What becomes of it.
pub enum Fate {
    /// It says so already.
    Same,
    /// This person may see it, and not change it.
    MayNot,
    /// A rule stands in the way: why.
    Cannot(String),
    Changes(Box<Change>),
}

pub struct Change {
    pub effect: Effect,
    pub changes: Vec<FieldChange>,
    pub saving: Saving,
}

/// Keeps others from the commitments until the transaction ends, in one order for everybody.
pub async fn lock_all(transaction: &DatabaseTransaction, asked: &Asked) -> Result<(), DbErr> {
    commitment::Entity::find()
        .filter(commitment::Column::Id.is_in(asked.chosen.keys().copied()))
        .order_by_asc(commitment::Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await
        .map(|_| ())
}

/// Those of the commitments that exist for this person, by id. As many queries for two hundred as for one.
pub async fn plan(
    connection: &impl ConnectionTrait,
    request: &Request,
    asked: &Asked,
) -> Result<BTreeMap<Uuid, Planned>, AppError> {
    let chosen = commitment::Column::Id.is_in(asked.chosen.keys().copied());
    let rows = visible(&request.visibility()).filter(chosen).all(connection).await?;
    let names = Names::of_region(connection, request.actor().region.into()).await?;
    let mut planned = BTreeMap::new();
    for editing in Editing::of_many(connection, rows).await? {
        let (row, rights, shown) = (editing.row.clone(), &editing.rights, editing.texts.shown());
        let municipality = row.municipality_id.and_then(|id| names.municipalities.get(&id).cloned());
        let content = asked.change.applied_to(shown);
        let told = asked.change.told(&names.describe(shown), &names.describe(&content));
        let changes = editing.changes(&names, &content);
        let impossible = asked.change.problems(shown, rights.life_cycle).into_iter().next();
        let problems = editing.problems(&names, &content);
        let fate = if request.allow(Action::Commitment(Verb::Edit, rights)).is_err() {
            Fate::MayNot
        } else if let Some(problem) = impossible {
            Fate::Cannot(problem.message)
        } else if changes.is_empty() {
            Fate::Same
        } else if let Some(problem) = problems.into_iter().next() {
            Fate::Cannot(problem.message)
        } else {
            let saving = editing.saving(content, Author::of(request));
            match saving.outcome() {
                Ok((effect, _)) => Fate::Changes(Box::new(Change { effect, changes, saving })),
                Err(refusal) => Fate::Cannot(refusal.to_string()),
            }
        };
        let proposed = row.in_force.is_some() && row.asking.is_some();
        planned.insert(row.id, Planned { row, municipality, told, proposed, fate });
    }
    Ok(planned)
}

impl Wanted {
    /// What this cannot change, in words of its own: nobody is at the form of the commitment itself.
    fn problems(&self, content: &Content, life_cycle: LifeCycle) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.due == Some(None) && life_cycle != LifeCycle::Draft {
            let message = "alleen een concept kan 'nog niet bekend' hebben. Deze afspraak is al voorgesteld.";
            problems.push(Problem::new("due", message));
        }
        if self.lead_function.is_some() && content.lead().is_none() {
            problems.push(Problem::new("lead_function", "deze afspraak heeft nog geen trekker."));
        }
        problems
    }

    fn applied_to(&self, content: &Content) -> Content {
        let mut parties = content.parties.clone();
        if let Some(function) = &self.lead_function {
            for lead in parties.iter_mut().filter(|party| party.role == PartyRole::Lead) {
                lead.function = Some(function.clone());
            }
        }
        let mut documents = content.documents.clone();
        if let Some((document, way)) = self.document {
            if way == Way::Replace {
                documents.clear();
            }
            documents.insert(document);
        }
        Content { due: self.due.unwrap_or(content.due), documents, parties, ..content.clone() }
    }

    /// Of all that is described, what this is about, also where it stays the same.
    fn told(&self, now: &[Described], then: &[Described]) -> Vec<FieldChange> {
        let wanted = |field: Field| match field {
            Field::Due => self.due.is_some(),
            Field::Documents => self.document.is_some(),
            Field::Functions => self.lead_function.is_some(),
            _ => false,
        };
        // Both describe the same fields in the same order.
        let both = now.iter().zip(then).filter(|((field, _), _)| wanted(*field));
        let told = |((field, before), (_, after)): (&Described, &Described)| FieldChange {
            field: *field,
            before: before.clone(),
            after: after.clone(),
        };
        both.map(told).collect()
    }
}
