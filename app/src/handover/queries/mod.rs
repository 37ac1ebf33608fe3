//! Reading a handover. Commitments are found through `visible`, everything else through `seen`; the number of queries does
//! not depend on the rows.

mod carried;
mod functions;
mod others;

use domain::handover::Functions;
use sea_orm::{ColumnTrait, Condition, QueryOrder};
use uuid::Uuid;

use super::data::{First, MOST, Page};
use super::filter::Filter;
use crate::decisions::queries::open_of;
use crate::error::AppError;
use crate::meetings::records::Names;
use crate::proposals::queries::open_of as proposals_of;
use crate::regions::entity::organisation;
use crate::request::{Request, moment_label};
use crate::roles::queries::role_of;
use crate::scope::seen;
use crate::ui::Choice;

/// Of which organisation, and of which function there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    pub organisation: Uuid,
    /// Every way in which the function is written; none: all functions, and what names none.
    pub writings: Option<Vec<String>>,
}

impl Whose {
    /// What this organisation has in this function. The columns are those of one row.
    pub fn holds(&self, organisation: impl ColumnTrait, function: impl ColumnTrait) -> Condition {
        let named = self.writings.as_ref().map(|writings| function.is_in(writings.iter().cloned()));
        Condition::all().add(organisation.eq(self.organisation)).add_option(named)
    }
}

/// # Errors
/// When this person may not read the region, or the database fails.
pub async fn page(request: &Request, filter: &Filter) -> Result<Page, AppError> {
    let region = request.region()?;
    let (database, visibility) = (request.database(), request.visibility());
    let mut unknown = Vec::new();
    let organisations = seen::<organisation::Entity>(&visibility);
    let organisations = organisations.order_by_asc(organisation::Column::Name).all(database).await?;
    let of = chosen(request, filter, &organisations, &mut unknown).ok_or(AppError::NotFound)?;
    let functions = Functions::of(functions::in_use(database, &visibility, of.id).await?);
    // A function of somebody else says nothing of this organisation.
    let asked = filter.function.as_deref().filter(|_| unknown.is_empty());
    let function = asked.and_then(|text| functions.called(text)).cloned();
    if let (Some(text), None) = (asked, &function) {
        unknown.push(format!("functie={text}"));
    }
    let whose = Whose { organisation: of.id, writings: function.as_ref().map(|one| one.writings.clone()) };
    let names = Names::of_region(database, region.0).await?;
    let (blocked, dwellings_at_risk) = others::blocked(request, &whose, &names).await?;
    Ok(Page {
        carried: carried::carried(request, &whose).await?,
        unnamed: if function.is_some() { carried::unnamed(request, of.id).await? } else { 0 },
        to_answer: others::to_answer(database, &visibility, of.id).await?,
        decisions: First::of(open_of(request, decided(&whose), MOST + 1, &names).await?),
        blocked,
        dwellings_at_risk,
        questions: others::questions(database, &visibility, &whose).await?,
        seats: others::seats(request, &whose).await?,
        proposals: First::of(proposals_of(request, of.id, MOST + 1).await?),
        role: role_of(database, &visibility, of.id).await?.map(|role| role.text),
        deadlines: others::deadlines(request, of).await?,
        organisation: (of.id, of.name.clone()),
        function: function.map(|function| function.name),
        organisations: organisations.iter().map(|row| Choice::new(row.id, row.name.clone())).collect(),
        functions: functions.names().map(str::to_owned).collect(),
        reader: format!("{}, {}", request.user.name, request.user.organisation),
        made: moment_label(request.now()),
        unknown,
    })
}

/// The one in the address, or one's own.
fn chosen<'a>(
    request: &Request,
    filter: &Filter,
    organisations: &'a [organisation::Model],
    unknown: &mut Vec<String>,
) -> Option<&'a organisation::Model> {
    let find = |id: Uuid| organisations.iter().find(|row| row.id == id);
    let own = || find(request.actor().organisation.0);
    let Some(id) = filter.organisation else { return own() };
    find(id).or_else(|| {
        unknown.push(format!("organisatie={id}"));
        own()
    })
}

fn decided(whose: &Whose) -> Condition {
    use crate::decisions::entity::decision::Column as C;
    whose.holds(C::OwnerId, C::OwnerFunction)
}
