//! `/beheer/rechten`: who may do what, as the policy itself answers.

use domain::commitments::LifeCycle;
use domain::ids::{MunicipalityId, OrganisationId, RegionId};
use domain::organisations::{OrganisationType, Role};
use domain::policy::{
    Action, Actor, AgendaRights, AgendaVerb, BottleneckRights, BottleneckVerb, CommitmentRights, DocumentRights,
    DocumentVerb, Verb, allows,
};
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
    (Tie::Lead, "waarvan de eigen organisatie trekker is"),
    (Tie::Agenda, "in de agenda van de eigen gemeente"),
    (Tie::Party, "waarin de eigen organisatie partner of betrokkene is"),
    (Tie::Nothing, "waaraan de eigen organisatie niet meedoet"),
];

/// Whose a bottleneck is.
const OWNERS: [(bool, &str); 2] =
    [(true, "waarvan de eigen organisatie eigenaar is"), (false, "van een andere organisatie")];

/// What somebody's organisation is to a document, when it is anything.
const SIGNED: [(Option<OrganisationType>, &str); 3] = [
    (Some(OrganisationType::Municipality), "waarvan de eigen gemeente of corporatie partij is"),
    (Some(OrganisationType::CareProvider), "waarvan de eigen organisatie, geen gemeente of corporatie, partij is"),
    (None, "waaraan de eigen organisatie niet meedoet"),
];

/// Whose an agenda is.
const PLACES: [(bool, &str); 2] = [(true, "van de eigen gemeente"), (false, "van een andere gemeente")];

