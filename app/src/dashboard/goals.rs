//! The region's targets on the dashboard: the first group of measures, in one scenario, for one year.

use domain::targets::{add_up, sum};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub key: String,
    pub name: String,
    pub category: String,
    /// By key.
    pub nests_in: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    pub key: String,
    pub name: String,
    pub category: String,
}

/// A number of the region to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// By key.
    pub measure: String,
    /// By key.
    pub scenario: String,
    pub horizon_year: i32,
    pub value: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub measure: String,
    /// None: there is no number for it.
    pub value: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals {
    pub horizon_year: i32,
    pub scenarios: Vec<Scenario>,
    /// One of the scenarios.
    pub chosen: Scenario,
    pub goals: Vec<Goal>,
    /// Whether a sum means something.
    pub adds_up: bool,
    /// None while a number is missing.
    pub sum: Option<i64>,
}

/// The goals of the first category of measures, and whether the scenario that was asked for is one of its own.
/// `measures` and `scenarios` come in the order of the region.
pub fn goals(
    measures: &[Measure],
    scenarios: &[Scenario],
    targets: &[Target],
    asked: Option<&str>,
    this_year: i32,
) -> (Option<Goals>, bool) {
    let category = measures.first().map(|measure| measure.category.as_str());
    let is_first = |other: &str| Some(other) == category;
    let measures: Vec<&Measure> = measures.iter().filter(|measure| is_first(&measure.category)).collect();
    let scenarios: Vec<Scenario> = scenarios.iter().filter(|scenario| is_first(&scenario.category)).cloned().collect();
    let asked = asked.filter(|key| !key.is_empty());
    let found = asked.and_then(|key| scenarios.iter().find(|scenario| scenario.key == key));
    let known = asked.is_none() || found.is_some();
    let Some(chosen) = found.or(scenarios.first()).cloned() else {
        return (None, known);
    };
    let of_measures = |target: &&Target| measures.iter().any(|measure| measure.key == target.measure);
    let years = targets.iter().filter(of_measures).map(|target| target.horizon_year);
    let Some(horizon_year) = horizon(years, this_year) else {
        return (None, known);
    };
    let value = |measure: &Measure| {
        let its_own = |target: &&Target| {
            target.measure == measure.key && target.scenario == chosen.key && target.horizon_year == horizon_year
        };
        targets.iter().find(its_own).map(|target| target.value)
    };
    let goals: Vec<Goal> =
        measures.iter().map(|measure| Goal { measure: measure.name.clone(), value: value(measure) }).collect();
    let values: Vec<Option<i64>> = goals.iter().map(|goal| goal.value).collect();
    let nests_in: Vec<Option<&str>> = measures.iter().map(|measure| measure.nests_in.as_deref()).collect();
    let (adds_up, sum) = (add_up(&nests_in), sum(&values));
    (Some(Goals { horizon_year, scenarios, chosen, goals, adds_up, sum }), known)
}

/// The nearest year that is not past, or else the last one: numbers for different years do not add up.
fn horizon(years: impl Iterator<Item = i32>, this_year: i32) -> Option<i32> {
    years.min_by_key(|year| (*year < this_year, (*year - this_year).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(key: &str, category: &str, nests_in: Option<&str>) -> Measure {
        let (key, name, nests_in) = (key.to_owned(), key.to_uppercase(), nests_in.map(str::to_owned));
        Measure { key, name, category: category.to_owned(), nests_in }
    }

    fn scenario(key: &str, category: &str) -> Scenario {
        Scenario { key: key.to_owned(), name: key.to_uppercase(), category: category.to_owned() }
    }

    fn target(measure: &str, scenario: &str, horizon_year: i32, value: i64) -> Target {
        Target { measure: measure.to_owned(), scenario: scenario.to_owned(), horizon_year, value }
    }

    fn example(asked: Option<&str>) -> (Option<Goals>, bool) {
        let measures = [measure("a", "first", None), measure("b", "first", Some("a")), measure("c", "second", None)];
        let scenarios = [scenario("low", "first"), scenario("high", "first"), scenario("other", "second")];
        let targets = [
            target("a", "low", 2030, 10),
            target("b", "low", 2030, 5),
            target("a", "high", 2030, 20),
            target("a", "low", 2040, 99),
            target("c", "other", 2027, 1),
        ];
        goals(&measures, &scenarios, &targets, asked, 2026)
    }

    #[test]
    fn the_first_scenario_of_the_first_category_is_shown_first() {
        let (goals, known) = example(None);
        let goals = goals.unwrap();
        assert!(known);
        assert_eq!((goals.chosen.key.as_str(), goals.horizon_year, goals.sum), ("low", 2030, Some(15)));
        assert_eq!((goals.scenarios.len(), goals.adds_up), (2, true));
        assert_eq!(goals.goals[0], Goal { measure: "A".to_owned(), value: Some(10) });
    }

    #[test]
    fn a_gap_in_a_scenario_leaves_its_sum_open() {
        let goals = example(Some("high")).0.unwrap();
        assert_eq!((goals.goals[1].value, goals.sum), (None, None));
    }

    #[test]
    fn a_scenario_of_another_category_or_of_none_is_told_and_replaced() {
        for asked in ["other", "nonsense"] {
            let (goals, known) = example(Some(asked));
            assert!(!known);
            assert_eq!(goals.unwrap().chosen.key, "low");
        }
        assert!(example(Some("")).1);
    }

    #[test]
    fn a_region_without_targets_has_no_goals() {
        assert_eq!(goals(&[], &[], &[], None, 2026), (None, true));
        assert_eq!(goals(&[measure("a", "x", None)], &[scenario("low", "x")], &[], None, 2026), (None, true));
    }

    #[test]
    fn the_horizon_is_the_nearest_year_to_come() {
        assert_eq!(horizon([2024, 2040, 2030].into_iter(), 2026), Some(2030));
        assert_eq!(horizon([2020, 2024].into_iter(), 2026), Some(2024));
        assert_eq!(horizon([].into_iter(), 2026), None);
    }
}
