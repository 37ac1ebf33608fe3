//! Which tasks an address asks for, and whose function they name.

use domain::organisations::Role;
use domain::tasks::TaskKind;
use leptos_router::params::ParamsMap;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use super::PATH;
use super::queries::Task;
use crate::commitments::entity::{commitment, party};
use crate::request::Request;
use crate::ui::{LeftOut, address, parsed};

/// More than this nobody does in one sitting; the rest is counted.
const SHOWN: u64 = 25;
/// Of one kind alone.
const SHOWN_ALONE: u64 = 500;
/// What the address says for the own function.
const MINE: &str = "mijn";

/// Which of the tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// None: of every kind.
    pub kind: Option<TaskKind>,
    /// Without what names another function than one's own. What names none is everybody's.
    pub only_mine: bool,
}

impl Wanted {
    /// Reads an address; what it does not know comes back beside it, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut wanted = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "soort" => parsed(value, &mut wanted.kind),
            "functie" => {
                wanted.only_mine = value == MINE;
                wanted.only_mine
            }
            "melding" => true,
            _ => false,
        });
        (wanted, left_out)
    }

    pub fn address(self) -> String {
        let kind = self.kind.map(|kind| ("soort", kind.code().to_owned()));
        let mine = self.only_mine.then(|| ("functie", MINE.to_owned()));
        address(PATH, kind.into_iter().chain(mine))
    }

    pub(super) const fn limit(self) -> u64 {
        if self.kind.is_some() { SHOWN_ALONE } else { SHOWN }
    }

    /// Of commitments, those that do not name another function of the organisation.
    pub(super) fn of_mine(self, request: &Request, chosen: Select<commitment::Entity>) -> Select<commitment::Entity> {
        let Some(function) = own_function(request).filter(|_| self.only_mine) else { return chosen };
        chosen.filter(Expr::exists(own_party(request).and_where(is_function(function).not()).to_owned()).not())
    }

    /// The same of what was read whole.
    pub(super) fn mine_first(self, request: &Request, mut tasks: Vec<Task>) -> Vec<Task> {
        let Some(function) = own_function(request) else { return tasks };
        let is_mine =
            |task: &Task| task.function.as_deref().map(|named| named.to_lowercase() == function.to_lowercase());
        if self.only_mine {
            tasks.retain(|task| is_mine(task) != Some(false));
        }
        tasks.sort_by_key(|task| is_mine(task) != Some(true));
        tasks
    }
}

/// None for who has none, and for an aanjager: whose work is everywhere, is not told apart by it.
pub fn own_function(request: &Request) -> Option<&str> {
    request.user.function.as_deref().filter(|_| request.actor().role != Role::Driver)
}

/// Those that name the own function, before all others.
pub(super) fn mine_first(request: &Request, records: Select<commitment::Entity>) -> Select<commitment::Entity> {
    let Some(function) = own_function(request) else { return records };
    let names_mine = Expr::exists(own_party(request).and_where(is_function(function)).to_owned());
    let rank: Expr = CaseStatement::new().case(names_mine, 0_i32).finally(1_i32).into();
    records.order_by(rank, Order::Asc)
}

/// With the function of the organisation that a commitment names.
pub(super) fn with_function(request: &Request, records: Select<commitment::Entity>) -> Select<commitment::Entity> {
    let function = own_party(request).clear_selects().column(party::Column::Function).limit(1).to_owned();
    records.expr_as(Expr::SubQuery(None, Box::new(function.into())), "own_function")
}

/// What a commitment says of this person's organisation.
fn own_party(request: &Request) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(party::Entity)
        .and_where(
            Expr::col((party::Entity, party::Column::CommitmentId))
                .equals((commitment::Entity, commitment::Column::Id)),
        )
        .and_where(party::Column::OrganisationId.eq(request.actor().organisation.0))
        .to_owned()
}

/// However it is capitalised.
fn is_function(function: &str) -> Expr {
    let named = Expr::col((party::Entity, party::Column::Function));
    Expr::expr(Func::lower(named)).eq(Func::lower(Expr::val(function)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_chooses_a_kind_and_the_own_function() {
        let read = |pairs: &[(&'static str, &str)]| {
            let mut query = ParamsMap::new();
            for (name, value) in pairs {
                query.insert(*name, (*value).to_owned());
            }
            Wanted::from_query(&query)
        };
        let (wanted, left_out) = read(&[("soort", "bijwerken"), ("functie", "mijn")]);
        assert_eq!(wanted, Wanted { kind: Some(TaskKind::Update), only_mine: true });
        assert_eq!(
            (wanted.address().as_str(), left_out),
            ("/mijn-taken?soort=bijwerken&functie=mijn", LeftOut::default())
        );
        let (wanted, left_out) = read(&[("soort", "iets"), ("functie", "alle")]);
        assert_eq!((wanted, wanted.address().as_str()), (Wanted::default(), "/mijn-taken"));
        assert_ne!(left_out, LeftOut::default());
    }
}
