//! Comments (reacties) on a commitment, which may ask something of functions at organisations, never of a person.
//!
//! Plain pages, and a card on the page of the commitment. What is asked of an organisation is a task of its people until one of
//! them answers, or says that it was seen. Comments are added and never changed; their writer withdraws them, and that
//! there was one stays.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;
