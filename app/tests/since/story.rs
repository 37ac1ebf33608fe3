//! What the audit trail says that happened, retold entry by entry. It knows nothing of how everything stands: only what was written
//! down when it changed, and what it remembers of the entries before.

use std::collections::{BTreeMap, BTreeSet};

use app::audit::entity::audit_entry;
use app::deadlines::entity::deadline_phase;
use app::regions::entity::{municipality, organisation, region};
use app::since::keeping::Now;
use app::targets::entity::{measure, scenario};
use app::targets::holder::id_within;
use chrono::{Datelike, NaiveDate};
use domain::Period;
use domain::audit::{Event, SubjectType};
use domain::commitments::LifeCycle;
use domain::differences::{Field, FieldChange};
use domain::ids::{MeasureId, MilestoneId, MunicipalityId, OrganisationId, ScenarioId};
use domain::period::parse_day;
use domain::projects::Phase;
use domain::since::{Answered, Date, Key, Slot, Subject, Turn, Value, VersionState, trail};
use domain::targets::parse_value;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// What words of the trail are called elsewhere.
pub struct Names {
    region: region::Model,
    /// Of the region, of a gemeente, and of a corporatie within it.
    holders: BTreeMap<Uuid, (Option<MunicipalityId>, Option<OrganisationId>)>,
    measures: BTreeMap<String, MeasureId>,
    /// In small letters, as the trail has them.
    scenarios: BTreeMap<String, ScenarioId>,
    phases: BTreeMap<Uuid, Subject>,
    milestones: BTreeMap<(Uuid, String), MilestoneId>,
}

impl Names {
    /// `kept`: where milestones stand, which the trail knows by their titles.
    pub async fn of(database: &DatabaseConnection, kept: [&Now; 2]) -> Self {
        let measures = measure::Entity::find().all(database).await.unwrap();
        let scenarios = scenario::Entity::find().all(database).await.unwrap();
        let phases = deadline_phase::Entity::find().all(database).await.unwrap();
        let mut milestones = BTreeMap::new();
        for (key, held) in kept.into_iter().flat_map(|now| now.kept.state.iter()) {
            if let (Subject::Commitment(id), Slot::Milestone(milestone), Value::Milestone { title, .. }) =
                (key.subject, key.slot, &held.value)
            {
                milestones.insert((id.0, title.clone()), milestone);
            }
        }
        let phase =
            |row: deadline_phase::Model| (row.id, Subject::Phase(row.deadline_id.into(), row.municipality_id.into()));
        let region = region::Entity::find().one(database).await.unwrap().unwrap();
        Self {
            holders: holders(database, region.id).await,
            region,
            measures: measures.into_iter().map(|row| (row.name, row.id.into())).collect(),
            scenarios: scenarios.into_iter().map(|row| (row.name.to_lowercase(), row.id.into())).collect(),
            phases: phases.into_iter().map(phase).collect(),
            milestones,
        }
    }

    /// One that was gone before anybody looked has an id that nobody knows.
    fn milestone(&mut self, commitment: Uuid, title: &str) -> MilestoneId {
        let of_title = self.milestones.entry((commitment, title.to_owned()));
        *of_title.or_insert_with(|| Uuid::now_v7().into())
    }

    /// Of `Aanpasbare woningen, laag scenario: 130 (vastgesteld)` what it is about, and how many. Of a corporatie its name stands
    /// before that.
    fn target(&self, holder: Uuid, words: &str) -> Option<(Slot, Value)> {
        let (of, number) = words.rsplit_once(": ")?;
        let (of, scenario) = of.rsplit_once(", ")?;
        let measure = of.rsplit_once(", ").map_or(of, |(_, measure)| measure);
        let slot = Slot::Target {
            measure: self.measures[measure],
            scenario: self.scenarios[scenario],
            year: self.region.horizon_year,
            organisation: self.holders[&holder].1,
        };
        Some((slot, Value::Number(parse_value(number.split_once(' ')?.0)?)))
    }
}

async fn holders(
    database: &DatabaseConnection,
    region: Uuid,
) -> BTreeMap<Uuid, (Option<MunicipalityId>, Option<OrganisationId>)> {
    let mut holders = BTreeMap::from([(region, (None, None))]);
    let organisations = organisation::Entity::find().all(database).await.unwrap();
    for place in municipality::Entity::find().all(database).await.unwrap() {
        let id = MunicipalityId(place.id);
        holders.insert(place.id, (Some(id), None));
        for within in &organisations {
            holders.insert(id_within(id, within.id.into()), (Some(id), Some(within.id.into())));
        }
    }
    holders
}

/// Where a commitment is between its parties.
#[derive(Default)]
struct Agreement {
    newest: i32,
    asking: Option<i32>,
    in_force: Option<i32>,
}

#[derive(Default)]
pub struct Story {
    agreements: BTreeMap<Uuid, Agreement>,
    answers: BTreeMap<(Uuid, i32, Uuid), Answered>,
    milestones: BTreeMap<(Uuid, String), (Period, Option<NaiveDate>)>,
    phases: BTreeMap<Uuid, String>,
    told: BTreeMap<Subject, Value>,
    dates: BTreeMap<(Uuid, Date), Period>,
    /// The years of which was told whether it was done.
    years: BTreeSet<(Uuid, i32)>,
}

