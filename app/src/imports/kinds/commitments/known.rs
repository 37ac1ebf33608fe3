//! What a name in a cell can stand for, in this region.

use std::collections::BTreeMap;
use std::ops::Deref;

use domain::commitments::PartyRef;
use domain::imports::Column;
use domain::organisations::OrganisationType;
use uuid::Uuid;

use super::columns::{CHALLENGES, DOCUMENTS, SUCCESS_FACTORS, TARGET_GROUPS};
use crate::commitments::form::party_value;
use crate::commitments::names::Names;
use crate::imports::kinds::ByName;

pub struct Known<'a> {
    pub columns: &'a [Column],
    words: Words,
}

/// By which names things are found.
pub struct Words {
    /// As the form names them: organisations, and all organisations of a type.
    parties: ByName<String>,
    /// By the column that names them.
    listed: BTreeMap<&'static str, ByName<String>>,
    challenge_numbers: Vec<String>,
}

impl<'a> Known<'a> {
    pub fn of(columns: &'a [Column], names: &Names) -> Self {
        Self { columns, words: Words::of(names) }
    }

    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }
}

impl Deref for Known<'_> {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Words {
    pub fn of(names: &Names) -> Self {
        let organisations = names
            .organisations
            .iter()
            .map(|(id, name)| (name.clone(), party_value(PartyRef::Organisation((*id).into()))));
        let groups = OrganisationType::ALL
            .iter()
            .map(|group| (group.group_label().to_owned(), party_value(PartyRef::Group(*group))));
        // By what the form holds too: a list that was taken out says that where a name would be read as another.
        let parties =
            organisations.chain(groups).flat_map(|(name, value)| [(name, value.clone()), (value.clone(), value)]);
        // Number and title, the number, or the title.
        let challenges = names.challenges.iter().flat_map(|(id, label)| {
            let (number, title) = label.split_once(' ').unwrap_or((label, label));
            [label.as_str(), number, title, &id.to_string()].map(|name| (name.to_owned(), id.to_string()))
        });
        // With or without its years.
        let documents = names.documents.iter().flat_map(|(id, label)| {
            let title = label.rsplit_once(" (").map_or(label.as_str(), |(title, _)| title);
            [label.as_str(), title, &id.to_string()].map(|name| (name.to_owned(), id.to_string()))
        });
        let by_name = |names: &BTreeMap<Uuid, String>| -> ByName<String> {
            let both =
                |(id, name): (&Uuid, &String)| [(name.clone(), id.to_string()), (id.to_string(), id.to_string())];
            names.iter().flat_map(both).collect()
        };
        let number = |label: &String| label.split_once(' ').map(|(number, _)| number.to_owned());
        Self {
            parties: parties.collect(),
            listed: BTreeMap::from([
                (CHALLENGES, challenges.collect()),
                (TARGET_GROUPS, by_name(&names.target_groups)),
                (SUCCESS_FACTORS, by_name(&names.success_factors)),
                (DOCUMENTS, documents.collect()),
            ]),
            challenge_numbers: names.challenges.values().filter_map(number).collect(),
        }
    }

    /// A gemeente is written with and without the word before it.
    pub fn party(&self, name: &str) -> Option<&String> {
        self.parties.get(name).or_else(|| self.parties.get(&format!("Gemeente {name}")))
    }

    /// An organisation; a group leads nothing.
    pub fn organisation(&self, name: &str) -> Option<&String> {
        self.party(name).filter(|value| value.parse::<Uuid>().is_ok())
    }

    pub fn listed(&self, code: &str, name: &str) -> Option<&String> {
        self.listed.get(code)?.get(name)
    }

    /// Excel makes of 5.10 the number 5,1. The two that it may be, when both are there.
    pub fn lost_nought(&self, text: &str) -> Option<(String, String)> {
        let (whole, part) = text.split_once(',')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (short, long) = (format!("{whole}.{part}"), format!("{whole}.{part}0"));
        let there = |number: &String| self.challenge_numbers.contains(number);
        (digits(whole) && digits(part) && there(&short) && there(&long)).then_some((short, long))
    }
}
