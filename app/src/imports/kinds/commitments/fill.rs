//! A line fills in the form of a commitment, over what is there already: what the file does not tell stays as it is.

use domain::commitments::PartyRole;
use domain::dwellings;
use domain::imports::{Filled, Line, PartyText, Wrong, parties, several};

use super::columns::{AGENDA, CHALLENGES, CONSULTED, DOCUMENTS, KIND, LEAD, PARTNERS, SUCCESS_FACTORS, TARGET_GROUPS};
use super::known::Known;
use crate::commitments::form::{CommitmentForm, DwellingRow, PartyRow, UNKNOWN};
use crate::imports::kinds::municipality;

pub fn fill(line: &Line, form: CommitmentForm, known: &Known<'_>) -> Filled<CommitmentForm> {
    let there = form.parties.clone();
    let mut filling = Filling { line, known, form, there, wrong: line.unreadable.clone() };
    filling.lead();
    filling.texts();
    filling.kind();
    filling.when();
    filling.parties(PARTNERS, PartyRole::Partner);
    filling.parties(CONSULTED, PartyRole::Consulted);
    filling.lists();
    filling.dwellings();
    Filled { form: filling.form, wrong: filling.wrong, whole: line.unreadable.is_empty() }
}

/// The agenda that a line names, as the form holds it.
///
/// # Errors
/// When it is none of this region.
pub fn agenda(line: &Line, known: &Known<'_>) -> Result<Option<String>, Wrong> {
    let (Some(text), Some(column)) = (line.text(AGENDA), known.column(AGENDA)) else { return Ok(None) };
    municipality(column, text)
        .map(|agenda| Some(agenda.to_owned()))
        .ok_or_else(|| Wrong::of(AGENDA, column.unknown_choice(text)))
}

struct Filling<'a> {
    line: &'a Line,
    known: &'a Known<'a>,
    form: CommitmentForm,
    /// The parties as they were, whatever their role.
    there: Vec<PartyRow>,
    wrong: Vec<Wrong>,
}

