//! What the timeline and the audit trail can say.

use crate::coded_enum;

coded_enum! {
    Event {
        Loaded = "ingelezen", "Ingelezen uit het regiobestand";
        Created = "aangemaakt", "Vastgelegd";
        Changed = "gewijzigd", "Gewijzigd";
        Proposed = "voorgesteld", "Voorgesteld aan de partijen";
        ProgressReported = "voortgang", "Voortgang gemeld";
        ProgressUnchanged = "geen-wijziging", "Voortgang: geen wijziging";
        /// Words were put right; nobody promises anything else.
        Corrected = "gecorrigeerd", "Tekst verbeterd";
        AskedAgain = "opnieuw-gevraagd", "Gewijzigd en opnieuw aan de partijen gevraagd";
        Answered = "antwoord", "Antwoord van een partij";
        ReservationLifted = "voorbehoud-vervallen", "Voorbehoud vervallen";
        Ratified = "bekrachtigd", "Bekrachtigd door alle partijen";
        Withdrawn = "wijziging-ingetrokken", "Wijziging ingetrokken";
        Completed = "afgerond", "Afgerond";
        Reopened = "heropend", "Heropend";
        Lapsed = "vervallen", "Vervallen";
        Removed = "verwijderd", "Concept verwijderd";
        LoggedIn = "ingelogd", "Ingelogd";
        LoginFailed = "inloggen-mislukt", "Inloggen mislukt";
        LoginThrottled = "inloggen-geremd", "Inloggen geremd na te veel pogingen";
        LoggedOut = "uitgelogd", "Uitgelogd";
        SessionsEnded = "sessies-beeindigd", "Overal uitgelogd";
        PasswordChanged = "wachtwoord-gewijzigd", "Wachtwoord gewijzigd";
        PasswordResetAsked = "wachtwoord-vergeten", "Nieuw wachtwoord aangevraagd";
        PasswordReset = "wachtwoord-hersteld", "Nieuw wachtwoord ingesteld na een aanvraag";
        SecondFactorOn = "tweede-factor-aan", "Tweede factor ingesteld";
        SecondFactorOff = "tweede-factor-uit", "Tweede factor uitgezet";
        SecondFactorFailed = "tweede-factor-mislukt", "Tweede factor klopte niet";
        RecoveryCodeUsed = "herstelcode-gebruikt", "Herstelcode gebruikt";
        UserCreated = "gebruiker-aangemaakt", "Gebruiker aangemaakt";
        UserInvited = "gebruiker-uitgenodigd", "Gebruiker uitgenodigd";
        UserChanged = "gebruiker-gewijzigd", "Gebruiker gewijzigd";
        UserDisabled = "gebruiker-geblokkeerd", "Gebruiker geblokkeerd";
        UserEnabled = "gebruiker-toegelaten", "Gebruiker weer toegelaten";
        UserPseudonymised = "gebruiker-gepseudonimiseerd", "Gebruiker gepseudonimiseerd";
        Exported = "uitgevoerd", "Gegevens uitgevoerd";
        /// Somebody tried what they may not.
        Denied = "geweigerd", "Geweigerd: geen recht";
        MilestoneAdded = "mijlpaal-toegevoegd", "Mijlpaal toegevoegd";
        MilestoneChanged = "mijlpaal-gewijzigd", "Mijlpaal gewijzigd";
        MilestoneDone = "mijlpaal-gereed", "Mijlpaal gereed gemeld";
        MilestoneReopened = "mijlpaal-heropend", "Mijlpaal toch niet gereed";
        MilestoneRemoved = "mijlpaal-verwijderd", "Mijlpaal verwijderd";
        OccurrenceReported = "keer-gemeld", "Keer gemeld";
        WaitAdded = "wacht-op", "Wacht op een ander";
        WaitResolved = "wacht-niet-meer", "Wacht niet meer op een ander";
        Escalated = "geescaleerd", "Geëscaleerd";
        Solved = "opgelost", "Opgelost";
        /// Of a commitment or project: a bottleneck is said to block it, or no longer.
        Blocked = "geblokkeerd", "Knelpunt gekoppeld";
        Unblocked = "niet-meer-geblokkeerd", "Knelpunt losgekoppeld";
        Consulted = "in-consultatie", "In consultatie gebracht";
        Adopted = "vastgesteld", "Vastgesteld";
        /// Of an agenda: a step back.
        SentBack = "teruggezet", "Een stap terug gezet";
        FileAdded = "bewijs-toegevoegd", "Bewijs toegevoegd";
        FileWithdrawn = "bewijs-ingetrokken", "Bewijs ingetrokken";
        Commented = "reactie", "Reactie geplaatst";
        CommentAnswered = "reactie-beantwoord", "Reactie beantwoord";
        CommentSeen = "reactie-gezien", "Reactie gezien";
        CommentWithdrawn = "reactie-ingetrokken", "Reactie ingetrokken";
        DeliveryReported = "oplevering-gemeld", "Oplevering gemeld";
        DeliveryVerified = "oplevering-geverifieerd", "Oplevering geverifieerd";
        DeliveryReturned = "oplevering-teruggegeven", "Oplevering teruggegeven";
        DeliveryCorrected = "oplevering-gecorrigeerd", "Oplevering gecorrigeerd";
        /// That a commitment serves a project, or no longer.
        ProjectLinked = "project-gekoppeld", "Project gekoppeld";
        ProjectUnlinked = "project-losgekoppeld", "Project losgekoppeld";
        TargetsChanged = "doelen-gewijzigd", "Doelen gewijzigd";
        /// What a row of a spreadsheet did is put back.
        ImportUndone = "invoer-ongedaan", "Invoer ongedaan gemaakt";
        AgendaItemAdded = "agendapunt-toegevoegd", "Agendapunt toegevoegd";
        AgendaItemChanged = "agendapunt-gewijzigd", "Agendapunt gewijzigd";
        AgendaItemMoved = "agendapunt-verplaatst", "Agendapunt verplaatst";
        AgendaItemRemoved = "agendapunt-verwijderd", "Agendapunt verwijderd";
        PaperAdded = "stuk-toegevoegd", "Stuk toegevoegd";
        PaperWithdrawn = "stuk-ingetrokken", "Stuk ingetrokken";
        PapersReady = "stukken-rond", "Stukken rond";
        PapersReopened = "stukken-niet-rond", "Terug naar de voorbereiding";
        /// What a meeting looks at.
        Frozen = "peildatum-vastgelegd", "Peildatum vastgelegd";
        MeetingHeld = "overleg-gehouden", "Overleg gehouden";
        MeetingCancelled = "overleg-afgelast", "Overleg afgelast";
        MinutesAdopted = "verslag-vastgesteld", "Verslag vastgesteld";
        ReportedBack = "teruggekoppeld", "Teruggekoppeld";
        /// Of a commitment: a decision or pledge is said to be about it, or no longer.
        DecisionLinked = "besluit-gekoppeld", "Besluit gekoppeld";
        DecisionUnlinked = "besluit-losgekoppeld", "Besluit losgekoppeld";
        ViewRemoved = "weergave-verwijderd", "Weergave verwijderd";
        /// Of a proposal: the bodies that it comes by.
        StepAdded = "behandeling-toegevoegd", "Stap in de behandeling toegevoegd";
        StepChanged = "behandeling-gewijzigd", "Stap in de behandeling gewijzigd";
        StepRemoved = "behandeling-verwijderd", "Stap uit de behandeling gehaald";
        Concluded = "conclusie-vastgelegd", "Conclusie van een overleg vastgelegd";
        ConclusionReworded = "conclusie-herzien", "Conclusie van een overleg anders verwoord";
        /// For one's own organisation, before a meeting. The words are in no trail.
        NoteWritten = "notitie", "Notitie of vraag bij een overleg";
        NoteAnswered = "notitie-beantwoord", "Vraag bij een overleg beantwoord";
        NoteRemoved = "notitie-verwijderd", "Notitie of vraag bij een overleg verwijderd";
        /// Of a gemeente, for a deadline.
        PhaseSet = "fase-gemeld", "Fase gemeld";
        /// Of a gemeente, for a success factor.
        FactorStateSet = "succesfactor-gemeld", "Stand van een succesfactor gemeld";
        /// Of an organisation: its bestuurder stands behind what it says it does.
        RoleAcknowledged = "rol-erkend", "Rol erkend";
    }
}

