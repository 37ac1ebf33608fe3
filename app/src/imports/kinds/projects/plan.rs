//! What each line would do, by the rules of the form of a project.

use std::collections::BTreeMap;

use domain::Problem;
use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::{Action, ProjectVerb};
use domain::projects::{Content, Status};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::columns::{COUNTS, EXTERNAL_ID, ID, MUNICIPALITY};
use super::existing::{Existing, Projects};
use super::fill::{Known, fill, municipality};
use super::write::{Change, Write};
use crate::error::AppError;
use crate::imports::kinds::{Planned, dwelling_types};
use crate::projects::commands::{MARK_TAKEN, fewer_than_delivered, read};
use crate::projects::form::ProjectForm;
use crate::projects::names::Names;
use crate::projects::records::NewProject;
use crate::request::Request;

pub async fn plan(
    connection: &impl ConnectionTrait,
    request: &Request,
    columns: &[Column],
    lines: Vec<Line>,
) -> Result<Vec<Planned<Write>>, AppError> {
    let names = Names::of(connection, &request.visibility()).await?;
    let projects = Projects::of(connection, request, &lines).await?;
    let known = Known {
        columns,
        organisations: names.organisations_by_name(),
        types: dwelling_types(&names.types()),
        named_types: names.types(),
    };
    let planning = Planning { request, names: &names, projects, known };
    let mut planned: Vec<Planned<Write>> = lines.iter().map(|line| planning.line(line)).collect();
    refuse_twice(&mut planned);
    Ok(planned)
}

/// Two rows that become the same project, or that name the same one.
fn refuse_twice(planned: &mut [Planned<Write>]) {
    let keys = planned.iter().filter_map(|one| Some((one.row, one.write.as_ref()?.key())));
    let twice: BTreeMap<u32, u32> = named_twice(keys);
    for one in planned {
        if let Some(other) = twice.get(&one.row) {
            let message =
                format!("Rij {other} is hetzelfde project. Voeg de rijen samen, of geef elk een eigen kenmerk.");
            one.outcome = Outcome::Wrong(vec![Wrong::of(EXTERNAL_ID, message)]);
            one.write = None;
        }
    }
}

struct Planning<'a> {
    request: &'a Request,
    names: &'a Names,
    projects: Projects,
    known: Known<'a>,
}

