//! Setting targets: in one transaction lock the region, ask the policy and the rules, write, and add the audit entry.

use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::dutch;
use domain::policy::Action;
use domain::targets::MOTIVATION_MISSING;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set};

use super::PATH;
use super::edit::{Holder, Page, edit_page};
use super::entity::target;
use super::form::{REGION, SAVE, TargetsForm, Wanted};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock_region;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::{begin_write, new_id};
use crate::ui::form::FormReply;

const CHANGED_MEANWHILE: &str =
    "Iemand heeft deze aantallen intussen gewijzigd. Kijk wat er nu staat en vul dan opnieuw in.";

pub async fn set(request: &Request, form: &TargetsForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    lock_region(&transaction, request.actor().region).await?;
    let holder = Holder::of(&transaction, request, &form.holder).await?;
    let (action, event) = (Action::SetTargets(&holder.rights), Event::TargetsChanged);
    let transaction = allowed(transaction, request, action, event, Subject::Targets(holder.id())).await?;
    let wanted = match form.wanted() {
        Ok(wanted) => wanted,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let page = edit_page(&transaction, request, &holder, &form.scenario).await?;
    let changes: Vec<Change<'_>> = wanted.iter().filter_map(|wanted| Change::of(&page, *wanted)).collect();
    if changes.iter().any(Change::touches_a_number) && form.motivation().is_none() {
        return Ok(FormReply::invalid(vec![Problem::new("motivation", MOTIVATION_MISSING)]));
    }
    if form.step != SAVE {
        // Looking first: the page comes back and shows it.
        return Ok(FormReply::again());
    }
    if changes.is_empty() {
        return Ok(FormReply::done(address(&holder, &page, "")));
    }
    if wanted.iter().any(|wanted| page.is_outdated(*wanted)) {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let author = Author::of(request);
    let mut told: Vec<FieldChange> = Vec::new();
    for change in &changes {
        change.save(&transaction, &holder, &page).await?;
        told.push(change.told(&page));
    }
    let reason = |after| FieldChange { field: Field::Reason, before: String::new(), after };
    told.extend(form.motivation().map(reason));
    audit::record(&transaction, &author, event, Subject::Targets(holder.id()), &told).await?;
    transaction.commit().await?;
    Ok(FormReply::done(address(&holder, &page, "&melding=doelen")))
}

/// Where the balance and the division show it.
fn address(holder: &Holder, page: &Page, notice: &str) -> String {
    let place = if holder.slug == REGION { String::new() } else { format!("&gemeente={}", holder.slug) };
    format!("{PATH}?scenario={}{place}{notice}", page.scenario.key)
}

/// One number that becomes another.
struct Change<'p> {
    saved: Option<&'p target::Model>,
    wanted: Wanted,
}

impl<'p> Change<'p> {
    /// None when it is so already, or the measure is none of this scenario.
    fn of(page: &'p Page, wanted: Wanted) -> Option<Self> {
        page.measures.iter().find(|measure| measure.id == wanted.measure)?;
        let saved = page.saved(wanted.measure);
        let same = match (saved, wanted.value) {
            (None, None) => true,
            (Some(row), Some((value, status))) => row.value == value && row.status == status.code(),
            _ => false,
        };
        (!same).then_some(Self { saved, wanted })
    }

    /// There was a number already: then why it changes is said.
    const fn touches_a_number(&self) -> bool {
        self.saved.is_some()
    }

    async fn save(&self, transaction: &DatabaseTransaction, holder: &Holder, page: &Page) -> Result<(), DbErr> {
        match (self.saved, self.wanted.value) {
            (None, None) => {}
            (Some(row), None) => {
                target::Entity::delete_many().filter(target::Column::Id.eq(row.id)).exec(transaction).await?;
            }
            (Some(row), Some((value, status))) => {
                let changed = target::ActiveModel {
                    id: Set(row.id),
                    value: Set(value),
                    status: Set(status.code().to_owned()),
                    source_id: Set(None),
                    source_detail: Set(None),
                    version: Set(row.version + 1),
                    ..Default::default()
                };
                changed.update(transaction).await?;
            }
            (None, Some((value, status))) => {
                let new = target::Model {
                    id: new_id(),
                    region_id: holder.rights.region.into(),
                    measure_id: self.wanted.measure,
                    scenario_id: page.scenario.id,
                    municipality_id: holder.rights.municipality.map(Into::into),
                    horizon_year: page.year,
                    value,
                    status: status.code().to_owned(),
                    source_id: None,
                    source_detail: None,
                    version: 1,
                };
                target::ActiveModel::from(new).reset_all().insert(transaction).await?;
            }
        }
        Ok(())
    }

    /// `Zorggeschikte woningen, basisscenario: 120 (richtinggevend)`
    fn told(&self, page: &Page) -> FieldChange {
        let measure = page.measures.iter().find(|measure| measure.id == self.wanted.measure);
        let name = measure.map(|measure| measure.name.as_str()).unwrap_or_default();
        let of = format!("{name}, {}", page.scenario.name.to_lowercase());
        let said = |value: i64, status: &str| format!("{of}: {} ({status})", dutch::number(value));
        FieldChange {
            field: Field::Target,
            before: self.saved.map(|row| said(row.value, &row.status)).unwrap_or_default(),
            after: self.wanted.value.map(|(value, status)| said(value, status.code())).unwrap_or_default(),
        }
    }
}
