//! Reading saved views. Every query starts from [`usable`].
#![expect(clippy::disallowed_methods, reason = "this is where the scope of saved views comes in")]

use domain::organisations::Role;
use domain::policy::{Action, Actor, SavedViewVerb, allows};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::data::SavedView;
use super::entity::saved_view;
use super::records::{rights_of, to_data};
use crate::auth::entity::user;
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

/// Whether somebody has another view with this name.
pub async fn has_another(
    connection: &impl ConnectionTrait,
    user: Uuid,
    name: &str,
    than: Option<Uuid>,
) -> Result<bool, DbErr> {
    use saved_view::Column as C;
    let named = saved_view::Entity::find().filter(C::UserId.eq(user)).filter(C::Name.eq(name));
    let others = named.filter(Condition::all().add_option(than.map(|id| C::Id.ne(id))));
    Ok(others.count(connection).await? > 0)
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
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|(row, maker)| Line {
            may_change: allows(actor, Action::SavedView(SavedViewVerb::Change, &rights_of(&row))).is_ok(),
            made_by: (row.user_id != actor.user.0).then(|| maker.map(|user| user.name).unwrap_or_default()),
            view: to_data(row),
        })
        .collect();
    lines.sort_by_key(|line| line.made_by.is_some());
    Ok(lines)
}

/// What the form of a view starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPage {
    pub view: SavedView,
    pub version: i32,
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
    Ok(EditPage { version: row.version, view: to_data(row), organisation })
}
