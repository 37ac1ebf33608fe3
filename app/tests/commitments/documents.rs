//! The documents that commitments carry out: who keeps them, and what their list counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::entity::audit_entry;
use app::commitments::commands::{create as create_commitment, propose};
use app::commitments::form::{CommitmentForm, ProposeForm};
use app::documents::commands::{change, create};
use app::documents::entity::document;
use app::documents::form::DocumentForm;
use app::documents::queries::{Row, edit_page, list, new_page};
use app::error::AppError;
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, rejected, saved};
use super::{load_region, now, organisation_id, request_of};

fn form(request: &Request, title: &str) -> DocumentForm {
    DocumentForm {
        title: title.to_owned(),
        kind: "prestatieafspraak".to_owned(),
        first_year: "2025".to_owned(),
        last_year: "2028".to_owned(),
        url: "https://www.merendam.example/afspraken.pdf".to_owned(),
        parties: vec![request.actor().organisation.to_string()],
        ..DocumentForm::default()
    }
}

fn done(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

/// A new document of this person's organisation.
pub async fn signed(request: &Request, title: &str) -> Uuid {
    done(create(request, &form(request, title)).await.unwrap());
    let newest = document::Entity::find().order_by_desc(document::Column::Id).one(request.database()).await;
    newest.unwrap().unwrap().id
}

async fn row(request: &Request, id: Uuid) -> Row {
    list(request).await.unwrap().rows.into_iter().find(|row| row.id == id).unwrap()
}

on_both_databases!(gemeenten_and_corporaties_keep_what_they_signed, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let corporatie = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    let id = signed(&official, "Prestatieafspraken").await;
    let seen = row(&care, id).await;
    assert_eq!(
        (seen.parties.as_slice(), seen.years.as_str()),
        (["Gemeente Oosterzijl".to_owned()].as_slice(), "2025–2028")
    );
    assert!(!seen.may_edit && !list(&care).await.unwrap().may_create);
    assert!(row(&official, id).await.may_edit && !row(&corporatie, id).await.may_edit);
    assert_eq!(new_page(&care).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(create(&care, &form(&care, "Kader")).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(edit_page(&corporatie, id).await.unwrap_err(), AppError::Forbidden);

    // Nobody signs for others only.
    let others = DocumentForm { parties: form(&official, "").parties, ..form(&corporatie, "Kader") };
    assert_eq!(rejected(create(&corporatie, &others).await.unwrap()).problems[0].field, "parties");

    // Once the corporatie signs too, it keeps the document as well.
    let mut joined = edit_page(&official, id).await.unwrap().form;
    joined.parties.push(organisation_id(database, "Stichting Plaswonen").await.to_string());
    done(change(&official, &joined).await.unwrap());
    let later = DocumentForm { last_year: "2030".to_owned(), ..edit_page(&corporatie, id).await.unwrap().form };
    done(change(&corporatie, &later).await.unwrap());
    assert_eq!(row(&corporatie, id).await.years, "2025–2030");
    let entries = audit_entry::Entity::find().order_by_desc(audit_entry::Column::Id).one(&database.connection).await;
    let entry = entries.unwrap().unwrap();
    assert_eq!((entry.event.as_str(), entry.subject_id), (Event::Changed.code(), id));
    assert!(entry.changes.contains("2025–2028") && entry.changes.contains("2025–2030"), "{}", entry.changes);
});

on_both_databases!(who_saves_second_is_told_and_loses_nothing, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let id = signed(&official, "Prestatieafspraken").await;
    let (first, second) = (edit_page(&official, id).await.unwrap().form, edit_page(&driver, id).await.unwrap().form);
    done(change(&official, &DocumentForm { title: "Eerst".to_owned(), ..first }).await.unwrap());
    let second = DocumentForm { title: "Daarna".to_owned(), ..second };
    let refused = rejected(change(&driver, &second).await.unwrap());
    let conflict = refused.conflict.unwrap();
    let field = &conflict.fields[0];
    assert_eq!((field.saved.as_str(), field.yours.as_str()), ("Eerst", "Daarna"));
    assert_eq!(row(&driver, id).await.title, "Eerst");
    let chosen = DocumentForm { conflict_version: conflict.version.to_string(), ..second };
    done(change(&driver, &chosen).await.unwrap());
    assert_eq!(row(&driver, id).await.title, "Daarna");
});

on_both_databases!(a_concept_is_counted_for_who_may_see_it, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let stranger = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let id = signed(&official, "Prestatieafspraken").await;
    let linked = CommitmentForm { documents: vec![id.to_string()], ..filled(database).await };
    let commitment = saved(create_commitment(&official, &linked).await.unwrap());
    assert_eq!((row(&official, id).await.commitments, row(&stranger, id).await.commitments), (1, 0));
    let form = ProposeForm { id: commitment.to_string(), version: "1".to_owned() };
    saved(propose(&official, &form).await.unwrap());
    assert_eq!(row(&stranger, id).await.commitments, 1);
});

on_both_databases!(another_region_has_its_own, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = signed(&official, "Prestatieafspraken").await;
    let other = include_str!("../../../server/regions/twente.toml");
    app::regions::load::load(database, &app::regions::file::parse(other).unwrap(), now()).await.unwrap();
    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert!(list(&stranger).await.unwrap().rows.is_empty());
    assert_eq!(edit_page(&stranger, id).await.unwrap_err(), AppError::NotFound);
    let theirs = DocumentForm { id: id.to_string(), version: "1".to_owned(), ..form(&stranger, "Kaping") };
    assert_eq!(change(&stranger, &theirs).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(the_list_asks_no_more_when_there_is_more, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = official.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    signed(&official, "Nummer 0").await;
    list(&watched).await.unwrap();
    let few = count.swap(0, Ordering::Relaxed);
    for number in 1..20 {
        signed(&official, &format!("Nummer {number}")).await;
    }
    assert_eq!(list(&watched).await.unwrap().rows.len(), 20);
    assert_eq!(count.swap(0, Ordering::Relaxed), few);
    assert!(few <= 4, "{few}");
});
