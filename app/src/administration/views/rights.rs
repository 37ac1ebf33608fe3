//! `/beheer/rechten`: who may do what, as the policy itself answers.

use domain::commitments::LifeCycle;
use domain::ids::{MunicipalityId, OrganisationId, RegionId};
use domain::organisations::Role;
use domain::policy::{Action, Actor, CommitmentRights, Verb, allows};
use leptos::prelude::*;
use uuid::Uuid;

use super::Path;
use crate::plain::PlainTitle;

/// What somebody's organisation has to do with a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Lead,
    Agenda,
    Party,
    Nothing,
}

const TIES: [(Tie, &str); 4] = [
    (Tie::Lead, "eigen organisatie is trekker"),
    (Tie::Agenda, "staat in de agenda van de eigen gemeente"),
    (Tie::Party, "eigen organisatie is partner of betrokkene"),
    (Tie::Nothing, "eigen organisatie doet niet mee"),
];

#[component]
pub fn RightsPage() -> impl IntoView {
    let heading = |role: &Role| view! { <th scope="col">{role.label()}</th> };
    let table = |title: &'static str, id: &'static str, ask: fn(Role, Tie) -> bool| {
        let rows = TIES.iter().map(|(tie, words)| {
            let answers = Role::ALL.iter().map(|role| {
                let answer = if ask(*role, *tie) { "Ja" } else { "Nee" };
                view! { <td data-label=role.label()>{answer}</td> }
            });
            view! { <tr><th scope="row">{*words}</th>{answers.collect_view()}</tr> }
        });
        view! {
            <section class="wza-stack" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">{title}</caption>
                    <thead><tr><th scope="col">"De afspraak"</th>{Role::ALL.iter().map(heading).collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        }
    };
    view! {
        <Path here="Wie mag wat"/>
        <PlainTitle title="Wie mag wat" lead="Deze tabellen komen uit de regels zelf: zo doet de Woonzorgagenda het."/>
        {table("Een concept zien", "concept", |role, tie| asks(role, tie, LifeCycle::Draft, Verb::View))}
        {table("Een voorgestelde afspraak zien", "zien", |role, tie| asks(role, tie, LifeCycle::Proposed, Verb::View))}
        {table("Vastleggen, wijzigen en voorstellen", "wijzigen", |role, tie| asks(role, tie, LifeCycle::Draft, Verb::Edit))}
        {table("Voortgang melden", "voortgang", |role, tie| asks(role, tie, LifeCycle::Proposed, Verb::ReportProgress))}
        <section class="wza-stack" aria-labelledby="altijd">
            <h2 id="altijd">"Altijd zo"</h2>
            <ul>
                <li>"Wat u niet mag zien, bestaat voor u niet: ook niet in lijsten, aantallen en zoekresultaten."</li>
                <li>"Afspraken die een openbare bron aanhalen, ziet de hele regio in elke status."</li>
                <li>"Bevestigen kan alleen voor de eigen organisatie, door een bestuurder of een medewerker met mandaat. Ook een beheerder bevestigt nooit voor een ander."</li>
                <li>"Accounts, rollen en het logboek zijn voor de beheerder van de regio."</li>
                <li>"Niemand ziet of wijzigt iets van een andere regio."</li>
            </ul>
        </section>
    }
}

/// Asks the policy about somebody with this role and tie.
fn asks(role: Role, tie: Tie, life_cycle: LifeCycle, verb: Verb) -> bool {
    let id = Uuid::from_u128;
    let (region, own, other) = (RegionId(id(1)), OrganisationId(id(2)), OrganisationId(id(3)));
    let municipality = MunicipalityId(id(4));
    let actor = Actor {
        user: id(5).into(),
        region,
        organisation: own,
        municipality: (tie == Tie::Agenda).then_some(municipality),
        role,
        mandated: false,
    };
    let lead = if tie == Tie::Lead { own } else { other };
    let mut parties = vec![lead];
    if tie == Tie::Party {
        parties.push(own);
    }
    let rights = CommitmentRights {
        region,
        municipality: Some(municipality),
        life_cycle,
        published: false,
        lead: Some(lead),
        parties,
        asked: vec![],
    };
    allows(&actor, Action::Commitment(verb, &rights)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_policy_says() {
        let sees = |role, tie| asks(role, tie, LifeCycle::Draft, Verb::View);
        assert!(sees(Role::Reader, Tie::Party) && sees(Role::Driver, Tie::Nothing));
        assert!(!sees(Role::Administrator, Tie::Nothing));
        let edits = |role, tie| asks(role, tie, LifeCycle::Draft, Verb::Edit);
        assert!(edits(Role::Staff, Tie::Lead) && edits(Role::Staff, Tie::Agenda));
        assert!(!edits(Role::Staff, Tie::Party) && !edits(Role::Executive, Tie::Lead));
    }
}
