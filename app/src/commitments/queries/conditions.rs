//! Parts of a filter, as conditions in SQL.

use chrono::Months;
use domain::agendas::Years;
use domain::agreement::Reply;
use domain::commitments::{LifeCycle, PartyRole};
use domain::ids::OrganisationId;
use domain::organisations::Role;
use domain::policy::{Actor, Visibility};
use domain::progress::{Reckoning, Standing, Stoplight};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, JoinType, QueryFilter, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::agreement::entity::confirmation;
use super::super::entity::{commitment, commitment_challenge, commitment_document, commitment_success_factor, party};
use super::super::filter::{DueFilter, Filter, LeadFilter, OriginFilter, REGIONAL_AGENDA, ReplyFilter};
use crate::documents::entity::document;
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::{challenge, success_factor};
use crate::scope::seen;

/// How a period that recurs begins, as it is stored.
const RECURRING: &str = "every ";

/// "Binnenkort" in the filter.
const SOON: Months = Months::new(3);

/// The rows that a filter names, as far as they are there.
pub struct FilterNames {
    municipality: Option<Uuid>,
    challenge: Option<Uuid>,
    party: Option<Uuid>,
    success_factor: Option<Uuid>,
    document: Option<Uuid>,
}

/// Looks up what the filter names. What is not there filters nothing, and comes back beside it to be told.
pub async fn resolve(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<(FilterNames, Vec<String>), DbErr> {
    let mut unknown = Vec::new();
    let municipality = match filter.municipality.as_deref().filter(|slug| *slug != REGIONAL_AGENDA) {
        None => None,
        Some(slug) => {
            let named = seen::<municipality::Entity>(visibility).filter(municipality::Column::Slug.eq(slug));
            let found = named.one(connection).await?.map(|row| row.id);
            note_unknown(&found, "gemeente", slug, &mut unknown)
        }
    };
    let challenge = match filter.challenge.as_deref() {
        None => None,
        Some(number) => {
            let named = seen::<challenge::Entity>(visibility).filter(challenge::Column::Number.eq(number));
            let found = named.one(connection).await?.map(|row| row.id);
            note_unknown(&found, "opgave", number, &mut unknown)
        }
    };
    let party = match filter.party {
        None => None,
        Some(party) => {
            let named = seen::<organisation::Entity>(visibility).filter(organisation::Column::Id.eq(party.0));
            let found = named.one(connection).await?.map(|row| row.id);
            note_unknown(&found, "partij", &party.to_string(), &mut unknown)
        }
    };
    let success_factor = match filter.success_factor {
        None => None,
        Some(id) => {
            let named = seen::<success_factor::Entity>(visibility).filter(success_factor::Column::Id.eq(id.0));
            let found = named.one(connection).await?.map(|row| row.id);
            note_unknown(&found, "succesfactor", &id.to_string(), &mut unknown)
        }
    };
    let document = match filter.document {
        None => None,
        Some(id) => {
            let named = seen::<document::Entity>(visibility).filter(document::Column::Id.eq(id.0));
            let found = named.one(connection).await?.map(|row| row.id);
            note_unknown(&found, "document", &id.to_string(), &mut unknown)
        }
    };
    Ok((FilterNames { municipality, challenge, party, success_factor, document }, unknown))
}

fn note_unknown(found: &Option<Uuid>, name: &str, value: &str, unknown: &mut Vec<String>) -> Option<Uuid> {
    if found.is_none() {
        unknown.push(format!("{name}={value}"));
    }
    *found
}

/// The filter as a condition.
pub fn conditions(filter: &Filter, names: &FilterNames, reckoning: Reckoning) -> Condition {
    use commitment::Column as C;
    let mut all = Condition::all();
    if filter.municipality.as_deref() == Some(REGIONAL_AGENDA) {
        all = all.add(C::MunicipalityId.is_null());
    }
    all = all
        .add_option(names.municipality.map(|id| C::MunicipalityId.eq(id)))
        .add_option(names.challenge.map(|id| C::Id.in_subquery(with_challenge(id))))
        .add_option(names.party.map(|id| C::Id.in_subquery(with_party(party::Column::OrganisationId.eq(id)))))
        .add_option(names.success_factor.map(|id| C::Id.in_subquery(with_success_factor(id))))
        .add_option(names.document.map(|id| C::Id.in_subquery(with_document(id))));
    all = all
        .add_option(filter.life_cycle.map(|state| C::LifeCycle.eq(state.code())))
        .add_option(filter.progress.map(|standing| stands(standing, reckoning)))
        .add_option(filter.due.map(|due| due_condition(due, reckoning)))
        .add_option(filter.years.map(due_in))
        .add_option(filter.lead.map(lead_condition))
        .add_option(filter.reply.map(answered))
        .add_option(filter.origin.map(|origin| match origin {
            OriginFilter::Published => C::SourceId.is_not_null(),
            OriginFilter::Own => C::SourceId.is_null(),
        }));
    for word in filter.search.to_lowercase().split_whitespace() {
        all = all.add(holds(word));
    }
    all
}

/// The word is in what a commitment says, or it names who does it or where.
fn holds(word: &str) -> Condition {
    use commitment::Column as C;
    use municipality::Column as M;
    use organisation::Column as O;
    let like = |text: Expr| text.like(LikeExpr::new(contains(word)).escape('\\'));
    let lower = |name: Expr| like(Func::lower(name).into());
    let places =
        Query::select().column(M::Id).from(municipality::Entity).and_where(lower(Expr::col(M::Name))).to_owned();
    let parties =
        Query::select().column(O::Id).from(organisation::Entity).and_where(lower(Expr::col(O::Name))).to_owned();
    Condition::any()
        .add(like(Expr::col((commitment::Entity, C::SearchText))))
        .add(C::MunicipalityId.in_subquery(places))
        .add(C::Id.in_subquery(with_party(party::Column::OrganisationId.in_subquery(parties))))
}

/// A `LIKE` pattern for text that holds `word`, whatever signs are in it.
pub fn contains(word: &str) -> String {
    let escaped: String =
        word.chars().flat_map(|c| ['\\', c].into_iter().skip(usize::from(!"\\%_".contains(c)))).collect();
    format!("%{escaped}%")
}

/// How a commitment stands: [`Reckoning::standing`], in SQL.
pub fn stands(standing: Standing, reckoning: Reckoning) -> Condition {
    use commitment::Column as C;
    let colour = |light: Stoplight| Condition::all().add(C::Progress.eq(light.code())).add(open());
    match standing {
        Standing::None => Condition::all().add(C::Progress.is_null()).add(open()),
        Standing::Green => colour(Stoplight::Green).add(stale(reckoning).not()),
        Standing::Stale => colour(Stoplight::Green).add(stale(reckoning)),
        Standing::Amber => colour(Stoplight::Amber),
        Standing::Red => colour(Stoplight::Red),
        Standing::Closed => Condition::all().add(open().not()),
    }
}

/// What was last reported is too old: [`Reckoning::is_stale`], in SQL.
pub fn stale(reckoning: Reckoning) -> Condition {
    Condition::all().add(commitment::Column::ProgressOn.lt(reckoning.fresh_since)).add(open())
}

/// Still open: not done and not dropped.
pub fn open() -> Expr {
    let closed = LifeCycle::ALL.iter().filter(|state| !state.is_open()).map(|state| state.code());
    commitment::Column::LifeCycle.is_not_in(closed)
}

/// Open and past its time: [`is_overdue`], in SQL.
pub fn overdue(reckoning: Reckoning) -> Condition {
    Condition::all().add(commitment::Column::DueLastDay.lt(reckoning.today)).add(open())
}

fn due_condition(due: DueFilter, reckoning: Reckoning) -> Condition {
    use commitment::Column as C;
    match due {
        DueFilter::Overdue => overdue(reckoning),
        DueFilter::Soon => {
            let today = reckoning.today;
            let until = today.checked_add_months(SOON).unwrap_or(today);
            Condition::all().add(C::DueLastDay.between(today, until)).add(open())
        }
        DueFilter::Recurring => Condition::all().add(C::Due.starts_with(RECURRING)),
        DueFilter::Unknown => Condition::all().add(C::Due.is_null()),
    }
}

/// Due in one of these years.
pub fn due_in(years: Years) -> Condition {
    let within = years.days().map(|(first, last)| commitment::Column::DueLastDay.between(first, last));
    Condition::all().add_option(within)
}

fn lead_condition(lead: LeadFilter) -> Expr {
    match lead {
        LeadFilter::Missing => without_lead(),
        LeadFilter::Present => commitment::Column::Id.in_subquery(with_lead()),
    }
}

/// Some party said this, or nothing yet, to the version that lies with it.
fn answered(reply: ReplyFilter) -> Expr {
    use confirmation::Column as A;
    let said = match reply {
        ReplyFilter::Missing => Condition::all().add(A::Reply.is_null()),
        ReplyFilter::Reserved => Condition::all().add(A::Reply.eq(Reply::Reserved.code())).add(A::Lifted.eq(false)),
        ReplyFilter::Declined => Condition::all().add(A::Reply.eq(Reply::Declined.code())),
    };
    let own = |column: commitment::Column| Expr::col((commitment::Entity, column));
    let answers = Query::select()
        .expr(Expr::val(1))
        .from(confirmation::Entity)
        .and_where(own(commitment::Column::Id).equals((confirmation::Entity, A::CommitmentId)))
        .and_where(own(commitment::Column::Asking).equals((confirmation::Entity, A::Version)))
        .cond_where(said)
        .to_owned();
    Expr::exists(answers)
}

pub fn without_lead() -> Expr {
    commitment::Column::Id.not_in_subquery(with_lead())
}

fn with_lead() -> SelectStatement {
    with_party(party::Column::Role.eq(PartyRole::Lead.code()))
}

/// The commitments that an organisation leads, by id.
pub fn led_by(organisation: OrganisationId) -> SelectStatement {
    let lead = party::Column::Role.eq(PartyRole::Lead.code());
    with_party(lead.and(party::Column::OrganisationId.eq(organisation.0)))
}

/// Of a selection, the commitments that an organisation leads. As a join, unlike [`led_by`], it is where the database begins:
/// few of all commitments are one organisation's.
pub fn led_ones(selection: Select<commitment::Entity>, organisation: OrganisationId) -> Select<commitment::Entity> {
    selection
        .join(JoinType::InnerJoin, party::Relation::Commitment.def().rev())
        .filter(party::Column::OrganisationId.eq(organisation.0))
        .filter(party::Column::Role.eq(PartyRole::Lead.code()))
}

/// What somebody may change and report on, among what they see: `Verb::Edit` and `Verb::ReportProgress` of the policy, in
/// SQL.
pub fn editable(actor: &Actor) -> Condition {
    use commitment::Column as C;
    match actor.role {
        Role::Driver => Condition::all(),
        Role::Staff => Condition::any()
            .add(C::Id.in_subquery(led_by(actor.organisation)))
            .add_option(actor.municipality.map(|id| C::MunicipalityId.eq(id.0))),
        Role::Administrator | Role::Executive | Role::Reader => Condition::all().add(C::Id.is_null()),
    }
}

fn with_party(condition: Expr) -> SelectStatement {
    Query::select().column(party::Column::CommitmentId).from(party::Entity).and_where(condition).to_owned()
}

fn with_challenge(challenge: Uuid) -> SelectStatement {
    use commitment_challenge::Column as L;
    Query::select()
        .column(L::CommitmentId)
        .from(commitment_challenge::Entity)
        .and_where(L::ChallengeId.eq(challenge))
        .to_owned()
}

fn with_success_factor(success_factor: Uuid) -> SelectStatement {
    use commitment_success_factor::Column as L;
    Query::select()
        .column(L::CommitmentId)
        .from(commitment_success_factor::Entity)
        .and_where(L::SuccessFactorId.eq(success_factor))
        .to_owned()
}

fn with_document(document: Uuid) -> SelectStatement {
    use commitment_document::Column as L;
    Query::select()
        .column(L::CommitmentId)
        .from(commitment_document::Entity)
        .and_where(L::DocumentId.eq(document))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn signs_of_the_pattern_are_searched_for_as_they_stand() {
        assert_eq!(contains("50%_\\"), "%50\\%\\_\\\\%");
    }
}
