//! Reading a period, as files write it and as people type it.

use std::str::FromStr;

use chrono::NaiveDate;

use super::{Period, YEARS};
use crate::dutch::MONTHS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    #[error("not a period; write for example 2026, 2024-H1, 2027-Q3, 2026-05, 2026-05-01 or every year")]
    NotAPeriod,
    #[error("no such day")]
    NoSuchDay,
    #[error("the year must lie between 2000 and 2100")]
    YearOutOfRange,
}

impl PeriodError {
    /// For the form, in Dutch.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotAPeriod => {
                "Dit is geen periode die wij herkennen. Schrijf bijvoorbeeld 21-11-2027, november 2027, Q3 2027, 1e helft \
                 2027, 2027, elk halfjaar of elk jaar."
            }
            Self::NoSuchDay => "Deze dag bestaat niet. Schrijf een dag bijvoorbeeld als 21-11-2027.",
            Self::YearOutOfRange => "Kies een jaar tussen 2000 en 2100.",
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// The canonical text, as [`Period`]'s `Display` writes it.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        match text {
            "every half-year" => return Ok(Self::EveryHalfYear),
            "every year" => return Ok(Self::EveryYear),
            _ => {}
        }
        if let Some(rest) = text.strip_prefix("every year ") {
            let (month, day) = rest.split_once('-').ok_or(PeriodError::NotAPeriod)?;
            return every_year_on(number(month)?, number(day)?);
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year] => self::year(year).map(Self::Year),
            [year, part] => {
                let year = self::year(year)?;
                match (part.strip_prefix('Q'), part.strip_prefix('H')) {
                    (Some(quarter), _) => quarter_of(year, number(quarter)?),
                    (_, Some(half)) => half_of(year, number(half)?),
                    _ => month_of(year, number(part)?),
                }
            }
            [year, month, day] => day_of(self::year(year)?, number(month)?, number(day)?),
            _ => Err(PeriodError::NotAPeriod),
        }
    }
}

