//! Why a file is not taken, in words for who uploaded it.

use thiserror::Error;

use crate::limits::{Limits, MEGABYTE};

/// Each says what is wrong and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    #[error("Dit bestand is te groot: er past ten hoogste {megabytes} MB. Splits het in kleinere bestanden.")]
    TooLarge { megabytes: usize },
    #[error(
        "Uitgepakt is dit bestand te groot: er past ten hoogste {megabytes} MB. Haal weg wat u niet nodig hebt, of splits \
         het in kleinere bestanden."
    )]
    TooMuchInflated { megabytes: u64 },
    #[error(
        "Dit bestand bestaat uit te veel onderdelen: er passen er ten hoogste {}. Kopieer alleen de gegevens naar een nieuw \
         Excel-bestand en kies dat.",
        thousands(*.most as u64)
    )]
    TooManyEntries { most: usize },
    #[error(
        "Dit bestand heeft te veel rijen: bij rij {} van blad ‘{sheet}’ zijn het er meer dan {}. Splits het in kleinere \
         bestanden.",
        thousands(u64::from(*.row)),
        thousands(*.most as u64)
    )]
    TooManyRows { sheet: String, row: u32, most: usize },
    #[error(
        "In blad ‘{sheet}’ staat iets in cel {cell}. Wij lezen tot en met kolom {last}. Verwijder de kolommen die daarna \
         komen, en kies het bestand opnieuw."
    )]
    TooManyColumns { sheet: String, cell: String, last: String },
    #[error(
        "Dit bestand is beveiligd met een wachtwoord. Haal in Excel het wachtwoord eraf bij Bestand › Info › Werkmap \
         beveiligen, en kies het opnieuw."
    )]
    PasswordProtected,
    #[error(
        "Dit is een Excel-bestand van een soort die wij niet lezen, zoals .xls of .xlsb. Sla het in Excel op als .xlsx, en \
         kies dat bestand."
    )]
    OldExcel,
    #[error("Dit is een OpenDocument-bestand. Sla het in LibreOffice of Excel op als .xlsx, en kies dat bestand.")]
    OpenDocument,
    #[error("Dit is geen rekenblad. Kies een Excel-bestand (.xlsx) of een CSV-bestand.")]
    NotASpreadsheet,
    #[error(
        "In cel {cell} van dit CSV-bestand staat een teken dat niet in tekst hoort (een nulteken). Kies in Excel bij Opslaan als \
         ‘CSV UTF-8’, en kies dat bestand. Blijft het staan, typ de cel dan opnieuw."
    )]
    NulBytes { cell: String },
    #[error(
        "In rij {row} begint een tekst met een aanhalingsteken dat nergens wordt gesloten. Zet er een aanhalingsteken achter \
         of haal het weg, en kies het bestand opnieuw."
    )]
    UnclosedQuote { row: u32 },
    #[error(
        "Dit bestand is beschadigd of niet volledig. Open het in Excel, sla het opnieuw op als .xlsx, en kies dat bestand."
    )]
    Damaged,
    #[error(
        "In blad ‘{sheet}’ kunnen wij niet alles lezen{}. Sla het bestand in Excel opnieuw op als .xlsx, en kies dat bestand.",
        after(.cell.as_deref())
    )]
    DamagedSheet { sheet: String, cell: Option<String> },
    #[error("In dit bestand staat niets. Vul het in, sla het op, en kies het opnieuw.")]
    Empty,
}

impl Refused {
    pub(crate) const fn too_much(limits: &Limits) -> Self {
        Self::TooMuchInflated { megabytes: limits.inflated / MEGABYTE as u64 }
    }
}

/// `1.560`, as it is written in the Netherlands.
fn thousands(number: u64) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        whole => format!("{}.{:03}", thousands(whole), number % 1_000),
    }
}

fn after(cell: Option<&str>) -> String {
    cell.map(|cell| format!(": het gaat mis na cel {cell}")).unwrap_or_default()
}
