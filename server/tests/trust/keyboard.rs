//! What is written down while people talk: the page has no scripts, and the keyboard is where it has to be.

use crate::common::on_both_databases;
use crate::html::Page;
use crate::meetings::visit;
use crate::visitors::world_with_guest;

/// The field in which one types first.
fn focused(page: &Page) -> Vec<&str> {
    let focused = page.elements.iter().filter(|element| element.get("autofocus").is_some());
    focused.map(|element| element.get("id").or(element.get("class")).unwrap_or_default()).collect()
}

/// Whether the label of this field says that it may stay empty.
fn is_optional(page: &Page, field: &str) -> bool {
    let named = |element: &&crate::html::Element| {
        element.get("for") == Some(field) || element.name == "fieldset" && element.get("id") == Some(field)
    };
    let from = page.elements.iter().position(|element| named(&element)).unwrap();
    page.elements[from..].iter().take(3).any(|element| element.get("class") == Some("wza-optional"))
}

on_both_databases!(the_text_of_a_decision_has_the_focus, async |database| {
    let world = world_with_guest(database).await;
    let (mut browser, path) = visit(&world, "/overleggen/{id}/besluiten").await;
    let page = Page::read(&browser.get(&path).await.body);
    assert_eq!(focused(&page), ["text"]);
    // What one of two must say is not optional.
    assert!(!is_optional(&page, "due") && !is_optional(&page, "no_date"));
    assert!(is_optional(&page, "owner_function"));
    // The next one comes at once.
    let page = Page::read(&browser.get(&format!("{path}?melding=besluit-vastgelegd")).await.body);
    assert_eq!(focused(&page), ["text"]);
    let (mut browser, path) = visit(&world, "/overleggen/{id}/besluiten/{decision}").await;
    assert_eq!(focused(&Page::read(&browser.get(&path).await.body)), [""; 0]);
    // What was refused is told first.
    let (mut browser, path) = visit(&world, "/overleggen/{id}/besluiten").await;
    let nothing = vec![("form[id]", path.split('/').nth(2).unwrap()), ("form[kind]", "besluit")];
    let refused = Page::read(&browser.post(&path, &nothing).await.body);
    assert_eq!(focused(&refused).first(), Some(&"wza-errors-anchor"));
});

on_both_databases!(the_decisions_say_where_conclusions_on_proposals_stand, async |database| {
    let world = world_with_guest(database).await;
    let (mut browser, _) = visit(&world, "/overleggen/{id}/besluiten").await;
    let page = Page::read(&browser.get("/besluiten").await.body);
    let main = page.elements.iter().position(|element| element.name == "main").unwrap();
    assert!(page.elements[main..].iter().any(|element| element.get("href") == Some("/voorstellen")));
});
