//! The rules of Woonzorgagenda.
//!
//! Pure types and functions: no storage, no web, no clock. "Today" is always a parameter, so that a rule can be
//! asked about any day. The names follow the glossary in the README; each type carries its Dutch label.

pub mod accounts;
pub mod agendas;
pub mod agreement;
pub mod allocations;
pub mod audit;
pub mod balance;
pub mod bodies;
pub mod bottlenecks;
pub mod codes;
pub mod comments;
pub mod commitments;
pub mod deadlines;
pub mod decisions;
pub mod deliveries;
pub mod differences;
pub mod documents;
pub mod dutch;
pub mod dwellings;
pub mod files;
pub mod handover;
pub mod history;
pub mod ids;
pub mod imports;
pub mod mail;
pub mod meetings;
pub mod milestones;
pub mod notes;
pub mod occurrences;
pub mod organisations;
pub mod passwords;
pub mod period;
pub mod policy;
pub mod problem;
pub mod progress;
pub mod projects;
pub mod retention;
pub mod roles;
pub mod routing;
pub mod saved_views;
pub mod schedule;
pub mod sessions;
pub mod since;
pub mod snapshots;
pub mod success_factors;
pub mod targets;
pub mod tasks;
pub mod text;
pub mod throttle;
pub mod waiting;

pub use period::Period;
pub use problem::Problem;
