//! Saved views: whose they are, who changes them, and what they keep.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use app::administration::queries::of_region;
use app::audit::Author;
use app::audit::entity::audit_entry;
use app::auth::entity::user;
use app::commitments::filter::Filter;
use app::commitments::queries::list;
use app::error::AppError;
use app::privacy::{Reader, personal_data, pseudonymise};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::saved_views::commands::{change, create, remove};
use app::saved_views::entity::saved_view;
use app::saved_views::form::{RemoveForm, SavedViewForm};
use app::saved_views::queries::{above_the_list, address, edit_page, lines};
use app::storage::begin_write;
use app::ui::form::FormReply;
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use common::{TestDatabase, on_both_databases};
use domain::organisations::Role;
use domain::saved_views::SAVED_MAX;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

const REGION: &str = include_str!("../../server/regions/test-region.toml");
const GEMEENTE: &str = "Gemeente Oosterzijl";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 26, 10, 0, 0).unwrap()
}

async fn request_of(database: &TestDatabase, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

/// Somebody, a colleague, and somebody of another organisation.
struct Cast {
    maker: Request,
    colleague: Request,
    other: Request,
}

async fn cast(database: &TestDatabase) -> Cast {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
    Cast {
        maker: request_of(database, GEMEENTE, Role::Reader).await,
        colleague: request_of(database, GEMEENTE, Role::Driver).await,
        other: request_of(database, "Stichting Plaswonen", Role::Staff).await,
    }
}

const RED: &str = r#"[["voortgang","rood"]]"#;

fn form(name: &str, filter: &str, shared: bool) -> SavedViewForm {
    let shared = if shared { vec!["ja".to_owned()] } else { vec![] };
    SavedViewForm { name: name.to_owned(), filter: filter.to_owned(), shared, ..SavedViewForm::default() }
}

async fn saved(request: &Request, form: &SavedViewForm) -> Uuid {
    assert!(matches!(create(request, form).await.unwrap(), FormReply::Done { .. }));
    let newest = saved_view::Entity::find().order_by_desc(saved_view::Column::Id);
    newest.one(request.database()).await.unwrap().unwrap().id
}

async fn names(request: &Request) -> Vec<String> {
    let views = above_the_list(request.database(), request.actor()).await.unwrap();
    views.into_iter().map(|view| view.name).collect()
}

async fn to_change(request: &Request, id: Uuid) -> SavedViewForm {
    let page = edit_page(request, id).await.unwrap();
    let form = form(&page.view.name, "", page.view.shared);
    SavedViewForm { id: id.to_string(), version: page.version.to_string(), ..form }
}

fn to_remove(id: Uuid, version: i32) -> RemoveForm {
    RemoveForm { id: id.to_string(), version: version.to_string() }
}

fn rejected(reply: FormReply) -> u16 {
    match reply {
        FormReply::Rejected(rejection) => rejection.status,
        other => panic!("not rejected: {other:?}"),
    }
}

on_both_databases!(ones_own_views_exist_for_nobody_else, async |database: &TestDatabase| {
    let Cast { maker, colleague, other } = cast(database).await;
    let id = saved(&maker, &form(" Rood ", RED, false)).await;
    assert_eq!(names(&maker).await, ["Rood"]);
    assert_eq!(address(&maker, id).await.unwrap(), "/afspraken?voortgang=rood");
    let administrator = request_of(database, GEMEENTE, Role::Administrator).await;
    for stranger in [&colleague, &other, &administrator] {
        assert_eq!(names(stranger).await, [""; 0]);
        assert_eq!(lines(stranger).await.unwrap(), vec![]);
        assert_eq!(address(stranger, id).await, Err(AppError::NotFound));
        assert_eq!(edit_page(stranger, id).await, Err(AppError::NotFound));
        let renamed = SavedViewForm { id: id.to_string(), ..form("Van mij", "", true) };
        assert_eq!(change(stranger, &renamed).await, Err(AppError::NotFound));
        assert_eq!(remove(stranger, &to_remove(id, 1)).await, Err(AppError::NotFound));
    }
    // Nor does the log tell what it is called.
    let entries = audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.eq(id));
    let entries = entries.all(&database.connection).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.changes.as_str()).collect::<Vec<_>>(), ["[]"]);
});

