//! What can be chosen, and what choosing it would do.

use domain::differences::FieldChange;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::form::{Asked, CHOSEN_MAX};
use super::plan::{Fate, Planned, plan};
use crate::commitments::data::{Named, Row};
use crate::commitments::entity::commitment;
use crate::commitments::filter::Filter;
use crate::commitments::queries::conditions::{conditions, editable, open, resolve};
use crate::commitments::queries::{documents, ids_in_order, in_order, list_rows, visible};
use crate::error::AppError;
use crate::request::Request;
use crate::ui::LeftOut;

pub const PATH: &str = "/afspraken/wijzigen";

/// What the address of the page holds.
#[derive(Clone, Debug, Default)]
pub struct Address {
    pub filter: Filter,
    /// Everything is ticked from the start.
    pub all: bool,
    /// How many were just changed.
    pub changed: Option<u64>,
    /// Those that were not changed after all.
    pub left_over: Vec<Uuid>,
}

impl Address {
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut address = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "alles" => {
                address.all = value == "ja";
                address.all
            }
            "gewijzigd" => {
                address.changed = value.parse().ok();
                address.changed.is_some()
            }
            "over" => {
                let ids = value.split(',').take(CHOSEN_MAX).map(str::parse).collect::<Result<Vec<Uuid>, _>>();
                address.left_over = ids.unwrap_or_default();
                !address.left_over.is_empty()
            }
            _ => address.filter.set(name, value),
        });
        (address, left_out)
    }
}

/// The commitments of a filter that this person may change.
#[derive(Clone, Debug)]
pub struct ChoosePage {
    /// At most [`CHOSEN_MAX`].
    pub rows: Vec<Row>,
    pub total: u64,
    /// Those that the last change left as they were.
    pub left_over: Vec<Row>,
    pub unknown: Vec<String>,
    /// By id.
    pub documents: Vec<Named>,
}

pub async fn choose_page(request: &Request, address: &Address) -> Result<ChoosePage, AppError> {
    let (database, visibility, reckoning) = (request.database(), &request.visibility(), request.reckoning());
    let (names, unknown) = resolve(database, visibility, &address.filter).await?;
    let filter = conditions(&address.filter, &names, reckoning);
    let chosen = visible(visibility).filter(filter).filter(open()).filter(editable(request.actor()));
    let total = chosen.clone().count(database).await?;
    let rows = list_rows(database, in_order(chosen).limit(CHOSEN_MAX as u64), reckoning).await?;
    let left_over = if address.left_over.is_empty() {
        vec![]
    } else {
        let left_over = commitment::Column::Id.is_in(address.left_over.iter().copied());
        list_rows(database, in_order(visible(visibility).filter(left_over)), reckoning).await?
    };
    let documents = documents(database, visibility).await?;
    Ok(ChoosePage { rows, total, left_over, unknown, documents })
}

/// What a change would do to one of the commitments.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub municipality: Option<String>,
    pub version: i32,
    pub example: bool,
    /// What it says now of what is to change, and will say.
    pub said: Vec<FieldChange>,
    /// It says so in a version that lies with the parties: something else holds.
    pub proposed: bool,
    /// What it sets in motion, or why it stays as it is.
    pub told: String,
    pub changes: bool,
}

pub async fn preview(request: &Request, asked: &Asked) -> Result<Vec<Line>, AppError> {
    let mut planned = plan(request.database(), request, asked).await?;
    let chosen = commitment::Column::Id.is_in(asked.chosen.keys().copied());
    let order = ids_in_order(request.database(), visible(&request.visibility()).filter(chosen)).await?;
    Ok(order.into_iter().filter_map(|id| planned.remove(&id)).map(line).collect())
}

fn line(planned: Planned) -> Line {
    let Planned { row, municipality, told: said, proposed, fate } = planned;
    let (changes, told) = match fate {
        Fate::Same => (false, "Blijft zoals het is.".to_owned()),
        Fate::MayNot => (false, "Mag niet: dit is niet uw afspraak of agenda.".to_owned()),
        Fate::Cannot(why) => (false, format!("Kan niet: {why}")),
        Fate::Changes(change) => (true, change.effect.told().to_owned()),
    };
    Line {
        id: row.id,
        example: row.example,
        number: row.number,
        title: row.title,
        municipality,
        version: row.version,
        said,
        proposed,
        told,
        changes,
    }
}
