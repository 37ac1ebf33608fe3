//! Finding projects by name, place, gemeente, the mark of another register or their address, among those that somebody may
//! see.

use std::collections::{BTreeMap, BTreeSet};

use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use uuid::Uuid;

use super::entity::project;
use crate::choosing::{Choosable, Wording};
use crate::commitments::data::ProjectLine;
use crate::commitments::queries::conditions::contains;
use crate::regions::entity::municipality;
use crate::scope::seen;

/// Who finds more than this needs better words.
const FOUND_MAX: u64 = 200;

/// How the form of a commitment speaks of its projects.
pub const WORDING: Wording = Wording {
    one: "project",
    many: "projecten",
    by: "de naam, de gemeente, het kenmerk of het adres van het project op deze site",
    ticks: "projects",
    search: "project_search",
    offers: false,
};

/// A project to choose.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Found {
    pub id: Uuid,
    pub name: String,
    pub municipality: String,
    external_id: Option<String>,
    search_text: String,
}

/// What a project is called among those of all gemeenten, in the timeline too.
pub fn project_label(name: &str, municipality: &str) -> String {
    format!("{name} ({municipality})")
}

impl Choosable for Found {
    fn id(&self) -> Uuid {
        self.id
    }

    fn label(&self) -> String {
        project_label(&self.name, &self.municipality)
    }

    fn has(&self, words: &[String]) -> bool {
        let municipality = self.municipality.to_lowercase();
        let has = |word: &String| self.search_text.contains(bare(word)) || municipality.contains(bare(word));
        id_in(words).map_or_else(|| words.iter().all(has), |id| id == self.id)
    }

    fn is_called(&self, words: &[String]) -> bool {
        let mark = self.external_id.as_deref().map(str::to_lowercase);
        let name = self.name.to_lowercase();
        let with_place = format!("{name} ({})", self.municipality.to_lowercase());
        let typed = words.join(" ");
        mark.is_some_and(|mark| words.contains(&mark)) || typed == name || typed == with_place
    }
}

/// As a label is typed over: `(Almelo)`.
fn bare(word: &str) -> &str {
    word.trim_matches(['(', ')'])
}

/// An address of a project, pasted, or its id.
fn id_in(words: &[String]) -> Option<Uuid> {
    words.iter().flat_map(|word| word.split(['/', '?', '#'])).find_map(|part| part.parse().ok())
}

/// What is found for any of the terms, those that are called so first.
pub async fn find(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    terms: &[Vec<String>],
) -> Result<Vec<Found>, DbErr> {
    if terms.is_empty() {
        return Ok(vec![]);
    }
    let any = terms.iter().fold(Condition::any(), |any, words| {
        any.add(match id_in(words) {
            Some(id) => Condition::all().add(project::Column::Id.eq(id)),
            None => words.iter().fold(Condition::all(), |all, word| all.add(holds(word))),
        })
    });
    let name = Expr::expr(Func::lower(project::Column::Name.into_expr()));
    let mark = Func::coalesce([project::Column::ExternalId.into_expr(), Expr::value("")]);
    let called = name
        .is_in(terms.iter().map(|words| words.join(" ")))
        .or(Expr::expr(Func::lower(Expr::from(mark))).is_in(terms.iter().flatten().map(String::as_str)));
    let chosen = seen::<project::Entity>(visibility).filter(any).order_by_desc(called);
    found(connection, chosen.limit(FOUND_MAX)).await
}

/// The projects of a list of ids that exist for somebody.
pub async fn chosen(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ids: SelectStatement,
) -> Result<Vec<Found>, DbErr> {
    found(connection, seen::<project::Entity>(visibility).filter(project::Column::Id.in_subquery(ids))).await
}

/// The projects with these ids that exist for somebody.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ids: &BTreeSet<Uuid>,
) -> Result<Vec<Found>, DbErr> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let chosen = seen::<project::Entity>(visibility).filter(project::Column::Id.is_in(ids.iter().copied()));
    found(connection, chosen).await
}

/// These projects as a list names them, by id.
pub async fn project_lines(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ids: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, ProjectLine>, DbErr> {
    let found = by_ids(connection, visibility, &ids.collect()).await?;
    Ok(found.into_iter().map(|found| (found.id, ProjectLine { id: found.id, label: found.label() })).collect())
}

fn holds(word: &str) -> Condition {
    let like = || LikeExpr::new(contains(bare(word))).escape('\\');
    let municipality = Expr::expr(Func::lower(municipality::Column::Name.into_expr()));
    Condition::any().add(project::Column::SearchText.into_expr().like(like())).add(municipality.like(like()))
}

async fn found(connection: &impl ConnectionTrait, selection: Select<project::Entity>) -> Result<Vec<Found>, DbErr> {
    use project::Column as C;
    selection
        .select_only()
        .columns([C::Id, C::Name, C::ExternalId, C::SearchText])
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::InnerJoin, project::Relation::Municipality.def())
        .order_by_asc(C::Name)
        .order_by_asc(C::Id)
        .into_model::<Found>()
        .all(connection)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choosing::{matching, terms};

    fn one(number: u128, name: &str, mark: Option<&str>, municipality: &str) -> Found {
        let parts = [Some(name), mark];
        Found {
            id: Uuid::from_u128(number),
            name: name.to_owned(),
            municipality: municipality.to_owned(),
            external_id: mark.map(str::to_owned),
            search_text: parts.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase(),
        }
    }

    #[test]
    fn a_name_a_mark_or_an_address_names_one_and_words_all_that_have_them() {
        let found = [
            one(1, "Hof", Some("D-1"), "Borne"),
            one(2, "Hof aan Zee", Some("D-12"), "Borne"),
            one(3, "Hof", None, "Almelo"),
        ];
        let ids = |search: &str| {
            let words = terms(search).remove(0);
            matching(&found, &words).into_iter().map(|it| it.id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(ids("hof aan"), [2]);
        assert_eq!(ids("Hof"), [1, 3]);
        assert_eq!(ids("Hof (Almelo)"), [3]);
        assert_eq!(ids("d-1"), [1]);
        assert_eq!(ids("borne"), [1, 2]);
        assert_eq!(ids(&format!("https://agenda.example/projecten/{}?melding=opgeslagen", Uuid::from_u128(3))), [3]);
    }
}
