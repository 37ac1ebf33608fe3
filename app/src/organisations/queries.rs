//! Reading the parties and bodies of a region, in as many queries as there are tables.
#![expect(clippy::disallowed_methods, reason = "links and roles of rows that were found through the scope")]

use std::collections::BTreeMap;

use domain::commitments::PartyRole;
use domain::organisations::OrganisationType;
use domain::policy::Visibility;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::data::{Body, FactorGroup, Group, Organisation, Overview, RoleCounts};
use super::source::{Source, distinct};
use crate::commitments::data::{NamedChallenge, Place};
use crate::commitments::entity::{commitment, party};
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation, organisation_municipality, source};
use crate::regions::vision::{body, challenge, success_factor};
use crate::roles::queries::{RoleState, states};
use crate::scope::seen;

/// The parties and bodies, with what the reader may see of their commitments.
pub async fn overview(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Overview, AppError> {
    let sources = Sources::of(connection, visibility).await?;
    let groups = groups(connection, visibility, &sources).await?;
    let known = |kind: &OrganisationType| groups.iter().any(|group| group.kind == *kind);
    let missing = OrganisationType::ALL.iter().copied().filter(|kind| !known(kind)).collect();
    Ok(Overview {
        missing,
        groups,
        bodies: bodies(connection, visibility, &sources).await?,
        success_factors: success_factors(connection, visibility, &sources).await?,
        challenges: challenges(connection, visibility).await?,
    })
}

/// One organisation, as the overview has it.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(OrganisationType, Organisation), AppError> {
    let sources = Sources::of(connection, visibility).await?;
    let groups = groups(connection, visibility, &sources).await?;
    let all = groups.into_iter().flat_map(|group| group.organisations.into_iter().map(move |one| (group.kind, one)));
    all.into_iter().find(|(_, one)| one.id == id).ok_or(AppError::NotFound)
}

/// The documents of a region.
pub struct Sources(BTreeMap<Uuid, source::Model>);