impl Filling<'_> {
    /// Before what is said of the trekker: that is not true of another one.
    fn lead(&mut self) {
        let Some(text) = self.line.told(LEAD) else { return };
        let lead = match (text, self.known.organisation(text)) {
            ("", _) => String::new(),
            (_, Some(organisation)) => organisation.clone(),
            (_, None) if several(text).nth(1).is_some() => {
                let message = "Een afspraak heeft precies één trekker. Zet de anderen bij ‘Partners’.";
                self.wrong.push(Wrong::of(LEAD, message));
                return;
            }
            (name, None) => {
                self.wrong.push(Wrong::of(LEAD, unknown_party(name)));
                return;
            }
        };
        if lead != self.form.lead {
            self.form.lead_function.clear();
            self.form.lead_contribution.clear();
        }
        self.form.lead = lead;
    }

    fn texts(&mut self) {
        let form = &mut self.form;
        let fields = [
            ("title", &mut form.title),
            ("description", &mut form.description),
            ("lead_function", &mut form.lead_function),
            ("lead_contribution", &mut form.lead_contribution),
            ("place", &mut form.place),
        ];
        for (code, field) in fields {
            if let Some(text) = self.line.told(code) {
                text.clone_into(field);
            }
        }
    }

    fn kind(&mut self) {
        let (Some(text), Some(column)) = (self.line.told(KIND), self.known.column(KIND)) else { return };
        match (text, column.choice(text)) {
            ("", _) => self.form.kind.clear(),
            (_, Some(kind)) => kind.clone_into(&mut self.form.kind),
            (_, None) => self.wrong.push(Wrong::of(KIND, column.unknown_choice(text))),
        }
    }

    /// That it is not known yet is an answer; an empty cell is none where the form asks for one.
    fn when(&mut self) {
        if let Some(start) = self.line.told("start") {
            let unknown = start.eq_ignore_ascii_case(UNKNOWN);
            self.form.start = if unknown { String::new() } else { start.to_owned() };
        }
        if let Some(due) = self.line.told("due") {
            due.clone_into(&mut self.form.due);
            self.form.due_unknown.clear();
        }
    }

    /// A cell names all that have a role. Of who is only named it does not tell what they bring. Who stays keeps their
    /// place: another order is no other promise.
    fn parties(&mut self, column: &str, role: PartyRole) {
        let Some(text) = self.line.told(column) else { return };
        let mut told = Vec::new();
        for part in parties(text) {
            match PartyText::read(part, |name| self.known.party(name).is_some()) {
                Some(party) => told.extend(self.row(party, role)),
                None => self.wrong.push(Wrong::of(column, unknown_party(part))),
            }
        }
        let mut rows = Vec::new();
        for row in std::mem::take(&mut self.form.parties) {
            let again = told.iter().position(|told| told.organisation == row.organisation);
            match again {
                _ if row.role != role.code() => rows.push(row),
                Some(at) => rows.push(told.remove(at)),
                None => {}
            }
        }
        rows.append(&mut told);
        self.form.parties = rows;
    }

    fn row(&self, party: PartyText, role: PartyRole) -> Option<PartyRow> {
        let organisation = self.known.party(&party.name)?.clone();
        let before = self.there.iter().find(|row| row.organisation == organisation).cloned().unwrap_or_default();
        Some(PartyRow {
            organisation,
            role: role.code().to_owned(),
            function: party.function.unwrap_or(before.function),
            contribution: party.contribution.unwrap_or(before.contribution),
        })
    }

    fn lists(&mut self) {
        for code in [CHALLENGES, TARGET_GROUPS, SUCCESS_FACTORS, DOCUMENTS] {
            let Some(text) = self.line.told(code) else { continue };
            let mut chosen = Vec::new();
            for name in several(text) {
                match self.named(code, name) {
                    Ok(found) => chosen.extend(found),
                    Err(message) => self.wrong.push(Wrong::of(code, message)),
                }
            }
            match code {
                CHALLENGES => self.form.challenges = chosen,
                TARGET_GROUPS => self.form.target_groups = chosen,
                SUCCESS_FACTORS => self.form.success_factors = chosen,
                _ => self.form.documents = chosen,
            }
        }
    }

    /// One name; or several with commas, when each of them is known.
    fn named(&self, code: &str, name: &str) -> Result<Vec<String>, String> {
        if code == CHALLENGES
            && let Some((short, long)) = self.known.lost_nought(name)
        {
            return Err(format!(
                "‘{name}’ kan opgave {short} zijn of opgave {long}: Excel laat de nul weg. Schrijf de titel van de opgave."
            ));
        }
        if let Some(found) = self.known.listed(code, name) {
            return Ok(vec![found.clone()]);
        }
        let each: Option<Vec<String>> = name.split(',').map(|name| self.known.listed(code, name).cloned()).collect();
        each.ok_or_else(|| {
            let header = self.known.column(code).map(|column| column.header.as_str()).unwrap_or_default();
            format!("‘{name}’ kennen wij niet bij ‘{header}’. Schrijf de naam zoals op het scherm; meer namen met een puntkomma ertussen.")
        })
    }

    /// An empty cell counts none, and so does a nought.
    fn dwellings(&mut self) {
        let fields = self.known.columns.iter().filter_map(|column| {
            let measure = column.code.strip_prefix(dwellings::FIELD)?.strip_prefix('-')?;
            Some((measure, self.line.told(&column.code)?))
        });
        for (measure, text) in fields {
            self.form.dwellings.retain(|row| row.measure != measure);
            let count = if text == "0" { "" } else { text };
            self.form.dwellings.push(DwellingRow { measure: measure.to_owned(), count: count.to_owned() });
        }
    }
}

fn unknown_party(name: &str) -> String {
    format!("De organisatie ‘{name}’ kennen wij niet. Schrijf haar naam zoals bij Organisaties.")
}
