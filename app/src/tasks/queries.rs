//! Reading tasks: at most three queries for each kind, however many there are.

use chrono::NaiveDate;
use domain::agreement::Reply;
use domain::commitments::{Content, LifeCycle};
use domain::dutch;
use domain::occurrences::occurrence_at;
use domain::organisations::Role;
use domain::period::label_or_unknown;
use domain::policy::Actor;
use domain::progress::Reckoning;
use domain::tasks::TaskKind;
use sea_orm::sea_query::{Expr, NullOrdering};
use sea_orm::{
    ColumnTrait, Condition, DbErr, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::kinds::{in_vain_task, role_task};
use super::left_out::left_out;
use super::wanted::{Wanted, mine_first, with_function};
use crate::bottlenecks;
use crate::comments;
use crate::commitments::agreement::entity::confirmation;
use crate::commitments::agreement::records::asked_of;
use crate::commitments::entity::commitment;
use crate::commitments::names::commitment_label;
use crate::commitments::occurrences::path_of;
use crate::commitments::queries::conditions::{led_by, led_ones, overdue, stale};
use crate::commitments::queries::visible;
use crate::commitments::records::{stored_life_cycle, stored_period};
use crate::commitments::steps::queries as milestones;
use crate::commitments::waiting::queries::{in_vain, waiting_for};
use crate::decisions::queries::to_carry_out;
use crate::deliveries;
use crate::error::AppError;
use crate::memo::remembered;
use crate::notes;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;
use crate::roles;

/// What is asked of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: TaskKind,
    pub tasks: Vec<Task>,
    pub total: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it is done.
    pub href: String,
    /// Number and title, or what it is about.
    pub title: String,
    /// Why it is here: since when, or who says what.
    pub detail: String,
    /// Of the organisation, where one is named.
    pub function: Option<String>,
    pub example: bool,
}

/// What this person can do, as it was counted before or is counted now.
pub async fn tasks_again(request: &Request, wanted: Wanted) -> Result<Vec<Section>, AppError> {
    let actor = request.actor();
    let counting = async { Ok(tasks(request, wanted).await?) };
    // All aanjagers see the same, but are asked what is their organisation's; and the own function comes first.
    let function = request.user.function.as_deref();
    let whose = format!("tasks {} {:?} {} {function:?} {wanted:?}", actor.organisation, actor.role, actor.mandated);
    remembered(request, &whose, counting).await
}

/// What this person can do, in the order of [`TaskKind`]; kinds of which there is nothing are left out.
pub async fn tasks(request: &Request, wanted: Wanted) -> Result<Vec<Section>, DbErr> {
    let actor = request.actor();
    let mut sections = Vec::new();
    let asked =
        |kind: &TaskKind| wanted.kind.is_none_or(|only| only == *kind) && kind.is_for(actor.role, actor.mandated);
    for kind in TaskKind::ALL.iter().copied().filter(asked) {
        let section = section(request, kind, wanted).await?;
        if section.total > 0 {
            sections.push(section);
        }
    }
    Ok(sections)
}

async fn section(request: &Request, kind: TaskKind, wanted: Wanted) -> Result<Section, DbErr> {
    let (database, visibility, organisation) = (request.database(), request.visibility(), request.actor().organisation);
    let limit = wanted.limit();
    let all: Vec<Task> = match kind {
        TaskKind::Confirm | TaskKind::LiftReservation | TaskKind::Settle => {
            let answers = wanted.of_mine(request, answers(request, kind));
            return read(request, kind, limit, answers.clone(), with_answer(answers)).await;
        }
        TaskKind::Update | TaskKind::Overdue | TaskKind::LeftOut => {
            let commitments = wanted.of_mine(request, commitments(request, kind));
            return read(request, kind, limit, commitments.clone(), without_answer(commitments)).await;
        }
        TaskKind::Milestone => {
            let led = wanted.of_mine(request, led_ones(visible(&visibility), organisation));
            let (late, total) = milestones::overdue(database, led, request.today(), limit).await?;
            return Ok(Section { kind, tasks: late.into_iter().map(Task::from).collect(), total });
        }
        TaskKind::VerifyDelivery | TaskKind::CorrectDelivery => {
            let (lots, total) = deliveries::queries::asked(request, kind, limit).await?;
            return Ok(Section { kind, tasks: lots.into_iter().map(Task::from).collect(), total });
        }
        TaskKind::CarryOut => {
            let (waiting, total) = to_carry_out(request, led_or_in_own_agenda(request.actor()), limit).await?;
            return Ok(Section { kind, tasks: waiting.into_iter().map(Task::from).collect(), total });
        }
        TaskKind::Asked => comments::queries::asked(request).await?.into_iter().map(Task::from).collect(),
        TaskKind::AnswerNote => notes::queries::open_questions(request).await?.into_iter().map(Task::from).collect(),
        TaskKind::AcknowledgeRole => {
            let waiting = roles::queries::waiting_for(request).await?;
            waiting.map(|(name, state)| role_task(organisation.0, name, state)).into_iter().collect()
        }
        TaskKind::Waiting => {
            waiting_for(database, &visibility, organisation).await?.into_iter().map(Task::from).collect()
        }
        TaskKind::WaitInVain => {
            let whose = led_or_in_own_agenda(request.actor());
            in_vain(database, &visibility, whose).await?.into_iter().map(in_vain_task).collect()
        }
        TaskKind::Bottleneck => {
            let to_act = bottlenecks::queries::to_act(database, &visibility, organisation).await?;
            to_act.into_iter().map(Task::from).collect()
        }
    };
    Ok(Section::of(kind, wanted.mine_first(request, all), limit))
}

