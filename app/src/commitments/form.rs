//! Forms as they are posted, text by text, and how they become what the domain knows.

mod parties;

use std::collections::{BTreeMap, BTreeSet};

use domain::commitments::{Content, Party, PartyRole};
use domain::ids::MeasureId;
use domain::{Period, Problem, dutch, dwellings};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

pub use parties::{PartyRow, organisation_field, party_value};

/// How many dwellings of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DwellingRow {
    /// The measure's id.
    #[serde(default)]
    pub measure: String,
    #[serde(default)]
    pub count: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentForm {
    /// Empty for a new one.
    #[serde(default)]
    pub id: String,
    /// The version that the form was filled from.
    #[serde(default)]
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    #[serde(default)]
    pub conflict_version: String,
    /// The fields of which a conflict's saved text stays, by code.
    #[serde(default)]
    pub keep: Vec<String>,
    /// What each of these fields said in the form when that was shown.
    #[serde(default)]
    pub yours: BTreeMap<String, String>,
    /// A gemeente's id, or `regio`.
    #[serde(default)]
    pub agenda: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub lead: String,
    #[serde(default)]
    pub lead_function: String,
    #[serde(default)]
    pub lead_contribution: String,
    #[serde(default)]
    pub parties: Vec<PartyRow>,
    #[serde(default)]
    pub start: String,
    #[serde(default)]
    pub due: String,
    /// Ticked: when it is due is not known yet.
    #[serde(default)]
    pub due_unknown: Vec<String>,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub challenges: Vec<String>,
    #[serde(default)]
    pub target_groups: Vec<String>,
    /// One for each type of the region.
    #[serde(default)]
    pub dwellings: Vec<DwellingRow>,
    #[serde(default)]
    pub success_factors: Vec<String>,
    #[serde(default)]
    pub documents: Vec<String>,
    /// The ids of the projects that are ticked.
    #[serde(default)]
    pub projects: Vec<String>,
    /// Those that the form showed as linked: what is not ticked of these is let go.
    #[serde(default)]
    pub projects_shown: Vec<String>,
    /// Words by which more projects are named.
    #[serde(default)]
    pub project_search: String,
    /// Ticked: only words were put right, and the parties need not be asked.
    #[serde(default)]
    pub correction: Vec<String>,
    /// The id of the decision because of which it is made or changed; may be empty.
    #[serde(default)]
    pub decision: String,
}

/// The choice of who cannot say yet what kind of commitment it is.
pub const UNKNOWN_KIND: &str = "onbekend";

/// How the screens write that something is not known yet.
pub const UNKNOWN: &str = "nog niet bekend";

