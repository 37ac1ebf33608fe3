//! The form as it is posted, text by text, and how it becomes what the domain knows.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::NaiveDate;
use domain::ids::{MeasureId, MunicipalityId, OrganisationId};
use domain::period::parse_day;
use domain::projects::{Confidentiality, Content, Counts, DwellingType, Intent, Line, PartyRole, Phase, Status};
use domain::{Period, Problem, dwellings};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// The choice of a type that counts for no target.
pub const UNCOUNTED: &str = "geen";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountRow {
    pub kind: String,
    pub tenure: String,
    pub stock: String,
    pub count: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseRow {
    pub phase: String,
    pub began: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyRow {
    pub role: String,
    pub organisation: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareRow {
    pub organisation: String,
    pub share: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectForm {
    /// Empty for a new one.
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub name: String,
    /// By id; a project stays where it is.
    pub municipality: String,
    pub place: String,
    pub place_hidden: Vec<String>,
    pub confidentiality: String,
    pub status: String,
    pub plan_status: String,
    pub external_id: String,
    pub dwellings: String,
    pub demolished: String,
    pub planned: String,
    pub counts: Vec<CountRow>,
    pub phases: Vec<PhaseRow>,
    pub parties: Vec<PartyRow>,
    pub intent_signed_on: String,
    pub intent_document: String,
    pub shares: Vec<ShareRow>,
    pub note: String,
}

impl ProjectForm {
    /// Starts the form from what is saved.
    pub fn of(id: String, version: i32, municipality: MunicipalityId, content: &Content) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: NaiveDate| domain::dutch::date(day);
        Self {
            id,
            version: version.to_string(),
            conflict_version: String::new(),
            name: content.name.clone(),
            municipality: municipality.to_string(),
            place: text(&content.place),
            place_hidden: if content.place_hidden { vec!["ja".to_owned()] } else { vec![] },
            confidentiality: content.confidentiality.code().to_owned(),
            status: content.status.code().to_owned(),
            plan_status: content.plan_status.map(|status| status.code().to_owned()).unwrap_or_default(),
            external_id: text(&content.external_id),
            dwellings: content.dwellings.to_string(),
            demolished: content.demolished.to_string(),
            planned: content.planned.map(Period::label).unwrap_or_default(),
            counts: content.counts.iter().map(|(line, count)| count_row(line, count)).collect(),
            phases: content
                .phases
                .iter()
                .map(|(phase, began)| PhaseRow { phase: phase.code().to_owned(), began: day(*began) })
                .collect(),
            parties: content
                .parties
                .iter()
                .map(|(role, id)| PartyRow { role: role.code().to_owned(), organisation: id.to_string() })
                .collect(),
            intent_signed_on: content.intent.signed_on.map(day).unwrap_or_default(),
            intent_document: text(&content.intent.document),
            shares: content
                .cost_shares
                .iter()
                .map(|(id, share)| ShareRow { organisation: id.to_string(), share: share.to_string() })
                .collect(),
            note: text(&content.note),
        }
    }

    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut read = Reading::default();
        let content = Content {
            name: self.name.trim().to_owned(),
            place: optional(&self.place),
            place_hidden: !self.place_hidden.is_empty(),
            confidentiality: read
                .choice("confidentiality", &self.confidentiality, "Kies wie van het project mag weten.")
                .unwrap_or(Confidentiality::Private),
            status: read.choice("status", &self.status, "Kies hoe het project ervoor staat.").unwrap_or(Status::New),
            plan_status: match self.plan_status.trim() {
                "" => None,
                code => read.choice("plan_status", code, "Deze status bestaat niet. Kies er een uit de lijst."),
            },
            phases: self.phases(&mut read),
            dwellings: read.number("dwellings", "Te bouwen", &self.dwellings),
            // No number: nothing is demolished. What is built is never nought because nobody said.
            demolished: if self.demolished.trim().is_empty() {
                0
            } else {
                read.number("demolished", "Te slopen", &self.demolished)
            },
            counts: self.counts(&mut read),
            planned: read.period("planned", &self.planned),
            parties: self.parties(&mut read),
            intent: Intent {
                signed_on: read.day("intent_signed_on", &self.intent_signed_on),
                document: optional(&self.intent_document),
            },
            cost_shares: self.shares(&mut read),
            external_id: optional(&self.external_id),
            note: optional(&self.note),
        };
        let mut told: BTreeSet<String> = read.problems.iter().map(|problem| problem.field.clone()).collect();
        if told.contains("dwellings") {
            // How many there may be of a type is not known then.
            told.insert("counts".to_owned());
        }
        read.problems.extend(content.problems().into_iter().filter(|problem| !told.contains(&problem.field)));
        if read.problems.is_empty() { Ok(content) } else { Err(in_order_of_the_form(read.problems)) }
    }

    fn phases(&self, read: &mut Reading) -> BTreeMap<Phase, NaiveDate> {
        let mut phases = BTreeMap::new();
        for row in &self.phases {
            let Ok(phase) = row.phase.parse::<Phase>() else { continue };
            if let Some(began) = read.day(&format!("phase-{}", phase.code()), &row.began) {
                phases.insert(phase, began);
            }
        }
        phases
    }

    /// A row without a number says nothing.
    fn counts(&self, read: &mut Reading) -> Counts {
        let mut counts = Counts::default();
        for row in self.counts.iter().filter(|row| !row.count.trim().is_empty()) {
            let kind = match row.kind.as_str() {
                UNCOUNTED => Some(DwellingType::Uncounted),
                id => id.parse::<MeasureId>().ok().map(DwellingType::Counted),
            };
            let (Some(dwelling_type), Ok(tenure), Ok(stock)) = (kind, row.tenure.parse(), row.stock.parse()) else {
                read.wrong("counts", "Kies bij elk aantal de soort, het eigendom, en of het nieuwbouw is.");
                continue;
            };
            match dwellings::parse(&row.count) {
                Some(count) => counts.add(Line { dwelling_type, tenure, stock }, count),
                None => read.wrong("counts", "Vul bij elke soort een heel aantal woningen in, of laat het veld leeg."),
            }
        }
        counts
    }

    /// A row without an organisation says nothing.
    fn parties(&self, read: &mut Reading) -> BTreeSet<(PartyRole, OrganisationId)> {
        let mut parties = BTreeSet::new();
        for row in self.parties.iter().filter(|row| !row.organisation.trim().is_empty()) {
            match (row.role.parse(), row.organisation.parse()) {
                (Ok(role), Ok(organisation)) => {
                    parties.insert((role, organisation));
                }
                _ => read.wrong("parties", "Kies bij elke organisatie haar rol."),
            }
        }
        parties
    }

    fn shares(&self, read: &mut Reading) -> BTreeMap<OrganisationId, u32> {
        let mut shares = BTreeMap::new();
        for row in self.shares.iter().filter(|row| !(row.organisation.is_empty() && row.share.trim().is_empty())) {
            match (row.organisation.parse::<OrganisationId>(), row.share.trim().trim_end_matches('%').trim().parse()) {
                (Ok(organisation), Ok(share)) => {
                    if shares.insert(organisation, share).is_some() {
                        read.wrong("cost_shares", "Een organisatie staat er twee keer in. Tel haar delen op.");
                    }
                }
                (Err(_), _) => read.wrong("cost_shares", "Kies bij elk deel de organisatie die het draagt."),
                (_, Err(_)) => read.wrong("cost_shares", "Vul elk deel in als een heel getal, zoals 40."),
            }
        }
        shares
    }
}

/// The answers so far, and what is wrong with them.
#[derive(Default)]
struct Reading {
    problems: Vec<Problem>,
}

impl Reading {
    /// Of one field, one thing is told.
    fn wrong(&mut self, field: &str, message: &str) {
        if self.problems.iter().all(|problem| problem.field != field) {
            self.problems.push(Problem::new(field, message));
        }
    }

    fn choice<T: FromStr>(&mut self, field: &str, code: &str, message: &str) -> Option<T> {
        let read = code.trim().parse().ok();
        if read.is_none() {
            self.wrong(field, message);
        }
        read
    }

    fn number(&mut self, field: &str, label: &str, text: &str) -> u32 {
        let number = dwellings::parse(text);
        if number.is_none() {
            let message =
                format!("{label}: vul een heel aantal woningen in, zoals 60. Nog niet zeker? Vul uw schatting in.");
            self.wrong(field, &message);
        }
        number.unwrap_or_default()
    }

    fn period(&mut self, field: &str, text: &str) -> Option<Period> {
        if text.trim().is_empty() {
            return None;
        }
        match Period::parse_dutch(text) {
            Ok(period) => Some(period),
            Err(error) => {
                self.wrong(field, error.message());
                None
            }
        }
    }

    fn day(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            return None;
        }
        let day = parse_day(text);
        if day.is_none() {
            self.wrong(field, "Vul een dag in, zoals 21-11-2026, of laat het veld leeg.");
        }
        day
    }
}

fn count_row(line: Line, count: u32) -> CountRow {
    CountRow {
        kind: line.dwelling_type.measure().map_or_else(|| UNCOUNTED.to_owned(), |id| id.to_string()),
        tenure: line.tenure.code().to_owned(),
        stock: line.stock.code().to_owned(),
        count: count.to_string(),
    }
}

/// The order in which the form asks, so that the error summary reads from top to bottom.
pub fn in_order_of_the_form(mut problems: Vec<Problem>) -> Vec<Problem> {
    const ORDER: [&str; 17] = [
        "name",
        "municipality",
        "place",
        "external_id",
        "confidentiality",
        "note",
        "dwellings",
        "demolished",
        "counts",
        "planned",
        "status",
        "plan_status",
        "phase",
        "parties",
        "intent_signed_on",
        "intent_document",
        "cost_shares",
    ];
    let place =
        |problem: &Problem| ORDER.iter().position(|field| problem.field.starts_with(field)).unwrap_or(ORDER.len());
    problems.sort_by_key(place);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::projects::{Stock, Tenure};
    use uuid::Uuid;

    fn filled() -> ProjectForm {
        let id = |number: u128| Uuid::from_u128(number).to_string();
        ProjectForm {
            name: " Hof van Noord ".to_owned(),
            municipality: id(1),
            confidentiality: "openbaar".to_owned(),
            status: "actief".to_owned(),
            plan_status: "2a".to_owned(),
            dwellings: "60".to_owned(),
            planned: "Q3 2027".to_owned(),
            counts: vec![
                CountRow {
                    kind: id(3),
                    tenure: "sociale-huur".to_owned(),
                    stock: "nieuwbouw".to_owned(),
                    count: "24".to_owned(),
                },
                CountRow::default(),
            ],
            phases: vec![PhaseRow { phase: "ontwerp".to_owned(), began: "1-3-2026".to_owned() }],
            parties: vec![PartyRow { role: "corporatie".to_owned(), organisation: id(5) }, PartyRow::default()],
            shares: vec![ShareRow { organisation: id(5), share: "100 %".to_owned() }],
            ..ProjectForm::default()
        }
    }

    fn fields(form: &ProjectForm) -> Vec<String> {
        form.content().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_filled_form_is_read_and_shown_again_the_same() {
        let content = filled().content().unwrap();
        assert_eq!((content.name.as_str(), content.dwellings, content.demolished), ("Hof van Noord", 60, 0));
        let line = Line {
            dwelling_type: DwellingType::Counted(Uuid::from_u128(3).into()),
            tenure: Tenure::SocialRent,
            stock: Stock::New,
        };
        assert_eq!(content.counts.iter().collect::<Vec<_>>(), [(line, 24)]);
        let again = ProjectForm::of(String::new(), 1, Uuid::from_u128(1).into(), &content);
        assert_eq!(again.content(), Ok(content));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_from_top_to_bottom() {
        assert_eq!(fields(&ProjectForm::default()), ["name", "confidentiality", "dwellings", "status"]);
        let form = ProjectForm {
            dwellings: "min vijf".to_owned(),
            planned: "ooit".to_owned(),
            counts: vec![CountRow { count: "3".to_owned(), ..CountRow::default() }],
            phases: vec![PhaseRow { phase: "ontwerp".to_owned(), began: "maart".to_owned() }],
            parties: vec![PartyRow { organisation: Uuid::from_u128(5).to_string(), ..PartyRow::default() }],
            shares: vec![ShareRow { organisation: Uuid::from_u128(5).to_string(), share: "99".to_owned() }],
            ..filled()
        };
        let expected = ["dwellings", "counts", "planned", "phase-ontwerp", "parties", "cost_shares"];
        assert_eq!(fields(&form), expected);
    }
}
