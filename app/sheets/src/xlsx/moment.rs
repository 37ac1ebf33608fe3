//! Numbers that are days and times.

use chrono::{Days, NaiveDate};

use super::styles::Shown;
use crate::cell::Cell;

/// 31-12-9999, the last day that Excel shows.
const LAST: f64 = 2_958_465.0;
const MINUTES: f64 = 24.0 * 60.0;

/// What a number is, given how it is shown. What Excel cannot show as a day stays a number.
pub fn cell(number: f64, shown: Shown, since_1904: bool) -> Cell {
    match shown {
        Shown::Number => Cell::Number(number),
        Shown::Day => day(number, since_1904).map_or(Cell::Number(number), Cell::Day),
        Shown::Time => time(number),
    }
}

/// Excel counts from 1-1-1900 and thinks that year had a 29 February, or from 1-1-1904 in files of old Macs.
fn day(number: f64, since_1904: bool) -> Option<NaiveDate> {
    if !(0.0..LAST + 1.0).contains(&number) {
        return None;
    }
    let whole = number.floor() as u64;
    let zero = match (since_1904, whole) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, 0) => return None,
        (false, 1..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    zero.checked_add_days(Days::new(whole))
}

/// `9:30`; more than a day is more than 24 hours.
fn time(number: f64) -> Cell {
    if !(0.0..LAST).contains(&number) {
        return Cell::Number(number);
    }
    let minutes = (number * MINUTES).round() as u64;
    Cell::of_text(&format!("{}:{:02}", minutes / 60, minutes % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_as_day(number: f64, since_1904: bool) -> Option<String> {
        match cell(number, Shown::Day, since_1904) {
            Cell::Day(day) => Some(day.to_string()),
            _ => None,
        }
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        for (number, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (46_347.0, "2026-11-21"),
            (46_347.999, "2026-11-21"),
            (LAST, "9999-12-31"),
        ] {
            assert_eq!(shown_as_day(number, false).as_deref(), Some(expected));
        }
        assert_eq!(shown_as_day(44_885.0, true).as_deref(), Some("2026-11-21"));
        assert_eq!(shown_as_day(0.0, true).as_deref(), Some("1904-01-01"));
        for number in [0.0, 0.5, -1.0, LAST + 1.0, 1e300, f64::NAN] {
            assert_eq!(shown_as_day(number, false), None);
        }
    }

    #[test]
    fn times_are_read_as_they_are_shown() {
        assert_eq!(cell(0.395_833_333, Shown::Time, false).text(), "9:30");
        assert_eq!(cell(1.5, Shown::Time, false).text(), "36:00");
        assert_eq!(cell(-0.5, Shown::Time, false), Cell::Number(-0.5));
    }
}
