//! A generated project, and the ledger of what was delivered of it: the entries go through the same fold as those of people.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use domain::Period;
use domain::audit::Event;
use domain::deliveries::{Delivered, Entry, Lot};
use domain::differences::Field;
use domain::ids::DeliveryId;
use domain::organisations::OrganisationType;
use domain::projects::{
    Confidentiality, Content, Counts, DwellingType, Intent, Line, PartyRole, Phase, PlanStatus, Status, Stock, Tenure,
};
use sea_orm::DbErr;
use uuid::Uuid;

use super::chance::Chance;
use super::story;
use super::world::{Somebody, World};
use super::{NUMBER_PREFIX, Plan};
use crate::audit::chain::to_the_microsecond;
use crate::audit::{Author, Subject};
use crate::deliveries::form::Report;
use crate::deliveries::records::{Book, NewEntry, NotAdded};
use crate::deliveries::words;
use crate::projects::records::NewProject;
use crate::request::day_of;

/// Of every so many projects one has nothing delivered.
const EMPTY: usize = 3;
/// Projects draw from other rows of numbers than commitments.
const DRAWS_FROM: u64 = 1 << 40;

pub struct Building {
    pub id: Uuid,
    pub project: NewProject,
    pub begun: DateTime<Utc>,
    pub book: Book,
    pub entries: Vec<story::Entry>,
}

/// The project at this place. All of it lies before `now`.
pub fn build(world: &World, plan: Plan, index: usize, now: DateTime<Utc>) -> Result<Building, DbErr> {
    let mut chance = Chance::of(plan.seed, DRAWS_FROM + index as u64);
    let now = to_the_microsecond(now);
    let count = deliveries_of(plan, index);
    let begun = now - Duration::days(500 + chance.days(1500));
    let id = chance.id(begun);
    let builder = chance.pick(&world.builders);
    let mut content = content(&mut chance, world, day_of(begun), count > 0);
    content.external_id = Some(format!("{NUMBER_PREFIX}{:06}", index + 1));
    content.parties.extend(builder.map(|by| (PartyRole::HousingCorporation, by.organisation.into())));
    let municipality_id = chance.pick(&world.municipalities).ok_or_else(|| missing("a gemeente"))?;
    let changes = world.project_names.told(municipality_id.into(), &content);
    let by = chance.pick(&world.people);
    let created = story::Entry { at: begun, event: Event::Created, subject: Subject::Project(id), changes, by };
    let project = NewProject { region_id: world.region, municipality_id, content, example: true };
    let mut site = Site { chance, world, id, project: &project, book: Book::default(), entries: vec![created] };
    for number in 1..=count {
        // From when the first dwellings stood, evenly until some weeks ago.
        let built = begun + Duration::days(300);
        let step = (now - Duration::days(14) - built) / i32::try_from(count).unwrap_or(i32::MAX);
        site.go_on(to_the_microsecond(built + step * i32::try_from(number).unwrap_or(i32::MAX)))?;
    }
    let Site { book, entries, .. } = site;
    Ok(Building { id, begun, book, entries, project })
}

/// How many of all entries are this project's: they are spread over those of which anything was delivered.
fn deliveries_of(plan: Plan, index: usize) -> usize {
    if index.is_multiple_of(EMPTY) {
        return 0;
    }
    let up_to = |end: usize| end - end.div_ceil(EMPTY);
    story::share_of(plan.deliveries, up_to(index), up_to(plan.projects))
}

fn content(chance: &mut Chance, world: &World, begun: NaiveDate, delivers: bool) -> Content {
    let counts = counts(chance, world);
    let status = match (delivers, chance.below(10)) {
        (true, 0..2) => Status::Realised,
        (false, 0..3) => Status::New,
        (false, 3) => Status::Aborted,
        _ => Status::Active,
    };
    let ward = 1 + chance.below(40);
    let after = |days: u64| begun.checked_add_days(Days::new(days)).unwrap_or(begun);
    let first = [(Phase::Initiative, after(0)), (Phase::Design, after(90))];
    let works = [(Phase::Preparation, after(180)), (Phase::Realisation, after(250))];
    let care = chance.pick(&world.of_type(OrganisationType::CareProvider)).filter(|_| ward.is_multiple_of(3));
    Content {
        name: format!("Hof {} in wijk {ward}", 1 + chance.below(900)),
        place: Some(format!("Wijk {ward}")),
        place_hidden: chance.in_hundred(5),
        confidentiality: match chance.below(10) {
            0 => Confidentiality::InternalStaff,
            1..4 => Confidentiality::Regional,
            _ => Confidentiality::Public,
        },
        status,
        plan_status: chance.pick(PlanStatus::ALL).filter(|_| chance.in_hundred(90)),
        phases: first.into_iter().chain(works.into_iter().filter(|_| delivers)).collect(),
        dwellings: u32::try_from(counts.total()).unwrap_or(u32::MAX),
        demolished: 0,
        counts,
        planned: planned(chance, begun.year() + 2),
        parties: care.map(|id| (PartyRole::CareProvider, id.into())).into_iter().collect(),
        intent: Intent::default(),
        cost_shares: std::collections::BTreeMap::new(),
        external_id: None,
        note: chance
            .in_hundred(30)
            .then(|| "De gemeente en de corporatie bespreken de planning elk kwartaal.".to_owned()),
    }
}

