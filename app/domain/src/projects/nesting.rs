//! Types that are counted beside each other, as DiWi does, where a dwelling may be in all three: one count per highest type.

use std::fmt;

/// More dwellings of an inner type than of an outer one that holds it. By their place from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotNested {
    pub outer: usize,
    pub inner: usize,
}

impl fmt::Display for NotNested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "type {} does not fit in type {}", self.inner, self.outer)
    }
}

impl std::error::Error for NotNested {}

/// How many dwellings have each type as their highest. `counts` go from the outermost type to the innermost; a type of which
/// nothing is said holds what the others say.
///
/// # Errors
/// When an inner type has more dwellings than an outer one: they do not nest.
pub fn highest_types(counts: &[Option<u32>]) -> Result<Vec<u32>, NotNested> {
    let told: Vec<(usize, u32)> = counts.iter().enumerate().filter_map(|(at, count)| Some((at, (*count)?))).collect();
    let mut highest = vec![0; counts.len()];
    for (position, (outer, count)) in told.iter().enumerate() {
        let (inner, within) = told.get(position + 1).copied().unwrap_or((*outer, 0));
        highest[*outer] = count.checked_sub(within).ok_or(NotNested { outer: *outer, inner })?;
    }
    Ok(highest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_dwelling_in_all_three_counts_in_the_innermost() {
        assert_eq!(highest_types(&[Some(60), Some(30), Some(24)]), Ok(vec![30, 6, 24]));
        assert_eq!(highest_types(&[Some(60), None, Some(24)]), Ok(vec![36, 0, 24]));
        assert_eq!(highest_types(&[None, None, Some(24)]), Ok(vec![0, 0, 24]));
        assert_eq!(highest_types(&[None, None, None]), Ok(vec![0, 0, 0]));
        assert_eq!(highest_types(&[Some(60), Some(10), Some(24)]), Err(NotNested { outer: 1, inner: 2 }));
        assert_eq!(highest_types(&[Some(0), None, Some(24)]), Err(NotNested { outer: 0, inner: 2 }));
    }

    proptest! {
        #[test]
        fn what_nests_adds_up_to_the_outermost(sizes in proptest::collection::vec(0..5_000_u32, 1..5)) {
            // Counted beside each other: each outer type holds all that are in it.
            let beside: Vec<Option<u32>> = (0..sizes.len()).map(|at| Some(sizes[at..].iter().sum())).collect();
            prop_assert_eq!(highest_types(&beside), Ok(sizes));
        }

        #[test]
        fn no_dwelling_is_added_or_lost(counts in proptest::collection::vec(proptest::option::of(0..100_u32), 0..5)) {
            if let Ok(highest) = highest_types(&counts) {
                prop_assert_eq!(highest.iter().sum::<u32>(), counts.iter().flatten().next().copied().unwrap_or_default());
            }
        }
    }
}
