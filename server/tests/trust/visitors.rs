//! Somebody in front of each page, in a world in which its form can be sent.

use app::agendas::api::AddAgenda;
use app::agendas::entity::agenda;
use app::audit::Author;
use app::auth::entity::user;
use app::auth::links;
use app::bottlenecks::api::SaveBottleneck;
use app::bottlenecks::entity::{bottleneck, bottleneck_step};
use app::commitments::agreement::entity::{commitment_version, confirmation};
use app::commitments::agreement::records::{insert_asking, save_answer, set_agreement};
use app::commitments::api::SaveCommitment;
use app::commitments::entity::commitment;
use app::commitments::records::content_of;
use app::deadlines::entity::deadline;
use app::digest;
use app::documents::api::SaveDocument;
use app::documents::entity::document;
use app::projects::api::SaveProject;
use app::projects::entity::project;
use app::regions::entity::organisation;
use app::regions::vision::success_factor;
use app::roles::entity::role_description;
use app::roles::records::{NewRole, insert_role};
use app::saved_views::entity::saved_view;
use app::storage::begin_write;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::accounts::LinkPurpose;
use domain::agendas::State as AgendaState;
use domain::agreement::{Agreement, Answer, Reply};
use domain::audit::Event;
use domain::bottlenecks::{Level, State};
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use leptos::server_fn::ServerFn;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::common::TestDatabase;
use crate::forms::{Open, fields, with};
use crate::world::{ADMINISTRATOR, Browser, DRIVER, PASSWORD, World, start};

