//! What a generated commitment says.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use domain::Period;
use domain::commitments::{Content, Kind, Party, PartyRef, PartyRole};

use super::chance::Chance;
use super::world::World;
use crate::request::day_of;

const PROMISES: [&str; 8] = [
    "zorggeschikte woningen met een ontmoetingsplek",
    "nultredenwoningen in de bestaande voorraad",
    "geclusterde woningen voor ouderen",
    "woonplekken voor mensen die uitstromen",
    "huisbezoeken aan mensen boven de 75",
    "woningen levensloopbestendig maken",
    "afspraken over zorg op afroep in de wijk",
    "gesprekken over doorstromen naar passend wonen",
];

/// What it says. `complete`: it has all that it needs to leave concept.
pub fn content(chance: &mut Chance, world: &World, complete: bool, at: DateTime<Utc>) -> Content {
    let promise = chance.pick(&PROMISES).unwrap_or_default();
    let (amount, ward) = (8 + chance.below(60), 1 + chance.below(40));
    let start = chance.in_hundred(40).then(|| Period::Year(day_of(at).year() - 2));
    let mut content = Content {
        title: format!("{amount} {promise}, wijk {ward}"),
        description: Some(
            "De partijen werken in fasen. De gemeente wijst de locatie aan, de corporatie bouwt en de zorgaanbieder \
             levert zorg op afroep. Elk halfjaar bespreken de partijen de voortgang en de ontmoetingsplek."
                .to_owned(),
        ),
        kind: chance.pick(Kind::ALL),
        parties: parties(chance, world),
        start,
        due: due(chance, day_of(at)),
        place: chance.in_hundred(70).then(|| format!("Wijk {ward}")),
        challenges: (0..=chance.below(3)).filter_map(|_| chance.pick(&world.challenges)).map(Into::into).collect(),
        target_groups: (0..=chance.below(2))
            .filter_map(|_| chance.pick(&world.target_groups))
            .map(Into::into)
            .collect(),
        dwellings: dwellings(chance, world),
        success_factors: chance
            .pick(&world.success_factors)
            .filter(|_| ward % 2 == 0)
            .map(Into::into)
            .into_iter()
            .collect(),
        documents: chance.pick(&world.documents).filter(|_| ward % 3 == 0).map(Into::into).into_iter().collect(),
    };
    if !complete {
        leave_out(chance, &mut content);
    }
    content
}

/// One trekker, a few partners and somebody who is consulted.
fn parties(chance: &mut Chance, world: &World) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for position in 0..3 + chance.below(3) {
        let Some(who) = chance.pick(&world.organisations).map(|id| PartyRef::Organisation(id.into())) else { break };
        let role = match position {
            0 => PartyRole::Lead,
            3 => PartyRole::Consulted,
            _ => PartyRole::Partner,
        };
        let contribution = chance.in_hundred(60).then(|| "Brengt menskracht en kennis van de wijk in".to_owned());
        if parties.iter().all(|party| party.who != who) {
            parties.push(Party { who, role, function: None, contribution });
        }
    }
    parties
}

fn dwellings(chance: &mut Chance, world: &World) -> BTreeMap<domain::ids::MeasureId, u32> {
    let counted = chance.below(3).min(world.measures.len());
    world.measures.iter().take(counted).map(|id| ((*id).into(), 8)).collect()
}

/// Some are over, some recur, none ends before it begins.
fn due(chance: &mut Chance, today: NaiveDate) -> Option<Period> {
    let year = today.year() + i32::try_from(chance.below(6)).unwrap_or_default();
    Some(match chance.below(8) {
        0 => Period::Quarter { year, quarter: 3 },
        1 => Period::HalfYear { year, half: 1 },
        2 => Period::Year(year),
        3 => Period::EveryYear,
        4 => Period::EveryHalfYear,
        5 => Period::Day(today.checked_add_days(Days::new(chance.below(300) as u64))?),
        6 => Period::Day(today.checked_sub_days(Days::new(1 + chance.below(200) as u64))?),
        _ => Period::Month { year, month: 12 },
    })
}

/// What many concepts still lack.
fn leave_out(chance: &mut Chance, content: &mut Content) {
    match chance.below(4) {
        0 => content.parties.retain(|party| party.role != PartyRole::Lead),
        1 => content.due = None,
        2 => content.challenges = BTreeSet::new(),
        _ => {}
    }
}
