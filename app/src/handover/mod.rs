//! De overdracht: everything that one function of an organisation carries, for who takes it over. The commitments with how
//! they stand, what others wait for, what is decided and asked, what is blocked, and where the function has a seat.
//!
//! Whoever reads the region opens that of any organisation, and finds in it what they may see themselves. A plain page, and
//! the same as a PDF.

pub mod data;
mod document;
pub mod file;
pub mod filter;
pub mod queries;
pub mod views;

pub const PATH: &str = "/overdracht";
/// The same as a file.
pub const FILE_PATH: &str = "/overdracht.pdf";

/// Of one organisation, all functions together.
pub fn address_of(organisation: uuid::Uuid) -> String {
    filter::Filter { organisation: Some(organisation), function: None }.address(PATH)
}
