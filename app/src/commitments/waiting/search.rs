//! Which commitment somebody means: its number with the gemeente, words out of its title, or its address.

use domain::Problem;
use domain::commitments::LifeCycle;
use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use super::super::entity::commitment;
use super::super::names::commitment_label;
use super::super::queries::conditions::contains;
use super::super::queries::visible;
use super::super::records::stored_life_cycle;
use crate::regions::entity::municipality;

/// The word for the agenda that is no gemeente's.
const REGIONAL: &str = "regio";
/// Of more than these, nobody reads the list.
const NAMED: usize = 5;
const LOOKED_AT: u64 = 100;

/// A commitment that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: Uuid,
    pub label: String,
    pub life_cycle: LifeCycle,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    number: String,
    title: String,
    life_cycle: String,
    municipality: Option<String>,
}

impl Record {
    fn found(self) -> Found {
        Found {
            id: self.id,
            label: commitment_label(&self.number, &self.title, self.municipality.as_deref()),
            life_cycle: stored_life_cycle(&self.life_cycle),
        }
    }

    fn has_number(&self, words: &[String]) -> bool {
        words.contains(&self.number.to_lowercase())
    }
}

/// The one commitment that the text means, out of those that exist for this person.
pub async fn find(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    text: &str,
) -> Result<Result<Found, Problem>, DbErr> {
    use commitment::Column as C;
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let meant = match id_in(&lower) {
        Some(id) => Condition::all().add(C::Id.eq(id)),
        None => words.iter().fold(Condition::all(), |all, word| all.add(has(word))),
    };
    let records = visible(visibility)
        .filter(meant)
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::LifeCycle])
        .column_as(municipality::Column::Name, "municipality")
        .order_by_asc(municipality::Column::Name)
        .order_by_asc(C::Number)
        .limit(LOOKED_AT)
        .into_model::<Record>()
        .all(connection)
        .await?;
    Ok(only(records, &words, text))
}

/// An address of a commitment, pasted, or its id.
fn id_in(text: &str) -> Option<Uuid> {
    text.trim().split(['/', '?', '#']).find_map(|part| part.parse().ok())
}

fn has(word: &str) -> Condition {
    let like = |expression: Expr| expression.like(LikeExpr::new(contains(word)).escape('\\'));
    let name = Expr::expr(Func::lower(Expr::col((municipality::Entity, municipality::Column::Name))));
    let regional = (word == REGIONAL).then(|| commitment::Column::MunicipalityId.is_null());
    Condition::any()
        .add(like(Expr::col((commitment::Entity, commitment::Column::SearchText))))
        .add(like(name))
        .add_option(regional)
}

/// A number that is written in full means itself, and not what only mentions it.
fn only(records: Vec<Record>, words: &[String], text: &str) -> Result<Found, Problem> {
    let (numbered, others): (Vec<Record>, Vec<Record>) =
        records.into_iter().partition(|record| record.has_number(words));
    let mut left = if numbered.is_empty() { others } else { numbered };
    if left.len() > 1 {
        return Err(ambiguous(text, left));
    }
    left.pop().map(Record::found).ok_or_else(|| unknown(text))
}

fn unknown(text: &str) -> Problem {
    let message = format!(
        "Wij vinden geen afspraak met “{}”. Vul het nummer en de gemeente in, of woorden uit de titel.",
        shortened(text)
    );
    Problem::new("commitment", message)
}

fn ambiguous(text: &str, found: Vec<Record>) -> Problem {
    let more = if found.len() > NAMED { " en andere" } else { "" };
    let labels: Vec<String> = found.into_iter().take(NAMED).map(|record| record.found().label).collect();
    let message = format!(
        "Met “{}” vinden wij meer dan één afspraak: {}{more}. Vul het nummer en de gemeente in, of meer woorden.",
        shortened(text),
        labels.join("; ")
    );
    Problem::new("commitment", message)
}

/// What was typed stands in its field; the message only points at it.
fn shortened(text: &str) -> String {
    let text = domain::text::visible_line(text);
    if text.chars().count() <= 60 { text } else { text.chars().take(60).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: &str, title: &str, municipality: Option<&str>) -> Record {
        Record {
            id: Uuid::nil(),
            number: number.to_owned(),
            title: title.to_owned(),
            life_cycle: "voorgesteld".to_owned(),
            municipality: municipality.map(str::to_owned),
        }
    }

    fn asked(text: &str, records: Vec<Record>) -> Result<String, String> {
        let words: Vec<String> = text.to_lowercase().split(' ').map(str::to_owned).collect();
        only(records, &words, text).map(|found| found.label).map_err(|problem| problem.message)
    }

    #[test]
    fn a_number_means_itself_and_not_what_mentions_it() {
        let records = vec![record("L-01", "Hofje", Some("Borne")), record("L-07", "Vervolg op L-01", Some("Borne"))];
        assert_eq!(asked("L-01 borne", records), Ok("L-01 Hofje (Borne)".to_owned()));
    }

    #[test]
    fn who_is_not_clear_is_told_what_there_is() {
        let found = ["Almelo", "Borne"].map(|place| record("L-01", "Hofje", Some(place)));
        let message = asked("L-01", found.into()).unwrap_err();
        assert!(message.contains("L-01 Hofje (Almelo); L-01 Hofje (Borne)."), "{message}");
        assert!(asked(&"x".repeat(500), vec![]).unwrap_err().chars().count() < 200);
    }

    #[test]
    fn an_address_can_be_pasted() {
        let id = Uuid::from_u128(7);
        assert_eq!(id_in(&format!("https://agenda.example/afspraken/{id}?melding=opgeslagen")), Some(id));
        assert_eq!(id_in(&id.to_string()), Some(id));
        assert_eq!(id_in("l-01 borne"), None);
    }
}
