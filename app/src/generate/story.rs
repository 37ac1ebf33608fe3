//! What happened to one generated commitment, as the rows that tell it.

use chrono::{DateTime, Days, Duration, Utc};
use domain::Period;
use domain::agreement::{Agreement, Answer, Refusal, Reply};
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle};
use domain::differences::{Field, FieldChange, differences};
use domain::ids::OrganisationId;
use domain::milestones::Milestone;
use domain::progress::{ProgressReport, Stoplight};
use sea_orm::{DbErr, Set};
use uuid::Uuid;

use super::chance::Chance;
use super::content::content;
use super::world::{Somebody, World};
use super::{NUMBER_PREFIX, Plan};
use crate::audit::Subject;
use crate::audit::chain::to_the_microsecond;
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::agreement::records::{Outcome, set_agreement, version_row};
use crate::commitments::entity::{commitment, progress_update};
use crate::commitments::records::{NewCommitment, described_as_new, new_row};
use crate::commitments::reports::{Reported, describe_progress, report_row};
use crate::commitments::steps::entity::milestone;
use crate::commitments::steps::records::{changes as milestone_changes, fields as milestone_fields};
use crate::request::day_of;

/// Of every so many commitments that left concept, one was never reported on.
const SILENT: usize = 12;
/// Every fifth stays a concept.
const CONCEPTS: usize = 5;

/// What an entry of the audit trail is made of.
pub struct Entry {
    pub at: DateTime<Utc>,
    pub event: Event,
    pub subject: Subject,
    pub changes: Vec<FieldChange>,
    /// None when nobody is there.
    pub by: Option<Somebody>,
}

pub struct Story {
    pub id: Uuid,
    pub row: commitment::ActiveModel,
    pub content: Content,
    pub versions: Vec<commitment_version::ActiveModel>,
    pub confirmations: Vec<confirmation::ActiveModel>,
    pub reports: Vec<progress_update::ActiveModel>,
    pub milestones: Vec<milestone::ActiveModel>,
    pub entries: Vec<Entry>,
}

/// How far it came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Draft,
    Proposed,
    Ratified,
    /// Ratified, and a change lies with the parties.
    Changing,
    Completed,
    Lapsed,
}

impl Fate {
    fn of(chance: &mut Chance, index: usize) -> Self {
        if index.is_multiple_of(CONCEPTS) {
            return Self::Draft;
        }
        match chance.below(100) {
            0..30 => Self::Proposed,
            30..75 => Self::Ratified,
            75..85 => Self::Changing,
            85..95 => Self::Completed,
            _ => Self::Lapsed,
        }
    }
}

/// The story of the commitment at this place. All of it lies before `now`.
pub fn tell(world: &World, plan: Plan, index: usize, now: DateTime<Utc>) -> Result<Story, DbErr> {
    let mut chance = Chance::of(plan.seed, index as u64);
    let now = to_the_microsecond(now);
    let fate = Fate::of(&mut chance, index);
    let begun = now - Duration::days(260 + chance.days(900));
    let id = chance.id(begun);
    let content = content(&mut chance, world, fate != Fate::Draft, now);
    let new = NewCommitment {
        region_id: world.region,
        municipality_id: chance.pick(&world.agendas).flatten(),
        number: format!("{NUMBER_PREFIX}{:05}", index + 1),
        external_id: None,
        content: content.clone(),
        life_cycle: LifeCycle::Draft,
        quotation: None,
        example: true,
    };
    let described = described_as_new(&world.names, &new);
    let row = commitment::ActiveModel {
        progress: Set(None),
        progress_on: Set(None),
        expected: Set(None),
        closing_reason: Set(None),
        ..new_row(id, &new, begun)
    };
    let mut teller =
        Teller { chance, world, now, begun, agreement: Agreement::draft(), story: empty(id, row, content) };
    teller.happened(begun, Event::Created, differences(&[], &described));
    teller.agree(fate)?;
    teller.report(updates_of(plan, index));
    teller.plan_steps()?;
    let Teller { mut story, agreement, .. } = teller;
    set_agreement(&mut story.row, &agreement);
    Ok(story)
}

fn empty(id: Uuid, row: commitment::ActiveModel, content: Content) -> Story {
    let (versions, confirmations, reports) = (vec![], vec![], vec![]);
    Story { id, row, content, versions, confirmations, reports, milestones: vec![], entries: vec![] }
}

/// How many of all reports are this commitment's: they are spread over those that have any.
fn updates_of(plan: Plan, index: usize) -> usize {
    let silent = |index: usize| index.is_multiple_of(CONCEPTS) || index % SILENT == 1;
    if silent(index) {
        return 0;
    }
    let reported_before = |end: usize| (0..end).filter(|index| !silent(*index)).count();
    // The pattern repeats itself, so that nobody has to count all.
    let cycle = CONCEPTS * SILENT;
    let up_to = |end: usize| reported_before(cycle) * (end / cycle) + reported_before(end % cycle);
    let (place, all) = (up_to(index), up_to(plan.commitments));
    share_of(plan.updates, place, all)
}

