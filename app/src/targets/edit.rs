//! What setting targets needs to know: whose they are, what is there, and what the others have.
#![expect(clippy::disallowed_methods, reason = "the targets of the region, which all in it share")]

use domain::ids::MunicipalityId;
use domain::organisations::OrganisationType;
use domain::policy::{Action, TargetRights, Visibility};
use domain::targets::{Effect, HeldBy, Part};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::division::DivisionTable;
use super::entity::{measure, scenario, target};
use super::form::{REGION, Wanted};
use super::holder::{Holder, id_within};
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::audit::timeline::timeline;
use crate::balance::{Counted, balance};
use crate::error::AppError;
use crate::organisations::corporations::Activity;
use crate::regions::entity::{municipality, organisation, region};
use crate::request::Request;
use crate::scope::seen;

/// All that targets of a region are set in, read once for however many of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub region: region::Model,
    pub municipalities: Vec<municipality::Model>,
    /// By name.
    organisations: Vec<organisation::Model>,
    activity: Activity,
    pub scenarios: Vec<scenario::Model>,
    pub measures: Vec<measure::Model>,
    targets: Vec<target::Model>,
}

impl Frame {
    pub async fn of(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Self, AppError> {
        let municipalities = seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name);
        let municipalities = municipalities.all(connection).await?;
        let organisations = seen::<organisation::Entity>(visibility).order_by_asc(organisation::Column::Name);
        let scenarios = seen::<scenario::Entity>(visibility).order_by_asc(scenario::Column::Position);
        let measures = seen::<measure::Entity>(visibility).order_by_asc(measure::Column::Position);
        Ok(Self {
            region: seen::<region::Entity>(visibility).one(connection).await?.ok_or(AppError::NotFound)?,
            activity: Activity::in_these(connection, municipalities.iter().map(|row| row.id)).await?,
            municipalities,
            organisations: organisations.all(connection).await?,
            scenarios: scenarios.all(connection).await?,
            measures: measures.all(connection).await?,
            targets: seen::<target::Entity>(visibility).all(connection).await?,
        })
    }

    /// Of all holders and scenarios.
    pub fn targets(&self) -> &[target::Model] {
        &self.targets
    }

    /// The corporaties over which a gemeente divides its numbers: those that are active there, and those that have a number of
    /// it. By name.
    pub fn corporations(&self, place: MunicipalityId) -> impl Iterator<Item = &organisation::Model> {
        let has_number = move |row: &organisation::Model| {
            let held_by = HeldBy::Corporation(place, row.id.into());
            self.targets.iter().any(|target| target.held_by() == held_by)
        };
        let rows = self.organisations.iter();
        rows.filter(move |row| self.activity.is_corporation_in(row, place.0) || has_number(row))
    }

    /// Of the region, wherever they are active; and whoever has a number as one.
    pub fn all_corporations(&self) -> impl Iterator<Item = &organisation::Model> {
        let has_number = |row: &organisation::Model| self.targets.iter().any(|it| it.organisation_id == Some(row.id));
        let is_one = |row: &organisation::Model| row.organisation_type == OrganisationType::HousingCorporation.code();
        self.organisations.iter().filter(move |row| is_one(row) || has_number(row))
    }

    /// By the slug of a gemeente or [`REGION`], and the id of a corporatie when it is one. None when the region has no such
    /// gemeente, or the gemeente no such corporatie.
    pub fn holder(&self, slug: &str, corporation: &str) -> Option<Holder> {
        let place = self.municipalities.iter().find(|row| row.slug == slug).map(|row| row.id.into());
        let held_by = match (place, corporation) {
            (None, "") if slug == REGION => HeldBy::Region,
            (None, _) => return None,
            (Some(place), "") => HeldBy::Municipality(place),
            (Some(place), id) => HeldBy::Corporation(place, id.parse().ok()?),
        };
        self.holder_of(held_by)
    }

