//! A commitment (afspraak): who does what, when, where.

mod choices;
mod missing;
mod parties;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::coded_enum;
use crate::ids::{ChallengeId, DocumentId, MeasureId, OrganisationId, SuccessFactorId, TargetGroupId};
use crate::organisations::OrganisationType;
use crate::text::{check_line, check_text, has_words};
use crate::{Period, Problem, dwellings};

pub use missing::{GROUP_AS_PARTNER, Missing};
use parties::with_functions_of;
pub use parties::{CONTRIBUTION_MAX, PARTIES_MAX, Party, PartyRef, PartyRole};

pub const TITLE_MAX: usize = 200;
pub const DESCRIPTION_MAX: usize = 5_000;
pub const PLACE_MAX: usize = 120;
/// The mark that its writer knows it by elsewhere.
pub const EXTERNAL_ID_MAX: usize = 100;

coded_enum! {
    /// Where a commitment stands between an idea and a thing done.
    LifeCycle {
        Draft = "concept", "Concept";
        Proposed = "voorgesteld", "Voorgesteld";
        Ratified = "bekrachtigd", "Bekrachtigd";
        Completed = "afgerond", "Afgerond";
        Lapsed = "vervallen", "Vervallen";
    }
}

impl LifeCycle {
    /// Still to be done: counts as overdue when its time is over.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Lapsed)
    }
}

coded_enum! {
    Kind {
        Result = "resultaat", "Resultaatafspraak";
        Process = "proces", "Procesafspraak";
        Request = "verzoek", "Verzoek";
    }
}

/// What people agree on: everything of a commitment that its parties put in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub title: String,
    pub description: Option<String>,
    /// None where a quoted source does not say.
    pub kind: Option<Kind>,
    pub parties: Vec<Party>,
    pub start: Option<Period>,
    /// None: nog niet bekend.
    pub due: Option<Period>,
    /// Kern, wijk or complex inside the gemeente.
    pub place: Option<String>,
    pub challenges: BTreeSet<ChallengeId>,
    pub target_groups: BTreeSet<TargetGroupId>,
    /// How many of each type; a dwelling counts once, in its highest type. Versions of before there were these have none.
    #[serde(default)]
    pub dwellings: BTreeMap<MeasureId, u32>,
    /// What it depends on.
    #[serde(default)]
    pub success_factors: BTreeSet<SuccessFactorId>,
    /// The framework and performance agreements that it carries out.
    #[serde(default)]
    pub documents: BTreeSet<DocumentId>,
}

impl Content {
    pub fn lead(&self) -> Option<OrganisationId> {
        self.parties.iter().find_map(|party| match (party.role, party.who) {
            (PartyRole::Lead, PartyRef::Organisation(id)) => Some(id),
            _ => None,
        })
    }

    /// Who is asked to confirm: the lead and the partners.
    pub fn confirming(&self) -> BTreeSet<OrganisationId> {
        let asked = self.parties.iter().filter(|party| party.role != PartyRole::Consulted);
        asked.filter_map(|party| party.organisation()).collect()
    }

    /// The same promise, serving what `other` serves and carried by the same functions.
    #[must_use]
    pub fn with_links_of(&self, other: &Self) -> Self {
        Self {
            parties: with_functions_of(self.parties.clone(), &other.parties),
            challenges: other.challenges.clone(),
            target_groups: other.target_groups.clone(),
            success_factors: other.success_factors.clone(),
            documents: other.documents.clone(),
            ..self.clone()
        }
    }

    /// Rules that hold in every state. Empty when all is well.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        check_title(&self.title, &mut problems);
        check_text("description", "De omschrijving", self.description.as_deref(), DESCRIPTION_MAX, &mut problems);
        check_line("place", "De plaats", self.place.as_deref(), PLACE_MAX, &mut problems);
        problems.extend(dwellings::problems(&self.dwellings));
        self.check_dates(&mut problems);
        parties::check(&self.parties, &mut problems);
        problems
    }

    fn check_dates(&self, problems: &mut Vec<Problem>) {
        if self.start.is_some_and(Period::recurs) {
            problems
                .push(Problem::new("start", "Een start is één moment. Zet 'elk jaar' of 'elk halfjaar' bij Gereed."));
        }
        let starts = self.start.and_then(Period::first_day);
        let ends = self.due.and_then(Period::last_day);
        if let (Some(start), Some(end)) = (starts, ends)
            && end < start
        {
            problems.push(Problem::new("due", "Gereed ligt vóór de start. Kies een periode die na de start eindigt."));
        }
    }

    /// The rules for this content in this state: what left concept keeps what it needed to leave it.
    pub fn problems_in(&self, life_cycle: LifeCycle) -> Vec<Problem> {
        let mut problems = self.problems();
        if !matches!(life_cycle, LifeCycle::Draft | LifeCycle::Lapsed) {
            problems.extend(self.missing_for_proposal().into_iter().map(Problem::from));
        }
        problems
    }
}

