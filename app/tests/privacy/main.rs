//! What is handed over of a person, and what is left of one who was forgotten.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]

mod beside;
#[path = "../common/mod.rs"]
mod common;
mod keeping;

use std::collections::BTreeSet;
use std::sync::Arc;

use app::audit::entity::audit_entry;
use app::audit::verify::verify;
use app::audit::{self, Author, Subject};
use app::auth::accounts::{CreateUserError, NewUser, create_user, current_user, region_of};
use app::auth::entity::{access_token, login_failure, session, user};
use app::auth::throttle::{Subject as Guessed, start_try};
use app::auth::{links, mails, second_factor};
use app::commitments::entity::{commitment, party, progress_update};
use app::commitments::queries::show;
use app::document::Assets;
use app::mail::Mailing;
use app::mail::texts::Invitation;
use app::privacy::data::{By, PersonalData};
use app::privacy::{Reader, Refusal, of_own_region, personal_data, pseudonymise};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{AppState, Clock, Request};
use app::storage::{begin_write, new_id};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::accounts::LinkPurpose;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::differences::{Field, FieldChange};
use domain::organisations::Role;
use domain::policy::Visibility;
use domain::retention::is_pseudonym;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, Set, Statement,
};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");
const OTHER_REGION: &str = include_str!("../../../server/regions/twente.toml");
const NAME: &str = "Wilhelmina Quispel";
const ADDRESS: &str = "w.quispel@merenveld.example";
const FUNCTION: &str = "Beleidsadviseur huisvesting";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

fn after(days: i64) -> DateTime<Utc> {
    now() + TimeDelta::days(days)
}

async fn load_region(database: &DatabaseConnection) {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
}

