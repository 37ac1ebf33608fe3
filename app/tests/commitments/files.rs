//! Files: their rows and contents go together.

use std::sync::Arc;

use app::commitments::agreement::form::StepForm;
use app::commitments::agreement::steps::take;
use app::commitments::commands::create;
use app::error::AppError;
use app::files::commands::{add, report, withdraw};
use app::files::entity::file;
use app::files::form::{FileForm, WithdrawFileForm};
use app::files::queries::{download, one, page};
use app::files::store::{Folder, Nowhere};
use app::files::upload::{Content, Upload};
use app::request::Request;
use app::ui::form::FormReply;
use domain::commitments::LifeCycle;
use domain::files::{FILES_MAX, FileKind};
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, PaginatorTrait, Set};
use tempfile::TempDir;
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, rejected, saved};
use super::seeing::{Sample, insert};
use super::{load_region, now, organisation_id, request_of};
use app::commitments::progress_form::ProgressForm;

const PDF: &[u8] = b"%PDF-1.7\ntrailer\n%%EOF\n";

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Somebody whose files go here.
    async fn person(&self, database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
        let mut request = request_of(database, organisation, role).await;
        request.state.files = Arc::new(Folder::new(self.folder.path()));
        request
    }

    fn contents(&self) -> usize {
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }
}

fn pdf(name: &str) -> Option<Upload> {
    Some(Upload { name: name.to_owned(), content: Content::Whole(Arc::new(PDF.to_vec())) })
}

fn form(commitment: Uuid) -> FileForm {
    FileForm { id: commitment.to_string(), ..FileForm::default() }
}