/// Somebody at the page with this pattern.
pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    restore(world).await;
    match pattern {
        "/afspraken/{id}" => {
            let complete = drafted(world).await.id;
            (world.inside(DRIVER).await, pattern.replace("{id}", &complete.to_string()))
        }
        "/afspraken/{id}/bevestigen" | "/afspraken/{id}/bevestigen/voorbehoud" | "/afspraken/{id}/afsluiten" => {
            let asked = asked(world, pattern.ends_with("/voorbehoud")).await;
            let who = if pattern.ends_with("/afsluiten") { DRIVER } else { EXECUTIVE };
            (world.inside(who).await, pattern.replace("{id}", &asked.to_string()))
        }
        "/afspraken/{id}/bewerken" => {
            let draft = of_kind(world, "M-01", LifeCycle::Draft).await;
            (world.inside(DRIVER).await, pattern.replace("{id}", &draft.to_string()))
        }
        "/afspraken/{id}/voortgang"
        | "/afspraken/{id}/geen-wijziging"
        | "/afspraken/ronde/{id}"
        | "/afspraken/ronde/{id}/geen-wijziging" => {
            let proposed = of_kind(world, "M-01", LifeCycle::Proposed).await;
            (world.inside(DRIVER).await, pattern.replace("{id}", &proposed.to_string()))
        }
        _ if pattern.starts_with("/knelpunten/{id}") => {
            let made = made_bottlenecks(world).await;
            let id = if pattern.ends_with("/heropenen") { made[1] } else { made[0] };
            (world.inside(DRIVER).await, pattern.replace("{id}", &id.to_string()))
        }
        "/documenten/{id}/bewerken" => {
            let oldest = document::Entity::find().order_by_asc(document::Column::Id).one(&world.database).await;
            let id = oldest.unwrap().unwrap().id;
            (world.inside(DRIVER).await, pattern.replace("{id}", &id.to_string()))
        }
        _ if pattern.starts_with("/projecten/{id}/opleveringen") => crate::deliveries::visit(world, pattern).await,
        _ if pattern.starts_with("/projecten/{id}") => {
            let oldest = project::Entity::find().order_by_asc(project::Column::Id).one(&world.database).await;
            let id = oldest.unwrap().unwrap().id;
            (world.inside(DRIVER).await, pattern.replace("{id}", &id.to_string()))
        }
        _ if pattern.starts_with("/overleggen/{id}") || pattern == "/besluiten/{id}" => {
            crate::meetings::visit(world, pattern).await
        }
        _ if pattern.starts_with("/voorstellen/{id}") => crate::proposals::visit(world, pattern).await,
        _ if pattern.starts_with("/termijnen/{id}") => {
            let oldest = deadline::Entity::find().order_by_asc(deadline::Column::Id).one(&world.database).await;
            let id = oldest.unwrap().unwrap().id.to_string();
            let path = pattern.replace("{id}", &id).replace("{slug}", "oosterzijl");
            (world.inside(DRIVER).await, path)
        }
        _ if pattern.starts_with("/succesfactoren/{id}") => {
            let oldest = success_factor::Entity::find().order_by_asc(success_factor::Column::Id).one(&world.database);
            let id = oldest.await.unwrap().unwrap().id.to_string();
            let path = pattern.replace("{id}", &id).replace("{slug}", "oosterzijl");
            (world.inside(DRIVER).await, path)
        }
        "/organisaties/{id}" => {
            let own = written_role(world).await;
            (world.inside(EXECUTIVE).await, pattern.replace("{id}", &own.to_string()))
        }
        "/organisaties/{id}/rol" => {
            let own = written_role(world).await;
            (world.inside(DRIVER).await, pattern.replace("{id}", &own.to_string()))
        }
        "/toewijzingen/{slug}" => (world.inside(DRIVER).await, pattern.replace("{slug}", "oosterzijl")),
        "/doelen/{slug}" | "/doelen/{slug}/{corporation}" => {
            let corporation = organisation::Entity::find().filter(organisation::Column::Name.eq("Stichting Plaswonen"));
            let corporation = corporation.one(&world.database).await.unwrap().unwrap().id.to_string();
            let path = pattern.replace("{slug}", "oosterzijl").replace("{corporation}", &corporation);
            (world.inside(crate::deliveries::staff(world).await).await, path)
        }
        "/uitvoeringsagendas/{id}" => {
            let made = made_agenda(world).await.id;
            (world.inside(DRIVER).await, pattern.replace("{id}", &made.to_string()))
        }
        _ if pattern.starts_with("/invoer/{id}") => crate::imports::visit(world, pattern).await,
        "/weergaven/nieuw" => (world.inside(DRIVER).await, format!("{pattern}?voortgang=rood")),
        _ if pattern.starts_with("/weergaven/{id}/") => {
            let view = made_view(world).await;
            (world.inside(DRIVER).await, pattern.replace("{id}", &view.to_string()))
        }
        _ if pattern.starts_with("/afspraken/{id}/") => {
            let draft = of_kind(world, "M-01", LifeCycle::Draft).await;
            (world.inside(DRIVER).await, crate::steps::address(world, pattern, draft).await)
        }
        "/inloggen" | "/wachtwoord-vergeten" => (world.browser(), pattern.to_owned()),
        "/inloggen/code" => {
            let mut half = world.browser();
            half.log_in(ADMINISTRATOR, PASSWORD).await;
            (half, pattern.to_owned())
        }
        "/wachtwoord/{token}" => {
            let guest = world.account_of(GUEST).await.id;
            let token = links::issue(&world.database, guest, LinkPurpose::Invitation, start()).await.unwrap();
            (world.browser(), links::path(&token))
        }
        "/overzicht/stoppen/{token}" => {
            let guest = world.account_of(GUEST).await.id;
            digest::links::forget(&world.database, guest).await.unwrap();
            let token = digest::links::issue(&world.database, guest, start()).await.unwrap();
            (world.browser(), digest::stop_path(&token))
        }
        "/account/tweede-stap/uit" => (world.logged_in(ADMINISTRATOR).await, pattern.to_owned()),
        _ if pattern.starts_with("/beheer") => {
            let guest = world.account_of(GUEST).await.id;
            (world.inside(ADMINISTRATOR).await, pattern.replace("{id}", &guest.to_string()))
        }
        _ => {
            let path = pattern.replace("{slug}", "oosterzijl");
            assert!(!path.contains('{'), "{pattern} needs a visitor here");
            (world.logged_in(DRIVER).await, path)
        }
    }
}

/// The organisation of [`EXECUTIVE`] has a role, which nobody acknowledged yet.
async fn written_role(world: &World) -> Uuid {
    use role_description::Column as C;
    let own = world.account_of(EXECUTIVE).await.organisation_id;
    let update = role_description::Entity::update_many()
        .col_expr(C::AcknowledgedVersion, Expr::value(None::<i32>))
        .col_expr(C::AcknowledgedOn, Expr::value(None::<NaiveDate>))
        .filter(C::OrganisationId.eq(own));
    if update.exec(&world.database).await.unwrap().rows_affected == 0 {
        let row = organisation::Entity::find_by_id(own).one(&world.database).await.unwrap().unwrap();
        let (region_id, text) = (row.region_id, "Wij bouwen.".to_owned());
        let new = NewRole { region_id, organisation_id: own, text, acknowledged_on: None, example: false };
        let transaction = begin_write(&world.database).await.unwrap();
        insert_role(&transaction, new, &Author::nobody(region_id, start()), Event::Created).await.unwrap();
        transaction.commit().await.unwrap();
    }
    own
}

