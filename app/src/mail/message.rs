//! What a mail says, apart from how it travels: one builder for all kinds, so that they look and read alike.

use domain::mail::MailKind;
use domain::text::{visible_line, visible_text};

use super::html;

/// More than any subject needs; mail servers refuse headers without end.
const LINE_MAX: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub email: String,
    pub name: String,
}

/// The one thing that the mail asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Action {
    /// What one does there: "Wachtwoord kiezen".
    pub label: String,
    /// Made with [`super::Mailing::link`].
    pub url: String,
}

/// Without the address, which may be a secret that works once.
impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Action").field("label", &self.label).finish_non_exhaustive()
    }
}

/// Everything is plain text, as people typed it; here it becomes safe in each part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub to: Address,
    pub kind: MailKind,
    pub subject: String,
    /// "Beste Jan Jansen,"
    pub greeting: String,
    pub paragraphs: Vec<String>,
    /// Each with the way to it.
    pub items: Vec<Action>,
    pub action: Option<Action>,
    /// Why the reader gets this, and what to do when it was not meant for them.
    pub closing: String,
    /// Where its reader, or their mail program, says that they want no more of these.
    pub stop: Option<Action>,
}

impl Message {
    /// As the header may hold it.
    pub fn subject_line(&self) -> String {
        header_line(&self.subject)
    }

    /// As the header may hold it.
    pub fn to_name(&self) -> String {
        header_line(&self.to.name)
    }

    /// The part for who reads plain text. The link has a line of its own, so that it can be clicked and copied whole.
    pub fn text(&self) -> String {
        let mut blocks = vec![visible_line(&self.greeting)];
        blocks.extend(self.paragraphs.iter().map(|paragraph| visible_text(paragraph)));
        blocks.extend(self.items.iter().chain(&self.action).map(with_address));
        blocks.push(visible_text(&self.closing));
        blocks.extend(self.stop.iter().map(with_address));
        blocks.retain(|block| !block.is_empty());
        blocks.join("\n\n") + "\n"
    }

    pub fn html(&self) -> String {
        html::page(self)
    }
}

fn with_address(action: &Action) -> String {
    format!("{}:\n{}", visible_line(&action.label), visible_line(&action.url))
}

/// Without line breaks, which would begin another header.
fn header_line(text: &str) -> String {
    let line = visible_line(text);
    match line.char_indices().nth(LINE_MAX) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            to: Address { email: "j.jansen@enschede.example".to_owned(), name: "J. Jansen".to_owned() },
            kind: MailKind::PasswordReset,
            subject: "Kies een nieuw wachtwoord".to_owned(),
            greeting: "Beste J. Jansen,".to_owned(),
            paragraphs: vec![
                "U hebt een nieuw wachtwoord gevraagd.".to_owned(),
                "De link werkt één keer,\r\ntot 14:05 uur.".to_owned(),
            ],
            items: vec![],
            stop: None,
            action: Some(Action {
                label: "Wachtwoord kiezen".to_owned(),
                url: "https://agenda.regio.example/wachtwoord/abc?a=1&b=2".to_owned(),
            }),
            closing: "Hebt u dit niet gevraagd? Dan hoeft u niets te doen.".to_owned(),
        }
    }

    #[test]
    fn the_plain_part_has_the_link_on_its_own_line() {
        assert_eq!(
            message().text(),
            "Beste J. Jansen,\n\nU hebt een nieuw wachtwoord gevraagd.\n\nDe link werkt één keer,\ntot 14:05 uur.\n\n\
             Wachtwoord kiezen:\nhttps://agenda.regio.example/wachtwoord/abc?a=1&b=2\n\n\
             Hebt u dit niet gevraagd? Dan hoeft u niets te doen.\n"
        );
    }

    #[test]
    fn the_html_part_says_the_same_in_dutch_and_fetches_nothing() {
        let html = message().html();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"));
        for part in [
            "<title>Kies een nieuw wachtwoord</title>",
            "<p>Beste J. Jansen,</p>",
            "<p>De link werkt één keer,<br>tot 14:05 uur.</p>",
            "<a href=\"https://agenda.regio.example/wachtwoord/abc?a=1&amp;b=2\">Wachtwoord kiezen</a>",
            "<br>https://agenda.regio.example/wachtwoord/abc?a=1&amp;b=2</p>",
            "<p>Hebt u dit niet gevraagd? Dan hoeft u niets te doen.</p>",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
        for fetching in ["<img", "src=", "url(", "<link", "@import", "<script"] {
            assert!(!html.contains(fetching), "{fetching} is in\n{html}");
        }
    }

    #[test]
    fn a_mail_without_a_link_has_no_place_for_one() {
        let message = Message { action: None, closing: String::new(), ..message() };
        assert!(message.text().ends_with("tot 14:05 uur.\n"));
        assert!(!message.html().contains("href"));
    }

    #[test]
    fn hostile_text_stays_text() {
        let payload = "<script>alert(1)</script>\"'&\r\nBcc: boef@kwaad.example\r\n\r\n\u{202e}";
        let hostile = Message {
            to: Address { email: "j@enschede.example".to_owned(), name: payload.to_owned() },
            subject: payload.to_owned(),
            greeting: payload.to_owned(),
            paragraphs: vec![payload.to_owned()],
            action: Some(Action { label: payload.to_owned(), url: payload.to_owned() }),
            closing: payload.to_owned(),
            ..message()
        };
        for header in [hostile.subject_line(), hostile.to_name()] {
            assert_eq!(header, "<script>alert(1)</script>\"'& Bcc: boef@kwaad.example");
        }
        let html = hostile.html();
        assert!(!html.contains("<script") && !html.contains("\"'&") && !html.contains('\u{202e}'), "{html}");
        assert!(html.contains("href=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp; Bcc"), "{html}");
        assert!(!hostile.text().contains('\r') && !hostile.text().contains('\u{202e}'));
    }

    #[test]
    fn a_word_without_end_fits_in_a_header() {
        let long = Message { subject: "ë".repeat(100_000), ..message() };
        assert_eq!(long.subject_line().chars().count(), LINE_MAX + 1);
        assert!(long.html().contains("overflow-wrap: anywhere"));
    }

    #[test]
    fn a_link_is_in_no_debug_output() {
        assert!(!format!("{:?}", message()).contains("abc"));
    }
}
