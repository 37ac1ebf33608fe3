//! Reading deliveries. Every query starts from the projects that exist for the reader.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

mod asked;
mod list;

use std::collections::BTreeMap;

use domain::deliveries::{Act, Lot, check_verifier};
use domain::dutch;
use domain::policy::{Action, ProjectRights, ProjectVerb, allows};
use domain::projects::DwellingType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::entity::delivery;
use super::evidence::queries::{EvidenceLink, counting};
use super::records::Book;
use crate::auth::entity::user;
use crate::commitments::links::stored_count;
use crate::error::AppError;
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::projects::queries::one as one_project;
use crate::projects::records::stored;
use crate::regions::entity::organisation;
use crate::request::{Request, moment_label};

pub use asked::{AskedLot, asked};
pub use list::{DeliveriesPage, Filter, Line, State, chosen, deliveries, in_order};

/// What stands above every page of a project's ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub project: Uuid,
    pub name: String,
    pub municipality: String,
    pub example: bool,
    /// What the project holds, and what of it is there.
    pub dwellings: u32,
    pub there: u64,
    /// How many entries there are.
    pub seen: usize,
}

/// The dwellings of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotLine {
    pub id: Uuid,
    /// The report that it came from, which is itself unless it was corrected.
    pub report: Uuid,
    pub kind: String,
    pub delivered_on: String,
    /// None: not said, or kept from this reader.
    pub address: Option<String>,
    pub evidence: Option<String>,
    /// By what its reporter knows it.
    pub external_id: Option<String>,
    pub state: Lot,
    /// This reader reported or corrected it, and so does not check it.
    pub own: bool,
}

impl LotLine {
    /// `Zorggeschikte woningen, opgeleverd op 21-11-2026`
    pub fn label(&self) -> String {
        format!("{}, opgeleverd op {}", self.kind, self.delivered_on)
    }
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    pub number: i32,
    pub at: String,
    pub act: Act,
    /// `24 × Zorggeschikte woningen`
    pub what: String,
    /// Of a report: when, where and what shows it. The place may be kept from this reader.
    pub delivered_on: Option<String>,
    pub address: Option<String>,
    pub evidence: Option<String>,
    /// By what its reporter knows it.
    pub external_id: Option<String>,
    /// The number of the entry that it points at.
    pub of: Option<i32>,
    pub reason: Option<String>,
    pub by: String,
}

/// A report with what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLine {
    pub report: Uuid,
    pub label: String,
    pub links: Vec<EvidenceLink>,
}

/// What the ledger of a project shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPage {
    pub head: Head,
    /// Those of which there is something left, the newest first.
    pub lots: Vec<LotLine>,
    /// The newest first.
    pub entries: Vec<EntryLine>,
    /// The reports with the files that count, the newest first; none for who may not open them.
    pub evidence: Vec<EvidenceLine>,
    /// The place is kept from this reader, and so are the addresses.
    pub place_kept: bool,
    pub may_report: bool,
    pub may_verify: bool,
}

struct Opened {
    row: project::Model,
    rights: ProjectRights,
    book: Book,
    names: Names,
}

async fn open(request: &Request, id: Uuid) -> Result<Opened, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, rights) = one_project(database, visibility, id).await?;
    let book = Book::of(database, id).await?;
    let names = Names::of(database, visibility).await?;
    Ok(Opened { row, rights, book, names })
}

impl Opened {
    fn head(&self) -> Head {
        Head {
            project: self.row.id,
            name: self.row.name.clone(),
            municipality: self.names.municipality(self.rights.municipality),
            example: self.row.example,
            dwellings: stored_count(self.row.dwellings),
            there: self.book.ledger.there(),
            seen: self.book.length(),
        }
    }

    fn place_kept(&self, request: &Request) -> bool {
        self.row.place_hidden && allows(request.actor(), Action::Project(ProjectVerb::ViewPlace, &self.rights)).is_err()
    }

    fn kind(&self, row: &delivery::Model) -> String {
        self.names.dwelling_type(DwellingType::from(row.measure_id.map(Into::into)))
    }

    fn lot(&self, id: Uuid, request: &Request) -> Option<LotLine> {
        let (state, row) = (self.book.ledger.lot(id.into())?, self.book.entry(id)?);
        let root = self.book.chain(id).last().unwrap_or(row);
        Some(LotLine {
            id,
            report: root.id,
            kind: self.kind(row),
            delivered_on: self.book.delivered_on(id).map(dutch::date).unwrap_or_default(),
            address: root.address.clone().filter(|_| !self.place_kept(request)),
            evidence: root.evidence.clone(),
            external_id: self.book.mark(root.id).map(str::to_owned),
            state,
            own: check_verifier(request.actor().user, self.book.writers(id)).is_err(),
        })
    }

    async fn evidence(&self, request: &Request) -> Result<Vec<EvidenceLine>, DbErr> {
        let reports = self.book.entries.iter().rev().filter(|row| row.of_id.is_none()).map(|row| row.id);
        let mut files = counting(request.database(), reports.clone()).await?;
        let line = |report: Uuid| EvidenceLine {
            report,
            label: self.lot(report, request).map(|lot| lot.label()).unwrap_or_default(),
            links: files.remove(&report).unwrap_or_default(),
        };
        Ok(reports.map(line).collect())
    }

    fn what(&self, row: &delivery::Model) -> Result<String, DbErr> {
        let count = dutch::number(row.count.into());
        Ok(match stored::<Act>(&row.act, "delivery")? {
            Act::Verified | Act::Returned => format!("{count} × {}", self.kind(self.pointed_at(row))),
            Act::Corrected => {
                let becomes = if row.there { self.kind(row) } else { "niet opgeleverd".to_owned() };
                format!("{count} × {} → {becomes}", self.kind(self.pointed_at(row)))
            }
            Act::Reported => format!("{count} × {}", self.kind(row)),
        })
    }

