//! Where mail goes and how people reach this installation, as the command line says it.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use app::mail::Mailing;
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use url::Url;

use super::Smtp;
use crate::cli::MailArgs;

/// None of these repeats the address of the mail server, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("--public-url {0:?} is no address of a website: write it as in https://agenda.regio.example")]
    PublicUrl(String),
    #[error(
        "--smtp is not understood: write smtp://HOST:25, smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST"
    )]
    Address,
    #[error("--smtp has ?{0}: the only setting there is tls=required or tls=none, and smtps:// always has TLS")]
    Setting(String),
    #[error("--smtp-password-file needs --smtp with a user: smtp://USER@HOST:587")]
    NoUser,
    #[error("--smtp has a password already: leave it out, or leave out --smtp-password-file")]
    TwoPasswords,
    #[error("cannot read {}: {source}", file.display())]
    PasswordFile { file: PathBuf, source: std::io::Error },
    #[error("--smtp sends a password without TLS: leave ?tls=none out, or the user and password")]
    BarePassword,
    #[error("--smtp needs --mail-from, the sender of every mail: \"Woonzorgagenda <agenda@regio.example>\"")]
    NoSender,
    #[error("--mail-from {0:?} is no sender: write it as in \"Woonzorgagenda <agenda@regio.example>\"")]
    Sender(String),
    #[error("TLS for the mail server cannot be set up: {0}")]
    Tls(lettre::transport::smtp::Error),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    None,
    /// The connection starts in the open and must then be encrypted.
    StartTls,
    FromTheStart,
}

/// A mail server, and how to talk to it.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// User and password.
    pub login: Option<(String, String)>,
}

/// Without user and password.
impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.encryption)
    }
}

impl SmtpSettings {
    /// # Errors
    /// When the address is not understood, or would send a password in the open.
    pub fn parse(address: &str, password_file: Option<&Path>) -> Result<Self, MailError> {
        let url = Url::parse(address).map_err(|_| MailError::Address)?;
        let from_the_start = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(MailError::Address),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(MailError::Address)?;
        let host = host.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(MailError::Address);
        }
        let encryption = match (from_the_start, url.query()) {
            (true, None) => Encryption::FromTheStart,
            // What stays on this machine needs no secrecy, and local mail servers rarely have a certificate.
            (false, None) if is_loopback(&host) => Encryption::None,
            (false, None | Some("tls=required")) => Encryption::StartTls,
            (false, Some("tls=none")) => Encryption::None,
            (_, Some(other)) => return Err(MailError::Setting(other.to_owned())),
        };
        let port = url.port().unwrap_or(if from_the_start { 465 } else { 25 });
        let login = login(&url, password_file)?;
        if login.is_some() && encryption == Encryption::None && !is_loopback(&host) {
            return Err(MailError::BarePassword);
        }
        Ok(Self { host, port, encryption, login })
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn login(url: &Url, password_file: Option<&Path>) -> Result<Option<(String, String)>, MailError> {
    let user = decoded(url.username())?;
    let password = match (url.password(), password_file) {
        (Some(_), Some(_)) => return Err(MailError::TwoPasswords),
        (Some(password), None) => Some(decoded(password)?),
        (None, Some(file)) => Some(read_password(file)?),
        (None, None) => None,
    };
    match (user.is_empty(), password) {
        (true, None) => Ok(None),
        (false, Some(password)) => Ok(Some((user, password))),
        (true, Some(_)) => Err(MailError::NoUser),
        (false, None) => Err(MailError::Address),
    }
}

fn decoded(text: &str) -> Result<String, MailError> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| MailError::Address)?;
    Ok(decoded.into_owned())
}