async fn add(database: &DatabaseConnection, email: &str, name: &str, organisation: &str, role: Role) -> Uuid {
    let new = NewUser {
        mandated: false,
        email: email.to_owned(),
        name: name.to_owned(),
        function: (email == ADDRESS).then(|| FUNCTION.to_owned()),
        role,
        organisation: organisation.to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    create_user(database, &new, now()).await.unwrap()
}

/// Somebody of Oosterzijl's staff, who has left traces everywhere.
async fn somebody(database: &DatabaseConnection) -> user::Model {
    let id = add(database, ADDRESS, NAME, "Gemeente Oosterzijl", Role::Staff).await;
    let account = account(database, id).await;
    let mailing = Mailing { from: String::new(), delivers: true, ..Mailing::none("http://127.0.0.1") };
    let transaction = begin_write(database).await.unwrap();
    let enrolment = second_factor::Enrolment::new().unwrap();
    second_factor::turn_on(&transaction, id, &enrolment, 1).await.unwrap();
    let token = links::issue(&transaction, id, LinkPurpose::Reset, now()).await.unwrap();
    let invitation = Invitation { by: "de beheerder", organisation: "Gemeente Oosterzijl", region: "Merenveld" };
    mails::invite(&transaction, &mailing, &account, invitation, &token, now()).await.unwrap();
    transaction.commit().await.unwrap();
    for guessed in [Guessed::Address(ADDRESS), Guessed::Reset(ADDRESS), Guessed::Code(id)] {
        assert_eq!(start_try(database, guessed, now()).await.unwrap(), None);
    }
    let login =
        format!(r#"{{"login":{{"user":"{id}","since":"{0}","seen":"{0}","agent":"Lynx/2.9"}}}}"#, now().to_rfc3339());
    let row = session::ActiveModel {
        id_hash: Set("e5".repeat(32)),
        user_id: Set(Some(id)),
        data: Set(login),
        expires_at: Set(after(1)),
    };
    row.insert(database).await.unwrap();
    let account = self::account(database, id).await;
    beside::keep(database, &account).await;
    account
}

async fn account(database: &DatabaseConnection, id: Uuid) -> user::Model {
    user::Entity::find_by_id(id).one(database).await.unwrap().unwrap()
}

async fn request_of(database: &DatabaseConnection, id: Uuid) -> Request {
    let state = AppState {
        files: Arc::new(app::files::store::Nowhere),
        database: database.clone(),
        clock: Clock::Fixed(now()),
        assets: Arc::new(Assets::default()),
        demo_logins: None,
        mailing: Arc::new(Mailing::none("http://127.0.0.1")),
    };
    Request { state, user: current_user(database, id, false).await.unwrap().unwrap() }
}

/// A commitment in the agenda of this person's gemeente, without parties.
async fn commitment_of(database: &DatabaseConnection, account: &user::Model) -> commitment::Model {
    let own = request_of(database, account.id).await.actor().municipality.map(|id| id.0);
    let id = commitment::Entity::find().one(database).await.unwrap().unwrap().id;
    let of_commitment = party::Entity::delete_many().filter(party::Column::CommitmentId.eq(id));
    of_commitment.exec(database).await.unwrap();
    let move_it = commitment::Entity::update_many().col_expr(commitment::Column::MunicipalityId, Expr::value(own));
    move_it.filter(commitment::Column::Id.eq(id)).exec(database).await.unwrap();
    commitment::Entity::find_by_id(id).one(database).await.unwrap().unwrap()
}

async fn report(database: &DatabaseConnection, account: &user::Model, commitment: Uuid, note: &str) {
    let row = progress_update::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(commitment),
        user_id: Set(Some(account.id)),
        at: Set(now()),
        status: Set("groen".to_owned()),
        content: Set("groen".to_owned()),
        planning: Set("groen".to_owned()),
        money: Set("groen".to_owned()),
        expected: Set(None),
        unchanged: Set(false),
        note: Set(Some(note.to_owned())),
        cause: Set(None),
        effect: Set(None),
        correction: Set(None),
    };
    row.insert(database).await.unwrap();
    beside::leave(database, account, commitment, note).await;
    note_entry(database, account, Event::ProgressReported, Subject::Commitment(commitment), note).await;
}

async fn note_entry(database: &DatabaseConnection, by: &user::Model, event: Event, about: Subject, after: &str) {
    let region = region_of(database, by).await.unwrap();
    let author = Author { region: Some(region), user: Some(by.id), organisation: Some(by.organisation_id), at: now() };
    let change = FieldChange { field: Field::Title, before: String::new(), after: after.to_owned() };
    let transaction = begin_write(database).await.unwrap();
    audit::record(&transaction, &author, event, about, &[change]).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn forget(database: &DatabaseConnection, account: &user::Model) -> Result<(), Refusal> {
    let author = Author::nobody(region_of(database, account).await.unwrap(), now());
    let transaction = begin_write(database).await.unwrap();
    pseudonymise(&transaction, &author, account).await?;
    transaction.commit().await.unwrap();
    Ok(())
}

/// Every text in every table, as the database itself lists them.
async fn texts(database: &TestDatabase) -> Vec<(String, String)> {
    let (backend, columns) = match database.get_database_backend() {
        DbBackend::Postgres => (
            DbBackend::Postgres,
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'",
        ),
        other => (
            other,
            "SELECT m.name AS t, p.name AS c FROM sqlite_schema m JOIN pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
        ),
    };
    let connection = &database.connection;
    let mut texts = Vec::new();
    for row in connection.query_all_raw(Statement::from_string(backend, columns)).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        let all = format!("SELECT CAST(\"{column}\" AS TEXT) AS v FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
        for row in connection.query_all_raw(Statement::from_string(backend, all)).await.unwrap() {
            // Ids of SQLite are bytes, and no text.
            if let Ok(text) = row.try_get::<String>("", "v") {
                texts.push((format!("{table}.{column}"), text));
            }
        }
    }
    assert!(texts.len() > 300, "only {} texts were found", texts.len());
    texts
}

async fn traces(database: &TestDatabase) -> BTreeSet<String> {
    let words = ["quispel", "wilhelmina", "beleidsadviseur huisvesting"];
    let holds = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    texts(database).await.into_iter().filter(|(_, text)| holds(text)).map(|(place, _)| place).collect()
}

fn json(data: &PersonalData) -> serde_json::Value {
    serde_json::to_value(data).unwrap()
}

on_both_databases!(somebody_who_is_forgotten_leaves_no_trace_and_the_chain_stays_whole, async |database| {
    load_region(database).await;
    let somebody = somebody(database).await;
    let seen = commitment_of(database, &somebody).await;
    report(database, &somebody, seen.id, "Bouw is begonnen").await;
    let colleague = add(database, "b@merenveld.example", "Bert", "Gemeente Oosterzijl", Role::Staff).await;
    let found = traces(database).await;
    let expected = [
        "imports.content",
        "imports.file_name",
        "outbox.text_body",
        "outbox.to_address",
        "saved_views.name",
        "users.email",
        "users.function",
        "users.name",
    ];
    assert!(expected.iter().all(|place| found.contains(*place)), "{found:?}");
    let entries = || audit_entry::Entity::find().all(&database.connection);
    let before = entries().await.unwrap();

    forget(database, &somebody).await.unwrap();

    assert_eq!(traces(database).await, BTreeSet::new());
    let gone = account(database, somebody.id).await;
    assert!(gone.disabled && is_pseudonym(&gone.email) && gone.name.starts_with("Oud-medewerker "));
    assert_eq!((gone.function, gone.password_hash, gone.totp_secret, gone.totp_step), (None, None, None, None));
    for (what, left) in [
        ("links", access_token::Entity::find().count(&database.connection).await.unwrap()),
        ("sessions", session::Entity::find().count(&database.connection).await.unwrap()),
        ("wrong tries", login_failure::Entity::find().count(&database.connection).await.unwrap()),
    ] {
        assert_eq!(left, 0, "{what}");
    }
    let after = entries().await.unwrap();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|entry| after.contains(entry)));
    let expected = before.iter().map(|entry| entry.hash.clone()).collect();
    assert!(verify(database, expected).await.unwrap().is_sound());

    let detail = show(&request_of(database, colleague).await, seen.id).await.unwrap();
    let timeline = format!("{detail:?}");
    assert!(timeline.contains(&gone.name) && !timeline.contains(NAME), "{timeline}");
});

