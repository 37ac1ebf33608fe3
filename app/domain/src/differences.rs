//! What changed, as people read it: field, before, after.

use serde::{Deserialize, Serialize};

use crate::coded_enum;

coded_enum! {
    /// What the timeline and the log speak of: the parts of a commitment, its progress, a
    /// bottleneck and an account, and what was tried.
    Field {
        Title = "title", "Titel";
        Description = "description", "Omschrijving";
        Kind = "kind", "Soort afspraak";
        Lead = "lead", "Trekker";
        Partners = "partners", "Partners";
        Consulted = "consulted", "Betrokkenen";
        /// Of the parties: which function carries it there.
        Functions = "functions", "Functies";
        Start = "start", "Start";
        Due = "due", "Gereed";
        Municipality = "municipality", "Gemeente";
        Place = "place", "Kern, wijk of complex";
        Challenges = "challenges", "Opgaven";
        TargetGroups = "target_groups", "Aandachtsgroepen";
        LifeCycle = "life_cycle", "Status";
        Progress = "progress", "Voortgang";
        ContentProgress = "content_progress", "Inhoud";
        PlanningProgress = "planning_progress", "Planning";
        MoneyProgress = "money_progress", "Geld";
        Expected = "expected", "Verwacht gereed";
        Version = "version", "Versie";
        Number = "number", "Nummer";
        Reply = "reply", "Antwoord";
        Reservation = "reservation", "Voorbehoud";
        Reason = "reason", "Reden";
        Note = "note", "Toelichting";
        Cause = "cause", "Oorzaak";
        Effect = "effect", "Gevolg";
        Correction = "correction", "Bijsturing";
        Attempt = "attempt", "Geprobeerd";
        Organisation = "organisation", "Organisatie";
        Role = "role", "Rol";
        Mandate = "mandate", "Mag bevestigen";
        AccountState = "account", "Account";
        /// Names of people stay out of the log, which nobody can change.
        PersonalData = "personal_data", "Naam of functie";
        SecondFactor = "second_factor", "Tweede stap verplicht";
        Milestone = "milestone", "Mijlpaal";
        MilestoneDue = "milestone_due", "Gepland";
        DoneOn = "done_on", "Gereed op";
        Waiting = "waiting", "Afspraak die wacht";
        WaitsFor = "waits_for", "Wacht op";
        WaitReason = "wait_reason", "Reden";
        WaitSince = "wait_since", "Sinds";
        WaitResolved = "wait_resolved", "Opgelost op";
        Occurrence = "occurrence", "Keer";
        Outcome = "outcome", "Uitkomst";
        SuccessFactor = "success_factor", "Succesfactor";
        Owner = "owner", "Eigenaar";
        Action = "action", "Actie";
        Acting = "acting", "Aan zet";
        Level = "level", "Niveau";
        State = "state", "Stand";
        Solution = "solution", "Oplossing";
        Blocks = "blocks", "Blokkeert";
        Bottleneck = "bottleneck", "Knelpunt";
        Dwellings = "dwellings", "Woningen";
        SuccessFactors = "success_factors", "Succesfactoren";
        Documents = "documents", "Afspraken waaruit dit volgt";
        DocumentKind = "document_kind", "Soort document";
        Years = "years", "Looptijd";
        Parties = "parties", "Partijen";
        Address = "address", "Vindplaats";
        AdoptedBy = "adopted_by", "Vastgesteld door";
        AdoptedOn = "adopted_on", "Vastgesteld op";
        File = "file", "Bestand";
        FileNote = "file_note", "Toelichting bij het bestand";
        FileSize = "file_size", "Grootte";
        FileHash = "file_hash", "Controlegetal (SHA-256)";
        OfReport = "of_report", "Bij de voortgang van";
        Addressees = "addressees", "Gevraagd aan";
        CommentOf = "comment_of", "Reactie van";
        SavedView = "saved_view", "Weergave";
        Filter = "filter", "Filter";
        Shared = "shared", "Gedeeld met de organisatie";
        Name = "name", "Naam";
        Confidentiality = "confidentiality", "Vertrouwelijkheid";
        ProjectStatus = "project_status", "Projectstatus";
        PlanStatus = "plan_status", "Planologische status";
        Phases = "phases", "Fasen";
        Demolished = "demolished", "Te slopen woningen";
        Counts = "counts", "Woningen per soort";
        Planned = "planned", "Geplande oplevering";
        Intent = "intent", "Intentieovereenkomst";
        CostShares = "cost_shares", "Structurele meerkosten";
        ExternalId = "external_id", "Kenmerk";
        Target = "target", "Doelaantal";
        Allocations = "allocations", "Toewijzingen";
        Delivered = "delivered", "Woningen";
        DeliveredOn = "delivered_on", "Opgeleverd op";
        DeliveryAddress = "delivery_address", "Adres";
        Evidence = "evidence", "Bewijs";
        OfDelivery = "of_delivery", "Van de melding";
        /// Of a link between a commitment and a project: its two sides.
        ForCommitment = "for_commitment", "Afspraak";
        Project = "project", "Project";
        Body = "body", "Overleg";
        Day = "day", "Datum";
        Venue = "venue", "Plaats";
        Minutes = "minutes", "Verslag";
        MinutesAdoptedOn = "minutes_adopted_on", "Verslag vastgesteld op";
        Attendance = "attendance", "Aanwezigheid";
        ReferenceDate = "reference_date", "Peildatum";
        Fingerprint = "fingerprint", "Vingerafdruk";
        AgendaItem = "agenda_item", "Agendapunt";
        Purpose = "purpose", "Doel";
        Oral = "oral", "Mondeling";
        Position = "position", "Plek op de agenda";
        TakenAt = "taken_at", "Genomen bij";
        DecisionKind = "decision_kind", "Soort";
        Decision = "decision", "Besluit of toezegging";
        /// Of a commitment: the decision because of which it was changed.
        Ground = "ground", "Op grond van";
        ReportedTo = "reported_to", "Teruggekoppeld aan";
        Report = "report", "Terugkoppeling";
        /// The parts of a proposal.
        Proposed = "proposed", "Voorstel";
        IntendedEffect = "intended_effect", "Beoogd effect";
        Arguments = "arguments", "Argumenten";
        Remarks = "remarks", "Kanttekening";
        Costs = "costs", "Kosten";
        Communication = "communication", "Communicatie";
        FollowUp = "follow_up", "Vervolg";
        AskedDecision = "asked_decision", "Besluit";
        /// Of a proposal: which step of its way along bodies.
        Step = "step", "Stap";
        Conclusion = "conclusion", "Conclusie";
        /// The parts of a deadline.
        DeadlineDue = "deadline_due", "Wanneer";
        LegalStatus = "legal_status", "Juridische status";
        Source = "source", "Bron";
        CheckedOn = "checked_on", "Laatst gecontroleerd";
        /// How far a gemeente is with it.
        Phase = "phase", "Fase";
        RoleDescription = "role_description", "Rolbeschrijving";
        AcknowledgedOn = "acknowledged_on", "Erkend op";
    }
}