impl Event {
    /// Nothing changed: it was only tried. Attempts are for the log, not for the timeline of what they were aimed at.
    pub const fn is_attempt(self) -> bool {
        matches!(self, Self::LoginFailed | Self::LoginThrottled | Self::SecondFactorFailed | Self::Denied)
    }

    /// Happens before anybody is logged in: an entry without a user is then not the command line's.
    pub const fn precedes_login(self) -> bool {
        matches!(self, Self::LoginFailed | Self::LoginThrottled | Self::PasswordResetAsked | Self::PasswordReset)
    }

    /// Makes a new version of the thing itself; a report of progress, an answer, a milestone, an occurrence, a wait, what blocks
    /// it, the projects that it serves, files, comments, what a meeting looks at and that a role is acknowledged stand beside it.
    pub const fn makes_version(self) -> bool {
        !self.is_attempt()
            && !self.is_step()
            && !self.is_about_file()
            && !self.is_about_comment()
            && !self.is_about_delivery()
            && !self.is_about_progress()
            && !self.is_about_agenda_item()
            && !self.is_about_routing()
            && !matches!(
                self,
                Self::Answered
                    | Self::ReservationLifted
                    | Self::Blocked
                    | Self::Unblocked
                    | Self::ProjectLinked
                    | Self::ProjectUnlinked
                    | Self::DecisionLinked
                    | Self::DecisionUnlinked
                    | Self::Frozen
                    | Self::RoleAcknowledged
            )
    }