fn read_password(file: &Path) -> Result<String, MailError> {
    let text =
        std::fs::read_to_string(file).map_err(|source| MailError::PasswordFile { file: file.to_owned(), source })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// What the application is told of mail, and the mail server when there is one.
///
/// # Errors
/// When a setting is missing or not understood.
pub fn prepare(arguments: &MailArgs, listening: SocketAddr) -> Result<(Mailing, Option<Smtp>), MailError> {
    let public_url = public_url(arguments.public_url.as_deref(), listening)?;
    // An environment variable that is there and empty says nothing.
    let Some(address) = arguments.smtp.as_deref().filter(|address| !address.is_empty()) else {
        return match arguments.smtp_password_file {
            Some(_) => Err(MailError::NoUser),
            None => Ok((Mailing::none(&public_url), None)),
        };
    };
    let settings = SmtpSettings::parse(address, arguments.smtp_password_file.as_deref())?;
    let from = arguments.mail_from.as_deref().filter(|from| !from.is_empty()).ok_or(MailError::NoSender)?;
    let sender: Mailbox = from.parse().map_err(|_| MailError::Sender(from.to_owned()))?;
    let mailing = Mailing { public_url, from: from.to_owned(), delivers: true };
    let smtp = Smtp::new(settings, sender, mailing.host())?;
    Ok((mailing, Some(smtp)))
}

fn public_url(given: Option<&str>, listening: SocketAddr) -> Result<String, MailError> {
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return Ok(format!("http://{listening}"));
    };
    let refused = || MailError::PublicUrl(given.to_owned());
    let url = Url::parse(given).map_err(|_| refused())?;
    let plain = url.username().is_empty() && url.query().is_none() && url.fragment().is_none();
    // Only at the top of a host: every link in the application begins with a slash.
    if !matches!(url.scheme(), "http" | "https") || !plain || url.path() != "/" {
        return Err(refused());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<SmtpSettings, MailError> {
        SmtpSettings::parse(address, None)
    }

    fn shown(address: &str) -> String {
        format!("{:?}", parse(address).unwrap())
    }

    #[test]
    fn tls_is_required_unless_the_mail_stays_here_or_it_says_so() {
        assert_eq!(shown("smtp://mail.regio.example"), "mail.regio.example:25 (StartTls)");
        assert_eq!(shown("smtp://mail.regio.example:587?tls=required"), "mail.regio.example:587 (StartTls)");
        assert_eq!(shown("smtp://mail.regio.example?tls=none"), "mail.regio.example:25 (None)");
        assert_eq!(shown("smtps://mail.regio.example"), "mail.regio.example:465 (FromTheStart)");
        assert_eq!(shown("smtp://localhost:1025"), "localhost:1025 (None)");
        assert_eq!(shown("smtp://127.0.0.1?tls=required"), "127.0.0.1:25 (StartTls)");
        assert_eq!(shown("smtp://[::1]:2525"), "::1:2525 (None)");
        // Names that only look like this machine.
        assert_eq!(shown("smtp://localhost.regio.example"), "localhost.regio.example:25 (StartTls)");
        assert_eq!(shown("smtp://127.0.0.1.regio.example"), "127.0.0.1.regio.example:25 (StartTls)");
    }

    #[test]
    fn a_login_may_hold_any_character() {
        let settings = parse("smtp://agenda%40regio.example:a%3Ab%2F%C3%AB@mail.regio.example:587").unwrap();
        assert_eq!(settings.login, Some(("agenda@regio.example".to_owned(), "a:b/ë".to_owned())));
        assert!(!format!("{settings:?}").contains("agenda@"));
    }

    #[test]
    fn a_password_comes_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "paard accu\n").unwrap();
        let settings = SmtpSettings::parse("smtps://agenda@mail.regio.example", Some(&file)).unwrap();
        assert_eq!(settings.login, Some(("agenda".to_owned(), "paard accu".to_owned())));
        let both = SmtpSettings::parse("smtps://agenda:x@mail.regio.example", Some(&file));
        assert!(matches!(both, Err(MailError::TwoPasswords)));
        let nobody = SmtpSettings::parse("smtps://mail.regio.example", Some(&file));
        assert!(matches!(nobody, Err(MailError::NoUser)));
        let absent = SmtpSettings::parse("smtps://agenda@mail.regio.example", Some(&folder.path().join("no")));
        assert!(matches!(absent, Err(MailError::PasswordFile { .. })));
    }

    #[test]
    fn what_is_not_understood_is_told_without_the_password() {
        for address in [
            "mail.regio.example:25",
            "http://mail.regio.example",
            "smtp://",
            "smtp://u:geheim@mail.regio.example/pad",
            "smtp://u:geheim@mail.regio.example?tls=non",
            "smtps://u:geheim@mail.regio.example?tls=none",
            "smtp://u:geheim@mail.regio.example?tls=none",
            "smtp://u:geheim@mail.regio.example:port",
            "smtp://u@mail.regio.example",
            "smtp://:geheim@mail.regio.example",
        ] {
            let error = parse(address).expect_err(address);
            assert!(!error.to_string().contains("geheim"), "{error}");
        }
    }

    #[test]
    fn without_a_mail_server_nothing_is_delivered() {
        let listening = "127.0.0.1:3000".parse().unwrap();
        let none = MailArgs::default();
        let (mailing, smtp) = prepare(&none, listening).unwrap();
        assert_eq!((mailing.public_url.as_str(), mailing.delivers), ("http://127.0.0.1:3000", false));
        assert!(smtp.is_none());

        let url = Some("https://agenda.regio.example/".to_owned());
        let (mailing, _) = prepare(&MailArgs { public_url: url, ..none }, listening).unwrap();
        assert_eq!(mailing.public_url, "https://agenda.regio.example");
    }

    #[test]
    fn half_settings_are_refused() {
        let prepare = |public_url: &str, smtp: &str, from: &str| {
            let some = |text: &str| Some(text.to_owned());
            let arguments = MailArgs {
                public_url: some(public_url),
                smtp: some(smtp),
                mail_from: some(from),
                smtp_password_file: None,
            };
            prepare(&arguments, "127.0.0.1:3000".parse().unwrap())
        };
        let (url, smtp) = ("https://agenda.regio.example", "smtp://localhost");
        assert!(matches!(prepare(url, smtp, ""), Err(MailError::NoSender)));
        assert!(matches!(prepare(url, smtp, "agenda"), Err(MailError::Sender(_))));
        for wrong in
            ["agenda.regio.example", "ftp://regio.example", "https://regio.example/agenda", "https://a@regio.example"]
        {
            assert!(matches!(prepare(wrong, smtp, "a@regio.example"), Err(MailError::PublicUrl(_))), "{wrong}");
        }
        let (mailing, smtp) = prepare("", smtp, "Woonzorgagenda <agenda@regio.example>").unwrap();
        assert!(mailing.delivers && smtp.is_some());
    }
}