/// The first of these, whatever its title is by now.
async fn of_kind(world: &World, number: &str, life_cycle: LifeCycle) -> Uuid {
    use commitment::Column as C;
    let found = commitment::Entity::find().filter(C::Number.eq(number)).filter(C::LifeCycle.eq(life_cycle.code()));
    found.order_by_asc(C::Id).one(&world.database).await.unwrap().unwrap().id
}

/// What a form that was sent well has changed, so that it can be sent again.
async fn restore(world: &World) {
    use user::Column as C;
    let [driver, administrator, guest] = [DRIVER, ADMINISTRATOR, GUEST].map(|email| world.account_of(email));
    let (driver, administrator, guest) = (driver.await, administrator.await, guest.await);
    // Both began with the same password.
    world.change_account(driver.id, C::PasswordHash, administrator.password_hash.into()).await;
    world.give_second_factor(administrator.id).await;
    world.give_second_factor(guest.id).await;
    restore_draft(world).await;
    restore_bottlenecks(world).await;
    restore_agenda(world).await;
    // One has only so many, each with a name of its own.
    saved_view::Entity::delete_many().exec(&world.database).await.unwrap();
    world.forget_guesses().await;
}

/// A view that the driver keeps.
async fn made_view(world: &World) -> Uuid {
    let maker = world.account_of(DRIVER).await;
    let own = organisation::Entity::find_by_id(maker.organisation_id).one(&world.database).await.unwrap().unwrap();
    let row = saved_view::Model {
        id: Uuid::now_v7(),
        region_id: own.region_id,
        user_id: maker.id,
        organisation_id: own.id,
        name: "Rood".to_owned(),
        filter: r#"[["voortgang","rood"]]"#.to_owned(),
        shared: false,
        version: 1,
        updated_at: start(),
    };
    saved_view::Entity::insert(row.clone().into_active_model()).exec(&world.database).await.unwrap();
    row.id
}

/// The concept that the world began with, whatever its title is by now: the first with a mark or a number of its own.
async fn drafted(world: &World) -> commitment::Model {
    use commitment::Column as C;
    let own = Condition::any().add(C::Number.starts_with("C-")).add(C::Number.starts_with("L-"));
    let own = commitment::Entity::find().filter(own).order_by_asc(C::Id);
    own.one(&world.database).await.unwrap().unwrap()
}

/// It is a concept again, and was never asked about.
async fn restore_draft(world: &World) {
    let mut row = drafted(world).await.into_active_model();
    let id = *row.id.as_ref();
    let versions = commitment_version::Entity::delete_many().filter(commitment_version::Column::CommitmentId.eq(id));
    versions.exec(&world.database).await.unwrap();
    let answers = confirmation::Entity::delete_many().filter(confirmation::Column::CommitmentId.eq(id));
    answers.exec(&world.database).await.unwrap();
    set_agreement(&mut row, &Agreement::draft());
    row.update(&world.database).await.unwrap();
}

/// It lies with the organisation of [`EXECUTIVE`], which has said yes with a reservation or nothing yet.
async fn asked(world: &World, reserved: bool) -> Uuid {
    let row = drafted(world).await;
    let organisation = world.account_of(EXECUTIVE).await.organisation_id;
    let content = content_of(&world.database, &row).await.unwrap();
    let mut agreement = Agreement::draft();
    agreement.propose([organisation.into()].into()).unwrap();
    let author = Author { organisation: Some(organisation), ..Author::nobody(row.region_id, start()) };
    let (database, id) = (&world.database, row.id);
    let mut row = row.into_active_model();
    set_agreement(&mut row, &agreement);
    row.update(database).await.unwrap();
    insert_asking(database, id, &agreement, &content, &author).await.unwrap();
    if reserved {
        let answer = Answer { reply: Reply::Reserved, text: Some("goedkeuring".to_owned()), lifted: false };
        save_answer(database, id, 1, &answer, &author, None).await.unwrap();
    }
    id
}

