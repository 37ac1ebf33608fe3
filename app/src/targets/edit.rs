//! What setting targets needs to know: whose they are, what is there, and what the others have.
#![expect(clippy::disallowed_methods, reason = "the targets of the region, which all in it share")]

use domain::ids::MunicipalityId;
use domain::organisations::OrganisationType;
use domain::policy::{Action, TargetRights};
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
    /// # Errors
    /// `NotFound` when the region has no such gemeente.
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, slug: &str) -> Result<Self, AppError> {
        let visibility = &request.visibility();
        let kind = organisation::Column::OrganisationType.eq(OrganisationType::Province.code());
        let provinces = seen::<organisation::Entity>(visibility).filter(kind).all(connection).await?;
        let mut rights = TargetRights {
            region: visibility.region,
            municipality: None,
            provinces: provinces.into_iter().map(|row| row.id.into()).collect(),
        };
        if slug == REGION {
            let row = seen::<region::Entity>(visibility).one(connection).await?.ok_or(AppError::NotFound)?;
            return Ok(Self { rights, slug: REGION.to_owned(), name: format!("de regio {}", row.name) });
        }
        let named = seen::<municipality::Entity>(visibility).filter(municipality::Column::Slug.eq(slug));
        let row = named.one(connection).await?.ok_or(AppError::NotFound)?;
        rights.municipality = Some(MunicipalityId(row.id));
        Ok(Self { rights, slug: row.slug, name: format!("gemeente {}", row.name) })
    }

    /// By which the audit trail knows them.
    pub fn id(&self) -> Uuid {
        self.rights.municipality.map_or(self.rights.region.into(), Into::into)
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
    place: Option<Uuid>,
    /// Of this holder.
    targets: Vec<target::Model>,
    /// Of the region, and of all other gemeenten.
    others: Vec<target::Model>,
    /// How many other gemeenten there are.
    places: usize,
}

/// # Errors
/// `NotFound` when the region has no such scenario.
pub async fn edit_page(
    connection: &impl ConnectionTrait,
    request: &Request,
    holder: &Holder,
    key: &str,
) -> Result<Page, AppError> {
    let visibility = &request.visibility();
    let horizon = seen::<region::Entity>(visibility).one(connection).await?.ok_or(AppError::NotFound)?.horizon_year;
    let scenarios = seen::<scenario::Entity>(visibility).order_by_asc(scenario::Column::Position);
    let scenarios = scenarios.all(connection).await?;
    let scenario = match key {
        "" => scenarios.first(),
        key => scenarios.iter().find(|scenario| scenario.key == key),
    };
    let scenario = scenario.cloned().ok_or(AppError::NotFound)?;
    let of_category = measure::Column::Category.eq(&scenario.category);
    let measures = seen::<measure::Entity>(visibility).filter(of_category).order_by_asc(measure::Column::Position);
    let all = seen::<target::Entity>(visibility).filter(target::Column::ScenarioId.eq(scenario.id));
    let all = all.all(connection).await?;
    let year = all.iter().map(|row| row.horizon_year).max().unwrap_or(horizon);
    let place = holder.rights.municipality.map(Uuid::from);
    let (targets, others) =
        all.into_iter().filter(|row| row.horizon_year == year).partition(|row| row.municipality_id == place);
    let places = seen::<municipality::Entity>(visibility).all(connection).await?;
    Ok(Page {
        year,
        measures: measures.all(connection).await?,
        targets,
        others,
        places: places.iter().filter(|row| Some(row.id) != place).count(),
        place,
        scenario,
        scenarios,
    })
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
    let holder = Holder::of(database, request, slug).await?;
    request.allow(Action::SetTargets(&holder.rights))?;
    let page = edit_page(database, request, &holder, scenario).await?;
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
    let (own, all) = (counted.columns(measure, place), counted.columns(measure, None));
    Part {
        target: Part::of(page.saved(measure).map(|row| row.value), page.region(measure)),
        planned: Part::of(Some(own.hard + own.soft), Some(all.hard + all.soft)),
        delivered: Part::of(Some(own.verified + own.reported), Some(all.verified + all.reported)),
    }
}

/// Who last set targets in the region, of which holder: for the page of all of them.
pub async fn last_change(request: &Request) -> Result<Option<TimelineEntry>, AppError> {
    use audit_entry::Column as C;
    let newest = audit_entry::Entity::find()
        .filter(C::RegionId.eq(request.actor().region.0))
        .filter(C::Event.eq(domain::audit::Event::TargetsChanged.code()))
        .order_by_desc(C::Sequence)
        .one(request.database())
        .await?;
    let Some(newest) = newest else { return Ok(None) };
    let itself = sea_orm::Condition::all().add(C::Id.eq(newest.id));
    Ok(timeline(request.database(), itself).await?.into_iter().map(|(_, entry)| entry).next())
}
