//! What setting targets needs to know: whose they are, what is there, and what the others have.
#![expect(clippy::disallowed_methods, reason = "the targets of the region, which all in it share")]

use std::collections::BTreeSet;

use domain::ids::{MunicipalityId, OrganisationId};
use domain::organisations::OrganisationType;
use domain::policy::{Action, TargetRights, Visibility};
use domain::targets::{Effect, Part};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::{measure, scenario, target};
use super::form::{REGION, Wanted};
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::audit::timeline::timeline;
use crate::balance::{Counted, balance};
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation, region};
use crate::request::Request;
use crate::scope::seen;

/// Whose targets are set: the region's, or a gemeente's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub rights: TargetRights,
    /// A gemeente's slug, or [`REGION`].
    pub slug: String,
    pub name: String,
}

impl Holder {
    /// By which the audit trail knows them.
    pub fn id(&self) -> Uuid {
        self.rights.municipality.map_or(self.rights.region.into(), Into::into)
    }
}

/// All that targets of a region are set in, read once for however many of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub region: region::Model,
    /// They answer for the region's numbers.
    provinces: BTreeSet<OrganisationId>,
    pub municipalities: Vec<municipality::Model>,
    pub scenarios: Vec<scenario::Model>,
    pub measures: Vec<measure::Model>,
    targets: Vec<target::Model>,
}

impl Frame {
    pub async fn of(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Self, AppError> {
        let province = organisation::Column::OrganisationType.eq(OrganisationType::Province.code());
        let provinces = seen::<organisation::Entity>(visibility).filter(province).all(connection).await?;
        let municipalities = seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name);
        let scenarios = seen::<scenario::Entity>(visibility).order_by_asc(scenario::Column::Position);
        let measures = seen::<measure::Entity>(visibility).order_by_asc(measure::Column::Position);
        Ok(Self {
            region: seen::<region::Entity>(visibility).one(connection).await?.ok_or(AppError::NotFound)?,
            provinces: provinces.into_iter().map(|row| row.id.into()).collect(),
            municipalities: municipalities.all(connection).await?,
            scenarios: scenarios.all(connection).await?,
            measures: measures.all(connection).await?,
            targets: seen::<target::Entity>(visibility).all(connection).await?,
        })
    }

    /// Of all holders and scenarios.
    pub fn targets(&self) -> &[target::Model] {
        &self.targets
    }

    /// None when the region has no such gemeente.
    pub fn holder(&self, slug: &str) -> Option<Holder> {
        let rights = |municipality| TargetRights {
            region: self.region.id.into(),
            municipality,
            provinces: self.provinces.clone(),
        };
        if slug == REGION {
            let name = format!("de regio {}", self.region.name);
            return Some(Holder { rights: rights(None), slug: REGION.to_owned(), name });
        }
        let row = self.municipalities.iter().find(|row| row.slug == slug)?;
        let name = format!("gemeente {}", row.name);
        Some(Holder { rights: rights(Some(MunicipalityId(row.id))), slug: row.slug.clone(), name })
    }

    /// The targets of one holder in a scenario, by its key or else the first. None when the region has no such scenario.
    pub fn page(&self, holder: &Holder, key: &str) -> Option<Page> {
        let scenario = match key {
            "" => self.scenarios.first(),
            key => self.scenarios.iter().find(|scenario| scenario.key == key),
        };
        let scenario = scenario?.clone();
        let of_it = || self.targets.iter().filter(|row| row.scenario_id == scenario.id);
        let year = of_it().map(|row| row.horizon_year).max().unwrap_or(self.region.horizon_year);
        let place = holder.rights.municipality.map(Uuid::from);
        let (targets, others) =
            of_it().filter(|row| row.horizon_year == year).cloned().partition(|row| row.municipality_id == place);
        Some(Page {
            year,
            measures: self.measures.iter().filter(|row| row.category == scenario.category).cloned().collect(),
            targets,
            others,
            places: self.municipalities.iter().filter(|row| Some(row.id) != place).count(),
            place,
            scenario,
            scenarios: self.scenarios.clone(),
        })
    }
}

