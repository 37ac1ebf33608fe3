//! The forms as they are posted, and how they become what the domain knows.

use domain::deliveries::{Delivered, mark_problems, reason_problems};
use domain::period::parse_day;
use domain::projects::DwellingType;
use domain::{Problem, dwellings};
use serde::{Deserialize, Serialize};

use crate::projects::form::UNCOUNTED;
use crate::ui::form::optional;

/// The choice of a correction that says that the dwellings are not there.
pub const GONE: &str = "niet-opgeleverd";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// The project's.
    pub id: String,
    /// How many entries the ledger had when the form was opened.
    pub seen: String,
    /// By what the reporter knows it.
    pub external_id: String,
    /// A measure's id, or [`UNCOUNTED`].
    pub kind: String,
    pub count: String,
    pub delivered_on: String,
    pub address: String,
    pub evidence: String,
    /// Why it is more than the project holds.
    pub explanation: String,
}

/// What was typed of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub external_id: Option<String>,
    pub dwelling_type: DwellingType,
    pub count: u32,
    pub delivered: Delivered,
    pub explanation: Option<String>,
}

impl ReportForm {
    /// # Errors
    /// Everything that cannot be read or breaks a rule, in the order of the form.
    pub fn report(&self, today: chrono::NaiveDate) -> Result<Report, Vec<Problem>> {
        let external_id = optional(&self.external_id);
        let mut problems = Vec::new();
        let dwelling_type = read_kind(&self.kind);
        if dwelling_type.is_none() {
            problems.push(Problem::new("kind", "Kies wat voor woningen het zijn."));
        }
        let count = read_count("count", &self.count, &mut problems);
        let day = optional(&self.delivered_on).and_then(|text| parse_day(&text));
        if day.is_none() {
            let message = "Vul de dag in waarop de woningen zijn opgeleverd, bijvoorbeeld 21-11-2026.";
            problems.push(Problem::new("delivered_on", message));
        }
        let delivered = Delivered {
            on: day.unwrap_or(today),
            address: optional(&self.address),
            evidence: optional(&self.evidence),
        };
        problems.extend(delivered.problems(today));
        problems.extend(mark_problems(external_id.as_deref()));
        let explanation = optional(&self.explanation);
        problems.extend(reason_problems("explanation", explanation.as_deref()));
        match (dwelling_type, count) {
            (Some(dwelling_type), Some(count)) if problems.is_empty() => {
                Ok(Report { external_id, dwelling_type, count, delivered, explanation })
            }
            _ => Err(problems),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyForm {
    /// The project's.
    pub id: String,
    /// The report's.
    pub delivery: String,
    pub seen: String,
    pub verified: String,
    pub returned: String,
    /// Why some are returned.
    pub reason: String,
}

/// How many are as was reported, and how many are not and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub verified: u32,
    pub returned: u32,
    pub reason: Option<String>,
}

impl VerifyForm {
    /// # Errors
    /// Everything that cannot be read or breaks a rule.
    pub fn verdict(&self) -> Result<Verdict, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut number = |field: &str, text: &str| match optional(text).as_deref() {
            None | Some("0") => 0,
            Some(text) => read_count(field, text, &mut problems).unwrap_or_default(),
        };
        let (verified, returned) = (number("verified", &self.verified), number("returned", &self.returned));
        let reason = optional(&self.reason);
        if problems.is_empty() && verified == 0 && returned == 0 {
            problems.push(Problem::new("verified", "Vul in hoeveel woningen kloppen, of hoeveel u teruggeeft."));
        }
        if returned > 0 && reason.is_none() {
            problems.push(Problem::new("reason", "Schrijf op waarom u woningen teruggeeft."));
        }
        problems.extend(reason_problems("reason", reason.as_deref()));
        if problems.is_empty() { Ok(Verdict { verified, returned, reason }) } else { Err(problems) }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectForm {
    /// The project's.
    pub id: String,
    /// The report's.
    pub delivery: String,
    pub seen: String,
    pub count: String,
    /// A measure's id, [`UNCOUNTED`] or [`GONE`].
    pub into: String,
    pub reason: String,
}

/// What dwellings turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub count: u32,
    /// None: they are not there.
    pub into: Option<DwellingType>,
    pub reason: String,
}

impl CorrectForm {
    /// # Errors
    /// Everything that cannot be read or breaks a rule.
    pub fn correction(&self) -> Result<Correction, Vec<Problem>> {
        let mut problems = Vec::new();
        let count = read_count("count", &self.count, &mut problems);
        let into = if self.into == GONE { Some(None) } else { read_kind(&self.into).map(Some) };
        if into.is_none() {
            problems.push(Problem::new("into", "Kies wat de woningen wel zijn, of dat ze er niet zijn."));
        }
        let reason = optional(&self.reason);
        if reason.is_none() {
            problems.push(Problem::new("reason", "Schrijf op waarom u dit corrigeert."));
        }
        problems.extend(reason_problems("reason", reason.as_deref()));
        match (count, into, reason) {
            (Some(count), Some(into), Some(reason)) if problems.is_empty() => Ok(Correction { count, into, reason }),
            _ => Err(problems),
        }
    }
}

fn read_kind(text: &str) -> Option<DwellingType> {
    if text == UNCOUNTED { Some(DwellingType::Uncounted) } else { text.parse().ok().map(DwellingType::Counted) }
}

fn read_count(field: &str, text: &str, problems: &mut Vec<Problem>) -> Option<u32> {
    let count = dwellings::parse(text).filter(|count| (1..=dwellings::COUNT_MAX).contains(count));
    if count.is_none() {
        problems.push(Problem::new(field, "Vul een heel aantal woningen in, van 1 tot en met 100.000."));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn fields(problems: Vec<Problem>) -> Vec<String> {
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_report_says_what_where_and_when() {
        let form = ReportForm {
            kind: UNCOUNTED.to_owned(),
            count: "24".to_owned(),
            delivered_on: "20-11-2026".to_owned(),
            address: "Zuidmolen 1-24".to_owned(),
            ..ReportForm::default()
        };
        let report = form.report(today()).unwrap();
        assert_eq!((report.count, report.dwelling_type), (24, DwellingType::Uncounted));
        let empty = ReportForm::default().report(today()).unwrap_err();
        assert_eq!(fields(empty), ["kind", "count", "delivered_on", "address"]);
        let wrong = ReportForm { count: "-3".to_owned(), delivered_on: "27-11-2026".to_owned(), ..form };
        assert_eq!(fields(wrong.report(today()).unwrap_err()), ["count", "delivered_on"]);
    }

    #[test]
    fn who_returns_says_why() {
        let form = |verified: &str, returned: &str, reason: &str| VerifyForm {
            verified: verified.to_owned(),
            returned: returned.to_owned(),
            reason: reason.to_owned(),
            ..VerifyForm::default()
        };
        let verdict = form("20", "4", "Geen drempelloze douche").verdict().unwrap();
        assert_eq!((verdict.verified, verdict.returned), (20, 4));
        assert_eq!(form("20", "0", "").verdict().unwrap().returned, 0);
        assert_eq!(fields(form("", "", "").verdict().unwrap_err()), ["verified"]);
        assert_eq!(fields(form("20", "4", " ").verdict().unwrap_err()), ["reason"]);
        assert_eq!(fields(form("veel", "", "").verdict().unwrap_err()), ["verified"]);
    }

    #[test]
    fn a_correction_says_into_what_and_why() {
        let form = |into: &str, reason: &str| CorrectForm {
            count: "4".to_owned(),
            into: into.to_owned(),
            reason: reason.to_owned(),
            ..CorrectForm::default()
        };
        assert_eq!(form(UNCOUNTED, "GNV").correction().unwrap().into, Some(DwellingType::Uncounted));
        assert_eq!(form(GONE, "Telfout").correction().unwrap().into, None);
        assert_eq!(fields(form("", "").correction().unwrap_err()), ["into", "reason"]);
    }
}
