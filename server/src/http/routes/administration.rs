//! The pages of a region's administration.

use app::administration::api::{ClearSecondFactor, Invite, Pseudonymise, SaveAccount, SaveSecurity, SendLink};
use domain::policy::Access::Administrator;

use super::{Page, Rule};

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::plain("/beheer", Administrator, Rule::Region).with_form::<SaveSecurity>(),
        Page::plain("/beheer/rechten", Administrator, Rule::Region),
        Page::plain("/beheer/logboek", Administrator, Rule::Region),
        Page::plain("/beheer/gebruikers", Administrator, Rule::Region),
        Page::plain("/beheer/gebruikers/nieuw", Administrator, Rule::Region).with_form::<Invite>(),
        Page::plain("/beheer/gebruikers/{id}", Administrator, Rule::Account).with_form::<SaveAccount>(),
        Page::plain("/beheer/gebruikers/{id}/link", Administrator, Rule::Account).with_form::<SendLink>(),
        Page::plain("/beheer/gebruikers/{id}/tweede-stap", Administrator, Rule::Account)
            .with_form::<ClearSecondFactor>(),
        Page::plain("/beheer/gebruikers/{id}/pseudonimiseren", Administrator, Rule::Account)
            .with_form::<Pseudonymise>(),
    ]
}
