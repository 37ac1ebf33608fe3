//! What the log calls the things that its entries are about.
#![expect(
    clippy::disallowed_methods,
    reason = "the entries were chosen for their reader; what they are about is called by its name"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::SubjectType;
use domain::organisations::OrganisationType;
use sea_orm::sea_query::UnionType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
};
use uuid::Uuid;

use crate::agendas::entity::agenda;
use crate::agendas::records::years_of;
use crate::allocations::entity::allocation_year;
use crate::auth::entity::user;
use crate::bottlenecks::entity::bottleneck;
use crate::commitments::entity::{commitment, commitment_project};
use crate::commitments::names::commitment_label;
use crate::commitments::waiting::entity::wait;
use crate::deadlines::entity::{deadline, deadline_phase};
use crate::decisions::entity::decision;
use crate::decisions::views::excerpt;
use crate::documents::entity::document;
use crate::meetings::entity::meeting;
use crate::meetings::records::content_of;
use crate::projects::entity::project;
use crate::proposals::entity::proposal;
use crate::regions::entity::{municipality, organisation, region};
use crate::regions::vision::{body, success_factor};
use crate::roles::entity::role_description;
use crate::success_factors::entity::factor_state;
use crate::targets::holder::id_within;

/// A name, and whether the thing is invented for the demo.
type Name = (String, bool);

/// What the entries of a page are about.
pub struct Subjects(pub Vec<(SubjectType, Uuid)>);

impl Subjects {
    /// By id; what is gone has no name. The number of queries does not depend on the entries.
    pub async fn names(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let mut names = self.commitments(connection).await?;
        names.extend(self.projects(connection).await?);
        names.extend(self.agendas(connection).await?);
        names.extend(self.allocations(connection).await?);
        names.extend(self.parties_and_places(connection).await?);
        names.extend(self.meetings(connection).await?);
        names.extend(self.decisions_and_proposals(connection).await?);
        names.extend(self.deadline_phases(connection).await?);
        names.extend(self.factor_states(connection).await?);
        names.extend(self.roles(connection).await?);
        names.extend(self.users(connection).await?);
        names.extend(self.others(connection).await?);
        Ok(names)
    }

