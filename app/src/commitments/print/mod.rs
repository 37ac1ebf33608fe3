//! A commitment on paper (`/afspraken/{id}/afdrukken`): what is agreed and how it stands, as its reader sees it, at a moment
//! that is printed with it. Functions instead of names of people: paper goes where accounts do not.

pub mod queries;
pub mod views;