/// The targets of one scenario, as the form needs them.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub scenario: scenario::Model,
    /// All there are, to choose another.
    pub scenarios: Vec<scenario::Model>,
    pub year: i32,
    pub measures: Vec<measure::Model>,
    /// The holder's gemeente; none for the region.
    pub place: Option<Uuid>,
    /// Of this holder.
    targets: Vec<target::Model>,
    /// Of the region, and of all other gemeenten.
    others: Vec<target::Model>,
    /// How many other gemeenten there are.
    places: usize,
}

impl Page {
    pub fn saved(&self, measure: Uuid) -> Option<&target::Model> {
        self.targets.iter().find(|row| row.measure_id == measure)
    }

    /// Somebody changed what this number replaces since its writer saw it.
    pub fn is_outdated(&self, wanted: Wanted) -> bool {
        self.saved(wanted.measure).map(|row| row.version) != wanted.seen
    }

    /// What this number does to the division of the region's.
    pub fn effect(&self, measure: Uuid, value: Option<i64>) -> Effect {
        let others = self.others.iter().filter(|row| row.measure_id == measure && row.municipality_id.is_some());
        let others: Vec<i64> = others.map(|row| row.value).collect();
        let (sum, undivided) = (others.iter().sum(), self.places.saturating_sub(others.len()));
        let before = self.saved(measure).map(|row| row.value);
        match self.place {
            None => Effect::of_region(before, value, sum, undivided),
            Some(_) => Effect::of_municipality(self.region(measure), before, value, sum, undivided),
        }
    }

    fn region(&self, measure: Uuid) -> Option<i64> {
        let all = self.targets.iter().chain(&self.others);
        let mut of_region = all.filter(|row| row.measure_id == measure && row.municipality_id.is_none());
        of_region.next().map(|row| row.value)
    }
}

/// What the screen of setting targets shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EditPage {
    pub holder: Holder,
    pub page: Page,
    /// Of each measure: what part of the region's numbers is this gemeente's.
    pub parts: Vec<Part>,
    pub timeline: Vec<TimelineEntry>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn page(request: &Request, slug: &str, scenario: &str) -> Result<EditPage, AppError> {
    let database = request.database();
    let frame = Frame::of(database, &request.visibility()).await?;
    let holder = frame.holder(slug).ok_or(AppError::NotFound)?;
    request.allow(Action::SetTargets(&holder.rights))?;
    let page = frame.page(&holder, scenario).ok_or(AppError::NotFound)?;
    let counted = balance(request).await?;
    let parts = page.measures.iter().map(|measure| part(&counted, &page, &holder, measure.id)).collect();
    let of_it = audit_entry::Column::SubjectId.eq(holder.id());
    let of_it = sea_orm::Condition::all()
        .add(of_it)
        .add(audit_entry::Column::SubjectType.eq(domain::audit::SubjectType::Targets.code()));
    let timeline = timeline(database, of_it).await?.into_iter().map(|(_, entry)| entry).collect();
    Ok(EditPage { holder, page, parts, timeline })
}

fn part(counted: &Counted, page: &Page, holder: &Holder, measure: Uuid) -> Part {
    let place = holder.rights.municipality.map(Uuid::from);
    let columns = |place| counted.tally(measure, place, page.year, None).columns;
    let (own, all) = (columns(place), columns(None));
    Part {
        target: Part::of(page.saved(measure).map(|row| row.value), page.region(measure)),
        planned: Part::of(Some(own.hard + own.soft), Some(all.hard + all.soft)),
        delivered: Part::of(Some(own.verified + own.reported), Some(all.verified + all.reported)),
    }
}

/// Who last set targets in the region, of which holder: for the page of all of them.
pub async fn last_change(request: &Request) -> Result<Option<TimelineEntry>, AppError> {
    use audit_entry::Column as C;
    use domain::audit::Event::{ImportUndone, TargetsChanged};
    let newest = audit_entry::Entity::find()
        .filter(C::RegionId.eq(request.actor().region.0))
        .filter(C::SubjectType.eq(domain::audit::SubjectType::Targets.code()))
        .filter(C::Event.is_in([TargetsChanged, ImportUndone].map(|event| event.code())))
        .order_by_desc(C::Sequence)
        .one(request.database())
        .await?;
    let Some(newest) = newest else { return Ok(None) };
    let itself = sea_orm::Condition::all().add(C::Id.eq(newest.id));
    Ok(timeline(request.database(), itself).await?.into_iter().map(|(_, entry)| entry).next())
}
