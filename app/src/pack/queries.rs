//! Reading the page.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::dutch;
use domain::ids::{CommitmentId, OrganisationId};
use domain::progress::{Aspect, Stoplight};
use domain::since::{Kind, Subject};
use domain::snapshots::{About, Moment, Reasons, Standings, Trouble};
use sea_orm::QueryOrder;
use uuid::Uuid;

use super::agenda::{Late, Point, current, on_screen};
use super::ahead::{BottleneckLine, DeadlineLine, DwellingsLine, bottlenecks, counts_in, deadlines, dwellings};
use super::filter::{ALL, Filter};
use super::kept::{self, Open, Papers};
use crate::decisions::queries::{Line, of_meeting, open_at};
use crate::error::AppError;
use crate::meetings::records::{Names as Organisations, moved, state_of};
use crate::notes::queries::Notes;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::since::address_of;
use crate::since::comparing::{End, SeenToday, Told, between};
use crate::since::filter::Filter as SinceFilter;
use crate::since::names::{Names, Place};
use crate::since::queries::{Ends, ends};
use crate::since::shown::shown;

/// A commitment that is not on schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleLine {
    pub id: CommitmentId,
    pub address: String,
    pub name: String,
    pub lights: BTreeMap<Aspect, Stoplight>,
    pub reasons: Reasons,
    /// Who is to move; none: nobody leads it yet.
    pub lead: Option<String>,
    /// The reader's organisation leads it.
    pub own: bool,
    pub stale: bool,
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
    /// Where it is held, when that is known.
    pub venue: Option<String>,
    /// That it was on another day when people got its papers, and why.
    pub moved: Option<String>,
    /// Its reference date is fixed.
    pub frozen: bool,
    /// It is still to be held.
    pub to_come: bool,
    pub to: End,
    /// For whom it was made.
    pub reader: String,
    /// None: of all gemeenten.
    pub place: Option<Place>,
    pub places: Vec<Place>,
    /// The agenda.
    pub points: Vec<Point>,
    /// What came to it or went from it since; of a file nothing, which stays what it was.
    pub late: Vec<Late>,
    pub trouble: Vec<TroubleLine>,
    pub bottlenecks: Vec<BottleneckLine>,
    /// None: there is no former meeting to compare with.
    pub changes: Option<Changes>,
    pub dwellings: Vec<DwellingsLine>,
    /// The nearest.
    pub deadlines: Vec<DeadlineLine>,
    /// What former meetings left open.
    pub carried_over: Vec<Line>,
    /// Those of the reader's organisation; none for who has no part in them, and in a file.
    pub notes: Option<Notes>,
    /// Parts of the address that name what this region does not have.
    pub unknown: Vec<String>,
}

impl Page {
    /// Of which moment it is, when nobody said so.
    pub fn without_peildatum(&self) -> String {
        let day = dutch::long_date(self.to.day);
        if self.to_come {
            format!("De peildatum is nog niet vastgelegd: dit is de stand van {day}.")
        } else {
            format!("Voor dit overleg is geen peildatum vastgelegd: dit is de stand van {day}.")
        }
    }

    /// What the meeting is asked.
    pub fn asked(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.asks())
    }
}