impl CommitmentForm {
    /// Starts the form from what is saved; the projects stand beside it.
    pub fn of(id: String, version: i32, agenda: String, content: &Content) -> Self {
        let row = |party: &Party| PartyRow {
            organisation: party_value(party.who),
            role: party.role.code().to_owned(),
            function: party.function.clone().unwrap_or_default(),
            contribution: party.contribution.clone().unwrap_or_default(),
        };
        let dwellings = content.dwellings.iter().map(|(measure, count)| DwellingRow {
            measure: measure.to_string(),
            count: dutch::number((*count).into()),
        });
        let lead = content.parties.iter().find(|party| party.role == PartyRole::Lead);
        let others = content.parties.iter().filter(|party| party.role != PartyRole::Lead);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            id,
            version: version.to_string(),
            conflict_version: String::new(),
            keep: vec![],
            yours: BTreeMap::new(),
            agenda,
            title: content.title.clone(),
            description: text(&content.description),
            kind: content.kind.map_or(UNKNOWN_KIND, |kind| kind.code()).to_owned(),
            lead: lead.map(|party| party_value(party.who)).unwrap_or_default(),
            lead_function: lead.and_then(|party| party.function.clone()).unwrap_or_default(),
            lead_contribution: lead.and_then(|party| party.contribution.clone()).unwrap_or_default(),
            parties: others.map(row).collect(),
            start: content.start.map(Period::label).unwrap_or_default(),
            due: content.due.map(Period::label).unwrap_or_default(),
            due_unknown: if content.due.is_none() { vec!["ja".to_owned()] } else { vec![] },
            place: text(&content.place),
            challenges: content.challenges.iter().map(ToString::to_string).collect(),
            target_groups: content.target_groups.iter().map(ToString::to_string).collect(),
            dwellings: dwellings.collect(),
            success_factors: content.success_factors.iter().map(ToString::to_string).collect(),
            documents: content.documents.iter().map(ToString::to_string).collect(),
            projects: vec![],
            projects_shown: vec![],
            project_search: String::new(),
            correction: vec![],
            decision: String::new(),
        }
    }

    /// The content that was typed.
    ///
    /// # Errors
    /// Every field that cannot be read or breaks a rule of the domain.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut problems = Vec::new();
        let kind = self.kind.parse().ok();
        if kind.is_none() && self.kind != UNKNOWN_KIND {
            problems.push(Problem::new("kind", "Kies wat voor afspraak dit is."));
        }
        let start = read_period("start", "Start", &self.start, &mut problems);
        let due = self.due(&mut problems);
        let content = Content {
            title: self.title.trim().to_owned(),
            description: optional(&self.description),
            kind,
            parties: self.all_parties(&mut problems),
            start,
            due,
            place: optional(&self.place),
            challenges: ids("challenges", "Opgaven", &self.challenges, &mut problems),
            target_groups: ids("target_groups", "Aandachtsgroepen", &self.target_groups, &mut problems),
            dwellings: self.dwellings(&mut problems),
            success_factors: ids("success_factors", "Succesfactoren", &self.success_factors, &mut problems),
            documents: ids("documents", "Volgt uit", &self.documents, &mut problems),
        };
        problems.extend(content.problems());
        if problems.is_empty() { Ok(content) } else { Err(in_order_of_the_form(problems)) }
    }

    /// No silent default: either a period is typed, or the box "nog niet bekend" is ticked.
    fn due(&self, problems: &mut Vec<Problem>) -> Option<Period> {
        // As the screens themselves write it.
        if self.due.trim().eq_ignore_ascii_case(UNKNOWN) {
            return None;
        }
        let typed = optional(&self.due).is_some();
        match (typed, self.due_unknown.is_empty()) {
            (true, true) => read_period("due", "Gereed", &self.due, problems),
            (true, false) => {
                problems
                    .push(Problem::new("due", "Vul in wanneer het gereed is óf kies 'nog niet bekend', niet allebei."));
                None
            }
            (false, true) => {
                problems.push(Problem::new("due", "Vul in wanneer het gereed is, of kies 'nog niet bekend'."));
                None
            }
            (false, false) => None,
        }
    }

    /// A field that is left empty counts none.
    fn dwellings(&self, problems: &mut Vec<Problem>) -> BTreeMap<MeasureId, u32> {
        let mut counts = BTreeMap::new();
        for row in &self.dwellings {
            let Some(text) = optional(&row.count) else { continue };
            let Ok(measure) = row.measure.parse::<MeasureId>() else {
                problems.push(Problem::new(dwellings::FIELD, "Vul aantallen in de velden van het formulier in."));
                continue;
            };
            match dwellings::parse(&text) {
                Some(count) => {
                    counts.insert(measure, count);
                }
                None => problems.push(dwellings::problem(measure)),
            }
        }
        counts
    }
}

/// The order in which the form asks, so that the error summary reads from top to bottom.
fn in_order_of_the_form(mut problems: Vec<Problem>) -> Vec<Problem> {
    const ORDER: [&str; 16] = [
        "agenda",
        "title",
        "description",
        "kind",
        "place",
        dwellings::FIELD,
        "lead",
        "lead_function",
        "lead_contribution",
        "parties",
        "start",
        "due",
        "challenges",
        "target_groups",
        "success_factors",
        "documents",
    ];
    // Of the dwellings each type has a field of its own.
    let place = |problem: &Problem| {
        let name = problem.field.split('-').next().unwrap_or_default();
        ORDER.iter().position(|field| *field == name).unwrap_or(ORDER.len())
    };
    problems.sort_by_key(place);
    problems
}

pub fn read_period(field: &str, label: &str, text: &str, problems: &mut Vec<Problem>) -> Option<Period> {
    let text = optional(text)?;
    match Period::parse_dutch(&text) {
        Ok(period) => Some(period),
        Err(error) => {
            problems.push(Problem::new(field, format!("{label}: {}", error.message())));
            None
        }
    }
}