/// An entry, read.
struct Entry {
    event: Event,
    id: Uuid,
    by: Option<Uuid>,
    changes: Vec<FieldChange>,
}

impl Entry {
    fn change(&self, field: Field) -> Option<&FieldChange> {
        self.changes.iter().find(|change| change.field == field)
    }
}

fn turn(subject: Subject, slot: Slot, before: Option<Value>, after: Option<Value>) -> Turn {
    Turn { key: Key { subject, slot }, municipality: None, before, after, note: None }
}

/// What turned after `from`, the oldest first; and which phase of each project had begun on both of these days.
pub async fn retold(database: &DatabaseConnection, names: &mut Names, from: &Now, days: [NaiveDate; 2]) -> Vec<Turn> {
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::Chain.eq(names.region.id))
        .order_by_asc(audit_entry::Column::Sequence);
    let mut story = Story::default();
    let (mut turns, mut phases) = (Vec::new(), BTreeMap::new());
    for row in entries.all(database).await.unwrap() {
        let told = story.tell(&row, names);
        if row.sequence > from.sequence {
            turns.extend(told);
        } else {
            phases.clone_from(&story.phases);
        }
    }
    for (id, after) in &story.phases {
        let before = phases.get(id).map(|text| begun(text, days[0]));
        turns.push(turn(Subject::Project((*id).into()), Slot::Phase, before, Some(begun(after, days[1]))));
    }
    turns
}

/// The last phase that began by this day, of `2 Initiatief op 20-11-2026; 4 Ontwerp op 14-12-2026`.
fn begun(text: &str, day: NaiveDate) -> Value {
    let phase = |part: &str| {
        let (label, began) = part.split_once(" op ").unwrap();
        let phase = Phase::ALL.iter().copied().find(|phase| phase.label() == label).unwrap();
        (parse_day(began).unwrap() <= day).then_some(phase)
    };
    Value::Phase(text.split("; ").filter(|part| !part.is_empty()).filter_map(phase).max())
}

impl Story {
    fn tell(&mut self, row: &audit_entry::Model, names: &mut Names) -> Vec<Turn> {
        let entry = Entry {
            event: row.event.parse().unwrap(),
            id: row.subject_id,
            by: row.organisation_id,
            changes: serde_json::from_str(&row.changes).unwrap(),
        };
        let id = entry.id;
        match row.subject_type.parse().unwrap() {
            SubjectType::Commitment => self.of_commitment(&entry, names),
            SubjectType::Bottleneck => said(&entry, Subject::Bottleneck(id.into()), false),
            SubjectType::Agenda => said(&entry, Subject::Agenda(id.into()), false),
            SubjectType::Deadline => said(&entry, Subject::Deadline(id.into()), false),
            SubjectType::DeadlinePhase => self.of_phase(&entry, names),
            SubjectType::Project => {
                let phases = entry.change(Field::Phases).map(|change| change.after.clone());
                match phases {
                    Some(phases) => self.phases.insert(id, phases),
                    None => self.phases.insert(id, self.phases.get(&id).cloned().unwrap_or_default()),
                };
                said(&entry, Subject::Project(id.into()), false)
            }
            SubjectType::Targets => of_targets(&entry, names),
            _ => vec![],
        }
    }

    /// Of a deadline that comes again the entry names nothing before it when a new turn began; what was told last still stands.
    fn of_phase(&mut self, entry: &Entry, names: &Names) -> Vec<Turn> {
        let subject = names.phases[&entry.id];
        let turns = said(entry, subject, false).into_iter();
        let after_last = |turn: Turn| {
            let before = self.told.get(&subject).cloned();
            self.told.extend(turn.after.clone().map(|value| (subject, value)));
            Turn { before, ..turn }
        };
        turns.map(after_last).collect()
    }

    fn of_commitment(&mut self, entry: &Entry, names: &mut Names) -> Vec<Turn> {
        let subject = Subject::Commitment(entry.id.into());
        let mut turns = self.answered(entry);
        let was_asking = self.agreements.get(&entry.id).is_some_and(|its| its.asking.is_some());
        turns.extend(self.versions(entry));
        let agreement = self.agreements.entry(entry.id).or_default();
        let asking = agreement.in_force.is_some() && (was_asking || agreement.asking.is_some());
        turns.extend(said(entry, subject, asking));
        turns.extend(self.of_milestone(entry, names));
        let before = self.last_day(entry.id);
        self.remember(entry, &turns);
        turns.push(turn(subject, Slot::LastDay, before, self.last_day(entry.id)));
        turns
    }

    /// When it is due, and of what comes again which times are told of.
    fn remember(&mut self, entry: &Entry, turns: &[Turn]) {
        for turn in turns {
            if let (Slot::Date(date), Some(Value::When(when))) = (turn.key.slot, &turn.after) {
                match when {
                    Some(period) => self.dates.insert((entry.id, date), *period),
                    None => self.dates.remove(&(entry.id, date)),
                };
            }
        }
        let year = entry.change(Field::Occurrence).map(|change| change.after.parse().unwrap());
        self.years.extend(year.map(|year| (entry.id, year)));
    }

