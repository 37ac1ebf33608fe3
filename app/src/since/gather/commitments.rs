//! Commitments, with their versions, answers, lights, milestones, comments and files.

use std::collections::BTreeMap;

use domain::agreement::Reply;
use domain::commitments::{Content, LifeCycle, PartyRole};
use domain::period::label_or_unknown;
use domain::policy::CommitmentRights;
use domain::progress::Aspect;
use domain::since::{Answered, Date, Slot, Subject, Value, VersionState};
use domain::snapshots::{About, Marks, Reasons};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::{Gathering, stored, unreadable};
use crate::comments::entity::comment;
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::agreement::records::{Outcome, contents_asked};
use crate::commitments::entity::{commitment, party, progress_update};
use crate::commitments::names::commitment_label;
use crate::commitments::records::{stored_life_cycle, stored_period};
use crate::commitments::steps::entity::milestone;
use crate::files::entity::file;

/// The organisations of a commitment: who leads it, and all of them.
type Parties = (Option<Uuid>, Vec<Uuid>);

fn subject(id: Uuid) -> Subject {
    Subject::Commitment(id.into())
}

/// From what to what a version that lies with the parties would move the dates that hold; none: it leaves them.
fn dates_asked(row: &commitment::Model, asked: &Content) -> Option<String> {
    let dates = [(Date::Start, &row.start, asked.start), (Date::Due, &row.due, asked.due)];
    let moved = dates.into_iter().filter_map(|(date, stored, asked)| {
        let standing = stored_period(stored.as_deref());
        let told = || format!("{}: {} → {}", date.label(), label_or_unknown(standing), label_or_unknown(asked));
        (standing != asked).then(told)
    });
    Some(moved.collect::<Vec<_>>().join("; ")).filter(|told| !told.is_empty())
}

