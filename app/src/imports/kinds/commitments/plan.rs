//! What each line would do, by the rules of the form of a commitment.

use std::collections::BTreeMap;

use domain::Problem;
use domain::agreement::Effect;
use domain::commitments::{Content, EXTERNAL_ID_MAX};
use domain::differences::{Field, FieldChange, differences};
use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::{Action, Verb};
use domain::text::check_line;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::columns::{AGENDA, CONSULTED, EXTERNAL_ID, ID, PARTNERS, TITLE};
use super::existing::{Agenda, Commitments};
use super::fill::{agenda, fill};
use super::known::Known;
use super::write::{Before, Write};
use crate::audit::Author;
use crate::commitments::commands::{Editing, concept, concept_marks, read_new};
use crate::commitments::filter::REGIONAL_AGENDA;
use crate::commitments::form::CommitmentForm;
use crate::commitments::names::Names;
use crate::commitments::queries::agenda_value;
use crate::commitments::records::described_as_new;
use crate::error::AppError;
use crate::imports::kinds::Planned;
use crate::imports::kinds::marks::Several;
use crate::request::Request;

const SEVERAL: &str = "Meer afspraken in deze agenda hebben dit kenmerk. Haal de lijst van afspraken op en vul hier het id in van de \
                       afspraak die u bedoelt.";
const MARK_TAKEN: &str =
    "Een andere afspraak in deze agenda heeft dit kenmerk al. Controleer of het dezelfde afspraak is.";

pub async fn plan(
    connection: &impl ConnectionTrait,
    request: &Request,
    columns: &[Column],
    lines: Vec<Line>,
) -> Result<Vec<Planned<Write>>, AppError> {
    let names = Names::of_region(connection, request.actor().region.into()).await?;
    let existing = Commitments::of(connection, request, &lines).await?;
    let planning = Planning { request, names: &names, existing, known: Known::of(columns, &names) };
    let (mut planned, keys): (Vec<_>, Vec<_>) = lines.iter().map(|line| planning.line(line)).unzip();
    refuse_twice(&mut planned, keys);
    let new = || planned.iter().filter(|one| matches!(one.write, Some(Write::Add { .. }))).count();
    let mut numbers = concept_marks(connection, request.actor().region, new()).await?.into_iter();
    for one in &mut planned {
        if let Some(Write::Add { new, .. }) = &mut one.write {
            new.number = numbers.next().ok_or(AppError::Internal)?;
        }
    }
    Ok(planned)
}

/// What two rows of a file may not share: the commitment, or what will be its mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Commitment(Uuid),
    Mark(Agenda, String),
}

fn refuse_twice(planned: &mut [Planned<Write>], keys: Vec<Vec<Key>>) {
    let right = planned.iter().zip(keys).filter(|(one, _)| !matches!(one.outcome, Outcome::Wrong(_)));
    let keys = right.flat_map(|(one, keys)| keys.into_iter().map(|key| (one.row, key)));
    let twice: BTreeMap<u32, u32> = named_twice(keys);
    for one in planned {
        if let Some(other) = twice.get(&one.row) {
            let message =
                format!("Rij {other} is dezelfde afspraak. Voeg de rijen samen, of geef elk een eigen kenmerk.");
            one.outcome = Outcome::Wrong(vec![Wrong::of(EXTERNAL_ID, message)]);
            one.write = None;
        }
    }
}

struct Planning<'a> {
    request: &'a Request,
    names: &'a Names,
    existing: Commitments,
    known: Known<'a>,
}

enum Found<'a> {
    There(&'a Editing),
    /// In the agenda that the form calls so.
    NotYet(String),
    /// Their organisation called another so, which this person may not see any more.
    Hidden(String),
}

/// The mark, the text, and what is different.
type Said = (Option<String>, Content, Vec<FieldChange>);

