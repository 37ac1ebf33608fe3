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

use crate::comments;
use crate::comments::queries::AskedOfYou;
use crate::commitments::agreement::entity::confirmation;
use crate::commitments::agreement::records::asked_of;
use crate::commitments::entity::commitment;
use crate::commitments::names::commitment_label;
use crate::commitments::occurrences::path_of;
use crate::commitments::queries::conditions::{led_by, led_ones, overdue, stale};
use crate::commitments::queries::visible;
use crate::commitments::records::{stored_life_cycle, stored_period};
use crate::commitments::steps::data::OverdueMilestone;
use crate::commitments::steps::queries as milestones;
use crate::commitments::waiting::data::WaitingFor;
use crate::commitments::waiting::queries::waiting_for;
use crate::decisions::queries::{ToCarryOut, to_carry_out};
use crate::decisions::views::excerpt;
use crate::deliveries;
use crate::deliveries::queries::AskedLot;
use crate::error::AppError;
use crate::memo::remembered;
use crate::notes;
use crate::notes::queries::OpenQuestion;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;
use crate::roles;
use crate::roles::queries::RoleState;

/// More than this nobody does in one sitting; the rest is counted.
const SHOWN: u64 = 25;

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
    pub example: bool,
}

/// What this person can do, as it was counted before or is counted now.
pub async fn tasks_again(request: &Request) -> Result<Vec<Section>, AppError> {
    let actor = request.actor();
    let counting = async { Ok(tasks(request).await?) };
    // All aanjagers see the same, but are asked what is their organisation's.
    let whose = format!("tasks {} {:?} {}", actor.organisation, actor.role, actor.mandated);
    remembered(request, &whose, counting).await
}

/// What this person can do, in the order of [`TaskKind`]; kinds of which there is nothing are left out.
pub async fn tasks(request: &Request) -> Result<Vec<Section>, DbErr> {
    let actor = request.actor();
    let mut sections = Vec::new();
    for kind in TaskKind::ALL.iter().copied().filter(|kind| kind.is_for(actor.role, actor.mandated)) {
        let section = section(request, kind).await?;
        if section.total > 0 {
            sections.push(section);
        }
    }
    Ok(sections)
}

async fn section(request: &Request, kind: TaskKind) -> Result<Section, DbErr> {
    let (visibility, organisation) = (request.visibility(), request.actor().organisation);
    match kind {
        TaskKind::Confirm | TaskKind::LiftReservation | TaskKind::Settle => {
            let answers = answers(request, kind);
            read(request, kind, answers.clone(), with_answer(answers)).await
        }
        TaskKind::Update | TaskKind::Overdue => {
            let commitments = commitments(request, kind);
            read(request, kind, commitments.clone(), without_answer(commitments)).await
        }
        TaskKind::Asked => {
            let asked = comments::queries::asked(request).await?;
            Ok(Section::of(kind, asked.into_iter().map(Task::from).collect()))
        }
        TaskKind::AnswerNote => {
            let open = notes::queries::open_questions(request).await?;
            Ok(Section::of(kind, open.into_iter().map(Task::from).collect()))
        }
        TaskKind::Milestone => {
            let (late, total) =
                milestones::overdue(request.database(), &visibility, organisation, request.today(), SHOWN).await?;
            Ok(Section { kind, tasks: late.into_iter().map(Task::from).collect(), total })
        }
        TaskKind::VerifyDelivery | TaskKind::CorrectDelivery => {
            let (lots, total) = deliveries::queries::asked(request, kind, SHOWN).await?;
            Ok(Section { kind, tasks: lots.into_iter().map(Task::from).collect(), total })
        }
        TaskKind::CarryOut => {
            let (waiting, total) = to_carry_out(request, led_or_in_own_agenda(request.actor()), SHOWN).await?;
            Ok(Section { kind, tasks: waiting.into_iter().map(Task::from).collect(), total })
        }
        TaskKind::AcknowledgeRole => {
            let waiting = roles::queries::waiting_for(request).await?;
            let own = request.actor().organisation.0;
            Ok(Section::of(kind, waiting.map(|(name, state)| role_task(own, name, state)).into_iter().collect()))
        }
        TaskKind::Waiting => {
            let waiting = waiting_for(request.database(), &visibility, organisation).await?;
            Ok(Section::of(kind, waiting.into_iter().map(Task::from).collect()))
        }
    }
}