    /// Of what is due every year the end of the first of which nothing was told.
    fn last_day(&self, id: Uuid) -> Option<Value> {
        let due = *self.dates.get(&(id, Date::Due))?;
        if due != Period::EveryYear {
            return due.last_day().map(Value::Day);
        }
        let first = self.dates.get(&(id, Date::Start))?.last_day()?.year();
        let year = (first..).find(|year| !self.years.contains(&(id, *year)))?;
        Period::Year(year).last_day().map(Value::Day)
    }

    fn versions(&mut self, entry: &Entry) -> Vec<Turn> {
        let subject = Subject::Commitment(entry.id.into());
        let its = self.agreements.entry(entry.id).or_default();
        let version = |number, before: Option<VersionState>, after| {
            turn(subject, Slot::Version(number), before.map(Value::Version), Some(Value::Version(after)))
        };
        let asked = Some(VersionState::Asked);
        let begins_as = entry.change(Field::LifeCycle).map(|change| change.after.as_str());
        let proposed = begins_as == Some(LifeCycle::Proposed.label());
        let closed = match entry.event {
            Event::Ratified => VersionState::Ratified,
            Event::Withdrawn => VersionState::Withdrawn,
            Event::Lapsed => VersionState::Lapsed,
            Event::AskedAgain => VersionState::Replaced,
            Event::Proposed | Event::Created | Event::Loaded if proposed => VersionState::Replaced,
            _ => return vec![],
        };
        let mut turns: Vec<Turn> = its.asking.take().map(|number| version(number, asked, closed)).into_iter().collect();
        if closed == VersionState::Ratified {
            its.in_force = turns.first().map(|_| its.newest);
        }
        if closed == VersionState::Replaced {
            its.newest += 1;
            its.asking = Some(its.newest);
            turns.push(version(its.newest, None, VersionState::Asked));
        }
        turns
    }

    /// To the version that lay with the parties.
    fn answered(&mut self, entry: &Entry) -> Vec<Turn> {
        let reply = entry.change(Field::Reply).map(|change| change.after.as_str());
        let after = match (entry.event, reply) {
            (Event::ReservationLifted, _) => Answered::Lifted,
            (Event::Answered, Some(words)) => {
                Answered::ALL.iter().copied().find(|answer| answer.label() == words).unwrap()
            }
            // The same answer with other words.
            _ => return vec![],
        };
        let (version, party) = (self.agreements[&entry.id].asking.unwrap(), entry.by.unwrap());
        let before = self.answers.insert((entry.id, version, party), after);
        let slot = Slot::Answer { version, party: party.into() };
        let subject = Subject::Commitment(entry.id.into());
        vec![turn(subject, slot, before.map(Value::Answer), Some(Value::Answer(after)))]
    }

    fn of_milestone(&mut self, entry: &Entry, names: &mut Names) -> Vec<Turn> {
        let Some(named) = entry.change(Field::Milestone) else { return vec![] };
        let gone = entry.event == Event::MilestoneRemoved;
        let title = if gone { &named.before } else { &named.after };
        let key = (entry.id, title.clone());
        let before = self.milestones.get(&key).copied();
        let due = entry.change(Field::MilestoneDue).map(|change| Period::parse_dutch(&change.after).ok());
        let done = entry.change(Field::DoneOn).map(|change| parse_day(&change.after));
        let after = match (gone, before) {
            (true, _) => None,
            (false, None) => Some((due.flatten().unwrap(), done.flatten())),
            (false, Some((was_due, was_done))) => Some((due.flatten().unwrap_or(was_due), done.unwrap_or(was_done))),
        };
        match after {
            Some(after) => self.milestones.insert(key, after),
            None => self.milestones.remove(&key),
        };
        let value = |(due, done_on)| Value::Milestone { title: title.clone(), due, done_on };
        let slot = Slot::Milestone(names.milestone(entry.id, title));
        vec![turn(Subject::Commitment(entry.id.into()), slot, before.map(value), after.map(value))]
    }
}

/// What the entry says by itself.
fn said(entry: &Entry, subject: Subject, asking: bool) -> Vec<Turn> {
    let Entry { event, changes, .. } = entry;
    trail::turns(trail::Entry { event: *event, subject, municipality: None, changes, asking })
}

fn of_targets(entry: &Entry, names: &Names) -> Vec<Turn> {
    let (place, _) = names.holders[&entry.id];
    let note = entry.change(Field::Reason).map(|change| change.after.clone());
    let numbers = entry.changes.iter().filter(|change| change.field == Field::Target);
    let of_number = |change: &FieldChange| {
        let (before, after) = (names.target(entry.id, &change.before), names.target(entry.id, &change.after));
        let slot = before.as_ref().or(after.as_ref()).unwrap().0;
        let [before, after] = [before, after].map(|number| number.map(|(_, value)| value));
        Turn { note: note.clone(), ..turn(Subject::Targets(place), slot, before, after) }
    };
    numbers.map(of_number).collect()
}
