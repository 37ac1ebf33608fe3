//! Two people changed the same commitment: the second chooses for each field whose text stays.

use std::collections::BTreeSet;

use super::{Content, Party, PartyRole, with_functions_of};
use crate::differences::Field;

impl Content {
    /// This text, with what `kept` names as it is saved.
    #[must_use]
    pub fn keeping(&self, saved: &Self, kept: &BTreeSet<Field>) -> Self {
        let from = |field| if kept.contains(&field) { saved } else { self };
        let of_role = |field, role| from(field).parties.iter().filter(move |party| party.role == role).cloned();
        let parties: Vec<Party> = of_role(Field::Lead, PartyRole::Lead)
            .chain(of_role(Field::Partners, PartyRole::Partner))
            .chain(of_role(Field::Consulted, PartyRole::Consulted))
            .collect();
        Self {
            title: from(Field::Title).title.clone(),
            description: from(Field::Description).description.clone(),
            kind: from(Field::Kind).kind,
            parties: with_functions_of(parties, &from(Field::Functions).parties),
            start: from(Field::Start).start,
            due: from(Field::Due).due,
            place: from(Field::Place).place.clone(),
            challenges: from(Field::Challenges).challenges.clone(),
            target_groups: from(Field::TargetGroups).target_groups.clone(),
            dwellings: from(Field::Dwellings).dwellings.clone(),
            success_factors: from(Field::SuccessFactors).success_factors.clone(),
            documents: from(Field::Documents).documents.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::PartyRef;
    use super::*;
    use crate::Period;
    use uuid::Uuid;

    fn content(title: &str, lead: u128, partner: u128, year: i32) -> Content {
        let party = |number, role| Party {
            who: PartyRef::Organisation(Uuid::from_u128(number).into()),
            role,
            function: None,
            contribution: None,
        };
        Content {
            title: title.to_owned(),
            description: None,
            kind: None,
            parties: vec![party(lead, PartyRole::Lead), party(partner, PartyRole::Partner)],
            start: None,
            due: Some(Period::Year(year)),
            place: None,
            challenges: BTreeSet::new(),
            target_groups: BTreeSet::new(),
            dwellings: [(Uuid::from_u128(u128::from(partner != 2)).into(), 8)].into(),
            success_factors: BTreeSet::new(),
            documents: BTreeSet::new(),
        }
    }

    #[test]
    fn each_field_is_of_who_was_chosen() {
        let (mine, saved) = (content("Mijn", 1, 2, 2028), content("Opgeslagen", 3, 4, 2029));
        assert_eq!(mine.keeping(&saved, &BTreeSet::new()), mine);
        assert_eq!(mine.keeping(&saved, &Field::ALL.iter().copied().collect()), saved);
        let mixed = mine.keeping(&saved, &BTreeSet::from([Field::Due, Field::Lead]));
        assert_eq!((mixed.title.as_str(), mixed.due), ("Mijn", Some(Period::Year(2029))));
        assert_eq!(mixed.lead(), saved.lead());
        assert_eq!(mixed.parties[1], mine.parties[1]);
    }

    #[test]
    fn functions_are_chosen_apart_from_the_parties() {
        let named = |title: &str, function: &str| {
            let mut content = content(title, 1, 2, 2028);
            content.parties[0].function = Some(function.to_owned());
            content
        };
        let (mine, saved) = (named("Mijn", "Manager vastgoed"), named("Opgeslagen", "Bestuurder"));
        let functions =
            |kept: &[Field]| mine.keeping(&saved, &kept.iter().copied().collect()).parties[0].function.clone();
        assert_eq!(functions(&[Field::Lead]).as_deref(), Some("Manager vastgoed"));
        assert_eq!(functions(&[Field::Functions]).as_deref(), Some("Bestuurder"));
    }
}
