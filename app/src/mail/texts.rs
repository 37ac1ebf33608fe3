//! What each kind of mail says, in plain Dutch: who asks, what to do, until when, and what if it was not meant for you.

use chrono::{DateTime, Utc};
use domain::mail::MailKind;

use super::message::{Action, Address, Message};
use crate::request::moment_label;

/// Whom an invitation is from, and what for.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// The name of the person who invites.
    pub by: &'a str,
    /// The organisation for which the account is.
    pub organisation: &'a str,
    pub region: &'a str,
}

/// `url` works once, until `until`.
pub fn invitation(to: Address, invitation: Invitation<'_>, url: String, until: DateTime<Utc>) -> Message {
    let Invitation { by, organisation, region } = invitation;
    Message {
        greeting: greeting(&to),
        to,
        kind: MailKind::Invitation,
        subject: format!("Uitnodiging voor de Woonzorgagenda van {region}"),
        paragraphs: vec![
            format!(
                "{by} nodigt u uit voor de Woonzorgagenda van {region}. Daarin staat wie wat doet voor wonen en zorg, \
                 wanneer en waar. Uw account is voor {organisation}."
            ),
            format!("Kies eerst een wachtwoord. {}", works_once(until)),
        ],
        items: vec![],
        stop: None,
        action: Some(Action { label: "Wachtwoord kiezen".to_owned(), url }),
        closing:
            "Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen. Dit bericht is automatisch verstuurd; u kunt \
                  er niet op antwoorden."
                .to_owned(),
    }
}

/// `url` works once, until `until`.
pub fn password_reset(to: Address, url: String, until: DateTime<Utc>) -> Message {
    Message {
        greeting: greeting(&to),
        to,
        kind: MailKind::PasswordReset,
        subject: "Kies een nieuw wachtwoord voor de Woonzorgagenda".to_owned(),
        paragraphs: vec![
            "Er is een nieuw wachtwoord gevraagd voor uw account bij de Woonzorgagenda.".to_owned(),
            format!("Kies hier een nieuw wachtwoord. {}", works_once(until)),
        ],
        items: vec![],
        stop: None,
        action: Some(Action { label: "Nieuw wachtwoord kiezen".to_owned(), url }),
        closing: "Hebt u dit niet gevraagd? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is. Gebeurt het vaker? \
                  Meld het dan aan uw beheerder. Dit bericht is automatisch verstuurd; u kunt er niet op antwoorden."
            .to_owned(),
    }
}

/// What is asked of somebody: of each kind how much, with the way to it. `all`: the list; `stop`: for who wants no more of these.
pub fn digest(to: Address, organisation: &str, asked: Vec<Action>, all: String, stop: String) -> Message {
    Message {
        greeting: greeting(&to),
        to,
        kind: MailKind::Digest,
        subject: "Uw taken in de Woonzorgagenda".to_owned(),
        paragraphs: vec![format!("Dit vraagt {organisation} deze week van u.")],
        items: asked,
        action: Some(Action { label: "Alle taken bekijken".to_owned(), url: all }),
        closing: "U krijgt dit bericht elke maandag, als er iets van u wordt gevraagd. Het is automatisch verstuurd; u kunt er niet op \
                  antwoorden."
            .to_owned(),
        stop: Some(Action { label: "Geen wekelijkse mail meer".to_owned(), url: stop }),
    }
}

fn greeting(to: &Address) -> String {
    format!("Beste {},", to.name)
}

fn works_once(until: DateTime<Utc>) -> String {
    format!("De link werkt één keer, tot {} uur. Stuur hem niet door.", moment_label(until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until() -> DateTime<Utc> {
        "2026-11-27T13:05:00Z".parse().unwrap()
    }

    fn to() -> Address {
        Address { email: "j.jansen@enschede.example".to_owned(), name: "J. Jansen".to_owned() }
    }

    #[test]
    fn an_invitation_says_from_whom_for_what_and_until_when() {
        let from = Invitation { by: "A. de Vries", organisation: "Gemeente Enschede", region: "Twente" };
        let message = invitation(to(), from, "https://agenda.example/uitnodiging/abc".to_owned(), until());
        assert_eq!(message.subject_line(), "Uitnodiging voor de Woonzorgagenda van Twente");
        assert_eq!(
            message.text(),
            "Beste J. Jansen,\n\n\
             A. de Vries nodigt u uit voor de Woonzorgagenda van Twente. Daarin staat wie wat doet voor wonen en zorg, \
             wanneer en waar. Uw account is voor Gemeente Enschede.\n\n\
             Kies eerst een wachtwoord. De link werkt één keer, tot 27-11-2026 14:05 uur. Stuur hem niet door.\n\n\
             Wachtwoord kiezen:\nhttps://agenda.example/uitnodiging/abc\n\n\
             Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen. Dit bericht is automatisch verstuurd; u kunt er \
             niet op antwoorden.\n"
        );
    }

    #[test]
    fn a_reset_says_what_to_do_when_nobody_asked() {
        let message = password_reset(to(), "https://agenda.example/wachtwoord/abc".to_owned(), until());
        let text = message.text();
        assert!(text.contains("Nieuw wachtwoord kiezen:\nhttps://agenda.example/wachtwoord/abc\n"), "{text}");
        assert!(text.contains("uw wachtwoord blijft zoals het is"), "{text}");
        assert_eq!(message.kind, MailKind::PasswordReset);
    }

    #[test]
    fn a_digest_tells_how_much_and_how_to_stop() {
        let asked = vec![Action {
            label: "Te bevestigen: 4".to_owned(),
            url: "https://agenda.example/mijn-taken#x".to_owned(),
        }];
        let all = "https://agenda.example/mijn-taken".to_owned();
        let stop = "https://agenda.example/overzicht/stoppen/abc".to_owned();
        let message = digest(to(), "Gemeente Enschede", asked, all, stop);
        let text = message.text();
        for part in [
            "Dit vraagt Gemeente Enschede deze week van u.\n\nTe bevestigen: 4:\nhttps://agenda.example/mijn-taken#x\n",
            "Alle taken bekijken:\nhttps://agenda.example/mijn-taken\n",
            "Geen wekelijkse mail meer:\nhttps://agenda.example/overzicht/stoppen/abc\n",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        let html = message.html();
        for part in [
            "<li><a href=\"https://agenda.example/mijn-taken#x\">Te bevestigen: 4</a></li>",
            "<p><a href=\"https://agenda.example/overzicht/stoppen/abc\">Geen wekelijkse mail meer</a></p>",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
    }
}
