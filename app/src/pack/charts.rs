//! What the charts of the file draw, and the same in words.

use domain::dutch;
use domain::ids::MunicipalityId;
use domain::progress::Standing;
use domain::snapshots::Standings;
use typeset::{Aim, Aims, Light, Place};

use super::ahead::{DwellingsLine, TargetLine};
use crate::regions::entity::municipality;

/// Where counts what counts in no gemeente.
pub const REGION: &str = "Regio";

/// In the order of a bar. What is closed is in none: a meeting counts what still goes on.
const ORDER: [Standing; 5] = [Standing::Green, Standing::Stale, Standing::None, Standing::Amber, Standing::Red];

pub fn light(standing: Standing) -> Light {
    match standing {
        Standing::Green => Light::Green,
        Standing::Amber => Light::Amber,
        Standing::Red => Light::Red,
        Standing::Stale => Light::Stale,
        Standing::None | Standing::Closed => Light::Unknown,
    }
}

/// A bar for the region, when anything stands there, and one for each gemeente, which are also on the map.
pub fn standings(standings: &Standings, gemeenten: &[municipality::Model]) -> typeset::Standings {
    let region = standings.contains_key(&None).then(|| place(standings, None, REGION, None));
    let of = |row: &municipality::Model| {
        place(standings, Some(row.id.into()), &row.name, Some((row.tile_column, row.tile_row)))
    };
    let places: Vec<Place> = region.into_iter().chain(gemeenten.iter().map(of)).collect();
    let bars: Vec<String> = places.iter().map(|place| format!("{}: {}", place.name, told(&place.counts))).collect();
    let on_map = places.iter().filter(|place| place.tile.is_some());
    let map: Vec<String> = on_map.map(|place| format!("{}: {}", place.name, place.trouble)).collect();
    let what = "Staafdiagram van de afspraken die lopen, per gemeente naar hun laatste melding";
    let where_to = "Tegelkaart met in elke gemeente het aantal afspraken dat niet op schema loopt";
    typeset::Standings {
        bars_alt: format!("{what}. {}.", bars.join("; ")),
        map_alt: format!("{where_to}. {}.", map.join("; ")),
        places,
    }
}

fn place(standings: &Standings, id: Option<MunicipalityId>, name: &str, tile: Option<(i32, i32)>) -> Place {
    let many = |standing| standings.get(&id).and_then(|all| all.get(&standing)).copied().unwrap_or_default();
    Place {
        name: name.to_owned(),
        tile,
        counts: ORDER.iter().map(|standing| (light(*standing), many(*standing))).collect(),
        trouble: many(Standing::Amber) + many(Standing::Red),
    }
}

/// A bar for each target, as long as what is aimed at.
pub fn aims(dwellings: &[DwellingsLine]) -> Aims {
    let aim = |line: &DwellingsLine, target: &TargetLine| Aim {
        name: format!("{}: {}", line.measure, target.label),
        target: target.value,
        verified: line.verified,
        reported: line.reported,
    };
    let of = |line| DwellingsLine::targets_to_reach(line).map(move |target| aim(line, target));
    let bars: Vec<Aim> = dwellings.iter().flat_map(of).collect();
    let told = |one: &Aim| {
        let [verified, reported] = [one.verified, one.reported].map(dutch::number);
        format!("{}, daarvan {verified} geverifieerd en {reported} gemeld", one.name)
    };
    let told: Vec<String> = bars.iter().map(told).collect();
    Aims { alt: format!("Staafdiagram van wat is opgeleverd naast elk doel. {}.", told.join("; ")), bars }
}

/// `3 groen, 1 rood`
fn told(counts: &[(Light, usize)]) -> String {
    let part = |(standing, (_, many)): (&Standing, &(Light, usize))| {
        (*many > 0).then(|| format!("{many} {}", standing.label().to_lowercase()))
    };
    let parts: Vec<String> = ORDER.iter().zip(counts).filter_map(part).collect();
    match parts.as_slice() {
        [] => "geen".to_owned(),
        parts => dutch::list(&parts.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;

    fn gemeente(number: u128, name: &str) -> municipality::Model {
        municipality::Model {
            id: Uuid::from_u128(number),
            region_id: Uuid::nil(),
            code: String::new(),
            name: name.to_owned(),
            slug: String::new(),
            tile_column: 2,
            tile_row: 1,
        }
    }

    #[test]
    fn what_is_drawn_is_said_in_words() {
        let counts = BTreeMap::from([(Standing::Green, 3), (Standing::Red, 1), (Standing::Amber, 1)]);
        let all = Standings::from([(Some(Uuid::from_u128(1).into()), counts)]);
        let drawn = standings(&all, &[gemeente(1, "Almelo"), gemeente(2, "Borne")]);
        assert!(drawn.bars_alt.ends_with("Almelo: 3 groen, 1 oranje en 1 rood; Borne: geen."), "{}", drawn.bars_alt);
        assert!(drawn.map_alt.ends_with("Almelo: 2; Borne: 0."), "{}", drawn.map_alt);
        assert_eq!(drawn.places.len(), 2, "there is no bar of a region in which nothing stands");
        assert_eq!(drawn.places[0].tile, Some((2, 1)));
    }
}