/// What of a total is for this place out of so many; together it is the total.
pub const fn share_of(total: usize, place: usize, all: usize) -> usize {
    total * (place + 1) / all - total * place / all
}

struct Teller<'a> {
    chance: Chance,
    world: &'a World,
    now: DateTime<Utc>,
    begun: DateTime<Utc>,
    agreement: Agreement,
    story: Story,
}

impl Teller<'_> {
    fn happened(&mut self, at: DateTime<Utc>, event: Event, changes: Vec<FieldChange>) {
        let by = self.chance.pick(&self.world.people);
        self.story.entries.push(Entry { at, event, subject: Subject::Commitment(self.story.id), changes, by });
    }

    fn life_cycle(&mut self, at: DateTime<Utc>, event: Event, before: LifeCycle) {
        let after = self.agreement.life_cycle;
        let change = changed(Field::LifeCycle, before.label(), after.label());
        self.happened(at, event, vec![change]);
    }

    fn agree(&mut self, fate: Fate) -> Result<(), DbErr> {
        if fate == Fate::Draft {
            return Ok(());
        }
        let asked_at = self.begun + Duration::days(10);
        self.agreement.propose(self.story.content.confirming()).map_err(refused)?;
        self.life_cycle(asked_at, Event::Proposed, LifeCycle::Draft);
        self.ask(&self.story.content.clone(), asked_at)?;
        if fate == Fate::Proposed {
            return self.answer(asked_at, false);
        }
        self.answer(asked_at, true)?;
        let ratified_at = asked_at + Duration::days(60);
        self.life_cycle(ratified_at, Event::Ratified, LifeCycle::Proposed);
        self.close(Outcome::Ratified, ratified_at);
        let later = self.now - Duration::days(self.chance.days(60));
        match fate {
            Fate::Changing => self.change(later),
            Fate::Completed => {
                self.agreement.complete().map_err(refused)?;
                self.life_cycle(later, Event::Completed, LifeCycle::Ratified);
                Ok(())
            }
            Fate::Lapsed => {
                self.agreement.lapse().map_err(refused)?;
                self.story.row.closing_reason = Set(Some("De locatie is aan een ander verkocht.".to_owned()));
                self.life_cycle(later, Event::Lapsed, LifeCycle::Ratified);
                Ok(())
            }
            Fate::Draft | Fate::Proposed | Fate::Ratified => Ok(()),
        }
    }

    /// The parties are asked about a later date.
    fn change(&mut self, at: DateTime<Utc>) -> Result<(), DbErr> {
        let due = Some(Period::Year(2090));
        let changed = Content { due, ..self.story.content.clone() };
        let described = |content: &Content| self.world.names.describe(content);
        let changes = differences(&described(&self.story.content), &described(&changed));
        self.agreement.ask_again(changed.confirming()).map_err(refused)?;
        self.happened(at, Event::AskedAgain, changes);
        self.ask(&changed, at)?;
        self.answer(at, false)
    }

    /// Writes down the version that the parties are asked about, and that nobody answered yet.
    fn ask(&mut self, content: &Content, at: DateTime<Utc>) -> Result<(), DbErr> {
        let Some(asking) = &self.agreement.asking else { return Ok(()) };
        self.story.versions.push(version_row(self.story.id, asking.version, content, at)?);
        Ok(())
    }

    fn close(&mut self, outcome: Outcome, at: DateTime<Utc>) {
        if let Some(version) = self.story.versions.last_mut() {
            version.outcome = Set(Some(outcome.code().to_owned()));
            version.decided_at = Set(Some(at));
        }
    }

    /// What the parties say of the version that lies with them: all of them yes, or one of them nothing yet.
    fn answer(&mut self, asked_at: DateTime<Utc>, all_yes: bool) -> Result<(), DbErr> {
        let Some(asking) = self.agreement.asking.clone() else { return Ok(()) };
        for (position, party) in asking.answers.into_keys().enumerate() {
            let days = Duration::days(1 + self.chance.days(40));
            let at = (asked_at + days).min(self.now);
            let answer = if all_yes { Some(yes()) } else { self.some_answer(position) };
            if let Some(answer) = &answer {
                self.agreement.answer(party, asking.version, answer.clone()).map_err(refused)?;
                let mut changes = vec![changed(Field::Reply, "", answer.reply.label())];
                changes.extend(answer.text.iter().map(|text| changed(Field::Reason, "", text)));
                self.happened(at, Event::Answered, changes);
            }
            self.story.confirmations.push(confirmation_row(self.story.id, asking.version, party, answer, at));
        }
        Ok(())
    }

    fn some_answer(&mut self, position: usize) -> Option<Answer> {
        let text = |text: &str| Some(text.to_owned());
        match (position, self.chance.below(10)) {
            (0, _) | (_, 0..3) => None,
            (_, 3) => Some(Answer { reply: Reply::Declined, text: text("Wij hebben hier geen grond."), lifted: false }),
            (_, 4) => Some(Answer { reply: Reply::Reserved, text: text("Goedkeuring door de RvC"), lifted: false }),
            _ => Some(yes()),
        }
    }

    /// Reports of progress, evenly over the time since it began; the newest of some is old.
    fn report(&mut self, count: usize) {
        let last = self.now - Duration::days(self.chance.days(150));
        let step = (last - self.begun) / i32::try_from(count.max(1)).unwrap_or(i32::MAX);
        let mut before: Option<ProgressReport> = None;
        for place in 1..=count {
            let at = to_the_microsecond(self.begun + step * i32::try_from(place).unwrap_or(i32::MAX));
            let unchanged = before.is_some() && self.chance.in_hundred(25);
            let report = before.clone().filter(|_| unchanged).unwrap_or_else(|| report(&mut self.chance));
            let described = before.as_ref().map(describe_progress).unwrap_or_default();
            let event = if unchanged { Event::ProgressUnchanged } else { Event::ProgressReported };
            self.happened(at, event, differences(&described, &describe_progress(&report)));
            let by = self.story.entries.last().and_then(|entry| entry.by);
            let reported = Reported { report: report.clone(), at, on: day_of(at), unchanged };
            let row = report_row(self.chance.id(at), self.story.id, &reported, by.map(|by| by.user));
            self.story.row.progress = Set(Some(report.status().code().to_owned()));
            self.story.row.progress_on = Set(Some(reported.on));
            self.story.row.expected = row.expected.clone();
            self.story.row.updated_at = Set(at);
            self.story.reports.push(row);
            before = Some(report);
        }
    }

    fn plan_steps(&mut self) -> Result<(), DbErr> {
        let today = day_of(self.now);
        for number in 1..=self.chance.below(4) {
            let end = self.story.content.due.and_then(Period::last_day).unwrap_or(today);
            let day = end.checked_sub_days(Days::new(self.chance.below(500) as u64)).unwrap_or(end);
            let done = day < today && self.chance.in_hundred(80);
            let step = Milestone {
                title: format!("Stap {number}: besluit door het college"),
                due: Period::Day(day),
                done_on: done.then_some(day),
                note: None,
            };
            let at = self.begun + Duration::days(5);
            let row = milestone_fields(&step, at)?;
            let (id, commitment_id, version) = (Set(self.chance.id(at)), Set(self.story.id), Set(1));
            self.story.milestones.push(milestone::ActiveModel { id, commitment_id, version, ..row });
            self.happened(at, Event::MilestoneAdded, milestone_changes(None, Some(&step)));
        }
        Ok(())
    }
}

