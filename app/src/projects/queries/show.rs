//! One project with everything that happened to it.

use std::collections::BTreeSet;

use domain::deliveries::Lot;
use domain::differences::Field;
use domain::ids::MeasureId;
use domain::policy::{Action, ProjectVerb, Visibility, allows, may_create_bottlenecks};
use domain::projects::{Content, Hardness};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::super::names::{HIDDEN, Names};
use super::super::records::content_of;
use super::{hard_statuses, one};
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::bottlenecks::queries::{Blocks, of_projects};
use crate::commitments::data::Row;
use crate::commitments::entity::commitment_project;
use crate::commitments::projects::queries as links;
use crate::deliveries;
use crate::error::AppError;
use crate::request::Request;
use crate::scope::seen;
use crate::targets::entity::measure;

/// A project on its own page.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    pub id: Uuid,
    pub example: bool,
    pub municipality: String,
    pub content: Content,
    pub names: Names,
    pub phase: Option<&'static str>,
    pub hardness: Hardness,
    /// It has dwellings that come with care.
    pub with_care: bool,
    /// What those still need, in words.
    pub missing_for_care: Vec<&'static str>,
    /// The place is kept from this person.
    pub place_kept: bool,
    pub may_edit: bool,
    pub may_report_delivery: bool,
    /// By type that occurs: what was delivered.
    pub delivered: Vec<(String, Lot)>,
    /// Those that serve it and that the reader may see.
    pub commitments: Vec<Row>,
    /// What blocks it, of what is open.
    pub bottlenecks: Vec<Blocks>,
    pub may_add_bottleneck: bool,
    pub timeline: Vec<TimelineEntry>,
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, rights) = one(database, visibility, id).await?;
    let may = |verb| allows(request.actor(), Action::Project(verb, &rights)).is_ok();
    let (may_edit, may_place) = (may(ProjectVerb::Edit), may(ProjectVerb::ViewPlace));
    let may_report_delivery = may(ProjectVerb::ReportDelivery);
    let names = Names::of(database, visibility).await?;
    let municipality = names.municipality(rights.municipality);
    let mut content = content_of(database, &row, rights.parties).await?;
    let place_kept = content.place_hidden && !may_place;
    if place_kept {
        content.place = None;
    }
    let care = care_measures(database, visibility).await?;
    let mut timeline = timeline(database, visibility, id).await?;
    if place_kept {
        hide_places(&mut timeline);
    }
    Ok(Detail {
        id,
        example: row.example,
        municipality,
        phase: content.phase(request.today()).map(|phase| phase.label()),
        hardness: hard_statuses(database, visibility).await?.hardness(content.plan_status),
        with_care: content.counts.of_measures(&care) > 0,
        missing_for_care: content.missing_for_care(&care).into_iter().map(|missing| missing.label()).collect(),
        place_kept,
        may_edit,
        may_report_delivery,
        delivered: deliveries::queries::summary(database, id, &names).await?,
        commitments: links::serving(request, id).await?,
        bottlenecks: of_projects(database, visibility, &[id]).await?.remove(&id).unwrap_or_default(),
        may_add_bottleneck: may_create_bottlenecks(request.actor()),
        timeline,
        names,
        content,
    })
}

/// The measures whose dwellings come with care.
async fn care_measures(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<BTreeSet<MeasureId>, DbErr> {
    let ids: Vec<Uuid> = seen::<measure::Entity>(visibility)
        .filter(measure::Column::NeedsIntent.eq(true))
        .select_only()
        .column(measure::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Where it is was told openly until it became hidden: who may not know it now does not read it there either.
fn hide_places(timeline: &mut [TimelineEntry]) {
    let changes = timeline.iter_mut().flat_map(|entry| &mut entry.changes);
    for change in changes.filter(|change| matches!(change.field, Field::Place | Field::DeliveryAddress)) {
        for text in [&mut change.before, &mut change.after] {
            if !text.is_empty() && !text.starts_with(HIDDEN) {
                HIDDEN.clone_into(text);
            }
        }
    }
}

/// Everything that happened to it and to its links, as far as the reader may see the commitments.
async fn timeline(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<Vec<TimelineEntry>, DbErr> {
    let of_links = links::told_of(visibility, commitment_project::Column::ProjectId, id);
    let of_it = Condition::any().add(audit_entry::Column::SubjectId.eq(id)).add(of_links);
    Ok(audit::timeline::timeline(connection, of_it).await?.into_iter().map(|(_, entry)| entry).collect())
}
