//! Which functions of an organisation carry anything, of what somebody may see.
#![expect(
    clippy::disallowed_methods,
    reason = "the seats of bodies and the questions of commitments that were found through the scope"
)]

use domain::bottlenecks::State;
use domain::commitments::PartyRole;
use domain::policy::Visibility;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
};
use uuid::Uuid;

use crate::bottlenecks::entity::bottleneck;
use crate::comments::entity::{comment, mention};
use crate::commitments::entity::party;
use crate::commitments::queries::conditions::open;
use crate::commitments::queries::visible;
use crate::decisions::entity::decision;
use crate::regions::vision::{body, body_member};
use crate::scope::seen;

/// The parties that carry a commitment out; who is only consulted carries nothing.
pub const CARRYING: [PartyRole; 2] = [PartyRole::Lead, PartyRole::Partner];

/// As they are written: in the region file first, and then where people typed them. Six queries.
pub async fn in_use(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<Vec<String>, DbErr> {
    let mut texts = of_bodies(connection, visibility, organisation).await?;
    texts.extend(of_commitments(connection, visibility, organisation).await?);
    let decided = seen::<decision::Entity>(visibility)
        .filter(decision::Column::OwnerId.eq(organisation))
        .filter(decision::Column::Report.is_null())
        .filter(decision::Column::OwnerFunction.is_not_null())
        .select_only()
        .column(decision::Column::OwnerFunction)
        .distinct()
        .order_by_asc(decision::Column::OwnerFunction)
        .into_tuple::<String>();
    texts.extend(decided.all(connection).await?);
    texts.extend(of_bottlenecks(connection, visibility, organisation).await?);
    let asked = visible(visibility)
        .join(JoinType::InnerJoin, comment::Relation::Commitment.def().rev())
        .join(JoinType::InnerJoin, mention::Relation::Comment.def().rev())
        .filter(mention::Column::OrganisationId.eq(organisation))
        .filter(mention::Column::SettledAt.is_null())
        .filter(mention::Column::Function.is_not_null())
        .filter(comment::Column::WithdrawnAt.is_null())
        .select_only()
        .column(mention::Column::Function)
        .distinct()
        .order_by_asc(mention::Column::Function)
        .into_tuple::<String>();
    texts.extend(asked.all(connection).await?);
    Ok(texts)
}

async fn of_bodies(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<Vec<String>, DbErr> {
    let of_region = seen::<body::Entity>(visibility).select_only().column(body::Column::Id).into_query();
    let members = body_member::Entity::find()
        .filter(body_member::Column::BodyId.in_subquery(of_region))
        .filter(body_member::Column::OrganisationId.eq(organisation))
        .filter(body_member::Column::Function.is_not_null())
        .select_only()
        .column(body_member::Column::Function)
        .distinct()
        .order_by_asc(body_member::Column::Function)
        .into_tuple::<String>();
    let secretaries = seen::<body::Entity>(visibility)
        .filter(body::Column::SecretaryId.eq(organisation))
        .filter(body::Column::SecretaryFunction.is_not_null())
        .select_only()
        .column(body::Column::SecretaryFunction)
        .distinct()
        .order_by_asc(body::Column::SecretaryFunction)
        .into_tuple::<String>();
    let mut texts = members.all(connection).await?;
    texts.extend(secretaries.all(connection).await?);
    Ok(texts)
}

async fn of_commitments(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<Vec<String>, DbErr> {
    use party::Column as P;
    visible(visibility)
        .filter(open())
        .join(JoinType::InnerJoin, party::Relation::Commitment.def().rev())
        .filter(P::OrganisationId.eq(organisation))
        .filter(P::Role.is_in(CARRYING.map(PartyRole::code)))
        .filter(P::Function.is_not_null())
        .select_only()
        .column(P::Function)
        .distinct()
        .order_by_asc(P::Function)
        .into_tuple()
        .all(connection)
        .await
}

async fn of_bottlenecks(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<Vec<String>, DbErr> {
    use bottleneck::Column as B;
    type Row = (Uuid, Option<String>, Uuid, Option<String>);
    let held = Condition::any().add(B::OwnerId.eq(organisation)).add(B::ActingId.eq(organisation));
    let rows: Vec<Row> = seen::<bottleneck::Entity>(visibility)
        .filter(held)
        .filter(B::State.eq(State::Open.code()))
        .select_only()
        .columns([B::OwnerId, B::OwnerFunction, B::ActingId, B::ActingFunction])
        .order_by_asc(B::Title)
        .order_by_asc(B::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let of = |(owner, owner_function, acting, acting_function): Row| {
        let owns = owner_function.filter(|_| owner == organisation);
        let acts = acting_function.filter(|_| acting == organisation);
        owns.into_iter().chain(acts)
    };
    Ok(rows.into_iter().flat_map(of).collect())
}
