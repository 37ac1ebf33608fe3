//! Whatever people do between two moments, by chance.

use app::agendas::entity::agenda as agendas;
use app::bottlenecks::entity::bottleneck as bottlenecks;
use app::comments::entity::comment;
use app::commitments::entity::commitment;
use app::commitments::steps::entity::milestone;
use app::deliveries::entity::lot;
use app::files::entity::file;
use app::projects::commands::change;
use app::projects::form::{PhaseRow, UNCOUNTED};
use app::projects::queries::edit_page;
use domain::agendas::State;
use domain::agreement::Reply;
use domain::dutch;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::around::{
    Of, Step, agenda, aim_at, bottleneck, deliver, look_at, measure_called, move_deadline, on_bottleneck, put_right,
    rest_deadline_on, state_deadline_in, take_agenda_to, tell_phase,
};
use super::beside::{
    add_comment, add_milestone, attach, detach, mark_milestone, miss_year, move_milestone, remove_milestone,
    take_comment_back,
};
use super::cast::{project, report, went_on};
use super::people::{People, Stage, try_lifting, try_saying};

/// The same numbers for the same seed.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn any<T>(&mut self, mut all: Vec<T>) -> Option<T> {
        if all.is_empty() { None } else { Some(all.swap_remove(self.below(all.len()))) }
    }
}

/// What it is done to.
pub struct Things {
    /// The first is never closed.
    commitments: [Uuid; 3],
    bottleneck: Uuid,
    /// What is built, and of which is delivered.
    project: Uuid,
    agenda: Uuid,
    /// Due every year.
    recurring: Uuid,
}

pub async fn things(people: &People) -> Things {
    let project = project(&people.cast.builder, "Hof van Zuid", "openbaar").await;
    let recurring = people.commitment("Een gewoonte", "2032", Stage::Draft).await;
    went_on(people.try_dates(recurring, "2025", "elk jaar").await);
    Things {
        recurring,
        commitments: [
            people.commitment("Een besluit", "2032", Stage::Ratified).await,
            people.commitment("Een voorstel", "2032", Stage::Proposed).await,
            people.commitment("Een concept", "2032", Stage::Draft).await,
        ],
        bottleneck: bottleneck(&people.cast.secretary, "Geen water", project).await,
        project,
        agenda: agenda(&people.official, "2026", "2030").await,
    }
}

pub async fn something(people: &People, things: &Things, chance: &mut Chance) {
    match chance.below(16) {
        0 => {
            let id = chance.one_of(&[people.cast.commitment, things.commitments[0]]);
            let lights = [(); 3].map(|()| chance.one_of(&["groen", "oranje", "rood"]));
            report(&people.cast.secretary, id, lights, chance.one_of(&["", "2028", "2029-Q1", "2030"])).await;
        }
        1 => on_project(people, things, chance).await,
        2 => at_bottleneck(people, things, chance).await,
        3 | 4 => answering(people, things, chance).await,
        5 => {
            let id = chance.one_of(&things.commitments);
            let (start, due) = (chance.one_of(&["", "2026", "2027"]), chance.one_of(&["2032", "2033", "Q1 2034"]));
            if is_open(people, id).await {
                people.try_dates(id, start, due).await;
            }
        }
        6 => stepping(people, things, chance).await,
        7 => at_milestone(people, things, chance).await,
        8 => at_comment(people, things, chance).await,
        9 => at_file(people, things, chance).await,
        10 => delivering(people, things, chance).await,
        11 => {
            let (official, driver) = (&people.official, &people.cast.secretary);
            let all = [(official, Of::Gemeente), (official, Of::Corporation), (driver, Of::Region)];
            let ((request, of), key) = (chance.one_of(&all), chance.one_of(&["aanpasbaar", "hofwoning"]));
            aim_at(request, of, key, chance.one_of(&["110", "120", "130"]), "Er is opnieuw gerekend.").await;
        }
        12 => {
            let (secretary, key) = (&people.cast.secretary, chance.one_of(&["dorpsplan", "jaargesprek"]));
            match chance.below(3) {
                0 => move_deadline(secretary, key, chance.one_of(&["2027-Q1", "1-9-2027"])).await,
                1 => state_deadline_in(secretary, key, chance.one_of(&["Artikel 3", "Artikel 4", ""])).await,
                _ => rest_deadline_on(secretary, key, chance.one_of(&["Wetsvoorstel", "Aangenomen", ""])).await,
            }
        }
        13 => far(people, things, chance).await,
        14 => {
            let year = 2025 + i32::try_from(chance.below(2)).unwrap();
            miss_year(&people.official, things.recurring, year, chance.one_of(&["Ziek", "Geen tijd"])).await;
        }
        _ => something_new(people, things, chance).await,
    }
}