/// The page, and what a file tells besides.
#[derive(Clone, Debug)]
pub struct Whole {
    pub page: Page,
    pub meeting_date: NaiveDate,
    /// When it was frozen; as long as it is not: now.
    pub at: DateTime<Utc>,
    /// Everything that changed, in the order of the screen.
    pub lines: Vec<Told>,
    pub standings: Standings,
    /// The gemeenten by name, each with its place on the map.
    pub tiles: Vec<municipality::Model>,
    /// What former meetings left open, as it was when the papers were ready, or else at that moment.
    pub open: Vec<Open>,
    /// What commitments were called then.
    pub called: BTreeMap<Uuid, String>,
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person.
pub async fn page(request: &Request, id: Uuid, filter: &Filter) -> Result<Page, AppError> {
    let ends = ends(request, id).await?;
    let organisations = Organisations::of_region(request.database(), request.actor().region.0).await?;
    let (_, carried_over) = of_meeting(request, &ends.found, &organisations).await?;
    let moment = moment(request, &ends).await?;
    let page = page_of(request, filter, &ends, &moment, &organisations).await?;
    let (points, late) = on_screen(request.database(), &ends.found.row).await?;
    Ok(Page { points, late, carried_over, notes: Notes::of(request, id, &ends.found.rights).await?, ..page })
}

/// # Errors
/// As [`page`].
pub async fn whole(request: &Request, id: Uuid, filter: &Filter) -> Result<Whole, AppError> {
    let database = request.database();
    let ends = ends(request, id).await?;
    let organisations = Organisations::of_region(database, request.actor().region.0).await?;
    let at = ends.found.snapshot.as_ref().map_or_else(|| request.now(), |snapshot| snapshot.frozen_at);
    let row = &ends.found.row;
    let papers = Papers::of(row)?;
    let open = match papers.as_ref().and_then(|papers| papers.open.clone()) {
        Some(kept) => kept,
        None => {
            let lines = open_at(request, database, row, &organisations, at).await?;
            kept::open(database, row.region_id, lines).await?
        }
    };
    let moment = moment(request, &ends).await?;
    let mut page = page_of(request, filter, &ends, &moment, &organisations).await?;
    match papers {
        Some(papers) => {
            page.points = papers.agenda;
            if let (Some(changes), Some(label)) = (&mut page.changes, papers.compared) {
                changes.from.label = label;
            }
        }
        None => page.points = current(database, row.id).await?,
    }
    let lines = match &ends.from {
        Some(from) => {
            let between = between(request, from, &ends.to).await?;
            shown(request, between, &of_place(page.place.as_ref()), usize::MAX).await?.lines
        }
        None => vec![],
    };
    let tiles = seen::<municipality::Entity>(&request.visibility()).order_by_asc(municipality::Column::Name);
    Ok(Whole {
        page,
        meeting_date: ends.found.row.date,
        at,
        lines,
        standings: moment.standings(),
        open,
        tiles: tiles.all(database).await?,
        called: called(moment),
    })
}

fn called(moment: Moment) -> BTreeMap<Uuid, String> {
    let commitment = |(subject, about): (Subject, About)| match subject {
        Subject::Commitment(id) => Some((id.0, about.name)),
        _ => None,
    };
    moment.kept.subjects.into_iter().filter_map(commitment).collect()
}

/// What this reader could see then and may see today.
async fn moment(request: &Request, ends: &Ends) -> Result<Moment, AppError> {
    let mut moment = ends.to.moment(request).await?;
    let today = SeenToday::of(request).await?;
    moment.kept = moment.kept.seen(&request.visibility(), |subject| today.sees(subject));
    Ok(moment)
}

/// All but the agenda and what is open, which are not the same on the screen and in a file.
async fn page_of(
    request: &Request,
    filter: &Filter,
    ends: &Ends,
    moment: &Moment,
    organisations: &Organisations,
) -> Result<Page, AppError> {
    let database = request.database();
    let names = Names::of_region(database, request.actor().region.0).await?;
    let mut unknown = Vec::new();
    let place = chosen(request, filter, &names, &mut unknown);
    Ok(Page {
        meeting: ends.meeting,
        frozen: ends.frozen,
        to_come: state_of(&ends.found.row)?.is_to_come(),
        to: ends.to.end().clone(),
        reader: format!("{}, {}", request.user.name, request.user.organisation),
        trouble: trouble(moment, place.as_ref(), organisations, request.actor().organisation),
        bottlenecks: bottlenecks(moment, place.as_ref(), organisations),
        changes: changes(request, ends, place.as_ref()).await?,
        points: vec![],
        late: vec![],
        label: ends.label.clone(),
        venue: ends.found.row.place.clone(),
        moved: moved(&ends.found.row),
        dwellings: dwellings(moment, place.as_ref(), &names),
        deadlines: deadlines(moment),
        places: names.places,
        place,
        carried_over: vec![],
        notes: None,
        unknown,
    })
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

/// Of a gemeente also what stands in the region's own agenda.
fn trouble(
    moment: &Moment,
    place: Option<&Place>,
    organisations: &Organisations,
    own: OrganisationId,
) -> Vec<TroubleLine> {
    let line = |one: Trouble| {
        let Subject::Commitment(id) = one.subject else { return None };
        Some(TroubleLine {
            id,
            address: crate::since::names::page_of(one.subject),
            name: one.name,
            lights: one.lights,
            reasons: one.reasons,
            lead: one.lead.map(|id| organisations.organisation(id.0)),
            own: one.lead == Some(own),
            stale: one.stale,
        })
    };
    let all = moment.trouble().into_iter();
    all.filter(|one| counts_in(place, one.municipality)).filter_map(line).collect()
}

async fn changes(request: &Request, ends: &Ends, place: Option<&Place>) -> Result<Option<Changes>, AppError> {
    let Some(from) = &ends.from else { return Ok(None) };
    let between = between(request, from, &ends.to).await?;
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for line in between.lines.iter().filter(|line| place.is_none_or(|place| line.counts_in(place.id))) {
        *kinds.entry(line.kind).or_default() += 1;
    }
    Ok(Some(Changes {
        from: between.from,
        total: kinds.values().sum(),
        kinds: kinds.into_iter().collect(),
        address: of_place(place).address(&address_of(ends.meeting)),
    }))
}

fn of_place(place: Option<&Place>) -> SinceFilter {
    SinceFilter { place: place.map(|place| place.slug.clone()), ..SinceFilter::default() }
}
