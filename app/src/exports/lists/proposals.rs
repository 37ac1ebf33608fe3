//! `/voorstellen`: a row for each step, so that one can see by the body what lies there; a concept without steps has one row.

use std::collections::BTreeMap;

use domain::routing::{Purpose, Standing};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, QueryFilter};
use uuid::Uuid;

use super::{ID, yes};
use crate::error::AppError;
use crate::exports::keys::{Keys, in_order as by_keys};
use crate::exports::{Listed, Sheet};
use crate::meetings::records::Names;
use crate::proposals::PATH;
use crate::proposals::entity::{proposal, proposal_step};
use crate::proposals::filter::Filter;
use crate::proposals::queries::{chosen, in_order};
use crate::proposals::records::{purpose_of, route_of, steps_of_all};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// A proposal, and one of its steps.
pub struct Row {
    proposal: proposal::Model,
    organisation: String,
    standing: Standing,
    place: String,
    overdue: bool,
    step: Option<Step>,
}

struct Step {
    number: i64,
    body: String,
    purpose: Purpose,
    row: proposal_step::Model,
}

pub struct Proposals {
    request: Request,
    organisations: Names,
    bodies: BTreeMap<Uuid, String>,
    keys: Keys,
}

impl Listed for Proposals {
    const NAME: &'static str = "voorstellen";
    const TITLE: &'static str = "Voorstellen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let region = request.region()?;
        let (filter, mut left_out) = Filter::from_query(query);
        let chosen = chosen(transaction, &request.visibility(), &filter).await?;
        let unknown = filter.body.filter(|_| chosen.unknown_body).map(|id| format!("overleg={id}"));
        left_out.unknown.extend(unknown);
        let list = Self {
            organisations: Names::of_region(transaction, region.0).await?,
            bodies: chosen.bodies.into_iter().map(|body| (body.id, body.name)).collect(),
            keys: Keys::of(transaction, in_order(chosen.selection), proposal::Column::Id).await?,
            request: request.clone(),
        };
        Ok((list, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let step = |row: &Row| row.step.as_ref().map(|step| step.row.clone());
        Sheet::default()
            .text("Voorstel", |row: &Row| row.proposal.title.clone())
            .text("Van", |row| row.organisation.clone())
            .text("Stand", |row| row.standing.label().to_owned())
            .text("Waar het ligt", |row| row.place.clone())
            .text("Over tijd", |row| yes(row.overdue))
            .whole("Stap", |row| row.step.as_ref().map(|step| step.number))
            .day("Datum", move |row| Some(step(row)?.date))
            .text("Overleg", |row| row.step.as_ref().map(|step| step.body.clone()))
            .text("Doel", |row| row.step.as_ref().map(|step| step.purpose.label().to_owned()))
            .text("Conclusie", move |row| step(row)?.conclusion)
            .text("Over versie", move |row| Some(step(row)?.concluded_version?.to_string()))
            .text("Voorgesteld wordt", |row| filled(&row.proposal.proposed))
            .text("Gevraagd besluit", |row| filled(&row.proposal.decision))
            .text("Voorbeeld", |row| yes(row.proposal.example))
            .text(ID, |row| row.proposal.id.to_string())
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.page();
        let of_page = proposal::Column::Id.is_in(ids.iter().copied());
        let found = seen::<proposal::Entity>(&self.request.visibility()).filter(of_page).all(transaction).await?;
        let mut steps = steps_of_all(transaction, found.iter().map(|row| row.id).collect()).await?;
        let mut rows = Vec::new();
        for proposal in by_keys(&ids, found, |row| row.id) {
            let steps = steps.remove(&proposal.id).unwrap_or_default();
            rows.extend(self.told(proposal, steps)?);
        }
        Ok(rows)
    }
}

impl Proposals {
    fn told(&self, proposal: proposal::Model, steps: Vec<proposal_step::Model>) -> Result<Vec<Row>, DbErr> {
        let route = route_of(&steps)?;
        let body = |id: Uuid| self.bodies.get(&id).cloned().unwrap_or_default();
        let whole = |step: Option<Step>| Row {
            organisation: self.organisations.organisation(proposal.organisation_id),
            standing: route.standing(),
            place: route.place().label(|id| body(id.0)),
            overdue: route.is_overdue(self.request.today()),
            proposal: proposal.clone(),
            step,
        };
        if steps.is_empty() {
            return Ok(vec![whole(None)]);
        }
        let one = |(number, row): (i64, proposal_step::Model)| {
            Ok(whole(Some(Step { number, body: body(row.body_id), purpose: purpose_of(&row)?, row })))
        };
        (1..).zip(steps).map(one).collect()
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
