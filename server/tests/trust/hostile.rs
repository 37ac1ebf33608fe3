//! Hostile text in every field of every form. The fields are read from the pages themselves: one that is added is tried.

use std::collections::{BTreeMap, BTreeSet};

use app::administration::api::{SaveSecurity, SendLink};
use app::auth::api::{AskReset, EndSessions};
use axum::http::StatusCode;
use leptos::server_fn::ServerFn;
use server::http::routes;

use crate::common::TestDatabase;
use crate::forms::{Open, Pairs, fields, open, with};
use crate::html::{Field, Page};
use crate::payloads::{self, Payload, harm, shapes};
use crate::visitors::{visit, world_with_guest};
use crate::world::{ADMINISTRATOR, Answer, DRIVER, World};

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
            if form.names().get(name).is_some_and(Field::is_text)
                && !["form[email]", "form[search]", "form[project_search]", "form[first_year]", "form[last_year]"]
                    .contains(&name.as_str())
                && !name.starts_with("form[dwellings]")
            {
                value.push('x');
            }
        }
        add(&form.browser.post(&form.path, &outdated).await);
        // What is before them now: the one above may be settled by what was just sent.
        let mut form = open(world, page).await;
        let filled = form.filled(number);
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
    /// `number`: of the page, so that fields of the same name get different ones on different pages.
    async fn page(&mut self, page: &routes::Page, number: usize, payloads: &[Payload]) {
        let mut form = open(self.world, page).await;
        for payload in payloads {
            for (place, (name, field)) in form.names().into_iter().enumerate() {
                if !payload.is_for(place + number) {
                    continue;
                }
                // What is chosen from a list is read by its code: the first few say enough.
                if !field.is_text() && !matches!(payload.name, "script" | "attribute" | "sql" | "control characters") {
                    continue;
                }
                self.field(&mut form, &field, payload, &name).await;
                if form.function == EndSessions::PATH || form.is_step() {
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
                _ if form.is_step() => Vec::new(),
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
        paths.retain(|(_, path)| {
            let shows = [
                "/afspraken/",
                "/knelpunten/",
                "/uitvoeringsagendas/",
                "/voorstellen/",
                "/termijnen/",
                "/succesfactoren/",
                "/organisaties/",
            ];
            shows.iter().any(|start| path.starts_with(start))
        });
        for page in routes::pages().into_iter().filter(|page| !page.path.contains("{id}")) {
            if page.form.is_none() || page.path == "/beheer" {
                let who = if page.path.starts_with("/beheer") { ADMINISTRATOR } else { DRIVER };
                let path = page.path.replace("{slug}", "oosterzijl");
                // Where nothing is searched, the list says that it does not know the word.
                let unsearched = [
                    "/knelpunten",
                    "/witte-vlekken",
                    "/opleveringen",
                    "/toewijzingen",
                    "/overleggen",
                    "/besluiten",
                    "/voorstellen",
                    "/sinds",
                    "/overdracht",
                    "/termijnen",
                    "/succesfactoren",
                    "/mijn-taken",
                ];
                if !unsearched.contains(&page.path) {
                    paths.push((who, format!("{path}?zoek={}", payloads::MARK)));
                }
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
    for (number, page) in pages.iter().enumerate() {
        trial.page(page, number, payloads).await;
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

/// Those of meetings and what comes before them.
fn is_of_meetings(path: &str) -> bool {
    ["/overleggen", "/besluiten", "/voorstellen", "/termijnen", "/succesfactoren", "/organisaties"]
        .iter()
        .any(|start| path.starts_with(start))
}

#[tokio::test]
async fn hostile_text_in_the_forms_of_meetings_is_only_text() {
    let payloads = payloads::all();
    crate::common::on_sqlite(async |database| try_forms(database, is_of_meetings, &payloads).await).await;
}

#[tokio::test]
async fn hostile_text_in_all_other_forms_is_only_text() {
    let payloads = payloads::all();
    crate::common::on_sqlite(async |database| {
        try_forms(database, |path| !path.starts_with("/afspraken") && !is_of_meetings(path), &payloads).await;
    })
    .await;
}

/// What a database may not like; SQLite gets all of it above.
#[tokio::test]
async fn hostile_text_is_only_text_to_postgres_too() {
    let some = ["sql", "control characters", "emoji and accents on accents"];
    let payloads: Vec<Payload> = payloads::all().into_iter().filter(|payload| some.contains(&payload.name)).collect();
    crate::common::on_postgres(async |database| {
        try_forms(database, |_| true, &payloads).await;
    })
    .await;
}
