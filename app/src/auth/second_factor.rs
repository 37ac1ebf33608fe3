//! The second factor: a code of six figures that changes every half minute (TOTP, RFC 6238), or one of the recovery
//! codes. Each is accepted once.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use super::entity::{recovery_code, user};
use super::secrets::{digest, random};
use crate::error::AppError;
use crate::storage::new_id;

const ISSUER: &str = "Woonzorgagenda";
pub const RECOVERY_CODES: usize = 8;
/// Without the signs between its groups.
const RECOVERY_CODE_LENGTH: usize = 20;

/// Which kind of code was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    Code,
    RecoveryCode,
}

/// What somebody needs to set up a second factor, shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// In base32, for who types it.
    pub secret: String,
    pub recovery_codes: Vec<String>,
}

impl Enrolment {
    /// # Errors
    /// `Internal` when the system gives no random numbers.
    pub fn new() -> Result<Self, AppError> {
        let secret = Secret::new(Box::from(random::<20>()?)).to_base32();
        let recovery_codes = (0..RECOVERY_CODES).map(|_| recovery_code()).collect::<Result<_, _>>()?;
        Ok(Self { secret, recovery_codes })
    }
}

/// The address that an authenticator app reads from the picture; none when the secret is none.
pub fn address(secret: &str, email: &str) -> Option<String> {
    totp(secret, email)?.to_url().ok()
}

