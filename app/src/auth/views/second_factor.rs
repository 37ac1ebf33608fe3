//! `/account/tweede-stap` and `/account/tweede-stap/uit`
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use sea_orm::EntityTrait;

use super::super::api::{TurnOffSecondFactor, TurnOnSecondFactor};
use super::super::entity::user;
use super::super::second_factor::{self, Enrolment};
use super::qr::QrPicture;
use crate::error::AppError;
use crate::plain::{Narrow, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{Form, SubmitButton, TextField};

#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| {
        let account = user::Entity::find_by_id(request.actor().user.0).one(request.database()).await?;
        let email = account.ok_or(AppError::LoggedOut)?.email;
        let enrolment = shown_before().map_or_else(Enrolment::new, Ok)?;
        Ok((email, enrolment, request.user.visitor.lacks_second_factor))
    });
    shown(page, |(email, enrolment, required)| view! { <Setup email=email enrolment=enrolment required=required/> })
}

/// Somebody who mistyped the first code has this secret in the telephone already.
fn shown_before() -> Option<Enrolment> {
    let submission = use_context::<RwSignal<Option<Submission>>>()?.get_untracked()?;
    let value = |field: &str| {
        let name = field_name(field);
        submission.pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
    };
    let recovery_codes = value("recovery_codes")?.split_whitespace().map(str::to_owned).collect();
    Some(Enrolment { secret: value("secret")?, recovery_codes })
}

#[component]
fn Setup(email: String, enrolment: Enrolment, required: bool) -> impl IntoView {
    let address = second_factor::address(&enrolment.secret, &email).unwrap_or_default();
    let Enrolment { secret, recovery_codes } = enrolment;
    let codes = recovery_codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    view! {
        <Narrow title="Inloggen in twee stappen">
            {required.then(|| view! { <p class="wza-notice">"Voor uw account is een tweede stap verplicht. Stel die eerst in."</p> })}
            <p>"Na uw wachtwoord vult u voortaan ook een code in, die een app op uw telefoon maakt. Met een gestolen wachtwoord komt dan niemand binnen."</p>
            <Form path="/account/tweede-stap" endpoint=TurnOnSecondFactor::PATH>
                <h2>"1. Scan deze code"</h2>
                <p>"Gebruik een app zoals Microsoft Authenticator, Google Authenticator of FreeOTP."</p>
                <QrPicture text=address label="QR-code met het geheim voor uw app"/>
                <p>"Lukt scannen niet? Typ dan in de app: " <code class="wza-secret">{in_groups(&secret)}</code></p>
                <h2>"2. Bewaar uw herstelcodes"</h2>
                <p>"Bent u uw telefoon kwijt? Dan komt u met een van deze codes binnen, elk één keer. U ziet ze alleen nu: schrijf ze op of print ze."</p>
                <ul class="wza-codes">{codes}</ul>
                <h2>"3. Probeer het"</h2>
                <input type="hidden" name=field_name("secret") value=secret/>
                <input type="hidden" name=field_name("recovery_codes") value=recovery_codes.join(" ")/>
                <TextField name="code" label="Code van de app" hint="Zes cijfers." autocomplete="one-time-code" class="wza-input--short"/>
                <TextField name="current_password" label="Uw wachtwoord" kind="password" autocomplete="current-password"/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Aanzetten"/>
                    {(!required).then(|| view! { <a class="nl-button nl-button--subtle" href="/account">"Annuleren"</a> })}
                </div>
            </Form>
        </Narrow>
    }
}

/// Groups of four, for who types them.
fn in_groups(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[component]
pub fn SecondFactorOffPage() -> impl IntoView {
    view! {
        <Narrow title="Tweede stap uitzetten">
            <p>"Daarna logt u weer in met alleen uw wachtwoord, en werken uw herstelcodes niet meer. Is de tweede stap voor uw account verplicht? Dan stelt u meteen een nieuwe in."</p>
            <Form path="/account/tweede-stap/uit" endpoint=TurnOffSecondFactor::PATH>
                <TextField name="current_password" label="Uw wachtwoord" kind="password" autocomplete="current-password"/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Uitzetten"/>
                    <a class="nl-button nl-button--subtle" href="/account">"Annuleren"</a>
                </div>
            </Form>
        </Narrow>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_secret_is_shown_in_groups() {
        assert_eq!(super::in_groups("GEZDGNBVGY3TQOJQGE"), "GEZD GNBV GY3T QOJQ GE");
    }
}
