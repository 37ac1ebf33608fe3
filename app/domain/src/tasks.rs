//! What is asked of somebody: which kinds of tasks belong to which role.

use crate::coded_enum;
use crate::organisations::Role;

coded_enum! {
    /// In the order in which they are shown: what keeps others waiting comes first.
    TaskKind {
        Confirm = "bevestigen", "Te bevestigen";
        LiftReservation = "voorbehoud", "Voorbehoud van uw organisatie";
        LeftOut = "weggelaten", "Uw organisatie valt uit een afspraak";
        Asked = "gevraagd", "Er is u iets gevraagd";
        AnswerNote = "vragen-bij-overleg", "Vragen voor een overleg";
        CarryOut = "besluiten-verwerken", "Besluiten te verwerken";
        Settle = "uitkomen", "Afgewezen of onder voorbehoud bevestigd";
        Update = "bijwerken", "Voortgang bijwerken";
        Milestone = "mijlpalen", "Mijlpalen over tijd";
        Overdue = "over-tijd", "Over tijd";
        Waiting = "wacht-op-u", "Wacht op uw organisatie";
        WaitInVain = "wacht-vergeefs", "Wacht op wat is vervallen";
        Bottleneck = "knelpunten", "Knelpunten: uw organisatie is aan zet";
        VerifyDelivery = "opleveringen-controleren", "Opleveringen te controleren";
        CorrectDelivery = "opleveringen-teruggegeven", "Opleveringen die zijn teruggegeven";
        AcknowledgeRole = "rol-erkennen", "Rol te erkennen";
    }
}

impl TaskKind {
    /// What to do about it.
    pub const fn explained(self) -> &'static str {
        match self {
            Self::Confirm => "Uw organisatie is trekker of partner en heeft nog niet geantwoord.",
            Self::LiftReservation => "Uw organisatie bevestigde onder voorbehoud. Vervalt het, meld dat dan hier.",
            Self::LeftOut => {
                "Een voorgestelde wijziging noemt uw organisatie niet meer als trekker of partner. Reageer bij de afspraak: eens of niet eens."
            }
            Self::Asked => {
                "Iemand vraagt uw organisatie iets bij een afspraak. Antwoord, of meld dat u het gezien hebt."
            }
            Self::AnswerNote => {
                "Iemand van uw organisatie vraagt dit vóór het overleg. Alleen uw organisatie leest mee."
            }
            Self::CarryOut => {
                "Een overleg besloot om een afspraak te wijzigen. Pas haar aan; de partijen bevestigen het dan."
            }
            Self::Settle => "Een partij zegt nog geen volledig ja. Spreek haar, of pas de afspraak aan.",
            Self::Update => "De laatste melding is te oud, wordt dat binnen twee weken, of is er nooit gedaan.",
            Self::Milestone => "Meld de mijlpaal gereed, of spreek een nieuwe tijd af.",
            Self::Waiting => {
                "Een ander kan niet verder voordat uw organisatie iets doet. Is het gedaan, meld dan dat het is opgelost."
            }
            Self::WaitInVain => {
                "Waarop deze afspraak wacht, komt niet meer. Spreek af hoe u verder gaat, en meld dan dat het wachten is opgelost."
            }
            Self::Bottleneck => {
                "Wat hier staat, doet uw organisatie. Is het opgelost, leg dan vast hoe; lukt het niet, escaleer."
            }
            Self::VerifyDelivery => "Een corporatie of ontwikkelaar meldde woningen in uw gemeente. Kijk of het klopt.",
            Self::CorrectDelivery => {
                "De gemeente gaf woningen terug die u meldde. Ze tellen niet mee. Corrigeer ze, of spreek de gemeente."
            }
            Self::AcknowledgeRole => {
                "Lees wat er over de rol van uw organisatie staat. Klopt het, erken het dan; anders laat u het aanpassen."
            }
            Self::Overdue => {
                "De afgesproken tijd is voorbij. Rond de afspraak af, spreek een nieuwe tijd af, of meld wat er deze keer gebeurde."
            }
        }
    }

    /// Whether somebody can do something about it.
    pub const fn is_for(self, role: Role, mandated: bool) -> bool {
        match self {
            Self::Confirm | Self::LiftReservation => role.may_confirm(mandated),
            Self::LeftOut => matches!(role, Role::Staff | Role::Executive),
            Self::Asked => has_tasks(role),
            Self::AnswerNote
            | Self::CarryOut
            | Self::Settle
            | Self::Update
            | Self::Milestone
            | Self::Overdue
            | Self::Waiting
            | Self::WaitInVain => matches!(role, Role::Staff | Role::Driver),
            Self::Bottleneck => matches!(role, Role::Staff | Role::Driver | Role::Executive),
            Self::VerifyDelivery | Self::CorrectDelivery => matches!(role, Role::Staff),
            Self::AcknowledgeRole => matches!(role, Role::Executive),
        }
    }
}

/// Whether somebody begins with their tasks; readers and bestuurders begin with how things stand.
pub const fn begins_with_tasks(role: Role) -> bool {
    has_tasks(role) && !matches!(role, Role::Executive)
}

/// Whether tasks are what somebody comes for: readers come to read.
pub const fn has_tasks(role: Role) -> bool {
    !matches!(role, Role::Reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_asked_what_they_cannot_do() {
        let kinds = |role, mandated| TaskKind::ALL.iter().filter(|kind| kind.is_for(role, mandated)).count();
        assert_eq!(kinds(Role::Executive, false), 6);
        assert_eq!(kinds(Role::Staff, true), TaskKind::ALL.len() - 1);
        assert_eq!(kinds(Role::Staff, false), TaskKind::ALL.len() - 3);
        assert_eq!(kinds(Role::Driver, true), TaskKind::ALL.len() - 6);
        assert_eq!((kinds(Role::Administrator, true), kinds(Role::Reader, true)), (1, 0));
    }
}
