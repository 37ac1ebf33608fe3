//! The words of a commitment, as the timeline and a comparison of two versions write them.
#![expect(
    clippy::disallowed_methods,
    reason = "the names of one region, of a commitment that was found through `visible`"
)]

use std::collections::BTreeMap;

use domain::commitments::{Content, Party, PartyRef, PartyRole};
use domain::differences::{Described, Field};
use domain::{Period, documents, dutch, period};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::commitment;
use crate::documents::entity::document;
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::{challenge, success_factor, target_group};
use crate::targets::entity::measure;

/// The words that a commitment's ids stand for, as the timeline writes them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub municipalities: BTreeMap<Uuid, String>,
    pub organisations: BTreeMap<Uuid, String>,
    /// Number and title.
    pub challenges: BTreeMap<Uuid, String>,
    pub target_groups: BTreeMap<Uuid, String>,
    /// In the order of the region.
    pub measures: Vec<(Uuid, String)>,
    pub success_factors: BTreeMap<Uuid, String>,
    /// Title and years.
    pub documents: BTreeMap<Uuid, String>,
}

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let municipalities: Vec<(Uuid, String)> = municipality::Entity::find()
            .select_only()
            .columns([municipality::Column::Id, municipality::Column::Name])
            .filter(municipality::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let organisations: Vec<(Uuid, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Name])
            .filter(organisation::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let challenges =
            challenge::Entity::find().filter(challenge::Column::RegionId.eq(region)).all(connection).await?;
        let groups =
            target_group::Entity::find().filter(target_group::Column::RegionId.eq(region)).all(connection).await?;
        let measures = measure::Entity::find()
            .select_only()
            .columns([measure::Column::Id, measure::Column::Name])
            .filter(measure::Column::RegionId.eq(region))
            .order_by_asc(measure::Column::Position);
        let success_factors: Vec<(Uuid, String)> = success_factor::Entity::find()
            .select_only()
            .columns([success_factor::Column::Id, success_factor::Column::Name])
            .filter(success_factor::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let documents = document::Entity::find().filter(document::Column::RegionId.eq(region)).all(connection).await?;
        Ok(Self {
            municipalities: municipalities.into_iter().collect(),
            organisations: organisations.into_iter().collect(),
            challenges: challenges.into_iter().map(|row| (row.id, format!("{} {}", row.number, row.title))).collect(),
            target_groups: groups.into_iter().map(|row| (row.id, row.name)).collect(),
            measures: measures.into_tuple().all(connection).await?,
            success_factors: success_factors.into_iter().collect(),
            documents: documents
                .into_iter()
                .map(|row| (row.id, documents::label(&row.title, row.first_year, row.last_year)))
                .collect(),
        })
    }

    fn party(&self, party: &Party) -> String {
        let name = match party.who {
            PartyRef::Organisation(id) => self.organisations.get(&id.0).cloned().unwrap_or_default(),
            PartyRef::Group(group) => group.group_label().to_owned(),
        };
        match &party.contribution {
            Some(contribution) => format!("{name} ({contribution})"),
            None => name,
        }
    }

    fn parties(&self, content: &Content, role: PartyRole) -> String {
        let names = content.parties.iter().filter(|party| party.role == role).map(|party| self.party(party));
        names.collect::<Vec<_>>().join("; ")
    }

    /// `Domijn: manager vastgoed; Gemeente Enschede: wethouder wonen`
    fn functions(&self, content: &Content) -> String {
        let carried = content.parties.iter().filter_map(|party| {
            let name = self.organisations.get(&party.organisation()?.0)?;
            Some(format!("{name}: {}", party.function.as_ref()?))
        });
        carried.collect::<Vec<_>>().join("; ")
    }

    /// `Nultredenwoningen: 24; Zorggeschikte woningen: 6`
    fn dwellings(&self, content: &Content) -> String {
        let counted = self.measures.iter().filter_map(|(id, name)| {
            let count = content.dwellings.get(&(*id).into())?;
            Some(format!("{name}: {}", dutch::number((*count).into())))
        });
        counted.collect::<Vec<_>>().join("; ")
    }

    /// The content in the words of the screen, for the timeline and for comparing two versions.
    pub fn describe(&self, content: &Content) -> Vec<Described> {
        let listed = |names: &BTreeMap<Uuid, String>, ids: &mut dyn Iterator<Item = Uuid>| {
            let mut words: Vec<String> = ids.filter_map(|id| names.get(&id).cloned()).collect();
            words.sort();
            words.join("; ")
        };
        let when = |period: Option<Period>| period::label_or_unknown(period);
        vec![
            (Field::Title, content.title.clone()),
            (Field::Description, content.description.clone().unwrap_or_default()),
            (Field::Kind, content.kind.map(|kind| kind.label().to_owned()).unwrap_or_default()),
            (Field::Lead, self.parties(content, PartyRole::Lead)),
            (Field::Partners, self.parties(content, PartyRole::Partner)),
            (Field::Consulted, self.parties(content, PartyRole::Consulted)),
            (Field::Functions, self.functions(content)),
            (Field::Start, when(content.start)),
            (Field::Due, when(content.due)),
            (Field::Place, content.place.clone().unwrap_or_default()),
            (Field::Challenges, listed(&self.challenges, &mut content.challenges.iter().map(|id| id.0))),
            (Field::TargetGroups, listed(&self.target_groups, &mut content.target_groups.iter().map(|id| id.0))),
            (Field::Dwellings, self.dwellings(content)),
            (Field::SuccessFactors, listed(&self.success_factors, &mut content.success_factors.iter().map(|id| id.0))),
            (Field::Documents, listed(&self.documents, &mut content.documents.iter().map(|id| id.0))),
        ]
    }
}

/// What a commitment is called among those of all agendas: numbers are used again in each.
pub fn commitment_label(number: &str, title: &str, municipality: Option<&str>) -> String {
    match municipality {
        Some(municipality) => format!("{number} {title} ({municipality})"),
        None => format!("{number} {title}"),
    }
}

/// As [`commitment_label`], with the name of its gemeente looked up.
pub async fn called(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<String, DbErr> {
    let municipality = match row.municipality_id {
        Some(id) => municipality::Entity::find_by_id(id).one(connection).await?.map(|row| row.name),
        None => None,
    };
    Ok(commitment_label(&row.number, &row.title, municipality.as_deref()))
}
