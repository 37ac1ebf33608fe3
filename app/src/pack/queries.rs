//! Reading the page.

use std::collections::BTreeMap;

use domain::progress::{Aspect, Stoplight};
use domain::routing::Purpose;
use domain::since::Kind;
use domain::snapshots::{Reasons, Trouble};
use sea_orm::DbErr;
use uuid::Uuid;

use super::filter::{ALL, Filter};
use crate::decisions::queries::{Line, of_meeting};
use crate::error::AppError;
use crate::meetings::entity::agenda_item;
use crate::meetings::records::{Names as Organisations, items_of, unreadable};
use crate::request::Request;
use crate::since::address_of;
use crate::since::comparing::{End, SeenToday, between};
use crate::since::filter::Filter as SinceFilter;
use crate::since::names::{Names, Place};
use crate::since::queries::{Ends, ends};

/// A commitment that is not on schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleLine {
    pub address: String,
    pub name: String,
    pub lights: BTreeMap<Aspect, Stoplight>,
    pub reasons: Reasons,
    /// Who is to move; none: nobody leads it yet.
    pub lead: Option<String>,
    pub stale: bool,
}

/// What the meeting is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub title: String,
    pub purpose: Purpose,
    pub note: Option<String>,
}

/// How much changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    pub from: End,
    pub total: usize,
    pub kinds: Vec<(Kind, usize)>,
    /// Where they are listed.
    pub address: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub meeting: Uuid,
    pub label: String,
    /// Its reference date is fixed.
    pub frozen: bool,
    pub to: End,
    /// For whom it was made.
    pub reader: String,
    /// None: of all gemeenten.
    pub place: Option<Place>,
    pub places: Vec<Place>,
    pub asked: Vec<Asked>,
    pub trouble: Vec<TroubleLine>,
    /// None: there is no former meeting to compare with.
    pub changes: Option<Changes>,
    pub carried_over: Vec<Line>,
    /// Parts of the address that name what this region does not have.
    pub unknown: Vec<String>,
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person.
pub async fn page(request: &Request, id: Uuid, filter: &Filter) -> Result<Page, AppError> {
    let database = request.database();
    let ends = ends(request, id).await?;
    let names = Names::of_region(database, request.actor().region.0).await?;
    let organisations = Organisations::of_region(database, request.actor().region.0).await?;
    let mut unknown = Vec::new();
    let place = chosen(request, filter, &names, &mut unknown);
    let (_, carried_over) = of_meeting(request, &ends.found, &organisations).await?;
    let asked = items_of(database, id).await?.into_iter().map(asked).collect::<Result<Vec<_>, _>>()?;
    Ok(Page {
        meeting: id,
        frozen: ends.frozen,
        to: ends.to.end().clone(),
        reader: format!("{}, {}", request.user.name, request.user.organisation),
        trouble: trouble(request, &ends, place.as_ref(), &organisations).await?,
        changes: changes(request, &ends, place.as_ref()).await?,
        asked: asked.into_iter().filter(|item| item.purpose.asks()).collect(),
        label: ends.label,
        places: names.places,
        place,
        carried_over,
        unknown,
    })
}

fn asked(item: agenda_item::Model) -> Result<Asked, DbErr> {
    let purpose = item.purpose.parse().map_err(|_| unreadable("purpose"))?;
    Ok(Asked { title: item.title, purpose, note: item.note })
}

fn chosen(request: &Request, filter: &Filter, names: &Names, unknown: &mut Vec<String>) -> Option<Place> {
    let own = || request.actor().municipality.and_then(|id| names.place(id.0)).cloned();
    match filter.place.as_deref() {
        None => own(),
        Some(ALL) => None,
        Some(slug) => names.place_called(slug).cloned().or_else(|| {
            unknown.push(format!("gemeente={slug}"));
            own()
        }),
    }
}

/// Of what this reader could see then and may see today. Of a gemeente also what stands in the region's own agenda.
async fn trouble(
    request: &Request,
    ends: &Ends,
    place: Option<&Place>,
    organisations: &Organisations,
) -> Result<Vec<TroubleLine>, AppError> {
    let mut moment = ends.to.moment(request).await?;
    let today = SeenToday::of(request).await?;
    moment.kept = moment.kept.seen(&request.visibility(), |subject| today.sees(subject));
    let here = |one: &Trouble| {
        let there = one.municipality.map(|id| id.0);
        place.is_none_or(|place| there.is_none_or(|id| id == place.id))
    };
    let line = |one: Trouble| TroubleLine {
        address: crate::since::names::page_of(one.subject),
        name: one.name,
        lights: one.lights,
        reasons: one.reasons,
        lead: one.lead.map(|id| organisations.organisation(id.0)),
        stale: one.stale,
    };
    Ok(moment.trouble().into_iter().filter(here).map(line).collect())
}

async fn changes(request: &Request, ends: &Ends, place: Option<&Place>) -> Result<Option<Changes>, AppError> {
    let Some(from) = &ends.from else { return Ok(None) };
    let between = between(request, from, &ends.to).await?;
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for line in between.lines.iter().filter(|line| place.is_none_or(|place| line.counts_in(place.id))) {
        *kinds.entry(line.kind).or_default() += 1;
    }
    let filter = SinceFilter { place: place.map(|place| place.slug.clone()), ..SinceFilter::default() };
    Ok(Some(Changes {
        from: between.from,
        total: kinds.values().sum(),
        kinds: kinds.into_iter().collect(),
        address: filter.address(&address_of(ends.meeting)),
    }))
}
