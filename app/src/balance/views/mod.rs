//! The balance as a drawing with its table, wherever it is shown, and the pages that are about it.

#[cfg(feature = "ssr")]
mod behind;
mod figure;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod section;
#[cfg(feature = "ssr")]
mod sum;

#[cfg(feature = "ssr")]
pub use behind::BehindPage;
pub use figure::BalanceFigure;
#[cfg(feature = "ssr")]
pub use section::BalanceSection;
