//! Logging in, one's own account, and the links that mails hold.

use app::auth::api::{
    AskReset, ChangePassword, EndSessions, EnterCode, Login, SetPassword, TurnOffSecondFactor, TurnOnSecondFactor,
};
use app::digest::api::{ChooseDigest, StopDigest};
use domain::policy::Access::{Account, Anyone};

use super::{Page, Rule};

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::plain("/inloggen", Anyone, Rule::Own).with_form::<Login>(),
        Page::plain("/inloggen/code", Anyone, Rule::Own).with_form::<EnterCode>(),
        Page::plain("/wachtwoord-vergeten", Anyone, Rule::Own).with_form::<AskReset>(),
        Page::plain("/wachtwoord/{token}", Anyone, Rule::Own).with_form::<SetPassword>(),
        Page::plain("/account", Account, Rule::Own).with_form::<EndSessions>(),
        Page::plain("/account/overzicht", Account, Rule::Own).with_form::<ChooseDigest>(),
        Page::plain("/overzicht/stoppen/{token}", Anyone, Rule::Own).with_form::<StopDigest>(),
        Page::plain("/account/wachtwoord", Account, Rule::Own).with_form::<ChangePassword>(),
        Page::plain("/account/tweede-stap", Account, Rule::Own).with_form::<TurnOnSecondFactor>(),
        Page::plain("/account/tweede-stap/uit", Account, Rule::Own).with_form::<TurnOffSecondFactor>(),
    ]
}