    fn of(&self, wanted: SubjectType) -> impl Iterator<Item = Uuid> + '_ {
        self.0.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, id)| *id)
    }

    /// Commitments, and what stands between one and something else: that is called by the commitment.
    async fn commitments(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use commitment::Column as C;
        let called = [C::Number, C::Title, C::Example];
        type Row = (Uuid, String, String, bool);
        let themselves = commitment::Entity::find().select_only().column(C::Id).columns(called);
        let themselves = themselves.filter(C::Id.is_in(self.of(SubjectType::Commitment))).into_tuple();
        let waits = wait::Entity::find().select_only().column(wait::Column::Id).columns(called);
        let waits = waits
            .join(JoinType::InnerJoin, wait::Relation::Waiting.def())
            .filter(wait::Column::Id.is_in(self.of(SubjectType::Wait)))
            .into_tuple();
        let links =
            commitment_project::Entity::find().select_only().column(commitment_project::Column::Id).columns(called);
        let links = links
            .join(JoinType::InnerJoin, commitment_project::Relation::Commitment.def())
            .filter(commitment_project::Column::Id.is_in(self.of(SubjectType::ProjectLink)))
            .into_tuple();
        let mut rows: Vec<Row> = themselves.all(connection).await?;
        rows.extend(waits.all(connection).await? as Vec<Row>);
        rows.extend(links.all(connection).await? as Vec<Row>);
        let name = |(id, number, title, example): Row| (id, (commitment_label(&number, &title, None), example));
        Ok(rows.into_iter().map(name).collect())
    }

    async fn projects(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use project::Column as C;
        let of_them = project::Entity::find().select_only().columns([C::Id, C::Name, C::Example]);
        let of_them = of_them.filter(C::Id.is_in(self.of(SubjectType::Project))).into_tuple();
        let rows: Vec<(Uuid, String, bool)> = of_them.all(connection).await?;
        Ok(rows.into_iter().map(|(id, name, example)| (id, (name, example))).collect())
    }

    async fn agendas(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let of_them = agenda::Entity::find().find_also_related(municipality::Entity);
        let of_them = of_them.filter(agenda::Column::Id.is_in(self.of(SubjectType::Agenda)));
        let name = |(row, place): (agenda::Model, Option<municipality::Model>)| {
            let place = place.map(|place| place.name).unwrap_or_default();
            (row.id, (format!("Uitvoeringsagenda {place} {}", years_of(&row).label()), false))
        };
        Ok(of_them.all(connection).await?.into_iter().map(name).collect())
    }

    /// Of a gemeente in a year; as long as it told nothing of that year, by the gemeente.
    async fn allocations(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let years = allocation_year::Entity::find().find_also_related(municipality::Entity);
        let years = years.filter(allocation_year::Column::Id.is_in(self.of(SubjectType::Allocations)));
        let name = |(row, place): (allocation_year::Model, Option<municipality::Model>)| {
            let place = place.map(|place| place.name).unwrap_or_default();
            (row.id, (format!("{place}, {}", row.year), row.example))
        };
        Ok(years.all(connection).await?.into_iter().map(name).collect())
    }

    /// Regions, gemeenten and organisations, and by their names the targets of each.
    async fn parties_and_places(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use municipality::Column as M;
        use organisation::Column as O;
        use region::Column as R;
        let regions = self.of(SubjectType::Region).chain(self.of(SubjectType::Targets));
        let regions = named::<region::Entity>(connection, R::Id, R::Name, regions).await?;
        let places = municipality::Entity::find().select_only().columns([M::Id, M::Name]).into_tuple();
        let places: Vec<(Uuid, String)> = places.all(connection).await?;
        let organisations = organisation::Entity::find().select_only().columns([O::Id, O::Name, O::OrganisationType]);
        let corporation = OrganisationType::HousingCorporation.code();
        let asked = O::Id.is_in(self.of(SubjectType::Organisation));
        let these = Condition::any().add(asked).add(O::OrganisationType.eq(corporation));
        let organisations: Vec<(Uuid, String, String)> =
            organisations.filter(these).into_tuple().all(connection).await?;
        // The id of a corporatie within a gemeente is made from theirs, and cannot be taken apart again.
        let targets: BTreeSet<Uuid> = self.of(SubjectType::Targets).collect();
        let within = organisations.iter().filter(|(.., kind)| kind == corporation).flat_map(|(id, name, _)| {
            let of_place = move |(place, at): &(Uuid, String)| {
                (id_within((*place).into(), (*id).into()), format!("{name} in {at}"))
            };
            places.iter().map(of_place)
        });
        let mut names: Vec<(Uuid, String)> = within.filter(|(id, _)| targets.contains(id)).collect();
        names.extend(organisations.into_iter().map(|(id, name, _)| (id, name)));
        names.extend(regions.into_iter().chain(places));
        Ok(names.into_iter().map(|(id, name)| (id, (name, false))).collect())
    }

    async fn meetings(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let of_them = meeting::Entity::find().find_also_related(body::Entity);
        let of_them = of_them.filter(meeting::Column::Id.is_in(self.of(SubjectType::Meeting)));
        let name = |(row, body): (meeting::Model, Option<body::Model>)| {
            let body = body.map(|body| body.name).unwrap_or_default();
            (row.id, (content_of(&row).label(&body), row.example))
        };
        Ok(of_them.all(connection).await?.into_iter().map(name).collect())
    }

    async fn decisions_and_proposals(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use decision::Column as D;
        use proposal::Column as P;
        let mut all = decision::Entity::find().select_only().columns([D::Id, D::Text, D::Example]);
        all = all.filter(D::Id.is_in(self.of(SubjectType::Decision)));
        let proposals = proposal::Entity::find().select_only().columns([P::Id, P::Title, P::Example]);
        let proposals = proposals.filter(P::Id.is_in(self.of(SubjectType::Proposal)));
        QuerySelect::query(&mut all).union(UnionType::All, proposals.into_query());
        let rows: Vec<(Uuid, String, bool)> = all.into_tuple().all(connection).await?;
        Ok(rows.into_iter().map(|(id, text, example)| (id, (excerpt(&text), example))).collect())
    }

    async fn users(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use user::Column as C;
        let of_them = user::Entity::find().select_only().columns([C::Id, C::Name, C::Email]);
        let of_them = of_them.filter(C::Id.is_in(self.of(SubjectType::User))).into_tuple();
        let rows: Vec<(Uuid, String, String)> = of_them.all(connection).await?;
        Ok(rows.into_iter().map(|(id, name, email)| (id, (format!("{name} ({email})"), false))).collect())
    }

    /// By the deadline and the gemeente.
    async fn deadline_phases(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use deadline_phase::{Column as P, Relation as R};
        let rows = deadline_phase::Entity::find()
            .select_only()
            .columns([P::Id, P::Example])
            .column(deadline::Column::Title)
            .column(municipality::Column::Name)
            .join(JoinType::InnerJoin, R::Deadline.def())
            .join(JoinType::InnerJoin, R::Municipality.def())
            .filter(P::Id.is_in(self.of(SubjectType::DeadlinePhase)))
            .into_tuple();
        let rows: Vec<(Uuid, bool, String, String)> = rows.all(connection).await?;
        let name =
            |(id, example, title, place): (Uuid, bool, String, String)| (id, (format!("{title}, {place}"), example));
        Ok(rows.into_iter().map(name).collect())
    }

    /// By the success factor and the gemeente; as long as it told nothing, by the success factor.
    async fn factor_states(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use factor_state::{Column as S, Relation as R};
        let ids: Vec<Uuid> = self.of(SubjectType::FactorState).collect();
        let rows = factor_state::Entity::find()
            .select_only()
            .columns([S::Id, S::Example])
            .column(success_factor::Column::Name)
            .column(municipality::Column::Name)
            .join(JoinType::InnerJoin, R::SuccessFactor.def())
            .join(JoinType::InnerJoin, R::Municipality.def())
            .filter(S::Id.is_in(ids.iter().copied()))
            .into_tuple();
        let rows: Vec<(Uuid, bool, String, String)> = rows.all(connection).await?;
        let factors = success_factor::Entity::find().filter(success_factor::Column::Id.is_in(ids)).all(connection);
        let mut names: BTreeMap<Uuid, Name> =
            factors.await?.into_iter().map(|factor| (factor.id, (factor.name, false))).collect();
        let of_place =
            |(id, example, factor, place): (Uuid, bool, String, String)| (id, (format!("{factor}, {place}"), example));
        names.extend(rows.into_iter().map(of_place));
        Ok(names)
    }

    /// By the organisation.
    async fn roles(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let rows = role_description::Entity::find().find_also_related(organisation::Entity);
        let rows = rows.filter(role_description::Column::Id.is_in(self.of(SubjectType::Role))).all(connection).await?;
        let name = |(row, organisation): (role_description::Model, Option<organisation::Model>)| {
            let organisation = organisation.map(|organisation| organisation.name).unwrap_or_default();
            (row.id, (format!("Rol van {organisation}"), row.example))
        };
        Ok(rows.into_iter().map(name).collect())
    }

    /// What has a title and nothing else.
    async fn others(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        let (bottlenecks, documents) = (self.of(SubjectType::Bottleneck), self.of(SubjectType::Document));
        let (b, d) = (bottleneck::Column::Id, document::Column::Id);
        let mut rows = named::<bottleneck::Entity>(connection, b, bottleneck::Column::Title, bottlenecks).await?;
        rows.extend(named::<document::Entity>(connection, d, document::Column::Title, documents).await?);
        let (d, deadlines) = (deadline::Column::Id, self.of(SubjectType::Deadline));
        rows.extend(named::<deadline::Entity>(connection, d, deadline::Column::Title, deadlines).await?);
        Ok(rows.into_iter().map(|(id, name)| (id, (name, false))).collect())
    }
}

/// What the rows of a table with these ids are called.
async fn named<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    id: E::Column,
    name: E::Column,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<(Uuid, String)>, DbErr> {
    E::find().select_only().columns([id, name]).filter(id.is_in(ids)).into_tuple().all(connection).await
}