on_both_databases!(who_is_forgotten_can_come_back_as_a_new_person, async |database| {
    load_region(database).await;
    let first = somebody(database).await;
    forget(database, &first).await.unwrap();
    assert!(matches!(forget(database, &first).await, Err(Refusal::AlreadyDone)));
    let again = add(database, ADDRESS, NAME, "Gemeente Oosterzijl", Role::Staff).await;
    assert_ne!(again, first.id);
    forget(database, &account(database, again).await).await.unwrap();
    add(database, ADDRESS, NAME, "Gemeente Oosterzijl", Role::Staff).await;
    let placeholder = NewUser {
        mandated: false,
        email: account(database, first.id).await.email,
        name: "X".to_owned(),
        function: None,
        role: Role::Reader,
        organisation: "Gemeente Oosterzijl".to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    assert!(matches!(create_user(database, &placeholder, now()).await, Err(CreateUserError::NotAnAddress(_))));
});

on_both_databases!(the_last_administrator_stays_who_they_are, async |database| {
    load_region(database).await;
    let id = add(database, "a@merenveld.example", "Anna", "Gemeente Oosterzijl", Role::Administrator).await;
    let only = account(database, id).await;
    assert!(matches!(forget(database, &only).await, Err(Refusal::LastAdministrator)));
    assert_eq!(account(database, id).await.name, "Anna");
    add(database, "b@merenveld.example", "Bert", "Gemeente Oosterzijl", Role::Administrator).await;
    forget(database, &only).await.unwrap();
});

on_both_databases!(the_export_holds_everything_and_no_secret, async |database| {
    load_region(database).await;
    let somebody = somebody(database).await;
    let seen = commitment_of(database, &somebody).await;
    report(database, &somebody, seen.id, "Bouw is begonnen").await;
    let colleague = add(database, "b@merenveld.example", "Bert de Bever", "Gemeente Oosterzijl", Role::Staff).await;
    let of_colleague = account(database, colleague).await;
    note_entry(database, &of_colleague, Event::UserChanged, Subject::User(somebody.id), "over mij").await;
    note_entry(database, &somebody, Event::UserChanged, Subject::User(colleague), "over een ander").await;
    note_entry(database, &of_colleague, Event::Changed, Subject::Commitment(seen.id), "van een ander").await;

    let data = personal_data(database, &somebody, Reader::ThePerson, now()).await.unwrap();
    assert_eq!((data.account.name.as_str(), data.account.email.as_str()), (NAME, ADDRESS));
    assert!(data.account.has_password && data.account.has_second_factor);
    assert_eq!(
        (data.account.recovery_codes_left, data.sessions.len(), data.links.len(), data.mails.len()),
        (8, 1, 1, 1)
    );
    assert_eq!(data.sessions[0].browser, "Lynx/2.9");
    assert_eq!(data.progress_reports[0].note.as_deref(), Some("Bouw is begonnen"));
    assert_eq!(data.progress_reports[0].commitment.number, seen.number);
    beside::is_all_there(&data, "Bouw is begonnen");
    let by: Vec<By> = data.audit_entries.iter().map(|entry| entry.by).collect();
    assert_eq!(by, [By::NobodyLoggedIn, By::ThisPerson, By::SomebodyElse, By::ThisPerson]);
    let text = json(&data).to_string();
    assert!(text.contains("over mij") && !text.contains("over een ander") && !text.contains("van een ander"));
    assert!(!text.contains("Bert"), "others are not named");

    let links = access_token::Entity::find().all(&database.connection).await.unwrap();
    let sessions = session::Entity::find().all(&database.connection).await.unwrap();
    let secrets = [somebody.password_hash, somebody.totp_secret].into_iter().flatten();
    let secrets = secrets.chain(links.into_iter().map(|row| row.token_hash));
    for secret in secrets.chain(sessions.into_iter().map(|row| row.id_hash)) {
        assert!(!text.contains(&secret), "{secret}");
    }
    assert!(!text.contains("/wachtwoord/"), "a link opens the account");
});

on_both_databases!(the_names_of_the_fields_stay, async |database| {
    load_region(database).await;
    let somebody = somebody(database).await;
    let seen = commitment_of(database, &somebody).await;
    report(database, &somebody, seen.id, "x").await;
    let data = json(&personal_data(database, &somebody, Reader::ThePerson, now()).await.unwrap());
    let fields = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let told = include_str!("../../../docs/PRIVACY.md");
    for value in [
        &data,
        &data["account"],
        &data["sessions"][0],
        &data["links"][0],
        &data["mails"][0],
        &data["progress_reports"][0],
        &data["progress_reports"][0]["commitment"],
        &data["files"][0],
        &data["papers"][0],
        &data["comments"][0],
        &data["audit_entries"][0],
    ] {
        for field in fields(value).split(' ') {
            assert!(told.contains(&format!("`{field}`")), "{field} is not in docs/PRIVACY.md");
        }
    }
});

on_both_databases!(the_export_is_cut_with_what_somebody_may_see_now, async |database| {
    load_region(database).await;
    let somebody = somebody(database).await;
    // A concept of Oosterzijl's agenda, on which this person worked.
    let seen = commitment_of(database, &somebody).await;
    let make_concept = commitment::Entity::update_many()
        .col_expr(commitment::Column::LifeCycle, Expr::value(LifeCycle::Draft.code()))
        .col_expr(commitment::Column::SourceId, Expr::value(Option::<Uuid>::None))
        .filter(commitment::Column::Id.eq(seen.id));
    make_concept.exec(&database.connection).await.unwrap();
    report(database, &somebody, seen.id, "vertrouwelijk").await;
    let text = async |account: &user::Model, reader: Reader| {
        json(&personal_data(database, account, reader, now()).await.unwrap()).to_string()
    };
    let own = text(&somebody, Reader::ThePerson).await;
    assert!(own.contains("vertrouwelijk") && own.contains(&seen.title));

    // A beheerder of an organisation that is no party.
    let beheerder = add(database, "c@merenveld.example", "Cor", "Welzijn Lindewaard", Role::Administrator).await;
    let request = request_of(database, beheerder).await;
    assert!(show(&request, seen.id).await.is_err(), "the beheerder must not see this concept");
    let (found, reader) = of_own_region(&request, somebody.id).await.unwrap();
    let downloaded = text(&found, reader).await;
    assert!(!downloaded.contains("vertrouwelijk") && !downloaded.contains(&seen.id.to_string()), "{downloaded}");
    assert!(downloaded.contains(ADDRESS));

    // Disabled: no concept any more.
    let update = user::Entity::update_many().col_expr(user::Column::Disabled, Expr::value(true));
    update.filter(user::Column::Id.eq(somebody.id)).exec(&database.connection).await.unwrap();
    let left = text(&account(database, somebody.id).await, Reader::ThePerson).await;
    assert!(!left.contains("vertrouwelijk") && !left.contains(&seen.id.to_string()), "{left}");
});

on_both_databases!(nobody_asks_for_the_data_of_others, async |database| {
    load_region(database).await;
    load(database, &parse(OTHER_REGION).unwrap(), now()).await.unwrap();
    let somebody = somebody(database).await;
    let colleague = add(database, "b@merenveld.example", "Bert", "Gemeente Oosterzijl", Role::Driver).await;
    let stranger = add(database, "d@twente.example", "Dora", "Gemeente Almelo", Role::Administrator).await;
    for id in [colleague, stranger] {
        assert!(of_own_region(&request_of(database, id).await, somebody.id).await.is_err());
    }
    assert!(of_own_region(&request_of(database, somebody.id).await, somebody.id).await.is_ok());
    let visibility = Visibility::of(request_of(database, somebody.id).await.actor());
    assert_eq!(visibility.without_concepts().region, visibility.region);
});
