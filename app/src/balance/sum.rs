//! What a target, or what is left of it, consists of: the figures that are taken off, each with its own list.

use domain::balance::{Figure, Tally};
use leptos_router::params::ParamsMap;

use super::data::Balance;
use super::queries::balance;
use crate::error::AppError;
use crate::request::Request;
use crate::targets::queries::{Asked, records};

/// The sum behind one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub figure: Figure,
    /// Of what is asked: one measure, or all of the scenario.
    pub balance: Balance,
    /// Of the measures together; None of one alone, or where they do not add up.
    pub total: Option<Tally>,
}

/// The figure that an address asks for, when it is no list of entries but a sum.
pub fn asked_sum(query: &ParamsMap) -> Option<Figure> {
    let figure: Figure = query.get("kolom")?.parse().ok()?;
    (!figure.is_counted()).then_some(figure)
}

/// # Errors
/// `NotFound` when the address names what is not there.
pub async fn sum(request: &Request, query: &ParamsMap, figure: Figure) -> Result<Sum, AppError> {
    let asked = Asked::from_query(query);
    let counted = balance(request).await?;
    let records = records(request.database(), &request.visibility()).await?;
    let (scenario, known) = records.chosen(asked.scenario.as_deref()).ok_or(AppError::NotFound)?;
    let place = records.place(asked.municipality.as_deref());
    if !known || (asked.municipality.is_some() && place.is_none()) {
        return Err(AppError::NotFound);
    }
    let mut balance = records.detailed_balance(scenario, place, &counted, request.today()).balance;
    if let Some(key) = &asked.measure {
        balance.measures.retain(|line| line.measure.value == *key);
    }
    if balance.measures.is_empty() {
        return Err(AppError::NotFound);
    }
    let total = balance.total.filter(|_| asked.measure.is_none());
    Ok(Sum { figure, balance, total })
}
