//! `/opleveringen`: in the columns that can be loaded, and then where the dwellings stand.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::ids::OrganisationId;
use domain::policy::{Action, Actor, ProjectVerb, Visibility, allows};
use domain::projects::PartyRole;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use sheets::{Kind, Value};
use uuid::Uuid;

use super::{municipalities, yes};
use crate::commitments::links::stored_count;
use crate::deliveries::PATH;
use crate::deliveries::entity::{delivery, lot};
use crate::deliveries::queries::{Filter, chosen, in_order as newest_first};
use crate::error::AppError;
use crate::exports::cells::{maybe, text};
use crate::exports::keys::{Keys, in_order};
use crate::exports::{Listed, Sheet};
use crate::imports::kinds::KEPT;
use crate::imports::kinds::deliveries::columns::{ADDRESS, ENTRY, ID, KIND, MARK, MUNICIPALITY, PROJECT, columns};
use crate::projects::entity::{project, project_party};
use crate::projects::names::Names;
use crate::projects::records::{rights_of, stored};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// The dwellings of one report, or of one correction of it.
pub struct Row {
    lot: lot::Model,
    project: Arc<project::Model>,
    /// The address is kept from this reader, as is the place of the project.
    place_kept: bool,
    /// What was reported first: of it are the address and the evidence.
    report: delivery::Model,
    /// What was said last of what they are.
    entry: delivery::Model,
}

pub struct Deliveries {
    actor: Actor,
    visibility: Visibility,
    names: Arc<Names>,
    keys: Keys,
}

impl Listed for Deliveries {
    const NAME: &'static str = "opleveringen";
    const TITLE: &'static str = "Opleveringen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let visibility = request.visibility();
        let (filter, mut left_out) = Filter::from_query(query);
        let places = municipalities(transaction, &visibility).await?;
        let (chosen, unknown) = chosen(&visibility, &filter, &places);
        left_out.unknown.extend(unknown);
        let keys = Keys::of(transaction, newest_first(chosen), lot::Column::Id).await?;
        let names = Arc::new(Names::of(transaction, &visibility).await?);
        Ok((Self { actor: *request.actor(), visibility, names, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let kind = |code: &str| match code {
            "count" => Kind::Whole,
            "delivered_on" => Kind::Day,
            _ => Kind::Text,
        };
        let names = Arc::clone(&self.names);
        let sheet = Sheet::default().loadable(columns(&names), kind, move |code, row| told(&names, code, row));
        let names = Arc::clone(&self.names);
        sheet
            .text("Naam van het project", |row| row.project.name.clone())
            .text("Correctie van", |row| row.entry.of_id.and(row.report.external_id.clone()))
            .text("Gemeld door", move |row| names.organisation(row.entry.organisation_id.into()))
            .whole("Te controleren", |row| i64::from(row.lot.waiting))
            .whole("Geverifieerd", |row| i64::from(row.lot.verified))
            .whole("Teruggegeven", |row| i64::from(row.lot.returned))
            .text("Voorbeeld", |row| yes(row.project.example))
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.page();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let lots = lot::Entity::find().filter(lot::Column::Id.is_in(ids.iter().copied())).all(transaction).await?;
        let lots = in_order(&ids, lots, |lot| lot.id);
        let of: BTreeSet<Uuid> = lots.iter().map(|lot| lot.project_id).collect();
        let projects = self.projects(transaction, &of).await?;
        let entries = delivery::Entity::find().filter(delivery::Column::ProjectId.is_in(of)).all(transaction).await?;
        let entries: BTreeMap<Uuid, delivery::Model> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let row = |lot: lot::Model| {
            let (project, place_kept) = projects.get(&lot.project_id)?;
            let entry = entries.get(&lot.id)?;
            let chain = std::iter::successors(Some(entry), |entry| entries.get(&entry.of_id?));
            let report = chain.last().unwrap_or(entry).clone();
            Some(Row { lot, project: Arc::clone(project), place_kept: *place_kept, report, entry: entry.clone() })
        };
        Ok(lots.into_iter().filter_map(row).collect())
    }
}

impl Deliveries {
    /// These projects, and whether it is kept from this reader where they are.
    async fn projects(
        &self,
        connection: &impl ConnectionTrait,
        ids: &BTreeSet<Uuid>,
    ) -> Result<BTreeMap<Uuid, (Arc<project::Model>, bool)>, DbErr> {
        let of_them = project::Column::Id.is_in(ids.iter().copied());
        let rows = seen::<project::Entity>(&self.visibility).filter(of_them).all(connection).await?;
        let hidden: Vec<Uuid> = rows.iter().filter(|row| row.place_hidden).map(|row| row.id).collect();
        let mut parties: BTreeMap<Uuid, BTreeSet<(PartyRole, OrganisationId)>> = BTreeMap::new();
        let of_hidden = project_party::Entity::find().filter(project_party::Column::ProjectId.is_in(hidden));
        for row in of_hidden.all(connection).await? {
            let party = (stored(&row.role, "role")?, row.organisation_id.into());
            parties.entry(row.project_id).or_default().insert(party);
        }
        let known = |row: project::Model| {
            let rights = rights_of(&row, parties.remove(&row.id).unwrap_or_default())?;
            let may_know = allows(&self.actor, Action::Project(ProjectVerb::ViewPlace, &rights)).is_ok();
            Ok((row.id, (Arc::new(row.clone()), row.place_hidden && !may_know)))
        };
        rows.into_iter().map(known).collect()
    }
}

fn total(lot: &lot::Model) -> i64 {
    [lot.waiting, lot.verified, lot.returned].into_iter().map(|count| i64::from(stored_count(count))).sum()
}

fn told(names: &Names, code: &str, row: &Row) -> Value<'static> {
    match code {
        PROJECT => maybe(row.project.external_id.clone()),
        MUNICIPALITY => text(names.municipality(row.project.municipality_id.into())),
        MARK => maybe(row.lot.external_id.clone()),
        KIND => text(names.dwelling_type(row.lot.measure_id.map(Into::into).into())),
        "count" => Value::Whole(total(&row.lot)),
        "delivered_on" => Value::Day(row.lot.delivered_on),
        ADDRESS if row.place_kept && row.report.address.is_some() => text(KEPT.to_owned()),
        ADDRESS => maybe(row.report.address.clone()),
        "evidence" => maybe(row.report.evidence.clone()),
        "explanation" => maybe(row.entry.reason.clone()),
        ID => text(row.project.id.to_string()),
        ENTRY => text(row.lot.id.to_string()),
        _ => Value::Empty,
    }
}
