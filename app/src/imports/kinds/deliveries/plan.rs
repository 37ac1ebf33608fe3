//! What each line would do, by the rules of reporting a delivery.

use std::collections::BTreeMap;

use domain::deliveries::check_room;
use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::{Action, ProjectVerb};
use domain::projects::DwellingType;
use domain::{Problem, dutch};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::columns::{ADDRESS, KIND, MARK, PROJECT};
use super::existing::{Existing, Projects, entry};
use super::fill::{Known, as_said, fill};
use super::write::Write;
use crate::commitments::links::stored_count;
use crate::deliveries::entity::delivery;
use crate::deliveries::form::{Report, ReportForm};
use crate::deliveries::words;
use crate::error::AppError;
use crate::imports::kinds::{Planned, dwelling_types, is_kept};
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
        match there(line, project) {
            Some(row) => Some((line.row, (row.id, ""))),
            None => Some((line.row, (project.row.id, line.text(MARK)?))),
        }
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

/// What the ledger has of a line: by our id, or by the mark of the reporter.
fn there<'a>(line: &Line, existing: &'a Existing) -> Option<&'a delivery::Model> {
    match entry(line) {
        Some(id) => existing.book.entry(id),
        None => existing.book.marked(line.text(MARK)?),
    }
}

fn title(line: &Line) -> String {
    line.text(MARK).or(line.text(PROJECT)).unwrap_or_default().to_owned()
}

fn same_mark(other: u32) -> Wrong {
    let message = format!("Rij {other} is dezelfde oplevering. Voeg de rijen samen, of geef elk een eigen kenmerk.");
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
        let rights = &existing.rights;
        let may = |verb| self.request.allow(Action::Project(verb, rights)).is_ok();
        let reports = may(ProjectVerb::ReportDelivery);
        let not_theirs = || {
            let message =
                "Opleveringen meldt wie bouwt: een medewerker van de ontwikkelaar of de corporatie van het project.";
            vec![Wrong::of_row(message)]
        };
        match there(line, existing) {
            Some(row) => {
                // Whether a guess of a hidden address is right is not told.
                let guesses = existing.row.place_hidden
                    && !may(ProjectVerb::ViewPlace)
                    && line.told(ADDRESS).is_some_and(|text| !is_kept(text));
                match self.again(line, existing, row) {
                    Ok(()) if !guesses => Ok(Planned::nothing(line.row, title(line), Outcome::Unchanged)),
                    Err(wrong) if reports => Err(wrong),
                    _ => Err(not_theirs()),
                }
            }
            None if !reports => Err(not_theirs()),
            None if line.text(MARK).is_none() => {
                let message = "Vul het kenmerk van de oplevering in: zo herkennen wij haar de volgende keer.";
                Err(vec![Wrong::of(MARK, message)])
            }
            None => self.add(line, existing),
        }
    }

    /// What was reported stays as it was said; the line may say the same, or what corrections made of it.
    fn again(&self, line: &Line, existing: &Existing, row: &delivery::Model) -> Result<(), Vec<Wrong>> {
        let (book, by_id) = (&existing.book, entry(line).is_some());
        let was = as_said(row, book.chain(row.id).last().unwrap_or(row));
        let report = self.read(line, was.clone())?;
        let said = stored_count(row.count);
        let kind = DwellingType::from(row.measure_id.map(Into::into));
        // Our id names the dwellings that are still this; a mark names all that the report became.
        let became = match book.ledger.lot(row.id.into()).filter(|_| by_id) {
            Some(lot) => lot.total(),
            None => book.became(row.id, report.dwelling_type),
        };
        let same_type = report.dwelling_type == kind;
        let stands = (same_type && report.count == said) || ((same_type || !by_id) && report.count == became);
        let now =
            if became == said { String::new() } else { format!(", en na correctie {}", dutch::number(became.into())) };
        let delivered = &report.delivered;
        let mark = row.external_id.as_deref().unwrap_or_default();
        let other_mark = line.told(MARK).is_some_and(|told| told != mark && Some(told) != book.mark(row.id));
        let differs = [
            (MARK, other_mark, was.external_id),
            (KIND, !stands && !same_type, self.names.dwelling_type(kind)),
            ("count", !stands && same_type, format!("{}{now}", dutch::number(said.into()))),
            ("delivered_on", Some(delivered.on) != book.delivered_on(row.id), was.delivered_on),
            ("address", delivered.address.as_deref().unwrap_or_default() != was.address, was.address),
            ("evidence", delivered.evidence.as_deref().unwrap_or_default() != was.evidence, was.evidence),
            ("explanation", report.explanation != row.reason, was.explanation),
        ];
        let wrong: Vec<Wrong> = differs
            .into_iter()
            .filter(|(_, differs, _)| *differs)
            .map(|(code, _, there)| already_said(code, &there))
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
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
        let outcome = Outcome::New(told.clone());
        let write = Write { project, sequence, report, told };
        Ok(Planned { row: line.row, title: title(line), outcome, write: Some(write) })
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
