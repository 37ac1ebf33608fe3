//! The columns of targets, with the names that gemeenten and the region write above them.

use domain::imports::{Choice, Column};
use domain::targets::Status;

use crate::targets::edit::Frame;
use crate::targets::form;

/// How a file calls the holder that is no gemeente.
pub const REGION: &str = "Regio";

pub const HOLDER: &str = "holder";
pub const CORPORATION: &str = "corporation";
pub const SCENARIO: &str = "scenario";
pub const MEASURE: &str = "measure";
pub const YEAR: &str = "year";
pub const VALUE: &str = "value";
pub const STATUS: &str = "status";
pub const MOTIVATION: &str = "motivation";

pub fn columns(frame: &Frame) -> Vec<Column> {
    let region = Choice::new(form::REGION, REGION);
    let places = frame.municipalities.iter().map(|row| Choice::new(&row.slug, &row.name));
    let corporations = frame.all_corporations().map(|row| Choice::new(row.id.to_string(), &row.name));
    let scenarios = frame.scenarios.iter().map(|row| Choice::new(&row.key, &row.name));
    let measures = frame.measures.iter().map(|row| Choice::new(row.id.to_string(), &row.name));
    let statuses = Status::ALL.iter().map(|status| Choice::new(status.code(), status.label()));
    vec![
        Column::new(HOLDER, "Gemeente of regio", "Van wie het aantal is: de naam van een gemeente, of Regio.")
            .also(&["Gemeente", "Gemeentenaam", "Houder", "Van wie"])
            .of(std::iter::once(region).chain(places))
            .required(),
        Column::new(
            CORPORATION,
            "Corporatie",
            "Van wie binnen die gemeente het aantal is. Leeg: van de gemeente of regio zelf.",
        )
        .also(&["Woningcorporatie", "Naam corporatie", "Verhuurder"])
        .of(corporations),
        Column::new(SCENARIO, "Scenario", "Onder welke aanname het aantal geldt.").of(scenarios).required(),
        Column::new(MEASURE, "Soort woning", "Wat er wordt geteld.")
            .also(&["Soort", "Soort woningen", "Woningtype", "Type woning", "Type", "Maat", "Categorie"])
            .of(measures)
            .required(),
        Column::new(YEAR, "Jaar", "Het jaar waarin het aantal is bereikt. U mag dit leeg laten.").also(&[
            "Doeljaar",
            "Streefjaar",
            "Einde jaar",
            "Uiterlijk",
        ]),
        Column::new(VALUE, "Aantal", "Een heel aantal. Leeg: nog niet verdeeld.")
            .also(&["Doelaantal", "Aantal woningen", "Doel", "Doelstelling", "Opgave", "Totaal"])
            .required(),
        Column::new(STATUS, "Status", "Leeg: zoals het al is, en bij een nieuw aantal richtinggevend.").of(statuses),
        Column::new(MOTIVATION, "Motivering", "Nodig als het aantal er al was en nu wijzigt.").also(&[
            "Toelichting",
            "Reden",
            "Uitleg",
            "Opmerking",
            "Opmerkingen",
        ]),
    ]
}
