//! The handover in the words of its file.

use domain::dutch;
use domain::progress::Standing;
use typeset::{Entry, Fact, Handover, Section};

use super::data::{Blocked, Carried, Deadline, First, Page, Question, Seat, ToAnswer};
use crate::decisions::queries::Line;
use crate::pack::light;
use crate::proposals::queries::Row;

/// Said where somebody could think that there is nothing else.
pub const SCOPE: &str = "Hierin staat wat de lezer mag zien. Afgeronde en vervallen afspraken staan er niet in.";

pub fn document(page: &Page) -> Handover {
    let mut sections = vec![
        carried(&page.carried, page.unnamed),
        to_answer(&page.to_answer),
        decisions(&page.decisions),
        blocked(&page.blocked, page.dwellings_at_risk),
        questions(&page.questions),
        seats(&page.seats),
        proposals(&page.proposals),
        section("Rol van de organisatie", lead::role(page.role.as_deref())),
    ];
    sections.extend(page.deadlines.as_deref().map(deadlines));
    Handover {
        title: "Overdracht".to_owned(),
        whose: page.whose(),
        made: format!("Gemaakt op {} voor {}.", page.made, page.reader),
        scope: SCOPE.to_owned(),
        sections,
    }
}

/// The leads, on the screen too.
pub mod lead {
    use super::{Blocked, Carried, First, Line, Question, Row, ToAnswer, dutch};

    pub fn carried(lines: &First<Carried>, unnamed: u64) -> String {
        let nothing = "Er is geen lopende afspraak waarvan dit de trekker of partner is.";
        let counted = lines.counted(("afspraak", "afspraken"), nothing);
        if unnamed == 0 {
            return counted;
        }
        let more = dutch::count(
            unnamed,
            "lopende afspraak van deze organisatie noemt",
            "lopende afspraken van deze organisatie noemen",
        );
        format!("{counted} Nog {more} geen functie: kies ‘Alle functies’ om die te zien.")
    }

    pub fn to_answer(lines: &First<ToAnswer>) -> String {
        let nothing = "Er ligt geen afspraak ter bevestiging.";
        match lines.lines.len() {
            0 => nothing.to_owned(),
            _ => {
                let counted = lines.counted(("afspraak", "afspraken"), nothing);
                format!("{counted} Een bevestiging geldt voor de hele organisatie, welke functie haar ook geeft.")
            }
        }
    }

    pub fn decisions(lines: &First<Line>) -> String {
        lines.counted(("besluit of toezegging", "besluiten en toezeggingen"), "Er staat niets open.")
    }

    /// `dwellings`: at risk in all of them together.
    pub fn blocked(lines: &First<Blocked>, dwellings: u64) -> String {
        let counted = lines.counted(("knelpunt", "knelpunten"), "Er is geen open knelpunt.");
        match dwellings {
            0 => counted,
            _ => format!("{counted} Samen {} in gevaar.", dutch::count(dwellings, "woning", "woningen")),
        }
    }

    pub fn proposals(lines: &First<Row>) -> String {
        let nothing = "Deze organisatie heeft geen voorstel waarover nog een overleg gaat.";
        lines.counted(("voorstel van de organisatie", "voorstellen van de organisatie"), nothing)
    }

    pub fn role(text: Option<&str>) -> String {
        text.unwrap_or("Er is nog geen rolbeschrijving.").to_owned()
    }

    pub fn questions(lines: &First<Question>) -> String {
        lines.counted(("vraag", "vragen"), "Er wacht geen vraag op antwoord.")
    }

    pub fn seats(amount: usize) -> String {
        match amount {
            0 => "Geen plaats in een overleg.".to_owned(),
            _ => format!("{}.", dutch::count(amount as u64, "plaats", "plaatsen")),
        }
    }

    pub fn deadlines(amount: usize) -> String {
        match amount {
            0 => "Er zijn geen termijnen bekend.".to_owned(),
            _ => "Wat de gemeente op tijd klaar moet hebben. Wat het eerst afloopt, staat vooraan.".to_owned(),
        }
    }
}

fn section(heading: &str, lead: String) -> Section {
    Section { heading: heading.to_owned(), lead, ..Section::default() }
}

fn fact(label: &str, text: impl Into<String>) -> Fact {
    Fact { label: label.to_owned(), text: text.into() }
}

fn table(heading: &str, lead: String, columns: &[&str], rows: Vec<Vec<String>>) -> Section {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Section { columns, rows, ..section(heading, lead) }
}

