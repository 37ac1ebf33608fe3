//! The rules for bodies.

use domain::bodies::{Content, Member};
use domain::bottlenecks::Holder;
use domain::ids::OrganisationId;

use super::Check;
use crate::regions::file::bodies::BodyEntry;

impl Check<'_> {
    pub(super) fn bodies(&self) {
        for row in &self.file.bodies {
            let seats = row.seats.iter().map(|seat| (&seat.value.organisation, seat.line));
            let secretary = row.secretary.iter().map(|name| (&name.value, name.line));
            for (name, line) in secretary.chain(seats) {
                self.exists("organisation", name, line, &self.names.organisations);
            }
            if let Some(function) = row.secretary_function.as_ref().filter(|_| row.secretary.is_none()) {
                self.error(function.line, "a \"secretary_function\" belongs to a \"secretary\"");
            }
            self.rules_of_body(row);
        }
    }

    /// The rules themselves; organisations have numbers of their own here, since nothing is stored yet.
    fn rules_of_body(&self, row: &BodyEntry) {
        let mut names = Vec::new();
        let mut number = |name: &String| -> OrganisationId {
            let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.clone());
                names.len() - 1
            });
            uuid::Uuid::from_u128(at as u128).into()
        };
        let function = row.secretary_function.as_ref().map(|function| function.value.clone());
        let secretary =
            row.secretary.as_ref().map(|name| Holder { organisation: number(&name.value), function: function.clone() });
        let seats = row.seats.iter().map(|seat| Member {
            organisation: number(&seat.value.organisation),
            function: seat.value.function.clone(),
        });
        let content = Content {
            name: row.name.value.clone(),
            description: row.members.clone(),
            meetings_per_year: None,
            secretary,
            members: seats.collect(),
        };
        for problem in content.problems() {
            let seat =
                problem.field.strip_prefix("member-").and_then(|index| row.seats.get(index.parse::<usize>().ok()?));
            let line = seat.map_or(row.name.line, |seat| seat.line);
            let message = match problem.field.as_str() {
                "name" => "the name of a body is one line of at most 200 characters",
                "description" => "\"members\" is one line of at most 500 characters",
                "secretary_function" => "\"secretary_function\" is one line of at most 120 characters",
                "members" => "a body has too many seats",
                _ => "a seat is there once, with a function of one line",
            };
            self.error(line, message);
        }
    }
}
