//! The words of a project, as the screens and the timeline write them.
#![expect(clippy::disallowed_methods, reason = "the names of one region, which all in it share")]

use std::collections::BTreeMap;

use domain::differences::{Described, Field, FieldChange, differences};
use domain::ids::{MunicipalityId, OrganisationId};
use domain::policy::Visibility;
use domain::projects::{Content, Counts, DwellingType, Line};
use domain::{Period, dutch};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::form::UNCOUNTED as UNCOUNTED_VALUE;
use crate::imports::kinds::{ByName, KEPT};
use crate::regions::entity::{municipality, organisation};
use crate::targets::entity::measure;

const UNCOUNTED: &str = "Telt in geen doel mee";
pub const HIDDEN: &str = KEPT;

/// What the ids of a project stand for, in its region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub municipalities: BTreeMap<Uuid, String>,
    pub organisations: BTreeMap<Uuid, String>,
    /// In the order of the region.
    pub measures: Vec<(Uuid, String)>,
}

impl Names {
    pub async fn of(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Self, DbErr> {
        Self::of_region(connection, visibility.region.0).await
    }

    /// All of a region share them.
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let municipalities = municipality::Entity::find().filter(municipality::Column::RegionId.eq(region));
        let municipalities = municipalities.all(connection).await?;
        let organisations = organisation::Entity::find().filter(organisation::Column::RegionId.eq(region));
        let organisations = organisations.all(connection).await?;
        let measures = measure::Entity::find().filter(measure::Column::RegionId.eq(region));
        let measures = measures.order_by_asc(measure::Column::Position);
        Ok(Self {
            municipalities: municipalities.into_iter().map(|row| (row.id, row.name)).collect(),
            organisations: organisations.into_iter().map(|row| (row.id, row.name)).collect(),
            measures: measures.all(connection).await?.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    pub fn municipality(&self, id: MunicipalityId) -> String {
        self.municipalities.get(&id.0).cloned().unwrap_or_default()
    }

    pub fn organisation(&self, id: OrganisationId) -> String {
        self.organisations.get(&id.0).cloned().unwrap_or_default()
    }

    pub fn dwelling_type(&self, dwelling_type: DwellingType) -> String {
        match dwelling_type.measure() {
            Some(measure) => {
                let found = self.measures.iter().find(|(id, _)| *id == measure.0);
                found.map(|(_, name)| name.clone()).unwrap_or_default()
            }
            None => UNCOUNTED.to_owned(),
        }
    }

    /// What a form holds for a type of dwelling.
    pub fn type_value(dwelling_type: DwellingType) -> String {
        dwelling_type.measure().map_or_else(|| UNCOUNTED_VALUE.to_owned(), |id| id.to_string())
    }

    /// All types, with what a form holds for them, in the order of the region.
    pub fn dwelling_types(&self) -> impl Iterator<Item = (DwellingType, String)> {
        let measures = self.measures.iter().map(|(id, _)| DwellingType::Counted((*id).into()));
        measures.chain([DwellingType::Uncounted]).map(|kind| (kind, Self::type_value(kind)))
    }

    /// The types of dwelling to choose from, by what a form holds.
    pub fn types(&self) -> Vec<(String, String)> {
        self.dwelling_types().map(|(kind, value)| (value, self.dwelling_type(kind))).collect()
    }

    /// Organisations by name or id.
    pub fn organisations_by_name(&self) -> ByName<OrganisationId> {
        let both = |(id, name): (&Uuid, &String)| [(name.clone(), (*id).into()), (id.to_string(), (*id).into())];
        self.organisations.iter().flat_map(both).collect()
    }

    /// How many of each type that occurs, in the order of the region.
    pub fn totals(&self, counts: &Counts) -> Vec<(String, u64)> {
        let measures = self.measures.iter().map(|(id, _)| DwellingType::Counted((*id).into()));
        let types = measures.chain([DwellingType::Uncounted]);
        types.map(|kind| (self.dwelling_type(kind), counts.of_type(kind))).filter(|(_, count)| *count > 0).collect()
    }

    fn line(&self, line: Line, count: u32) -> String {
        let kind = self.dwelling_type(line.dwelling_type);
        let (tenure, stock) = (line.tenure.label().to_lowercase(), line.stock.label().to_lowercase());
        format!("{kind}, {tenure}, {stock}: {}", dutch::number(count.into()))
    }

    fn counts(&self, counts: &Counts) -> String {
        counts.iter().map(|(line, count)| self.line(line, count)).collect::<Vec<_>>().join("; ")
    }

    /// The content in the words of the screen. A hidden place is not told: the whole region reads the timeline.
    fn describe(&self, content: &Content) -> Vec<Described> {
        let nothing = String::new;
        let place = match content.place_hidden {
            true => HIDDEN.to_owned(),
            false => content.place.clone().unwrap_or_default(),
        };
        let phases =
            content.phases.iter().map(|(phase, began)| format!("{} op {}", phase.label(), dutch::date(*began)));
        let parties = content.parties.iter().map(|(role, id)| format!("{}: {}", role.label(), self.organisation(*id)));
        let shares = content.cost_shares.iter().map(|(id, share)| format!("{}: {share} %", self.organisation(*id)));
        let join = |parts: &mut dyn Iterator<Item = String>| parts.collect::<Vec<_>>().join("; ");
        let intent = match (content.intent.signed_on, &content.intent.document) {
            (Some(day), Some(document)) => format!("{}, {document}", dutch::date(day)),
            (Some(day), None) => dutch::date(day),
            (None, document) => document.clone().unwrap_or_default(),
        };
        vec![
            (Field::Name, content.name.clone()),
            (Field::Place, place),
            (Field::Confidentiality, content.confidentiality.label().to_owned()),
            (Field::ProjectStatus, content.status.label().to_owned()),
            (Field::PlanStatus, content.plan_status.map_or_else(nothing, |status| status.label().to_owned())),
            (Field::Phases, join(&mut phases.into_iter())),
            (Field::Dwellings, dutch::number(content.dwellings.into())),
            (Field::Demolished, dutch::number(content.demolished.into())),
            (Field::Counts, self.counts(&content.counts)),
            (Field::Planned, content.planned.map_or_else(nothing, Period::label)),
            (Field::Parties, join(&mut parties.into_iter())),
            (Field::Intent, intent),
            (Field::CostShares, join(&mut shares.into_iter())),
            (Field::ExternalId, content.external_id.clone().unwrap_or_default()),
            (Field::Note, content.note.clone().unwrap_or_default()),
        ]
    }

    /// What a new project is.
    pub fn told(&self, municipality: MunicipalityId, content: &Content) -> Vec<FieldChange> {
        let mut described = vec![(Field::Municipality, self.municipality(municipality))];
        described.extend(self.describe(content));
        differences(&[], &described)
    }

    /// How a project changed; empty only when nothing did.
    pub fn changes(&self, before: &Content, after: &Content) -> Vec<FieldChange> {
        let mut changes = differences(&self.describe(before), &self.describe(after));
        if before.place_hidden && after.place_hidden && before.place != after.place {
            let (before, after) = (HIDDEN.to_owned(), format!("{HIDDEN}, gewijzigd"));
            changes.push(FieldChange { field: Field::Place, before, after });
        }
        changes
    }
}
