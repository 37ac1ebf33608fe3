//! A region at a first meeting, and what happens until the next one: something of every kind that a meeting is told of.

use app::projects::commands::change as change_project;
use app::projects::form::{PhaseRow, ProjectForm, UNCOUNTED};
use app::projects::queries::edit_page as project_page;
use domain::agendas::State;
use domain::agreement::Reply;
use uuid::Uuid;

use super::around::{
    Of, Step, agenda, aim_at, bottleneck, deliver, look_at, measure_called, move_deadline, on_bottleneck, put_right,
    state_deadline_in, take_agenda_to, tell_phase,
};
use super::beside::{
    add_comment, add_milestone, attach, detach, mark_milestone, milestone_called, move_milestone, remove_milestone,
    take_comment_back,
};
use super::cast::{project, report};
use super::people::{People, Stage, lifts, says};

const GREEN: [&str; 3] = ["groen", "groen", "groen"];

/// Of which commitment, project or whatever else something is told after the first meeting.
pub struct Scene {
    /// Nobody reports of it any more.
    silent: Uuid,
    comment: Uuid,
    file: Uuid,
    concept: Uuid,
    asked: Uuid,
    doubted: Uuid,
    agreed: Uuid,
    changing: Uuid,
    taken_back: Uuid,
    done: Uuid,
    not_done: Uuid,
    given_up: Uuid,
    /// What was delivered of it: looked at or not, by the key of the measure.
    delivered: Uuid,
    accessible: Uuid,
    courtyard: Uuid,
    supported: Uuid,
    escalating: Uuid,
    solved: Uuid,
    back: Uuid,
    agenda: Uuid,
}

/// How everything stands at the first meeting. `people` are a day later than the region.
pub async fn before(people: &People) -> Scene {
    let (official, driver, builder) = (&people.official, &people.cast.secretary, &people.cast.builder);
    let silent = silent(people).await;
    let (asked, doubted, changing, taken_back, not_done) = between_parties(people).await;
    change(people, "nieuw", "2029", "", &[("initiatief", "20-11-2026")]).await;
    let delivered = project(builder, "Hof van Zuid", "openbaar").await;
    let [accessible, courtyard, supported] = delivered_before(people, delivered).await;
    let blocked = people.cast.project;
    let (solved, back) =
        (bottleneck(driver, "Geen grond", blocked).await, bottleneck(driver, "Bezwaar", blocked).await);
    on_bottleneck(driver, back, Step::Solve).await;
    move_deadline(driver, "dorpsplan", "15-1-2027").await;
    Scene {
        silent,
        comment: add_comment(official, silent).await,
        file: attach(official, silent, "tekening.pdf").await,
        concept: people.commitment("Een concept", "2029", Stage::Draft).await,
        asked,
        doubted,
        agreed: people.commitment("Een besluit", "2029", Stage::Ratified).await,
        changing,
        taken_back,
        done: people.commitment("Een gereed plan", "2029", Stage::Ratified).await,
        not_done,
        given_up: people.commitment("Een oud plan", "2029", Stage::Ratified).await,
        delivered,
        accessible,
        courtyard,
        supported,
        escalating: bottleneck(driver, "Te weinig bouwers", blocked).await,
        solved,
        back,
        agenda: agenda(official, "2026", "2030").await,
    }
}

/// A commitment of which somebody reported once, with milestones.
async fn silent(people: &People) -> Uuid {
    let official = &people.official;
    let id = people.commitment("Hofwoningen aan de dam", "2029", Stage::Ratified).await;
    report(official, id, GREEN, "").await;
    for (title, due) in [
        ("De vergunning", "2028"),
        ("De grond", "december 2026"),
        ("De eerste paal", "2028"),
        ("De sloop", "2028"),
        ("De inrichting", "Q1 2028"),
    ] {
        add_milestone(official, id, title, due).await;
    }
    let row = milestone_called(official.database(), "De eerste paal").await;
    mark_milestone(official, &row, "21-11-2026").await;
    id
}

/// One that parties object to, one that they agree on at last, two that are being changed, and one that was closed.
async fn between_parties(people: &People) -> (Uuid, Uuid, Uuid, Uuid, Uuid) {
    let asked = people.commitment("Een vraag", "december 2026", Stage::Proposed).await;
    let doubted = people.commitment("Een twijfel", "2029", Stage::Proposed).await;
    says(&people.lead, doubted, 1, Reply::Declined, "Te duur").await;
    says(&people.partner, doubted, 1, Reply::Reserved, "Goedkeuring van de raad van commissarissen").await;
    let changing = people.commitment("Een uitstel", "2029", Stage::Ratified).await;
    people.move_due(changing, "2030").await;
    let taken_back = people.commitment("Een vergissing", "2029", Stage::Ratified).await;
    people.move_due(taken_back, "2030").await;
    let not_done = people.commitment("Een rest", "2029", Stage::Ratified).await;
    people.step(not_done, "afronden", "").await;
    (asked, doubted, changing, taken_back, not_done)
}

