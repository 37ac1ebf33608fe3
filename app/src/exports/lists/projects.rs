//! `/projecten`: in the columns that can be loaded.

use std::sync::Arc;

use domain::policy::{Action, Actor, ProjectVerb, Visibility, allows};
use domain::projects::HardStatuses;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};

use super::{municipalities, yes};
use crate::error::AppError;
use crate::exports::keys::{Keys, in_order};
use crate::exports::{Listed, Sheet};
use crate::imports::kinds::projects::told::{Telling, Told};
use crate::imports::outgoing::in_template;
use crate::projects::PATH;
use crate::projects::entity::project;
use crate::projects::filter::Filter;
use crate::projects::names::Names;
use crate::projects::queries::{self, chosen, hard_statuses};
use crate::projects::records::{contents_of_many, rights_of};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

pub struct Row {
    told: Told,
    example: bool,
}

pub struct Projects {
    actor: Actor,
    visibility: Visibility,
    telling: Arc<Telling>,
    hard: HardStatuses,
    keys: Keys,
}

impl Listed for Projects {
    const NAME: &'static str = "projecten";
    const TITLE: &'static str = "Projecten";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let visibility = request.visibility();
        let (filter, mut left_out) = Filter::from_query(query);
        let places = municipalities(transaction, &visibility).await?;
        let hard = hard_statuses(transaction, &visibility).await?;
        let (chosen, unknown) = chosen(&visibility, &filter, &places, &hard);
        left_out.unknown.extend(unknown);
        let telling = Arc::new(Telling::new(Names::of(transaction, &visibility).await?));
        let keys = Keys::of(transaction, queries::in_order(chosen), project::Column::Id).await?;
        Ok((Self { actor: *request.actor(), visibility, telling, hard, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let mut sheet = Sheet::default();
        for (column, about) in self.telling.columns() {
            let telling = Arc::clone(&self.telling);
            let column = sheets::Column { kind: about.kind(), ..in_template(&column) };
            sheet = sheet.with(column, move |row: &Row| telling.value(about, &row.told));
        }
        let hard = self.hard.clone();
        sheet
            .text("Hard of zacht", move |row| hard.hardness(row.told.content.plan_status).label().to_owned())
            .text("Voorbeeld", |row| yes(row.example))
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.page();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let of_page = project::Column::Id.is_in(ids.iter().copied());
        let rows = seen::<project::Entity>(&self.visibility).filter(of_page).all(transaction).await?;
        let mut contents = contents_of_many(transaction, &rows).await?;
        let mut told = Vec::with_capacity(rows.len());
        for row in in_order(&ids, rows, |row| row.id) {
            let Some(content) = contents.remove(&row.id) else { continue };
            let rights = rights_of(&row, content.parties.clone())?;
            let may_know = allows(&self.actor, Action::Project(ProjectVerb::ViewPlace, &rights)).is_ok();
            let place_kept = content.place_hidden && !may_know;
            let example = row.example;
            told.push(Row {
                told: Told { id: row.id, municipality: row.municipality_id, content, place_kept },
                example,
            });
        }
        Ok(told)
    }
}
