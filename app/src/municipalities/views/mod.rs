//! Screens of gemeenten. The parts that show figures serve the dashboard too.

mod agenda;
mod figures;
mod list;
mod map;

pub use agenda::MunicipalityPage;
pub use figures::{KeyFigure, ProgressChart, ProgressFigures, StatusFigures};
pub use list::MunicipalitiesPage;
pub use map::{FiguresTable, MunicipalityMap, Switch, SwitchOption, Warning};
