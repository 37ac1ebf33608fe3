//! Saved views (weergaven) of the list of commitments: a filter under a name, one's own or shared with one's organisation.
//!
//! A view holds the filter as its address says it, so that one which names what is gone by now says so as every address
//! does. Plain pages; the list itself, which wakes up in the browser, only shows the links.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod form;
pub mod links;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod views;

/// Where the list is.
pub const PATH: &str = "/weergaven";
