//! The pack in the words of its file.

use std::collections::BTreeMap;

use domain::dutch;
use domain::progress::{Standing, Stoplight};
use typeset::{Asked, Bottleneck, Change, Count, Deadline, Dwellings, Fact, Group, Light, Open, Pack, Trouble};
use uuid::Uuid;

use super::agenda::Point;
use super::ahead::{BottleneckLine, DeadlineLine, DwellingsLine};
use super::queries::{Changes, Page, TroubleLine, Whole};
use super::{NO_DWELLINGS, charts, kept, trouble_lead};
use crate::decisions::views::excerpt;
use crate::exports::cells::count;
use crate::since::comparing::{End, Told};

/// A longer file is read by nobody, and keeps a processor busy. What is left out stands in the workbook.
const TROUBLE_MAX: usize = 250;
/// Of all gemeenten together.
const LINES_MAX: usize = 1_500;

/// What the file says.
pub fn document(whole: &Whole) -> Pack {
    let page = &whole.page;
    let whose = page.place.as_ref().map_or("alle gemeenten", |place| place.name.as_str());
    Pack {
        title: format!("Stukken: {whose}"),
        meeting: [Some(page.label.clone()), page.venue.clone()].into_iter().flatten().collect::<Vec<_>>().join(", "),
        moved: page.moved.clone(),
        standing: standing(page),
        reader: format!("Gemaakt voor {}.", page.reader),
        asked: page.asked().map(asked).collect(),
        agenda: page.points.iter().map(point).collect(),
        trouble_lead: trouble_lead(page.trouble.len()),
        trouble: page.trouble.iter().take(TROUBLE_MAX).map(trouble).collect(),
        trouble_rest: rest(TROUBLE_MAX, page.trouble.len(), "Ze staan alle op het blad ‘Niet op schema’"),
        bottlenecks: page.bottlenecks.iter().map(bottleneck).collect(),
        changes: page.changes.as_ref().map(|changes| changed(changes, whole)),
        standings: charts::standings(&whole.standings, &whole.tiles),
        dwellings: page.dwellings.iter().map(dwellings).collect(),
        no_dwellings: NO_DWELLINGS.to_owned(),
        aims: charts::aims(&page.dwellings),
        deadlines: page.deadlines.iter().map(deadline).collect(),
        open: whole.open.iter().map(|one| open(one, page, &whole.called)).collect(),
    }
}

fn asked(one: &Point) -> Asked {
    let (title, purpose) = (one.title.clone(), one.purpose_label());
    Asked { title, purpose, decision: one.decision.as_deref().map(excerpt), waits: one.waits() }
}

fn point(one: &Point) -> typeset::Point {
    let fact = |(heading, text): &(String, String)| Fact { label: heading.clone(), text: text.clone() };
    typeset::Point {
        title: one.title.clone(),
        purpose: one.purpose_label(),
        notes: one.waits().into_iter().chain(one.note.clone()).collect(),
        papers: one.papers.iter().map(|paper| paper.name.clone()).collect(),
        parts: one.parts.iter().map(fact).collect(),
    }
}

fn dwellings(line: &DwellingsLine) -> Dwellings {
    Dwellings {
        measure: line.measure.clone(),
        verified: dutch::number(line.verified),
        reported: dutch::number(line.reported),
        targets: line.targets.iter().map(|target| target.label.clone()).collect(),
    }
}

fn bottleneck(line: &BottleneckLine) -> Bottleneck {
    Bottleneck {
        title: line.title.clone(),
        level: line.level.label().to_owned(),
        dwellings: dutch::number(count(line.dwellings)),
        action: line.action.clone(),
        acting: line.acting.clone(),
    }
}

fn deadline(line: &DeadlineLine) -> Deadline {
    Deadline { title: line.title.clone(), due: line.due.clone(), distance: line.distance.clone().unwrap_or_default() }
}

pub fn standing(page: &Page) -> String {
    if page.frozen {
        return format!("Stand van {}.", end(&page.to));
    }
    page.without_peildatum()
}

fn end(end: &End) -> String {
    format!("{} ({})", dutch::long_date(end.day), end.label)
}