    /// None when the region has no such gemeente, or the gemeente no such corporatie.
    pub fn holder_of(&self, held_by: HeldBy) -> Option<Holder> {
        let is_province = |row: &&organisation::Model| row.organisation_type == OrganisationType::Province.code();
        let provinces = self.organisations.iter().filter(is_province).map(|row| row.id.into()).collect();
        let rights = TargetRights { region: self.region.id.into(), held_by, provinces };
        let Some(id) = held_by.municipality() else {
            let name = format!("de regio {}", self.region.name);
            return Some(Holder { rights, slug: REGION.to_owned(), name, place: None, corporation: None });
        };
        let place = self.municipalities.iter().find(|row| row.id == id.0)?;
        let corporation = match held_by.corporation() {
            Some(organisation) => Some(self.corporations(id).find(|row| row.id == organisation.0)?.name.clone()),
            None => None,
        };
        let name = match &corporation {
            Some(corporation) => format!("{corporation} in {}", place.name),
            None => format!("gemeente {}", place.name),
        };
        Some(Holder { rights, slug: place.slug.clone(), name, place: Some(place.name.clone()), corporation })
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
        let corporations = |place| self.corporations(place).map(move |row| HeldBy::Corporation(place, row.id.into()));
        let municipalities = self.municipalities.iter().map(|row| HeldBy::Municipality(row.id.into()));
        let own_parts = match holder.held_by() {
            HeldBy::Region => vec![],
            HeldBy::Municipality(place) | HeldBy::Corporation(place, _) => corporations(place).collect(),
        };
        Some(Page {
            holder: holder.clone(),
            year,
            measures: self.measures.iter().filter(|row| row.category == scenario.category).cloned().collect(),
            targets: of_it().filter(|row| row.horizon_year == year).cloned().collect(),
            holders: municipalities.chain(own_parts).collect(),
            scenario,
            scenarios: self.scenarios.clone(),
        })
    }
}

/// The targets of one scenario, as the form of one holder needs them.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub holder: Holder,
    pub scenario: scenario::Model,
    /// All there are, to choose another.
    pub scenarios: Vec<scenario::Model>,
    pub year: i32,
    pub measures: Vec<measure::Model>,
    /// Of everybody.
    targets: Vec<target::Model>,
    /// Who have a part of a number that matters here, or can have one: the gemeenten, and the corporaties of this gemeente.
    holders: Vec<HeldBy>,
}

impl Page {
    pub fn saved(&self, measure: Uuid) -> Option<&target::Model> {
        self.target(self.holder.held_by(), measure)
    }

    pub fn target(&self, held_by: HeldBy, measure: Uuid) -> Option<&target::Model> {
        self.targets.iter().find(|row| row.measure_id == measure && row.held_by() == held_by)
    }

    /// Somebody changed what this number replaces since its writer saw it.
    pub fn is_outdated(&self, wanted: Wanted) -> bool {
        self.saved(wanted.measure).map(|row| row.version) != wanted.seen
    }

    /// What this number does to the division that it is in: of its own parts, or of the number that it is a part of.
    pub fn effect(&self, measure: Uuid, value: Option<i64>) -> Effect {
        let Some(whole) = self.holder.held_by().whole() else { return self.effect_on_parts(measure, value) };
        let (others, undivided) = self.parts_of(whole, measure);
        let (whole, before) = (self.number(whole, measure), self.number(self.holder.held_by(), measure));
        Effect::of_part(whole, before, value, others, undivided)
    }

    /// What this number does to its division over those who have a part of it.
    pub fn effect_on_parts(&self, measure: Uuid, value: Option<i64>) -> Effect {
        let own = self.holder.held_by();
        let (parts, undivided) = self.parts_of(own, measure);
        Effect::of_whole(self.number(own, measure), value, parts, undivided)
    }

    /// What others than this holder have of a number together, and how many of them have none yet.
    fn parts_of(&self, whole: HeldBy, measure: Uuid) -> (i64, usize) {
        let own = self.holder.held_by();
        let others = self.holders.iter().filter(|part| part.whole() == Some(whole) && **part != own);
        let numbers: Vec<Option<i64>> = others.map(|part| self.number(*part, measure)).collect();
        let undivided = numbers.iter().filter(|number| number.is_none()).count();
        (numbers.into_iter().flatten().sum(), undivided)
    }

    fn number(&self, held_by: HeldBy, measure: Uuid) -> Option<i64> {
        self.target(held_by, measure).map(|row| row.value)
    }
}

