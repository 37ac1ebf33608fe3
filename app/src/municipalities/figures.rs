//! What is counted of an agenda, and which of it the map shows.

use domain::coded_enum;
use domain::commitments::LifeCycle;
use domain::progress::Standing;
use serde::{Deserialize, Serialize};

/// How many commitments are in which state. Each number is that of the list with the same filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sea_orm::FromQueryResult))]
pub struct Figures {
    pub commitments: i64,
    pub drafts: i64,
    pub proposed: i64,
    pub ratified: i64,
    pub completed: i64,
    pub lapsed: i64,
    pub green: i64,
    pub amber: i64,
    pub red: i64,
    pub stale: i64,
    pub overdue: i64,
    pub without_lead: i64,
}

impl Figures {
    pub const fn in_state(&self, life_cycle: LifeCycle) -> i64 {
        match life_cycle {
            LifeCycle::Draft => self.drafts,
            LifeCycle::Proposed => self.proposed,
            LifeCycle::Ratified => self.ratified,
            LifeCycle::Completed => self.completed,
            LifeCycle::Lapsed => self.lapsed,
        }
    }

    pub const fn standing(&self, standing: Standing) -> i64 {
        match standing {
            Standing::Green => self.green,
            Standing::Amber => self.amber,
            Standing::Red => self.red,
            Standing::Stale => self.stale,
            Standing::Closed => self.completed + self.lapsed,
            Standing::None => {
                let told = self.green + self.amber + self.red + self.stale;
                self.commitments - told - self.standing(Standing::Closed)
            }
        }
    }
}

impl std::ops::Add for Figures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            commitments: self.commitments + other.commitments,
            drafts: self.drafts + other.drafts,
            proposed: self.proposed + other.proposed,
            ratified: self.ratified + other.ratified,
            completed: self.completed + other.completed,
            lapsed: self.lapsed + other.lapsed,
            green: self.green + other.green,
            amber: self.amber + other.amber,
            red: self.red + other.red,
            stale: self.stale + other.stale,
            overdue: self.overdue + other.overdue,
            without_lead: self.without_lead + other.without_lead,
        }
    }
}

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::default(), std::ops::Add::add)
    }
}

coded_enum! {
    /// The figure that colours the map, as the address names it.
    MapFigure {
        Commitments = "afspraken", "Afspraken";
        Red = "rood", "Rood";
        Overdue = "te-laat", "Over tijd";
        WithoutLead = "zonder-trekker", "Geen trekker";
        Stale = "verouderd", "Verouderd";
        WithoutProgress = "zonder-voortgang", "Geen voortgang";
    }
}

impl MapFigure {
    pub const fn of(self, figures: &Figures) -> i64 {
        match self {
            Self::Commitments => figures.commitments,
            Self::Red => figures.red,
            Self::Overdue => figures.overdue,
            Self::WithoutLead => figures.without_lead,
            Self::Stale => figures.stale,
            Self::WithoutProgress => figures.standing(Standing::None),
        }
    }

    /// What the map then shows.
    pub const fn caption(self) -> &'static str {
        match self {
            Self::Commitments => "Afspraken per gemeente",
            Self::Red => "Afspraken op rood, per gemeente",
            Self::Overdue => "Afspraken over tijd, per gemeente",
            Self::WithoutLead => "Afspraken zonder trekker, per gemeente",
            Self::Stale => "Afspraken met verouderde voortgang, per gemeente",
            Self::WithoutProgress => "Afspraken zonder voortgang, per gemeente",
        }
    }
}

/// The figure that an address asks for, and whether there is such a figure.
pub fn chosen_figure(code: Option<&str>) -> (MapFigure, bool) {
    match code.filter(|code| !code.is_empty()).map(str::parse) {
        None => (MapFigure::Commitments, true),
        Some(Ok(figure)) => (figure, true),
        Some(Err(_)) => (MapFigure::Commitments, false),
    }
}

/// What to say when there is no such figure.
pub fn unknown_figure(shown: MapFigure) -> String {
    format!("Het adres vraagt om een kaart die er niet is. U ziet de kaart ‘{}’.", shown.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commitment_has_one_colour_or_none() {
        let coloured = Figures { commitments: 13, green: 3, amber: 2, red: 1, stale: 1, ..Figures::default() };
        let figures = Figures { completed: 2, lapsed: 1, ..coloured };
        assert_eq!(figures.standing(Standing::Closed), 3);
        assert_eq!(figures.standing(Standing::None), 3);
        assert_eq!(MapFigure::WithoutProgress.of(&figures), 3);
        let twice = [figures, figures].into_iter().sum::<Figures>();
        assert_eq!((twice.commitments, twice.standing(Standing::None)), (26, 6));
    }

    #[test]
    fn an_unknown_figure_is_told_and_replaced() {
        assert_eq!(chosen_figure(None), (MapFigure::Commitments, true));
        assert_eq!(chosen_figure(Some("")), (MapFigure::Commitments, true));
        assert_eq!(chosen_figure(Some("te-laat")), (MapFigure::Overdue, true));
        assert_eq!(chosen_figure(Some("paars")), (MapFigure::Commitments, false));
    }
}