fn trouble(one: &TroubleLine) -> Trouble {
    let light = |light: Stoplight| charts::light(Standing::from(light));
    let lights = one.lights.iter();
    let fact = |label: &str, text: &Option<String>| text.clone().map(|text| Fact { label: label.to_owned(), text });
    let reasons = &one.reasons;
    let facts =
        [fact("Oorzaak", &reasons.cause), fact("Gevolg", &reasons.effect), fact("Bijsturing", &reasons.correction)];
    Trouble {
        name: one.name.clone(),
        worst: one.lights.values().max().map_or(Light::Unknown, |worst| light(*worst)),
        lights: lights.map(|(of, one)| (of.label().to_owned(), light(*one), one.colour().to_lowercase())).collect(),
        stale: one.stale,
        lead: one.lead.clone().unwrap_or_else(|| "nog niemand".to_owned()),
        facts: facts.into_iter().flatten().collect(),
    }
}

fn changed(changes: &Changes, whole: &Whole) -> typeset::Changes {
    let many = dutch::count(changes.total as u64, "verandering", "veranderingen");
    let mut kinds: Vec<Count> =
        changes.kinds.iter().map(|(kind, many)| Count { label: kind.label().to_owned(), many: *many }).collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.many));
    let told: Vec<String> = kinds.iter().map(|kind| format!("{}: {}", kind.label, kind.many)).collect();
    typeset::Changes {
        lead: format!("Sinds {}: {many}.", end(&changes.from)),
        alt: format!("Staafdiagram van de veranderingen naar soort. {}.", told.join("; ")),
        kinds,
        groups: groups(&whole.lines, |place| match place {
            None => charts::REGION.to_owned(),
            Some(id) => whole.tiles.iter().find(|tile| tile.id == id).map(|tile| tile.name.clone()).unwrap_or_default(),
        }),
    }
}

/// The lines come in the order of their places. Of each place as many are told.
fn groups(lines: &[Told], name: impl Fn(Option<Uuid>) -> String) -> Vec<Group> {
    let places: Vec<&[Told]> = lines.chunk_by(|one, other| one.place == other.place).collect();
    let most = LINES_MAX / places.len().max(1);
    let group = |lines: &[Told]| Group {
        place: name(lines.first().and_then(|line| line.place)),
        lines: lines.iter().take(most).map(change).collect(),
        rest: rest(most, lines.len(), "Ze staan alle op het blad ‘Gewijzigd’"),
    };
    places.into_iter().map(group).collect()
}

/// None: all are told.
fn rest(told: usize, all: usize, where_else: &str) -> Option<String> {
    let (first, many) = (dutch::number(count(told as u64)), dutch::number(count(all as u64)));
    (all > told)
        .then(|| format!("Dit zijn de eerste {first} van {many}. {where_else} van het Excel-bestand met deze stukken."))
}

fn change(line: &Told) -> Change {
    Change {
        subject: line.subject.clone(),
        part: line.part.clone(),
        kind: line.kind.label().to_owned(),
        change: line.change.clone(),
        notes: line.note.clone().into_iter().chain(line.at_risk()).collect(),
    }
}

fn open(one: &kept::Open, page: &Page, called: &BTreeMap<Uuid, String>) -> Open {
    Open {
        text: one.text.clone(),
        about: match &one.item {
            Some(item) => format!("{}, bij ‘{item}’", one.kind.label()),
            None => one.kind.label().to_owned(),
        },
        owner: one.owner.clone(),
        due: one.due.label(),
        overdue: one.is_overdue(page.to.day),
        meeting: one.meeting.clone(),
        commitments: one.named(called),
    }
}

#[cfg(test)]
mod tests {
    use domain::since::Kind;

    use super::*;

    fn line(place: u128) -> Told {
        Told {
            place: Some(Uuid::from_u128(place)),
            kind: Kind::Proposed,
            address: String::new(),
            page: String::new(),
            subject: "Een afspraak".to_owned(),
            example: false,
            part: String::new(),
            change: String::new(),
            from_to: None,
            note: None,
            dwellings: None,
        }
    }

    #[test]
    fn of_each_place_as_many_changes_are_told_and_said_what_is_left_out() {
        let name = |place: Option<Uuid>| place.unwrap().to_string();
        let few: Vec<Told> = [1, 1, 2].map(line).into();
        let told = groups(&few, name);
        assert_eq!(
            told.iter().map(|group| (group.lines.len(), &group.rest)).collect::<Vec<_>>(),
            [(2, &None), (1, &None)]
        );
        let many: Vec<Told> = vec![line(1); 2_000].into_iter().chain([line(2)]).collect();
        let told = groups(&many, name);
        assert_eq!((told[0].lines.len(), told[1].lines.len()), (750, 1));
        let rest = "Dit zijn de eerste 750 van 2.000. Ze staan alle op het blad ‘Gewijzigd’ van het Excel-bestand met deze stukken.";
        assert_eq!((told[0].rest.as_deref(), told[1].rest.as_deref()), (Some(rest), None));
    }
}