/// What the screen of one holder's targets shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EditPage {
    pub page: Page,
    pub may_set: bool,
    /// Of each measure: what part of the region's numbers is this gemeente's. Of no other it is known what is planned.
    pub parts: Option<Vec<Part>>,
    /// Of a gemeente.
    pub division: Option<DivisionTable>,
    pub timeline: Vec<TimelineEntry>,
}

impl EditPage {
    /// What a gemeente's number does to its division over corporaties; none while no corporatie has a part of it.
    pub fn division_effect(&self, index: usize, measure: Uuid, value: Option<i64>) -> Option<Effect> {
        let mut rows = self.division.as_ref()?.rows.iter();
        rows.any(|row| row.targets.get(index).is_some_and(Option::is_some))
            .then(|| self.page.effect_on_parts(measure, value))
    }
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn page(request: &Request, slug: &str, corporation: &str, scenario: &str) -> Result<EditPage, AppError> {
    let database = request.database();
    let frame = Frame::of(database, &request.visibility()).await?;
    let holder = frame.holder(slug, corporation).ok_or(AppError::NotFound)?;
    let setting = request.allow(Action::SetTargets(&holder.rights));
    let may_set = setting.is_ok();
    if holder.held_by() == HeldBy::Region {
        // Everybody reads the region's numbers on the page of all targets: here they are set.
        setting?;
    }
    let page = frame.page(&holder, scenario).ok_or(AppError::NotFound)?;
    let parts = match holder.held_by() {
        HeldBy::Municipality(place) => {
            let counted = balance(request).await?;
            Some(page.measures.iter().map(|measure| part(&counted, &page, place, measure.id)).collect())
        }
        HeldBy::Region | HeldBy::Corporation(..) => None,
    };
    let division = DivisionTable::of(&frame, &page);
    let timeline = history(request, &holder, division.as_ref()).await?;
    Ok(EditPage { page, may_set, parts, division, timeline })
}

/// Of the numbers of this holder, and of those that are a part of them on its page.
async fn history(
    request: &Request,
    holder: &Holder,
    division: Option<&DivisionTable>,
) -> Result<Vec<TimelineEntry>, AppError> {
    let place = holder.held_by().municipality();
    let rows = division.iter().flat_map(|division| &division.rows);
    let within = rows.filter_map(|row| Some(id_within(place?, row.corporation)));
    let of_them = sea_orm::Condition::all()
        .add(audit_entry::Column::SubjectId.is_in(within.chain([holder.id()])))
        .add(audit_entry::Column::SubjectType.eq(domain::audit::SubjectType::Targets.code()));
    let timeline = timeline(request.database(), of_them).await?;
    Ok(timeline.into_iter().map(|(_, entry)| entry).collect())
}

fn part(counted: &Counted, page: &Page, place: MunicipalityId, measure: Uuid) -> Part {
    let columns = |place| counted.tally(measure, place, page.year, None).columns;
    let (own, all) = (columns(Some(place.0)), columns(None));
    Part {
        target: Part::of(page.saved(measure).map(|row| row.value), page.number(HeldBy::Region, measure)),
        planned: Part::of(Some(own.hard + own.soft), Some(all.hard + all.soft)),
        delivered: Part::of(Some(own.verified + own.reported), Some(all.verified + all.reported)),
    }
}

/// Who last set targets of the region or of a gemeente: for the page of all of them.
pub async fn last_change(request: &Request, frame: &Frame) -> Result<Option<TimelineEntry>, AppError> {
    use audit_entry::Column as C;
    use domain::audit::Event::{ImportUndone, TargetsChanged};
    // By what they are about, along the index: where nobody ever set one, the whole trail would be read to find none.
    let holders = frame.municipalities.iter().map(|row| row.id).chain([frame.region.id]);
    let newest = audit_entry::Entity::find()
        .filter(C::SubjectId.is_in(holders))
        .filter(C::SubjectType.eq(domain::audit::SubjectType::Targets.code()))
        .filter(C::Event.is_in([TargetsChanged, ImportUndone].map(|event| event.code())))
        .order_by_desc(C::Sequence)
        .one(request.database())
        .await?;
    let Some(newest) = newest else { return Ok(None) };
    let itself = sea_orm::Condition::all().add(C::Id.eq(newest.id));
    Ok(timeline(request.database(), itself).await?.into_iter().map(|(_, entry)| entry).next())
}
