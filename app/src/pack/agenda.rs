//! What lies before a meeting, as its papers have it: kept when they are ready, so that what somebody read stays what it was.
#![expect(
    clippy::disallowed_methods,
    reason = "a proposal that some body is to see is read by its whole region, as the meeting is that was found through `seen`"
)]

use std::collections::BTreeMap;

use domain::notes::About;
use domain::routing::Purpose;
use domain::routing::proposal::Proposal;
use domain::text::has_words;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kept::Papers;
use crate::meetings::entity::{agenda_item, meeting};
use crate::meetings::points::{self, points_of};
use crate::meetings::records::unreadable;
use crate::papers;
use crate::papers::queries::{PaperLink, counting};
use crate::proposals::commands::address;
use crate::proposals::entity::proposal;
use crate::proposals::queries::{AgendaLine, Turn};
use crate::proposals::records::content_of;

/// An item of the agenda, or a proposal that the body is to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// For a note beside it.
    pub about: About,
    pub title: String,
    /// Of a proposal: where it is read.
    pub address: Option<String>,
    pub purpose: Purpose,
    /// It is told at the meeting: there is nothing to read.
    #[serde(default)]
    pub oral: bool,
    pub note: Option<String>,
    pub papers: Vec<Paper>,
    /// Of a proposal: what it holds, each part with its heading.
    pub parts: Vec<(String, String)>,
    /// What the body is asked to decide, of a proposal that says so.
    pub decision: Option<String>,
    /// The body that has to conclude before this one can.
    pub waits_for: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub name: String,
    /// Where it is read.
    pub address: String,
}

impl Point {
    /// Whether it is for this meeting to say something, now or once another body has concluded.
    pub const fn asks(&self) -> bool {
        self.purpose.asks()
    }

    /// What it is for, and that there is nothing to read.
    pub fn purpose_label(&self) -> String {
        let purpose = self.purpose.label();
        if self.oral { format!("{purpose}, mondeling") } else { purpose.to_owned() }
    }

    /// Why it is not its turn yet.
    pub fn waits(&self) -> Option<String> {
        self.waits_for.as_ref().map(|body| format!("Wacht nog op de conclusie van {body}."))
    }
}

/// What became of an agenda after people began to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    pub what: What,
    pub title: String,
    /// A file with what is on the agenda; none: all of it.
    pub paper: Option<String>,
    /// Where it is read; none: it is gone, or nowhere but on the agenda.
    pub address: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Came,
    Went,
    /// Another text than the papers have.
    Changed,
}

impl Late {
    fn of(what: What, point: &Point, paper: Option<&Paper>) -> Self {
        let address = match (what, paper) {
            (What::Went, _) => None,
            (_, Some(paper)) => Some(paper.address.clone()),
            (_, None) => point.address.clone(),
        };
        Self { what, title: point.title.clone(), paper: paper.map(|paper| paper.name.clone()), address }
    }
}

/// The agenda as somebody reads it on the screen: as the papers have it, but whose turn it is as it is now; with what became of
/// it since.
pub async fn on_screen(
    connection: &impl ConnectionTrait,
    row: &meeting::Model,
) -> Result<(Vec<Point>, Vec<Late>), DbErr> {
    let now = current(connection, row.id).await?;
    let Some(Papers { agenda: mut kept, .. }) = Papers::of(row)? else { return Ok((now, vec![])) };
    let came = only_in(&now, &kept).map(|(point, paper)| Late::of(What::Came, point, paper));
    let went = only_in(&kept, &now).map(|(point, paper)| Late::of(What::Went, point, paper));
    let pairs = kept.iter().filter_map(|point| Some((point, now.iter().find(|other| other.about == point.about)?)));
    let changed = pairs.filter(|(point, other)| (&point.title, &point.parts) != (&other.title, &other.parts));
    let changed = changed.map(|(_, other)| Late::of(What::Changed, other, None));
    let late = came.chain(went).chain(changed).collect();
    for point in &mut kept {
        if let Some(other) = now.iter().find(|other| other.about == point.about && other.address.is_some()) {
            point.waits_for.clone_from(&other.waits_for);
            point.note.clone_from(&other.note);
        }
    }
    Ok((kept, late))
}

