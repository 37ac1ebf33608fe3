//! The inverse of [`fill`](super::fill): what the columns say of a project, so that a list that was taken out and is loaded
//! again changes nothing.

use domain::ids::OrganisationId;
use domain::imports::Column;
use domain::projects::{Content, DwellingType, PartyRole, Phase};
use sheets::{Kind, Value};
use uuid::Uuid;

use super::columns::{
    COUNTS, EXTERNAL_ID, HIDDEN, ID, MUNICIPALITY, PLACE, SHARES, STOCK, TENURE, columns, of_phase, of_role, of_type,
};
use crate::exports::cells::{maybe, period, text, whole};
use crate::imports::kinds::{ByName, KEPT, dwelling_types};
use crate::projects::names::Names;

/// A project as one reader may know it.
#[derive(Clone, Debug)]
pub struct Told {
    pub id: Uuid,
    pub municipality: Uuid,
    pub content: Content,
    /// Where it is, is kept from this reader.
    pub place_kept: bool,
}

/// What a column is about.
#[derive(Clone, Copy, Debug)]
pub enum About {
    Id,
    ExternalId,
    Name,
    Municipality,
    Place,
    PlaceHidden,
    Confidentiality,
    Note,
    Status,
    PlanStatus,
    Planned,
    Dwellings,
    Demolished,
    Type(DwellingType),
    Tenure,
    Stock,
    Counts,
    Phase(Phase),
    Role(PartyRole),
    IntentSignedOn,
    IntentDocument,
    Shares,
}

impl About {
    /// How Excel shows what stands in such a column.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Dwellings | Self::Demolished | Self::Type(_) => Kind::Whole,
            Self::Phase(_) | Self::IntentSignedOn => Kind::Day,
            _ => Kind::Text,
        }
    }

    fn of(code: &str, names: &Names) -> Option<Self> {
        Some(match code {
            ID => Self::Id,
            EXTERNAL_ID => Self::ExternalId,
            "name" => Self::Name,
            MUNICIPALITY => Self::Municipality,
            PLACE => Self::Place,
            HIDDEN => Self::PlaceHidden,
            "confidentiality" => Self::Confidentiality,
            "note" => Self::Note,
            "status" => Self::Status,
            "plan_status" => Self::PlanStatus,
            "planned" => Self::Planned,
            "dwellings" => Self::Dwellings,
            "demolished" => Self::Demolished,
            TENURE => Self::Tenure,
            STOCK => Self::Stock,
            COUNTS => Self::Counts,
            "intent_signed_on" => Self::IntentSignedOn,
            "intent_document" => Self::IntentDocument,
            SHARES => Self::Shares,
            _ => return Self::of_many(code, names),
        })
    }

    /// Those of which there is one for each type, phase or role.
    fn of_many(code: &str, names: &Names) -> Option<Self> {
        let of_phases = Phase::ALL.iter().map(|phase| (of_phase(*phase), Self::Phase(*phase)));
        let of_roles = PartyRole::ALL.iter().map(|role| (of_role(*role), Self::Role(*role)));
        let of_types = names.dwelling_types().map(|(kind, value)| (of_type(&value), Self::Type(kind)));
        of_phases.chain(of_roles).chain(of_types).find(|(its, _)| its == code).map(|(_, about)| about)
    }
}

/// Tells projects in the words of one region.
pub struct Telling {
    names: Names,
    organisations: ByName<OrganisationId>,
    types: ByName<String>,
}

impl Telling {
    pub fn new(names: Names) -> Self {
        Self { organisations: names.organisations_by_name(), types: dwelling_types(&names.types()), names }
    }

    /// The columns, as they can be loaded.
    pub fn columns(&self) -> impl Iterator<Item = (Column, About)> {
        let about = |column: Column| About::of(&column.code, &self.names).map(|about| (column, about));
        columns(&self.names).into_iter().filter_map(about)
    }

    pub fn value(&self, about: About, project: &Told) -> Value<'static> {
        let content = &project.content;
        let label = |label: &str| text(label.to_owned());
        match about {
            About::Id => text(project.id.to_string()),
            About::ExternalId => maybe(content.external_id.clone()),
            About::Name => text(content.name.clone()),
            About::Municipality => text(self.names.municipality(project.municipality.into())),
            About::Place if project.place_kept => label(KEPT),
            About::Place => maybe(content.place.clone()),
            About::PlaceHidden => label(if content.place_hidden { "Ja" } else { "Nee" }),
            About::Confidentiality => label(content.confidentiality.label()),
            About::Note => maybe(content.note.clone()),
            About::Status => label(content.status.label()),
            About::PlanStatus => maybe(content.plan_status.map(|status| status.label().to_owned())),
            About::Planned => period(content.planned),
            About::Dwellings => whole(content.dwellings),
            About::Demolished => whole(content.demolished),
            About::Type(_) | About::Tenure | About::Stock | About::Counts => self.of_counts(about, content),
            About::Phase(phase) => content.phases.get(&phase).map_or(Value::Empty, |began| Value::Day(*began)),
            About::Role(role) => {
                let names = content.with_role(role).map(|id| self.organisation(id));
                text(names.collect::<Vec<_>>().join("; "))
            }
            About::IntentSignedOn => content.intent.signed_on.map_or(Value::Empty, Value::Day),
            About::IntentDocument => maybe(content.intent.document.clone()),
            About::Shares => {
                let shares =
                    content.cost_shares.iter().map(|(id, share)| format!("{}: {share}", self.organisation(*id)));
                text(shares.collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// Of each type its number. What tenure and stock they have stands in the row, as long as one of each is true of all;
    /// otherwise every part is told in words.
    fn of_counts(&self, about: About, content: &Content) -> Value<'static> {
        let lines: Vec<_> = content.counts.iter().map(|(line, _)| line).collect();
        let one_for_all = lines.windows(2).all(|pair| {
            let [one, other] = pair else { return true };
            (one.tenure, one.stock) == (other.tenure, other.stock)
        });
        match (about, lines.first().filter(|_| one_for_all)) {
            (About::Type(kind), _) => match content.counts.of_type(kind) {
                0 => Value::Empty,
                count => Value::Whole(i64::try_from(count).unwrap_or(i64::MAX)),
            },
            (About::Tenure, Some(line)) => text(line.tenure.label().to_owned()),
            (About::Stock, Some(line)) => text(line.stock.label().to_owned()),
            (About::Counts, None) => {
                let parts = content.counts.iter().map(|(line, count)| {
                    let (tenure, stock) = (line.tenure.label().to_lowercase(), line.stock.label().to_lowercase());
                    format!("{}, {tenure}, {stock}: {count}", self.dwelling_type(line.dwelling_type))
                });
                text(parts.collect::<Vec<_>>().join("; "))
            }
            _ => Value::Empty,
        }
    }

    fn organisation(&self, id: OrganisationId) -> String {
        found_again(self.names.organisation(id), |name| self.organisations.get(name) == Some(&id), || id.to_string())
    }

    fn dwelling_type(&self, kind: DwellingType) -> String {
        let value = Names::type_value(kind);
        found_again(self.names.dwelling_type(kind), |name| self.types.get(name) == Some(&value), || value.clone())
    }
}

/// A name by which it is found when it comes back; else its id, which is found too.
fn found_again(name: String, finds: impl Fn(&str) -> bool, id: impl Fn() -> String) -> String {
    let parts = [';', '\n'];
    if finds(&name) && !name.contains(parts) { name } else { id() }
}
