//! The projects that a commitment serves.
//!
//! They stand beside what its parties agree on: a link binds nobody and makes no version. It exists for who may see both the
//! commitment and the project, so its entries in the audit trail are its own. A form adds and removes what its writer was
//! shown; what they may not see stays as it is, and two who link at once do not undo each other's work.

pub mod linking;
pub mod queries;
pub mod records;