/// A few measures, each in one or two tenures, and sometimes dwellings that count for none.
fn counts(chance: &mut Chance, world: &World) -> Counts {
    let mut counts = Counts::default();
    for _ in 0..2 + chance.below(3) {
        let measure = chance.pick(&world.measures).filter(|_| chance.in_hundred(90));
        let line = Line {
            dwelling_type: DwellingType::from(measure.map(Into::into)),
            tenure: chance.pick(Tenure::ALL).unwrap_or(Tenure::Unknown),
            stock: chance.pick(Stock::ALL).unwrap_or(Stock::New),
        };
        counts.add(line, few(chance, 36) + 4);
    }
    counts
}

/// As precise as people know it; of some nobody does.
fn planned(chance: &mut Chance, year: i32) -> Option<Period> {
    let year = year + i32::try_from(chance.below(7)).unwrap_or_default();
    match chance.below(6) {
        0 => None,
        1 => Some(Period::Quarter { year, quarter: 2 }),
        2 => Some(Period::HalfYear { year, half: 2 }),
        3 => NaiveDate::from_ymd_opt(year, 7, 1).map(Period::Day),
        _ => Some(Period::Year(year)),
    }
}

/// From 1 up to and with `most`.
fn few(chance: &mut Chance, most: u32) -> u32 {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    u32::try_from(1 + chance.below(most)).unwrap_or(1)
}

struct Site<'a> {
    chance: Chance,
    world: &'a World,
    id: Uuid,
    project: &'a NewProject,
    book: Book,
    entries: Vec<story::Entry>,
}

