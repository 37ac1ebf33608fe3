//! Which commitments a list shows. The address holds the filter, so that it can be kept, sent and gone back to.

use domain::agendas::Years;
use domain::coded_enum;
use domain::commitments::LifeCycle;
use domain::ids::{DocumentId, OrganisationId, SuccessFactorId};
use domain::progress::Standing;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use crate::ui::{LeftOut, address, page_number, parsed};

coded_enum! {
    DueFilter {
        Overdue = "te-laat", "Over tijd";
        Soon = "binnen-3-maanden", "Binnen 3 maanden";
        Recurring = "terugkerend", "Terugkerend";
        Unknown = "geen", "Nog niet bekend";
    }
}

coded_enum! {
    LeadFilter {
        Missing = "geen", "Zonder trekker";
        Present = "wel", "Met trekker";
    }
}

coded_enum! {
    /// What parties said to the version that lies with them.
    ReplyFilter {
        Missing = "wacht", "Wacht op antwoord";
        Reserved = "voorbehoud", "Onder voorbehoud";
        Declined = "afgewezen", "Afgewezen";
    }
}

coded_enum! {
    OriginFilter {
        Published = "visie", "Uit de visie";
        Own = "eigen", "Van gemeenten en partijen";
    }
}

coded_enum! {
    Sort {
        Number = "nummer", "Nummer";
        Due = "gereed", "Eerst gereed";
        Updated = "bijgewerkt", "Laatst bijgewerkt";
    }
}

/// The region's own agenda, where a gemeente's slug may stand too.
pub const REGIONAL_AGENDA: &str = "regio";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// A gemeente's slug, or [`REGIONAL_AGENDA`].
    pub municipality: Option<String>,
    pub party: Option<OrganisationId>,
    /// A challenge's number.
    pub challenge: Option<String>,
    pub life_cycle: Option<LifeCycle>,
    pub progress: Option<Standing>,
    pub due: Option<DueFilter>,
    /// It is due in one of these.
    pub years: Option<Years>,
    pub lead: Option<LeadFilter>,
    pub reply: Option<ReplyFilter>,
    pub origin: Option<OriginFilter>,
    pub success_factor: Option<SuccessFactorId>,
    /// It carries out this one.
    pub document: Option<DocumentId>,
    pub search: String,
    pub sort: Sort,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            municipality: None,
            party: None,
            challenge: None,
            life_cycle: None,
            progress: None,
            due: None,
            years: None,
            lead: None,
            reply: None,
            origin: None,
            success_factor: None,
            document: None,
            search: String::new(),
            sort: Sort::Number,
            page: 1,
        }
    }
}

/// Searching for more than this finds nothing that less would not.
const SEARCH_MAX: usize = 200;

