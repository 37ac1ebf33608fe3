//! What screens are made of. The class names are those of `style/README.md`.

mod address;
mod badges;
mod bars;
mod download_links;
mod errors;
mod fields;
#[cfg(feature = "ssr")]
mod file_field;
#[cfg(feature = "ssr")]
mod filter_form;
pub mod form;
#[cfg_attr(feature = "ssr", path = "form_send_nowhere.rs")]
mod form_send;
mod form_view;
mod layout;
mod left_out;
#[cfg(feature = "ssr")]
mod line_chart;
mod page;
mod page_data;
mod pagination;
mod stacked_bars;
mod tile_map;
mod timeline;

pub use address::{address, parsed};
pub use badges::{ChangeBadge, ExampleBadge, LifeCycleBadge, Light, OverdueBadge, SourceBadge};
pub use bars::{Bar, BarColour, Bars};
pub use download_links::DownloadLinks;
pub use errors::ErrorPage;
#[cfg(feature = "ssr")]
pub(crate) use errors::set_status;
#[cfg(feature = "ssr")]
pub use errors::typed_words;
pub use fields::{CheckboxGroup, Choice, RadioGroup, SelectField, TextArea, TextField};
#[cfg(feature = "ssr")]
pub use file_field::FileField;
#[cfg(feature = "ssr")]
pub use filter_form::{FilterForm, FilterInput, FilterSelect};
pub use form_view::{Form, FormState, Refused, SeenVersion, SubmitButton};
pub use layout::{Frame, Session};
pub use left_out::{LeftOut, LeftOutNotice, page_number};
#[cfg(feature = "ssr")]
pub use line_chart::{LineChart, LineSeries};
pub use page::{Breadcrumb, Crumb, Notice, PageTitle, browser_title, paragraphs};
pub use page_data::{Loaded, PageData, page_data};
pub use pagination::Pagination;
pub use stacked_bars::{Part, StackedBar, StackedBars};
pub use tile_map::{Tile, TileMap};
pub use timeline::{Changes, Timeline};
