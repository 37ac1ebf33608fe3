//! What a form refers to.

use domain::commitments::{Content, PartyRef, place_within};
use domain::ids::MunicipalityId;
use domain::{Problem, dwellings};

use crate::commitments::names::Names;

pub fn without_own_name(content: Content, agenda: Option<MunicipalityId>, names: &Names) -> Content {
    let own = agenda.and_then(|id| names.municipalities.get(&id.0));
    match (&content.place, own) {
        (Some(place), Some(own)) => Content { place: place_within(place, own), ..content },
        _ => content,
    }
}

/// What the form refers to and this region does not have: somebody else's ids, or ones that were removed meanwhile.
pub fn unknown_references(names: &Names, agenda: Option<MunicipalityId>, content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    if agenda.is_some_and(|id| !names.municipalities.contains_key(&id.0)) {
        problems.push(Problem::new("agenda", "Deze gemeente bestaat niet. Kies er een uit de lijst."));
    }
    for party in &content.parties {
        if let PartyRef::Organisation(id) = party.who
            && !names.organisations.contains_key(&id.0)
        {
            let field = if Some(id) == content.lead() { "lead" } else { "parties" };
            problems.push(Problem::new(field, "Deze organisatie bestaat niet. Kies er een uit de lijst."));
        }
    }
    if content.challenges.iter().any(|id| !names.challenges.contains_key(&id.0)) {
        problems.push(Problem::new("challenges", "Deze opgave bestaat niet. Kies uit de lijst."));
    }
    if content.target_groups.iter().any(|id| !names.target_groups.contains_key(&id.0)) {
        problems.push(Problem::new("target_groups", "Deze aandachtsgroep bestaat niet. Kies uit de lijst."));
    }
    if content.dwellings.keys().any(|id| names.measures.iter().all(|(known, _)| *known != id.0)) {
        problems
            .push(Problem::new(dwellings::FIELD, "Dit soort woning bestaat niet. Vul de velden van het formulier in."));
    }
    if content.success_factors.iter().any(|id| !names.success_factors.contains_key(&id.0)) {
        problems.push(Problem::new("success_factors", "Deze succesfactor bestaat niet. Kies uit de lijst."));
    }
    if content.documents.iter().any(|id| !names.documents.contains_key(&id.0)) {
        problems.push(Problem::new("documents", "Dit document bestaat niet. Kies uit de lijst."));
    }
    problems
}
