//! The allocations of all gemeenten of a region in one year, and what part of them each has.

use std::collections::{BTreeMap, BTreeSet};

use super::Number;
use crate::dutch;
use crate::ids::{MunicipalityId, OrganisationId, TargetGroupId};

/// How much of a year a gemeente has told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Nothing,
    /// Of some target groups there is no number.
    Some,
    Everything,
}

/// A part of a whole, in tenths of per cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u64);

impl Share {
    /// Rounded to the nearest; none of nothing.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        let tenths = (u128::from(part) * 2_000 + u128::from(whole)).checked_div(u128::from(whole) * 2)?;
        u64::try_from(tenths).ok().map(Self)
    }

    /// `7,1 %`
    pub fn label(self) -> String {
        let whole = dutch::number(i64::try_from(self.0 / 10).unwrap_or(i64::MAX));
        format!("{whole},{} %", self.0 % 10)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region(BTreeMap<MunicipalityId, BTreeMap<TargetGroupId, Number>>);

impl Region {
    /// One part of one number; of no corporatie: what is not divided.
    pub fn add(
        &mut self,
        municipality: MunicipalityId,
        group: TargetGroupId,
        organisation: Option<OrganisationId>,
        count: u32,
    ) {
        self.0.entry(municipality).or_default().entry(group).or_default().add(organisation, count);
    }

    fn numbers(&self) -> impl Iterator<Item = (TargetGroupId, &Number)> {
        self.0.values().flatten().map(|(group, number)| (*group, number))
    }

    /// None: not given.
    pub fn number(&self, municipality: MunicipalityId, group: TargetGroupId) -> Option<u64> {
        self.0.get(&municipality)?.get(&group).map(Number::total)
    }

    /// All that a gemeente gave; none when it gave nothing.
    pub fn of_municipality(&self, municipality: MunicipalityId) -> Option<u64> {
        self.0.get(&municipality).map(|numbers| numbers.values().map(Number::total).sum())
    }

    /// All that was given for a target group; none when no gemeente gave a number.
    pub fn of_group(&self, group: TargetGroupId) -> Option<u64> {
        self.numbers().filter(|(other, _)| *other == group).map(|(_, number)| number.total()).reduce(|a, b| a + b)
    }

    pub fn total(&self) -> u64 {
        self.numbers().map(|(_, number)| number.total()).sum()
    }

    /// The target groups of which there is a number.
    pub fn groups(&self) -> BTreeSet<TargetGroupId> {
        self.numbers().map(|(group, _)| group).collect()
    }

    /// The gemeenten that gave any number.
    pub fn municipalities(&self) -> impl Iterator<Item = MunicipalityId> {
        self.0.keys().copied()
    }

    /// The corporaties of which it is told what they took.
    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        self.numbers().flat_map(|(_, number)| number.taken()).map(|(organisation, _)| organisation).collect()
    }

    /// What a corporatie took in the whole region, or nobody in particular; none when nobody told.
    pub fn taken_by(&self, organisation: Option<OrganisationId>, group: TargetGroupId) -> Option<u64> {
        let part = |number: &Number| match organisation {
            Some(organisation) => number.taken_by(organisation),
            None => Some(number.undivided()),
        };
        let of_group = self.numbers().filter(|(other, _)| *other == group);
        of_group.filter_map(|(_, number)| part(number)).map(u64::from).reduce(|a, b| a + b)
    }

    /// Of the target groups that are asked for.
    pub fn given(&self, municipality: MunicipalityId, groups: &[TargetGroupId]) -> Given {
        match self.0.get(&municipality) {
            None => Given::Nothing,
            Some(numbers) if groups.iter().all(|group| numbers.contains_key(group)) => Given::Everything,
            Some(_) => Given::Some,
        }
    }
}

/// Of the years that there are figures of, the one to set beside `year`: the last up to it, or else the first after it.
pub fn nearest_year(years: &BTreeSet<i32>, year: i32) -> Option<i32> {
    years.range(..=year).next_back().or_else(|| years.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn a_number_that_is_not_given_is_not_nought() {
        let mut region = Region::default();
        region.add(id(1), id(10), None, 0);
        region.add(id(2), id(10), Some(id(5)), 6);
        region.add(id(2), id(11), None, 3);
        let groups = [id(10), id(11)];
        let given = |municipality| region.given(id(municipality), &groups);
        assert_eq!([given(1), given(2), given(3)], [Given::Some, Given::Everything, Given::Nothing]);
        assert_eq!((region.number(id(1), id(10)), region.number(id(1), id(11))), (Some(0), None));
        assert_eq!((region.of_municipality(id(1)), region.of_municipality(id(3))), (Some(0), None));
        assert_eq!((region.of_group(id(11)), region.of_group(id(12))), (Some(3), None));
        assert_eq!(region.municipalities().count(), 2);
        let taken = |organisation: Option<u128>, group| region.taken_by(organisation.map(id), id(group));
        assert_eq!([taken(Some(5), 10), taken(Some(5), 11), taken(None, 10)], [Some(6), None, Some(0)]);
    }

    #[test]
    fn a_share_is_rounded_and_of_nothing_there_is_none() {
        let label = |part, whole| Share::of(part, whole).map(Share::label);
        assert_eq!((label(1, 14), label(2, 3)), (Some("7,1 %".to_owned()), Some("66,7 %".to_owned())));
        assert_eq!((label(5, 5), label(0, 5)), (Some("100,0 %".to_owned()), Some("0,0 %".to_owned())));
        assert_eq!((label(0, 0), Share::of(u64::MAX, 1)), (None, None));
    }

    #[test]
    fn figures_of_the_year_itself_or_else_of_the_nearest_are_compared() {
        let years = BTreeSet::from([2020, 2024, 2030]);
        assert_eq!([2024, 2026, 2001].map(|year| nearest_year(&years, year)), [Some(2024), Some(2024), Some(2020)]);
        assert_eq!(nearest_year(&BTreeSet::new(), 2026), None);
    }

    proptest! {
        #[test]
        fn rows_columns_and_corporaties_add_up_to_the_same(
            parts in proptest::collection::vec((0..4_u128, 0..4_u128, proptest::option::of(0..3_u128), 0..1_000_u32), 0..40),
        ) {
            let mut region = Region::default();
            for (place, group, organisation, count) in &parts {
                region.add(id(*place), id(*group), organisation.map(id), *count);
            }
            let plain: u64 = parts.iter().map(|(.., count)| u64::from(*count)).sum();
            let rows: u64 = region.municipalities().filter_map(|place| region.of_municipality(place)).sum();
            let columns: u64 = region.groups().into_iter().filter_map(|group| region.of_group(group)).sum();
            let takers = region.organisations().into_iter().map(Some).chain([None]);
            let groups = region.groups();
            let taken: u64 = takers.flat_map(|taker| groups.iter().map(move |group| (taker, *group)))
                .filter_map(|(taker, group)| region.taken_by(taker, group)).sum();
            prop_assert_eq!((region.total(), rows, columns, taken), (plain, plain, plain, plain));
        }
    }
}