impl Planning<'_> {
    fn line(&self, line: &Line) -> (Planned<Write>, Vec<Key>) {
        let title = line.text(TITLE).or(line.text(EXTERNAL_ID)).unwrap_or_default().to_owned();
        let planned = match self.find(line) {
            Ok(Found::There(existing)) => self.change(line, existing),
            Ok(Found::NotYet(agenda)) => self.add(line, agenda),
            // First all else: that a mark is taken is told to who could have taken it.
            Ok(Found::Hidden(agenda)) => {
                self.add(line, agenda).and_then(|_| Err(vec![Wrong::of(EXTERNAL_ID, MARK_TAKEN)]))
            }
            Err(wrong) => Err(vec![wrong]),
        };
        match planned {
            Ok((planned, keys)) => (planned, keys),
            Err(wrong) => (Planned::wrong(line.row, title, wrong), vec![]),
        }
    }

    /// Which commitment the line is about.
    fn find(&self, line: &Line) -> Result<Found<'_>, Wrong> {
        let told = agenda(line, &self.known)?;
        if let Some(id) = line.text(ID) {
            let existing = id.parse::<Uuid>().ok().and_then(|id| self.existing.get(id)).ok_or_else(|| {
                let message =
                    "Deze afspraak bestaat niet (meer) voor u. Laat de cel leeg om een nieuwe afspraak vast te leggen.";
                Wrong::of(ID, message)
            })?;
            return match told {
                Some(agenda) if agenda != agenda_value(existing.rights.municipality) => {
                    let message = "Een afspraak blijft in haar agenda. Leg haar elders als een nieuwe afspraak vast.";
                    Err(Wrong::of(AGENDA, message))
                }
                _ => Ok(Found::There(existing)),
            };
        }
        let Some(mark) = line.text(EXTERNAL_ID) else {
            return Err(Wrong::of(EXTERNAL_ID, "Vul het kenmerk in: zo herkennen wij de afspraak de volgende keer."));
        };
        // As the form of a new one begins.
        let own = || self.request.actor().municipality.map(|id| id.to_string());
        let Some(agenda) = told.or_else(own) else {
            let only = self.existing.only_one_with_mark(mark).map(Found::There);
            return only
                .ok_or_else(|| Wrong::of(AGENDA, "Vul in in welke agenda de afspraak staat: een gemeente, of Regio."));
        };
        match self.existing.marks.meant(municipality(&agenda), mark) {
            Ok(None) => Ok(Found::NotYet(agenda)),
            Ok(Some(id)) => Ok(self.existing.get(id).map_or(Found::Hidden(agenda), Found::There)),
            Err(Several) => Err(Wrong::of(ID, SEVERAL)),
        }
    }

    fn add(&self, line: &Line, agenda: String) -> Result<(Planned<Write>, Vec<Key>), Vec<Wrong>> {
        let mark = read_mark(line.text(EXTERNAL_ID)).map_err(|wrong| vec![wrong])?;
        let filled = fill(line, CommitmentForm { agenda, ..CommitmentForm::default() }, &self.known);
        let (_, (agenda, content)) = filled
            .checked(|form| read_new(self.request, form, self.names).map_err(|problems| self.places(line, problems)))?;
        let title = content.title.clone();
        let mut new = concept(self.request, agenda, content);
        new.external_id.clone_from(&mark);
        let keys = mark.map(|mark| Key::Mark(new.municipality_id, mark)).into_iter().collect();
        let told = differences(&[], &described_as_new(self.names, &new));
        let outcome = Outcome::New(told.clone());
        let write = Some(Write::Add { new: Box::new(new), told });
        Ok((Planned { row: line.row, title, outcome, write }, keys))
    }

    fn change(&self, line: &Line, existing: &Editing) -> Result<(Planned<Write>, Vec<Key>), Vec<Wrong>> {
        let (row, title) = (&existing.row, existing.texts.shown().title.clone());
        let said = self.said(line, existing);
        let may = self.request.allow(Action::Commitment(Verb::Edit, &existing.rights)).is_ok();
        let (mark, content, changes) = match said {
            Err(wrong) if may => return Err(wrong),
            Ok(said) if may || said.2.is_empty() => said,
            _ => {
                let message = "Deze afspraak houdt een ander bij. Vraag de trekker of de gemeente haar te wijzigen.";
                return Err(vec![Wrong::of_row(message)]);
            }
        };
        // What it is called already, others may call theirs too.
        let renamed = mark.clone().filter(|_| mark != row.external_id);
        let taken = |mark: &String| self.existing.marks.with(row.municipality_id, mark).any(|id| id != row.id);
        if renamed.as_ref().is_some_and(taken) {
            return Err(vec![Wrong::of(EXTERNAL_ID, MARK_TAKEN)]);
        }
        let renamed = renamed.map(|mark| Key::Mark(row.municipality_id, mark));
        let keys = renamed.into_iter().chain([Key::Commitment(row.id)]).collect();
        if changes.is_empty() {
            return Ok((Planned::nothing(line.row, title, Outcome::Unchanged), keys));
        }
        let problems = existing.problems(self.names, &content);
        if !problems.is_empty() {
            return Err(self.places(line, problems));
        }
        let saving = existing.saving(content, Author::of(self.request));
        let (effect, _) = saving.outcome().map_err(|refusal| vec![Wrong::of_row(refusal.to_string())])?;
        let outcome = match effect {
            Effect::Saved => Outcome::Changed(changes.clone()),
            Effect::AsksParties | Effect::Withdraws => Outcome::ChangesAgreed(changes.clone(), effect),
        };
        let shown = existing.texts.shown().clone();
        let before = Box::new(Before { content: shown, external_id: row.external_id.clone() });
        let write = Write::Change { row: Box::new(row.clone()), saving: Box::new(saving), mark, before, changes };
        Ok((Planned { row: line.row, title, outcome, write: Some(write) }, keys))
    }

    /// What a line makes of a commitment, and what is different then.
    fn said(&self, line: &Line, existing: &Editing) -> Result<Said, Vec<Wrong>> {
        let row = &existing.row;
        let mark = match line.told(EXTERNAL_ID) {
            Some(text) => read_mark(Some(text)).map_err(|wrong| vec![wrong])?,
            None => row.external_id.clone(),
        };
        let agenda = agenda_value(existing.rights.municipality);
        let form = CommitmentForm::of(row.id.to_string(), row.version, agenda, existing.texts.shown());
        let (_, content) = fill(line, form, &self.known)
            .checked(|form| existing.read(form, self.names).map_err(|problems| self.places(line, problems)))?;
        let mut changes = existing.changes(self.names, &content);
        changes.extend(changed_mark(row.external_id.as_deref(), mark.as_deref()));
        Ok((mark, content, changes))
    }

    /// In which columns the problems of a form are mended.
    fn places(&self, line: &Line, problems: Vec<Problem>) -> Vec<Wrong> {
        problems.into_iter().map(|problem| self.place(line, problem)).collect()
    }

    fn place(&self, line: &Line, problem: Problem) -> Wrong {
        let Problem { field, message } = problem;
        if field.starts_with("parties") {
            return match (line.told(PARTNERS), line.told(CONSULTED)) {
                (Some(_), None) => Wrong::of(PARTNERS, message),
                (None, Some(_)) => Wrong::of(CONSULTED, message),
                _ => Wrong::of_row(message),
            };
        }
        match self.known.column(&field) {
            None => Wrong::of_row(message),
            Some(column) if !column.choices.is_empty() && line.told(&field).is_none() => {
                let all = "Staat dit niet in uw bestand? Kies dan bij het koppelen van de kolommen één waarde voor alle rijen.";
                Wrong::of(&field, format!("{message} {all}"))
            }
            Some(_) => Wrong::of(&field, message),
        }
    }
}

/// The gemeente of an agenda, as the form calls it.
fn municipality(agenda: &str) -> Option<Uuid> {
    if agenda == REGIONAL_AGENDA { None } else { agenda.parse().ok() }
}

fn read_mark(text: Option<&str>) -> Result<Option<String>, Wrong> {
    let mut problems = Vec::new();
    let mark = text.filter(|text| !text.is_empty());
    check_line(EXTERNAL_ID, "Het kenmerk", mark, EXTERNAL_ID_MAX, &mut problems);
    match problems.into_iter().next() {
        Some(problem) => Err(Wrong::of(EXTERNAL_ID, problem.message)),
        None => Ok(mark.map(str::to_owned)),
    }
}

pub fn changed_mark(before: Option<&str>, after: Option<&str>) -> Option<FieldChange> {
    let text = |mark: Option<&str>| mark.unwrap_or_default().to_owned();
    (before != after).then(|| FieldChange { field: Field::ExternalId, before: text(before), after: text(after) })
}