impl Sources {
    pub async fn of(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Self, DbErr> {
        let rows = seen::<source::Entity>(visibility).all(connection).await?;
        Ok(Self(rows.into_iter().map(|row| (row.id, row)).collect()))
    }

    /// By title, with their ids.
    pub fn titles(&self) -> Vec<(Uuid, String)> {
        let mut titles: Vec<_> = self.0.values().map(|row| (row.id, row.title.clone())).collect();
        titles.sort_by(|one, other| one.1.cmp(&other.1));
        titles
    }

    /// Of one that is gone: nothing.
    pub fn title(&self, id: Uuid) -> String {
        self.0.get(&id).map(|row| row.title.clone()).unwrap_or_default()
    }

    pub fn find(&self, id: Option<Uuid>, detail: Option<&String>) -> Option<Source> {
        let row = self.0.get(&id?)?;
        Some(Source { title: row.title.clone(), detail: detail.cloned(), url: row.url.clone(), verified: row.verified })
    }
}

async fn groups(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    sources: &Sources,
) -> Result<Vec<Group>, DbErr> {
    let rows =
        seen::<organisation::Entity>(visibility).order_by_asc(organisation::Column::Name).all(connection).await?;
    let places = places(connection, visibility).await?;
    let counts = Counts::of(connection, visibility).await?;
    let roles = states(connection, visibility).await?;
    let mut groups: BTreeMap<OrganisationType, Vec<Organisation>> = BTreeMap::new();
    for row in rows {
        let kind = row.organisation_type.parse().map_err(|_| DbErr::Custom("unreadable type".to_owned()))?;
        let active =
            |(place, organisations): &(Place, Vec<Uuid>)| organisations.contains(&row.id).then(|| place.clone());
        groups.entry(kind).or_default().push(Organisation {
            id: row.id,
            active_in: places.iter().filter_map(active).collect(),
            commitments: counts.organisations.get(&row.id).copied().unwrap_or_default(),
            role: roles.get(&row.id).copied().unwrap_or(RoleState::MISSING),
            source: sources.find(row.source_id, row.source_detail.as_ref()),
            name: row.name,
            active_everywhere: row.active_everywhere,
        });
    }
    let group = |(kind, organisations)| Group {
        kind,
        organisations,
        named_as_group: counts.groups.get(&kind).copied().unwrap_or_default(),
    };
    Ok(groups.into_iter().map(group).collect())
}

/// The gemeenten by name, each with the organisations that are active there.
async fn places(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<(Place, Vec<Uuid>)>, DbErr> {
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(connection).await?;
    let ids = municipalities.iter().map(|row| row.id);
    let links = organisation_municipality::Entity::find()
        .filter(organisation_municipality::Column::MunicipalityId.is_in(ids))
        .all(connection)
        .await?;
    let active_in = |id: Uuid| {
        let here = links.iter().filter(|link| link.municipality_id == id);
        here.map(|link| link.organisation_id).collect()
    };
    let place = |row: municipality::Model| (Place { name: row.name, slug: row.slug }, active_in(row.id));
    Ok(municipalities.into_iter().map(place).collect())
}

/// In how many visible commitments each organisation and each group is a party.
#[derive(Default)]
struct Counts {
    organisations: BTreeMap<Uuid, RoleCounts>,
    groups: BTreeMap<OrganisationType, u64>,
}

#[derive(FromQueryResult)]
struct CountRecord {
    organisation_id: Option<Uuid>,
    group_type: Option<String>,
    role: String,
    amount: i64,
}

impl Counts {
    async fn of(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Self, DbErr> {
        let seen = visible(visibility).select_only().column(commitment::Column::Id).into_query();
        let records = party::Entity::find()
            .select_only()
            .columns([party::Column::OrganisationId, party::Column::GroupType, party::Column::Role])
            .column_as(party::Column::CommitmentId.count(), "amount")
            .filter(party::Column::CommitmentId.in_subquery(seen))
            .group_by(party::Column::OrganisationId)
            .group_by(party::Column::GroupType)
            .group_by(party::Column::Role)
            .into_model::<CountRecord>()
            .all(connection)
            .await?;
        let mut counts = Self::default();
        for record in records {
            counts.add(&record);
        }
        Ok(counts)
    }

    fn add(&mut self, record: &CountRecord) {
        let amount = u64::try_from(record.amount).unwrap_or_default();
        let group = record.group_type.as_deref().and_then(|code| code.parse::<OrganisationType>().ok());
        if let Some(id) = record.organisation_id {
            let of_role = self.organisations.entry(id).or_default();
            match record.role.parse() {
                Ok(PartyRole::Lead) => of_role.lead += amount,
                Ok(PartyRole::Partner) => of_role.partner += amount,
                Ok(PartyRole::Consulted) => of_role.consulted += amount,
                Err(_) => {}
            }
        } else if let Some(group) = group {
            *self.groups.entry(group).or_default() += amount;
        }
    }
}

async fn bodies(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    sources: &Sources,
) -> Result<Vec<Body>, DbErr> {
    let rows = seen::<body::Entity>(visibility).order_by_asc(body::Column::Position).all(connection).await?;
    let body = |row: body::Model| Body {
        id: row.id,
        source: sources.find(row.source_id, row.source_detail.as_ref()),
        name: row.name,
        members: row.members,
        meetings_per_year: row.meetings_per_year,
    };
    Ok(rows.into_iter().map(body).collect())
}

async fn success_factors(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    sources: &Sources,
) -> Result<Vec<FactorGroup>, DbErr> {
    let rows = seen::<success_factor::Entity>(visibility)
        .order_by_asc(success_factor::Column::Position)
        .all(connection)
        .await?;
    let mut groups: Vec<FactorGroup> = Vec::new();
    for row in rows {
        let source = sources.find(row.source_id, row.source_detail.as_ref());
        let index = groups.iter().position(|group| group.origin == row.origin).unwrap_or_else(|| {
            groups.push(FactorGroup { origin: row.origin.clone(), names: vec![], sources: vec![] });
            groups.len() - 1
        });
        let group = &mut groups[index];
        group.names.push(row.name);
        group.sources = distinct(group.sources.drain(..).chain(source));
    }
    Ok(groups)
}

async fn challenges(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<NamedChallenge>, DbErr> {
    let rows = seen::<challenge::Entity>(visibility).order_by_asc(challenge::Column::Position).all(connection).await?;
    let named = |row: challenge::Model| NamedChallenge {
        id: row.id,
        number: row.number,
        title: row.title,
        priority: row.priority,
    };
    Ok(rows.into_iter().map(named).collect())
}