/// Past its time and still open. `last_day`: on which it was still in time; see [`crate::occurrences::last_day`].
pub fn is_overdue(life_cycle: LifeCycle, last_day: Option<NaiveDate>, today: NaiveDate) -> bool {
    life_cycle.is_open() && last_day.is_some_and(|day| day < today)
}

/// A corporatie promises something and no gemeente does anything in return. Of each party: what it is, its role, and
/// whether it says what it brings.
pub fn is_one_sided(parties: impl Iterator<Item = (OrganisationType, PartyRole, bool)>) -> bool {
    let (mut corporatie, mut gemeente) = (false, false);
    for (kind, role, contributes) in parties {
        let acts = contributes || role == PartyRole::Lead;
        corporatie |= kind == OrganisationType::HousingCorporation && acts;
        gemeente |= kind == OrganisationType::Municipality && acts;
    }
    corporatie && !gemeente
}

fn check_title(title: &str, problems: &mut Vec<Problem>) {
    if !has_words(title) {
        problems.push(Problem::new("title", "Vul een titel in: wat is er afgesproken?"));
    }
    check_line("title", "De titel", Some(title), TITLE_MAX, problems);
}

/// The place inside the gemeente: people also write the gemeente's own name before it, which is shown already.
pub fn place_within(place: &str, municipality: &str) -> Option<String> {
    let inside = match place.strip_prefix(municipality) {
        Some(rest) if rest.is_empty() || rest.starts_with(',') => rest.trim_start_matches(',').trim(),
        _ => place.trim(),
    };
    (!inside.is_empty()).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn organisation(number: u128) -> PartyRef {
        PartyRef::Organisation(Uuid::from_u128(number).into())
    }

    fn party(number: u128, role: PartyRole) -> Party {
        Party { who: organisation(number), role, function: None, contribution: None }
    }

    pub fn complete() -> Content {
        Content {
            title: "24 zorggeschikte woningen".to_owned(),
            description: None,
            kind: Some(Kind::Result),
            parties: vec![party(1, PartyRole::Lead), party(2, PartyRole::Partner)],
            start: Some(Period::Year(2026)),
            due: Some(Period::Quarter { year: 2027, quarter: 3 }),
            place: None,
            challenges: BTreeSet::from([Uuid::from_u128(9).into()]),
            target_groups: BTreeSet::new(),
            dwellings: BTreeMap::new(),
            success_factors: BTreeSet::new(),
            documents: BTreeSet::new(),
        }
    }

    pub fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn lead_and_partners_are_asked_and_a_group_cannot_be() {
        let consulted = Party { role: PartyRole::Consulted, ..party(3, PartyRole::Consulted) };
        let mut content = Content { parties: [complete().parties, vec![consulted]].concat(), ..complete() };
        assert_eq!(content.confirming().len(), 2);
        assert_eq!(content.missing_for_proposal(), vec![]);
        let who = PartyRef::Group(OrganisationType::HousingCorporation);
        content.parties.push(Party { who, role: PartyRole::Partner, function: None, contribution: None });
        assert_eq!(content.missing_for_proposal(), [Missing::PartnersByName]);
    }

    #[test]
    fn without_lead_due_or_challenge_it_stays_a_concept() {
        let content = Content { parties: vec![], due: None, challenges: BTreeSet::new(), ..complete() };
        assert_eq!(content.problems(), vec![]);
        assert_eq!(content.missing_for_proposal(), [Missing::Lead, Missing::Due, Missing::Challenge]);
        assert_eq!(fields(&content.problems_in(LifeCycle::Proposed)), ["lead", "due", "challenges"]);
    }

    #[test]
    fn due_may_not_end_before_the_start() {
        let start = Some(Period::Quarter { year: 2027, quarter: 3 });
        let same_year = Content { start, due: Some(Period::Year(2027)), ..complete() };
        assert_eq!(same_year.problems(), vec![]);
        let before = Content { start, due: Some(Period::HalfYear { year: 2027, half: 1 }), ..complete() };
        assert_eq!(fields(&before.problems()), ["due"]);
        let recurring_start = Content { start: Some(Period::EveryYear), ..complete() };
        assert_eq!(fields(&recurring_start.problems()), ["start"]);
    }

    #[test]
    fn a_party_has_one_role_and_there_is_one_lead() {
        let twice = vec![party(1, PartyRole::Lead), party(1, PartyRole::Partner)];
        assert_eq!(fields(&Content { parties: twice, ..complete() }.problems()), ["parties"]);
        let two_leads = vec![party(1, PartyRole::Lead), party(2, PartyRole::Lead)];
        assert_eq!(fields(&Content { parties: two_leads, ..complete() }.problems()), ["lead"]);
    }

    #[test]
    fn a_long_title_is_told_its_length() {
        let problems = Content { title: "x".repeat(10_000), ..complete() }.problems();
        assert_eq!(fields(&problems), ["title"]);
        assert!(problems[0].message.contains("10.000"), "{}", problems[0].message);
    }

    #[test]
    fn overdue_is_open_and_over() {
        let today = NaiveDate::from_ymd_opt(2027, 10, 1).unwrap();
        let due = complete().due.and_then(Period::last_day);
        assert!(is_overdue(LifeCycle::Draft, due, today));
        assert!(!is_overdue(LifeCycle::Completed, due, today));
        assert!(!is_overdue(LifeCycle::Draft, None, today));
        assert!(!is_overdue(LifeCycle::Draft, due, today.pred_opt().unwrap()));
    }

    #[test]
    fn a_corporatie_alone_is_one_sided() {
        use OrganisationType::{CareProvider, HousingCorporation, Municipality};
        let corporatie = (HousingCorporation, PartyRole::Lead, false);
        assert!(is_one_sided([corporatie, (CareProvider, PartyRole::Partner, true)].into_iter()));
        assert!(is_one_sided([corporatie, (Municipality, PartyRole::Partner, false)].into_iter()));
        assert!(!is_one_sided([corporatie, (Municipality, PartyRole::Partner, true)].into_iter()));
        assert!(!is_one_sided([(Municipality, PartyRole::Lead, false)].into_iter()));
    }

    #[test]
    fn a_title_can_be_read() {
        for title in ["\u{200b}\u{200b}", "  ", "…", "regel\nregel", "bel\u{7}", "om\u{202e}gekeerd", "nul\0"] {
            assert!(!Content { title: title.to_owned(), ..complete() }.problems().is_empty(), "{title:?}");
        }
        let emoji = Content { title: "Zorg 🏠 é".to_owned(), ..complete() };
        assert_eq!(emoji.problems(), vec![]);
    }

    #[test]
    fn the_gemeente_is_not_named_twice() {
        assert_eq!(place_within("Enschede, Stroinkslanden", "Enschede").as_deref(), Some("Stroinkslanden"));
        assert_eq!(place_within("Stroinkslanden", "Enschede").as_deref(), Some("Stroinkslanden"));
        assert_eq!(place_within("Enschede-Zuid", "Enschede").as_deref(), Some("Enschede-Zuid"));
        assert_eq!(place_within("Enschede", "Enschede"), None);
    }

    proptest! {
        #[test]
        fn what_leaves_concept_has_a_lead_a_due_and_a_challenge(
            has_lead: bool, has_due: bool, has_challenge: bool, title in "[a-z ]{0,5}",
        ) {
            let mut content = Content { title, ..complete() };
            if !has_lead { content.parties.retain(|party| party.role != PartyRole::Lead); }
            if !has_due { content.due = None; }
            if !has_challenge { content.challenges.clear(); }
            let whole = has_lead && has_due && has_challenge && !content.title.trim().is_empty();
            prop_assert_eq!(content.problems_in(LifeCycle::Proposed).is_empty(), whole);
        }
    }
}