/// Whether it can be a code of an app at all.
pub fn is_six_figures(code: &str) -> bool {
    let figures = figures(code);
    figures.len() == 6 && figures.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it can be a code of an app or a recovery code; anything else is a slip, and no guess.
pub fn may_be_accepted(code: &str) -> bool {
    let recovery = normal_code(code);
    let hexadecimal = recovery.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_six_figures(code) || (recovery.len() == RECOVERY_CODE_LENGTH && hexadecimal)
}

fn figures(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The time step of a right code that was not used yet.
pub fn step_of(secret: &str, last_step: Option<i64>, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let figures = figures(code);
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let step = i64::try_from(totp(secret, "")?.check(&figures, seconds)?).ok()?;
    (Some(step) > last_step).then_some(step)
}

/// Accepts a code of `account`, and uses it up.
///
/// # Errors
/// When the database fails.
pub async fn accept(
    transaction: &impl ConnectionTrait,
    account: &user::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Accepted>, DbErr> {
    let Some(secret) = &account.totp_secret else {
        return Ok(None);
    };
    if let Some(step) = step_of(secret, account.totp_step, code, now) {
        return Ok(use_up_step(transaction, account.id, step).await?.then_some(Accepted::Code));
    }
    let used = use_up_recovery_code(transaction, account.id, code, now).await?;
    Ok(used.then_some(Accepted::RecoveryCode))
}

/// Of two that bring the same code at once, one finds it unused.
async fn use_up_step(transaction: &impl ConnectionTrait, user: Uuid, step: i64) -> Result<bool, DbErr> {
    use user::Column as C;
    let used = user::Entity::update_many()
        .col_expr(C::TotpStep, Expr::value(step))
        .filter(C::Id.eq(user))
        .filter(C::TotpStep.is_null().or(C::TotpStep.lt(step)))
        .exec(transaction)
        .await?;
    Ok(used.rows_affected == 1)
}

async fn use_up_recovery_code(
    transaction: &impl ConnectionTrait,
    user: Uuid,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use recovery_code::Column as C;
    let used = recovery_code::Entity::update_many()
        .col_expr(C::UsedAt, Expr::value(now))
        .filter(C::UserId.eq(user))
        .filter(C::CodeHash.eq(digest(&normal_code(code))))
        .filter(C::UsedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Gives `user` this second factor, in place of what was there.
pub async fn turn_on(
    transaction: &impl ConnectionTrait,
    user: Uuid,
    enrolment: &Enrolment,
    step: i64,
) -> Result<(), DbErr> {
    set(transaction, user, Some(enrolment.secret.clone()), Some(step)).await?;
    let codes = enrolment.recovery_codes.iter().map(|code| recovery_code::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user),
        code_hash: Set(digest(&normal_code(code))),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(codes).exec_without_returning(transaction).await?;
    Ok(())
}

pub async fn turn_off(transaction: &impl ConnectionTrait, user: Uuid) -> Result<(), DbErr> {
    set(transaction, user, None, None).await
}

async fn set(
    transaction: &impl ConnectionTrait,
    user: Uuid,
    secret: Option<String>,
    step: Option<i64>,
) -> Result<(), DbErr> {
    use user::Column as C;
    user::Entity::update_many()
        .col_expr(C::TotpSecret, Expr::value(secret))
        .col_expr(C::TotpStep, Expr::value(step))
        .filter(C::Id.eq(user))
        .exec(transaction)
        .await?;
    recovery_code::Entity::delete_many().filter(recovery_code::Column::UserId.eq(user)).exec(transaction).await?;
    Ok(())
}

/// SHA-1, six figures, half a minute, and one step of patience to either side: what every app understands.
fn totp(secret: &str, email: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).with_account_name(email).with_issuer(Some(ISSUER)).build().ok()
}

/// Eighty random bits, in groups that people can copy.
fn recovery_code() -> Result<String, AppError> {
    let text: String = random::<{ RECOVERY_CODE_LENGTH / 2 }>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let groups: Vec<&str> = (0..text.len()).step_by(5).map(|start| &text[start..start + 5]).collect();
    Ok(groups.join("-"))
}

fn normal_code(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    /// The secret and the first values of RFC 6238, appendix B, cut to six figures.
    const RFC_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        assert_eq!(step_of(RFC_SECRET, None, "287082", at(59)), Some(1));
        assert_eq!(step_of(RFC_SECRET, None, "081 804", at(1_111_111_109)), Some(37_037_036));
        assert_eq!(step_of(RFC_SECRET, None, "287083", at(59)), None);
    }

    #[test]
    fn a_code_is_good_once_and_for_a_short_while() {
        assert_eq!(step_of(RFC_SECRET, Some(1), "287082", at(59)), None);
        assert_eq!(step_of(RFC_SECRET, None, "287082", at(89)), Some(1));
        assert_eq!(step_of(RFC_SECRET, None, "287082", at(120)), None);
    }

    #[test]
    fn what_is_no_code_is_not_accepted() {
        for text in ["", "12345", "1234567", "abcdef", "２８７０８２", "-87082", &"1".repeat(10_000)] {
            assert_eq!(step_of(RFC_SECRET, None, text, at(59)), None, "{text}");
        }
    }

    #[test]
    fn what_can_be_no_code_is_told_from_a_wrong_one() {
        for text in ["287083", " 287 083 ", "000000"] {
            assert!(is_six_figures(text) && may_be_accepted(text), "{text}");
        }
        for text in ["", "abc", "12345", "1234567", "abcdef", "２８７０８２", "28708é"] {
            assert!(!is_six_figures(text) && !may_be_accepted(text), "{text}");
        }
        let recovery = recovery_code().unwrap();
        assert!(
            may_be_accepted(&recovery) && may_be_accepted(&recovery.to_uppercase().replace('-', " ")),
            "{recovery}"
        );
        assert!(!is_six_figures(&recovery) && !may_be_accepted(&recovery[1..]));
    }

    #[test]
    fn a_new_secret_is_one_that_apps_can_read() {
        let enrolment = Enrolment::new().unwrap();
        let address = address(&enrolment.secret, "aanjager@twente.example").unwrap();
        assert!(address.starts_with("otpauth://totp/Woonzorgagenda:aanjager%40twente.example?"), "{address}");
        assert!(address.contains(&format!("secret={}", enrolment.secret)), "{address}");
        assert_eq!(enrolment.recovery_codes.len(), RECOVERY_CODES);
        assert_ne!(enrolment.recovery_codes[0], enrolment.recovery_codes[1]);
        assert_eq!(normal_code(&enrolment.recovery_codes[0]).len(), RECOVERY_CODE_LENGTH);
    }
}
