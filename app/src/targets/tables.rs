//! From rows of the database to the tables on the screen.

use std::collections::BTreeSet;

use domain::targets::{add_up, shortfall, sum};
use uuid::Uuid;

use super::data::{Line, MeasureRow, RegionTable, ScenarioChoice, Split, SplitColumn, SplitRow, SplitTable, Target};
use super::entity::{measure, scenario, target};
use super::queries::Asked;
use crate::commitments::data::{Named, Place};
use crate::organisations::queries::Sources;
use crate::regions::entity::municipality;

/// Everything that a region has recorded about targets, in the order of the screen.
pub struct Records {
    /// The year of targets when they name none.
    pub horizon_year: i32,
    pub municipalities: Vec<municipality::Model>,
    pub measures: Vec<measure::Model>,
    pub scenarios: Vec<scenario::Model>,
    pub targets: Vec<target::Model>,
}

impl Records {
    /// The region's numbers: a table per category and year.
    pub fn region_tables(&self, sources: &Sources) -> Vec<RegionTable> {
        let tables = self.categories().into_iter().flat_map(|category| {
            let measures = self.measures_of(category);
            let ids: Vec<Uuid> = measures.iter().map(|measure| measure.id).collect();
            let years = self.years(|target| target.municipality_id.is_none() && ids.contains(&target.measure_id));
            years.into_iter().map(move |year| self.region_table(category, &measures, year, sources))
        });
        tables.collect()
    }

    fn region_table(&self, category: &str, measures: &[&measure::Model], year: i32, sources: &Sources) -> RegionTable {
        let scenarios = self.scenarios_of(category);
        let row = |measure: &&measure::Model| MeasureRow {
            name: measure.name.clone(),
            nests_in: measure.nests_in.as_ref().and_then(|key| self.measure_name(key)),
            targets: scenarios
                .iter()
                .map(|scenario| self.target(measure, scenario, None, year).map(|row| shown(row, sources)))
                .collect(),
        };
        let nests_in: Vec<Option<&str>> = measures.iter().map(|measure| measure.nests_in.as_deref()).collect();
        let total = |scenario: &&scenario::Model| {
            let values: Vec<Option<i64>> =
                measures.iter().map(|measure| self.value(measure, scenario, None, year)).collect();
            sum(&values)
        };
        RegionTable {
            category: named_category(category),
            horizon_year: year,
            scenarios: scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
            measures: measures.iter().map(row).collect(),
            totals: add_up(&nests_in).then(|| scenarios.iter().map(total).collect()),
        }
    }

    /// The division over the gemeenten in the scenario that is asked for, or else in the first.
    pub fn split(&self, asked: Option<&str>, sources: &Sources) -> Option<Split> {
        let (scenario, known) = self.chosen(asked)?;
        let categories = self.categories();
        let choice = |category: &&str| ScenarioChoice {
            category: named_category(category),
            scenarios: self.scenarios_of(category).into_iter().map(named_scenario).collect(),
        };
        let measures = self.measures_of(&scenario.category);
        let years = self.years(|target| target.scenario_id == scenario.id);
        Some(Split {
            scenario: named_scenario(scenario),
            asked_for_unknown: !known,
            choices: categories.iter().map(choice).filter(|choice| !choice.scenarios.is_empty()).collect(),
            tables: years.into_iter().map(|year| self.split_table(scenario, &measures, year, sources)).collect(),
        })
    }

    /// The scenario that is asked for, or else the first; and whether what is asked for is there.
    pub fn chosen(&self, asked: Option<&str>) -> Option<(&scenario::Model, bool)> {
        let categories = self.categories();
        let offered: Vec<&scenario::Model> =
            categories.iter().flat_map(|category| self.scenarios_of(category)).collect();
        let found = asked.and_then(|key| offered.iter().find(|scenario| scenario.key == key));
        Some((*found.or(offered.first())?, asked.is_none() || found.is_some()))
    }

    /// Every number of every holder, those that are not there yet too: of the scenario and the gemeente that are asked for,
    /// or of all.
    pub fn lines(&self, asked: &Asked, sources: &Sources) -> Vec<Line> {
        let scenarios = self.categories().into_iter().flat_map(|category| self.scenarios_of(category));
        let scenarios = scenarios.filter(|row| asked.scenario.as_deref().is_none_or(|key| row.key == key));
        let holders: Vec<Option<&municipality::Model>> = match asked.municipality.as_deref() {
            Some(slug) => self.municipalities.iter().filter(|row| row.slug == slug).map(Some).collect(),
            None => std::iter::once(None).chain(self.municipalities.iter().map(Some)).collect(),
        };
        let mut lines = Vec::new();
        for scenario in scenarios {
            let measures = self.measures_of(&scenario.category);
            for year in self.years(|target| target.scenario_id == scenario.id) {
                for holder in &holders {
                    lines.extend(measures.iter().map(|measure| self.line(*holder, scenario, measure, year, sources)));
                }
            }
        }
        lines
    }