/// One field of a thing, described in the words of the screen; empty text when it has no value.
pub type Described = (Field, String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: Field,
    /// Empty: there was nothing.
    pub before: String,
    /// Empty: it was taken away.
    pub after: String,
}

/// The fields whose text differs, in the order of `after`, then those that only `before` has.
pub fn differences(before: &[Described], after: &[Described]) -> Vec<FieldChange> {
    let text_of =
        |side: &[Described], field| side.iter().find(|(f, _)| *f == field).map_or_else(String::new, |(_, t)| t.clone());
    let only_before = before.iter().filter(|(field, _)| after.iter().all(|(other, _)| other != field));
    after
        .iter()
        .chain(only_before)
        .map(|(field, _)| FieldChange { field: *field, before: text_of(before, *field), after: text_of(after, *field) })
        .filter(|change| change.before != change.after)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn described(field: Field, text: &str) -> Described {
        (field, text.to_owned())
    }

    #[test]
    fn only_what_differs_is_named() {
        let before = [described(Field::Title, "A"), described(Field::Due, "3e kwartaal 2027")];
        let after = [described(Field::Title, "A"), described(Field::Due, "1e kwartaal 2028")];
        let changes = differences(&before, &after);
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].field, changes[0].before.as_str()), (Field::Due, "3e kwartaal 2027"));
        assert_eq!(changes[0].after, "1e kwartaal 2028");
    }

    #[test]
    fn what_appears_and_what_goes_are_both_named() {
        let changes = differences(&[described(Field::Place, "Borne")], &[described(Field::Lead, "Domijn")]);
        let fields: Vec<Field> = changes.iter().map(|change| change.field).collect();
        assert_eq!(fields, [Field::Lead, Field::Place]);
    }

    proptest! {
        #[test]
        fn nothing_differs_from_itself(texts in proptest::collection::vec(".{0,10}", 0..6)) {
            let side: Vec<Described> = Field::ALL.iter().copied().zip(texts).collect();
            prop_assert_eq!(differences(&side, &side), vec![]);
        }
    }
}
