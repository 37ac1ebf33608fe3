//! Numbers and dates as a Dutch reader expects them.

use chrono::{Datelike, NaiveDate};

pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `1560` → `1.560`, `-1185` → `-1.185`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A number with at most one decimal: `8.7` → `8,7`, `40.0` → `40`.
pub fn decimal(value: f64) -> String {
    format!("{value:.1}").trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// `2026-11-21` → `21-11-2026`.
pub fn date(day: NaiveDate) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

/// As in a sentence: `2027-03-12` → `12 maart 2027`.
pub fn long_date(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// Joins words as in a sentence: `a, b en c`.
pub fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}

/// `1 afspraak`, `2 afspraken`.
pub fn count(amount: u64, one: &str, many: &str) -> String {
    let amount_text = number(i64::try_from(amount).unwrap_or(i64::MAX));
    format!("{amount_text} {}", if amount == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_by_points() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1560), "1.560");
        assert_eq!(number(1_234_567), "1.234.567");
        assert_eq!(number(-1185), "-1.185");
    }

    #[test]
    fn decimals_have_a_comma() {
        assert_eq!(decimal(8.7), "8,7");
        assert_eq!(decimal(40.0), "40");
    }

    #[test]
    fn a_date_in_a_sentence_names_its_month() {
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2027, 3, 12).unwrap()), "12 maart 2027");
    }

    #[test]
    fn words_are_joined_as_in_a_sentence() {
        assert_eq!(list(&["R-02", "R-03", "R-09"]), "R-02, R-03 en R-09");
        assert_eq!(list(&["R-02"]), "R-02");
        assert_eq!(count(1, "afspraak", "afspraken"), "1 afspraak");
        assert_eq!(count(1200, "afspraak", "afspraken"), "1.200 afspraken");
    }
}
