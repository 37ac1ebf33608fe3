//! Everybody who could ask: nobody, each role at each kind of organisation, somebody of another region, and accounts to
//! which something is amiss.

use app::auth::accounts::{NewUser, create_user, current_user};
use app::auth::entity::user;
use axum::Router;
use axum::body::Body as HttpBody;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Request};
use domain::organisations::Role;
use domain::policy::Visitor;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use tower::ServiceExt;
use uuid::Uuid;

use crate::things::Thing;
use crate::world::{header, now};

const PASSWORD: &str = "paard accu nietje";

pub struct Person {
    pub name: String,
    /// None: not logged in, or no longer.
    pub visitor: Option<Visitor>,
    pub cookie: Option<HeaderValue>,
}

impl Person {
    pub fn nobody() -> Self {
        Self { name: "nobody".to_owned(), visitor: None, cookie: None }
    }
}

/// Each role, at an organisation that leads, at the gemeente of the agenda, at one that takes part, and at one that has
/// nothing to do with it; in both regions; and two accounts to which something is amiss.
pub async fn people(database: &DatabaseConnection, router: &Router, commitments: &[Thing]) -> Vec<Person> {
    let mut organisations: Vec<&str> = vec!["Gemeente Oosterzijl", "Gemeente Brinkerdam"];
    organisations.extend(["Stichting Plaswonen", "Zorggroep De Kade", "Huurdersraad Brinkerdam", "Gemeente Enschede"]);
    assert!(commitments.len() > 3, "the regions have commitments of several kinds");
    let mut people = vec![Person::nobody()];
    for organisation in organisations {
        for role in Role::ALL {
            let id = add(database, organisation, *role).await;
            let cookie = log_in(router, &address(organisation, *role)).await;
            if *role == Role::Administrator {
                give_second_factor(database, id).await;
            }
            let user = current_user(database, id, false).await.unwrap().unwrap();
            people.push(Person {
                name: format!("{} of {organisation}", role.code()),
                visitor: Some(user.visitor),
                cookie: Some(cookie),
            });
        }
    }
    people.extend(amiss(database, router).await);
    people
}

/// A beheerder who must get a second factor first, and somebody whose account was disabled while logged in.
async fn amiss(database: &DatabaseConnection, router: &Router) -> [Person; 2] {
    let organisation = "Zorgkantoor Merenveld";
    let beheerder = add(database, organisation, Role::Administrator).await;
    let cookie = log_in(router, &address(organisation, Role::Administrator)).await;
    let visitor = current_user(database, beheerder, false).await.unwrap().unwrap().visitor;
    let without =
        Person { name: "beheerder without second factor".to_owned(), visitor: Some(visitor), cookie: Some(cookie) };
    let disabled = add(database, organisation, Role::Driver).await;
    let cookie = log_in(router, &address(organisation, Role::Driver)).await;
    let update = user::Entity::update_many().col_expr(user::Column::Disabled, Expr::value(true));
    update.filter(user::Column::Id.eq(disabled)).exec(database).await.unwrap();
    let gone = Person { name: "aanjager whose account is disabled".to_owned(), visitor: None, cookie: Some(cookie) };
    [without, gone]
}

fn address(organisation: &str, role: Role) -> String {
    format!("{}.{}@matrix.example", role.code(), organisation.to_lowercase().replace(' ', "-"))
}

pub async fn add(database: &DatabaseConnection, organisation: &str, role: Role) -> Uuid {
    let new = NewUser {
        mandated: false,
        email: address(organisation, role),
        name: format!("{} {organisation}", role.label()),
        function: None,
        role,
        organisation: organisation.to_owned(),
        password: PASSWORD.to_owned(),
    };
    create_user(database, &new, now()).await.unwrap()
}

async fn give_second_factor(database: &DatabaseConnection, user: Uuid) {
    let update =
        user::Entity::update_many().col_expr(user::Column::TotpSecret, Expr::value("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    update.filter(user::Column::Id.eq(user)).exec(database).await.unwrap();
}

async fn log_in(router: &Router, address: &str) -> HeaderValue {
    let form = format!("form[email]={address}&form[password]={PASSWORD}");
    let request = Request::post("/inloggen").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = router.clone().oneshot(request.body(HttpBody::from(form)).unwrap()).await.unwrap();
    let cookie = header(&response, SET_COOKIE.as_str());
    let pair = cookie.split(';').next().unwrap_or_default();
    assert!(!pair.is_empty(), "{address} gets no session: {}", response.status());
    HeaderValue::from_str(pair).unwrap()
}