fn report(chance: &mut Chance) -> ProgressReport {
    let mut light = || match chance.below(20) {
        0..16 => Stoplight::Green,
        16..19 => Stoplight::Amber,
        _ => Stoplight::Red,
    };
    let (content, planning, money) = (light(), light(), light());
    let worst = [content, planning, money].into_iter().any(Stoplight::needs_reasons);
    let reason = |text: &str| worst.then(|| text.to_owned());
    ProgressReport {
        content,
        planning,
        money,
        expected: None,
        note: Some("Besproken in het overleg met alle partijen.".to_owned()),
        cause: reason("Het elektriciteitsnet in deze wijk is vol."),
        effect: reason("De eerste paal gaat een halfjaar later de grond in."),
        correction: reason("De gemeente overlegt met de netbeheerder over een tijdelijke oplossing."),
    }
}

fn confirmation_row(
    id: Uuid,
    version: i32,
    party: OrganisationId,
    answer: Option<Answer>,
    at: DateTime<Utc>,
) -> confirmation::ActiveModel {
    let answered = answer.is_some();
    confirmation::ActiveModel {
        commitment_id: Set(id),
        version: Set(version),
        organisation_id: Set(party.into()),
        reply: Set(answer.as_ref().map(|answer| answer.reply.code().to_owned())),
        text: Set(answer.and_then(|answer| answer.text)),
        lifted: Set(false),
        user_id: Set(None),
        function: Set(answered.then(|| "Bestuurder".to_owned())),
        at: Set(answered.then_some(at)),
    }
}

const fn yes() -> Answer {
    Answer { reply: Reply::Confirmed, text: None, lifted: false }
}

fn changed(field: Field, before: &str, after: &str) -> FieldChange {
    FieldChange { field, before: before.to_owned(), after: after.to_owned() }
}

fn refused(refusal: Refusal) -> DbErr {
    DbErr::Custom(refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_reports_are_spread_and_none_is_lost() {
        for (commitments, updates) in [(1000, 3000), (20_000, 60_000), (37, 5), (1, 10)] {
            let plan = Plan { commitments, updates, projects: 0, deliveries: 0, seed: 1 };
            let told: usize = (0..commitments).map(|index| updates_of(plan, index)).sum();
            // One commitment alone is a concept, of which nothing is reported.
            assert_eq!(told, if commitments == 1 { 0 } else { updates }, "{commitments}");
        }
    }
}
