//! The regional dashboard: where the agreements of the region stand, on one screen.

pub mod views;
