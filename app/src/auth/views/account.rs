//! `/account`
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use domain::organisations::Role;
use domain::tasks::has_tasks;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use sea_orm::EntityTrait;

use super::super::api::EndSessions;
use super::super::entity::user;
use super::super::sessions::{self, OpenSession};
use crate::digest::views::DigestChoice;
use crate::digest::wanted;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::{Request, moment_label};
use crate::ui::form::field_name;
use crate::ui::{Form, SubmitButton};

struct Account {
    row: user::Model,
    organisation: String,
    role: Role,
    sessions: Vec<OpenSession>,
    /// The weekly mail.
    digest: bool,
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| {
        let row = user::Entity::find_by_id(request.actor().user.0).one(request.database()).await?;
        let row = row.ok_or(AppError::LoggedOut)?;
        let sessions = sessions::open_sessions(request.database(), row.id, &sessions::current()?).await?;
        let organisation = request.user.organisation.clone();
        let digest = wanted(request.database(), row.id).await?;
        Ok(Account { row, organisation, role: request.actor().role, sessions, digest })
    });
    shown(page, |account| view! { <Page account=account/> })
}

#[component]
fn Page(account: Account) -> impl IntoView {
    let Account { row, organisation, role, sessions, digest } = account;
    let second_factor = row.totp_secret.is_some();
    view! {
        <PlainTitle title="Uw account" lead=row.name.clone()/>
        <dl class="wza-facts">
            <div><dt>"E-mailadres"</dt><dd>{row.email}</dd></div>
            <div><dt>"Organisatie"</dt><dd>{organisation}</dd></div>
            <div><dt>"Functie"</dt><dd>{row.function.unwrap_or_else(|| "Niet ingevuld".to_owned())}</dd></div>
            <div><dt>"Rol"</dt><dd>{role.label()}</dd></div>
            <div>
                <dt>"Mag voor de organisatie bevestigen"</dt>
                <dd>{if role.may_confirm(row.mandated) { "Ja" } else { "Nee" }}</dd>
            </div>
        </dl>
        <p class="wza-muted">"Klopt hier iets niet? Vraag de beheerder van uw regio het te wijzigen."</p>
        <section class="wza-stack" aria-labelledby="inloggen">
            <h2 id="inloggen">"Inloggen"</h2>
            <div class="wza-actions">
                <a class="nl-button nl-button--secondary" href="/account/wachtwoord">"Wachtwoord wijzigen"</a>
            </div>
            {if second_factor {
                view! {
                    <p>"U logt in in twee stappen: met uw wachtwoord en een code."</p>
                    <div class="wza-actions">
                        <a class="nl-button nl-button--secondary" href="/account/tweede-stap">"Nieuwe app of herstelcodes"</a>
                        <a class="nl-button nl-button--subtle" href="/account/tweede-stap/uit">"Tweede stap uitzetten"</a>
                    </div>
                }.into_any()
            } else {
                view! {
                    <p>"U logt in met alleen een wachtwoord. Met een tweede stap is uw account veel beter beschermd."</p>
                    <div class="wza-actions">
                        <a class="nl-button nl-button--secondary" href="/account/tweede-stap">"Inloggen in twee stappen"</a>
                    </div>
                }.into_any()
            }}
        </section>
        <Sessions sessions=sessions/>
        {has_tasks(role).then(|| view! { <DigestChoice wanted=digest/> })}
        <section class="wza-stack" aria-labelledby="gegevens">
            <h2 id="gegevens">"Uw gegevens"</h2>
            <p>"Alles wat de Woonzorgagenda over u bewaart, in één bestand: uw account, waar u bent ingelogd, wat u meldde en wat er over u in het logboek staat."</p>
            <div class="wza-actions">
                <a class="nl-button nl-button--secondary" href="/account/gegevens.json" download>"Mijn gegevens downloaden"</a>
            </div>
        </section>
    }
}

#[component]
fn Sessions(sessions: Vec<OpenSession>) -> impl IntoView {
    let row = |session: OpenSession| {
        view! {
            <tr>
                <th scope="row">
                    {browser(&session.login.agent)}
                    {session.this.then(|| view! { " " <span class="nl-data-badge">"Deze browser"</span> })}
                </th>
                <td data-label="Ingelogd">{moment_label(session.login.since)}</td>
                <td data-label="Laatst gebruikt">{moment_label(session.login.seen)}</td>
            </tr>
        }
    };
    view! {
        <section class="wza-stack" aria-labelledby="sessies">
            <h2 id="sessies">"Waar u bent ingelogd"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Browsers waarin u bent ingelogd"</caption>
                <thead>
                    <tr><th scope="col">"Browser"</th><th scope="col">"Ingelogd"</th><th scope="col">"Laatst gebruikt"</th></tr>
                </thead>
                <tbody>{sessions.into_iter().map(row).collect_view()}</tbody>
            </table>
            <p>"Herkent u er een niet? Log dan overal uit en wijzig uw wachtwoord."</p>
            <Form path="/account" endpoint=EndSessions::PATH>
                <input type="hidden" name=field_name("sure") value="ja"/>
                <div class="wza-actions"><SubmitButton label="Overal uitloggen"/></div>
            </Form>
        </section>
    }
}

/// Browser and system, out of what a browser calls itself. A hint for people; nothing depends on it.
fn browser(agent: &str) -> String {
    // The first that fits: every browser also calls itself by older names.
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} op {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Onbekende browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_told_apart() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(browser(edge), "Edge op Windows");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser(safari), "Safari op iPhone");
        assert_eq!(browser("<script>"), "Onbekende browser");
    }
}
