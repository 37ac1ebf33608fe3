//! What is still to come of open projects: [`domain::balance::to_come`], in SQL.

use domain::projects::{Hardness, Status};
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Frame, FrameType, IntoIden, IntoTableRef, Order, Query, SelectStatement,
    WindowStatement,
};
use sea_orm::{ColumnTrait, Condition, JoinType, QueryFilter, QuerySelect, QueryTrait, Select};

use crate::deliveries::entity::lot;
use crate::projects::entity::{project, project_count};
use crate::targets::entity::measure;

/// The names of the subqueries with what each project has of each measure, and in all.
const PLANNED: &str = "planned_of_each";
const DELIVERED: &str = "delivered_of_each";
const THERE: &str = "there_of_project";
const EACH: &str = "each_of_project";

/// One row for each project and measure of which something is to come, or was: `project`, `name`, `example`, `municipality`,
/// `measure`, `planned`, `day` (when it is planned at the latest; NULL when nobody knows), `hardness` and `count`, which can be
/// nought. `hard`: the plan statuses that are sure.
///
/// Each side is summed per project on its own, along an index; as one list of both they would have to be sorted.
pub fn pipeline(projects: Select<project::Entity>, hard: &[&str]) -> SelectStatement {
    let column = |name: &str| Expr::col((Alias::new(EACH), Alias::new(name)));
    let room = || column("left").sub(column("through").sub(column("open")));
    let count = CaseStatement::new()
        .case(column("open").lte(room()), column("open"))
        .case(room().gt(0), room())
        .finally(Expr::value(0));
    let mut all = Query::select();
    for name in ["project", "name", "example", "municipality", "measure", "planned", "day", "hardness"] {
        all.expr_as(column(name), Alias::new(name));
    }
    all.expr_as(Expr::expr(count).cast_as(Alias::new("bigint")), Alias::new("count"));
    all.from_subquery(each_of_project(projects, hard), Alias::new(EACH));
    all
}

/// What each project lacks: `open` of each measure by itself, `through` with the measures before it, `left` in all.
fn each_of_project(projects: Select<project::Entity>, hard: &[&str]) -> SelectStatement {
    use project::Column as C;
    let planned = |column: &str| Expr::col((Alias::new(PLANNED), Alias::new(column)));
    let delivered = |column: &str| Expr::col((Alias::new(DELIVERED), Alias::new(column)));
    let open = || more_than_nought(planned("count"), delivered("count").if_null(0));
    let there = Expr::col((Alias::new(THERE), Alias::new("count"))).if_null(0);
    let position = (measure::Entity, measure::Column::Position);
    let through = WindowStatement::partition_by((project::Entity, C::Id))
        .order_by(position, Order::Asc)
        .frame_between(FrameType::Rows, Frame::UnboundedPreceding, Frame::CurrentRow)
        .take();
    let mut each = projects
        .filter(C::Status.is_in(Status::ALL.iter().filter(|status| status.is_open()).map(|status| status.code())))
        .select_only()
        .column_as(C::Id, "project")
        .columns([C::Name, C::Example, C::Planned])
        .column_as(C::MunicipalityId, "municipality")
        .column_as(C::PlannedLastDay, "day")
        .expr_as(planned("measure_id"), "measure")
        .expr_as(hardness(hard), "hardness")
        .expr_as(open(), "open")
        .expr_as(more_than_nought(Expr::col((project::Entity, C::Dwellings)), there), "left")
        .into_query();
    let of_project =
        |name: &'static str| Expr::col((Alias::new(name), Alias::new("project_id"))).equals((project::Entity, C::Id));
    let same = |column: &'static str| delivered(column).equals((Alias::new(PLANNED), Alias::new(column)));
    each.expr_window_as(open().sum(), through, Alias::new("through"))
        .join_subquery(JoinType::InnerJoin, planned_of_each(), Alias::new(PLANNED), of_project(PLANNED))
        .join(
            JoinType::InnerJoin,
            measure::Entity,
            planned("measure_id").equals((measure::Entity, measure::Column::Id)),
        )
        .join_subquery(
            JoinType::LeftJoin,
            delivered_of_each(),
            Alias::new(DELIVERED),
            Condition::all().add(same("project_id")).add(same("measure_id")),
        )
        .join_subquery(JoinType::LeftJoin, there_of_project(), Alias::new(THERE), of_project(THERE))
        .take()
}

fn more_than_nought(all: Expr, part: Expr) -> Expr {
    CaseStatement::new().case(all.clone().gt(part.clone()), all.sub(part)).finally(Expr::value(0)).into()
}

fn planned_of_each() -> SelectStatement {
    use project_count::Column as C;
    of_each(project_count::Entity, &[C::ProjectId, C::MeasureId], Expr::col(C::Count))
        .and_where(C::MeasureId.is_not_null())
        .take()
}

fn delivered_of_each() -> SelectStatement {
    use lot::Column as C;
    of_each(lot::Entity, &[C::ProjectId, C::MeasureId], Expr::col(C::Verified).add(Expr::col(C::Waiting)))
        .and_where(C::MeasureId.is_not_null())
        .take()
}

/// Of whatever type.
fn there_of_project() -> SelectStatement {
    use lot::Column as C;
    of_each(lot::Entity, &[C::ProjectId], Expr::col(C::Verified).add(Expr::col(C::Waiting)))
}

/// Of each combination of these columns: how many.
fn of_each<C: IntoIden + Copy + 'static>(table: impl IntoTableRef, columns: &[C], count: Expr) -> SelectStatement {
    Query::select()
        .columns(columns.iter().copied())
        .expr_as(sum_of(count), Alias::new("count"))
        .from(table)
        .group_by_columns(columns.iter().copied())
        .take()
}

/// Sums of sums are of a wider type on PostgreSQL.
pub fn sum_of(expression: Expr) -> Expr {
    Expr::expr(expression.sum()).cast_as(Alias::new("bigint"))
}

/// How sure an open project is.
fn hardness(hard: &[&str]) -> Expr {
    let sure = Condition::all().add(project::Column::PlanStatus.is_in(hard.iter().copied()));
    CaseStatement::new()
        .case(sure, Expr::value(Hardness::Hard.code()))
        .finally(Expr::value(Hardness::Soft.code()))
        .into()
}
