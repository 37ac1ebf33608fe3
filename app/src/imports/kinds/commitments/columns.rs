//! The columns of commitments, with the names that gemeenten write above them in their own list of wie doet wat wanneer waar.

use domain::commitments::Kind;
use domain::dwellings;
use domain::imports::{Choice, Column};

use crate::commitments::filter::REGIONAL_AGENDA;
use crate::commitments::form::UNKNOWN_KIND;
use crate::commitments::names::Names;
use crate::imports::kinds::other_names;

/// How a file calls the agenda that is no gemeente's.
pub const REGION: &str = "Regio";

pub const ID: &str = "id";
pub const EXTERNAL_ID: &str = "external_id";
pub const AGENDA: &str = "agenda";
pub const TITLE: &str = "title";
pub const KIND: &str = "kind";
pub const LEAD: &str = "lead";
pub const PARTNERS: &str = "partners";
pub const CONSULTED: &str = "consulted";
pub const CHALLENGES: &str = "challenges";
pub const TARGET_GROUPS: &str = "target_groups";
pub const SUCCESS_FACTORS: &str = "success_factors";
pub const DOCUMENTS: &str = "documents";

pub fn columns(names: &Names) -> Vec<Column> {
    let mut columns = what(names);
    columns.extend(who());
    columns.extend(when_and_where());
    columns.extend(what_for());
    for (measure, name) in &names.measures {
        let hint = "Een heel aantal woningen. Elke woning telt één keer, in haar hoogste soort.";
        let mut column = Column::new(dwellings::field((*measure).into()), name, hint);
        column.synonyms = other_names(&measure.to_string(), name);
        columns.push(column);
    }
    columns.push(Column::new(ID, "Id", "Van Woonzorgagenda zelf. Laat dit leeg bij een nieuwe afspraak."));
    columns
}

fn what(names: &Names) -> Vec<Column> {
    let local = names.municipalities.iter().map(|(id, name)| Choice::new(id.to_string(), name));
    let mut agendas: Vec<Choice> = local.collect();
    agendas.sort_by(|one, other| one.label.cmp(&other.label));
    agendas.insert(0, Choice::new(REGIONAL_AGENDA, REGION));
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label()));
    vec![
        Column::new(EXTERNAL_ID, "Kenmerk", "Uw eigen nummer van de afspraak. Hetzelfde kenmerk is dezelfde afspraak.")
            .also(&["Nr", "Nummer", "Afspraaknummer", "Nummer afspraak", "Id afspraak", "Volgnummer"])
            .required(),
        Column::new(AGENDA, "Agenda", "De gemeente, of Regio. Leeg: de agenda van uw eigen gemeente.")
            .also(&["Gemeente", "Gemeentenaam", "Uitvoeringsagenda", "Lokale uitvoeringsagenda"])
            .of(agendas),
        Column::new(TITLE, "Titel", "Wat er is afgesproken, in één regel.").also(&[
            "Afspraak",
            "Wat",
            "Actie",
            "Titel afspraak",
        ]),
        Column::new("description", "Omschrijving", "Wat anderen moeten weten.").also(&[
            "Toelichting",
            "Beschrijving",
            "Omschrijving afspraak",
        ]),
        Column::new(KIND, "Soort afspraak", "Weet u het nog niet, schrijf dan: nog niet bekend.")
            .also(&["Soort", "Type", "Type afspraak"])
            .of(kinds.chain([Choice::new(UNKNOWN_KIND, "Nog niet bekend")])),
    ]
}

fn who() -> Vec<Column> {
    let several = "Namen zoals bij Organisaties, met een puntkomma ertussen. Wie wat brengt: naam (functie): bijdrage.";
    vec![
        Column::new(LEAD, "Trekker", "Eén organisatie, met haar naam zoals bij Organisaties.").also(&[
            "Wie",
            "Verantwoordelijke",
            "Trekkende organisatie",
            "Trekkende partij",
            "Eigenaar",
        ]),
        Column::new("lead_function", "Functie trekker", "Een functie, nooit de naam van een persoon.")
            .also(&["Functie"]),
        Column::new("lead_contribution", "Bijdrage trekker", "Wat de trekker zelf brengt.").also(&["Bijdrage"]),
        Column::new(PARTNERS, "Partners", several).also(&["Partner", "Met wie", "Samen met", "Samenwerkingspartners"]),
        Column::new(CONSULTED, "Betrokkenen", several).also(&["Betrokken", "Betrokken partijen", "Ook betrokken"]),
    ]
}

fn when_and_where() -> Vec<Column> {
    vec![
        Column::new("start", "Start", "Zo precies als u het weet: 2027, Q3 2027, 1-7-2027.").also(&[
            "Startdatum",
            "Begin",
            "Begindatum",
            "Vanaf",
        ]),
        Column::new(
            "due",
            "Gereed",
            "Q3 2027, 1-7-2027, elk jaar … Weet u het nog niet, schrijf dan: nog niet bekend.",
        )
        .also(&["Wanneer", "Deadline", "Einddatum", "Datum gereed", "Gereed op", "Planning", "Termijn"]),
        Column::new("place", "Plaats", "Kern, wijk of complex in de gemeente.").also(&[
            "Waar",
            "Kern",
            "Wijk",
            "Kern, wijk of complex",
            "Buurt",
            "Complex",
            "Locatie",
        ]),
    ]
}

fn what_for() -> Vec<Column> {
    let several = |of: &str| format!("De naam van elke {of}, met een puntkomma ertussen.");
    vec![
        Column::new(CHALLENGES, "Opgaven", "De nummers van de opgaven, met een puntkomma ertussen.").also(&[
            "Opgave",
            "Opgave woonzorgvisie",
            "Hoort bij opgave",
        ]),
        Column::new(TARGET_GROUPS, "Aandachtsgroepen", several("aandachtsgroep")).also(&[
            "Aandachtsgroep",
            "Doelgroep",
            "Doelgroepen",
            "Voor wie",
        ]),
        Column::new(SUCCESS_FACTORS, "Succesfactoren", several("succesfactor")).also(&[
            "Succesfactor",
            "Kritische succesfactor",
            "Kritische succesfactoren",
            "KSF",
            "Hangt af van",
        ]),
        Column::new(DOCUMENTS, "Volgt uit", several("raamafspraak of prestatieafspraak")).also(&[
            "Afspraken waaruit dit volgt",
            "Raamafspraak",
            "Raamafspraken",
            "Prestatieafspraak",
            "Prestatieafspraken",
            "Kader",
        ]),
    ]
}
