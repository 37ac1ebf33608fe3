//! The pages of logging in and of one's own account. Plain pages.

mod account;
mod login;
mod password;
mod qr;
mod second_factor;

pub use account::AccountPage;
pub use login::{CodePage, LoginPage};
pub use password::{ChangePasswordPage, ForgottenPasswordPage, SetPasswordPage};
pub use second_factor::{SecondFactorOffPage, SecondFactorPage};
