//! The screens of evidence, and how it stands at its report.

mod links;
mod list;
mod one;

pub use links::EvidenceLinks;
pub use list::EvidencePage;
pub use one::EvidenceFilePage;
