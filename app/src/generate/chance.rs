//! Chance that can be repeated: each commitment draws from its own row of numbers, whatever is drawn for others.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// `SplitMix64`: spreads well, and is a few lines.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Mixed before the first is drawn: rows of neighbours would otherwise run into each other.
    pub const fn of(seed: u64, index: u64) -> Self {
        Self(mixed(mixed(seed) ^ index))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// From 0 up to, and without, `end`; 0 when there is nothing to choose from.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    pub fn days(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).unwrap_or_default()
    }

    /// So many times in a hundred.
    pub fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    /// An identity as one that was made at that moment.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        let (first, then) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut random = [0; 10];
        random.iter_mut().zip(first.into_iter().chain(then)).for_each(|(to, from)| *to = from);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_another_does_not() {
        let drawn = |seed, index| {
            let mut chance = Chance::of(seed, index);
            (0..8).map(|_| chance.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1, 7), drawn(1, 7));
        assert_ne!(drawn(1, 7), drawn(2, 7));
        assert_ne!(drawn(1, 7), drawn(1, 8));
    }

    #[test]
    fn no_two_rows_run_into_each_other() {
        let rows = (0..2000).flat_map(|index| {
            let mut chance = Chance::of(index, 0);
            (0..20).map(move |_| chance.next())
        });
        assert_eq!(rows.collect::<std::collections::BTreeSet<_>>().len(), 40_000);
    }

    #[test]
    fn nothing_to_choose_from_chooses_nothing() {
        let mut chance = Chance::of(1, 1);
        assert_eq!((chance.below(0), chance.pick::<u8>(&[])), (0, None));
    }
}