impl Period {
    /// What a person types: `21-11-2027`, `november 2027`, `Q3 2027`, `3e kwartaal 2027`, `eerste helft 2027`, `2027`,
    /// `elk halfjaar`, `elk jaar op 1 juli`; the canonical text too.
    ///
    /// # Errors
    /// When the text names no period, or one that does not exist.
    pub fn parse_dutch(text: &str) -> Result<Self, PeriodError> {
        if let Ok(period) = text.trim().parse() {
            return Ok(period);
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
            .filter(|word| !word.is_empty() && !FILLERS.contains(word))
            .collect();
        recurring(&words).or_else(|| numeric(&words)).unwrap_or_else(|| named(&words))
    }
}

/// Words that carry no meaning of their own in "elk jaar op 1 juli" or "de eerste helft van 2027".
const FILLERS: [&str; 5] = ["de", "het", "van", "op", "in"];

type Reading = Result<Period, PeriodError>;

fn recurring(words: &[&str]) -> Option<Reading> {
    let rest = match words {
        ["elk" | "ieder" | "per", "halfjaar"] | ["halfjaarlijks"] => return Some(Ok(Period::EveryHalfYear)),
        ["elk" | "ieder" | "per", "half", "jaar"] => return Some(Ok(Period::EveryHalfYear)),
        ["elk" | "ieder" | "per", "jaar", rest @ ..] | ["jaarlijks", rest @ ..] => rest,
        _ => return None,
    };
    Some(match rest {
        [] => Ok(Period::EveryYear),
        [day, month] => month_number(month)
            .or_else(|| month.parse().ok())
            .ok_or(PeriodError::NotAPeriod)
            .and_then(|month| every_year_on(month, number(day)?)),
        _ => Err(PeriodError::NotAPeriod),
    })
}

/// Digits only: `21 11 2027`, `2027 11 21`, `11 2027`.
fn numeric(words: &[&str]) -> Option<Reading> {
    let digits = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    if !words.iter().all(digits) {
        return None;
    }
    Some(match words {
        [year] => self::year(year).map(Period::Year),
        [first, month, day] if first.len() == 4 => dated(first, month, day),
        [day, month, year] => dated(year, month, day),
        [month, year] if year.len() == 4 => year_then(year, |year| month_of(year, number(month)?)),
        _ => Err(PeriodError::NotAPeriod),
    })
}

/// With a name in it: `1 mei 2027`, `mei 2027`, `q3 2027`, `3e kwartaal 2027`, `2027 h1`.
fn named(words: &[&str]) -> Reading {
    match words {
        [day, month, year] if month_number(month).is_some() => {
            let month = month_number(month).ok_or(PeriodError::NotAPeriod)?;
            year_then(year, |year| day_of(year, month, number(day)?))
        }
        [ordinal, "kwartaal", year] | ["kwartaal", ordinal, year] => {
            let quarter = self::ordinal(ordinal).ok_or(PeriodError::NotAPeriod)?;
            year_then(year, |year| quarter_of(year, quarter))
        }
        [ordinal, "helft" | "halfjaar", year] => {
            let half = self::ordinal(ordinal).ok_or(PeriodError::NotAPeriod)?;
            year_then(year, |year| half_of(year, half))
        }
        [a, b] => short(a, b).or_else(|| short(b, a)).unwrap_or(Err(PeriodError::NotAPeriod)),
        _ => Err(PeriodError::NotAPeriod),
    }
}

/// `q3`, `k3`, `h1` or a month's name, beside a year.
fn short(part: &str, year: &str) -> Option<Reading> {
    if let Some(month) = month_number(part) {
        return Some(year_then(year, |year| month_of(year, month)));
    }
    let number: u32 = part.get(1..)?.parse().ok()?;
    match part.get(..1)? {
        "q" | "k" => Some(year_then(year, |year| quarter_of(year, number))),
        "h" => Some(year_then(year, |year| half_of(year, number))),
        _ => None,
    }
}

fn month_number(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    let position = MONTHS.iter().position(|name| name.starts_with(word) || (word == "mrt" && *name == "maart"))?;
    u32::try_from(position + 1).ok()
}

fn ordinal(word: &str) -> Option<u32> {
    match word {
        "eerste" => Some(1),
        "tweede" => Some(2),
        "derde" => Some(3),
        "vierde" => Some(4),
        _ => word.trim_end_matches(['e', 's', 't', 'd']).parse().ok(),
    }
}

fn number(text: &str) -> Result<u32, PeriodError> {
    text.parse().map_err(|_| PeriodError::NotAPeriod)
}

fn year(text: &str) -> Result<i32, PeriodError> {
    let digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let year = if digits { text.parse().ok() } else { None }.ok_or(PeriodError::NotAPeriod)?;
    if YEARS.contains(&year) { Ok(year) } else { Err(PeriodError::YearOutOfRange) }
}

fn year_then(text: &str, make: impl FnOnce(i32) -> Reading) -> Reading {
    year(text).and_then(make)
}

fn dated(year: &str, month: &str, day: &str) -> Reading {
    year_then(year, |year| day_of(year, number(month)?, number(day)?))
}

fn day_of(year: i32, month: u32, day: u32) -> Reading {
    NaiveDate::from_ymd_opt(year, month, day).map(Period::Day).ok_or(PeriodError::NoSuchDay)
}

fn month_of(year: i32, month: u32) -> Reading {
    if (1..=12).contains(&month) { Ok(Period::Month { year, month }) } else { Err(PeriodError::NotAPeriod) }
}

fn quarter_of(year: i32, quarter: u32) -> Reading {
    if (1..=4).contains(&quarter) { Ok(Period::Quarter { year, quarter }) } else { Err(PeriodError::NotAPeriod) }
}

fn half_of(year: i32, half: u32) -> Reading {
    if (1..=2).contains(&half) { Ok(Period::HalfYear { year, half }) } else { Err(PeriodError::NotAPeriod) }
}

fn every_year_on(month: u32, day: u32) -> Reading {
    // A day that exists every year: 29 February does not.
    NaiveDate::from_ymd_opt(2001, month, day).map(|_| Period::EveryYearOn { month, day }).ok_or(PeriodError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_periods_in_many_ways() {
        let day = |y, m, d| Period::Day(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        for (text, period) in [
            ("21-11-2027", day(2027, 11, 21)),
            ("1/5/2027", day(2027, 5, 1)),
            ("2027-05-01", day(2027, 5, 1)),
            ("1 mei 2027", day(2027, 5, 1)),
            ("November 2027", Period::Month { year: 2027, month: 11 }),
            ("mrt 2027", Period::Month { year: 2027, month: 3 }),
            ("05-2027", Period::Month { year: 2027, month: 5 }),
            ("Q3 2027", Period::Quarter { year: 2027, quarter: 3 }),
            ("2027 k3", Period::Quarter { year: 2027, quarter: 3 }),
            ("2027-q3", Period::Quarter { year: 2027, quarter: 3 }),
            ("derde kwartaal 2027", Period::Quarter { year: 2027, quarter: 3 }),
            ("3e kwartaal van 2027", Period::Quarter { year: 2027, quarter: 3 }),
            ("eerste helft van 2024", Period::HalfYear { year: 2024, half: 1 }),
            ("2e halfjaar 2024", Period::HalfYear { year: 2024, half: 2 }),
            (" 2027 ", Period::Year(2027)),
            ("ieder halfjaar", Period::EveryHalfYear),
            ("jaarlijks", Period::EveryYear),
            ("elk jaar op 1 juli", Period::EveryYearOn { month: 7, day: 1 }),
            ("jaarlijks 15-12", Period::EveryYearOn { month: 12, day: 15 }),
        ] {
            assert_eq!(Period::parse_dutch(text), Ok(period), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "binnenkort", "Q5 2027", "medio 2027", "13-2027", "27", "h3 2027", "maa", "q3", "2027 2028"] {
            assert_eq!(Period::parse_dutch(text), Err(PeriodError::NotAPeriod), "{text}");
        }
        assert_eq!(Period::parse_dutch("31-02-2027"), Err(PeriodError::NoSuchDay));
        assert_eq!(Period::parse_dutch("1827"), Err(PeriodError::YearOutOfRange));
        assert_eq!(Period::parse_dutch("elk jaar op 29 februari"), Err(PeriodError::NoSuchDay));
    }
}
