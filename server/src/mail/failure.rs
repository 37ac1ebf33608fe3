//! Why a mail was not sent.

use domain::text::visible_line;

/// A reason is for the log page; more than this helps nobody.
const REASON_MAX: usize = 300;

/// A failed attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub reason: String,
    /// The mail server will say the same the next time.
    pub permanent: bool,
}

impl Failure {
    pub fn temporary(reason: &str) -> Self {
        Self { reason: without_secrets(reason), permanent: false }
    }

    pub fn permanent(reason: &str) -> Self {
        Self { reason: without_secrets(reason), permanent: true }
    }
}

/// Mail servers repeat addresses, and links that they distrust: neither may reach the log.
fn without_secrets(reason: &str) -> String {
    let line = visible_line(reason);
    let words: Vec<&str> =
        line.split(' ').map(|word| if word.contains(['@', '/', '%']) { "…" } else { word }).collect();
    words.join(" ").chars().take(REASON_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_holds_no_address_and_no_link() {
        let reason =
            "permanent error (550): 5.1.1 <j@x.example>: Recipient unknown; see\r\n https://x.example/w/geheim\0";
        assert_eq!(Failure::permanent(reason).reason, "permanent error (550): 5.1.1 … Recipient unknown; see …");
        assert_eq!(Failure::temporary(&"x".repeat(9999)).reason.len(), REASON_MAX);
    }
}
