//! A line fills in the form of a project, over what is there already: what the file does not tell stays as it is.

use domain::dwellings;
use domain::ids::OrganisationId;
use domain::imports::{Column, Filled, Line, Wrong, several};
use domain::projects::{PartyRole, Phase, Stock, Tenure};

use super::columns::{COUNTS, HIDDEN, MUNICIPALITY, PLACE, SHARES, STOCK, TENURE, YES, of_phase, of_role, of_type};
use crate::imports::kinds::{self, ByName, is_kept};
use crate::projects::form::{CountRow, PartyRow, PhaseRow, ProjectForm, ShareRow};

/// What a name in a cell can stand for.
pub struct Known<'a> {
    pub columns: &'a [Column],
    pub organisations: ByName<OrganisationId>,
    /// What a form holds for a type of dwelling, by its name.
    pub types: ByName<String>,
    /// The same, with its name, in the order of the region.
    pub named_types: Vec<(String, String)>,
}

impl Known<'_> {
    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }
}

pub fn fill(line: &Line, form: ProjectForm, known: &Known<'_>) -> Filled<ProjectForm> {
    let mut filling = Filling { line, known, form, wrong: line.unreadable.clone() };
    filling.texts();
    filling.choices();
    filling.phases();
    filling.parties();
    filling.shares();
    filling.counts();
    Filled { form: filling.form, wrong: filling.wrong, whole: line.unreadable.is_empty() }
}

struct Filling<'a> {
    line: &'a Line,
    known: &'a Known<'a>,
    form: ProjectForm,
    wrong: Vec<Wrong>,
}

