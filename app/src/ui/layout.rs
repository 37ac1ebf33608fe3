//! The frame around every page: demo banner, header, menu, footer.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::auth::WhoIsThere;
use crate::auth::form::LoginForm;

/// What the whole page knows from the start: rendered into it, so that the browser need not ask.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    pub visitor: Option<WhoIsThere>,
    /// Present in demo mode only; filled on the login page only.
    pub demo_logins: Option<Vec<LoginForm>>,
    pub region: String,
}

/// One line at 1280 pixels, for whoever has the most items; what people look up now and then stands in the footer.
///
/// Address and name, and whether the router knows the page; plain ones are the browser's to load.
const MENU: [(&str, &str, bool); 10] = [
    ("/", "Dashboard", true),
    ("/afspraken", "Afspraken", true),
    ("/projecten", "Projecten", false),
    ("/knelpunten", "Knelpunten", false),
    ("/gemeenten", "Gemeenten", true),
    ("/doelen", "Doelen", false),
    ("/toewijzingen", "Toewijzingen", false),
    ("/termijnen", "Termijnen", false),
    ("/overleggen", "Overleggen", false),
    ("/documenten", "Documenten", false),
];

/// Pages that stand below an item of the menu, whatever their address says.
const BELOW: [(&str, &str); 4] = [
    ("/besluiten", "/overleggen"),
    ("/voorstellen", "/overleggen"),
    ("/sinds", "/overleggen"),
    ("/succesfactoren", "/knelpunten"),
];

/// Whether a page is that of an item, or below it: as `aria-current` says it.
fn current(href: &str, path: &str) -> Option<&'static str> {
    let below = |parent: &str| path.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'));
    if path == href {
        return Some("page");
    }
    let named = BELOW.iter().any(|(page, item)| *item == href && (path == *page || below(page)));
    ((href != "/" && below(href)) || named).then_some("true")
}

#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let session = expect_context::<StoredValue<Session>>().get_value();
    let region = session.region.clone();
    let visitor = session.visitor.clone();
    let reference = visitor.is_some().then(|| {
        view! {
            <ul class="wza-footer__links">
                <li><a href="/organisaties" rel="external">"Organisaties, overleggen en succesfactoren"</a></li>
            </ul>
        }
    });
    let banner = session.demo_logins.is_some().then(|| {
        view! {
            <p class="wza-demo">"Demo: alles met het label " <strong>"Voorbeeld"</strong> " is verzonnen, en telt mee in de cijfers."</p>
        }
    });
    view! {
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud" rel="external">"Naar de inhoud"</a>
        <div class="wza-page">
            <header class="wza-header">
                {banner}
                <div class="wza-header__bar">
                    <a class="wza-brand" href="/">
                        <span class="wza-brand__name">"Woonzorgagenda"</span>
                        <span class="wza-brand__region">{region.clone()}</span>
                    </a>
                    {visitor.clone().map(|visitor| view! { <UserMenu visitor=visitor/> })}
                </div>
                {visitor.map(|visitor| view! { <Menu visitor=visitor/> })}
            </header>
            {children()}
            <footer class="wza-footer">
                <div class="wza-footer__content">
                    <p>{format!("Woonzorgagenda {region}").trim().to_owned()}</p>
                    <p>"Wie doet wat, wanneer en waar voor wonen, welzijn en zorg."</p>
                    {reference}
                </div>
            </footer>
        </div>
    }
}

#[component]
fn UserMenu(visitor: WhoIsThere) -> impl IntoView {
    view! {
        <div class="wza-user">
            <p class="wza-user__who">
                // Plain pages are others: the browser loads them.
                <a class="wza-user__name" href="/account" rel="external">{visitor.name}</a>
                <span class="wza-user__organisation">{visitor.organisation}</span>
            </p>
            <form class="wza-user__form" method="post" action="/uitloggen">
                <button class="wza-user__logout" type="submit">"Uitloggen"</button>
            </form>
        </div>
    }
}

#[component]
fn Menu(visitor: WhoIsThere) -> impl IntoView {
    let path = use_location().pathname;
    let current = move |href: &'static str| move || path.with(|path| current(href, path));
    let items = MENU
        .into_iter()
        .map(|(href, label, live)| {
            let rel = (!live).then_some("external");
            view! { <li><a class="wza-nav__link" href=href rel=rel aria-current=current(href)>{label}</a></li> }
        })
        .collect_view();
    // Plain pages that are not for everybody.
    let own = move |may: bool, href: &'static str, label: &'static str| {
        may.then(|| view! { <li><a class="wza-nav__link" href=href aria-current=current(href) rel="external">{label}</a></li> })
    };
    let tasks = own(visitor.has_tasks, "/mijn-taken", "Mijn taken");
    let imports = own(visitor.may_import, "/invoer", "Invoer");
    let administration = own(visitor.administers, "/beheer", "Beheer");
    let menu = NodeRef::<html::Details>::new();
    // On a phone the menu lies over the page: whoever chose from it wants to see that page.
    Effect::new(move |_| {
        path.track();
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.remove_attribute("open");
        }
    });
    let toggle = NodeRef::<html::Summary>::new();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(menu) = menu.get_untracked().filter(|menu| menu.has_attribute("open"))
        {
            let _ = menu.remove_attribute("open");
            if let Some(toggle) = toggle.get_untracked() {
                let _ = toggle.focus();
            }
        }
    };
    view! {
        <nav class="wza-nav" aria-label="Hoofdmenu" on:keydown=on_key>
            <details class="wza-nav__menu" node_ref=menu>
                <summary class="wza-nav__toggle" node_ref=toggle>"Menu"</summary>
                <ul class="wza-nav__list">{tasks} {items} {imports} {administration}</ul>
            </details>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::current;

    #[test]
    fn a_page_is_marked_at_the_item_that_it_stands_below() {
        assert_eq!(current("/overleggen", "/overleggen"), Some("page"));
        for path in ["/overleggen/7", "/besluiten", "/besluiten/7", "/voorstellen", "/voorstellen/nieuw", "/sinds"] {
            assert_eq!(current("/overleggen", path), Some("true"), "{path}");
        }
        assert_eq!(current("/termijnen", "/termijnen/urgentieverordening"), Some("true"));
        assert_eq!(current("/knelpunten", "/succesfactoren/7"), Some("true"));
        for path in ["/besluitenlijst", "/overleggen-van-vroeger", "/termijnen", "/"] {
            assert_eq!(current("/overleggen", path), None, "{path}");
        }
        assert_eq!((current("/", "/"), current("/", "/besluiten")), (Some("page"), None));
    }
}
