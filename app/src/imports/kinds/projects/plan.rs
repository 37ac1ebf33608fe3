//! What each line would do, by the rules of the form of a project.

use std::collections::BTreeMap;

use domain::ids::MunicipalityId;
use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::{Action, ProjectVerb};
use domain::projects::{Content, Status};
use domain::{Problem, dwellings};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::columns::{COUNTS, EXTERNAL_ID, ID, MUNICIPALITY, PLACE, of_type};
use super::existing::{Existing, Projects};
use super::fill::{Known, fill, municipality};
use super::write::{Change, Write};
use crate::error::AppError;
use crate::imports::kinds::marks::Several;
use crate::imports::kinds::{Planned, dwelling_types, is_kept};
use crate::projects::commands::{MARK_TAKEN, fewer_than_delivered, read, told};
use crate::projects::form::{PartyRow, ProjectForm};
use crate::projects::names::Names;
use crate::projects::queries::own_party;
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
    // Whose role cannot be guessed is named by the file.
    let own_party = own_party(connection, request).await?.filter(|row| !row.role.is_empty());
    let planning = Planning { request, names: &names, projects, known, own_party };
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
    /// Of who keeps only what they build: a file that does not name its keeper is the keeper's.
    own_party: Option<PartyRow>,
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
            Some(place) => match self.projects.marks.meant(place, mark) {
                Ok(None) => Ok(Found::NotYet(place)),
                Ok(Some(id)) => {
                    self.projects.get(id).map(Found::There).ok_or_else(|| Wrong::of(EXTERNAL_ID, MARK_TAKEN))
                }
                Err(Several) => {
                    let message = "Meer projecten in deze gemeente hebben dit kenmerk. Haal de lijst van projecten op en vul hier \
                                   het id in van het project dat u bedoelt.";
                    Err(Wrong::of(ID, message))
                }
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
            parties: self.own_party.iter().cloned().collect(),
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
        let outcome = Outcome::New(told.clone());
        Planned { row: line.row, title, outcome, write: Some(Write::Add(Box::new(new), told)) }
    }

    fn change(&self, line: &Line, existing: &Existing) -> Planned<Write> {
        let title = existing.row.name.clone();
        let before = ProjectForm::of(
            existing.row.id.to_string(),
            existing.row.version,
            existing.rights.municipality,
            &existing.content,
        );
        if self.request.allow(Action::Project(ProjectVerb::Edit, &existing.rights)).is_err() {
            return self.of_others(line, existing, title, before);
        }
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

    /// A list that was taken out holds projects that another keeps: they are right as long as their row says what is there.
    fn of_others(&self, line: &Line, existing: &Existing, title: String, before: ProjectForm) -> Planned<Write> {
        // Whether a guess of a hidden place is right is not told.
        let guesses = existing.row.place_hidden
            && self.request.allow(Action::Project(ProjectVerb::ViewPlace, &existing.rights)).is_err()
            && line.told(PLACE).is_some_and(|text| !is_kept(text));
        let said = fill(line, before, &self.known)
            .checked(|form| self.placed(line, told(form, self.names, self.request.today())));
        if !guesses && said.is_ok_and(|(_, content)| self.names.changes(&existing.content, &content).is_empty()) {
            return Planned::nothing(line.row, title, Outcome::Unchanged);
        }
        let message = "Dit project houdt een ander bij. Vraag de gemeente of de ontwikkelende partij het te wijzigen.";
        Planned::wrong(line.row, title, vec![Wrong::of_row(message)])
    }

    /// The form as the line fills it in, and what it says.
    fn read(&self, line: &Line, form: ProjectForm) -> Result<(ProjectForm, Content), Vec<Wrong>> {
        fill(line, form, &self.known).checked(|form| self.placed(line, read(self.request, form, self.names)))
    }

    fn placed(
        &self,
        line: &Line,
        read: Result<(MunicipalityId, Content), Vec<Problem>>,
    ) -> Result<Content, Vec<Wrong>> {
        let wrong = |problems: Vec<Problem>| problems.into_iter().map(|problem| self.place(line, problem)).collect();
        read.map(|(_, content)| content).map_err(wrong)
    }

    /// In which column the problem of a field is mended.
    fn place(&self, line: &Line, problem: Problem) -> Wrong {
        let Problem { field, message } = problem;
        match field.as_str() {
            "parties" => Wrong::of_row(message),
            field if field.starts_with(COUNTS) => Wrong::of(&self.counted_in(line), message),
            field if self.known.column(field).is_some() => Wrong::of(field, message),
            _ => Wrong::of_row(message),
        }
    }

    /// The column in which a line tells how many there are of a type: in words, or the largest of its numbers.
    fn counted_in(&self, line: &Line) -> String {
        let told = |column: &String| dwellings::parse(line.text(column)?);
        let types = self.known.named_types.iter().map(|(kind, _)| of_type(kind));
        let largest = types.filter(|column| told(column).is_some()).max_by_key(|column| told(column));
        largest.filter(|_| line.text(COUNTS).is_none()).unwrap_or_else(|| COUNTS.to_owned())
    }

    fn taken(&self, form: &ProjectForm, existing: &Existing) -> Option<Wrong> {
        let mark = form.external_id.trim();
        if existing.row.external_id.as_deref() == Some(mark) {
            return None;
        }
        let mut others = self.projects.marks.with(existing.row.municipality_id, mark);
        others.find(|id| *id != existing.row.id).map(|_| Wrong::of(EXTERNAL_ID, MARK_TAKEN))
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
