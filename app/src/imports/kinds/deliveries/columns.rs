//! The columns of deliveries, with the names that corporaties write above them. Their codes are the fields of the form, but for
//! those that say which project it is.

use domain::imports::{Choice, Column};

use crate::imports::kinds::municipalities;
use crate::projects::names::Names;

/// Our id of the dwellings: of the report, or of the correction that made them what they are.
pub const ENTRY: &str = "entry_id";
/// Our id of the project.
pub const ID: &str = "id";
pub const PROJECT: &str = "project";
pub const MUNICIPALITY: &str = "municipality";
pub const MARK: &str = "external_id";
pub const KIND: &str = "kind";
pub const ADDRESS: &str = "address";

pub fn columns(names: &Names) -> Vec<Column> {
    let types = names.types().into_iter().map(|(kind, name)| Choice::new(kind, name));
    vec![
        Column::new(PROJECT, "Kenmerk project", "Het kenmerk waarmee het project is vastgelegd.")
            .also(&["Projectnummer", "Projectcode", "Projectkenmerk", "Project", "Identificatie nr", "Nummer project"])
            .required(),
        Column::new(MUNICIPALITY, "Gemeente", "Alleen nodig als meer gemeenten een project met dit kenmerk hebben.")
            .also(&["Gemeentenaam"])
            .of(municipalities(names)),
        Column::new(
            MARK,
            "Kenmerk oplevering",
            "Uw eigen nummer van de oplevering. Hetzelfde kenmerk is dezelfde oplevering.",
        )
        .also(&[
            "Kenmerk",
            "Opleveringsnummer",
            "Oplevernummer",
            "Opleveringskenmerk",
            "Nummer oplevering",
            "Oplevering nr",
        ])
        .required(),
        Column::new(KIND, "Soort woning", "Elke woning telt één keer: kies de hoogste soort die klopt.")
            .also(&["Soort", "Soort woningen", "Woningtype", "Type woning", "Type"])
            .of(types),
        Column::new("count", "Aantal woningen", "Een heel aantal, vanaf 1.").also(&[
            "Aantal",
            "Aantal opgeleverd",
            "Opgeleverde woningen",
        ]),
        Column::new("delivered_on", "Opgeleverd op", "De dag van de oplevering, bijvoorbeeld 21-11-2026.").also(&[
            "Opleverdatum",
            "Opleveringsdatum",
            "Datum oplevering",
            "Datum opgeleverd",
            "Datum",
        ]),
        Column::new(ADDRESS, "Adres", "Straat en huisnummers, bijvoorbeeld Zuidmolen 1 t/m 24.")
            .also(&["Adressen", "Locatie"]),
        Column::new("evidence", "Bewijs", "Een webadres, of het kenmerk van het proces-verbaal van oplevering.")
            .also(&["Vindplaats bewijs", "Proces-verbaal", "PV van oplevering"]),
        Column::new("explanation", "Toelichting", "Alleen nodig als het er meer worden dan het project telt.").also(&[
            "Uitleg",
            "Opmerking",
            "Opmerkingen",
            "Bijzonderheden",
        ]),
        Column::new(ID, "Id project", "Van Woonzorgagenda zelf. Laat dit leeg als het project een kenmerk heeft.")
            .also(&["Project-id"]),
        Column::new(ENTRY, "Id oplevering", "Van Woonzorgagenda zelf. Laat dit leeg bij een nieuwe oplevering.")
            .also(&["Oplevering-id"]),
    ]
}
