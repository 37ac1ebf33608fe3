//! Reading saved views. Every query starts from [`usable`].
#![expect(clippy::disallowed_methods, reason = "this is where the scope of saved views comes in")]

use domain::organisations::Role;
use domain::policy::{Action, Actor, SavedViewVerb, allows};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use uuid::Uuid;

use super::data::SavedView;
use super::entity::saved_view;
use super::records::{filter_of, rights_of, to_data};
use crate::auth::entity::user;
use crate::commitments::data::FilterOptions;
use crate::commitments::filter::Filter;
use crate::commitments::queries::conditions::resolve;
use crate::commitments::queries::filter_options;
use crate::commitments::views::in_words;
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::Request;

/// The views that exist for somebody: `SavedViewVerb::Use` of the policy, in SQL.
pub fn usable(actor: &Actor) -> Select<saved_view::Entity> {
    use saved_view::Column as C;
    let shared = match actor.role {
        Role::Administrator => Condition::all().add(C::Shared.eq(true)),
        _ => with_colleagues(actor),
    };
    saved_view::Entity::find()
        .filter(C::RegionId.eq(actor.region.0))
        .filter(Condition::any().add(C::UserId.eq(actor.user.0)).add(shared))
}

fn with_colleagues(actor: &Actor) -> Condition {
    use saved_view::Column as C;
    Condition::all().add(C::Shared.eq(true)).add(C::OrganisationId.eq(actor.organisation.0))
}

/// Those above the list: one's own, and those of the organisation. By name.
pub async fn above_the_list(connection: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<SavedView>, DbErr> {
    use saved_view::Column as C;
    let near = Condition::any().add(C::UserId.eq(actor.user.0)).add(with_colleagues(actor));
    let rows = usable(actor).filter(near).order_by_asc(C::Name).order_by_asc(C::Id).all(connection).await?;
    Ok(rows.into_iter().map(to_data).collect())
}

/// How many somebody saved.
pub async fn saved_by(connection: &impl ConnectionTrait, user: Uuid) -> Result<u64, DbErr> {
    saved_view::Entity::find().filter(saved_view::Column::UserId.eq(user)).count(connection).await
}

/// Whether somebody has another view with this name, in capitals or not.
pub async fn has_another(
    connection: &impl ConnectionTrait,
    user: Uuid,
    name: &str,
    than: Option<Uuid>,
) -> Result<bool, DbErr> {
    use saved_view::Column as C;
    let others = saved_view::Entity::find().select_only().column(C::Name).filter(C::UserId.eq(user));
    let others = others.filter(Condition::all().add_option(than.map(|id| C::Id.ne(id))));
    let others: Vec<String> = others.into_tuple().all(connection).await?;
    Ok(others.iter().any(|other| other.to_lowercase() == name.to_lowercase()))
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(connection: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<saved_view::Model, AppError> {
    let found = usable(actor).filter(saved_view::Column::Id.eq(id)).one(connection).await?;
    found.ok_or(AppError::NotFound)
}

/// Where the address of a view leads: the list with its filter.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn address(request: &Request, id: Uuid) -> Result<String, AppError> {
    Ok(to_data(one(request.database(), request.actor(), id).await?).address)
}

/// One line of the page on which views are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub view: SavedView,
    /// `Gemeente: Enschede`, and so on.
    pub filters: Vec<String>,
    /// None: one's own.
    pub made_by: Option<String>,
    pub may_change: bool,
}

/// All views that somebody may use, one's own first, with who made them.
pub async fn lines(request: &Request) -> Result<Vec<Line>, AppError> {
    use saved_view::Column as C;
    let actor = request.actor();
    let rows = usable(actor)
        .order_by_asc(C::Name)
        .order_by_asc(C::Id)
        .find_also_related(user::Entity)
        .all(request.database())
        .await?;
    let options = filter_options(request.database(), &request.visibility()).await?;
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|(row, maker)| Line {
            may_change: allows(actor, Action::SavedView(SavedViewVerb::Change, &rights_of(&row))).is_ok(),
            made_by: (row.user_id != actor.user.0).then(|| maker.map(|user| user.name).unwrap_or_default()),
            filters: told(&filter_of(&row.filter), &options),
            view: to_data(row),
        })
        .collect();
    lines.sort_by_key(|line| line.made_by.is_some());
    Ok(lines)
}

fn told(filter: &Filter, options: &FilterOptions) -> Vec<String> {
    in_words(filter, options).into_iter().map(|(_, words)| words).collect()
}

/// What the form of a new view starts with: what is saved with it, and for whom it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPage {
    pub filters: Vec<String>,
    /// Parts of the filter that name nothing.
    pub unknown: Vec<String>,
    pub organisation: String,
}

pub async fn new_page(request: &Request, filter: &Filter) -> Result<NewPage, AppError> {
    let (_, unknown) = resolve(request.database(), &request.visibility(), filter).await?;
    let options = filter_options(request.database(), &request.visibility()).await?;
    let filters = told(&filter.without_unknown(&unknown), &options);
    Ok(NewPage { filters, unknown, organisation: request.user.organisation.clone() })
}

/// What the form of a view starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPage {
    pub view: SavedView,
    pub version: i32,
    pub filters: Vec<String>,
    /// With which it is shared, if it is.
    pub organisation: String,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<EditPage, AppError> {
    let row = one(request.database(), request.actor(), id).await?;
    request.allow(Action::SavedView(SavedViewVerb::Change, &rights_of(&row)))?;
    let organisation = organisation::Entity::find_by_id(row.organisation_id).one(request.database()).await?;
    let organisation = organisation.map(|row| row.name).unwrap_or_default();
    let options = filter_options(request.database(), &request.visibility()).await?;
    let filters = told(&filter_of(&row.filter), &options);
    Ok(EditPage { version: row.version, filters, view: to_data(row), organisation })
}