impl Filter {
    /// Reads an address; what it leaves out comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| filter.set(name, value));
        (filter, left_out)
    }

    /// The same filter with one part set or, with an empty value, without it; from the first page.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut filter = self.without(name);
        if !value.is_empty() {
            filter.set(name, value);
        }
        filter
    }

    pub(super) fn set(&mut self, name: &str, value: &str) -> bool {
        match name {
            "gemeente" => self.municipality = Some(value.to_owned()),
            "opgave" => self.challenge = Some(value.to_owned()),
            "zoek" => self.search = value.chars().take(SEARCH_MAX).collect(),
            "partij" => return parsed(value, &mut self.party),
            "status" => return parsed(value, &mut self.life_cycle),
            "voortgang" => return parsed(value, &mut self.progress),
            "termijn" => return parsed(value, &mut self.due),
            "jaren" => return parsed(value, &mut self.years),
            "trekker" => return parsed(value, &mut self.lead),
            "bevestiging" => return parsed(value, &mut self.reply),
            "bron" => return parsed(value, &mut self.origin),
            "succesfactor" => return parsed(value, &mut self.success_factor),
            "document" => return parsed(value, &mut self.document),
            "sorteer" => return value.parse().map(|sort| self.sort = sort).is_ok(),
            "pagina" => return page_number(value).map(|page| self.page = page).is_some(),
            // Not a filter: what the last step did.
            "melding" => {}
            _ => return false,
        }
        true
    }

    /// The address that holds this filter.
    pub fn address(&self) -> String {
        self.address_at("/afspraken")
    }

    /// The address of another page for the commitments of this filter.
    pub fn address_at(&self, path: &str) -> String {
        address(path, self.pairs())
    }

    /// Names and values as they stand in the address; what filters nothing is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let code = |code: &'static str| code.to_owned();
        let all = [
            ("gemeente", self.municipality.clone()),
            ("partij", self.party.map(|id| id.to_string())),
            ("opgave", self.challenge.clone()),
            ("status", self.life_cycle.map(|it| code(it.code()))),
            ("voortgang", self.progress.map(|it| code(it.code()))),
            ("termijn", self.due.map(|it| code(it.code()))),
            ("jaren", self.years.map(|it| it.to_string())),
            ("trekker", self.lead.map(|it| code(it.code()))),
            ("bevestiging", self.reply.map(|it| code(it.code()))),
            ("bron", self.origin.map(|it| code(it.code()))),
            ("succesfactor", self.success_factor.map(|id| id.to_string())),
            ("document", self.document.map(|id| id.to_string())),
            ("zoek", Some(self.search.clone()).filter(|text| !text.is_empty())),
            ("sorteer", (self.sort != Sort::Number).then(|| code(self.sort.code()))),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The same filter without one of its parts, from the first page.
    pub fn without(&self, name: &str) -> Self {
        let mut query = ParamsMap::new();
        for (other, value) in self.pairs() {
            if other != name && other != "pagina" {
                query.insert(other, value);
            }
        }
        Self::from_query(&query).0
    }

    /// The same filter without what turned out to name nothing, such as `gemeente=nergens`.
    pub fn without_unknown(&self, unknown: &[String]) -> Self {
        let names = unknown.iter().filter_map(|part| part.split_once('='));
        names.fold(self.clone(), |filter, (name, _)| filter.without(name))
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_address_holds_the_filter() {
        let asked = query(&[("gemeente", "enschede"), ("voortgang", "rood"), ("zoek", "hof & tuin"), ("pagina", "3")]);
        let (filter, left_out) = Filter::from_query(&asked);
        assert_eq!(left_out, LeftOut::default());
        assert_eq!(filter.progress, Some(Standing::Red));
        assert_eq!(filter.address(), "/afspraken?gemeente=enschede&voortgang=rood&zoek=hof%20%26%20tuin&pagina=3");
        assert_eq!(filter.without("voortgang").address(), "/afspraken?gemeente=enschede&zoek=hof%20%26%20tuin");
    }

    #[test]
    fn what_is_not_known_is_told() {
        let asked = query(&[("status", "klaar"), ("kleur", "rood"), ("partij", "42"), ("pagina", "0")]);
        let (filter, left_out) = Filter::from_query(&asked);
        assert_eq!(filter, Filter::default());
        assert_eq!(left_out.unknown, ["status=klaar", "kleur=rood", "partij=42", "pagina=0"]);
    }

    #[test]
    fn what_names_nothing_is_left_out() {
        let filter = Filter::from_query(&query(&[("gemeente", "nergens"), ("voortgang", "rood"), ("pagina", "2")])).0;
        let rest = filter.without_unknown(&["gemeente=nergens".to_owned()]);
        assert_eq!(rest.address(), "/afspraken?voortgang=rood");
        assert_eq!(filter.without_unknown(&[]), filter);
    }

    #[test]
    fn a_page_beyond_the_last_is_kept_to_be_told() {
        assert_eq!(Filter::from_query(&query(&[("pagina", "99999999")])).0.page, 99_999_999);
    }

    #[test]
    fn empty_fields_of_the_filter_form_filter_nothing() {
        let read = Filter::from_query(&query(&[("status", ""), ("zoek", " "), ("partij", "")]));
        assert_eq!(read, (Filter::default(), LeftOut::default()));
    }
}