/// The roles that are answered alike, each with the cases in which the policy says yes: first those who always may, last
/// those who never may.
fn grouped<T: Copy>(cases: &[(T, &'static str)], ask: impl Fn(Role, T) -> bool) -> Vec<(Vec<Role>, Answer)> {
    let mut groups: Vec<(Vec<Role>, Answer)> = Vec::new();
    for role in Role::ALL {
        let words: Vec<&str> = cases.iter().filter(|(case, _)| ask(*role, *case)).map(|(_, words)| *words).collect();
        let answer = match words.len() {
            0 => Answer::Never,
            all if all == cases.len() => Answer::Always,
            _ => Answer::For(words),
        };
        match groups.iter_mut().find(|(_, other)| *other == answer) {
            Some((roles, _)) => roles.push(*role),
            None => groups.push((vec![*role], answer)),
        }
    }
    groups.sort_by_key(|(_, answer)| (*answer == Answer::Never, *answer != Answer::Always));
    groups
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Always,
    Never,
    /// In these cases.
    For(Vec<&'static str>),
}

#[component]
fn Question(
    title: &'static str,
    id: &'static str,
    /// What is asked about, in the plural.
    about: &'static str,
    groups: Vec<(Vec<Role>, Answer)>,
) -> impl IntoView {
    let rows = groups.into_iter().map(|(roles, answer)| {
        let who = if roles == Role::ALL { "Iedereen".to_owned() } else { names(&roles) };
        view! {
            <tr>
                <th scope="row"><strong>{who}</strong></th>
                <td data-label=format!("Welke {about}")>{in_words(answer)}</td>
            </tr>
        }
    });
    view! {
        <section class="wza-stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards wza-table--halves">
                <caption class="wza-visually-hidden">{title}</caption>
                <thead><tr><th scope="col">"Wie"</th><th scope="col">{format!("Welke {about}")}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

/// `Beheerder, bestuurder en lezer`
fn names(roles: &[Role]) -> String {
    let name = |(index, role): (usize, &Role)| match index {
        0 => role.label().to_owned(),
        _ => role.label().to_lowercase(),
    };
    let names: Vec<String> = roles.iter().enumerate().map(name).collect();
    domain::dutch::list(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn in_words(answer: Answer) -> AnyView {
    match answer {
        Answer::Always => "alle".into_any(),
        Answer::Never => view! { <span class="wza-muted">"geen"</span> }.into_any(),
        Answer::For(cases) => {
            view! { <ul>{cases.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul> }.into_any()
        }
    }
}

#[component]
pub fn RightsPage() -> impl IntoView {
    let commitments = |title, id, life_cycle, verb| {
        let groups = grouped(&TIES, |role, tie| asks(role, tie, life_cycle, verb));
        view! { <Question title=title id=id about="afspraken" groups=groups/> }
    };
    let bottlenecks = |title, id, verb| {
        let groups = grouped(&OWNERS, |role, own| asks_of_bottleneck(role, own, verb));
        view! { <Question title=title id=id about="knelpunten" groups=groups/> }
    };
    let documents = |title, id, verb| {
        let groups = grouped(&SIGNED, |role, own| asks_of_document(role, own, verb));
        view! { <Question title=title id=id about="documenten" groups=groups/> }
    };
    let agendas = |title, id, verb| {
        let groups = grouped(&PLACES, |role, own| asks_of_agenda(role, own, verb));
        view! { <Question title=title id=id about="agenda’s" groups=groups/> }
    };
    view! {
        <Path here="Wie mag wat"/>
        <PlainTitle title="Wie mag wat" lead="Dit komt uit de regels zelf: zo doet de Woonzorgagenda het."/>
        {commitments("Een concept zien", "concept", LifeCycle::Draft, Verb::View)}
        {commitments("Een voorgestelde afspraak zien", "zien", LifeCycle::Proposed, Verb::View)}
        {commitments("Vastleggen, wijzigen en voorstellen", "wijzigen", LifeCycle::Draft, Verb::Edit)}
        {commitments("Voortgang melden", "voortgang", LifeCycle::Proposed, Verb::ReportProgress)}
        {commitments("Bewijs toevoegen", "bewijs", LifeCycle::Proposed, Verb::ReportProgress)}
        {commitments("Reageren op een voorgestelde afspraak", "reageren", LifeCycle::Proposed, Verb::Comment)}
        {bottlenecks("Een knelpunt zien", "knelpunt", BottleneckVerb::View)}
        {bottlenecks("Een knelpunt vastleggen, escaleren, oplossen en heropenen", "bijhouden", BottleneckVerb::Edit)}
        {documents("Een document zien", "document", DocumentVerb::View)}
        {documents("Een document vastleggen en wijzigen", "documenten", DocumentVerb::Edit)}
        {agendas("De stand van een uitvoeringsagenda zien", "agenda", AgendaVerb::View)}
        {agendas("Een periode toevoegen, in consultatie brengen en vaststellen", "agenda-stappen", AgendaVerb::Manage)}
        <section class="wza-stack" aria-labelledby="altijd">
            <h2 id="altijd">"Altijd zo"</h2>
            <ul>
                <li>"Wat u niet mag zien, bestaat voor u niet: ook niet in lijsten, aantallen en zoekresultaten."</li>
                <li>"Afspraken die een openbare bron aanhalen, ziet de hele regio in elke status."</li>
                <li>"Bevestigen kan alleen voor de eigen organisatie, door een bestuurder of een medewerker met mandaat. Ook een beheerder bevestigt nooit voor een ander."</li>
                <li>"Urgente toewijzingen geeft de gemeente zelf op, door een medewerker of bestuurder, of een aanjager doet dat. De hele regio leest ze."</li>
                <li>"Een termijn wijzigt een aanjager, voor alle gemeenten tegelijk. Hoever een gemeente ermee is, meldt een medewerker van die gemeente of een aanjager. De hele regio leest het."</li>
                <li>"De rolbeschrijving van een organisatie schrijft een medewerker van die organisatie of een aanjager. Alleen haar eigen bestuurder erkent haar."</li>
                <li>"Overleggen, besluiten en toezeggingen leest de hele regio. Een aanjager of een medewerker van de secretaris bereidt een overleg voor en legt vast wat er is besloten; terugkoppelen kan ook de eigenaar."</li>
                <li>"Een voorstel schrijft een medewerker van de eigen organisatie of een aanjager. Zodra een overleg het behandelt, leest de hele regio mee. Wat het overleg concludeert, legt alleen een medewerker van de secretaris van dat overleg vast, of een aanjager."</li>
                <li>"Wie bij een knelpunt aan zet is, mag het ook escaleren en oplossen. Op wie een afspraak wacht, mag melden dat het is opgelost."</li>
                <li>"Bewijs trekt alleen de organisatie in die het toevoegde, of een aanjager. Een reactie trekt alleen de schrijver in."</li>
                <li>"Accounts, rollen en het logboek zijn voor de beheerder van de regio."</li>
                <li>"Niemand ziet of wijzigt iets van een andere regio."</li>
            </ul>
        </section>
    }
}

/// Asks the policy about somebody with this role, for a bottleneck of the own organisation or of another.
fn asks_of_bottleneck(role: Role, own: bool, verb: BottleneckVerb) -> bool {
    let id = Uuid::from_u128;
    let (region, organisation) = (RegionId(id(1)), OrganisationId(id(2)));
    let actor = Actor { user: id(5).into(), region, organisation, municipality: None, role, mandated: false };
    let owner = if own { organisation } else { OrganisationId(id(3)) };
    allows(&actor, Action::Bottleneck(verb, &BottleneckRights { region, owner, acting: owner })).is_ok()
}

/// Asks the policy about somebody with this role, for a document that the own organisation, of this type, signed.
fn asks_of_document(role: Role, own: Option<OrganisationType>, verb: DocumentVerb) -> bool {
    let id = Uuid::from_u128;
    let (region, organisation) = (RegionId(id(1)), OrganisationId(id(2)));
    let actor = Actor { user: id(5).into(), region, organisation, municipality: None, role, mandated: false };
    let other = (OrganisationId(id(3)), OrganisationType::Municipality);
    let rights = DocumentRights::new(region, own.map(|kind| (organisation, kind)).into_iter().chain([other]));
    allows(&actor, Action::Document(verb, &rights)).is_ok()
}

/// Asks the policy about somebody with this role, for an agenda of the own gemeente or of another.
fn asks_of_agenda(role: Role, own: bool, verb: AgendaVerb) -> bool {
    let id = Uuid::from_u128;
    let (region, organisation, municipality) = (RegionId(id(1)), OrganisationId(id(2)), MunicipalityId(id(4)));
    let place = own.then_some(municipality);
    let actor = Actor { user: id(5).into(), region, organisation, municipality: place, role, mandated: false };
    allows(&actor, Action::Agenda(verb, &AgendaRights { region, municipality })).is_ok()
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
        let files = |role, own| asks_of_document(role, own, DocumentVerb::Edit);
        assert!(files(Role::Staff, Some(OrganisationType::HousingCorporation)) && files(Role::Driver, None));
        assert!(!files(Role::Staff, Some(OrganisationType::CareProvider)) && !files(Role::Staff, None));
    }

    #[test]
    fn roles_that_are_answered_alike_stand_together() {
        let editing = grouped(&TIES, |role, tie| asks(role, tie, LifeCycle::Draft, Verb::Edit));
        let of = |role: Role| editing.iter().find(|(roles, _)| roles.contains(&role)).unwrap();
        assert_eq!(of(Role::Driver), &(vec![Role::Driver], Answer::Always));
        assert_eq!(of(Role::Staff), &(vec![Role::Staff], Answer::For(vec![TIES[0].1, TIES[1].1])));
        let never = vec![Role::Administrator, Role::Executive, Role::Reader];
        assert_eq!(editing.last().unwrap(), &(never, Answer::Never));
        let seeing = grouped(&TIES, |role, tie| asks(role, tie, LifeCycle::Proposed, Verb::View));
        assert_eq!(seeing, [(Role::ALL.to_vec(), Answer::Always)]);
        assert_eq!(names(&editing.last().unwrap().0), "Beheerder, bestuurder en lezer");
        let concepts = grouped(&TIES, |role, tie| asks(role, tie, LifeCycle::Draft, Verb::View));
        assert_eq!(concepts[0], (vec![Role::Driver], Answer::Always));
    }
}
