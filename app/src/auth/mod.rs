//! Who somebody is: logging in and out, the second factor, forgotten passwords, and one's own account.
//!
//! Its pages are plain: the server alone renders them. What is only needed there is compiled into
//! the server only.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod entity;
pub mod form;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod login;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod passwords;
#[cfg(feature = "ssr")]
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod secrets;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod throttle;
#[cfg(feature = "ssr")]
pub mod views;

/// What every page knows of the person: for the header and the buttons. Rights are decided on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoIsThere {
    pub name: String,
    pub organisation: String,
    pub region: String,
    pub may_create: bool,
    pub has_tasks: bool,
    pub may_import: bool,
    pub administers: bool,
}

/// The address of a page of logging in, from where one goes on to `path`.
#[cfg(feature = "ssr")]
pub fn with_return(page: &str, path: &str) -> String {
    if path == "/" {
        return page.to_owned();
    }
    crate::ui::address(page, [("terug", path.to_owned())])
}
