//! The pack as a workbook, for one reader: each part a sheet, to sort and count in.

use std::fs::File;

use domain::progress::Aspect;
use sheets::{Column, Format, Kind, Unwritten, Writer};
use uuid::Uuid;

use super::agenda::Point;
use super::ahead::{BottleneckLine, DeadlineLine, DwellingsLine};
use super::document::standing;
use super::filter::Filter;
use super::kept::Open;
use super::queries::{TroubleLine, Whole, whole};
use super::{charts, file_name};
use crate::error::AppError;
use crate::exports::cells::{count, text};
use crate::exports::{Exported, Sheet, query_of, workbook};
use crate::request::Request;
use crate::since::comparing::Told;
use crate::ui::LeftOut;

/// What an address asks for, as this person may see it. Of what was frozen it is the same file whenever it is made.
///
/// # Errors
/// `NotFound` when the meeting does not exist for this person; when the database fails or the disk is full.
pub async fn made(request: &Request, meeting: Uuid, address: &str) -> Result<Exported, AppError> {
    let (filter, mut left_out) = Filter::from_query(&query_of(address)?);
    let whole = whole(request, meeting, &filter).await?;
    left_out.unknown.extend(whole.page.unknown.iter().cloned());
    if left_out != LeftOut::default() {
        return Ok(Exported::LeftOut(left_out));
    }
    let name = file_name(&whole, Format::Xlsx.extension());
    Ok(Exported::File(workbook(name, move || written(&whole)).await?))
}

fn written(whole: &Whole) -> Result<File, Unwritten> {
    let page = &whole.page;
    let mut book = Writer::new(Format::Xlsx, "Stukken", about().columns())?;
    fill(&mut book, &about(), &facts(whole))?;
    let asked: Vec<Point> = page.asked().cloned().collect();
    add(&mut book, "Gevraagd", &agenda(), &asked)?;
    add(&mut book, "Agenda", &agenda(), &page.points)?;
    add(&mut book, "Niet op schema", &trouble(), &page.trouble)?;
    add(&mut book, "Knelpunten", &bottlenecks(), &page.bottlenecks)?;
    add(&mut book, "Gewijzigd", &changed(whole), &whole.lines)?;
    add(&mut book, "Woningen", &dwellings(), &page.dwellings)?;
    add(&mut book, "Termijnen", &deadlines(), &page.deadlines)?;
    add(&mut book, "Openstaand", &open(whole), &whole.open)?;
    book.finish()
}

fn add<R>(book: &mut Writer, title: &str, sheet: &Sheet<R>, rows: &[R]) -> Result<(), Unwritten> {
    book.sheet(title, sheet.columns())?;
    fill(book, sheet, rows)
}

fn fill<R>(book: &mut Writer, sheet: &Sheet<R>, rows: &[R]) -> Result<(), Unwritten> {
    rows.iter().try_for_each(|row| book.row(&sheet.values(row)))
}

