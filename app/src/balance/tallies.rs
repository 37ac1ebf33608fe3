//! Targets beside what was counted.

use chrono::{Datelike, NaiveDate};
use domain::balance::Tally;
use domain::targets::{add_up, horizon};
use uuid::Uuid;

use super::data::{Balance, Course, DetailedBalance, MeasureBalance, PlaceBalance};
use super::queries::Counted;
use crate::commitments::data::Named;
use crate::regions::entity::municipality;
use crate::targets::entity::{measure, scenario};
use crate::targets::tables::{Records, named_place, named_scenario};

impl Records {
    /// The balance of a scenario, of the region or of a gemeente.
    pub fn balance(
        &self,
        scenario: &scenario::Model,
        place: Option<&municipality::Model>,
        counted: &Counted,
        today: NaiveDate,
    ) -> Balance {
        let measures = self.measures_of(&scenario.category);
        let horizon_year = self.balance_year(scenario, today);
        let tallies = self.tallies(scenario, place, counted, today);
        let total = adds_up(&measures).then(|| Tally::together(&tallies));
        let measures = measures.iter().zip(tallies).map(|(measure, tally)| MeasureBalance {
            measure: Named { value: measure.key.clone(), name: measure.name.clone() },
            tally,
        });
        Balance {
            place: place.map(named_place),
            scenario: named_scenario(scenario),
            horizon_year,
            measures: measures.collect(),
            total,
        }
    }

    /// With how it comes about.
    pub fn detailed_balance(
        &self,
        scenario: &scenario::Model,
        place: Option<&municipality::Model>,
        counted: &Counted,
        today: NaiveDate,
    ) -> DetailedBalance {
        let balance = self.balance(scenario, place, counted, today);
        let here = place.map(|place| place.id);
        let of_measure = |measure: &&measure::Model, line: &MeasureBalance| Course {
            measure: measure.name.clone(),
            target: line.tally.target,
            years: counted.by_year(measure.id, here).up_to_each(today.year(), balance.horizon_year),
        };
        let measures = self.measures_of(&scenario.category);
        let courses = measures.iter().zip(&balance.measures).map(|(measure, line)| of_measure(measure, line)).collect();
        let of_place = |row: &municipality::Model| {
            let tallies = self.tallies(scenario, Some(row), counted, today);
            PlaceBalance {
                place: named_place(row),
                tile_column: row.tile_column,
                tile_row: row.tile_row,
                total: adds_up(&measures).then(|| Tally::together(&tallies)),
                tallies,
            }
        };
        let places = if place.is_none() { self.municipalities.iter().map(of_place).collect() } else { vec![] };
        DetailedBalance { balance, courses, places }
    }

    /// One for each measure of the scenario.
    fn tallies(
        &self,
        scenario: &scenario::Model,
        place: Option<&municipality::Model>,
        counted: &Counted,
        today: NaiveDate,
    ) -> Vec<Tally> {
        let here: Option<Uuid> = place.map(|place| place.id);
        let year = self.balance_year(scenario, today);
        let tally = |measure: &measure::Model| Tally {
            target: self.value(measure, scenario, here, year),
            columns: counted.columns(measure.id, here),
        };
        self.measures_of(&scenario.category).into_iter().map(tally).collect()
    }

    fn balance_year(&self, scenario: &scenario::Model, today: NaiveDate) -> i32 {
        let years = self.years(|target| target.scenario_id == scenario.id);
        horizon(years, today.year()).unwrap_or(self.horizon_year)
    }
}

fn adds_up(measures: &[&measure::Model]) -> bool {
    let nests_in: Vec<Option<&str>> = measures.iter().map(|measure| measure.nests_in.as_deref()).collect();
    add_up(&nests_in)
}
