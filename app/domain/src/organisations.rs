//! Parties and the people who act for them.

use crate::coded_enum;

coded_enum! {
    /// What an organisation is; decides, with a user's role, what one may do.
    OrganisationType {
        Municipality = "gemeente", "Gemeente";
        HousingCorporation = "corporatie", "Woningcorporatie";
        CorporationUnion = "corporatiekoepel", "Koepel van corporaties";
        CareProvider = "zorgaanbieder", "Zorgaanbieder";
        CareOffice = "zorgkantoor", "Zorgkantoor";
        WelfareOrganisation = "welzijnsorganisatie", "Welzijnsorganisatie";
        TenantsOrganisation = "huurdersorganisatie", "Huurdersorganisatie";
        Province = "provincie", "Provincie";
        RegionalBody = "regio-organisatie", "Regionale organisatie";
        State = "rijk", "Rijk";
    }
}

impl OrganisationType {
    /// The group of all organisations of this type, as an agreement names it: "corporaties".
    pub const fn group_label(self) -> &'static str {
        match self {
            Self::Municipality => "alle gemeenten",
            Self::HousingCorporation => "de woningcorporaties",
            Self::CorporationUnion => "de koepels van corporaties",
            Self::CareProvider => "de zorgaanbieders",
            Self::CareOffice => "de zorgkantoren",
            Self::WelfareOrganisation => "de welzijnsorganisaties",
            Self::TenantsOrganisation => "de huurdersorganisaties",
            Self::Province => "de provincies",
            Self::RegionalBody => "de regionale organisaties",
            Self::State => "het Rijk",
        }
    }
}

coded_enum! {
    /// What a user may do for the own organisation.
    Role {
        Administrator = "beheerder", "Beheerder";
        Driver = "aanjager", "Aanjager";
        Executive = "bestuurder", "Bestuurder";
        Staff = "medewerker", "Medewerker";
        Reader = "lezer", "Lezer";
    }
}

impl Role {
    /// Whether somebody may confirm for the own organisation: a bestuurder, or a medewerker with a mandate. A beheerder and
    /// an aanjager act for no other, and a reader for none.
    pub const fn may_confirm(self, mandated: bool) -> bool {
        match self {
            Self::Executive => true,
            Self::Staff => mandated,
            Self::Administrator | Self::Driver | Self::Reader => false,
        }
    }
}