async fn something_new(people: &People, things: &Things, chance: &mut Chance) {
    let name = |what: &str| format!("{what} van {}", dutch::date(people.official.today()));
    match chance.below(3) {
        0 => project(&people.cast.builder, &name("Hof"), "openbaar").await,
        1 => bottleneck(&people.cast.secretary, &name("Bezwaar"), things.project).await,
        _ => people.commitment(&name("Plan"), "2032", chance.one_of(&[Stage::Draft, Stage::Ratified])).await,
    };
}

async fn found(database: &DatabaseConnection, id: Uuid) -> commitment::Model {
    commitment::Entity::find_by_id(id).one(database).await.unwrap().unwrap()
}

async fn is_open(people: &People, id: Uuid) -> bool {
    let state = found(people.official.database(), id).await.life_cycle;
    !matches!(state.as_str(), "afgerond" | "vervallen")
}

async fn on_project(people: &People, things: &Things, chance: &mut Chance) {
    let builder = &people.cast.builder;
    let mut form = edit_page(builder, things.project).await.unwrap().form;
    form.status = chance.one_of(&["nieuw", "actief"]).to_owned();
    form.planned = chance.one_of(&["", "2028", "2030-H1"]).to_owned();
    form.plan_status = chance.one_of(&["", "1a", "2a"]).to_owned();
    let phase = |phase: &str, began| PhaseRow { phase: phase.to_owned(), began: dutch::date(began) };
    let today = builder.today();
    // Of what was foreseen some begins before anybody looks again.
    form.phases = match chance.below(3) {
        0 => vec![],
        1 => vec![phase("initiatief", today)],
        _ => vec![phase("initiatief", today), phase("ontwerp", today + chrono::TimeDelta::days(5))],
    };
    went_on(change(builder, &form).await.unwrap());
}

async fn at_bottleneck(people: &People, things: &Things, chance: &mut Chance) {
    let id = chance.one_of(&[people.cast.bottleneck, things.bottleneck]);
    let driver = &people.cast.secretary;
    let row = bottlenecks::Entity::find_by_id(id).one(driver.database()).await.unwrap().unwrap();
    let step = match (row.state.as_str(), row.level.as_str(), chance.below(2)) {
        ("opgelost", ..) => Step::Reopen,
        (_, "lokaal", 0) => Step::Escalate("ao"),
        (_, "ao", 0) => Step::Escalate("bo"),
        _ => Step::Solve,
    };
    on_bottleneck(driver, id, step).await;
}

/// To what lies with the parties, if anything does.
async fn answering(people: &People, things: &Things, chance: &mut Chance) {
    let (id, party) = (chance.one_of(&things.commitments), chance.one_of(&[&people.lead, &people.partner]));
    let Some(version) = found(party.database(), id).await.asking else { return };
    let replies = [(Reply::Confirmed, ""), (Reply::Confirmed, ""), (Reply::Reserved, "Mits"), (Reply::Declined, "Nee")];
    match chance.below(5) {
        4 => try_lifting(party, id, version).await,
        which => try_saying(party, id, version, replies[which].0, replies[which].1).await,
    };
}

async fn stepping(people: &People, things: &Things, chance: &mut Chance) {
    let [_, id, last] = things.commitments;
    if found(people.official.database(), last).await.life_cycle == "concept" {
        return people.propose(last).await;
    }
    let (id, step) = match chance.below(7) {
        6 => (last, "vervallen"),
        other => (id, ["intrekken", "afronden", "heropenen"][other % 3]),
    };
    people.try_step(id, step, "Daarom.").await;
}