impl Planning<'_> {
    fn line(&self, line: &Line) -> Planned<Write> {
        let title = line.text("name").or(line.text(EXTERNAL_ID)).unwrap_or_default().to_owned();
        match self.find(line) {
            Ok(Found::There(existing)) => self.change(line, existing),
            Ok(Found::NotYet(municipality)) => self.add(line, title, municipality),
            Err(wrong) => Planned::wrong(line.row, title, vec![wrong]),
        }
    }

    /// Which project the line is about.
    fn find(&self, line: &Line) -> Result<Found<'_>, Wrong> {
        let municipality = municipality(line, &self.known)?;
        if let Some(id) = line.text(ID) {
            let existing = id.parse::<Uuid>().ok().and_then(|id| self.projects.get(id));
            let existing = existing.ok_or_else(|| {
                Wrong::of(
                    ID,
                    "Dit project bestaat niet (meer) voor u. Laat de cel leeg om een nieuw project vast te leggen.",
                )
            })?;
            return self.stays(existing, municipality.as_deref());
        }
        let Some(mark) = line.text(EXTERNAL_ID) else {
            return Err(Wrong::of(EXTERNAL_ID, "Vul het kenmerk in: zo herkennen wij het project de volgende keer."));
        };
        match municipality.and_then(|id| id.parse::<Uuid>().ok()) {
            Some(place) => match self.projects.with_mark(place, mark) {
                None => Ok(Found::NotYet(place)),
                Some(id) => self.projects.get(id).map(Found::There).ok_or_else(|| Wrong::of(EXTERNAL_ID, MARK_TAKEN)),
            },
            None => {
                let only = self.projects.only_one_with_mark(mark).map(Found::There);
                only.ok_or_else(|| Wrong::of(MUNICIPALITY, "Vul in in welke gemeente het project is."))
            }
        }
    }

    fn stays<'b>(&self, existing: &'b Existing, municipality: Option<&str>) -> Result<Found<'b>, Wrong> {
        match municipality {
            Some(id) if id != existing.row.municipality_id.to_string() => {
                Err(Wrong::of(MUNICIPALITY, "Een project blijft in zijn gemeente. Leg elders een nieuw project vast."))
            }
            _ => Ok(Found::There(existing)),
        }
    }

    fn add(&self, line: &Line, title: String, municipality: Uuid) -> Planned<Write> {
        let empty = ProjectForm {
            municipality: municipality.to_string(),
            status: Status::New.code().to_owned(),
            ..ProjectForm::default()
        };
        let (_, content) = match self.read(line, empty) {
            Ok(read) => read,
            Err(wrong) => return Planned::wrong(line.row, title, wrong),
        };
        let told = self.names.told(municipality.into(), &content);
        let new = NewProject {
            region_id: self.request.actor().region.into(),
            municipality_id: municipality,
            content,
            example: false,
        };
        Planned { row: line.row, title, outcome: Outcome::New, write: Some(Write::Add(Box::new(new), told)) }
    }

    fn change(&self, line: &Line, existing: &Existing) -> Planned<Write> {
        let title = existing.row.name.clone();
        if self.request.allow(Action::Project(ProjectVerb::Edit, &existing.rights)).is_err() {
            let message =
                "Dit project houdt een ander bij. Vraag de gemeente of de ontwikkelende partij het te wijzigen.";
            return Planned::wrong(line.row, title, vec![Wrong::of_row(message)]);
        }
        let before = ProjectForm::of(
            existing.row.id.to_string(),
            existing.row.version,
            existing.rights.municipality,
            &existing.content,
        );
        let (form, content) = match self.read(line, before.clone()) {
            Ok(read) => read,
            Err(wrong) => return Planned::wrong(line.row, title, wrong),
        };
        if let Some(wrong) = self.taken(&form, existing).or_else(|| shrinks(existing, &content)) {
            return Planned::wrong(line.row, title, vec![wrong]);
        }
        let changes = self.names.changes(&existing.content, &content);
        if changes.is_empty() {
            return Planned::nothing(line.row, title, Outcome::Unchanged);
        }
        let outcome = Outcome::Changed(changes.clone());
        let change = Change { row: existing.row.clone(), content, before };
        let write = Write::Change(Box::new(change), changes);
        Planned { row: line.row, title, outcome, write: Some(write) }
    }

    /// The form as the line fills it in, and what it says.
    fn read(&self, line: &Line, form: ProjectForm) -> Result<(ProjectForm, Content), Vec<Wrong>> {
        fill(line, form, &self.known).checked(|form| match read(self.request, form, self.names) {
            Ok((_, content)) => Ok(content),
            Err(problems) => Err(problems.into_iter().map(|problem| self.place(problem)).collect()),
        })
    }

    /// In which column the problem of a field is mended.
    fn place(&self, problem: Problem) -> Wrong {
        let Problem { field, message } = problem;
        match field.as_str() {
            "parties" => Wrong::of_row(message),
            field if self.known.column(field).is_some() => Wrong::of(field, message),
            field if field.starts_with(COUNTS) => Wrong::of(COUNTS, message),
            _ => Wrong::of_row(message),
        }
    }

    fn taken(&self, form: &ProjectForm, existing: &Existing) -> Option<Wrong> {
        let other = self.projects.with_mark(existing.row.municipality_id, form.external_id.trim());
        other.filter(|id| *id != existing.row.id).map(|_| Wrong::of(EXTERNAL_ID, MARK_TAKEN))
    }
}

fn shrinks(existing: &Existing, content: &Content) -> Option<Wrong> {
    let problem = fewer_than_delivered(existing.there, existing.content.dwellings, content.dwellings)?;
    Some(Wrong::of(&problem.field, problem.message))
}

enum Found<'a> {
    There(&'a Existing),
    /// In this gemeente.
    NotYet(Uuid),
}
