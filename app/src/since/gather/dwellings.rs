//! Projects with what was delivered of them, and targets.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::ids::OrganisationId;
use domain::projects::{PartyRole, Phase};
use domain::since::{Date, Slot, Subject, Value};
use domain::snapshots::Marks;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Gathering, stored};
use crate::balance::sum_of;
use crate::commitments::records::stored_period;
use crate::deliveries::entity::lot;
use crate::projects::entity::{project, project_party, project_phase};
use crate::projects::records::rights_of;
use crate::targets::entity::target;

fn subject(id: Uuid) -> Subject {
    Subject::Project(id.into())
}

impl<C: ConnectionTrait> Gathering<'_, C> {
    /// The ids of the region's, for what belongs to them.
    fn project_ids(&self) -> SelectStatement {
        Query::select()
            .column(project::Column::Id)
            .from(project::Entity)
            .and_where(project::Column::RegionId.eq(self.region))
            .to_owned()
    }

    pub(super) async fn projects(&mut self) -> Result<(), DbErr> {
        let mut parties = self.project_parties().await?;
        let phases = self.phases().await?;
        let rows = project::Entity::find().filter(project::Column::RegionId.eq(self.region));
        for row in rows.all(self.connection).await? {
            let rights = rights_of(&row, parties.remove(&row.id).unwrap_or_default())?;
            let subject = subject(row.id);
            let plan = row.plan_status.as_deref().map(|code| stored(code, "plan status")).transpose()?;
            let name = match self.place(Some(row.municipality_id)) {
                Some(place) => format!("{} ({place})", row.name),
                None => row.name.clone(),
            };
            self.subject(subject, Some(row.municipality_id), name, Marks::Project(rights));
            self.hold(subject, Slot::ProjectStatus, Value::Project(stored(&row.status, "status")?));
            self.hold(subject, Slot::PlanStatus, Value::Plan(plan));
            self.hold(subject, Slot::Phase, Value::Phase(phases.get(&row.id).copied()));
            let planned = stored_period(row.planned.as_deref());
            self.hold(subject, Slot::Date(Date::Planned), Value::When(planned));
        }
        Ok(())
    }

    async fn project_parties(&self) -> Result<BTreeMap<Uuid, BTreeSet<(PartyRole, OrganisationId)>>, DbErr> {
        let rows = project_party::Entity::find()
            .filter(project_party::Column::ProjectId.in_subquery(self.project_ids()))
            .all(self.connection)
            .await?;
        let mut of: BTreeMap<Uuid, BTreeSet<(PartyRole, OrganisationId)>> = BTreeMap::new();
        for row in rows {
            of.entry(row.project_id).or_default().insert((stored(&row.role, "role")?, row.organisation_id.into()));
        }
        Ok(of)
    }

    /// The last that began, of each project.
    async fn phases(&self) -> Result<BTreeMap<Uuid, Phase>, DbErr> {
        let rows: Vec<(Uuid, String, NaiveDate)> = project_phase::Entity::find()
            .select_only()
            .columns([project_phase::Column::ProjectId, project_phase::Column::Phase, project_phase::Column::Began])
            .filter(project_phase::Column::ProjectId.in_subquery(self.project_ids()))
            .filter(project_phase::Column::Began.lte(self.today))
            .into_tuple()
            .all(self.connection)
            .await?;
        let mut of: BTreeMap<Uuid, Phase> = BTreeMap::new();
        for (project, phase, _) in rows {
            let phase: Phase = stored(&phase, "phase")?;
            of.entry(project).and_modify(|last| *last = (*last).max(phase)).or_insert(phase);
        }
        Ok(of)
    }

    pub(super) async fn deliveries(&mut self) -> Result<(), DbErr> {
        let there = Expr::col(lot::Column::Waiting).add(Expr::col(lot::Column::Verified));
        let rows: Vec<(Uuid, Option<Uuid>, i64, i64)> = lot::Entity::find()
            .select_only()
            .columns([lot::Column::ProjectId, lot::Column::MeasureId])
            .expr(sum_of(there))
            .expr(sum_of(Expr::col(lot::Column::Verified)))
            .filter(lot::Column::ProjectId.in_subquery(self.project_ids()))
            .group_by(lot::Column::ProjectId)
            .group_by(lot::Column::MeasureId)
            .into_tuple()
            .all(self.connection)
            .await?;
        for (project, measure, there, verified) in rows {
            let measure = measure.map(Into::into);
            for (slot, number) in [(Slot::Delivered(measure), there), (Slot::Verified(measure), verified)] {
                if number > 0 {
                    self.hold(subject(project), slot, Value::Number(number));
                }
            }
        }
        Ok(())
    }

    /// Of the region and of each gemeente. What a gemeente divides over corporaties are parts of its own number.
    pub(super) async fn targets(&mut self) -> Result<(), DbErr> {
        self.subject(Subject::Targets(None), None, "Doelen van de regio".to_owned(), Marks::Region);
        for (id, name) in self.places.clone() {
            let subject = Subject::Targets(Some(id.into()));
            self.subject(subject, Some(id), format!("Doelen van {name}"), Marks::Region);
        }
        let rows = target::Entity::find()
            .filter(target::Column::RegionId.eq(self.region))
            .filter(target::Column::OrganisationId.is_null());
        for row in rows.all(self.connection).await? {
            let subject = Subject::Targets(row.municipality_id.map(Into::into));
            let slot = Slot::Target {
                measure: row.measure_id.into(),
                scenario: row.scenario_id.into(),
                year: row.horizon_year,
            };
            self.hold_because(subject, slot, Value::Number(row.value), row.motivation);
        }
        Ok(())
    }
}
