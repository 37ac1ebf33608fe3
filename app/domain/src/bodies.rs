//! A body (overleg, gremium): who sits in it, how often it meets, who is its secretary, and with which other one it holds items
//! together.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::Problem;
use crate::bottlenecks::{FUNCTION_MAX, Holder};
use crate::ids::{BodyId, OrganisationId};
use crate::text::{check_line, has_words};

pub const NAME_MAX: usize = 200;
pub const DESCRIPTION_MAX: usize = 500;
pub const MEMBERS_MAX: usize = 100;
/// Daily is the most often that anything meets.
pub const MEETINGS_PER_YEAR: RangeInclusive<u32> = 1..=366;

/// A seat: an organisation, and the function that sits there for it. Never a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    pub organisation: OrganisationId,
    pub function: Option<String>,
}

/// What people write down about a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub name: String,
    /// Its members in the words of a source: `provincie en 14 gemeenten`.
    pub description: Option<String>,
    /// None: nobody says.
    pub meetings_per_year: Option<u32>,
    /// None: there is none yet, and only aanjagers prepare its meetings.
    pub secretary: Option<Holder>,
    pub members: Vec<Member>,
}

impl Content {
    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.name) {
            problems.push(Problem::new("name", "Vul in hoe het overleg heet."));
        }
        check_line("name", "De naam", Some(&self.name), NAME_MAX, &mut problems);
        check_line("description", "De omschrijving", self.description.as_deref(), DESCRIPTION_MAX, &mut problems);
        if self.meetings_per_year.is_some_and(|times| !MEETINGS_PER_YEAR.contains(&times)) {
            let (first, last) = (MEETINGS_PER_YEAR.start(), MEETINGS_PER_YEAR.end());
            let message = format!("Vul een aantal in van {first} tot en met {last}, of laat het veld leeg.");
            problems.push(Problem::new("meetings_per_year", message));
        }
        let function = self.secretary.as_ref().and_then(|secretary| secretary.function.as_deref());
        check_line("secretary_function", "De functie", function, FUNCTION_MAX, &mut problems);
        self.check_members(&mut problems);
        problems
    }

    fn check_members(&self, problems: &mut Vec<Problem>) {
        if self.members.len() > MEMBERS_MAX {
            let message = format!("Een overleg heeft ten hoogste {MEMBERS_MAX} leden.");
            problems.push(Problem::new("members", message));
        }
        let mut seen = BTreeSet::new();
        for (index, member) in self.members.iter().enumerate() {
            let field = format!("member-{index}");
            check_line(&field, "De functie", member.function.as_deref(), FUNCTION_MAX, problems);
            let function = member.function.as_deref().map(|function| function.trim().to_lowercase());
            if !seen.insert((member.organisation, function)) {
                let message = "Deze organisatie is al lid met dezelfde functie. Haal een van beide weg.";
                problems.push(Problem::new(field, message));
            }
        }
    }

    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        self.members.iter().map(|member| member.organisation).collect()
    }
}

/// Two bodies with joint regie, always in the same order, so that the pair stands somewhere once.
///
/// # Errors
/// A body is not joint with itself.
pub fn joint_pair(one: BodyId, other: BodyId) -> Result<(BodyId, BodyId), Problem> {
    if one == other {
        return Err(Problem::new("joint", "Kies een ander overleg om gezamenlijke regie mee te hebben."));
    }
    Ok((one.min(other), one.max(other)))
}

/// How many meetings of a year are still to be planned, for a body that says how often it meets.
pub fn still_to_plan(meetings_per_year: Option<u32>, meetings: &[NaiveDate], year: i32) -> Option<usize> {
    let planned = meetings.iter().filter(|day| day.year() == year).count();
    Some((meetings_per_year? as usize).saturating_sub(planned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn member(number: u128, function: Option<&str>) -> Member {
        Member { organisation: id(number), function: function.map(str::to_owned) }
    }

    fn complete() -> Content {
        Content {
            name: "BO Wonen".to_owned(),
            description: Some("provincie en 14 gemeenten".to_owned()),
            meetings_per_year: Some(4),
            secretary: Some(Holder { organisation: id(1), function: Some("Secretaris".to_owned()) }),
            members: vec![member(1, Some("Gedeputeerde")), member(2, Some("Wethouder wonen")), member(2, None)],
        }
    }

    #[test]
    fn it_has_a_name_and_each_seat_once() {
        assert_eq!(complete().problems(), vec![]);
        assert_eq!(complete().organisations().len(), 2);
        let wrong = Content {
            name: " ".to_owned(),
            description: Some("x".repeat(DESCRIPTION_MAX + 1)),
            meetings_per_year: Some(0),
            secretary: Some(Holder { organisation: id(1), function: Some("a\nb".to_owned()) }),
            members: vec![member(2, Some("Wethouder")), member(2, Some("wethouder "))],
        };
        let fields: Vec<String> = wrong.problems().into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["name", "description", "meetings_per_year", "secretary_function", "member-1"]);
        let crowd = Content { members: (0..=100).map(|number| member(number, None)).collect(), ..complete() };
        assert_eq!(crowd.problems()[0].field, "members");
    }

    #[test]
    fn two_bodies_are_joint_whichever_is_named_first() {
        assert_eq!(joint_pair(id(1), id(2)), Ok((id(1), id(2))));
        assert_eq!(joint_pair(id(2), id(1)), Ok((id(1), id(2))));
        assert!(joint_pair(id(2), id(2)).is_err());
    }

    #[test]
    fn what_is_still_to_plan_is_of_one_year() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        let planned = [day(2026, 11), day(2027, 3), day(2027, 6)];
        assert_eq!(still_to_plan(Some(4), &planned, 2027), Some(2));
        assert_eq!(still_to_plan(Some(1), &planned, 2027), Some(0));
        assert_eq!(still_to_plan(None, &planned, 2027), None);
    }
}
