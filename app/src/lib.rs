//! Woonzorgagenda's features: for each a folder with its screens, its server functions and its storage.
//!
//! Compiled twice: with `ssr` into the server, with `hydrate` into the browser. What only the server needs is declared
//! under `ssr` in each feature's `mod.rs`.

#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "ssr")]
pub mod agendas;
pub mod audit;
pub mod auth;
#[cfg(feature = "ssr")]
pub mod balance;
pub mod bottlenecks;
#[cfg(feature = "ssr")]
pub mod comments;
pub mod commitments;
pub mod dashboard;
#[cfg(feature = "ssr")]
pub mod deadlines;
#[cfg(feature = "ssr")]
pub mod deliveries;
#[cfg(feature = "ssr")]
pub mod document;
pub mod documents;
pub mod error;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod generate;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod memo;
pub mod municipalities;
pub mod organisations;
#[cfg(feature = "ssr")]
pub mod plain;
#[cfg(feature = "ssr")]
pub mod privacy;
#[cfg(feature = "ssr")]
pub mod projects;
#[cfg(feature = "ssr")]
pub mod regions;
#[cfg(feature = "ssr")]
pub mod request;
pub mod root;
pub mod saved_views;
#[cfg(feature = "ssr")]
pub mod scope;
#[cfg(feature = "ssr")]
pub mod storage;
#[cfg(feature = "ssr")]
pub mod targets;
pub mod tasks;
pub mod ui;
#[cfg(feature = "ssr")]
pub mod white_spots;
