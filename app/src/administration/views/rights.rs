//! `/beheer/rechten`: who may do what, as the policy itself answers.

use domain::commitments::LifeCycle;
use domain::ids::{MunicipalityId, OrganisationId, RegionId};
use domain::organisations::Role;
use domain::policy::{Action, Actor, BottleneckRights, BottleneckVerb, CommitmentRights, Verb, allows};
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

/// Whose a bottleneck is.
const OWNERS: [(bool, &str); 2] =
    [(true, "eigen organisatie is eigenaar"), (false, "een andere organisatie is eigenaar")];

#[component]
pub fn RightsPage() -> impl IntoView {
    let commitments = |title, id, life_cycle, verb| {
        table(title, id, "De afspraak", &TIES, move |role, tie| asks(role, tie, life_cycle, verb))
    };
    let bottlenecks = |title, id, verb| {
        table(title, id, "Het knelpunt", &OWNERS, move |role, own| asks_of_bottleneck(role, own, verb))
    };
    view! {
        <Path here="Wie mag wat"/>
        <PlainTitle title="Wie mag wat" lead="Deze tabellen komen uit de regels zelf: zo doet de Woonzorgagenda het."/>
        {commitments("Een concept zien", "concept", LifeCycle::Draft, Verb::View)}
        {commitments("Een voorgestelde afspraak zien", "zien", LifeCycle::Proposed, Verb::View)}
        {commitments("Vastleggen, wijzigen en voorstellen", "wijzigen", LifeCycle::Draft, Verb::Edit)}
        {commitments("Voortgang melden", "voortgang", LifeCycle::Proposed, Verb::ReportProgress)}
        {bottlenecks("Een knelpunt zien", "knelpunt", BottleneckVerb::View)}
        {bottlenecks("Een knelpunt vastleggen, escaleren, oplossen en heropenen", "bijhouden", BottleneckVerb::Edit)}
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

/// A row for each of the things, a column for each role.
fn table<T: Copy>(
    title: &'static str,
    id: &'static str,
    thing: &'static str,
    rows: &[(T, &'static str)],
    ask: impl Fn(Role, T) -> bool,
) -> AnyView {
    let heading = |role: &Role| view! { <th scope="col">{role.label()}</th> };
    let rows = rows.iter().map(|(which, words)| {
        let answers = Role::ALL.iter().map(|role| {
            let answer = if ask(*role, *which) { "Ja" } else { "Nee" };
            view! { <td data-label=role.label()>{answer}</td> }
        });
        view! { <tr><th scope="row">{*words}</th>{answers.collect_view()}</tr> }
    });
    view! {
        <section class="wza-stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{thing}</th>{Role::ALL.iter().map(heading).collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Asks the policy about somebody with this role, for a bottleneck of the own organisation or of another.
fn asks_of_bottleneck(role: Role, own: bool, verb: BottleneckVerb) -> bool {
    let id = Uuid::from_u128;
    let (region, organisation) = (RegionId(id(1)), OrganisationId(id(2)));
    let actor = Actor { user: id(5).into(), region, organisation, municipality: None, role, mandated: false };
    let owner = if own { organisation } else { OrganisationId(id(3)) };
    allows(&actor, Action::Bottleneck(verb, &BottleneckRights { region, owner })).is_ok()
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
        let keeps = |role, own| asks_of_bottleneck(role, own, BottleneckVerb::Edit);
        assert!(keeps(Role::Executive, true) && keeps(Role::Driver, false));
        assert!(!keeps(Role::Staff, false) && !keeps(Role::Administrator, true));
    }
}