/// The first of a selection, and how many there are.
async fn read(
    request: &Request,
    kind: TaskKind,
    limit: u64,
    chosen: Select<commitment::Entity>,
    records: Select<commitment::Entity>,
) -> Result<Section, DbErr> {
    let database = request.database();
    let records = mine_first(request, with_function(request, records));
    let records: Vec<Record> = in_order(records).limit(limit).into_model().all(database).await?;
    // Counting costs as much as reading: only where there is more than is shown.
    let total = if (records.len() as u64) < limit { records.len() as u64 } else { chosen.count(database).await? };
    // Somebody says yes to what is asked, not to what holds until then.
    let waiting = records.iter().filter(|_| kind == TaskKind::Confirm).map(|record| record.id);
    let asked = asked_of(database, waiting.collect()).await?;
    let task = |record: Record| {
        let asked = asked.get(&record.id);
        record.into_task(kind, asked, request.reckoning())
    };
    Ok(Section { kind, tasks: records.into_iter().map(task).collect(), total })
}

impl Section {
    /// Of all there are.
    fn of(kind: TaskKind, mut tasks: Vec<Task>, limit: u64) -> Self {
        let total = tasks.len() as u64;
        tasks.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Self { kind, tasks, total }
    }
}

/// The answers that a kind of task is about, or that are missing, each with its commitment.
fn answers(request: &Request, kind: TaskKind) -> Select<commitment::Entity> {
    use confirmation::Column as C;
    let actor = request.actor();
    let asked =
        visible(&request.visibility()).join(JoinType::InnerJoin, confirmation::Relation::AskingCommitment.def().rev());
    let own = C::OrganisationId.eq(actor.organisation.0);
    let reserved = Condition::all().add(C::Reply.eq(Reply::Reserved.code())).add(C::Lifted.eq(false));
    match kind {
        TaskKind::LiftReservation => asked.filter(own).filter(reserved),
        TaskKind::Settle => {
            let no_full_yes = Condition::any().add(C::Reply.eq(Reply::Declined.code())).add(reserved);
            // Nobody speaks to itself; an aanjager speaks to all.
            let of_others = (actor.role != Role::Driver).then(|| C::OrganisationId.ne(actor.organisation.0));
            asked.filter(no_full_yes).filter(Condition::all().add_option(of_others)).filter(led_or_in_own_agenda(actor))
        }
        _ => asked.filter(own).filter(C::Reply.is_null()),
    }
}

/// The commitments that a kind of task is about.
fn commitments(request: &Request, kind: TaskKind) -> Select<commitment::Entity> {
    let reckoning = request.reckoning();
    if kind == TaskKind::LeftOut {
        return left_out(request);
    }
    let old = match kind {
        // Of what was asked for in its place, the parties are to speak first.
        TaskKind::Overdue => {
            let asked_anew = Condition::all()
                .add(commitment::Column::InForce.is_not_null())
                .add(commitment::Column::Asking.is_not_null());
            overdue(reckoning).add(asked_anew.not())
        }
        _ => {
            let never = Condition::all()
                .add(commitment::Column::Progress.is_null())
                .add(commitment::Column::LifeCycle.eq(LifeCycle::Ratified.code()));
            Condition::any().add(stale(reckoning.foreseen())).add(never)
        }
    };
    let (actor, old) = (request.actor(), visible(&request.visibility()).filter(old));
    // An aanjager's work is everywhere.
    if actor.role == Role::Driver { old } else { led_ones(old, actor.organisation) }
}