on_both_databases!(
    what_is_shared_is_used_by_colleagues_and_changed_by_its_maker_or_a_beheerder,
    async |database: &TestDatabase| {
        let Cast { maker, colleague, other } = cast(database).await;
        let id = saved(&maker, &form("Rood", RED, true)).await;
        assert_eq!((names(&colleague).await, names(&other).await), (vec!["Rood".to_owned()], vec![]));
        assert_eq!(address(&colleague, id).await.unwrap(), "/afspraken?voortgang=rood");
        assert_eq!(address(&other, id).await, Err(AppError::NotFound));
        let line = lines(&colleague).await.unwrap().remove(0);
        assert_eq!((line.made_by.as_deref(), line.may_change), (Some("Lezer van Gemeente Oosterzijl"), false));
        assert_eq!(edit_page(&colleague, id).await, Err(AppError::Forbidden));
        let renamed = SavedViewForm { id: id.to_string(), ..form("Van ons", "", true) };
        assert_eq!(change(&colleague, &renamed).await, Err(AppError::Forbidden));

        let administrator = request_of(database, "Zorggroep De Kade", Role::Administrator).await;
        // It is not of his organisation, so it does not stand above his list; but he keeps it.
        assert_eq!(names(&administrator).await, [""; 0]);
        assert!(lines(&administrator).await.unwrap()[0].may_change);
        let renamed = SavedViewForm { name: "Rood in Oosterzijl".to_owned(), ..to_change(&administrator, id).await };
        assert!(matches!(change(&administrator, &renamed).await.unwrap(), FormReply::Done { .. }));
        assert_eq!(names(&colleague).await, ["Rood in Oosterzijl"]);

        let own_again = SavedViewForm { shared: vec![], ..to_change(&maker, id).await };
        change(&maker, &own_again).await.unwrap();
        assert_eq!((names(&maker).await.len(), names(&colleague).await.len()), (1, 0));
        assert_eq!(edit_page(&administrator, id).await, Err(AppError::NotFound));
        assert_eq!(rejected(remove(&maker, &to_remove(id, 1)).await.unwrap()), 409, "it was changed since");
        remove(&maker, &to_remove(id, 3)).await.unwrap();
        assert_eq!(names(&maker).await, [""; 0]);
    }
);

on_both_databases!(names_and_numbers_have_a_limit_and_a_filter_filters_something, async |database: &TestDatabase| {
    let Cast { maker, .. } = cast(database).await;
    let long = "x".repeat(61);
    for (name, filter) in
        [("", RED), (long.as_str(), RED), ("Alles", "[]"), ("Niets", ""), ("Onzin", r#"[["kleur","rood"]]"#)]
    {
        assert_eq!(rejected(create(&maker, &form(name, filter, false)).await.unwrap()), 422, "{name}");
    }
    for number in 0..SAVED_MAX {
        saved(&maker, &form(&format!("Weergave {number}"), RED, false)).await;
    }
    assert_eq!(rejected(create(&maker, &form("Nog een", RED, false)).await.unwrap()), 422);
    assert_eq!(names(&maker).await.len() as u64, SAVED_MAX);
    let first = lines(&maker).await.unwrap().remove(0).view.id;
    let taken = SavedViewForm { name: "weergave 1".to_owned(), ..to_change(&maker, first).await };
    assert_eq!(rejected(change(&maker, &taken).await.unwrap()), 422, "a name stands once");
    remove(&maker, &to_remove(first, 1)).await.unwrap();
    assert_eq!(rejected(create(&maker, &form("Weergave 1", RED, false)).await.unwrap()), 422);
    saved(&maker, &form("Nog een", RED, false)).await;
});

on_both_databases!(two_who_change_a_view_are_told, async |database: &TestDatabase| {
    let Cast { maker, .. } = cast(database).await;
    let administrator = request_of(database, GEMEENTE, Role::Administrator).await;
    let id = saved(&maker, &form("Rood", RED, true)).await;
    let (mine, theirs) = (to_change(&maker, id).await, to_change(&administrator, id).await);
    change(&administrator, &SavedViewForm { name: "Rode".to_owned(), ..theirs }).await.unwrap();
    let typed = SavedViewForm { name: "Roodst".to_owned(), ..mine };
    assert_eq!(rejected(change(&maker, &typed).await.unwrap()), 409);
    let knowing = SavedViewForm { conflict_version: "2".to_owned(), ..typed };
    assert!(matches!(change(&maker, &knowing).await.unwrap(), FormReply::Done { .. }));
    assert_eq!(names(&maker).await, ["Roodst"]);
});

on_both_databases!(a_view_that_names_what_is_gone_says_so, async |database: &TestDatabase| {
    let Cast { maker, .. } = cast(database).await;
    let filter = r#"[["gemeente","opgeheven"],["voortgang","rood"],["kleur","paars"]]"#;
    let id = saved(&maker, &form("Oud", filter, false)).await;
    let address = address(&maker, id).await.unwrap();
    assert_eq!(address, "/afspraken?gemeente=opgeheven&voortgang=rood");
    let query = address.split_once('?').unwrap().1.split('&').map(|pair| pair.split_once('=').unwrap());
    let query: ParamsMap = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (asked, _) = Filter::from_query(&query);
    let page = list(database, &maker.visibility(), &asked, maker.reckoning()).await.unwrap();
    assert_eq!(page.unknown, ["gemeente=opgeheven"]);
});

on_both_databases!(who_leaves_takes_the_own_views_and_leaves_the_shared_ones, async |database: &TestDatabase| {
    let Cast { maker, colleague, .. } = cast(database).await;
    saved(&maker, &form("Van mij", RED, false)).await;
    saved(&maker, &form("Van ons", RED, true)).await;
    saved(&colleague, &form("Ander", RED, false)).await;
    let actor = maker.actor();
    let found = of_region(actor.region.into()).filter(user::Column::Id.eq(actor.user.0)).one(&database.connection);
    let account = found.await.unwrap().unwrap();
    let data = personal_data(database, &account, Reader::ThePerson, now()).await.unwrap();
    assert_eq!(data.saved_views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["Van mij", "Van ons"]);
    let transaction = begin_write(database).await.unwrap();
    let author = Author::nobody(actor.region.into(), now());
    pseudonymise(&transaction, &author, &account).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(names(&colleague).await, ["Ander", "Van ons"]);
    assert_eq!(saved_view::Entity::find().count(&database.connection).await.unwrap(), 2);
});