impl Site<'_> {
    /// Adds the next entry: what was returned is answered first, what waits is looked at, and else more is reported.
    fn go_on(&mut self, at: DateTime<Utc>) -> Result<(), DbErr> {
        let lots: Vec<(DeliveryId, Lot)> = self.book.ledger.lots().collect();
        let of = |holds: fn(&Lot) -> u32| lots.iter().find(|(_, lot)| holds(lot) > 0).copied();
        let (returned, waiting) = (of(|lot| lot.returned), of(|lot| lot.waiting));
        let (answers, looks) = (self.chance.in_hundred(70), self.chance.in_hundred(75));
        let room = self.room();
        match (returned, waiting) {
            (Some((id, lot)), _) if answers => self.correct(at, id, lot, lot.returned),
            (_, Some((id, lot))) if looks => self.look(at, id, lot),
            _ if !room.is_empty() => self.report(at, &room),
            (_, Some((id, lot))) => self.look(at, id, lot),
            (Some((id, lot)), None) => self.correct(at, id, lot, lot.returned),
            // All of it is there and verified: then some of it turns out not to be.
            (None, None) => match of(|lot| lot.total()) {
                Some((id, lot)) => self.correct(at, id, lot, 1),
                None => Err(missing("dwellings to deliver")),
            },
        }
    }

    /// How many more dwellings of each type the project holds than were ever said to be there.
    fn room(&self) -> Vec<(DwellingType, u32)> {
        let types: std::collections::BTreeSet<DwellingType> =
            self.project.content.counts.iter().map(|(line, _)| line.dwelling_type).collect();
        let left = |kind: DwellingType| {
            let planned = self.project.content.counts.of_type(kind);
            let left = planned.saturating_sub(u64::from(self.book.ledger.of_type(kind).total()));
            u32::try_from(left).ok().filter(|left| *left > 0).map(|left| (kind, left))
        };
        types.into_iter().filter_map(left).collect()
    }

    fn report(&mut self, at: DateTime<Utc>, room: &[(DwellingType, u32)]) -> Result<(), DbErr> {
        let (dwelling_type, left) = self.chance.pick(room).ok_or_else(|| missing("room"))?;
        let count = few(&mut self.chance, left);
        let on = day_of(at).checked_sub_days(Days::new(self.chance.below(20) as u64)).unwrap_or(day_of(at));
        let street = 1 + self.chance.below(200);
        let report = Report {
            external_id: self.chance.in_hundred(30).then(|| format!("L{}", self.book.length() + 1)),
            dwelling_type,
            count,
            delivered: Delivered {
                on,
                address: Some(format!("Laan {street}, nummer 1 tot en met {count}")),
                evidence: self.chance.in_hundred(40).then(|| format!("Proces-verbaal van oplevering {street}")),
            },
            explanation: None,
        };
        let changes = words::reported(&self.world.project_names, self.project.content.place_hidden, &report);
        self.add(at, self.builder()?, report.into(), Event::DeliveryReported, changes)
    }

    /// Most is verified, some is returned.
    fn look(&mut self, at: DateTime<Utc>, of: DeliveryId, lot: Lot) -> Result<(), DbErr> {
        let by = self.chance.pick(&self.world.officials).ok_or_else(|| missing("who verifies"))?;
        let told = |count| words::dwellings(&self.world.project_names, count, lot.dwelling_type);
        if self.chance.in_hundred(15) {
            let count = few(&mut self.chance, lot.waiting.min(4));
            let reason = "Deze woningen hebben nog een drempel bij de voordeur.".to_owned();
            let changes = vec![told(count), self.of_report(of), words::told(Field::Reason, reason.clone())];
            let entry = entry(Entry::Return { of }, count, Some(reason));
            return self.add(at, by, entry, Event::DeliveryReturned, changes);
        }
        let all = self.chance.in_hundred(70);
        let count = if all { lot.waiting } else { few(&mut self.chance, lot.waiting) };
        let changes = vec![told(count), self.of_report(of)];
        self.add(at, by, entry(Entry::Verify { of }, count, None), Event::DeliveryVerified, changes)
    }

    /// So many at most turn out to be of another type that the project holds, or not to be there.
    fn correct(&mut self, at: DateTime<Utc>, of: DeliveryId, lot: Lot, most: u32) -> Result<(), DbErr> {
        let others: Vec<_> = self.room().into_iter().filter(|(kind, _)| *kind != lot.dwelling_type).collect();
        let into = self.chance.pick(&others).filter(|_| self.chance.in_hundred(60));
        let count = few(&mut self.chance, into.map_or(most, |(_, left)| left.min(most)));
        let (into, becomes) = match into {
            Some((kind, _)) => (Some(kind), words::dwellings(&self.world.project_names, count, kind)),
            None => (None, words::not_there(count)),
        };
        let reason = "Bij de controle bleek dat het anders is.".to_owned();
        let changes = vec![becomes, self.of_report(of), words::told(Field::Reason, reason.clone())];
        let entry = entry(Entry::Correct { of, into }, count, Some(reason));
        self.add(at, self.builder()?, entry, Event::DeliveryCorrected, changes)
    }

    /// Somebody of the corporatie that builds it.
    fn builder(&self) -> Result<Somebody, DbErr> {
        let builds = |by: &&Somebody| {
            let party = (PartyRole::HousingCorporation, by.organisation.into());
            self.project.content.parties.contains(&party)
        };
        self.world.builders.iter().find(builds).copied().ok_or_else(|| missing("who reports"))
    }

    fn of_report(&self, of: DeliveryId) -> domain::differences::FieldChange {
        let report = self.book.entry(of.into());
        report.map_or_else(
            || words::told(Field::OfDelivery, String::new()),
            |report| words::of_report(&self.world.project_names, &self.book, report),
        )
    }

    fn add(
        &mut self,
        at: DateTime<Utc>,
        by: Somebody,
        new: NewEntry,
        event: Event,
        changes: Vec<domain::differences::FieldChange>,
    ) -> Result<(), DbErr> {
        let author =
            Author { region: Some(self.world.region), user: Some(by.user), organisation: Some(by.organisation), at };
        self.book.enter(self.chance.id(at), self.id, new, &author).map_err(|refused| match refused {
            NotAdded::Refused(refusal) => DbErr::Custom(refusal.to_string()),
            NotAdded::Failed(error) => error,
        })?;
        self.entries.push(story::Entry { at, event, subject: Subject::Project(self.id), changes, by: Some(by) });
        Ok(())
    }
}

const fn entry(entry: Entry, count: u32, reason: Option<String>) -> NewEntry {
    NewEntry { entry, count, delivered: None, reason, external_id: None }
}

fn missing(what: &str) -> DbErr {
    DbErr::RecordNotFound(format!("{what}, to generate projects with"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_entries_are_spread_and_none_is_lost() {
        for (projects, deliveries) in [(600, 2_000), (60_000, 200_000), (37, 5), (2, 9)] {
            let plan = Plan { commitments: 0, updates: 0, projects, deliveries, seed: 1 };
            let told: usize = (0..projects).map(|index| deliveries_of(plan, index)).sum();
            assert_eq!(told, deliveries, "{projects}");
        }
    }
}
