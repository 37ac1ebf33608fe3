//! What all gemeenten of the region told of one year, in as many queries as there are tables.
#![expect(
    clippy::disallowed_methods,
    reason = "the parts of years are read by their ids, which were found through `seen`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::allocations::{Given, Region, Share, last_complete_year, nearest_year, parse_year};
use domain::ids::{MunicipalityId, TargetGroupId};
use domain::policy::{Action, AllocationRights, Visibility, allows};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::INHABITANTS;
use super::entity::{allocation, allocation_year};
use super::names::{Group, Names};
use crate::commitments::data::Place;
use crate::commitments::links::stored_count;
use crate::error::AppError;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::targets::entity::context_value;
use crate::ui::LeftOut;

/// One gemeente.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub place: Place,
    pub given: Given,
    /// Of each target group; none: not given.
    pub numbers: Vec<Option<u64>>,
    pub total: Option<u64>,
    pub share: Option<Share>,
    /// Its part of the inhabitants of the gemeenten that gave a number.
    pub of_inhabitants: Option<Share>,
    /// Invented, for the demo.
    pub example: bool,
}

/// What one corporatie took in the whole region; without a name, what is not divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    pub name: Option<String>,
    /// Of each target group; none: nobody told.
    pub numbers: Vec<Option<u64>>,
    pub total: u64,
    pub share: Option<Share>,
}

/// Beside what the shares of gemeenten stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Their inhabitants in this year.
    Inhabitants(i32),
    /// Nothing is known of their size: what each would have, had all that gave a number the same.
    Equal(usize, Share),
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub year: i32,
    /// The year is over.
    pub over: bool,
    /// To choose from, the newest first.
    pub years: Vec<i32>,
    pub left_out: LeftOut,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
    /// Of each target group; none: no gemeente gave a number.
    pub totals: Vec<Option<u64>>,
    pub total: u64,
    pub beside: Beside,
    pub takers: Vec<Taker>,
    /// The gemeenten whose numbers this person gives: one, or all.
    pub own: Vec<Place>,
}

impl Overview {
    /// The gemeenten that gave so much, by name.
    pub fn that_gave(&self, given: Given) -> Vec<&str> {
        self.rows.iter().filter(|row| row.given == given).map(|row| row.place.name.as_str()).collect()
    }
}

/// # Errors
/// When the database fails.
pub async fn overview(request: &Request, query: &ParamsMap) -> Result<Overview, AppError> {
    overview_on(request.database(), request, query).await
}

/// The same, as this connection sees it.
///
/// # Errors
/// When the database fails.
pub async fn overview_on(
    database: &impl ConnectionTrait,
    request: &Request,
    query: &ParamsMap,
) -> Result<Overview, AppError> {
    let (visibility, today) = (&request.visibility(), request.today());
    let last = last_complete_year(today);
    let mut year = last;
    let left_out = LeftOut::read(query, |name, value| match name {
        "jaar" => parse_year(value, today).map(|asked| year = asked).is_some(),
        "melding" => true,
        _ => false,
    });
    let names = Names::of_region(database, visibility.region.0).await?;
    let places = seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name);
    let places = places.all(database).await?;
    let (region, examples) = told(database, visibility, year).await?;
    let groups = names.asked(&region.groups());
    let inhabitants = Inhabitants::of(database, visibility, &places, year).await?;
    let ids: Vec<TargetGroupId> = groups.iter().map(|group| group.id).collect();
    let rows = places.iter().map(|place| Row {
        example: examples.contains(&MunicipalityId(place.id)),
        of_inhabitants: inhabitants.as_ref().and_then(|known| known.share(place, &places, &region)),
        ..row(place, &region, &ids)
    });
    let may = |place: &&municipality::Model| {
        let rights = AllocationRights { region: place.region_id.into(), municipality: place.id.into() };
        allows(request.actor(), Action::SetAllocations(&rights)).is_ok()
    };
    Ok(Overview {
        year,
        over: year <= last,
        years: years_with_numbers(database, visibility, [year, last, last + 1]).await?,
        left_out,
        rows: rows.collect(),
        totals: ids.iter().map(|group| region.of_group(*group)).collect(),
        total: region.total(),
        beside: beside(inhabitants.as_ref(), &region),
        takers: takers(&names, &region, &ids),
        own: places.iter().filter(may).map(named).collect(),
        groups,
    })
}

