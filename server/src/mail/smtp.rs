//! Sending one mail over SMTP.
//!
//! A connection of its own for every mail: there are few, and nothing is left in doubt when one of them fails.

use std::time::{Duration, SystemTime};

use app::mail::entity;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::failure::Failure;
use super::settings::{Encryption, MailError, SmtpSettings};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// All of it together; mail servers that distrust strangers are slow on purpose.
const SEND_TIMEOUT: Duration = Duration::from_secs(90);
const GOODBYE_TIMEOUT: Duration = Duration::from_secs(2);
/// Our sender's name for filters: nobody answers this mail, so nobody's absence needs to be reported.
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const LIST_UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const LIST_UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    settings: SmtpSettings,
    from: Mailbox,
    hello: ClientId,
    tls: Option<TlsParameters>,
    patience: Duration,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.settings.fmt(f)
    }
}

/// For the person who starts the server.
impl std::fmt::Display for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let SmtpSettings { host, port, encryption, .. } = &self.settings;
        let tls = if *encryption == Encryption::None { "without TLS" } else { "with TLS" };
        write!(f, "{host}:{port} {tls}, from {}", self.from)
    }
}

impl Smtp {
    /// `hello`: the name with which we introduce ourselves.
    ///
    /// # Errors
    /// When this machine has no certificates to trust.
    pub fn new(settings: SmtpSettings, from: Mailbox, hello: &str) -> Result<Self, MailError> {
        let tls = match settings.encryption {
            Encryption::None => None,
            _ => Some(TlsParameters::new(settings.host.clone()).map_err(MailError::Tls)?),
        };
        Ok(Self { settings, from, hello: ClientId::Domain(hello.to_owned()), tls, patience: SEND_TIMEOUT })
    }

    /// Gives the mail server this long for a mail.
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Sends the mail. Once this returns `Ok`, the mail server has taken it over.
    pub(super) async fn send(&self, mail: &entity::Model) -> Result<(), Failure> {
        match tokio::time::timeout(self.patience, self.try_to_send(mail)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::temporary("the mail server was too slow")),
        }
    }

    async fn try_to_send(&self, mail: &entity::Model) -> Result<(), Failure> {
        let message = self.compose(mail).map_err(|error| Failure::permanent(&error.to_string()))?;
        // What goes wrong until here is between the mail server and us. It says nothing of the mail, even when the
        // server calls it permanent: a wrong password is mended by an administrator, and then the mail goes out.
        let mut connection = self.connect().await.map_err(|error| Failure::temporary(&error.to_string()))?;
        if let Err(error) = connection.send(message.envelope(), &message.formatted()).await {
            // An error of ours (`is_client`) is an address that this server cannot take.
            let permanent = error.is_permanent() || error.is_client();
            let reason = error.to_string();
            return Err(if permanent { Failure::permanent(&reason) } else { Failure::temporary(&reason) });
        }
        let _ = tokio::time::timeout(GOODBYE_TIMEOUT, connection.quit()).await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let SmtpSettings { host, port, encryption, login } = &self.settings;
        let from_the_start = self.tls.clone().filter(|_| *encryption == Encryption::FromTheStart);
        let server = (host.as_str(), *port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_TIMEOUT), &self.hello, from_the_start, None)
                .await?;
        if let (Encryption::StartTls, Some(tls)) = (encryption, &self.tls) {
            // Fails when the server does not offer it: we never go on in the open.
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some((user, password)) = login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }

    fn compose(&self, mail: &entity::Model) -> Result<lettre::Message, Box<dyn std::error::Error + Send + Sync>> {
        let name = Some(mail.to_name.clone()).filter(|name| !name.is_empty());
        let mut message = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, mail.to_address.parse()?))
            .subject(&mail.subject)
            // The moment of writing, the same in every attempt.
            .date(SystemTime::from(mail.created_at))
            .message_id(Some(mail.message_id.clone()))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()));
        if let Some(address) = &mail.unsubscribe {
            // RFC 8058: the mail program posts there itself, with one click.
            message = message
                .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE, format!("<{address}>")))
                .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE_POST, "List-Unsubscribe=One-Click".to_owned()));
        }
        Ok(message.multipart(MultiPart::alternative_plain_html(mail.text_body.clone(), mail.html_body.clone()))?)
    }
}
