//! Evidence of a delivery: its row, its content and its report go together, and only who may know the place opens it.

use std::sync::Arc;

use app::deliveries::commands::{correct, report};
use app::deliveries::entity::delivery;
use app::deliveries::evidence::commands::{add, withdraw};
use app::deliveries::evidence::form::{EvidenceForm, WithdrawEvidenceForm};
use app::deliveries::evidence::queries::{download, page};
use app::deliveries::queries::ledger;
use app::error::AppError;
use app::files::entity::{delivery_file, file};
use app::files::store::Folder;
use app::files::upload::{Content, Upload};
use app::projects::form::UNCOUNTED;
use domain::organisations::Role;
use sea_orm::{EntityTrait, PaginatorTrait};
use tempfile::TempDir;
use uuid::Uuid;

use crate::cast::{Cast, cast, fields, newest_report, rejected, request_of, went_on};
use crate::common::on_both_databases;

const PDF: &[u8] = b"%PDF-1.7\ntrailer\n%%EOF\n";

fn upload(name: &str, content: &[u8]) -> Option<Upload> {
    Some(Upload { name: name.to_owned(), content: Content::Whole(Arc::new(content.to_vec())) })
}

fn keep_in(folder: &TempDir, cast: &mut Cast) {
    for request in [&mut cast.builder, &mut cast.official] {
        request.state.files = Arc::new(Folder::new(folder.path()));
    }
}

fn form(cast: &Cast, report: Uuid) -> EvidenceForm {
    EvidenceForm { id: cast.project.to_string(), delivery: report.to_string(), note: "Foto’s".to_owned() }
}

on_both_databases!(a_report_comes_with_its_evidence_and_more_can_follow, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let contents = || std::fs::read_dir(folder.path()).unwrap().count();
    let mut cast = cast(database).await;
    keep_in(&folder, &mut cast);
    let filled = cast.report("24").await;
    went_on(report(&cast.builder, &filled, upload("pv.pdf", PDF)).await.unwrap());
    let first = newest_report(database).await;
    let lines = ledger(&cast.official, cast.project).await.unwrap().evidence;
    assert_eq!((lines.len(), lines[0].report, lines[0].links[0].name.as_str()), (1, first, "pv.pdf"));

    // What does not get in leaves nothing behind.
    let stale = rejected(report(&cast.builder, &filled, upload("pv.pdf", PDF)).await.unwrap());
    assert_eq!((stale.status, contents()), (409, 1));
    assert_eq!(fields(report(&cast.builder, &cast.report("1").await, upload("pv.pdf", b"x")).await.unwrap()), ["file"]);
    assert_eq!(fields(add(&cast.builder, &form(&cast, first), None).await.unwrap()), ["file"]);
    assert_eq!(delivery::Entity::find().count(&database.connection).await.unwrap(), 1);
    let official = add(&cast.official, &form(&cast, first), upload("a.pdf", PDF)).await;
    assert_eq!(official.unwrap_err(), AppError::Forbidden, "who verifies does not prove");
    assert_eq!((contents(), file::Entity::find().count(&database.connection).await.unwrap()), (1, 1));

    went_on(add(&cast.builder, &form(&cast, first), upload("foto.pdf", PDF)).await.unwrap());
    // What it became is proved by the same files.
    went_on(correct(&cast.builder, &cast.correction(first, "24", UNCOUNTED).await).await.unwrap());
    let lines = ledger(&cast.official, cast.project).await.unwrap().evidence;
    assert_eq!((lines.len(), lines[0].links.len()), (1, 2));

    let id = lines[0].links[0].id;
    assert_eq!(download(&cast.official, cast.project, first, id).await.unwrap().content, PDF);
    let other = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    assert_eq!(ledger(&other, cast.project).await.unwrap().evidence, vec![]);
    assert_eq!(page(&other, cast.project, first).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(download(&other, cast.project, first, id).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(page(&cast.official, cast.project, Uuid::now_v7()).await.unwrap_err(), AppError::NotFound);

    let gone = WithdrawEvidenceForm {
        id: cast.project.to_string(),
        delivery: first.to_string(),
        file: id.to_string(),
        reason: "Verkeerd bestand".to_owned(),
    };
    assert_eq!(withdraw(&cast.official, &gone).await.unwrap_err(), AppError::Forbidden);
    let silent = WithdrawEvidenceForm { reason: " ".to_owned(), ..gone.clone() };
    assert_eq!(fields(withdraw(&cast.builder, &silent).await.unwrap()), ["reason"]);
    went_on(withdraw(&cast.builder, &gone).await.unwrap());
    assert_eq!(download(&cast.official, cast.project, first, id).await.unwrap_err(), AppError::NotFound);
    let shown = page(&cast.official, cast.project, first).await.unwrap();
    assert_eq!((shown.files.len(), contents()), (2, 1));
    assert_eq!(shown.files.iter().filter(|file| file.withdrawn.is_some()).count(), 1);
    assert_eq!(delivery_file::Entity::find().count(&database.connection).await.unwrap(), 2);
});