/// The numbers of one year, and the gemeenten whose numbers are invented.
async fn told(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    year: i32,
) -> Result<(Region, BTreeSet<MunicipalityId>), DbErr> {
    let years = seen::<allocation_year::Entity>(visibility).filter(allocation_year::Column::Year.eq(year));
    let years = years.all(connection).await?;
    let of_them = allocation::Column::AllocationYearId.is_in(years.iter().map(|row| row.id));
    let parts = allocation::Entity::find().filter(of_them).all(connection).await?;
    let places: BTreeMap<_, _> = years.iter().map(|row| (row.id, MunicipalityId(row.municipality_id))).collect();
    let mut region = Region::default();
    for part in parts {
        if let Some(place) = places.get(&part.allocation_year_id) {
            let organisation = part.organisation_id.map(Into::into);
            region.add(*place, part.target_group_id.into(), organisation, stored_count(part.count));
        }
    }
    let examples = years.iter().filter(|row| row.example).map(|row| MunicipalityId(row.municipality_id));
    Ok((region, examples.collect()))
}

/// Those that anybody told something of, and these.
async fn years_with_numbers(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    also: [i32; 3],
) -> Result<Vec<i32>, DbErr> {
    let years = seen::<allocation_year::Entity>(visibility)
        .select_only()
        .column(allocation_year::Column::Year)
        .distinct()
        .into_tuple()
        .all(connection)
        .await?;
    let years: BTreeSet<i32> = years.into_iter().chain(also).collect();
    Ok(years.into_iter().rev().collect())
}

fn named(place: &municipality::Model) -> Place {
    Place { name: place.name.clone(), slug: place.slug.clone() }
}

fn row(place: &municipality::Model, region: &Region, groups: &[TargetGroupId]) -> Row {
    let id = MunicipalityId(place.id);
    let total = region.of_municipality(id);
    Row {
        place: named(place),
        given: region.given(id, groups),
        numbers: groups.iter().map(|group| region.number(id, *group)).collect(),
        total,
        share: total.and_then(|total| Share::of(total, region.total())),
        of_inhabitants: None,
        example: false,
    }
}

/// The corporaties by name, and last what none of them took; nothing when nobody told who took what.
fn takers(names: &Names, region: &Region, groups: &[TargetGroupId]) -> Vec<Taker> {
    let told = region.organisations();
    if told.is_empty() {
        return vec![];
    }
    let by_name = names.organisations.iter().map(|row| row.id.into()).filter(|id| told.contains(id)).map(Some);
    let taker = |id| {
        let numbers: Vec<Option<u64>> = groups.iter().map(|group| region.taken_by(id, *group)).collect();
        let total = numbers.iter().flatten().sum();
        let name = id.map(|id| names.organisation(id));
        Taker { name, numbers, total, share: Share::of(total, region.total()) }
    };
    by_name.chain([None]).map(taker).collect()
}

fn beside(inhabitants: Option<&Inhabitants>, region: &Region) -> Beside {
    let gave = region.municipalities().count();
    match (inhabitants, Share::of(1, u64::try_from(gave).unwrap_or_default())) {
        (_, None) => Beside::Nothing,
        (Some(known), Some(_)) => Beside::Inhabitants(known.year),
        // Of one gemeente everything is, and says nothing.
        (None, Some(_)) if gave < 2 => Beside::Nothing,
        (None, Some(equal)) => Beside::Equal(gave, equal),
    }
}

/// How many people live where.
struct Inhabitants {
    year: i32,
    /// By the name of the gemeente.
    figures: BTreeMap<String, u64>,
}

impl Inhabitants {
    /// None unless there is a year of which the figures of all gemeenten are known: a part of a whole with a gap in it would be
    /// a guess.
    async fn of(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        places: &[municipality::Model],
        year: i32,
    ) -> Result<Option<Self>, DbErr> {
        let figures =
            seen::<context_value::Entity>(visibility).filter(context_value::Column::Indicator.eq(INHABITANTS));
        let mut years: BTreeMap<i32, BTreeMap<String, u64>> = BTreeMap::new();
        for row in figures.all(connection).await? {
            // Whole people; what is below nought is no number of them.
            if let Ok(people) = format!("{:.0}", row.value).parse() {
                years.entry(row.year).or_default().insert(row.area, people);
            }
        }
        years.retain(|_, figures| places.iter().all(|place| figures.contains_key(&place.name)));
        let nearest = nearest_year(&years.keys().copied().collect(), year);
        Ok(nearest.and_then(|year| years.remove(&year).map(|figures| Self { year, figures })))
    }

    /// Of those that gave a number, so that both shares are of the same gemeenten.
    fn share(&self, place: &municipality::Model, places: &[municipality::Model], region: &Region) -> Option<Share> {
        let gave: BTreeSet<MunicipalityId> = region.municipalities().collect();
        let people = |place: &municipality::Model| self.figures.get(&place.name).copied().unwrap_or_default();
        let all = places.iter().filter(|place| gave.contains(&MunicipalityId(place.id))).map(people).sum();
        gave.contains(&MunicipalityId(place.id)).then(|| Share::of(people(place), all))?
    }
}
