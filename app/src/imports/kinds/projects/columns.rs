//! The columns of projects, with the names that corporaties and gemeenten write above them.

use domain::imports::{Choice, Column};
use domain::projects::{Confidentiality, PartyRole, Phase, PlanStatus, Status, Stock, Tenure};

use crate::imports::kinds::{municipalities, other_names};
use crate::projects::names::Names;

pub const ID: &str = "id";
pub const EXTERNAL_ID: &str = "external_id";
pub const MUNICIPALITY: &str = "municipality";
pub const PLACE: &str = "place";
pub const TENURE: &str = "tenure";
pub const STOCK: &str = "stock";
pub const COUNTS: &str = "counts";
pub const SHARES: &str = "cost_shares";
pub const HIDDEN: &str = "place_hidden";
pub const YES: &str = "ja";

/// The column of the dwellings of one type.
pub fn of_type(kind: &str) -> String {
    format!("type-{kind}")
}

/// The column of the day on which a phase began; the form calls it so too.
pub fn of_phase(phase: Phase) -> String {
    format!("phase-{}", phase.code())
}

/// The column of those that have a role.
pub fn of_role(role: PartyRole) -> String {
    format!("party-{}", role.code())
}

macro_rules! choices {
    ($list:ident) => {
        $list::ALL.iter().map(|one| Choice::new(one.code(), one.label()))
    };
}

pub fn columns(names: &Names) -> Vec<Column> {
    let mut columns = place(names);
    columns.extend(plan());
    columns.extend(dwellings(names));
    columns.extend(phases());
    columns.extend(parties());
    columns
}

fn place(names: &Names) -> Vec<Column> {
    let answers = [Choice::new(YES, "Ja"), Choice::new("", "Nee")];
    vec![
        Column::new(EXTERNAL_ID, "Kenmerk", "Uw eigen nummer van het project. Hetzelfde kenmerk is hetzelfde project.")
            .also(&["Identificatie nr", "Projectnummer", "Projectcode", "Nummer", "Extern id", "Externe id"])
            .required(),
        Column::new("name", "Naam", "De naam van het project.").also(&["Projectnaam", "Project", "Naam project"]),
        Column::new(MUNICIPALITY, "Gemeente", "In welke gemeente het project is.")
            .also(&["Gemeentenaam"])
            .of(municipalities(names)),
        Column::new(PLACE, "Plaats", "Kern, wijk of complex. Staat er ‘verborgen’, dan blijft zij zoals zij is.")
            .also(&["Kern", "Wijk", "Buurt", "Locatie", "Adres"]),
        Column::new(HIDDEN, "Plaats verborgen", "Ja: alleen de gemeente en de partijen zien waar het is.").of(answers),
        Column::new("confidentiality", "Vertrouwelijkheid", "Wie van het project mag weten.")
            .of(choices!(Confidentiality)),
        Column::new("note", "Toelichting", "Wat anderen moeten weten.").also(&[
            "Opmerking",
            "Opmerkingen",
            "Bijzonderheden",
        ]),
    ]
}

fn plan() -> Vec<Column> {
    vec![
        Column::new("status", "Status", "Hoe het project ervoor staat.").also(&["Projectstatus"]).of(choices!(Status)),
        Column::new("plan_status", "Planstatus", "Hoever het plan in de procedure is.")
            .also(&["Planologische planstatus", "Planologische status"])
            .of(choices!(PlanStatus)),
        Column::new(
            "planned",
            "Oplevering",
            "Wanneer het klaar is, zo precies als u het weet: 2027, Q3 2027, 1-7-2027.",
        )
        .also(&[
            "Opleverdatum",
            "Opleverjaar",
            "Geplande oplevering",
            "Jaar van oplevering",
            "Verwachte oplevering",
        ]),
    ]
}

fn dwellings(names: &Names) -> Vec<Column> {
    let whole = "Een heel aantal woningen. Elke woning telt één keer, in haar hoogste soort.";
    let mut columns = vec![
        Column::new("dwellings", "Te bouwen", "Alle woningen die er komen, van welke soort ook.").also(&[
            "Woningen",
            "Totaal",
            "Totaal aantal woningen",
            "Totaal woningen",
            "Bouw",
        ]),
        Column::new("demolished", "Te slopen", "Alle woningen die verdwijnen.").also(&["Sloop", "Gesloopt"]),
    ];
    for (kind, name) in names.types() {
        let mut column = Column::new(of_type(&kind), name.clone(), whole);
        column.synonyms.extend(other_names(&kind, &name));
        columns.push(column);
    }
    columns.extend([
        Column::new(TENURE, "Eigendom", "Van de woningen per soort in deze rij.")
            .also(&["Eigendomtype", "Huur of koop"])
            .of(choices!(Tenure)),
        Column::new(STOCK, "Bouwwijze", "Van de woningen per soort in deze rij.")
            .also(&["Nieuwbouw of bestaand"])
            .of(choices!(Stock)),
        Column::new(
            COUNTS,
            "Woningen per soort",
            "Alleen als een soort uit meer delen bestaat: soort, eigendom, bouwwijze: aantal; en zo verder.",
        ),
    ]);
    columns
}

fn phases() -> impl Iterator<Item = Column> {
    Phase::ALL.iter().map(|phase| {
        let header = format!("Start fase {}", phase.label());
        Column::new(of_phase(*phase), header, "De dag waarop deze fase begon.").also(&[phase.label()])
    })
}

fn parties() -> Vec<Column> {
    let several = "De naam zoals bij Organisaties; meer namen met een puntkomma ertussen.";
    let role = |role: &PartyRole| Column::new(of_role(*role), role.label(), several);
    let mut columns: Vec<Column> = PartyRole::ALL.iter().map(role).collect();
    columns.extend([
        Column::new("intent_signed_on", "Intentieovereenkomst op", "De dag waarop zij is getekend.")
            .also(&["Intentieovereenkomst", "Datum intentieovereenkomst"]),
        Column::new("intent_document", "Vindplaats intentieovereenkomst", "Een adres, of woorden om haar te vinden."),
        Column::new(SHARES, "Meerkosten", "Wie hoeveel procent draagt: naam: 40; naam: 60. Samen 100.")
            .also(&["Structurele meerkosten"]),
        Column::new(ID, "Id", "Van Woonzorgagenda zelf. Laat dit leeg bij een nieuw project."),
    ]);
    columns
}
