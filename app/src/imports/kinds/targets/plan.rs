//! What each line would do, by the rules of setting targets.

use std::collections::BTreeMap;

use domain::imports::{Column, Line, Outcome, Wrong, named_twice};
use domain::policy::Action;
use domain::targets::Status;
use domain::{Problem, imports::normalised};
use uuid::Uuid;

use super::columns::{CORPORATION, HOLDER, MEASURE, MOTIVATION, SCENARIO, STATUS, VALUE, YEAR};
use super::write::Write;
use crate::imports::kinds::{ByName, Planned, dwelling_types, municipality};
use crate::request::Request;
use crate::targets::changes::{Change, against_region, check_motivation};
use crate::targets::edit::{Frame, Page};
use crate::targets::form::{REGION, SAVE, TargetsForm, ValueRow};

pub fn plan(request: &Request, frame: &Frame, columns: &[Column], lines: &[Line]) -> Vec<Planned<Write>> {
    let types: Vec<(String, String)> =
        frame.measures.iter().map(|row| (row.id.to_string(), row.name.clone())).collect();
    let mut planning = Planning {
        request,
        frame,
        columns,
        measures: dwelling_types(&types),
        corporations: frame.all_corporations().map(|row| (row.name.clone(), row.id)).collect(),
        pages: BTreeMap::new(),
    };
    let abouts: Vec<Result<About, Vec<Wrong>>> = lines.iter().map(|line| planning.about(line)).collect();
    let keys = lines.iter().zip(&abouts).filter_map(|(line, about)| Some((line.row, about.as_ref().ok()?.clone())));
    let twice = named_twice(keys);
    let planned = lines.iter().zip(abouts).map(|(line, about)| {
        let title = title(line);
        let result = about.and_then(|about| match twice.get(&line.row) {
            Some(other) => Err(vec![same_number(*other)]),
            None => planning.line(line, &title, about),
        });
        result.unwrap_or_else(|wrong| Planned::wrong(line.row, title, wrong))
    });
    planned.collect()
}

/// `Oosterzijl, laag, Hofwoningen`
fn title(line: &Line) -> String {
    [HOLDER, CORPORATION, SCENARIO, MEASURE].iter().filter_map(|code| line.text(code)).collect::<Vec<_>>().join(", ")
}

fn same_number(other: u32) -> Wrong {
    Wrong::of_row(format!("Rij {other} gaat over hetzelfde aantal. Houd één van de rijen over."))
}

/// Which number a line is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About {
    /// A gemeente's slug, or [`REGION`].
    holder: String,
    /// Within that gemeente.
    corporation: Option<Uuid>,
    /// By key.
    scenario: String,
    measure: Uuid,
}

struct Planning<'a> {
    request: &'a Request,
    frame: &'a Frame,
    columns: &'a [Column],
    /// By all their names.
    measures: ByName<String>,
    corporations: ByName<Uuid>,
    /// By holder and scenario.
    pages: BTreeMap<(String, Option<Uuid>, String), Option<Page>>,
}