/// Whose work it is: an aanjager's everywhere, and otherwise that of who leads, or who keeps the agenda.
fn led_or_in_own_agenda(actor: &Actor) -> Condition {
    if actor.role == Role::Driver {
        return Condition::all();
    }
    Condition::any()
        .add(commitment::Column::Id.in_subquery(led_by(actor.organisation)))
        .add_option(actor.municipality.map(|id| commitment::Column::MunicipalityId.eq(id.0)))
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    number: String,
    title: String,
    municipality: Option<String>,
    life_cycle: String,
    due: Option<String>,
    due_last_day: Option<NaiveDate>,
    progress_on: Option<NaiveDate>,
    example: bool,
    organisation: Option<String>,
    reply: Option<String>,
    text: Option<String>,
    own_function: Option<String>,
}

fn with_answer(chosen: Select<commitment::Entity>) -> Select<commitment::Entity> {
    with_columns(chosen)
        .column_as(organisation::Column::Name, "organisation")
        .columns([confirmation::Column::Reply, confirmation::Column::Text])
        .join(JoinType::InnerJoin, confirmation::Relation::Organisation.def())
}

fn without_answer(chosen: Select<commitment::Entity>) -> Select<commitment::Entity> {
    let nothing = || Expr::value(None::<String>);
    with_columns(chosen).expr_as(nothing(), "organisation").expr_as(nothing(), "reply").expr_as(nothing(), "text")
}

fn with_columns(chosen: Select<commitment::Entity>) -> Select<commitment::Entity> {
    use commitment::Column as C;
    chosen
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::LifeCycle, C::Due, C::DueLastDay, C::ProgressOn, C::Example])
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
}

/// What ends first comes first.
fn in_order(query: Select<commitment::Entity>) -> Select<commitment::Entity> {
    query
        .order_by_with_nulls(commitment::Column::DueLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(commitment::Column::Id)
}

impl Record {
    fn into_task(self, kind: TaskKind, asked: Option<&Content>, reckoning: Reckoning) -> Task {
        let own_page = format!("/afspraken/{}", self.id);
        let due = asked.map_or_else(|| stored_period(self.due.as_deref()), |asked| asked.due);
        // Of what recurs, only one occurrence is late.
        let late = due.zip(self.due_last_day).filter(|(due, _)| due.recurs());
        let late = late.and_then(|(due, last_day)| occurrence_at(due, last_day));
        let href = match kind {
            TaskKind::Confirm | TaskKind::LiftReservation => format!("{own_page}/bevestigen"),
            TaskKind::LeftOut => format!("{own_page}/reacties"),
            TaskKind::Update => format!("{own_page}/voortgang"),
            TaskKind::Overdue if let Some(late) = late => format!("{}/{late}", path_of(self.id)),
            // Only what is ratified can be completed; of another the time is mended.
            TaskKind::Overdue if self.life_cycle == LifeCycle::Ratified.code() => format!("{own_page}/afsluiten"),
            TaskKind::Overdue => format!("{own_page}/bewerken"),
            _ => own_page,
        };
        let detail = match kind {
            TaskKind::LiftReservation => self.text.unwrap_or_default(),
            TaskKind::Settle => {
                let reply = self.reply.as_deref().and_then(|code| code.parse::<Reply>().ok()).map_or("", Reply::label);
                let who = self.organisation.unwrap_or_default();
                format!("{who}: {} ({})", reply.to_lowercase(), self.text.unwrap_or_default())
            }
            TaskKind::Update => match self.progress_on {
                Some(day) if reckoning.is_stale(stored_life_cycle(&self.life_cycle), Some(day)) => {
                    format!("verouderd: laatst gemeld op {}", dutch::date(day))
                }
                Some(day) => format!("laatst gemeld op {}", dutch::date(day)),
                None => "nog nooit gemeld".to_owned(),
            },
            TaskKind::Overdue if let Some(late) = late => format!("{}: nog niets gemeld", late.label()),
            _ => format!("gereed: {}", label_or_unknown(due)),
        };
        let title = commitment_label(&self.number, &self.title, self.municipality.as_deref());
        Task { href, title, detail, function: self.own_function, example: self.example }
    }
}