impl Filling<'_> {
    fn texts(&mut self) {
        let form = &mut self.form;
        let fields = [
            ("external_id", &mut form.external_id),
            ("name", &mut form.name),
            (PLACE, &mut form.place),
            ("note", &mut form.note),
            ("dwellings", &mut form.dwellings),
            ("demolished", &mut form.demolished),
            ("planned", &mut form.planned),
            ("intent_signed_on", &mut form.intent_signed_on),
            ("intent_document", &mut form.intent_document),
        ];
        for (code, field) in fields {
            match self.line.told(code) {
                // Who took the list out may not know where it is.
                Some(text) if code == PLACE && is_kept(text) => {}
                Some(text) => text.clone_into(field),
                None => {}
            }
        }
    }

    fn choices(&mut self) {
        for code in ["confidentiality", "status", "plan_status"] {
            let Some(chosen) = self.choice(code) else { continue };
            match code {
                "confidentiality" => self.form.confidentiality = chosen,
                "status" => self.form.status = chosen,
                _ => self.form.plan_status = chosen,
            }
        }
        if let Some(hidden) = self.choice(HIDDEN) {
            self.form.place_hidden = if hidden == YES { vec![hidden] } else { vec![] };
        }
    }

    /// What the form holds for what a cell says; none when the file does not tell, or says what is not known.
    fn choice(&mut self, code: &str) -> Option<String> {
        let text = self.line.told(code)?;
        if text.is_empty() {
            return Some(String::new());
        }
        let column = self.known.column(code)?;
        let chosen = column.choice(text).map(str::to_owned);
        if chosen.is_none() {
            self.wrong.push(Wrong::of(code, column.unknown_choice(text)));
        }
        chosen
    }

    fn phases(&mut self) {
        for phase in Phase::ALL {
            let Some(began) = self.line.told(&of_phase(*phase)) else { continue };
            self.form.phases.retain(|row| row.phase != phase.code());
            self.form.phases.push(PhaseRow { phase: phase.code().to_owned(), began: began.to_owned() });
        }
    }

    fn parties(&mut self) {
        for role in PartyRole::ALL {
            let code = of_role(*role);
            let Some(text) = self.line.told(&code) else { continue };
            self.form.parties.retain(|row| row.role != role.code());
            for name in several(text) {
                if let Some(organisation) = self.organisation(&code, name) {
                    self.form.parties.push(PartyRow { role: role.code().to_owned(), organisation });
                }
            }
        }
    }

    fn shares(&mut self) {
        let Some(text) = self.line.told(SHARES) else { return };
        self.form.shares.clear();
        for part in several(text) {
            let Some((name, share)) = part.rsplit_once(':') else {
                let message = format!("Wij kunnen ‘{part}’ niet lezen. Schrijf: naam: 40; naam: 60.");
                self.wrong.push(Wrong::of(SHARES, message));
                continue;
            };
            if let Some(organisation) = self.organisation(SHARES, name) {
                self.form.shares.push(ShareRow { organisation, share: share.trim().to_owned() });
            }
        }
    }

    fn organisation(&mut self, code: &str, name: &str) -> Option<String> {
        let found = self.known.organisations.get(name).map(ToString::to_string);
        if found.is_none() {
            let message = format!("De organisatie ‘{name}’ kennen wij niet. Schrijf haar naam zoals bij Organisaties.");
            self.wrong.push(Wrong::of(code, message));
        }
        found
    }

    fn counts(&mut self) {
        if let Some(text) = self.line.text(COUNTS) {
            self.form.counts.clear();
            for part in several(text) {
                match self.count_row(part) {
                    Some(row) => self.form.counts.push(row),
                    None => {
                        let message = format!(
                            "Wij kunnen ‘{part}’ niet lezen. Schrijf: soort, eigendom, bouwwijze: aantal. Bijvoorbeeld: \
                             {}, sociale huur, nieuwbouw: 24.",
                            self.known.named_types.first().map(|(_, name)| name.as_str()).unwrap_or_default()
                        );
                        self.wrong.push(Wrong::of(COUNTS, message));
                    }
                }
            }
        } else if self.line.told(COUNTS).is_some() && self.tells_no_type() {
            self.form.counts.clear();
        }
        let types = self.known.named_types.clone();
        for (kind, name) in types {
            if let Some(text) = self.line.told(&of_type(&kind)) {
                self.of_type(&kind, &name, text);
            }
        }
    }

    fn tells_no_type(&self) -> bool {
        self.known.named_types.iter().all(|(kind, _)| self.line.told(&of_type(kind)).is_none())
    }

    /// `Zorggeschikte woningen, sociale huur, nieuwbouw: 24`
    fn count_row(&self, part: &str) -> Option<CountRow> {
        let (what, count) = part.rsplit_once(':')?;
        let mut words = what.rsplitn(3, ',');
        let (stock, tenure, kind) = (words.next()?, words.next()?, words.next()?);
        Some(CountRow {
            kind: self.known.types.get(kind)?.clone(),
            tenure: self.known.column(TENURE)?.choice(tenure)?.to_owned(),
            stock: self.known.column(STOCK)?.choice(stock)?.to_owned(),
            count: count.trim().to_owned(),
        })
    }

    /// The dwellings of one type as one number: it replaces what is there, unless that has parts which the number does not
    /// tell apart.
    fn of_type(&mut self, kind: &str, name: &str, text: &str) {
        let column = of_type(kind);
        let Some(count) = (if text.is_empty() { Some(0) } else { dwellings::parse(text) }) else {
            let message =
                format!("Vul bij ‘{name}’ een heel aantal woningen in, of laat de cel leeg. Er staat ‘{text}’.");
            self.wrong.push(Wrong::of(&column, message));
            return;
        };
        let (tenure, stock) = (self.choice(TENURE), self.choice(STOCK));
        let rows: Vec<&CountRow> = self.form.counts.iter().filter(|row| row.kind == kind).collect();
        let there: u64 = rows.iter().filter_map(|row| dwellings::parse(&row.count)).map(u64::from).sum();
        if rows.len() > 1 && there != u64::from(count) && count > 0 {
            let message = format!(
                "‘{name}’ bestaat uit delen die samen {there} woningen tellen, en hier staat {count}. Geef de delen in de \
                 kolom ‘Woningen per soort’."
            );
            self.wrong.push(Wrong::of(&column, message));
            return;
        }
        // With parts that add up to it, or a text that tells them, the number says nothing new.
        if there == u64::from(count) && (rows.len() > 1 || self.line.text(COUNTS).is_some()) {
            return;
        }
        if self.line.text(COUNTS).is_some() {
            let message = format!("Hier staat {count}, en in de kolom ‘Woningen per soort’ {there}. Maak ze gelijk.");
            self.wrong.push(Wrong::of(&column, message));
            return;
        }
        let told = |chosen: Option<String>| chosen.filter(|code| !code.is_empty());
        let first = rows.first().copied().cloned().unwrap_or_else(|| CountRow {
            tenure: Tenure::Unknown.code().to_owned(),
            stock: Stock::New.code().to_owned(),
            ..CountRow::default()
        });
        self.form.counts.retain(|row| row.kind != kind);
        if count > 0 {
            self.form.counts.push(CountRow {
                kind: kind.to_owned(),
                tenure: told(tenure).unwrap_or(first.tenure),
                stock: told(stock).unwrap_or(first.stock),
                count: count.to_string(),
            });
        }
    }
}

/// The gemeente that a line names.
///
/// # Errors
/// When it is none of this region.
pub fn municipality(line: &Line, known: &Known<'_>) -> Result<Option<String>, Wrong> {
    let (Some(text), Some(column)) = (line.text(MUNICIPALITY), known.column(MUNICIPALITY)) else { return Ok(None) };
    match kinds::municipality(column, text) {
        Some(id) => Ok(Some(id.to_owned())),
        None => Err(Wrong::of(MUNICIPALITY, column.unknown_choice(text))),
    }
}