/// The first of a selection, and how many there are.
async fn read(
    request: &Request,
    kind: TaskKind,
    chosen: Select<commitment::Entity>,
    records: Select<commitment::Entity>,
) -> Result<Section, DbErr> {
    let database = request.database();
    let records: Vec<Record> = in_order(records).limit(SHOWN).into_model().all(database).await?;
    // Counting costs as much as reading: only where there is more than is shown.
    let total = if (records.len() as u64) < SHOWN { records.len() as u64 } else { chosen.count(database).await? };
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
    fn of(kind: TaskKind, mut tasks: Vec<Task>) -> Self {
        let total = tasks.len() as u64;
        tasks.truncate(usize::try_from(SHOWN).unwrap_or(usize::MAX));
        Self { kind, tasks, total }
    }
}

impl From<OverdueMilestone> for Task {
    fn from(late: OverdueMilestone) -> Self {
        Self {
            href: format!("/afspraken/{}/mijlpalen/{}", late.commitment, late.id),
            title: late.title,
            detail: format!("gepland: {}; bij {}", late.due, late.commitment_label),
            example: late.example,
        }
    }
}

impl From<AskedOfYou> for Task {
    fn from(asked: AskedOfYou) -> Self {
        Self {
            href: format!("/afspraken/{}/reacties/{}", asked.commitment, asked.comment),
            title: asked.commitment_label,
            detail: asked.what,
            example: asked.example,
        }
    }
}

impl From<OpenQuestion> for Task {
    fn from(open: OpenQuestion) -> Self {
        Self {
            href: format!("{}/{}", notes::address_of(open.meeting), open.id),
            title: open.about_label,
            detail: format!("bij {}: {}", open.meeting_label, excerpt(&open.text)),
            example: false,
        }
    }
}

impl From<AskedLot> for Task {
    fn from(lot: AskedLot) -> Self {
        Self { href: lot.href, title: lot.project, detail: lot.what, example: lot.example }
    }
}

impl From<ToCarryOut> for Task {
    fn from(waiting: ToCarryOut) -> Self {
        let detail = format!("besloten: {}", waiting.decision);
        Self { href: waiting.href, title: waiting.commitment, detail, example: waiting.example }
    }
}

fn role_task(organisation: Uuid, name: String, state: RoleState) -> Task {
    let since = state.since.map(dutch::date).unwrap_or_default();
    Task {
        href: roles::page_of(organisation),
        title: format!("Rolbeschrijving van {name}"),
        detail: format!("wacht sinds {since}"),
        example: state.example,
    }
}

impl From<WaitingFor> for Task {
    fn from(waiting: WaitingFor) -> Self {
        let commitment = waiting.other.and_then(|other| other.commitment).unwrap_or(waiting.commitment);
        Self {
            href: format!("/afspraken/{commitment}"),
            title: waiting.commitment_label,
            detail: format!("wacht sinds {}: {}", waiting.since, waiting.reason),
            example: false,
        }
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
            asked.filter(no_full_yes).filter(led_or_in_own_agenda(actor))
        }
        _ => asked.filter(own).filter(C::Reply.is_null()),
    }
}

/// The commitments that a kind of task is about.
fn commitments(request: &Request, kind: TaskKind) -> Select<commitment::Entity> {
    let reckoning = request.reckoning();
    let old = match kind {
        TaskKind::Overdue => overdue(reckoning),
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
        Task { href, title, detail, example: self.example }
    }
}
