//! The screens of commitments.
