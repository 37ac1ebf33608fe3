//! The errors that reach a screen. Each is a code without detail; what went wrong inside goes to the log.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::storage::Trouble;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is logged in, or no longer.
    #[error("logged out")]
    LoggedOut,
    /// It does not exist, or not for this person.
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// The request is not one that our own screens make.
    #[error("bad request")]
    BadRequest,
    /// A form was sent to a page that has none.
    #[error("wrong method")]
    WrongMethod,
    /// More than a form can hold.
    #[error("too large")]
    TooLarge,
    /// The page in the browser is of an older version than the server.
    #[error("outdated page")]
    Outdated,
    /// The browser could not reach the server.
    #[error("unreachable")]
    Unreachable,
    #[error("internal error")]
    Internal,
    /// The database is away, or has no time for us.
    #[error("unavailable")]
    Unavailable,
    /// The disk has no room for what was to be saved.
    #[error("disk full")]
    DiskFull,
}

impl AppError {
    /// The HTTP status that says the same.
    pub const fn status(self) -> u16 {
        match self {
            Self::LoggedOut => 401,
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::BadRequest => 400,
            Self::WrongMethod => 405,
            Self::TooLarge => 413,
            Self::Outdated => 409,
            Self::Unreachable | Self::Unavailable => 503,
            Self::Internal => 500,
            Self::DiskFull => 507,
        }
    }

    /// Title and explanation for the screen.
    pub const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::LoggedOut => ("U bent uitgelogd", "Log opnieuw in om verder te gaan."),
            Self::NotFound => (
                "Deze pagina bestaat niet",
                "Het adres klopt niet, of u hebt geen toegang tot wat hier staat. Controleer het adres, of ga naar het \
                 dashboard.",
            ),
            Self::Forbidden => (
                "Dit mag u niet",
                "Een ander mag dit wel: een medewerker van de trekker of de gemeente, of van de partij die het aangaat. Vraag het daar.",
            ),
            Self::BadRequest => {
                ("Dit verzoek begrijpen wij niet", "Ga terug naar de vorige pagina en probeer het opnieuw.")
            }
            Self::WrongMethod => (
                "Dit adres werkt zo niet",
                "Er is niets gebeurd. Ga terug naar de vorige pagina en gebruik daar de knop of het formulier.",
            ),
            Self::TooLarge => (
                "Dit is te veel tekst",
                "Er is niets opgeslagen. Ga terug naar de vorige pagina. Kort de teksten in en verstuur het formulier \
                 opnieuw.",
            ),
            Self::Outdated => ("Er is een nieuwe versie", "Ververs de pagina om verder te gaan."),
            Self::Unreachable => (
                "Wij zijn even niet bereikbaar",
                "Controleer uw verbinding en probeer het opnieuw. Wat u hebt ingevuld, staat er nog.",
            ),
            Self::Internal => (
                "Er ging iets mis",
                "Het ligt aan ons, niet aan u. Probeer het over een paar minuten opnieuw. Wat u eerder hebt opgeslagen, is \
                 bewaard.",
            ),
            Self::Unavailable => (
                "De gegevens zijn even niet bereikbaar",
                "Wacht een minuut en probeer het opnieuw. Wat u eerder hebt opgeslagen, is bewaard; wat u nu wilde opslaan \
                 nog niet.",
            ),
            Self::DiskFull => (
                "Opslaan kan nu niet",
                "De schijf van deze dienst is vol. Er is niets opgeslagen. Waarschuw uw beheerder; lezen kan nog wel.",
            ),
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadRequest
            }
            _ => Self::Internal,
        }
    }
}

impl From<domain::policy::Denied> for AppError {
    fn from(denied: domain::policy::Denied) -> Self {
        match denied {
            domain::policy::Denied::Invisible => Self::NotFound,
            domain::policy::Denied::Forbidden => Self::Forbidden,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<sea_orm::DbErr> for AppError {
    fn from(error: sea_orm::DbErr) -> Self {
        tracing::error!(%error, "database");
        match crate::storage::trouble(&error) {
            Some(Trouble::Away) => Self::Unavailable,
            Some(Trouble::Full) => Self::DiskFull,
            Some(Trouble::NoText) => Self::BadRequest,
            None => Self::Internal,
        }
    }
}
