//! Projects with what was delivered of them, and targets.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::ids::OrganisationId;
use domain::projects::{PartyRole, Phase};
use domain::since::{Date, Slot, Subject, Value};
use domain::snapshots::{About, Marks};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Gathering, stored};
use crate::balance::sum_of;
use crate::commitments::records::stored_period;
use crate::deliveries::entity::lot;
use crate::projects::entity::{project, project_party, project_phase};
use crate::projects::records::rights_of;
use crate::targets::entity::target;

type Phases = (Option<Phase>, Vec<(NaiveDate, Phase)>);

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
        let mut phases = self.phases().await?;
        let rows = project::Entity::find().filter(project::Column::RegionId.eq(self.region));
        for row in rows.all(self.connection).await? {
            let rights = rights_of(&row, parties.remove(&row.id).unwrap_or_default())?;
            let subject = subject(row.id);
            let plan = row.plan_status.as_deref().map(|code| stored(code, "plan status")).transpose()?;
            let name = match self.place(Some(row.municipality_id)) {
                Some(place) => format!("{} ({place})", row.name),
                None => row.name.clone(),
            };
            let (begun, coming) = phases.remove(&row.id).unwrap_or_default();
            let about = About { example: row.example, coming, ..About::new(name, Marks::Project(rights)) };
            self.subject(subject, Some(row.municipality_id), about);
            self.hold(subject, Slot::ProjectStatus, Value::Project(stored(&row.status, "status")?));
            self.hold(subject, Slot::PlanStatus, Value::Plan(plan));
            self.hold(subject, Slot::Phase, Value::Phase(begun));
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

    /// The last that began, and those that are foreseen, of each project.
    async fn phases(&self) -> Result<BTreeMap<Uuid, Phases>, DbErr> {
        let rows: Vec<(Uuid, String, NaiveDate)> = project_phase::Entity::find()
            .select_only()
            .columns([project_phase::Column::ProjectId, project_phase::Column::Phase, project_phase::Column::Began])
            .filter(project_phase::Column::ProjectId.in_subquery(self.project_ids()))
            .order_by_asc(project_phase::Column::Began)
            .order_by_asc(project_phase::Column::Phase)
            .into_tuple()
            .all(self.connection)
            .await?;
        let mut of: BTreeMap<Uuid, Phases> = BTreeMap::new();
        for (project, phase, began) in rows {
            let phase: Phase = stored(&phase, "phase")?;
            let (begun, coming) = of.entry(project).or_default();
            if began <= self.today {
                *begun = (*begun).max(Some(phase));
            } else {
                coming.push((began, phase));
            }
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

    /// Of the region, of each gemeente, and what a gemeente divides over corporaties.
    pub(super) async fn targets(&mut self) -> Result<(), DbErr> {
        let named = |name| About::new(name, Marks::Region);
        self.subject(Subject::Targets(None), None, named("Doelen van de regio".to_owned()));
        for (id, name) in self.places.clone() {
            let subject = Subject::Targets(Some(id.into()));
            self.subject(subject, Some(id), named(format!("Doelen van {name}")));
        }
        let rows = target::Entity::find().filter(target::Column::RegionId.eq(self.region));
        for row in rows.all(self.connection).await? {
            let subject = Subject::Targets(row.municipality_id.map(Into::into));
            let slot = Slot::Target {
                measure: row.measure_id.into(),
                scenario: row.scenario_id.into(),
                year: row.horizon_year,
                organisation: row.organisation_id.map(Into::into),
            };
            self.hold_because(subject, slot, Value::Number(row.value), row.motivation);
        }
        Ok(())
    }
}
