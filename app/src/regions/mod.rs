//! A region and its reference data: which gemeenten, parties, challenges and target groups there are.

pub mod entity;
pub mod vision;
