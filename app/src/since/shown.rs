//! Which of the lines a page shows, and how many others there are.

use std::collections::BTreeMap;

use domain::since::Kind;
use uuid::Uuid;

use super::comparing::{Between, End, Told};
use super::filter::{Filter, REGION};
use super::names::{Names, Place};
use crate::error::AppError;
use crate::request::Request;

/// How many lines a page has; a file has all of them.
pub const PAGE_SIZE: usize = 100;

/// What is to be shown of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub from: End,
    pub to: End,
    /// Of this page.
    pub lines: Vec<Told>,
    pub total: usize,
    pub page: u64,
    pub pages: u64,
    /// How many lines there are of each kind, in the order of kinds, within the gemeente that is chosen.
    pub kinds: Vec<(Kind, usize)>,
    /// How many there are for the region (none) and in each gemeente, in this order, of the kind that is chosen.
    pub places: Vec<(Option<Place>, usize)>,
    /// Parts of the filter that name what this region does not have.
    pub unknown: Vec<String>,
}

pub async fn shown(request: &Request, between: Between, filter: &Filter, page_size: usize) -> Result<Shown, AppError> {
    let names = Names::of_region(request.database(), request.actor().region.0).await?;
    let mut unknown = Vec::new();
    // None: everywhere. Some(None): for the region.
    let place: Option<Option<Uuid>> = match filter.place.as_deref() {
        None => None,
        Some(REGION) => Some(None),
        Some(slug) => match names.place_called(slug) {
            Some(place) => Some(Some(place.id)),
            None => {
                unknown.push(format!("gemeente={slug}"));
                None
            }
        },
    };
    let own = request.actor().municipality.map(Into::into);
    let in_place = |line: &&Told| match place {
        None => true,
        Some(None) => line.place.is_none(),
        Some(Some(place)) => line.counts_in(place),
    };
    let of_kind = |line: &&Told| filter.kind.is_none_or(|kind| line.kind == kind);
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for line in between.lines.iter().filter(in_place) {
        *kinds.entry(line.kind).or_default() += 1;
    }
    let mut counted: BTreeMap<Option<Uuid>, usize> = BTreeMap::new();
    for line in between.lines.iter().filter(of_kind) {
        *counted.entry(line.place).or_default() += 1;
    }
    let all = std::iter::once(None).chain(names.places.iter().cloned().map(Some));
    let places = all.filter_map(|place| {
        let many = counted.get(&place.as_ref().map(|place| place.id)).copied()?;
        // Those of the region are shown with each of them.
        let regional = if place.is_some() { counted.get(&None).copied().unwrap_or_default() } else { 0 };
        Some((place, many + regional))
    });
    let places = places.collect();
    let chosen: Vec<&Told> =
        in_order(&between.lines, &names, own).into_iter().filter(in_place).filter(of_kind).collect();
    let pages = chosen.len().div_ceil(page_size).max(1);
    let page = usize::try_from(filter.page).unwrap_or(pages).clamp(1, pages);
    let lines = chosen.iter().skip((page - 1) * page_size).take(page_size).map(|line| (*line).clone()).collect();
    Ok(Shown {
        from: between.from,
        to: between.to,
        lines,
        total: chosen.len(),
        page: page as u64,
        pages: pages as u64,
        kinds: kinds.into_iter().collect(),
        places,
        unknown,
    })
}

/// One's own gemeente first, then the region, then the other gemeenten by name. Within each all of a subject together, those of
/// which the most pressing is told first.
fn in_order<'a>(lines: &'a [Told], names: &Names, own: Option<Uuid>) -> Vec<&'a Told> {
    let rank: BTreeMap<Uuid, usize> = names.places.iter().enumerate().map(|(rank, place)| (place.id, rank)).collect();
    let place = |line: &Told| line.place.map(|id| rank.get(&id).copied().unwrap_or(usize::MAX));
    let mut pressing: BTreeMap<&str, Kind> = BTreeMap::new();
    for line in lines {
        pressing.entry(&line.page).and_modify(|kind| *kind = line.kind.min(*kind)).or_insert(line.kind);
    }
    let mut ordered: Vec<&Told> = lines.iter().collect();
    ordered.sort_by_key(|line| {
        let elsewhere = line.place.is_none() || line.place != own;
        (elsewhere, place(line), pressing.get(line.page.as_str()), &line.page)
    });
    ordered
}