    fn pointed_at<'r>(&'r self, row: &'r delivery::Model) -> &'r delivery::Model {
        row.of_id.and_then(|of| self.book.entry(of)).unwrap_or(row)
    }
}

/// # Errors
/// `NotFound` when the project does not exist for this person.
pub async fn ledger(request: &Request, id: Uuid) -> Result<LedgerPage, AppError> {
    let opened = open(request, id).await?;
    let authors = authors(request.database(), id).await?;
    let may = |verb| allows(request.actor(), Action::Project(verb, &opened.rights)).is_ok();
    let place_kept = opened.place_kept(request);
    let line = |row: &delivery::Model| {
        Ok(EntryLine {
            number: row.sequence,
            at: moment_label(row.at),
            act: stored(&row.act, "delivery")?,
            what: opened.what(row)?,
            delivered_on: row.delivered_on.map(dutch::date),
            address: row.address.clone().filter(|_| !place_kept),
            evidence: row.evidence.clone(),
            external_id: row.external_id.clone(),
            of: row.of_id.and_then(|of| opened.book.entry(of)).map(|of| of.sequence),
            reason: row.reason.clone(),
            by: authors.get(&row.id).cloned().unwrap_or_default(),
        })
    };
    let entries = opened.book.entries.iter().rev().map(line).collect::<Result<_, DbErr>>()?;
    let evidence = if may(ProjectVerb::ViewPlace) { opened.evidence(request).await? } else { vec![] };
    let newest_first = opened.book.entries.iter().rev().filter_map(|row| opened.lot(row.id, request));
    Ok(LedgerPage {
        head: opened.head(),
        lots: newest_first.filter(|lot| lot.state.total() > 0).collect(),
        entries,
        evidence,
        place_kept,
        may_report: may(ProjectVerb::ReportDelivery),
        may_verify: may(ProjectVerb::VerifyDelivery),
    })
}

/// Who wrote each entry of a project, on behalf of which organisation.
async fn authors(connection: &impl ConnectionTrait, project: Uuid) -> Result<BTreeMap<Uuid, String>, DbErr> {
    let rows: Vec<(Uuid, String, String)> = delivery::Entity::find()
        .select_only()
        .column(delivery::Column::Id)
        .column_as(user::Column::Name, "user")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::InnerJoin, delivery::Relation::User.def())
        .join(JoinType::InnerJoin, delivery::Relation::Organisation.def())
        .filter(delivery::Column::ProjectId.eq(project))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, user, organisation)| (id, format!("{user}, namens {organisation}"))).collect())
}

/// What the form of a report shows: what can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPage {
    pub head: Head,
    pub kinds: Vec<(String, String)>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn report_page(request: &Request, id: Uuid) -> Result<ReportPage, AppError> {
    let opened = open(request, id).await?;
    request.allow(Action::Project(ProjectVerb::ReportDelivery, &opened.rights))?;
    Ok(ReportPage { head: opened.head(), kinds: opened.names.types() })
}

/// What the forms about one report show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotPage {
    pub head: Head,
    pub lot: LotLine,
    /// What the dwellings can be instead.
    pub kinds: Vec<(String, String)>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn lot_page(request: &Request, id: Uuid, lot: Uuid, verb: ProjectVerb) -> Result<LotPage, AppError> {
    let opened = open(request, id).await?;
    request.allow(Action::Project(verb, &opened.rights))?;
    let lot = opened.lot(lot, request).ok_or(AppError::NotFound)?;
    let kinds = opened.names.types().into_iter().filter(|(_, name)| *name != lot.kind).collect();
    Ok(LotPage { head: opened.head(), lot, kinds })
}

/// A report whose evidence somebody may read.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says: evidence tells where the dwellings are.
pub async fn report_seen(
    request: &Request,
    project: Uuid,
    report: Uuid,
) -> Result<(Head, LotLine, ProjectRights), AppError> {
    let opened = open(request, project).await?;
    request.allow(Action::Project(ProjectVerb::ViewPlace, &opened.rights))?;
    let lot = opened.lot(report, request).filter(|lot| lot.report == report).ok_or(AppError::NotFound)?;
    Ok((opened.head(), lot, opened.rights))
}

/// What of a project is there, by type that occurs, for its own page: name, verified, waiting, returned. One query.
pub async fn summary(
    connection: &impl ConnectionTrait,
    project: Uuid,
    names: &Names,
) -> Result<Vec<(String, Lot)>, DbErr> {
    use super::entity::lot;
    let rows = lot::Entity::find().filter(lot::Column::ProjectId.eq(project)).all(connection).await?;
    let mut sums: BTreeMap<DwellingType, Lot> = BTreeMap::new();
    for row in rows {
        let dwelling_type = DwellingType::from(row.measure_id.map(Into::into));
        let sum = sums.entry(dwelling_type).or_insert(Lot { dwelling_type, waiting: 0, verified: 0, returned: 0 });
        sum.waiting += stored_count(row.waiting);
        sum.verified += stored_count(row.verified);
        sum.returned += stored_count(row.returned);
    }
    let in_order = names.measures.iter().map(|(id, _)| DwellingType::Counted((*id).into()));
    let in_order = in_order.chain([DwellingType::Uncounted]);
    let found = in_order.filter_map(|kind| sums.remove(&kind).map(|sum| (names.dwelling_type(kind), sum)));
    Ok(found.filter(|(_, sum)| sum.total() > 0).collect())
}
