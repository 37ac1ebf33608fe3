//! Gemeenten and their agendas.

pub mod views;
