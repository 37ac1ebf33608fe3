//! Hostile text in every field of every form. The fields are read from the pages themselves: one that is added is tried.

use std::collections::{BTreeMap, BTreeSet};

use app::administration::api::{Invite, SaveAccount, SaveSecurity, SendLink};
use app::auth::api::{AskReset, EndSessions};
use app::auth::entity::user;
use app::auth::links;
use app::commitments::api::{ReportProgress, SaveCommitment};
use app::commitments::entity::commitment;
use app::commitments::steps::api::{AddMilestone, SaveMilestone};
use axum::http::StatusCode;
use domain::accounts::LinkPurpose;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use leptos::server_fn::ServerFn;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::http::routes;
use uuid::Uuid;

use crate::common::{TestDatabase, on_both_databases};
use crate::html::{Field, Page};
use crate::payloads::{self, Payload, harm, shapes};
use crate::world::{ADMINISTRATOR, Answer, Browser, CODE, DRIVER, PASSWORD, World, start};

/// A form as somebody who may post it has it before them.
struct Open {
    browser: Browser,
    path: String,
    function: &'static str,
    fields: Vec<Field>,
}

type Pairs = Vec<(String, String)>;

/// Somebody at the page with this pattern.
pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    restore(world).await;
    match pattern {
        "/afspraken/{id}" => {
            let complete = of_kind(world, "L-01", LifeCycle::Draft).await;
            (world.logged_in(DRIVER).await, pattern.replace("{id}", &complete.to_string()))
        }
        "/afspraken/{id}/bewerken" => {
            let draft = of_kind(world, "M-01", LifeCycle::Draft).await;
            (world.logged_in(DRIVER).await, pattern.replace("{id}", &draft.to_string()))
        }
        "/afspraken/{id}/voortgang" => {
            let proposed = of_kind(world, "M-01", LifeCycle::Proposed).await;
            (world.logged_in(DRIVER).await, pattern.replace("{id}", &proposed.to_string()))
        }
        _ if pattern.starts_with("/afspraken/{id}/") => {
            let draft = of_kind(world, "M-01", LifeCycle::Draft).await;
            (world.logged_in(DRIVER).await, crate::steps::address(world, pattern, draft).await)
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
        "/account/tweede-stap/uit" => (world.logged_in(ADMINISTRATOR).await, pattern.to_owned()),
        _ if pattern.starts_with("/beheer") => {
            let guest = world.account_of(GUEST).await.id;
            (world.logged_in(ADMINISTRATOR).await, pattern.replace("{id}", &guest.to_string()))
        }
        _ => {
            let path = pattern.replace("{slug}", "oosterzijl");
            assert!(!path.contains('{'), "{pattern} needs a visitor here");
            (world.logged_in(DRIVER).await, path)
        }
    }
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
    let update = commitment::Entity::update_many()
        .col_expr(commitment::Column::LifeCycle, Expr::value(LifeCycle::Draft.code()))
        .filter(commitment::Column::Number.eq("L-01"));
    update.exec(&world.database).await.unwrap();
    world.forget_guesses().await;
}

/// A complete concept, which can be proposed.
const DRAFT: &str = "Concept om voor te stellen";
/// Whose account is changed.
pub const GUEST: &str = "gast@trust.example";

pub async fn world_with_guest(database: &TestDatabase) -> World {
    let world = World::on(database).await;
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
    world
}

async fn open(world: &World, page: &routes::Page) -> Open {
    let (mut browser, path) = visit(world, page.path).await;
    let function = page.form.as_ref().expect("a page with a form").function;
    let fields = fields(&mut browser, &path).await;
    Open { browser, path, function, fields }
}

pub async fn fields(browser: &mut Browser, path: &str) -> Vec<Field> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let fields = Page::read(&answer.body).form(path);
    let fields =
        fields.unwrap_or_else(|| panic!("{path} declares a form and shows none: {}", Page::read(&answer.body).text));
    assert!(!fields.is_empty(), "the form of {path} has no fields");
    fields
}

impl Open {
    /// What somebody posts who fills in everything as it is meant.
    fn filled(&self, number: usize) -> Pairs {
        let mut pairs = Pairs::new();
        let due_unknown = self.fields.iter().any(|field| field.name == "form[due_unknown][]" && field.posted);
        for field in &self.fields {
            let value = match field.kind.as_str() {
                "hidden" => field.value.clone(),
                "select" if field.value.is_empty() => {
                    // Another one each time: an organisation stands in a list of parties once.
                    let taken = |choice: &str| {
                        let chosen = self.fields.iter().map(|field| &field.value);
                        choice.is_empty() || chosen.chain(pairs.iter().map(|(_, value)| value)).any(|it| it == choice)
                    };
                    field.choices.iter().find(|choice| !taken(choice)).cloned().unwrap_or_default()
                }
                "radio" => {
                    let chosen = self.fields.iter().any(|other| other.name == field.name && other.posted);
                    let first = pairs.iter().all(|(name, _)| *name != field.name);
                    if field.posted || (!chosen && first) { field.value.clone() } else { continue }
                }
                "checkbox" | "submit" if !field.posted => continue,
                _ if field.is_text() && field.value.is_empty() => typed(&field.name, due_unknown, number),
                _ => field.value.clone(),
            };
            pairs.push((field.name.clone(), value));
        }
        // Only a colour with reasons keeps them.
        for (name, value) in &mut pairs {
            if name == "form[status]" {
                "oranje".clone_into(value);
            }
        }
        pairs
    }