fn carried(lines: &First<Carried>, unnamed: u64) -> Section {
    let entry = |one: &Carried| {
        let role = match &one.function {
            Some(function) => format!("{}, {function}", one.role.label()),
            None => one.role.label().to_owned(),
        };
        let due = if one.overdue { format!("{} (over tijd)", one.due) } else { one.due.clone() };
        let reason = |label, text: &Option<String>| text.as_ref().map(|text| fact(label, text));
        let next = one.milestones.iter().map(super::data::Milestone::told).collect::<Vec<_>>().join("\n");
        let facts = [Some(fact("Als", role)), Some(fact("Gereed", due))].into_iter().chain([
            reason("Oorzaak", &one.reasons.cause),
            reason("Gevolg", &one.reasons.effect),
            reason("Bijsturing", &one.reasons.correction),
            (!next.is_empty()).then(|| fact("Mijlpalen", next)),
        ]);
        let old = (one.stale && one.progress != Standing::Stale).then(|| "Laatste melding verouderd".to_owned());
        let change = one.change_asked.then(|| "Wijziging voorgesteld".to_owned());
        Entry {
            name: one.name.clone(),
            light: Some((light(one.progress), one.progress.label().to_owned())),
            marks: std::iter::once(one.life_cycle.label().to_owned())
                .chain(change)
                .chain(old)
                .chain(example(one.example))
                .collect(),
            facts: facts.flatten().collect(),
        }
    };
    Section { entries: lines.lines.iter().map(entry).collect(), ..section("Afspraken", lead::carried(lines, unnamed)) }
}

fn example(is_one: bool) -> Option<String> {
    is_one.then(|| "Voorbeeld".to_owned())
}

fn to_answer(lines: &First<ToAnswer>) -> Section {
    let rows = lines.lines.iter().map(|one| vec![one.name.clone(), one.told()]).collect();
    table("Te beantwoorden", lead::to_answer(lines), &["Afspraak", "Antwoord"], rows)
}

fn decisions(lines: &First<Line>) -> Section {
    let row = |line: &Line| {
        let due = line.course.due.label();
        let due = if line.overdue { format!("{due} (over tijd)") } else { due };
        let text = format!("{}: {}", line.kind.label(), line.text);
        vec![text, line.owner.clone(), due, line.taken_at.label.clone()]
    };
    let rows = lines.lines.iter().map(row).collect();
    let columns = ["Wat", "Eigenaar", "Gereed", "Overleg"];
    table("Besluiten en toezeggingen", lead::decisions(lines), &columns, rows)
}

fn blocked(lines: &First<Blocked>, dwellings: u64) -> Section {
    let entry = |one: &Blocked| Entry {
        name: one.title.clone(),
        light: None,
        marks: std::iter::once(one.level.label().to_owned()).chain(example(one.example)).collect(),
        facts: vec![
            fact("Eigenaar", &one.owner),
            fact("Aan zet", &one.acting),
            fact("Actie", &one.action),
            fact("In gevaar", dutch::count(one.dwellings_at_risk, "woning", "woningen")),
        ],
    };
    Section {
        entries: lines.lines.iter().map(entry).collect(),
        ..section("Knelpunten", lead::blocked(lines, dwellings))
    }
}

fn questions(lines: &First<Question>) -> Section {
    let entry = |one: &Question| {
        let asked = format!("{}, {}", one.asked_by, dutch::date(one.on));
        let whom = one.function.as_ref().map(|function| fact("Aan", function));
        Entry {
            name: one.name.clone(),
            light: None,
            marks: example(one.example).into_iter().collect(),
            facts: [fact("Gevraagd door", asked)].into_iter().chain(whom).chain([fact("Vraag", &one.text)]).collect(),
        }
    };
    Section { entries: lines.lines.iter().map(entry).collect(), ..section("Vragen", lead::questions(lines)) }
}

fn seats(seats: &[Seat]) -> Section {
    let row = |seat: &Seat| {
        let next = seat.next.as_ref().map_or_else(|| "nog niet gepland".to_owned(), |(_, label)| label.clone());
        vec![seat.body.clone(), seat.role.clone(), next]
    };
    let rows = seats.iter().map(row).collect();
    table("Overleggen", lead::seats(seats.len()), &["Overleg", "Als", "Eerstvolgende keer"], rows)
}

fn proposals(lines: &First<Row>) -> Section {
    let row = |one: &Row| {
        let title = match example(one.example) {
            Some(mark) => format!("{} ({mark})", one.title),
            None => one.title.clone(),
        };
        vec![title, one.standing.label().to_owned(), one.place.clone()]
    };
    let rows = lines.lines.iter().map(row).collect();
    table("Voorstellen", lead::proposals(lines), &["Voorstel", "Stand", "Waar het nu is"], rows)
}

fn deadlines(deadlines: &[Deadline]) -> Section {
    let row = |one: &Deadline| {
        let distance = one.distance.clone().unwrap_or_default();
        vec![one.title.clone(), one.due.clone(), distance, one.phase.label().to_owned()]
    };
    let rows = deadlines.iter().map(row).collect();
    table("Termijnen", lead::deadlines(deadlines.len()), &["Termijn", "Wanneer", "Nog te gaan", "Fase"], rows)
}
