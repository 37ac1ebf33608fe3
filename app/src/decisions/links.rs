//! Which commitments a decision makes or changes: reading the form, and writing the links.
#![expect(
    clippy::disallowed_methods,
    reason = "the links of a decision that was found through `seen`; commitments through `visible`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::Problem;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::decisions::{Effect, check_link};
use domain::differences::{Field, FieldChange};
use domain::policy::Visibility;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{decision, decision_commitment};
use super::form::DecisionForm;
use super::standing::{Linked, effect_of, linked};
use crate::audit::{self, Author, Subject};
use crate::bottlenecks::form::ticked;
use crate::bottlenecks::queries::{Found, by_ids, find};
use crate::choosing::{Choosable, TERMS_MAX, Wording, resolved, terms};
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::meetings::records::unreadable;
use crate::request::Request;

const COMMITMENTS: Wording = Wording {
    one: "afspraak",
    many: "afspraken",
    by: "een nummer, op woorden uit de titel of op een gemeente",
    ticks: "commitments",
    search: "search",
    offers: false,
};

/// All of them, whoever may see them.
pub async fn of_decision(connection: &impl ConnectionTrait, decision: Uuid) -> Result<BTreeSet<Uuid>, DbErr> {
    let of_it = decision_commitment::Entity::find().filter(decision_commitment::Column::DecisionId.eq(decision));
    Ok(of_it.all(connection).await?.into_iter().map(|row| row.commitment_id).collect())
}

/// Of each decision all of them, whoever may see them, with what it does to them; in the same order whenever it is asked.
pub async fn links_of(
    connection: &impl ConnectionTrait,
    decisions: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<(Effect, Uuid)>>, DbErr> {
    let of_them = decision_commitment::Entity::find()
        .filter(decision_commitment::Column::DecisionId.is_in(decisions))
        .order_by_asc(decision_commitment::Column::CommitmentId);
    let mut by_decision: BTreeMap<Uuid, Vec<(Effect, Uuid)>> = BTreeMap::new();
    for link in of_them.all(connection).await? {
        by_decision.entry(link.decision_id).or_default().push((effect_of(&link)?, link.commitment_id));
    }
    Ok(by_decision)
}

/// Of each decision, those that somebody may see.
pub async fn of_decisions(
    request: &Request,
    connection: &impl ConnectionTrait,
    decisions: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Linked>>, DbErr> {
    let of_them = decision_commitment::Entity::find().filter(decision_commitment::Column::DecisionId.is_in(decisions));
    let mut by_decision: BTreeMap<Uuid, Vec<Linked>> = BTreeMap::new();
    for (decision, one) in linked(request, connection, of_them.all(connection).await?).await? {
        by_decision.entry(decision).or_default().push(one);
    }
    Ok(by_decision)
}

/// What is ticked in the form, and what its search field names without doubt; `problems` grows by the rest. `before`: what
/// the decision was about, which stays whatever became of it.
pub async fn in_form(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    form: &DecisionForm,
    before: &BTreeSet<Uuid>,
    problems: &mut Vec<Problem>,
) -> Result<BTreeSet<Uuid>, DbErr> {
    let wanted = ticked(&form.commitments);
    let known = by_ids(connection, visibility, &wanted.iter().copied().flatten().collect()).await?;
    if known.len() < wanted.len() {
        problems.push(COMMITMENTS.unknown_tick());
    }
    let mut terms = terms(&form.search);
    if terms.len() > TERMS_MAX {
        problems.push(COMMITMENTS.too_many_terms());
        terms.clear();
    }
    let found = find(connection, visibility, &terms).await?;
    let named: Vec<Found> = resolved(known, &found, &terms, &COMMITMENTS, problems);
    let effect = form.effect().unwrap_or_else(|problem| {
        problems.push(problem);
        Effect::Amends
    });
    let new = named.iter().map(|found| found.id).filter(|id| !before.contains(id));
    let rows: Vec<(Uuid, String)> = visible(visibility)
        .filter(commitment::Column::Id.is_in(new))
        .select_only()
        .columns([commitment::Column::Id, commitment::Column::LifeCycle])
        .into_tuple()
        .all(connection)
        .await?;
    for (id, life_cycle) in rows {
        let life_cycle: LifeCycle = life_cycle.parse().map_err(|_| unreadable("life cycle"))?;
        if let Err(problem) = check_link(effect, life_cycle) {
            let label = named.iter().find(|found| found.id == id).map(Choosable::label).unwrap_or_default();
            problems.push(Problem::new("search", format!("{label}: {}", problem.message)));
        }
    }
    Ok(named.into_iter().map(|found| found.id).collect())
}

/// What is not named any more, of what this person may see, and what is new.
pub struct Change {
    pub added: BTreeSet<Uuid>,
    /// What the decision does to what is added.
    pub effect: Effect,
    pub removed: BTreeSet<Uuid>,
}

impl Change {
    pub const fn adding(added: BTreeSet<Uuid>, effect: Effect) -> Self {
        Self { added, effect, removed: BTreeSet::new() }
    }

    pub async fn of(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        before: &BTreeSet<Uuid>,
        (named, effect): (&BTreeSet<Uuid>, Effect),
    ) -> Result<Self, DbErr> {
        let seen = by_ids(connection, visibility, before).await?.into_iter().map(|found| found.id);
        let removed = seen.filter(|id| !named.contains(id)).collect();
        Ok(Self { added: named.difference(before).copied().collect(), effect, removed })
    }

    /// # Errors
    /// A version of a commitment names the decision as its ground: that link stays.
    pub async fn check(&self, connection: &impl ConnectionTrait, decision: Uuid) -> Result<Result<(), Problem>, DbErr> {
        let done = decision_commitment::Entity::find()
            .filter(decision_commitment::Column::DecisionId.eq(decision))
            .filter(decision_commitment::Column::CommitmentId.is_in(self.removed.iter().copied()))
            .filter(decision_commitment::Column::Version.is_not_null());
        let message = "Een afspraak is al gewijzigd op grond van dit besluit. Laat het vinkje bij die afspraak staan.";
        Ok(match done.one(connection).await? {
            Some(_) => Err(Problem::new("commitments", message)),
            None => Ok(()),
        })
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// Writes it, and adds an entry about each commitment, which is read by who may see that one.
    pub async fn write(
        &self,
        transaction: &DatabaseTransaction,
        row: &decision::Model,
        author: &Author,
    ) -> Result<(), DbErr> {
        decision_commitment::Entity::delete_many()
            .filter(decision_commitment::Column::DecisionId.eq(row.id))
            .filter(decision_commitment::Column::CommitmentId.is_in(self.removed.iter().copied()))
            .exec(transaction)
            .await?;
        let added = self.added.iter().map(|commitment| decision_commitment::ActiveModel {
            decision_id: Set(row.id),
            commitment_id: Set(*commitment),
            effect: Set(self.effect.code().to_owned()),
            done_at: Set((self.effect == Effect::Creates).then_some(author.at)),
            version: Set(None),
        });
        decision_commitment::Entity::insert_many(added).exec_without_returning(transaction).await?;
        let change = |before: &str, after: &str| FieldChange {
            field: Field::Decision,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let added = self.added.iter().map(|id| (id, Event::DecisionLinked, change("", &row.text)));
        let removed = self.removed.iter().map(|id| (id, Event::DecisionUnlinked, change(&row.text, "")));
        for (id, event, change) in added.chain(removed) {
            audit::record(transaction, author, event, Subject::Commitment(*id), &[change]).await?;
        }
        Ok(())
    }
}