fn went_on(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

async fn rows(database: &DatabaseConnection) -> Vec<file::Model> {
    file::Entity::find().all(database).await.unwrap()
}

on_both_databases!(a_file_is_listed_opened_and_withdrawn, async |database| {
    load_region(database).await;
    let place = Place::new();
    let official = place.person(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let with_note = FileForm { note: "Het besluit".to_owned(), ..form(id) };
    went_on(add(&official, &with_note, pdf("besluit.pdf")).await.unwrap());
    let listed = page(&official, id).await.unwrap();
    assert!(listed.may_add && listed.reports.is_empty());
    let line = &listed.files[0];
    assert_eq!(
        (line.name.as_str(), line.what.as_str(), line.note.as_deref()),
        ("besluit.pdf", "PDF, 23 bytes", Some("Het besluit"))
    );
    let file = line.id;
    let taken = download(&official, id, file).await.unwrap();
    assert_eq!((taken.name.as_str(), taken.kind, taken.content.as_slice()), ("besluit.pdf", FileKind::Pdf, PDF));

    // A party of the concept that did not add it opens it, and does not withdraw it.
    let lead = place.person(database, "Stichting Plaswonen", Role::Staff).await;
    let outsider = place.person(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    assert_eq!(download(&outsider, id, file).await.unwrap_err(), AppError::NotFound);
    assert!(!one(&lead, id, file).await.unwrap().may_withdraw);
    let reason =
        |reason: &str| WithdrawFileForm { id: id.to_string(), file: file.to_string(), reason: reason.to_owned() };
    assert_eq!(withdraw(&lead, &reason("Weg")).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(withdraw(&outsider, &reason("Weg")).await.unwrap_err(), AppError::NotFound);
    assert_eq!(rejected(withdraw(&official, &reason("")).await.unwrap()).problems[0].field, "reason");
    for _ in 0..2 {
        went_on(withdraw(&official, &reason("Verkeerd besluit")).await.unwrap());
    }
    assert_eq!(download(&official, id, file).await.unwrap_err(), AppError::NotFound);
    assert_eq!((place.contents(), rows(database).await.len()), (0, 1));
    let withdrawn = one(&official, id, file).await.unwrap().file.withdrawn.unwrap();
    assert_eq!(
        (withdrawn.by.as_str(), withdrawn.reason.as_str()),
        ("Medewerker van Gemeente Oosterzijl", "Verkeerd besluit")
    );
});

on_both_databases!(what_is_not_saved_leaves_no_content, async |database| {
    load_region(database).await;
    let place = Place::new();
    let official = place.person(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    // A report that somebody else overtook: its file was kept already.
    let green = || "groen".to_owned();
    let first =
        ProgressForm { id: id.to_string(), content: green(), planning: green(), money: green(), ..Default::default() };
    went_on(report(&official, &first, None).await.unwrap());
    assert_eq!(rejected(report(&official, &first, pdf("a.pdf")).await.unwrap()).status, 409);
    assert_eq!((place.contents(), rows(database).await.len()), (0, 0));
    let wrong = FileForm { report: Uuid::nil().to_string(), ..form(id) };
    assert_eq!(rejected(add(&official, &wrong, pdf("a.pdf")).await.unwrap()).problems[0].field, "report");
    let large = Some(Upload { name: "a.pdf".to_owned(), content: Content::TooLarge(11 << 20) });
    let long = FileForm { note: "x".repeat(600), ..form(id) };
    let rejection = rejected(add(&official, &long, large).await.unwrap());
    let fields: Vec<&str> = rejection.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!((fields, rejection.status), (vec!["file", "note"], 413));
    let reader = place.person(database, "Gemeente Oosterzijl", Role::Reader).await;
    assert_eq!(add(&reader, &form(id), pdf("a.pdf")).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(report(&reader, &first, pdf("a.pdf")).await.unwrap_err(), AppError::Forbidden);
    let mut nowhere = official.clone();
    nowhere.state.files = Arc::new(Nowhere);
    let told = rejected(add(&nowhere, &form(id), pdf("a.pdf")).await.unwrap()).problems.remove(0).message;
    assert!(told.contains("Bestanden kunnen hier nog niet"), "{told}");
    assert_eq!(std::fs::read_dir(place.folder.path()).unwrap().count(), 0);
});

on_both_databases!(a_commitment_has_only_so_many_files_and_a_closed_one_gets_no_more, async |database| {
    load_region(database).await;
    let place = Place::new();
    let official = place.person(database, "Gemeente Oosterzijl", Role::Driver).await;
    let lead = Some(organisation_id(database, "Stichting Plaswonen").await);
    let sample = |life_cycle| Sample { life_cycle, municipality: None, published: false, lead, partner: None };
    let closed = insert(database, 1, sample(LifeCycle::Lapsed)).await;
    assert!(
        rejected(add(&official, &form(closed), pdf("a.pdf")).await.unwrap()).problems[0].message.contains("afgesloten")
    );
    let id = insert(database, 2, sample(LifeCycle::Proposed)).await;
    for _ in 0..FILES_MAX {
        let row = file::ActiveModel {
            id: Set(Uuid::now_v7()),
            commitment_id: Set(Some(id)),
            user_id: Set(official.actor().user.into()),
            organisation_id: Set(official.actor().organisation.into()),
            at: Set(now()),
            name: Set("a.pdf".to_owned()),
            kind: Set("pdf".to_owned()),
            size: Set(1),
            sha256: Set(String::new()),
            ..Default::default()
        };
        row.insert(&database.connection).await.unwrap();
    }
    assert_eq!(rejected(add(&official, &form(id), pdf("a.pdf")).await.unwrap()).problems[0].field, "file");
    let green = || "groen".to_owned();
    let report_form =
        ProgressForm { id: id.to_string(), content: green(), planning: green(), money: green(), ..Default::default() };
    assert_eq!(rejected(report(&official, &report_form, pdf("a.pdf")).await.unwrap()).problems[0].field, "file");
    assert_eq!(place.contents(), 0);
});

on_both_databases!(the_contents_of_a_concept_go_with_it, async |database| {
    load_region(database).await;
    let place = Place::new();
    let official = place.person(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id), pdf("a.pdf")).await.unwrap());
    assert_eq!(place.contents(), 1);
    let step =
        StepForm { id: id.to_string(), version: "1".to_owned(), step: "verwijderen".to_owned(), ..Default::default() };
    let reply = take(&official, &step).await.unwrap();
    assert!(matches!(&reply, FormReply::Done { location } if location.contains("verwijderd")), "{reply:?}");
    assert_eq!((place.contents(), file::Entity::find().count(&database.connection).await.unwrap()), (0, 0));
});