impl Planning<'_> {
    fn about(&self, line: &Line) -> Result<About, Vec<Wrong>> {
        let holder = self.named(line, HOLDER, |column, text| self.holder(column, text));
        let corporation = match line.text(CORPORATION) {
            Some(_) => self.named(line, CORPORATION, |_, text| self.corporation(text)).map(Some),
            None => Ok(None),
        };
        let scenario = self.named(line, SCENARIO, |column, text| column.choice(text).map(str::to_owned));
        let measure = self.named(line, MEASURE, |_, text| self.measures.get(text)?.parse::<Uuid>().ok());
        match (holder, corporation, scenario, measure) {
            (Ok(holder), Ok(corporation), Ok(scenario), Ok(measure)) => {
                Ok(About { holder, corporation, scenario, measure })
            }
            (holder, corporation, scenario, measure) => {
                let wrong = [holder.err(), corporation.err(), scenario.err(), measure.err()];
                Err(wrong.into_iter().flatten().collect())
            }
        }
    }

    fn named<T>(&self, line: &Line, code: &str, read: impl FnOnce(&Column, &str) -> Option<T>) -> Result<T, Wrong> {
        let column = self.columns.iter().find(|column| column.code == code);
        let column = column.ok_or_else(|| Wrong::of_row("Deze kolom bestaat niet."))?;
        if let Some(unreadable) = line.unreadable.iter().find(|wrong| wrong.column.as_deref() == Some(code)) {
            return Err(unreadable.clone());
        }
        let text = line.text(code).ok_or_else(|| {
            Wrong::of(code, format!("Vul ‘{}’ in: zonder dat weten wij niet welk aantal dit is.", column.header))
        })?;
        read(column, text).ok_or_else(|| Wrong::of(code, column.unknown_choice(text)))
    }

    /// A gemeente, or the region: by that word or by its name, unless a gemeente is called so.
    fn holder(&self, column: &Column, text: &str) -> Option<String> {
        let name = &self.frame.region.name;
        let of_region = [name.clone(), format!("regio {name}"), format!("de regio {name}")];
        let is_region = || of_region.iter().any(|name| normalised(name) == normalised(text));
        municipality(column, text).map(str::to_owned).or_else(|| is_region().then(|| REGION.to_owned()))
    }

    /// As it is written, or by a name that is no other's.
    fn corporation(&self, text: &str) -> Option<Uuid> {
        let written = self.frame.all_corporations().find(|row| row.name == text).map(|row| row.id);
        written.or_else(|| self.corporations.get(text).copied())
    }

    /// The page of these targets.
    ///
    /// # Errors
    /// When the gemeente has no such corporatie.
    fn page(&mut self, about: &About) -> Result<&Page, Wrong> {
        let frame = self.frame;
        let corporation = about.corporation.map(|id| id.to_string()).unwrap_or_default();
        let key = (about.holder.clone(), about.corporation, about.scenario.clone());
        let page = self.pages.entry(key).or_insert_with(|| {
            let holder = frame.holder(&about.holder, &corporation)?;
            frame.page(&holder, &about.scenario)
        });
        page.as_ref().ok_or_else(|| not_there(frame, about))
    }

    fn line(&mut self, line: &Line, title: &str, about: About) -> Result<Planned<Write>, Vec<Wrong>> {
        let (request, columns, measure) = (self.request, self.columns, about.measure);
        let page = self.page(&about).map_err(|wrong| vec![wrong])?;
        let mut wrong: Vec<Wrong> = line.unreadable.clone();
        wrong.extend(fits(line, page, measure).err());
        let form = TargetsForm {
            holder: about.holder,
            corporation: about.corporation.map(|id| id.to_string()).unwrap_or_default(),
            scenario: about.scenario,
            values: vec![value_row(line, page, measure, columns).map_err(|problem| vec![problem])?],
            motivation: line.text(MOTIVATION).unwrap_or_default().to_owned(),
            step: SAVE.to_owned(),
        };
        let wanted = form.wanted().map_err(|problems| problems.into_iter().map(place).collect::<Vec<_>>());
        if !wrong.is_empty() {
            wrong.extend(wanted.err().into_iter().flatten());
            return Err(wrong);
        }
        let changes: Vec<Change> = wanted?.into_iter().filter_map(|wanted| Change::of(page, wanted)).collect();
        let [change] = changes.as_slice() else {
            return Ok(Planned::nothing(line.row, title.to_owned(), Outcome::Unchanged));
        };
        if request.allow(Action::SetTargets(&page.holder.rights)).is_err() {
            let message = "Dit aantal stelt een ander vast: dat van een gemeente en haar corporaties de gemeente zelf, dat van \
                           de regio de provincie of een aanjager.";
            return Err(vec![Wrong::of(HOLDER, message)]);
        }
        let problems = against_region(page, &changes);
        if !problems.is_empty() {
            return Err(problems.into_iter().map(place).collect());
        }
        check_motivation(&changes, form.motivation().as_deref()).map_err(|problem| vec![place(problem)])?;
        let outcome = match change.saved() {
            None => Outcome::New(vec![change.told.clone()]),
            Some(_) => Outcome::Changed(vec![change.told.clone()]),
        };
        let write = Write { holder: page.holder.clone(), change: change.clone(), motivation: form.motivation() };
        Ok(Planned { row: line.row, title: title.to_owned(), outcome, write: Some(write) })
    }
}

/// Why nobody has these targets.
fn not_there(frame: &Frame, about: &About) -> Wrong {
    let place = frame.municipalities.iter().find(|row| row.slug == about.holder);
    match (place, about.corporation) {
        (Some(place), Some(_)) => {
            let names: Vec<&str> = frame.corporations(place.id.into()).map(|row| row.name.as_str()).collect();
            let known = if names.is_empty() { "geen".to_owned() } else { names.join(", ") };
            Wrong::of(CORPORATION, format!("Deze corporatie werkt niet in {}. Wij kennen daar: {known}.", place.name))
        }
        (None, Some(_)) => {
            Wrong::of(HOLDER, "Een corporatie heeft een aantal binnen een gemeente. Vul hier die gemeente in.")
        }
        (_, None) => Wrong::of_row("Deze houder en dit scenario horen niet bij elkaar."),
    }
}

/// The measure belongs to the scenario, and the year is the one that its targets are for.
fn fits(line: &Line, page: &Page, measure: Uuid) -> Result<(), Wrong> {
    if page.measures.iter().all(|row| row.id != measure) {
        let names: Vec<&str> = page.measures.iter().map(|row| row.name.as_str()).collect();
        let message =
            format!("Dit hoort niet bij het scenario ‘{}’. Kies uit: {}.", page.scenario.name, names.join(", "));
        return Err(Wrong::of(MEASURE, message));
    }
    match line.text(YEAR) {
        Some(text) if text.parse() != Ok(page.year) => {
            let message =
                format!("De doelen in dit scenario zijn voor {}. Vul dat jaar in, of laat de cel leeg.", page.year);
            Err(Wrong::of(YEAR, message))
        }
        _ => Ok(()),
    }
}

/// As the screen posts it: what the file does not tell stays as it is.
fn value_row(line: &Line, page: &Page, measure: Uuid, columns: &[Column]) -> Result<ValueRow, Wrong> {
    let saved = page.saved(measure);
    let status = match (line.text(STATUS), columns.iter().find(|column| column.code == STATUS)) {
        (Some(text), Some(column)) => {
            column.choice(text).ok_or_else(|| Wrong::of(STATUS, column.unknown_choice(text)))?.to_owned()
        }
        _ => saved.map_or_else(|| Status::Indicative.code().to_owned(), |row| row.status.clone()),
    };
    let value = match line.told(VALUE) {
        Some(text) => text.to_owned(),
        None => saved.map(|row| row.value.to_string()).unwrap_or_default(),
    };
    let version = saved.map(|row| row.version.to_string()).unwrap_or_default();
    Ok(ValueRow { measure: measure.to_string(), value, status, version })
}

/// In which column the problem of a field is mended.
fn place(problem: Problem) -> Wrong {
    let column = if problem.field == MOTIVATION { MOTIVATION } else { VALUE };
    Wrong::of(column, problem.message)
}
