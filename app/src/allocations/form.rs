//! The form of one gemeente and year as it is posted, text by text, and how it becomes what the domain knows.

use std::collections::BTreeMap;

use domain::Problem;
use domain::allocations::{
    Content, Number, count_field, count_problem, division_problem, parse_count, part_field, reason_problems,
};
use domain::ids::{OrganisationId, TargetGroupId};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// The number of one target group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountRow {
    /// By id.
    pub group: String,
    /// Empty: not given.
    pub count: String,
}

/// What one corporatie took of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartRow {
    /// By id.
    pub group: String,
    /// By id.
    pub organisation: String,
    /// Empty: not told.
    pub count: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllocationsForm {
    /// By slug.
    pub municipality: String,
    pub year: String,
    /// The version that the form was filled from; nought before anything was told.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub counts: Vec<CountRow>,
    pub parts: Vec<PartRow>,
    pub note: String,
    pub reason: String,
}

impl AllocationsForm {
    pub fn reason(&self) -> Option<String> {
        optional(&self.reason)
    }

    pub fn known_version(&self) -> Option<i32> {
        [&self.conflict_version, &self.version].into_iter().find_map(|text| text.parse().ok())
    }

    /// # Errors
    /// Everything that cannot be read or breaks a rule, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut counts: Vec<(TargetGroupId, Option<u32>)> = Vec::new();
        for row in &self.counts {
            let Ok(group) = row.group.parse::<TargetGroupId>() else {
                problems.push(not_ours());
                continue;
            };
            counts.push((group, read(&row.count, || count_field(group), &mut problems)));
        }
        let mut taken = self.taken(&mut problems);
        let mut content = Content { numbers: BTreeMap::new(), note: optional(&self.note) };
        for (group, total) in counts {
            let taken = taken.remove(&group).unwrap_or_default();
            // What is wrong with the number itself is told already.
            if problems.iter().any(|problem| problem.field == count_field(group)) {
                continue;
            }
            match total.map(|total| Number::divided(total, taken.clone())) {
                None if taken.is_empty() => {}
                Some(Some(number)) => {
                    content.numbers.insert(group, number);
                }
                _ => problems.push(division_problem(group, total, &taken)),
            }
        }
        if !taken.is_empty() {
            problems.push(not_ours());
        }
        problems.extend(content.problems());
        problems.extend(reason_problems(self.reason().as_deref()));
        if problems.is_empty() { Ok(content) } else { Err(self.in_order(problems)) }
    }

    fn taken(&self, problems: &mut Vec<Problem>) -> BTreeMap<TargetGroupId, BTreeMap<OrganisationId, u32>> {
        let mut taken: BTreeMap<TargetGroupId, BTreeMap<OrganisationId, u32>> = BTreeMap::new();
        for row in &self.parts {
            let (Ok(group), Ok(organisation)) = (row.group.parse(), row.organisation.parse()) else {
                problems.push(not_ours());
                continue;
            };
            let field = || part_field(group, organisation);
            if let Some(count) = read(&row.count, field, problems)
                && taken.entry(group).or_default().insert(organisation, count).is_some()
            {
                problems.push(not_ours());
            }
        }
        taken
    }

    /// As the form asks: the rows of the table with their corporaties, and what stands below.
    fn in_order(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        let row = |problem: &Problem| {
            let of_row = |row: &CountRow| !row.group.is_empty() && problem.field.contains(&row.group);
            self.counts.iter().position(of_row).unwrap_or(self.counts.len())
        };
        problems.sort_by_key(row);
        problems
    }
}

fn not_ours() -> Problem {
    Problem::of_form("Deze aantallen horen niet bij dit formulier. Open de pagina opnieuw en vul ze daar in.")
}

fn read(text: &str, field: impl Fn() -> String, problems: &mut Vec<Problem>) -> Option<u32> {
    let text = optional(text)?;
    let count = parse_count(&text);
    if count.is_none() {
        problems.push(count_problem(field()));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> String {
        Uuid::from_u128(number).to_string()
    }

    fn form(counts: &[(u128, &str)], parts: &[(u128, u128, &str)]) -> AllocationsForm {
        let count = |(group, count): &(u128, &str)| CountRow { group: id(*group), count: (*count).to_owned() };
        let part = |(group, organisation, count): &(u128, u128, &str)| PartRow {
            group: id(*group),
            organisation: id(*organisation),
            count: (*count).to_owned(),
        };
        AllocationsForm {
            counts: counts.iter().map(count).collect(),
            parts: parts.iter().map(part).collect(),
            ..AllocationsForm::default()
        }
    }

    fn wrong(form: &AllocationsForm) -> Vec<String> {
        form.content().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn an_empty_number_is_not_given_and_nought_is() {
        let content = form(&[(1, "1.200"), (2, "0"), (3, " ")], &[(1, 7, "200"), (1, 8, ""), (2, 7, "")]).content();
        let numbers = content.unwrap().numbers;
        let told: Vec<(u64, u32)> = numbers.values().map(|number| (number.total(), number.undivided())).collect();
        assert_eq!(told, [(1_200, 1_000), (0, 0)]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_where_it_was_typed() {
        let asked = form(
            &[(1, "10"), (2, "veel"), (3, ""), (4, "5")],
            &[(1, 7, "6"), (1, 8, "5"), (2, 7, "1"), (3, 7, "2"), (4, 7, "-1")],
        );
        let part = format!("part-{}-{}", id(4), id(7));
        let fields = [format!("count-{}", id(1)), format!("count-{}", id(2)), format!("count-{}", id(3)), part];
        assert_eq!(wrong(&asked), fields);
    }

    #[test]
    fn what_is_none_of_the_form_is_refused() {
        assert_eq!(wrong(&form(&[(1, "10")], &[(2, 7, "1")])), [""]);
        assert_eq!(wrong(&form(&[(1, "10")], &[(1, 7, "1"), (1, 7, "2")])), [""]);
        let mut other = form(&[(1, "10")], &[]);
        other.counts[0].group = "iedereen".to_owned();
        assert_eq!(wrong(&other), [""]);
    }

    #[test]
    fn the_version_that_a_conflict_showed_is_the_one_that_counts() {
        let of = |version: &str, conflict: &str| {
            AllocationsForm { version: version.to_owned(), conflict_version: conflict.to_owned(), ..Default::default() }
                .known_version()
        };
        assert_eq!([of("1", ""), of("1", "3"), of("", "")], [Some(1), Some(3), None]);
    }
}
