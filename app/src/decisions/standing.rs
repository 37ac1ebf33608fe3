//! What became of the commitments that decisions make or change: of those, everybody sees the ones that they may see.
#![expect(
    clippy::disallowed_methods,
    reason = "the links of decisions that were found through `seen`; commitments and what belongs to them through `visible`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::agreement::{Answer, Reply};
use domain::commitments::LifeCycle;
use domain::decisions::{Effect, check_link};
use domain::policy::{Action, Verb};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::decision_commitment;
use crate::bottlenecks::queries::by_ids;
use crate::choosing::Choosable;
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::agreement::records::Outcome;
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::commitments::records::{parties_of_many, rights_of, stored_life_cycle};
use crate::meetings::records::unreadable;
use crate::request::Request;

/// Who is to change a commitment as was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Yours,
    Others,
}

/// A commitment that a decision makes or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub id: Uuid,
    pub label: String,
    pub effect: Effect,
    /// What became of it, as a sentence goes on: `versie 2 ligt bij de partijen, 1 van 3 zei ja`.
    pub standing: String,
    /// The version that says what was decided.
    pub version: Option<i32>,
    /// None: nothing is to be done any more.
    pub turn: Option<Turn>,
}

impl Linked {
    /// Where somebody changes the commitment as was decided.
    pub fn amend_path(&self, decision: Uuid) -> String {
        amend_path(self.id, decision)
    }
}

pub fn amend_path(commitment: Uuid, decision: Uuid) -> String {
    format!("/afspraken/{commitment}/bewerken?besluit={decision}")
}

/// The visible ones of these links, each with its decision, by agenda and number.
pub async fn linked(
    request: &Request,
    connection: &impl ConnectionTrait,
    links: Vec<decision_commitment::Model>,
) -> Result<Vec<(Uuid, Linked)>, DbErr> {
    let visibility = &request.visibility();
    let ids: BTreeSet<Uuid> = links.iter().map(|link| link.commitment_id).collect();
    let found = by_ids(connection, visibility, &ids).await?;
    if found.is_empty() {
        return Ok(vec![]);
    }
    let shown: Vec<Uuid> = found.iter().map(|found| found.id).collect();
    let rows = visible(visibility).filter(commitment::Column::Id.is_in(shown.clone())).all(connection).await?;
    let rows: BTreeMap<Uuid, commitment::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let parties = parties_of_many(connection, &shown).await?;
    let versions = Versions::of(connection, &shown).await?;
    let mut linked = Vec::new();
    for one in &found {
        let Some(row) = rows.get(&one.id) else { continue };
        let rights = rights_of(row, parties.get(&one.id).map_or(&[], Vec::as_slice), vec![]);
        let may = request.allow(Action::Commitment(Verb::Edit, &rights)).is_ok();
        for link in links.iter().filter(|link| link.commitment_id == one.id) {
            let effect = effect_of(link)?;
            let waits = effect == Effect::Amends && link.done_at.is_none();
            let waits = waits && check_link(effect, rights.life_cycle).is_ok();
            let version = match effect {
                Effect::Amends => link.version,
                Effect::Creates => row.asking.or(row.in_force),
            };
            let (id, label) = (one.id, one.label());
            let standing = standing(&versions, row, link, version);
            let turn = waits.then_some(if may { Turn::Yours } else { Turn::Others });
            linked.push((link.decision_id, Linked { id, label, effect, standing, version, turn }));
        }
    }
    Ok(linked)
}

pub fn effect_of(link: &decision_commitment::Model) -> Result<Effect, DbErr> {
    link.effect.parse().map_err(|_| unreadable("effect"))
}

fn standing(
    versions: &Versions,
    row: &commitment::Model,
    link: &decision_commitment::Model,
    version: Option<i32>,
) -> String {
    if let Some(number) = version {
        return versions.standing(row.id, number);
    }
    let told = match (link.done_at.is_some(), stored_life_cycle(&row.life_cycle)) {
        (true, LifeCycle::Draft) => "staat in het concept",
        (true, _) => "verwerkt",
        (false, LifeCycle::Lapsed) => "niet verwerkt: de afspraak is vervallen",
        (false, LifeCycle::Completed) => "niet verwerkt: de afspraak is afgerond",
        (false, _) => "nog niet verwerkt",
    };
    told.to_owned()
}

/// How versions stand between their parties.
struct Versions {
    outcomes: BTreeMap<(Uuid, i32), Option<Outcome>>,
    /// How many are asked, and how many said yes.
    answers: BTreeMap<(Uuid, i32), (u32, u32)>,
}

impl Versions {
    async fn of(connection: &impl ConnectionTrait, commitments: &[Uuid]) -> Result<Self, DbErr> {
        use commitment_version::Column as V;
        use confirmation::Column as C;
        let outcomes: Vec<(Uuid, i32, Option<String>)> = commitment_version::Entity::find()
            .select_only()
            .columns([V::CommitmentId, V::Number, V::Outcome])
            .filter(V::CommitmentId.is_in(commitments.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?;
        let given: Vec<(Uuid, i32, Option<String>, bool)> = confirmation::Entity::find()
            .select_only()
            .columns([C::CommitmentId, C::Version, C::Reply, C::Lifted])
            .filter(C::CommitmentId.is_in(commitments.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?;
        let outcome = |code: String| code.parse::<Outcome>().map_err(|_| unreadable("outcome"));
        let outcomes =
            outcomes.into_iter().map(|(id, number, code)| Ok(((id, number), code.map(outcome).transpose()?)));
        let mut answers: BTreeMap<(Uuid, i32), (u32, u32)> = BTreeMap::new();
        for (id, version, reply, lifted) in given {
            let counts = answers.entry((id, version)).or_default();
            counts.0 += 1;
            let reply = reply.and_then(|code| code.parse::<Reply>().ok());
            counts.1 += u32::from(reply.is_some_and(|reply| Answer { reply, text: None, lifted }.is_final_yes()));
        }
        Ok(Self { outcomes: outcomes.collect::<Result<_, DbErr>>()?, answers })
    }

    fn standing(&self, commitment: Uuid, number: i32) -> String {
        let of = (commitment, number);
        match self.outcomes.get(&of).copied().flatten() {
            None => {
                let (asked, yes) = self.answers.get(&of).copied().unwrap_or_default();
                format!("versie {number} ligt bij de partijen, {yes} van {asked} zei ja")
            }
            Some(Outcome::Ratified) => format!("versie {number} is bekrachtigd"),
            Some(Outcome::Replaced) => format!("versie {number} is vervangen door een nieuwe versie"),
            Some(Outcome::Withdrawn) => format!("versie {number} is ingetrokken"),
            Some(Outcome::Lapsed) => "de afspraak is vervallen".to_owned(),
        }
    }
}
