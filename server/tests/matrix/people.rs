//! Everybody who could ask: nobody, each role at each kind of organisation, somebody of another region, and accounts to
//! which something is amiss.

use axum::http::HeaderValue;
use domain::policy::Visitor;

pub struct Person {
    pub name: String,
    /// None: not logged in, or no longer.
    pub visitor: Option<Visitor>,
    pub cookie: Option<HeaderValue>,
}

impl Person {
    pub fn nobody() -> Self {
        Self { name: "nobody".to_owned(), visitor: None, cookie: None }
    }
}