/// Ten that were looked at, and eight and six that were not.
async fn delivered_before(people: &People, project: Uuid) -> [Uuid; 3] {
    let (official, builder) = (&people.official, &people.cast.builder);
    let mut reports = Vec::new();
    for (key, count) in [("aanpasbaar", 10), ("hofwoning", 8), ("begeleid", 6)] {
        let measure = measure_called(builder.database(), key).await;
        reports.push(deliver(builder, project, &measure, count).await);
    }
    look_at(official, project, reports[0], 10, 0).await;
    reports.try_into().unwrap()
}

/// Another text of the project that everything else is blocked by.
async fn change(people: &People, status: &str, planned: &str, plan_status: &str, phases: &[(&str, &str)]) {
    let form = project_page(&people.cast.builder, people.cast.project).await.unwrap().form;
    let phase = |(phase, began): &(&str, &str)| PhaseRow { phase: (*phase).to_owned(), began: (*began).to_owned() };
    let form = ProjectForm {
        status: status.to_owned(),
        planned: planned.to_owned(),
        plan_status: plan_status.to_owned(),
        phases: phases.iter().map(phase).collect(),
        ..form
    };
    super::cast::went_on(change_project(&people.cast.builder, &form).await.unwrap());
}

/// What happens until the next meeting, besides that time goes by.
pub async fn after(people: &People, scene: &Scene) {
    let (official, driver, builder) = (&people.official, &people.cast.secretary, &people.cast.builder);
    report(driver, people.cast.commitment, ["oranje", "rood", "oranje"], "2028").await;
    beside_commitment(people, scene).await;
    agreements(people, scene).await;
    let phases = [("initiatief", "20-11-2026"), ("ontwerp", "14-12-2026")];
    change(people, "actief", "2030", "2a", &phases).await;
    project(builder, "Hof van West", "openbaar").await;
    deliveries(people, scene).await;
    bottleneck(driver, "Geen water", people.cast.project).await;
    on_bottleneck(driver, scene.escalating, Step::Escalate("bo")).await;
    on_bottleneck(driver, scene.solved, Step::Solve).await;
    on_bottleneck(driver, scene.back, Step::Reopen).await;
    aim_at(official, Of::Gemeente, "aanpasbaar", "130", "Er komen twee hofjes bij.").await;
    move_deadline(driver, "jaargesprek", "1-9-2027").await;
    state_deadline_in(driver, "jaargesprek", "Artikel 3").await;
    tell_phase(driver, "dorpsplan", "inspraak").await;
    take_agenda_to(official, scene.agenda, State::Consultation).await;
}

async fn beside_commitment(people: &People, scene: &Scene) {
    let (official, database) = (&people.official, people.official.database());
    mark_milestone(official, &milestone_called(database, "De vergunning").await, "14-12-2026").await;
    mark_milestone(official, &milestone_called(database, "De eerste paal").await, "").await;
    remove_milestone(official, &milestone_called(database, "De sloop").await).await;
    move_milestone(official, &milestone_called(database, "De inrichting").await, "Q2 2028").await;
    add_comment(&people.lead, scene.silent).await;
    take_comment_back(official, scene.silent, scene.comment).await;
    attach(official, scene.silent, "besluit.pdf").await;
    detach(official, scene.silent, scene.file).await;
}

async fn agreements(people: &People, scene: &Scene) {
    people.propose(scene.concept).await;
    says(&people.lead, scene.asked, 1, Reply::Declined, "Te duur").await;
    says(&people.partner, scene.asked, 1, Reply::Reserved, "Goedkeuring van de raad van toezicht").await;
    says(&people.lead, scene.doubted, 1, Reply::Confirmed, "").await;
    lifts(&people.partner, scene.doubted, 1).await;
    people.move_due(scene.agreed, "2031").await;
    people.agree(scene.changing, 2).await;
    people.step(scene.taken_back, "intrekken", "").await;
    people.step(scene.done, "afronden", "").await;
    people.step(scene.not_done, "heropenen", "Er ontbreekt nog een woning").await;
    people.step(scene.given_up, "vervallen", "De subsidie ging niet door").await;
}

/// Of those that were looked at four are not there, and four others are: as many, of which fewer were looked at.
async fn deliveries(people: &People, scene: &Scene) {
    let (builder, project) = (&people.cast.builder, scene.delivered);
    put_right(builder, project, scene.accessible, 4, None).await;
    let measure = measure_called(builder.database(), "aanpasbaar").await;
    deliver(builder, project, &measure, 4).await;
    look_at(&people.official, project, scene.courtyard, 8, 0).await;
    put_right(builder, project, scene.supported, 2, None).await;
    deliver(builder, project, UNCOUNTED, 5).await;
}