/// The points that the other agenda does not have, and of those it has the papers that it does not have.
fn only_in<'a>(agenda: &'a [Point], other: &'a [Point]) -> impl Iterator<Item = (&'a Point, Option<&'a Paper>)> {
    agenda.iter().flat_map(move |point| {
        let there = other.iter().find(|one| one.about == point.about);
        let papers = point.papers.iter().filter(move |paper| there.is_some_and(|there| !there.papers.contains(paper)));
        let whole = there.is_none().then_some((point, None));
        whole.into_iter().chain(papers.map(move |paper| (point, Some(paper))))
    })
}

/// As it is now. Four queries, however many there are.
pub async fn current(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Point>, DbErr> {
    let points = points_of(connection, meeting).await?;
    let (mut items, mut proposals) = (vec![], vec![]);
    for point in &points {
        match point {
            points::Point::Item(row) => items.push(row.id),
            points::Point::Proposal(line) => proposals.push(line.id),
        }
    }
    let mut papers = counting(connection, &items).await?;
    let texts = proposal::Entity::find().filter(proposal::Column::Id.is_in(proposals.iter().copied()));
    let texts = if proposals.is_empty() { vec![] } else { texts.all(connection).await? };
    let texts: BTreeMap<Uuid, proposal::Model> = texts.into_iter().map(|row| (row.id, row)).collect();
    let point = |point: points::Point| match point {
        points::Point::Item(item) => {
            let papers = papers.remove(&item.id).unwrap_or_default();
            of_item(item, papers)
        }
        points::Point::Proposal(line) => {
            let content = texts.get(&line.id).map(content_of).unwrap_or_default();
            Ok(of_proposal(line, &content))
        }
    };
    points.into_iter().map(point).collect()
}

fn of_item(item: agenda_item::Model, papers: Vec<PaperLink>) -> Result<Point, DbErr> {
    let list = papers::list_of(item.meeting_id, item.id);
    let paper = |link: PaperLink| Paper { address: format!("{list}/{}/bestand", link.id), name: link.name };
    Ok(Point {
        about: About::Item(item.id.into()),
        purpose: item.purpose.parse().map_err(|_| unreadable("purpose"))?,
        title: item.title,
        oral: item.oral,
        address: None,
        note: item.note,
        papers: papers.into_iter().map(paper).collect(),
        parts: vec![],
        decision: None,
        waits_for: None,
    })
}

fn of_proposal(line: AgendaLine, content: &Proposal) -> Point {
    let note = line.joint_text();
    let filled = content.parts().into_iter().filter(|part| has_words(part.text));
    Point {
        about: About::Proposal(line.id.into()),
        purpose: line.purpose,
        oral: false,
        title: line.title,
        address: Some(address(line.id)),
        note,
        papers: vec![],
        parts: filled.map(|part| (part.heading.to_owned(), part.text.to_owned())).collect(),
        decision: Some(content.decision.clone()).filter(|text| has_words(text)),
        waits_for: match line.turn {
            Turn::After(body) => Some(body),
            Turn::With(_) | Turn::Open | Turn::Concluded(_) => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: u128, papers: &[&str]) -> Point {
        let paper = |name: &&str| Paper { name: (*name).to_owned(), address: format!("/{name}") };
        Point {
            about: About::Item(Uuid::from_u128(number).into()),
            title: format!("Punt {number}"),
            address: None,
            purpose: Purpose::Inform,
            oral: false,
            note: None,
            papers: papers.iter().map(paper).collect(),
            parts: vec![],
            decision: None,
            waits_for: None,
        }
    }

    #[test]
    fn of_a_point_that_both_have_only_the_papers_that_differ_are_told() {
        let kept = [point(1, &["notitie", "kaart"]), point(2, &["brief"])];
        let now = [point(1, &["kaart", "begroting"]), point(3, &["los"])];
        let told = |one: &[Point], other: &[Point]| {
            let only = only_in(one, other);
            only.map(|(point, paper)| (point.title.clone(), paper.map(|paper| paper.name.clone()))).collect::<Vec<_>>()
        };
        let (first, some) = ("Punt 1".to_owned(), |name: &str| Some(name.to_owned()));
        assert_eq!(told(&now, &kept), [(first.clone(), some("begroting")), ("Punt 3".to_owned(), None)]);
        assert_eq!(told(&kept, &now), [(first, some("notitie")), ("Punt 2".to_owned(), None)]);
    }
}
