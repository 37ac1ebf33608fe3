//! The accounts of a demo appendix.

use domain::organisations::Role;

use crate::auth::accounts::normal_address;
use crate::regions::reader::{At, Row};

/// A `[[user]]`. Making the account, with a password, is the caller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserEntry {
    pub email: At<String>,
    pub name: String,
    pub role: Role,
    pub organisation: At<String>,
    pub function: String,
    /// May confirm as a medewerker.
    pub mandated: bool,
}

impl UserEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let email: Option<At<String>> = row.required("email");
        let (name, role) = (row.required("name"), row.required("role"));
        let (organisation, function) = (row.required("organisation"), row.required("function"));
        let mandated = row.optional("mandated").unwrap_or(false);
        let mut email = email?;
        let address = normal_address(&email.value).filter(|address| address.ends_with(".example"));
        if address.is_none() {
            row.wrong("email", "must be an address that ends in .example: a demo holds nobody's own address");
        }
        email.value = address?;
        Some(Self { email, name: name?, role: role?, organisation: organisation?, function: function?, mandated })
    }
}