/// The first is open at the lowest level again, and the second solved.
async fn restore_bottlenecks(world: &World) {
    use bottleneck::Column as C;
    bottleneck_step::Entity::delete_many().exec(&world.database).await.unwrap();
    for (id, state) in made_bottlenecks(world).await.into_iter().zip([State::Open, State::Solved]) {
        let update = bottleneck::Entity::update_many()
            .col_expr(C::Level, Expr::value(Level::Local.code()))
            .col_expr(C::State, Expr::value(state.code()))
            .filter(C::Id.eq(id));
        update.exec(&world.database).await.unwrap();
    }
}

/// The two that the world began with.
async fn made_bottlenecks(world: &World) -> Vec<Uuid> {
    let oldest = bottleneck::Entity::find().order_by_asc(bottleneck::Column::Id).limit(2);
    oldest.all(&world.database).await.unwrap().into_iter().map(|row| row.id).collect()
}

/// The one that the world began with.
async fn made_agenda(world: &World) -> agenda::Model {
    agenda::Entity::find().order_by_asc(agenda::Column::Id).one(&world.database).await.unwrap().unwrap()
}

/// It is in consultation again.
async fn restore_agenda(world: &World) {
    let mut row = made_agenda(world).await.into_active_model();
    row.state = Set(AgendaState::Consultation.code().to_owned());
    row.adopted_by = Set(None);
    row.adopted_on = Set(None);
    row.update(&world.database).await.unwrap();
}

/// A complete concept, which can be proposed.
const DRAFT: &str = "Concept om voor te stellen";
/// Whose account is changed.
pub const GUEST: &str = "gast@trust.example";
/// Answers for the organisation.
pub const EXECUTIVE: &str = "wethouder@trust.example";

pub async fn world_with_guest(database: &TestDatabase) -> World {
    let world = World::on(database).await;
    world.account(EXECUTIVE, Role::Executive).await;
    let guest = world.account(GUEST, Role::Staff).await;
    world.give_second_factor(guest).await;
    let mut browser = world.logged_in(DRIVER).await;
    let path = "/afspraken/nieuw".to_owned();
    let fields = fields(&mut browser, &path).await;
    let mut form = Open { browser, path, function: SaveCommitment::PATH, fields };
    // Complete: with a challenge that it contributes to.
    let mut draft = with(&form.filled(0), "form[title]", DRAFT);
    let challenge = form.fields.iter().find(|field| field.name == "form[challenges][]").unwrap();
    draft.push((challenge.name.clone(), challenge.value.clone()));
    assert_eq!(form.browser.post("/afspraken/nieuw", &draft).await.status, StatusCode::SEE_OTHER);
    let path = "/gemeenten/oosterzijl/agenda".to_owned();
    let fields = self::fields(&mut form.browser, &path).await;
    let mut form = Open { browser: form.browser, path, function: AddAgenda::PATH, fields };
    let years = with(&with(&form.filled(0), "form[first_year]", "2026"), "form[last_year]", "2030");
    assert_eq!(form.browser.post(&form.path, &years).await.status, StatusCode::SEE_OTHER);
    let path = "/knelpunten/nieuw".to_owned();
    let fields = self::fields(&mut form.browser, &path).await;
    let mut form = Open { browser: form.browser, path, function: SaveBottleneck::PATH, fields };
    for number in 0..2 {
        let filled = form.filled(number);
        assert_eq!(form.browser.post("/knelpunten/nieuw", &filled).await.status, StatusCode::SEE_OTHER);
    }
    let path = "/documenten/nieuw".to_owned();
    let fields = self::fields(&mut form.browser, &path).await;
    let mut form = Open { browser: form.browser, path, function: SaveDocument::PATH, fields };
    let filled = form.filled(0);
    assert_eq!(form.browser.post("/documenten/nieuw", &filled).await.status, StatusCode::SEE_OTHER);
    let path = "/projecten/nieuw".to_owned();
    let fields = self::fields(&mut form.browser, &path).await;
    let mut form = Open { browser: form.browser, path, function: SaveProject::PATH, fields };
    let filled = form.filled(0);
    assert_eq!(form.browser.post("/projecten/nieuw", &filled).await.status, StatusCode::SEE_OTHER);
    world
}
