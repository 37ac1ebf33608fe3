//! What the log calls the things that its entries are about.
#![expect(
    clippy::disallowed_methods,
    reason = "the entries were chosen for their reader; what they are about is called by its name"
)]

use std::collections::BTreeMap;

use domain::audit::SubjectType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use crate::agendas::entity::agenda;
use crate::agendas::records::years_of;
use crate::allocations::entity::allocation_year;
use crate::auth::entity::user;
use crate::bottlenecks::entity::bottleneck;
use crate::commitments::entity::{commitment, commitment_project};
use crate::commitments::names::commitment_label;
use crate::commitments::waiting::entity::wait;
use crate::decisions::entity::decision;
use crate::decisions::views::excerpt;
use crate::documents::entity::document;
use crate::meetings::entity::meeting;
use crate::meetings::records::content_of;
use crate::projects::entity::project;
use crate::regions::entity::{municipality, organisation, region};
use crate::regions::vision::body;

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
        names.extend(self.meetings(connection).await?);
        names.extend(self.decisions(connection).await?);
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

    /// Of a gemeente in a year, or of a gemeente that told nothing of that year yet.
    async fn allocations(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use municipality::Column as M;
        let places = named::<municipality::Entity>(connection, M::Id, M::Name, self.of(SubjectType::Allocations));
        let years = allocation_year::Entity::find().find_also_related(municipality::Entity);
        let years = years.filter(allocation_year::Column::Id.is_in(self.of(SubjectType::Allocations)));
        let name = |(row, place): (allocation_year::Model, Option<municipality::Model>)| {
            let place = place.map(|place| place.name).unwrap_or_default();
            (row.id, (format!("{place}, {}", row.year), row.example))
        };
        let places = places.await?.into_iter().map(|(id, name)| (id, (name, false)));
        Ok(places.chain(years.all(connection).await?.into_iter().map(name)).collect())
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

    async fn decisions(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use decision::Column as C;
        let of_them = decision::Entity::find().select_only().columns([C::Id, C::Text, C::Example]);
        let of_them = of_them.filter(C::Id.is_in(self.of(SubjectType::Decision))).into_tuple();
        let rows: Vec<(Uuid, String, bool)> = of_them.all(connection).await?;
        Ok(rows.into_iter().map(|(id, text, example)| (id, (excerpt(&text), example))).collect())
    }

    async fn users(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use user::Column as C;
        let of_them = user::Entity::find().select_only().columns([C::Id, C::Name, C::Email]);
        let of_them = of_them.filter(C::Id.is_in(self.of(SubjectType::User))).into_tuple();
        let rows: Vec<(Uuid, String, String)> = of_them.all(connection).await?;
        Ok(rows.into_iter().map(|(id, name, email)| (id, (format!("{name} ({email})"), false))).collect())
    }

    /// What has a name and nothing else.
    async fn others(&self, connection: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Name>, DbErr> {
        use SubjectType::{Bottleneck, Document, Organisation, Region};
        let (o, r) = (organisation::Column::Id, region::Column::Id);
        let (b, d) = (bottleneck::Column::Id, document::Column::Id);
        let (organisations, regions) = (self.of(Organisation), self.of(Region));
        let (bottlenecks, documents) = (self.of(Bottleneck), self.of(Document));
        let mut rows = named::<organisation::Entity>(connection, o, organisation::Column::Name, organisations).await?;
        rows.extend(named::<region::Entity>(connection, r, region::Column::Name, regions).await?);
        rows.extend(named::<bottleneck::Entity>(connection, b, bottleneck::Column::Title, bottlenecks).await?);
        rows.extend(named::<document::Entity>(connection, d, document::Column::Title, documents).await?);
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
