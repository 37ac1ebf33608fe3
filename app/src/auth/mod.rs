//! Who somebody is: accounts, logging in and out.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub mod accounts;
pub mod api;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod login;
#[cfg(feature = "ssr")]
pub mod passwords;
pub mod views;

/// An address and a password, as typed or as the demo shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginForm {
    pub email: String,
    pub password: String,
    /// Where the person wanted to go; a path of this site.
    #[serde(default)]
    pub return_to: String,
}

/// What every page knows of the person: for the header and the buttons. Rights are decided on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    pub name: String,
    pub organisation: String,
    pub region: String,
    pub may_create: bool,
}
