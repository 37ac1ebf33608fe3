//! What each line would do, by the rules of reporting a delivery.

use std::collections::BTreeMap;

use domain::deliveries::check_room;
use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::{Action, ProjectVerb};
use domain::projects::DwellingType;
use domain::{Problem, dutch};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::columns::{KIND, MARK};
use super::existing::{Existing, Projects};
use super::fill::{Known, as_reported, fill};
use super::write::Write;
use crate::commitments::links::stored_count;
use crate::deliveries::entity::delivery;
use crate::deliveries::form::{Report, ReportForm};
use crate::deliveries::words;
use crate::error::AppError;
use crate::imports::kinds::{Planned, dwelling_types};
use crate::projects::names::Names;
use crate::request::Request;

pub async fn plan(
    connection: &impl ConnectionTrait,
    request: &Request,
    columns: &[Column],
    lines: &[Line],
) -> Result<Vec<Planned<Write>>, AppError> {
    let names = Names::of(connection, &request.visibility()).await?;
    let projects = Projects::of(connection, request, lines).await?;
    let found: Vec<Result<&Existing, Wrong>> = lines.iter().map(|line| projects.named(line, columns)).collect();
    let keys = lines.iter().zip(&found).filter_map(|(line, project)| {
        let project = project.as_ref().ok()?;
        Some((line.row, (project.row.id, line.text(MARK)?)))
    });
    let twice = named_twice(keys);
    let known = Known { columns, types: dwelling_types(&names.types()) };
    let mut planning = Planning { request, names: &names, known, added: BTreeMap::new() };
    let planned = lines.iter().zip(found).map(|(line, project)| {
        let result = project.map_err(|wrong| vec![wrong]).and_then(|project| match twice.get(&line.row) {
            Some(other) => Err(vec![same_mark(*other)]),
            None => planning.line(line, project),
        });
        result.unwrap_or_else(|wrong| Planned::wrong(line.row, title(line), wrong))
    });
    Ok(planned.collect())
}

fn title(line: &Line) -> String {
    line.text(MARK).unwrap_or_default().to_owned()
}

fn same_mark(other: u32) -> Wrong {
    let message = format!("Rij {other} heeft hetzelfde kenmerk. Voeg de rijen samen, of geef elk een eigen kenmerk.");
    Wrong::of(MARK, message)
}

/// What earlier lines of the file add to a ledger.
#[derive(Default)]
struct Added {
    entries: usize,
    dwellings: u64,
}

struct Planning<'a> {
    request: &'a Request,
    names: &'a Names,
    known: Known<'a>,
    added: BTreeMap<Uuid, Added>,
}

impl Planning<'_> {
    fn line(&mut self, line: &Line, existing: &Existing) -> Result<Planned<Write>, Vec<Wrong>> {
        let action = Action::Project(ProjectVerb::ReportDelivery, &existing.rights);
        if self.request.allow(action).is_err() {
            let message =
                "Opleveringen meldt wie bouwt: een medewerker van de ontwikkelaar of de corporatie van het project.";
            return Err(vec![Wrong::of_row(message)]);
        }
        let Some(mark) = line.text(MARK) else {
            let message = "Vul het kenmerk van de oplevering in: zo herkennen wij haar de volgende keer.";
            return Err(vec![Wrong::of(MARK, message)]);
        };
        match existing.book.marked(mark) {
            Some(report) => self.again(line, existing, report),
            None => self.add(line, existing),
        }
    }

    /// What was reported stays as it was said; the line may say the same, or what corrections made of it.
    fn again(&self, line: &Line, existing: &Existing, row: &delivery::Model) -> Result<Planned<Write>, Vec<Wrong>> {
        let was = as_reported(row);
        let report = self.read(line, was.clone())?;
        let became = existing.book.became(row.id, report.dwelling_type);
        let said = stored_count(row.count);
        let kind = DwellingType::from(row.measure_id.map(Into::into));
        let stands = (report.dwelling_type, report.count) == (kind, said) || report.count == became;
        let now =
            if became == said { String::new() } else { format!(", en na correctie {}", dutch::number(became.into())) };
        let delivered = &report.delivered;
        let differs = [
            (KIND, !stands && report.dwelling_type != kind, self.names.dwelling_type(kind)),
            ("count", !stands && report.dwelling_type == kind, format!("{}{now}", dutch::number(said.into()))),
            ("delivered_on", Some(delivered.on) != row.delivered_on, was.delivered_on),
            ("address", delivered.address != row.address, was.address),
            ("evidence", delivered.evidence != row.evidence, was.evidence),
            ("explanation", report.explanation != row.reason, was.explanation),
        ];
        let wrong: Vec<Wrong> = differs
            .into_iter()
            .filter(|(_, differs, _)| *differs)
            .map(|(code, _, there)| already_said(code, &there))
            .collect();
        if wrong.is_empty() { Ok(Planned::nothing(line.row, title(line), Outcome::Unchanged)) } else { Err(wrong) }
    }

    fn add(&mut self, line: &Line, existing: &Existing) -> Result<Planned<Write>, Vec<Wrong>> {
        let project = existing.row.id;
        let report = self.read(line, ReportForm { id: project.to_string(), ..ReportForm::default() })?;
        let added = self.added.entry(project).or_default();
        let there = existing.book.ledger.there() + added.dwellings + u64::from(report.count);
        check_room(there, stored_count(existing.row.dwellings), report.explanation.as_deref())
            .map_err(|problem| vec![place(problem)])?;
        added.dwellings += u64::from(report.count);
        added.entries += 1;
        let sequence = existing.book.length() + added.entries;
        let told = words::reported(self.names, existing.row.place_hidden, &report);
        let write = Write { project, sequence, report, told };
        Ok(Planned { row: line.row, title: title(line), outcome: Outcome::New, write: Some(write) })
    }

    fn read(&self, line: &Line, form: ReportForm) -> Result<Report, Vec<Wrong>> {
        let rules = |form: &ReportForm| {
            form.report(self.request.today()).map_err(|problems| problems.into_iter().map(place).collect())
        };
        fill(line, form, &self.known).checked(rules).map(|(_, report)| report)
    }
}

/// The columns are called as the fields of the form.
fn place(problem: Problem) -> Wrong {
    Wrong::of(&problem.field, problem.message)
}

fn already_said(code: &str, there: &str) -> Wrong {
    let there = if there.is_empty() { "niets" } else { there };
    let message = format!(
        "Gemeld is: {there}. Een melding verandert niet meer. Klopt zij niet, corrigeer haar dan bij de opleveringen van \
         het project."
    );
    Wrong::of(code, message)
}
