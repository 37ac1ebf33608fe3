//! What goes by itself, and when.

use std::collections::BTreeSet;

use app::audit::entity::audit_entry;
use app::audit::verify::verify;
use app::audit::{self, Author, Subject};
use app::auth::accounts::region_of;
use app::auth::entity::{access_token, login_failure, user};
use app::auth::links;
use app::auth::throttle::{Subject as Guessed, start_try};
use app::privacy::retention;
use app::storage::begin_write;
use chrono::{DateTime, Utc};
use domain::accounts::LinkPurpose;
use domain::audit::Event;
use domain::organisations::Role;
use domain::retention::is_pseudonym;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{account, add, after, load_region, now};

/// An account that was invited on day 0, and never accepted.
async fn invited(database: &DatabaseConnection, email: &str) -> Uuid {
    let id = add(database, email, "Iemand", "Gemeente Oosterzijl", Role::Reader).await;
    let update = user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value(Option::<String>::None));
    update.filter(user::Column::Id.eq(id)).exec(database).await.unwrap();
    id
}

async fn event_on(database: &DatabaseConnection, id: Uuid, event: Event, at: DateTime<Utc>) {
    let account = account(database, id).await;
    let author = Author::nobody(region_of(database, &account).await.unwrap(), at);
    let transaction = begin_write(database).await.unwrap();
    audit::record(&transaction, &author, event, Subject::User(id), &[]).await.unwrap();
    transaction.commit().await.unwrap();
}

on_both_databases!(what_was_kept_long_enough_goes, async |database| {
    load_region(database).await;
    let ignored = invited(database, "ignored@merenveld.example").await;
    let reminded = invited(database, "reminded@merenveld.example").await;
    event_on(database, reminded, Event::UserInvited, after(60)).await;
    let staying = add(database, "staying@merenveld.example", "S", "Gemeente Oosterzijl", Role::Administrator).await;
    let leaving = add(database, "leaving@merenveld.example", "L", "Gemeente Oosterzijl", Role::Staff).await;
    event_on(database, leaving, Event::UserDisabled, after(100)).await;
    let disable = user::Entity::update_many().col_expr(user::Column::Disabled, Expr::value(true));
    disable.filter(user::Column::Id.eq(leaving)).exec(&database.connection).await.unwrap();
    for day in [0, 80] {
        let transaction = begin_write(database).await.unwrap();
        let purpose = if day == 0 { LinkPurpose::Invitation } else { LinkPurpose::Reset };
        links::issue(&transaction, staying, purpose, after(day)).await.unwrap();
        transaction.commit().await.unwrap();
    }
    start_try(database, Guessed::Address("x@merenveld.example"), now()).await.unwrap();
    start_try(database, Guessed::Address("y@merenveld.example"), after(90)).await.unwrap();

    let gone = async |id: Uuid| is_pseudonym(&account(database, id).await.email);
    retention::clean(database, after(89)).await.unwrap();
    assert!(!gone(ignored).await);
    retention::clean(database, after(90)).await.unwrap();
    assert!(gone(ignored).await && !gone(reminded).await && !gone(leaving).await && !gone(staying).await);
    assert_eq!(access_token::Entity::find().count(&database.connection).await.unwrap(), 1);
    assert_eq!(login_failure::Entity::find().count(&database.connection).await.unwrap(), 1);
    retention::clean(database, after(829)).await.unwrap();
    assert!(gone(reminded).await && !gone(leaving).await);
    retention::clean(database, after(830)).await.unwrap();
    assert!(gone(leaving).await && !gone(staying).await);
    assert!(verify(database, BTreeSet::new()).await.unwrap().is_sound());
    // Again does nothing more.
    let entries = audit_entry::Entity::find().count(&database.connection).await.unwrap();
    retention::clean(database, after(2000)).await.unwrap();
    assert_eq!(audit_entry::Entity::find().count(&database.connection).await.unwrap(), entries);
});

on_both_databases!(the_last_administrator_outlives_an_invitation, async |database| {
    load_region(database).await;
    let id = invited(database, "only@merenveld.example").await;
    let promote = user::Entity::update_many().col_expr(user::Column::Role, Expr::value(Role::Administrator.code()));
    promote.filter(user::Column::Id.eq(id)).exec(&database.connection).await.unwrap();
    retention::clean(database, after(900)).await.unwrap();
    assert_eq!(account(database, id).await.email, "only@merenveld.example");
});
