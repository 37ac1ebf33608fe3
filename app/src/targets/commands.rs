//! Setting targets: in one transaction lock the region, ask the policy and the rules, write, and add the audit entry.

use domain::audit::Event;
use domain::policy::Action;
use domain::targets::HeldBy;

use super::PATH;
use super::changes::{Change, against_region, check_motivation, save};
use super::edit::{Frame, Page};
use super::form::{SAVE, TargetsForm};
use crate::audit::{Author, Subject, allowed};
use crate::commitments::commands::lock_region;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const CHANGED_MEANWHILE: &str =
    "Iemand heeft deze aantallen intussen gewijzigd. Kijk wat er nu staat en vul dan opnieuw in.";

pub async fn set(request: &Request, form: &TargetsForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    lock_region(&transaction, request.actor().region).await?;
    let frame = Frame::of(&transaction, &request.visibility()).await?;
    let holder = frame.holder(&form.holder, &form.corporation).ok_or(AppError::NotFound)?;
    let (action, event) = (Action::SetTargets(&holder.rights), Event::TargetsChanged);
    let transaction = allowed(transaction, request, action, event, Subject::Targets(holder.id())).await?;
    let wanted = match form.wanted() {
        Ok(wanted) => wanted,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let page = frame.page(&holder, &form.scenario).ok_or(AppError::NotFound)?;
    let changes: Vec<Change> = wanted.iter().filter_map(|wanted| Change::of(&page, *wanted)).collect();
    let problems = against_region(&page, &changes);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    if let Err(problem) = check_motivation(&changes, form.motivation().as_deref()) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if form.step != SAVE {
        // Looking first: the page comes back and shows it.
        return Ok(FormReply::again());
    }
    if changes.is_empty() {
        return Ok(FormReply::done(address(&page, "")));
    }
    if wanted.iter().any(|wanted| page.is_outdated(*wanted)) {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    save(&transaction, &Author::of(request), event, &holder, &changes, form.motivation()).await?;
    transaction.commit().await?;
    Ok(FormReply::done(address(&page, "&melding=doelen")))
}

/// Where the balance and the division show it.
fn address(page: &Page, notice: &str) -> String {
    let (slug, scenario) = (&page.holder.slug, &page.scenario.key);
    match page.holder.held_by() {
        HeldBy::Region => format!("{PATH}?scenario={scenario}{notice}"),
        HeldBy::Municipality(_) => format!("{PATH}?scenario={scenario}&gemeente={slug}{notice}"),
        HeldBy::Corporation(..) => format!("{PATH}/{slug}?scenario={scenario}{notice}"),
    }
}
