//! Errors of a database that are no mistake of ours.

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::{DbErr, RuntimeErr};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not answer, or has no time for us.
    Away,
    /// It cannot write, because the disk is full.
    Full,
    /// It was asked for text that no text can be: PostgreSQL knows no character NUL.
    NoText,
}

/// Whether it said nothing at all, so that the error can only tell how long was waited.
pub fn never_answered(error: &DbErr) -> bool {
    let said_something = matches!(
        error,
        DbErr::Conn(RuntimeErr::SqlxError(error)) if matches!(&**error, SqlxError::Database(_))
    );
    trouble(error) == Some(Trouble::Away) && !said_something
}

/// What is the matter; none when the mistake is ours.
pub fn trouble(error: &DbErr) -> Option<Trouble> {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_)).then_some(Trouble::Away);
    };
    match &**error {
        SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => {
            Some(Trouble::Away)
        }
        SqlxError::Database(error) => by_code(&error.code()?),
        _ => None,
    }
}

fn by_code(code: &str) -> Option<Trouble> {
    // PostgreSQL's have five characters; SQLite's are numbers, of which the last eight bits say the kind.
    if code.len() == 5 {
        return match &code[..2] {
            "08" | "57" => Some(Trouble::Away),
            "53" if code == "53100" => Some(Trouble::Full),
            "53" => Some(Trouble::Away),
            "22" if code == "22021" => Some(Trouble::NoText),
            _ => None,
        };
    }
    let write_failed = 778;
    match code.parse::<u32>().ok()? {
        code if code == write_failed || code & 0xff == 13 => Some(Trouble::Full),
        code if matches!(code & 0xff, 5 | 6 | 10 | 14) => Some(Trouble::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_mistake_of_ours_is_told_from_what_is() {
        for (code, expected) in [
            ("57P01", Some(Trouble::Away)),
            ("08006", Some(Trouble::Away)),
            ("53300", Some(Trouble::Away)),
            ("53100", Some(Trouble::Full)),
            ("22021", Some(Trouble::NoText)),
            ("23505", None),
            ("13", Some(Trouble::Full)),
            ("778", Some(Trouble::Full)),
            ("5", Some(Trouble::Away)),
            ("1555", None),
        ] {
            assert_eq!(by_code(code), expected, "{code}");
        }
    }
}
