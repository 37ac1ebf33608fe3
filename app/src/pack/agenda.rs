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

use crate::meetings::entity::{agenda_item, meeting};
use crate::meetings::records::{items_of, unreadable};
use crate::papers;
use crate::papers::queries::{PaperLink, counting};
use crate::proposals::commands::address;
use crate::proposals::entity::proposal;
use crate::proposals::queries::{AgendaLine, Turn, of_meeting};
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
    /// Whether it is for this meeting to say something.
    pub const fn asks(&self) -> bool {
        self.purpose.asks() && self.waits_for.is_none()
    }
}

/// As the papers have it; as long as they are not ready: as it is now.
pub async fn points(connection: &impl ConnectionTrait, row: &meeting::Model) -> Result<Vec<Point>, DbErr> {
    match &row.kept_agenda {
        Some(kept) => serde_json::from_str(kept).map_err(|_| unreadable("kept agenda")),
        None => current(connection, row.id).await,
    }
}

/// What came to an agenda, or went from it, after people began to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    pub title: String,
    /// A file with what is on the agenda; none: all of it.
    pub paper: Option<String>,
    /// Where it is read; none: it is gone, or nowhere but on the agenda.
    pub address: Option<String>,
    pub gone: bool,
}

/// Nothing as long as the papers are not ready.
pub async fn late(connection: &impl ConnectionTrait, row: &meeting::Model) -> Result<Vec<Late>, DbErr> {
    if row.kept_agenda.is_none() {
        return Ok(vec![]);
    }
    let (kept, now) = (points(connection, row).await?, current(connection, row.id).await?);
    let came = only_in(&now, &kept).map(|(point, paper)| Late {
        title: point.title.clone(),
        paper: paper.map(|paper| paper.name.clone()),
        address: paper.map_or_else(|| point.address.clone(), |paper| Some(paper.address.clone())),
        gone: false,
    });
    let went = only_in(&kept, &now).map(|(point, paper)| Late {
        title: point.title.clone(),
        paper: paper.map(|paper| paper.name.clone()),
        address: None,
        gone: true,
    });
    Ok(came.chain(went).collect())
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

/// The agenda of this moment, to be kept.
pub async fn to_keep(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<String, DbErr> {
    serde_json::to_string(&current(connection, meeting).await?).map_err(|error| DbErr::Custom(error.to_string()))
}

/// Four queries, however many there are.
async fn current(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Point>, DbErr> {
    let items = items_of(connection, meeting).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let mut papers = counting(connection, &ids).await?;
    let lines = of_meeting(connection, meeting).await?;
    let texts = proposal::Entity::find().filter(proposal::Column::Id.is_in(lines.iter().map(|line| line.id)));
    let texts = if lines.is_empty() { vec![] } else { texts.all(connection).await? };
    let texts: BTreeMap<Uuid, proposal::Model> = texts.into_iter().map(|row| (row.id, row)).collect();
    let mut points = Vec::new();
    for item in items {
        let papers = papers.remove(&item.id).unwrap_or_default();
        points.push(of_item(item, papers)?);
    }
    points.extend(lines.into_iter().map(|line| {
        let content = texts.get(&line.id).map(content_of).unwrap_or_default();
        of_proposal(line, &content)
    }));
    Ok(points)
}

fn of_item(item: agenda_item::Model, papers: Vec<PaperLink>) -> Result<Point, DbErr> {
    let list = papers::list_of(item.meeting_id, item.id);
    let paper = |link: PaperLink| Paper { address: format!("{list}/{}/bestand", link.id), name: link.name };
    Ok(Point {
        about: About::Item(item.id.into()),
        purpose: item.purpose.parse().map_err(|_| unreadable("purpose"))?,
        title: item.title,
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
        title: line.title,
        address: Some(address(line.id)),
        note,
        papers: vec![],
        parts: filled.map(|part| (part.heading.to_owned(), part.text.to_owned())).collect(),
        decision: Some(content.decision.clone()).filter(|text| has_words(text)),
        waits_for: match line.turn {
            Turn::After(body) => Some(body),
            Turn::Open | Turn::Concluded(_) => None,
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
