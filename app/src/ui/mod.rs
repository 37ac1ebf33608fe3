//! What screens are made of. The class names are those of `style/README.md`.

mod badges;
mod bars;
mod errors;
mod fields;
pub mod form;
mod form_view;
mod layout;
mod line_chart;
mod page;
mod tile_map;

pub use badges::{ExampleBadge, LifeCycleBadge, Light, OverdueBadge, SourceBadge};
pub use bars::{Bar, BarPart, Bars};
#[cfg(feature = "ssr")]
pub(crate) use errors::set_status;
pub use errors::{ErrorPage, Loaded};
pub use fields::{CheckboxGroup, Choice, RadioGroup, SelectField, TextArea, TextField};
pub use form_view::{Form, FormState, SubmitButton};
pub use layout::{Frame, Session};
pub use line_chart::{LineChart, LineSeries};
pub use page::{Breadcrumb, Crumb, Notice, PageTitle};
pub use tile_map::{Tile, TileMap};
