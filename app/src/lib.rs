//! Woonzorgagenda's features: for each a folder with its screens, its server functions and its storage.
//!
//! Compiled twice: with `ssr` into the server, with `hydrate` into the browser. What only the server needs is declared
//! under `ssr` in each feature's `mod.rs`.

pub mod auth;
pub mod commitments;
pub mod error;
pub mod root;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod audit;
pub mod deadlines;
#[cfg(feature = "ssr")]
pub mod regions;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod storage;
pub mod targets;
