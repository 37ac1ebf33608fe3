//! Finding commitments by number, words or gemeente, among those that somebody may see.

use std::collections::BTreeSet;

use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, NullOrdering};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use crate::choosing::Choosable;
use crate::commitments::entity::commitment;
use crate::commitments::queries::conditions::contains;
use crate::commitments::queries::visible;
use crate::regions::entity::municipality;

/// Who finds more than this needs better words.
const FOUND_MAX: u64 = 200;

/// A commitment to choose.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Found {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// None: it stands in the region's agenda.
    pub municipality: Option<String>,
    search_text: String,
}

impl Choosable for Found {
    fn id(&self) -> Uuid {
        self.id
    }

    /// As the timeline writes it.
    fn label(&self) -> String {
        let agenda = self.municipality.as_deref().unwrap_or("regio");
        format!("{} {} ({agenda})", self.number, self.title)
    }

    fn has(&self, words: &[String]) -> bool {
        let municipality = self.municipality.as_deref().map(str::to_lowercase).unwrap_or_default();
        words.iter().all(|word| self.search_text.contains(word) || municipality.contains(word))
    }

    fn is_called(&self, words: &[String]) -> bool {
        words.contains(&self.number.to_lowercase())
    }
}

/// What is found for any of the terms, those whose number was typed first.
pub async fn find(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    terms: &[Vec<String>],
) -> Result<Vec<Found>, DbErr> {
    if terms.is_empty() {
        return Ok(vec![]);
    }
    let any = terms.iter().fold(Condition::any(), |any, words| {
        any.add(words.iter().fold(Condition::all(), |all, word| all.add(holds(word))))
    });
    let typed = commitment::Column::Number.into_expr();
    let typed = Expr::expr(Func::lower(typed)).is_in(terms.iter().flatten().map(String::as_str));
    let selection = visible(visibility).filter(any).order_by_desc(typed);
    found(connection, selection.limit(FOUND_MAX)).await
}

/// The commitments with these ids that exist for somebody.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ids: &BTreeSet<Uuid>,
) -> Result<Vec<Found>, DbErr> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let chosen = visible(visibility).filter(commitment::Column::Id.is_in(ids.iter().copied()));
    found(connection, chosen).await
}

fn holds(word: &str) -> Condition {
    let like = || LikeExpr::new(contains(word)).escape('\\');
    let name = Expr::expr(Func::lower(municipality::Column::Name.into_expr()));
    Condition::any().add(commitment::Column::SearchText.into_expr().like(like())).add(name.like(like()))
}

async fn found(connection: &impl ConnectionTrait, selection: Select<commitment::Entity>) -> Result<Vec<Found>, DbErr> {
    use commitment::Column as C;
    selection
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::SearchText])
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .order_by_with_nulls(municipality::Column::Name, Order::Asc, NullOrdering::First)
        .order_by_asc(C::Number)
        .order_by_asc(C::Id)
        .into_model::<Found>()
        .all(connection)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choosing::matching;

    fn one(number: &str, title: &str, municipality: &str) -> Found {
        Found {
            id: Uuid::nil(),
            number: number.to_owned(),
            title: title.to_owned(),
            municipality: Some(municipality.to_owned()),
            search_text: format!("{number}\n{title}").to_lowercase(),
        }
    }

    fn titles(found: &[Found], term: &str) -> Vec<String> {
        let words: Vec<String> = term.split_whitespace().map(str::to_lowercase).collect();
        matching(found, &words).into_iter().map(|found| found.title.clone()).collect()
    }

    #[test]
    fn a_number_names_one_and_words_name_all_that_have_them() {
        let found = [
            one("L-01", "Hofje aan de Es", "Enschede"),
            one("L-011", "Tuin van L-01", "Enschede"),
            one("L-01", "Lift in de flat", "Hengelo"),
        ];
        assert_eq!(titles(&found, "L-01 Enschede"), ["Hofje aan de Es"]);
        assert_eq!(titles(&found, "l-01"), ["Hofje aan de Es", "Lift in de flat"]);
        assert_eq!(titles(&found, "enschede"), ["Hofje aan de Es", "Tuin van L-01"]);
        assert_eq!(titles(&found, "lift enschede"), Vec::<String>::new());
    }
}
