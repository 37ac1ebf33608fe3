//! Targets (doelaantallen): numbers of dwellings to reach.

/// The sum over measures that exclude each other, as the region's agreements state them.
/// `None` as soon as one is unknown: a sum over a gap would be a guess.
pub fn sum(values: &[Option<i64>]) -> Option<i64> {
    values.iter().copied().sum()
}

/// What the gemeenten together lack to the region's number; negative when they exceed it. `None` while any of them has
/// no number yet.
pub fn shortfall(region: i64, municipalities: &[Option<i64>]) -> Option<i64> {
    sum(municipalities).map(|total| region - total)
}

/// Whether a sum over these measures means something; for each is given in which one it nests. When all but the outermost
/// do, a dwelling counts once, in its highest type, and the measures exclude each other. Measures beside each other may
/// count the same dwelling twice.
pub fn add_up(nests_in: &[Option<&str>]) -> bool {
    nests_in.len() > 1 && nests_in.iter().filter(|outer| outer.is_none()).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_measures_that_nest_add_up() {
        assert!(add_up(&[None, Some("nultreden"), Some("geclusterd")]));
        assert!(!add_up(&[None, None]));
        assert!(!add_up(&[None, Some("nultreden"), None]));
        assert!(!add_up(&[None]));
        assert!(!add_up(&[]));
    }

    #[test]
    fn the_sums_of_both_scenarios() {
        assert_eq!(sum(&[Some(4500), Some(2000), Some(1560)]), Some(8060));
        assert_eq!(sum(&[Some(2710), Some(5310), Some(1100)]), Some(9120));
    }

    #[test]
    fn a_gap_is_not_counted_as_nought() {
        assert_eq!(sum(&[Some(4500), None]), None);
        assert_eq!(shortfall(1560, &[Some(700), None]), None);
        assert_eq!(shortfall(1560, &[Some(700), Some(790)]), Some(70));
    }
}
