//! A mail as HTML: headings and paragraphs in the reader's own colours, so that it reads in light and dark and with a
//! screen reader. It fetches nothing: no images, fonts or styles from elsewhere, hence nothing that tells who read it.

use domain::text::{visible_line, visible_text};

use super::message::{Action, Message};

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n";
/// Styles stand in the elements, because many mail programs throw others away.
const BODY: &str = "<body style=\"margin: 0; padding: 24px; font-family: 'Noto Sans', Arial, sans-serif; \
    font-size: 16px; line-height: 1.5; overflow-wrap: anywhere\">\n<div style=\"max-width: 600px\">\n";

pub fn page(message: &Message) -> String {
    let subject = escape(&message.subject_line());
    let mut page = format!(
        "{HEAD}<title>{subject}</title>\n</head>\n{BODY}<h1 style=\"font-size: 20px; line-height: 1.3\">{subject}</h1>\n"
    );
    paragraph(&mut page, &visible_line(&message.greeting));
    for text in &message.paragraphs {
        paragraph(&mut page, &visible_text(text));
    }
    if !message.items.is_empty() {
        let items: String = message.items.iter().map(|item| format!("<li>{}</li>\n", anchor(item))).collect();
        page.push_str(&format!("<ul>\n{items}</ul>\n"));
    }
    if let Some(action) = &message.action {
        link(&mut page, action);
    }
    paragraph(&mut page, &visible_text(&message.closing));
    if let Some(stop) = &message.stop {
        page.push_str(&format!("<p>{}</p>\n", anchor(stop)));
    }
    page + "</div>\n</body>\n</html>\n"
}

fn paragraph(page: &mut String, text: &str) {
    if !text.is_empty() {
        page.push_str(&format!("<p>{}</p>\n", escape(text).replace('\n', "<br>")));
    }
}

/// The address is there in words too: some mail programs break links, and a careful reader wants to see where it goes.
fn link(page: &mut String, action: &Action) {
    let url = escape(&visible_line(&action.url));
    page.push_str(&format!(
        "<p><strong>{}</strong></p>\n\
         <p>Werkt de link niet? Kopieer dan dit adres naar uw browser:<br>{url}</p>\n",
        anchor(action)
    ));
}

fn anchor(action: &Action) -> String {
    let (label, url) = (escape(&visible_line(&action.label)), escape(&visible_line(&action.url)));
    format!("<a href=\"{url}\">{label}</a>")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