    fn line(
        &self,
        holder: Option<&municipality::Model>,
        scenario: &scenario::Model,
        measure: &measure::Model,
        year: i32,
        sources: &Sources,
    ) -> Line {
        Line {
            municipality: holder.map(|row| row.name.clone()),
            scenario: scenario.name.clone(),
            measure: measure.name.clone(),
            horizon_year: year,
            target: self.target(measure, scenario, holder.map(|row| row.id), year).map(|row| shown(row, sources)),
        }
    }

    /// The gemeente that is asked for, if it is there.
    pub fn place(&self, slug: Option<&str>) -> Option<&municipality::Model> {
        slug.and_then(|slug| self.municipalities.iter().find(|row| row.slug == slug))
    }

    /// The parts of an address that name nothing here.
    pub fn unknown(&self, asked: &Asked) -> Vec<String> {
        let scenario = asked.scenario.as_ref().filter(|key| self.scenarios.iter().all(|row| row.key != **key));
        let place = asked.municipality.as_ref().filter(|slug| self.place(Some(slug)).is_none());
        let told = [scenario.map(|key| format!("scenario={key}")), place.map(|slug| format!("gemeente={slug}"))];
        told.into_iter().flatten().collect()
    }

    fn split_table(
        &self,
        scenario: &scenario::Model,
        measures: &[&measure::Model],
        year: i32,
        sources: &Sources,
    ) -> SplitTable {
        let row = |municipality: &municipality::Model| SplitRow {
            municipality: named_place(municipality),
            targets: measures
                .iter()
                .map(|measure| self.target(measure, scenario, Some(municipality.id), year))
                .map(|target| target.map(|row| shown(row, sources)))
                .collect(),
        };
        let column = |measure: &&measure::Model| {
            let value = |municipality: &municipality::Model| self.value(measure, scenario, Some(municipality.id), year);
            let values: Vec<Option<i64>> = self.municipalities.iter().map(value).collect();
            let region = self.value(measure, scenario, None, year);
            SplitColumn {
                measure: measure.name.clone(),
                municipalities: sum(&values),
                region,
                shortfall: region.and_then(|region| shortfall(region, &values)),
            }
        };
        SplitTable {
            horizon_year: year,
            columns: measures.iter().map(column).collect(),
            rows: self.municipalities.iter().map(row).collect(),
        }
    }

    /// In the order of their first measure.
    pub fn categories(&self) -> Vec<&str> {
        let mut categories: Vec<&str> = Vec::new();
        for measure in &self.measures {
            if !categories.contains(&measure.category.as_str()) {
                categories.push(&measure.category);
            }
        }
        categories
    }

    pub fn measures_of(&self, category: &str) -> Vec<&measure::Model> {
        self.measures.iter().filter(|measure| measure.category == category).collect()
    }

    pub fn scenarios_of(&self, category: &str) -> Vec<&scenario::Model> {
        self.scenarios.iter().filter(|scenario| scenario.category == category).collect()
    }

    fn measure_name(&self, key: &str) -> Option<String> {
        self.measures.iter().find(|measure| measure.key == key).map(|measure| measure.name.clone())
    }

    /// The years of the targets that are meant; without any, the region's own year.
    pub fn years(&self, meant: impl Fn(&target::Model) -> bool) -> BTreeSet<i32> {
        let years: BTreeSet<i32> =
            self.targets.iter().filter(|target| meant(target)).map(|target| target.horizon_year).collect();
        if years.is_empty() { BTreeSet::from([self.horizon_year]) } else { years }
    }

    fn target(
        &self,
        measure: &measure::Model,
        scenario: &scenario::Model,
        municipality: Option<Uuid>,
        year: i32,
    ) -> Option<&target::Model> {
        let key = (measure.id, scenario.id, municipality, year);
        self.targets.iter().find(|row| (row.measure_id, row.scenario_id, row.municipality_id, row.horizon_year) == key)
    }

    pub fn value(
        &self,
        measure: &measure::Model,
        scenario: &scenario::Model,
        municipality: Option<Uuid>,
        year: i32,
    ) -> Option<i64> {
        self.target(measure, scenario, municipality, year).map(|row| row.value)
    }
}

fn shown(row: &target::Model, sources: &Sources) -> Target {
    Target {
        value: row.value,
        status: row.status.clone(),
        source: sources.find(row.source_id, row.source_detail.as_ref()),
    }
}

pub fn named_place(municipality: &municipality::Model) -> Place {
    Place { name: municipality.name.clone(), slug: municipality.slug.clone() }
}

pub fn named_scenario(scenario: &scenario::Model) -> Named {
    Named { value: scenario.key.clone(), name: scenario.name.clone() }
}

/// A category is a word of the region file, such as `verstandelijke-beperking`.
fn named_category(word: &str) -> Named {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    Named { value: word.to_owned(), name: first.chain(letters).collect::<String>().replace('-', " ") }
}

#[cfg(test)]
mod tests {
    use super::named_category;

    #[test]
    fn a_category_is_shown_as_words() {
        assert_eq!(named_category("verstandelijke-beperking").name, "Verstandelijke beperking");
        assert_eq!(named_category("").name, "");
    }
}