    pub const fn is_about_progress(self) -> bool {
        matches!(self, Self::ProgressReported | Self::ProgressUnchanged)
    }

    pub const fn is_about_file(self) -> bool {
        matches!(self, Self::FileAdded | Self::FileWithdrawn)
    }

    pub const fn is_about_comment(self) -> bool {
        matches!(self, Self::Commented | Self::CommentAnswered | Self::CommentSeen | Self::CommentWithdrawn)
    }

    /// An item has its own version, beside that of its meeting.
    pub const fn is_about_agenda_item(self) -> bool {
        matches!(
            self,
            Self::AgendaItemAdded
                | Self::AgendaItemChanged
                | Self::AgendaItemMoved
                | Self::AgendaItemRemoved
                | Self::PaperAdded
                | Self::PaperWithdrawn
        )
    }

    /// Where a proposal goes has its own version, beside that of its text.
    pub const fn is_about_routing(self) -> bool {
        matches!(
            self,
            Self::StepAdded | Self::StepChanged | Self::StepRemoved | Self::Concluded | Self::ConclusionReworded
        )
    }

    pub const fn is_about_delivery(self) -> bool {
        matches!(
            self,
            Self::DeliveryReported | Self::DeliveryVerified | Self::DeliveryReturned | Self::DeliveryCorrected
        )
    }

    /// About a milestone, an occurrence, or what a commitment waits for.
    const fn is_step(self) -> bool {
        matches!(
            self,
            Self::MilestoneAdded
                | Self::MilestoneChanged
                | Self::MilestoneDone
                | Self::MilestoneReopened
                | Self::MilestoneRemoved
                | Self::OccurrenceReported
                | Self::WaitAdded
                | Self::WaitResolved
        )
    }
}

coded_enum! {
    /// What kind of thing an entry is about.
    SubjectType {
        Commitment = "commitment", "Afspraak";
        User = "user", "Gebruiker";
        Organisation = "organisation", "Organisatie";
        Region = "region", "Regio";
        Installation = "installation", "Installatie";
        /// That one commitment waits for another exists for who may see both, so its entries are no commitment's own.
        Wait = "wait", "Wacht op";
        Bottleneck = "bottleneck", "Knelpunt";
        Document = "document", "Document";
        Agenda = "agenda", "Uitvoeringsagenda";
        SavedView = "saved-view", "Weergave";
        Project = "project", "Woningbouwproject";
        /// Of a gemeente, or of the region: by its id.
        Targets = "targets", "Doelen";
        /// That a commitment serves a project exists for who may see both, so its entries are no commitment's own.
        ProjectLink = "project-link", "Project van een afspraak";
        /// Of a gemeente in one year; as long as it told nothing of that year, by the gemeente.
        Allocations = "allocations", "Urgente toewijzingen";
        Meeting = "meeting", "Overleg";
        Decision = "decision", "Besluit of toezegging";
        Proposal = "proposal", "Voorstel";
        /// Of one organisation, before a meeting.
        Note = "note", "Notitie bij een overleg";
        Deadline = "deadline", "Termijn";
        /// How far one gemeente is with a deadline.
        DeadlinePhase = "deadline-phase", "Fase van een termijn";
        /// How one gemeente is placed for a success factor.
        FactorState = "factor-state", "Stand van een succesfactor";
        /// What an organisation does.
        Role = "role", "Rolbeschrijving";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_only_tried_made_no_version() {
        let attempts: Vec<Event> = Event::ALL.iter().copied().filter(|event| event.is_attempt()).collect();
        assert_eq!(attempts, [Event::LoginFailed, Event::LoginThrottled, Event::SecondFactorFailed, Event::Denied]);
        assert!(attempts.iter().all(|event| !event.makes_version()));
        assert!(Event::Changed.makes_version() && !Event::ProgressReported.makes_version());
        assert!(!Event::MilestoneDone.makes_version() && !Event::WaitAdded.makes_version());
        assert!(!Event::Blocked.makes_version() && !Event::ProjectLinked.makes_version());
        assert!(!Event::AgendaItemMoved.makes_version() && !Event::DecisionLinked.makes_version());
        assert!(!Event::StepAdded.makes_version() && !Event::Concluded.makes_version());
        assert!(!Event::FileAdded.makes_version() && !Event::Commented.makes_version());
    }

    #[test]
    fn no_two_events_share_a_code_or_a_label() {
        let codes: std::collections::BTreeSet<_> = Event::ALL.iter().map(|event| event.code()).collect();
        let labels: std::collections::BTreeSet<_> = Event::ALL.iter().map(|event| event.label()).collect();
        assert_eq!((codes.len(), labels.len()), (Event::ALL.len(), Event::ALL.len()));
    }
}
