//! What the timeline and the audit trail can say.

use crate::coded_enum;

coded_enum! {
    Event {
        Loaded = "ingelezen", "Ingelezen uit het regiobestand";
        Created = "aangemaakt", "Vastgelegd";
        Changed = "gewijzigd", "Gewijzigd";
        Proposed = "voorgesteld", "Voorgesteld aan de partijen";
        ProgressReported = "voortgang", "Voortgang gemeld";
        UserCreated = "gebruiker-aangemaakt", "Gebruiker aangemaakt";
        LoggedIn = "ingelogd", "Ingelogd";
    }
}