/// What the other sheets are about.
type Fact = (&'static str, String);

fn about() -> Sheet<Fact> {
    let wide = Column { width: 60, ..Column::new("Antwoord", Kind::Text) };
    Sheet::default().text("Wat", |(what, _): &Fact| (*what).to_owned()).with(wide, |(_, told)| text(told.clone()))
}

fn facts(whole: &Whole) -> Vec<Fact> {
    let page = &whole.page;
    let place = page.place.as_ref().map_or("alle gemeenten", |place| place.name.as_str());
    let compared = match &page.changes {
        None => "Er is geen vorig overleg om mee te vergelijken.".to_owned(),
        Some(changes) => {
            format!("Sinds {} ({}).", domain::dutch::long_date(changes.from.day), changes.from.label)
        }
    };
    vec![
        ("Overleg", page.label.clone()),
        ("Peildatum", standing(page)),
        ("Gemeente", place.to_owned()),
        ("Gewijzigd", compared),
        ("Gemaakt voor", page.reader.clone()),
    ]
}

fn agenda() -> Sheet<Point> {
    Sheet::default()
        .text("Onderwerp", |one: &Point| one.title.clone())
        .text("Wat wordt gevraagd", |one: &Point| one.purpose_label())
        .text("Toelichting", |one| one.note.clone())
        .text("Wacht op de conclusie van", |one| one.waits_for.clone())
        .text("Gevraagd besluit", |one| one.decision.clone())
        .text("Stukken", |one| {
            let names: Vec<&str> = one.papers.iter().map(|paper| paper.name.as_str()).collect();
            (!names.is_empty()).then(|| names.join("; "))
        })
}

fn trouble() -> Sheet<TroubleLine> {
    let light = |one: &TroubleLine, aspect: Aspect| one.lights.get(&aspect).map(|light| light.colour().to_owned());
    Sheet::default()
        .text("Afspraak", |one: &TroubleLine| one.name.clone())
        .text("Inhoud", move |one| light(one, Aspect::Content))
        .text("Planning", move |one| light(one, Aspect::Planning))
        .text("Geld", move |one| light(one, Aspect::Money))
        .text("Laatste melding", |one| one.stale.then(|| "Verouderd".to_owned()))
        .text("Oorzaak", |one| one.reasons.cause.clone())
        .text("Gevolg", |one| one.reasons.effect.clone())
        .text("Bijsturing", |one| one.reasons.correction.clone())
        .text("Aan zet", |one| one.lead.clone().unwrap_or_else(|| "nog niemand".to_owned()))
}

fn changed(whole: &Whole) -> Sheet<Told> {
    let places: Vec<(Uuid, String)> = whole.tiles.iter().map(|tile| (tile.id, tile.name.clone())).collect();
    let place = move |line: &Told| match line.place {
        None => Some(charts::REGION.to_owned()),
        Some(id) => places.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone()),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Sheet::default()
        .text("Gemeente", place)
        .text("Waarover", |line: &Told| line.subject.clone())
        .text("Deel", move |line| some(&line.part))
        .text("Wat", |line| line.kind.label().to_owned())
        .text("Oud", move |line| line.from_to.as_ref().and_then(|(before, _)| some(before)))
        .text("Nieuw", move |line| line.from_to.as_ref().and_then(|(_, after)| some(after)))
        .text("Verandering", move |line| some(&line.change))
        .text("Motivering", |line| line.note.clone())
        .whole("Woningen in gevaar", |line| line.still_at_risk().map(count))
}

fn bottlenecks() -> Sheet<BottleneckLine> {
    Sheet::default()
        .text("Knelpunt", |line: &BottleneckLine| line.title.clone())
        .text("Niveau", |line| line.level.label().to_owned())
        .whole("Woningen in gevaar", |line| count(line.dwellings))
        .text("Aan zet", |line| line.acting.clone())
        .text("Actie", |line| line.action.clone())
}

fn dwellings() -> Sheet<DwellingsLine> {
    Sheet::default()
        .text("Soort", |line: &DwellingsLine| line.measure.clone())
        .whole("Geverifieerd", |line| line.verified)
        .whole("Gemeld", |line| line.reported)
        .text("Doel", |line| {
            let targets: Vec<&str> = line.targets.iter().map(|target| target.label.as_str()).collect();
            (!targets.is_empty()).then(|| targets.join("\n"))
        })
}

fn deadlines() -> Sheet<DeadlineLine> {
    Sheet::default()
        .text("Termijn", |line: &DeadlineLine| line.title.clone())
        .text("Wanneer", |line| line.due.clone())
        .text("Hoe ver", |line| line.distance.clone())
}

fn open(whole: &Whole) -> Sheet<Open> {
    let (called, to) = (whole.called.clone(), whole.page.to.day);
    Sheet::default()
        .text("Besluit of toezegging", |one: &Open| one.text.clone())
        .text("Soort", |one| one.kind.label().to_owned())
        .text("Eigenaar", |one| one.owner.clone())
        .text("Gereed", |one| one.due.label())
        .text("Te laat", move |one| one.is_overdue(to).then(|| "Ja".to_owned()))
        .text("Overleg", |one| one.meeting.clone())
        .text("Agendapunt", |one| one.item.clone())
        .text("Afspraken", move |one| Some(one.named(&called).join("\n")).filter(|named| !named.is_empty()))
}
