//! How far away a deadline is.

use chrono::NaiveDate;
use domain::Period;

/// In words, up to its last day or that of its next turn: `over 6 weken`. The nearer, the finer.
pub fn distance(due: Period, today: NaiveDate) -> Option<String> {
    if due.is_over(today) {
        return Some("verstreken".to_owned());
    }
    let days = (due.next_end(today)? - today).num_days().unsigned_abs();
    Some(match days {
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        2..=13 => format!("over {days} dagen"),
        14..=59 => format!("over {} weken", (days + 3) / 7),
        60..=699 => format!("over {} maanden", (days * 12 + 182) / 365),
        _ => format!("over {} jaar", (days + 182) / 365),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(due: &str, today: &str) -> String {
        distance(due.parse().unwrap(), today.parse().unwrap()).unwrap()
    }

    #[test]
    fn nearer_is_told_finer() {
        for (due, expected) in [
            ("2026-11-21", "vandaag"),
            ("2026-11-22", "morgen"),
            ("2026-12-04", "over 13 dagen"),
            ("2026-12-05", "over 2 weken"),
            ("2027-01-19", "over 8 weken"),
            ("2027-01-20", "over 2 maanden"),
            ("2027-07-01", "over 7 maanden"),
            ("2028-10-20", "over 23 maanden"),
            ("2028-10-21", "over 2 jaar"),
            ("2031-11-21", "over 5 jaar"),
        ] {
            assert_eq!(at(due, "2026-11-21"), expected, "{due}");
        }
    }

    #[test]
    fn a_period_counts_to_its_last_day() {
        assert_eq!(at("2026", "2026-11-21"), "over 6 weken");
        assert_eq!(at("2026", "2026-12-31"), "vandaag");
        assert_eq!(at("2026", "2027-01-01"), "verstreken");
    }

    #[test]
    fn what_recurs_is_never_over() {
        assert_eq!(at("every year 07-01", "2026-07-01"), "vandaag");
        assert_eq!(at("every year 07-01", "2026-07-02"), "over 12 maanden");
        assert_eq!(at("every half-year", "2026-11-21"), "over 6 weken");
    }
}