fn ids<T: std::str::FromStr + Ord>(
    field: &str,
    label: &str,
    values: &[String],
    problems: &mut Vec<Problem>,
) -> BTreeSet<T> {
    let read: BTreeSet<T> = values.iter().filter_map(|value| value.parse().ok()).collect();
    if values.iter().any(|value| value.parse::<T>().is_err()) {
        problems.push(Problem::new(field, format!("{label}: kies uit de lijst.")));
    }
    read
}

/// The form that proposes a commitment to its parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeForm {
    pub id: String,
    /// The version that the person saw.
    #[serde(default)]
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::commitments::Kind;

    fn filled() -> CommitmentForm {
        let organisation = |number: u128| uuid::Uuid::from_u128(number).to_string();
        CommitmentForm {
            title: " 24 zorggeschikte woningen ".to_owned(),
            kind: "resultaat".to_owned(),
            lead: organisation(1),
            parties: vec![
                PartyRow {
                    organisation: organisation(2),
                    role: "partner".to_owned(),
                    function: "Wethouder".to_owned(),
                    contribution: "zorg".to_owned(),
                },
                PartyRow::default(),
                PartyRow {
                    organisation: "groep:corporatie".to_owned(),
                    role: "betrokkene".to_owned(),
                    ..Default::default()
                },
            ],
            due: "Q3 2027".to_owned(),
            challenges: vec![organisation(9)],
            dwellings: vec![
                DwellingRow { measure: organisation(20), count: " 1.560 ".to_owned() },
                DwellingRow { measure: organisation(21), count: String::new() },
            ],
            success_factors: vec![organisation(30)],
            documents: vec![organisation(40)],
            ..Default::default()
        }
    }

    fn fields(form: &CommitmentForm) -> Vec<String> {
        form.content().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_filled_form_is_read_and_shown_again_the_same() {
        let content = filled().content().unwrap();
        assert_eq!(content.title, "24 zorggeschikte woningen");
        assert_eq!(content.kind, Some(Kind::Result));
        assert_eq!(content.due, Some(Period::Quarter { year: 2027, quarter: 3 }));
        assert_eq!(content.parties.len(), 3);
        assert_eq!(content.dwellings, BTreeMap::from([(uuid::Uuid::from_u128(20).into(), 1560)]));
        let again = CommitmentForm::of(String::new(), 1, String::new(), &content);
        assert_eq!(again.content(), Ok(content));
    }

    #[test]
    fn what_is_said_of_a_lead_needs_a_lead() {
        let nobody = CommitmentForm { lead: String::new(), ..filled() };
        assert_eq!(nobody.content().map(|content| content.parties.len()), Ok(2));
        assert_eq!(fields(&CommitmentForm { lead_function: "Wijkmanager".to_owned(), ..nobody.clone() }), ["lead"]);
        assert_eq!(fields(&CommitmentForm { lead_contribution: "Geld".to_owned(), ..nobody }), ["lead"]);
    }

    #[test]
    fn when_is_asked_and_never_guessed() {
        let empty = CommitmentForm { due: String::new(), ..filled() };
        assert_eq!(fields(&empty), ["due"]);
        let unknown = CommitmentForm { due_unknown: vec!["ja".to_owned()], ..empty };
        assert_eq!(unknown.content().unwrap().due, None);
        let both = CommitmentForm { due: "2027".to_owned(), ..unknown };
        assert_eq!(fields(&both), ["due"]);
    }

    #[test]
    fn a_number_that_cannot_be_meant_is_told_at_its_field() {
        let measure = uuid::Uuid::from_u128(20);
        for count in ["veel", "0", "100.001", "2,5"] {
            let row = DwellingRow { measure: measure.to_string(), count: count.to_owned() };
            let form = CommitmentForm { dwellings: vec![row], title: String::new(), ..filled() };
            assert_eq!(fields(&form), ["title".to_owned(), format!("dwellings-{measure}")], "{count}");
        }
        let row = DwellingRow { measure: "nonsens".to_owned(), count: "3".to_owned() };
        assert_eq!(fields(&CommitmentForm { dwellings: vec![row], ..filled() }), ["dwellings"]);
    }

    #[test]
    fn problems_stand_in_the_order_of_the_form() {
        let form = CommitmentForm {
            title: String::new(),
            kind: String::new(),
            due: "binnenkort".to_owned(),
            lead: "nonsens".to_owned(),
            challenges: vec!["nonsens".to_owned()],
            ..filled()
        };
        assert_eq!(fields(&form), ["title", "kind", "lead", "due", "challenges"]);
    }
}