impl<C: ConnectionTrait> Gathering<'_, C> {
    /// The ids of the region's, for what belongs to them.
    fn ids(&self) -> sea_orm::sea_query::SelectStatement {
        Query::select()
            .column(commitment::Column::Id)
            .from(commitment::Entity)
            .and_where(commitment::Column::RegionId.eq(self.region))
            .to_owned()
    }

    pub(super) async fn commitments(&mut self) -> Result<(), DbErr> {
        let mut parties = self.parties().await?;
        let rows = commitment::Entity::find().filter(commitment::Column::RegionId.eq(self.region));
        let rows = rows.all(self.connection).await?;
        let asked = contents_asked(self.connection, &rows).await?;
        for row in rows {
            let change =
                row.asking.and_then(|number| Some((number, dates_asked(&row, asked.get(&(row.id, number))?)?)));
            if let Some((number, change)) = change {
                self.asked.insert((row.id, number), change);
            }
            let (lead, named) = parties.remove(&row.id).unwrap_or_default();
            let rights = CommitmentRights {
                region: row.region_id.into(),
                municipality: row.municipality_id.map(Into::into),
                life_cycle: stored_life_cycle(&row.life_cycle),
                published: row.source_id.is_some(),
                lead: lead.map(Into::into),
                parties: named.into_iter().map(Into::into).collect(),
                asked: vec![],
            };
            let name = commitment_label(&row.number, &row.title, self.place(row.municipality_id));
            let (subject, life_cycle) = (subject(row.id), rights.life_cycle);
            let about = About::new(name, Marks::Commitment(rights));
            self.subject(subject, row.municipality_id, About { example: row.example, ..about });
            let why = row.closing_reason.filter(|_| life_cycle == LifeCycle::Lapsed);
            self.hold_because(subject, Slot::LifeCycle, Value::LifeCycle(life_cycle), why);
            let dates = [(Date::Start, &row.start), (Date::Due, &row.due), (Date::Expected, &row.expected)];
            for (date, text) in dates {
                self.hold(subject, Slot::Date(date), Value::When(stored_period(text.as_deref())));
            }
            if let Some(day) = row.due_last_day {
                self.hold(subject, Slot::LastDay, Value::Day(day));
            }
            if let Some(day) = row.progress_on {
                self.hold(subject, Slot::ReportedOn, Value::Day(day));
            }
        }
        Ok(())
    }

    async fn parties(&self) -> Result<BTreeMap<Uuid, Parties>, DbErr> {
        let rows: Vec<(Uuid, Uuid, String)> = party::Entity::find()
            .select_only()
            .columns([party::Column::CommitmentId, party::Column::OrganisationId, party::Column::Role])
            .filter(party::Column::CommitmentId.in_subquery(self.ids()))
            .filter(party::Column::OrganisationId.is_not_null())
            .order_by_asc(party::Column::CommitmentId)
            .order_by_asc(party::Column::Position)
            .into_tuple()
            .all(self.connection)
            .await?;
        let mut of: BTreeMap<Uuid, Parties> = BTreeMap::new();
        for (commitment, organisation, role) in rows {
            let parties = of.entry(commitment).or_default();
            if role == PartyRole::Lead.code() {
                parties.0.get_or_insert(organisation);
            }
            parties.1.push(organisation);
        }
        Ok(of)
    }

    pub(super) async fn versions(&mut self) -> Result<(), DbErr> {
        use commitment_version::Column as V;
        let versions: Vec<(Uuid, i32, Option<String>)> = commitment_version::Entity::find()
            .select_only()
            .columns([V::CommitmentId, V::Number, V::Outcome])
            .filter(V::CommitmentId.in_subquery(self.ids()))
            .into_tuple()
            .all(self.connection)
            .await?;
        for (id, number, outcome) in versions {
            let state = match outcome {
                None => VersionState::Asked,
                Some(code) => became(stored(&code, "outcome")?),
            };
            let change = self.asked.remove(&(id, number)).filter(|_| state == VersionState::Asked);
            self.hold_because(subject(id), Slot::Version(number), Value::Version(state), change);
        }
        use confirmation::Column as A;
        let answers: Vec<(Uuid, i32, Uuid, String, bool, Option<String>)> = confirmation::Entity::find()
            .select_only()
            .columns([A::CommitmentId, A::Version, A::OrganisationId, A::Reply, A::Lifted, A::Text])
            .filter(A::CommitmentId.in_subquery(self.ids()))
            .filter(A::Reply.is_not_null())
            .into_tuple()
            .all(self.connection)
            .await?;
        for (id, version, party, reply, lifted, text) in answers {
            let slot = Slot::Answer { version, party: party.into() };
            let answer = Value::Answer(answered(stored(&reply, "reply")?, lifted));
            self.hold_because(subject(id), slot, answer, text);
        }
        Ok(())
    }

    /// Of the newest report of each, with its reasons.
    pub(super) async fn lights(&mut self) -> Result<(), DbErr> {
        use progress_update::Column as U;
        let newest = Query::select()
            .expr(Expr::col((progress_update::Entity, U::At)).max())
            .from(progress_update::Entity)
            .and_where(
                Expr::col((progress_update::Entity, U::CommitmentId))
                    .equals((commitment::Entity, commitment::Column::Id)),
            )
            .to_owned();
        let of_newest = |column: U| Expr::col((Newest, column));
        let rows = commitment::Entity::find()
            .select_only()
            .column_as(commitment::Column::Id, "commitment")
            .expr_as(of_newest(U::Content), "content")
            .expr_as(of_newest(U::Planning), "planning")
            .expr_as(of_newest(U::Money), "money")
            .expr_as(of_newest(U::Cause), "cause")
            .expr_as(of_newest(U::Effect), "effect")
            .expr_as(of_newest(U::Correction), "correction")
            .join_as(JoinType::InnerJoin, progress_update::Relation::Commitment.def().rev(), Newest)
            .filter(commitment::Column::RegionId.eq(self.region))
            .filter(of_newest(U::At).in_subquery(newest))
            // Of two at one moment the last that was written counts.
            .order_by_asc(of_newest(U::Id))
            .into_model::<ReportRecord>()
            .all(self.connection)
            .await?;
        for row in rows {
            let subject = subject(row.commitment);
            for (aspect, code) in
                [(Aspect::Content, &row.content), (Aspect::Planning, &row.planning), (Aspect::Money, &row.money)]
            {
                self.hold(subject, Slot::Stoplight(aspect), Value::Light(stored(code, "light")?));
            }
            let reasons = Reasons { cause: row.cause, effect: row.effect, correction: row.correction };
            if let Some(about) = self.kept.subjects.get_mut(&subject) {
                about.reasons = Some(reasons).filter(|reasons| *reasons != Reasons::default());
            }
        }
        Ok(())
    }

    pub(super) async fn milestones(&mut self) -> Result<(), DbErr> {
        let rows = milestone::Entity::find().filter(milestone::Column::CommitmentId.in_subquery(self.ids()));
        for row in rows.all(self.connection).await? {
            let due = stored_period(Some(&row.due)).ok_or_else(|| unreadable("day of a milestone"))?;
            let value = Value::Milestone { title: row.title, due, done_on: row.done_on };
            self.hold(subject(row.commitment_id), Slot::Milestone(row.id.into()), value);
        }
        Ok(())
    }

    /// That they are there. The words of a comment are nobody's but its writer's, who can take them back: they are not kept, only
    /// for which organisation they were written.
    pub(super) async fn comments_and_files(&mut self) -> Result<(), DbErr> {
        use comment::Column as R;
        let comments: Vec<(Uuid, Uuid, Uuid)> = comment::Entity::find()
            .select_only()
            .columns([R::Id, R::CommitmentId, R::OrganisationId])
            .filter(Condition::all().add(R::CommitmentId.in_subquery(self.ids())).add(R::WithdrawnAt.is_null()))
            .into_tuple()
            .all(self.connection)
            .await?;
        for (id, commitment, organisation) in comments {
            let whose = self.organisations.get(&organisation).cloned().unwrap_or_default();
            self.hold(subject(commitment), Slot::Comment(id.into()), Value::Words(whose));
        }
        use file::Column as F;
        let files: Vec<(Uuid, Uuid, String)> = file::Entity::find()
            .select_only()
            .columns([F::Id, F::CommitmentId, F::Name])
            .filter(Condition::all().add(F::CommitmentId.in_subquery(self.ids())).add(F::WithdrawnAt.is_null()))
            .into_tuple()
            .all(self.connection)
            .await?;
        for (id, commitment, name) in files {
            self.hold(subject(commitment), Slot::File(id.into()), Value::Words(name));
        }
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct ReportRecord {
    commitment: Uuid,
    content: String,
    planning: String,
    money: String,
    cause: Option<String>,
    effect: Option<String>,
    correction: Option<String>,
}

/// The report that counts, beside all others in a query.
#[derive(Clone, Copy, sea_orm::DeriveIden)]
struct Newest;

const fn became(outcome: Outcome) -> VersionState {
    match outcome {
        Outcome::Ratified => VersionState::Ratified,
        Outcome::Replaced => VersionState::Replaced,
        Outcome::Withdrawn => VersionState::Withdrawn,
        Outcome::Lapsed => VersionState::Lapsed,
    }
}

const fn answered(reply: Reply, lifted: bool) -> Answered {
    match reply {
        Reply::Confirmed => Answered::Confirmed,
        Reply::Reserved if lifted => Answered::Lifted,
        Reply::Reserved => Answered::Reserved,
        Reply::Declined => Answered::Declined,
    }
}
