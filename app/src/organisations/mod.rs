//! The parties of the region and the bodies in which they meet.

pub mod views;