    /// The names of all fields, each once; of rows that are alike, those of the first.
    fn names(&self) -> BTreeMap<String, Field> {
        let again = |name: &str| name.starts_with("form[parties][") && !name.starts_with("form[parties][0]");
        let fields = self.fields.iter().filter(|field| !again(&field.name) && field.name.starts_with("form["));
        fields.map(|field| (field.name.clone(), field.clone())).collect()
    }

    /// Whether what is typed is kept and shown.
    fn keeps(&self) -> bool {
        let commitments = [SaveCommitment::PATH, ReportProgress::PATH, AddMilestone::PATH, SaveMilestone::PATH];
        let mut keeping = commitments.into_iter().chain([Invite::PATH, SaveAccount::PATH]);
        keeping.any(|function| function == self.function)
    }
}

fn typed(name: &str, due_unknown: bool, number: usize) -> String {
    match name {
        "form[due]" if due_unknown => String::new(),
        "form[due]" => "2034".to_owned(),
        "form[start]" => "2033".to_owned(),
        "form[email]" => format!("nieuw-{number}@trust.example"),
        "form[current_password]" => PASSWORD.to_owned(),
        "form[password]" | "form[password_again]" => "drie koeien op het dak".to_owned(),
        "form[code]" => CODE.to_owned(),
        _ => format!("Tekst {number}"),
    }
}

fn with(pairs: &Pairs, name: &str, value: &str) -> Pairs {
    let mut changed: Pairs = pairs.iter().filter(|(other, _)| other != name).cloned().collect();
    changed.push((name.to_owned(), value.to_owned()));
    changed
}

/// What pages consist of when nobody means harm.
async fn known_shapes(world: &World, pages: &[routes::Page]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |answer: &Answer| known.extend(shapes(&Page::read(&answer.body)));
    for page in routes::pages() {
        let (mut browser, path) = visit(world, page.path).await;
        add(&browser.get(&path).await);
        add(&browser.get(&format!("{path}?zoek=gewoon&kleur=rood")).await);
    }
    for (number, page) in pages.iter().enumerate() {
        let mut form = open(world, page).await;
        let filled = form.filled(number);
        let empty: Pairs = filled.iter().map(|(name, _)| (name.clone(), String::new())).collect();
        add(&form.browser.post(&form.path, &empty).await);
        let mut outdated = with(&form.filled(number + 500), "form[version]", "0");
        for (name, value) in &mut outdated {
            if form.names().get(name).is_some_and(Field::is_text) && name != "form[email]" {
                value.push('x');
            }
        }
        add(&form.browser.post(&form.path, &outdated).await);
        let mut form = open(world, page).await;
        let answer = form.browser.post(&form.path, &filled).await;
        let simple = [AskReset::PATH, SaveSecurity::PATH, SendLink::PATH];
        if form.keeps() || simple.contains(&form.function) {
            let told = Page::read(&answer.body).text;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} filled in well: {filled:?}: {told}", form.path);
        }
        if answer.status == StatusCode::SEE_OTHER {
            add(&form.browser.get(answer.location()).await);
        }
    }
    known
}

/// Posts each payload in each field, and says what went wrong.
struct Trial<'a> {
    world: &'a World,
    known: BTreeSet<String>,
    wrong: Vec<String>,
    tried: usize,
    /// Pages that show what was typed.
    shown: BTreeSet<String>,
}

