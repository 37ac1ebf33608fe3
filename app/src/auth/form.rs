//! The forms of logging in and of one's own account, as posted.

#[cfg(feature = "ssr")]
use domain::Problem;
use serde::{Deserialize, Serialize};

/// An address and a password, as typed or as the demo shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoginForm {
    pub email: String,
    pub password: String,
    /// Where the person wanted to go; a path of this site.
    pub return_to: String,
}

#[cfg(feature = "ssr")]
impl LoginForm {
    /// What was left empty.
    pub fn missing(&self) -> Vec<Problem> {
        let empty = |field, text: &str, message| text.trim().is_empty().then(|| Problem::new(field, message));
        let email = empty("email", &self.email, "Vul uw e-mailadres in.");
        email.into_iter().chain(empty("password", &self.password, "Vul uw wachtwoord in.")).collect()
    }
}

/// The code of an authenticator app, or a recovery code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
    pub return_to: String,
}

/// Where to send a link for a new password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskResetForm {
    pub email: String,
}

/// A new password, by a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetPasswordForm {
    pub token: String,
    pub password: String,
    pub password_again: String,
}

/// A new password, by who knows the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePasswordForm {
    pub current_password: String,
    pub password: String,
    pub password_again: String,
}

/// A second factor that was shown and tried. What was shown comes back: nothing is kept before it is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondFactorForm {
    pub current_password: String,
    pub secret: String,
    /// With a space between them.
    pub recovery_codes: String,
    pub code: String,
}

/// Something that only who knows the password may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    pub current_password: String,
}

/// Nothing to fill in: a button.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    /// A form without any field would not arrive as one.
    pub sure: String,
}
