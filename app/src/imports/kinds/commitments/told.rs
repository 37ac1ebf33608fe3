//! The inverse of [`fill`](super::fill): what the columns say of a commitment, so that a list that was taken out and is loaded
//! again changes nothing.

use domain::Period;
use domain::commitments::{Content, Party, PartyRef, PartyRole};
use domain::dwellings;
use domain::imports::{Column, PartyText, parties};
use sheets::{Kind, Value};
use uuid::Uuid;

use super::columns::{
    AGENDA, CHALLENGES, CONSULTED, DOCUMENTS, EXTERNAL_ID, ID, KIND, LEAD, PARTNERS, REGION, SUCCESS_FACTORS,
    TARGET_GROUPS, TITLE, columns,
};
use super::known::Words;
use crate::commitments::form::{UNKNOWN, party_value};
use crate::commitments::names::Names;
use crate::exports::cells::{maybe, period, text, whole};

/// A commitment as its editors go on from it.
pub struct Told<'a> {
    pub id: Uuid,
    /// None: the agenda of the region.
    pub municipality: Option<Uuid>,
    pub external_id: Option<&'a str>,
    pub content: &'a Content,
}

/// Tells commitments in the words of one region.
pub struct Telling {
    names: Names,
    words: Words,
}

impl Telling {
    pub fn new(names: Names) -> Self {
        Self { words: Words::of(&names), names }
    }

    /// The columns, as they can be loaded.
    pub fn columns(&self) -> Vec<Column> {
        columns(&self.names)
    }

    /// How Excel shows what stands in such a column.
    pub fn kind(code: &str) -> Kind {
        if code.starts_with(dwellings::FIELD) { Kind::Whole } else { Kind::Text }
    }

    pub fn value(&self, code: &str, told: &Told<'_>) -> Value<'static> {
        let content = told.content;
        let lead = content.parties.iter().find(|party| party.role == PartyRole::Lead);
        match code {
            ID => text(told.id.to_string()),
            EXTERNAL_ID => maybe(told.external_id.map(str::to_owned)),
            AGENDA => text(self.agenda(told.municipality)),
            TITLE => text(content.title.clone()),
            "description" => maybe(content.description.clone()),
            KIND => text(content.kind.map_or(UNKNOWN, |kind| kind.label()).to_owned()),
            LEAD => maybe(lead.map(|party| self.lead(party))),
            "lead_function" => maybe(lead.and_then(|party| party.function.clone())),
            "lead_contribution" => maybe(lead.and_then(|party| party.contribution.clone())),
            PARTNERS => text(self.parties(content, PartyRole::Partner)),
            CONSULTED => text(self.parties(content, PartyRole::Consulted)),
            "start" => period(content.start),
            "due" => due(content.due),
            "place" => maybe(content.place.clone()),
            CHALLENGES => text(self.listed(CHALLENGES, content.challenges.iter().map(|id| id.0))),
            TARGET_GROUPS => text(self.listed(TARGET_GROUPS, content.target_groups.iter().map(|id| id.0))),
            SUCCESS_FACTORS => text(self.listed(SUCCESS_FACTORS, content.success_factors.iter().map(|id| id.0))),
            DOCUMENTS => text(self.listed(DOCUMENTS, content.documents.iter().map(|id| id.0))),
            of_type => self.dwellings(of_type, content),
        }
    }

    fn agenda(&self, municipality: Option<Uuid>) -> String {
        match municipality {
            None => REGION.to_owned(),
            Some(id) => self.names.municipalities.get(&id).cloned().unwrap_or_default(),
        }
    }

    fn dwellings(&self, code: &str, content: &Content) -> Value<'static> {
        let measure = code.strip_prefix(dwellings::FIELD).and_then(|rest| rest.strip_prefix('-')?.parse().ok());
        measure.and_then(|measure| content.dwellings.get(&measure)).map_or(Value::Empty, |count| whole(*count))
    }

    fn name(&self, who: PartyRef) -> String {
        match who {
            PartyRef::Organisation(id) => self.names.organisations.get(&id.0).cloned().unwrap_or_default(),
            PartyRef::Group(group) => group.group_label().to_owned(),
        }
    }

    /// By name; by id where the name is not found again.
    fn lead(&self, party: &Party) -> String {
        let (name, value) = (self.name(party.who), party_value(party.who));
        if self.words.party(&name) == Some(&value) { name } else { value }
    }

    fn parties(&self, content: &Content, role: PartyRole) -> String {
        let with_role = content.parties.iter().filter(|party| party.role == role);
        with_role.map(|party| self.party(party)).collect::<Vec<_>>().join("; ")
    }

    /// With what carries it there and what it brings; by name, or by id where that would be read as another.
    fn party(&self, party: &Party) -> String {
        let value = party_value(party.who);
        let written = |name: String| PartyText {
            name,
            function: party.function.clone(),
            contribution: party.contribution.clone(),
        };
        let found_again = |written: &PartyText| {
            let cell = written.to_string();
            let read = PartyText::read(&cell, |name| self.words.party(name).is_some());
            parties(&cell).len() == 1
                && read.as_ref() == Some(written)
                && self.words.party(&written.name) == Some(&value)
        };
        let by_name = written(self.name(party.who));
        if found_again(&by_name) { by_name.to_string() } else { written(value.clone()).to_string() }
    }

    /// Each as the screens write it; by id where that is not found again.
    fn listed(&self, code: &str, ids: impl Iterator<Item = Uuid>) -> String {
        let names = match code {
            CHALLENGES => &self.names.challenges,
            TARGET_GROUPS => &self.names.target_groups,
            SUCCESS_FACTORS => &self.names.success_factors,
            _ => &self.names.documents,
        };
        let word = |id: Uuid| {
            let name = names.get(&id).cloned().unwrap_or_default();
            let found = self.words.listed(code, &name) == Some(&id.to_string()) && !name.contains([';', '\n']);
            if found { name } else { id.to_string() }
        };
        let mut words: Vec<String> = ids.map(word).collect();
        words.sort();
        words.join("; ")
    }
}

/// That it is not known yet is said: an empty cell would be no answer.
fn due(due: Option<Period>) -> Value<'static> {
    due.map_or_else(|| text(UNKNOWN.to_owned()), |due| period(Some(due)))
}