impl Trial<'_> {
    async fn page(&mut self, page: &routes::Page, payloads: &[Payload]) {
        let mut form = open(self.world, page).await;
        for payload in payloads {
            for (name, field) in form.names() {
                // What is chosen from a list is read by its code: the first few say enough.
                if !field.is_text() && !matches!(payload.name, "script" | "attribute" | "sql" | "control characters") {
                    continue;
                }
                self.field(&mut form, &field, payload, &name).await;
                if form.function == EndSessions::PATH {
                    form = open(self.world, page).await;
                }
            }
            self.everything(page, payload).await;
        }
    }

    async fn field(&mut self, form: &mut Open, field: &Field, payload: &Payload, name: &str) {
        self.world.forget_guesses().await;
        self.tried += 1;
        let text = if field.kind == "email" && payload.name != "header" {
            format!("{}@trust.example", payload.text)
        } else {
            payload.text.clone()
        };
        let pairs = with(&form.filled(self.tried + 1_000), name, &text);
        let answer = form.browser.post(&form.path, &pairs).await;
        let place = format!("{} in {name} of {}", payload.name, form.path);
        self.check(&place, &answer);
        if answer.status == StatusCode::SEE_OTHER {
            let next = form.browser.get(answer.location()).await;
            self.check(&format!("{place}, on {}", answer.location()), &next);
            if form.keeps() && field.is_text() {
                self.shown.insert(answer.location().to_owned());
                self.kept(&place, field, &text, &next);
            }
            form.fields = match form.function {
                EndSessions::PATH => Vec::new(),
                _ => fields(&mut form.browser, &form.path).await,
            };
        } else if answer.status == StatusCode::UNPROCESSABLE_ENTITY && field.is_text() && !payload.invisible {
            let again = Page::read(&answer.body).form(&form.path).unwrap_or_default();
            let value = again.iter().find(|other| other.name == name).map(|field| field.value.clone());
            let expected = if field.kind == "password" { "" } else { text.as_str() };
            if value.as_deref() != Some(expected) {
                self.wrong.push(format!("{place}: came back as {value:?}"));
            }
        }
    }

    /// Text is shown as it was typed; what cannot be seen is refused.
    fn kept(&mut self, place: &str, field: &Field, text: &str, next: &Answer) {
        let several_lines = field.kind == "textarea";
        let text = text.replace("\r\n", "\n");
        let hidden = |c: char| (c.is_control() && !(several_lines && c == '\n')) || c == '\u{202e}';
        if text.chars().any(hidden) {
            self.wrong.push(format!("{place}: what cannot be seen is kept"));
            return;
        }
        // An address is the same in capitals.
        let same = |text: &str| if field.kind == "email" { squeezed(text).to_lowercase() } else { squeezed(text) };
        let page = Page::read(&next.body);
        let values = page.elements.iter().filter_map(|element| element.get("value"));
        let shown = values.chain([page.text.as_str()]).any(|shown| same(shown).contains(&same(&text)));
        if !shown {
            self.wrong.push(format!("{place}: is not shown as it was typed"));
        }
    }

    /// The payload in all of a form's texts at once.
    async fn everything(&mut self, page: &routes::Page, payload: &Payload) {
        self.world.forget_guesses().await;
        self.tried += 1;
        let mut form = open(self.world, page).await;
        let mut pairs = form.filled(self.tried + 1_000);
        let names = form.names();
        for (name, value) in &mut pairs {
            if names.get(name).is_some_and(|field| field.is_text()) {
                value.clone_from(&payload.text);
            }
        }
        let answer = form.browser.post(&form.path, &pairs).await;
        self.check(&format!("{} in all of {}", payload.name, form.path), &answer);
    }

    fn check(&mut self, place: &str, answer: &Answer) {
        if let Some(harm) = harm(answer, &self.known) {
            self.wrong.push(format!("{place}: {harm}"));
        }
    }

    /// Every page that shows the region, after all that was typed.
    async fn look_around(&mut self) {
        let mut paths: Vec<(&str, String)> = self.shown.iter().map(|path| (DRIVER, path.clone())).collect();
        paths.retain(|(_, path)| path.starts_with("/afspraken/"));
        for page in routes::pages() {
            if page.form.is_none() || page.path == "/beheer" {
                let who = if page.path.starts_with("/beheer") { ADMINISTRATOR } else { DRIVER };
                let path = page.path.replace("{slug}", "oosterzijl");
                paths.push((who, format!("{path}?zoek={}", payloads::MARK)));
                paths.push((who, path));
            }
        }
        paths.push((DRIVER, "/afspraken?sorteer=bijgewerkt".to_owned()));
        let mut people = BTreeMap::new();
        for email in [DRIVER, ADMINISTRATOR] {
            people.insert(email, self.world.logged_in(email).await);
        }
        for (who, path) in paths {
            let answer = people.get_mut(who).unwrap().get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            self.tried += 1;
            self.check(&path, &answer);
        }
    }
}

/// Texts that differ in their white space only are one.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn try_forms(database: &TestDatabase, which: impl Fn(&str) -> bool, payloads: &[Payload]) {
    let world = world_with_guest(database).await;
    let pages: Vec<routes::Page> =
        routes::pages().into_iter().filter(|page| page.form.is_some() && which(page.path)).collect();
    let known = known_shapes(&world, &pages).await;
    let mut trial = Trial { world: &world, known, wrong: Vec::new(), tried: 0, shown: BTreeSet::new() };
    for page in &pages {
        trial.page(page, payloads).await;
    }
    trial.look_around().await;
    let Trial { wrong, tried, .. } = trial;
    println!("{tried} hostile texts in {} forms", pages.len());
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn hostile_text_in_the_forms_of_commitments_is_only_text() {
    let payloads = payloads::all();
    crate::common::on_sqlite(async |database| {
        try_forms(database, |path| path.starts_with("/afspraken"), &payloads).await;
    })
    .await;
}

#[tokio::test]
async fn hostile_text_in_all_other_forms_is_only_text() {
    let payloads = payloads::all();
    crate::common::on_sqlite(async |database| {
        try_forms(database, |path| !path.starts_with("/afspraken"), &payloads).await;
    })
    .await;
}

on_both_databases!(what_a_database_may_not_like_is_only_text, async |database| {
    let payloads = payloads::all();
    let some = ["sql", "control characters", "emoji and accents on accents"];
    let payloads: Vec<Payload> = payloads.into_iter().filter(|payload| some.contains(&payload.name)).collect();
    try_forms(database, |_| true, &payloads).await;
});
