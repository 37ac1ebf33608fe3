//! Bottlenecks, agendas and deadlines, which the whole region sees.

use std::collections::{BTreeMap, BTreeSet};

use domain::bottlenecks::State;
use domain::commitments::LifeCycle;
use domain::policy::Visibility;
use domain::projects::Confidentiality;
use domain::since::{Date, Slot, Subject, Value};
use domain::snapshots::{About, Blocking, Marks};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::{Gathering, stored};
use crate::agendas::entity::agenda;
use crate::agendas::records::years_of;
use crate::bottlenecks::entity::{bottleneck, bottleneck_commitment, bottleneck_project};
use crate::bottlenecks::queries::of_all;
use crate::commitments::entity::commitment;
use crate::deadlines::entity::{deadline, deadline_phase};
use crate::deadlines::records::Saved;
use crate::organisations::queries::Sources;
use crate::projects::entity::project;

impl<C: ConnectionTrait> Gathering<'_, C> {
    pub(super) async fn bottlenecks(&mut self) -> Result<(), DbErr> {
        let places = self.blocked_places().await?;
        let risk = of_all(self.connection, &Visibility::of_everybody(self.region.into())).await?;
        let rows = bottleneck::Entity::find().filter(bottleneck::Column::RegionId.eq(self.region));
        for row in rows.all(self.connection).await? {
            let subject = Subject::Bottleneck(row.id.into());
            // In a gemeente when it blocks only there.
            let place = places.get(&row.id).filter(|places| places.len() == 1);
            let place = place.and_then(|places| places.first().copied()).flatten();
            let state: State = stored(&row.state, "state")?;
            let blocking = (state == State::Open).then_some(Blocking {
                dwellings: risk.of(row.id),
                action: row.action,
                acting: row.acting_id.into(),
                acting_function: row.acting_function,
            });
            let about = About::new(row.title, Marks::Region);
            self.subject(subject, place, About { example: row.example, blocking, ..about });
            self.hold(subject, Slot::BottleneckState, Value::Bottleneck(state));
            self.hold(subject, Slot::Level, Value::Level(stored(&row.level, "level")?));
        }
        Ok(())
    }

    /// Where each bottleneck blocks something that the whole region sees; none: in the region's own agenda.
    async fn blocked_places(&self) -> Result<BTreeMap<Uuid, BTreeSet<Option<Uuid>>>, DbErr> {
        use bottleneck_commitment::Column as C;
        use bottleneck_project::Column as P;
        let commitments: Vec<(Uuid, Option<Uuid>)> = bottleneck_commitment::Entity::find()
            .select_only()
            .column(C::BottleneckId)
            .column(commitment::Column::MunicipalityId)
            .join(JoinType::InnerJoin, bottleneck_commitment::Relation::Commitment.def())
            .filter(commitment::Column::RegionId.eq(self.region))
            .filter(published())
            .into_tuple()
            .all(self.connection)
            .await?;
        let projects: Vec<(Uuid, Option<Uuid>)> = bottleneck_project::Entity::find()
            .select_only()
            .column(P::BottleneckId)
            .column(project::Column::MunicipalityId)
            .join(JoinType::InnerJoin, bottleneck_project::Relation::Project.def())
            .filter(project::Column::RegionId.eq(self.region))
            .filter(project::Column::Confidentiality.is_in(regional()))
            .into_tuple()
            .all(self.connection)
            .await?;
        let mut places: BTreeMap<Uuid, BTreeSet<Option<Uuid>>> = BTreeMap::new();
        for (bottleneck, place) in commitments.into_iter().chain(projects) {
            places.entry(bottleneck).or_default().insert(place);
        }
        Ok(places)
    }

    pub(super) async fn agendas(&mut self) -> Result<(), DbErr> {
        let rows = agenda::Entity::find().filter(agenda::Column::RegionId.eq(self.region));
        for row in rows.all(self.connection).await? {
            let subject = Subject::Agenda(row.id.into());
            let place = self.place(Some(row.municipality_id)).unwrap_or_default();
            let name = format!("Uitvoeringsagenda {place} {}", years_of(&row).label());
            self.subject(subject, Some(row.municipality_id), About::new(name, Marks::Region));
            self.hold(subject, Slot::AgendaState, Value::Agenda(stored(&row.state, "state")?));
        }
        Ok(())
    }

    pub(super) async fn deadlines(&mut self) -> Result<(), DbErr> {
        let rows = deadline::Entity::find().filter(deadline::Column::RegionId.eq(self.region));
        let sources = Sources::of(self.connection, &Visibility::of_everybody(self.region.into())).await?;
        for row in rows.all(self.connection).await? {
            let subject = Subject::Deadline(row.id.into());
            let saved = Saved::of(&row);
            self.subject(subject, None, About::new(row.title, Marks::Region));
            let stated = saved.stated(|id| sources.title(id));
            self.hold(subject, Slot::Date(Date::Deadline), Value::When(saved.content.due));
            if !stated.is_empty() {
                self.hold(subject, Slot::Source, Value::Words(stated));
            }
            if let Some(status) = saved.content.legal_status {
                self.hold(subject, Slot::LegalStatus, Value::Words(status));
            }
        }
        self.deadline_phases().await
    }

    /// As they were told: that a new turn begins is nobody's doing.
    async fn deadline_phases(&mut self) -> Result<(), DbErr> {
        let rows = deadline_phase::Entity::find().find_also_related(deadline::Entity);
        let rows = rows.filter(deadline_phase::Column::RegionId.eq(self.region));
        for (row, deadline) in rows.all(self.connection).await? {
            let subject = Subject::Phase(row.deadline_id.into(), row.municipality_id.into());
            let title = deadline.map(|deadline| deadline.title).unwrap_or_default();
            let place = self.place(Some(row.municipality_id)).unwrap_or_default();
            let about = About::new(format!("{title} ({place})"), Marks::Region);
            self.subject(subject, Some(row.municipality_id), About { example: row.example, ..about });
            self.hold(subject, Slot::DeadlinePhase, Value::DeadlinePhase(stored(&row.phase, "phase")?));
        }
        Ok(())
    }
}

fn published() -> Condition {
    Condition::any()
        .add(commitment::Column::LifeCycle.ne(LifeCycle::Draft.code()))
        .add(commitment::Column::SourceId.is_not_null())
}

fn regional() -> impl Iterator<Item = &'static str> {
    Confidentiality::ALL.iter().filter(|level| level.is_regional()).map(|level| level.code())
}
