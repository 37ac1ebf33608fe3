//! Mail. It is written into the outbox by the transaction that gives the reason for it, and delivered by the server's
//! worker: a mail exists exactly when what it tells of has happened.
//!
//! ```ignore
//! let link = request.state.mailing.link(&format!("/wachtwoord/{token}"));
//! let message = texts::password_reset(Address { email, name }, link, until);
//! outbox::enqueue(&transaction, &request.state.mailing, &message, request.now()).await?;
//! ```

pub mod entity;
mod html;
pub mod message;
pub mod outbox;
pub mod texts;

pub use message::{Action, Address, Message};

/// What everything that writes mail knows of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// How people reach this installation; without a slash at the end.
    pub public_url: String,
    /// The sender, as in `Woonzorgagenda <agenda@regio.example>`.
    pub from: String,
    /// Whether there is a mail server. Without one nothing is written into the outbox: a screen that would have sent a
    /// link shows it instead, to the administrator who passes it on.
    pub delivers: bool,
}

impl Mailing {
    /// Nothing is delivered.
    pub fn none(public_url: &str) -> Self {
        Self { public_url: public_url.trim_end_matches('/').to_owned(), from: String::new(), delivers: false }
    }

    /// The whole address of a page; `path` begins with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The host in the public address: the right half of every Message-ID.
    pub fn host(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or_default();
        match authority.rsplit_once(':') {
            // The colons of an IPv6 address stand between brackets.
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mailing;

    #[test]
    fn links_and_hosts_come_from_the_public_address() {
        let mailing = Mailing::none("https://agenda.regio.example/");
        assert_eq!(mailing.link("/wachtwoord/abc"), "https://agenda.regio.example/wachtwoord/abc");
        for (url, host) in [
            ("https://agenda.regio.example", "agenda.regio.example"),
            ("https://regio.example:8443/agenda", "regio.example"),
            ("http://[::1]:3000", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(Mailing::none(url).host(), host);
        }
    }
}
