//! `/besluiten`

use domain::decisions::Due;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};
use sheets::{Column, Kind};

use super::{ID, yes};
use crate::decisions::PATH;
use crate::decisions::entity::decision;
use crate::decisions::filter::Filter;
use crate::decisions::queries::{Line, chosen, in_order, lines};
use crate::decisions::standing::Linked;
use crate::error::AppError;
use crate::exports::cells::{period, text};
use crate::exports::keys::{Keys, in_order as by_keys};
use crate::exports::{Listed, Sheet};
use crate::meetings::records::Names;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// A line of the list, with what its row says apart.
pub struct Row {
    line: Line,
    owner: String,
    function: Option<String>,
    report: Option<String>,
}

pub struct Decisions {
    request: Request,
    names: Names,
    keys: Keys,
}

impl Listed for Decisions {
    const NAME: &'static str = "besluiten";
    const TITLE: &'static str = "Besluiten en toezeggingen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let region = request.region()?;
        let (filter, mut left_out) = Filter::from_query(query);
        let chosen = chosen(transaction, &request.visibility(), &filter).await?;
        left_out.unknown.extend(chosen.unknown);
        let keys = Keys::of(transaction, in_order(chosen.selection), decision::Column::Id).await?;
        let names = Names::of_region(transaction, region.0).await?;
        Ok((Self { request: request.clone(), names, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let due = |row: &Row| match row.line.course.due {
            Due::By(moment) => period(Some(moment)),
            // Said aloud: an empty cell would say that nobody filled it in.
            due @ Due::NoDate => text(due.label()),
        };
        let commitment = |one: &Linked| format!("{}: {} ({})", one.effect.label(), one.label, one.standing);
        Sheet::default()
            .text("Besluit of toezegging", |row: &Row| row.line.text.clone())
            .text("Soort", |row| row.line.kind.label().to_owned())
            .text("Eigenaar", |row| row.owner.clone())
            .text("Functie", |row| row.function.clone())
            .with(Column::new("Gereed", Kind::Text), due)
            .text("Over tijd", |row| yes(row.line.overdue))
            .text("Stand", |row| row.line.course.state().label().to_owned())
            .text("Overleg", |row| row.line.taken_at.label.clone())
            .day("Datum overleg", |row| Some(row.line.taken_at.date))
            .text("Agendapunt", |row| row.line.item.clone())
            .text("Afspraken", move |row| {
                let named: Vec<String> = row.line.commitments.iter().map(commitment).collect();
                (!named.is_empty()).then(|| named.join("\n"))
            })
            .text("Teruggekoppeld aan", |row| row.line.reported_to.as_ref().map(|to| to.label.clone()))
            .text("Terugkoppeling", |row| row.report.clone())
            .text("Voorbeeld", |row| yes(row.line.example))
            .text(ID, |row| row.line.id.to_string())
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.page();
        let of_page = decision::Column::Id.is_in(ids.iter().copied());
        let found = seen::<decision::Entity>(&self.request.visibility()).filter(of_page).all(transaction).await?;
        let rows = by_keys(&ids, found, |row| row.id);
        let lines = lines(&self.request, transaction, rows.clone(), &self.names).await?;
        let row = |(line, more): (Line, decision::Model)| Row {
            line,
            owner: self.names.organisation(more.owner_id),
            function: more.owner_function,
            report: more.report,
        };
        Ok(lines.into_iter().zip(rows).map(row).collect())
    }
}