async fn at_milestone(people: &People, things: &Things, chance: &mut Chance) {
    let (official, id) = (&people.official, things.commitments[0]);
    let all = milestone::Entity::find().order_by_asc(milestone::Column::Id).all(official.database()).await.unwrap();
    let title = format!("Stap van {}", dutch::date(official.today()));
    let chosen = chance.any(all);
    match (chosen, chance.below(4)) {
        (None, _) | (_, 0) => {
            add_milestone(official, id, &title, "2029").await;
        }
        (Some(row), 1) => move_milestone(official, &row, chance.one_of(&["2029", "2030"])).await,
        (Some(row), 2) => {
            let done_on = if row.done_on.is_some() { String::new() } else { dutch::date(official.today()) };
            mark_milestone(official, &row, &done_on).await;
        }
        (Some(row), _) => remove_milestone(official, &row).await,
    }
}

async fn at_comment(people: &People, things: &Things, chance: &mut Chance) {
    let (official, id) = (&people.official, things.commitments[0]);
    let there = comment::Entity::find().filter(comment::Column::WithdrawnAt.is_null());
    let there = there.order_by_asc(comment::Column::Id).all(official.database()).await.unwrap();
    match chance.any(there).filter(|_| chance.below(2) == 0) {
        Some(row) => take_comment_back(official, id, row.id).await,
        None => {
            add_comment(official, id).await;
        }
    }
}

async fn at_file(people: &People, things: &Things, chance: &mut Chance) {
    let (official, id) = (&people.official, things.commitments[0]);
    let there = file::Entity::find().filter(file::Column::WithdrawnAt.is_null());
    let there = there.order_by_asc(file::Column::Id).all(official.database()).await.unwrap();
    match chance.any(there).filter(|_| chance.below(2) == 0) {
        Some(row) => detach(official, id, row.id).await,
        None => {
            attach(official, id, "besluit.pdf").await;
        }
    }
}

async fn delivering(people: &People, things: &Things, chance: &mut Chance) {
    let (builder, project) = (&people.cast.builder, things.project);
    let measure = measure_called(builder.database(), "aanpasbaar").await;
    let lots = lot::Entity::find().filter(lot::Column::ProjectId.eq(project)).order_by_asc(lot::Column::Id);
    let lots = lots.all(builder.database()).await.unwrap();
    // Nobody delivers more than the project holds.
    let full = lots.iter().map(|row| row.waiting + row.verified + row.returned).sum::<i32>() > 50;
    let waiting = lots.iter().filter(|row| row.waiting > 1).cloned().collect();
    let there = lots.into_iter().filter(|row| row.waiting + row.verified > 0).collect();
    match (chance.below(3), chance.any(waiting), chance.any(there)) {
        (0, Some(row), _) => look_at(&people.official, project, row.id, 1, 1).await,
        (_, _, Some(row)) if full => put_right(builder, project, row.id, 1, None).await,
        (1, _, Some(row)) => {
            let other = if row.measure_id.is_some() { UNCOUNTED } else { &measure };
            put_right(builder, project, row.id, 1, chance.one_of(&[None, Some(other)])).await;
        }
        _ => {
            deliver(builder, project, chance.one_of(&[measure.as_str(), UNCOUNTED]), 3).await;
        }
    }
}

/// How far a gemeente is: with a deadline, and with its agenda.
async fn far(people: &People, things: &Things, chance: &mut Chance) {
    let official = &people.official;
    if chance.below(2) == 0 {
        let phase = chance.one_of(&["in-voorbereiding", "concept", "inspraak"]);
        return tell_phase(official, chance.one_of(&["dorpsplan", "jaargesprek"]), phase).await;
    }
    let row = agendas::Entity::find_by_id(things.agenda).one(official.database()).await.unwrap().unwrap();
    let to = match row.state.as_str() {
        "concept" => State::Consultation,
        "in-consultatie" => chance.one_of(&[State::Adopted, State::Draft]),
        _ => chance.one_of(&[State::Consultation, State::Draft]),
    };
    take_agenda_to(official, things.agenda, to).await;
}
