//! Papers with items of an agenda: who adds, reads and withdraws them, and until when.

use std::sync::Arc;

use app::error::AppError;
use app::files::store::Folder;
use app::files::upload::{Content, Upload};
use app::meetings::commands::{save_minutes, step_back, step_forward};
use app::meetings::form::{AWAY, ItemForm, MinutesForm, MoveItemForm, StepForm, YES};
use app::meetings::items::{change, shift};
use app::meetings::queries::{point_page, show};
use app::papers::commands::{add, withdraw};
use app::papers::form::{PaperForm, WithdrawPaperForm};
use app::papers::queries::{download, one, page};
use app::request::Request;
use domain::meetings::items::PAPERS_MAX;
use domain::organisations::Role;
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, fields, held, item_form, items_on, load_other_region, load_region, messages, planned, rejected,
    request_of, saved, step,
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";

/// The same person with a place to keep files.
fn keeping(mut request: Request, folder: &tempfile::TempDir) -> Request {
    request.state.files = Arc::new(Folder::new(folder.path().to_owned()));
    request
}

fn pdf(name: &str) -> Option<Upload> {
    Some(Upload { name: name.to_owned(), content: Content::Whole(Arc::new(PDF.to_vec())) })
}

async fn item_of(request: &Request, meeting: Uuid) -> Uuid {
    items_on(request, meeting).await[0].id
}

fn form(meeting: Uuid, item: Uuid) -> PaperForm {
    PaperForm { id: meeting.to_string(), item: item.to_string(), note: "De cijfers".to_owned() }
}

async fn added(request: &Request, meeting: Uuid, item: Uuid, name: &str) -> Uuid {
    saved(add(request, &form(meeting, item), pdf(name)).await.unwrap());
    page(request, meeting, item).await.unwrap().files.into_iter().find(|file| file.name == name).unwrap().id
}

fn withdrawal(meeting: Uuid, item: Uuid, file: Uuid, reason: &str) -> WithdrawPaperForm {
    let (id, item, file) = (meeting.to_string(), item.to_string(), file.to_string());
    WithdrawPaperForm { id, item, file, reason: reason.to_owned() }
}

/// A meeting of this day with one item that asks for a decision.
async fn asking(request: &Request, day: &str) -> (Uuid, Uuid) {
    let id = planned(request, day).await;
    let form = ItemForm { purpose: "vaststellen".to_owned(), ..item_form(id, "Voorrang") };
    saved(app::meetings::items::add(request, &form).await.unwrap());
    (id, item_of(request, id).await)
}

on_both_databases!(the_secretary_adds_the_region_reads_and_what_is_withdrawn_is_gone, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let folder = tempfile::tempdir().unwrap();
    let staff = keeping(request_of(database, SECRETARY, Role::Staff).await, &folder);
    let (id, item) = asking(&staff, "12-3-2027").await;
    let file = added(&staff, id, item, "Cijfers.pdf").await;
    let reader = keeping(request_of(database, "Zorgkantoor Merenveld", Role::Reader).await, &folder);
    assert_eq!(items_on(&reader, id).await[0].papers[0].name, "Cijfers.pdf");
    let read = page(&reader, id, item).await.unwrap();
    assert!(!read.may_change && read.files[0].note.as_deref() == Some("De cijfers"));
    assert_eq!(download(&reader, id, item, file).await.unwrap().content, PDF);
    for role in [Role::Reader, Role::Staff, Role::Administrator] {
        let other = keeping(request_of(database, "Zorgkantoor Merenveld", role).await, &folder);
        assert_eq!(add(&other, &form(id, item), pdf("Ook.pdf")).await.unwrap_err(), AppError::Forbidden);
        let away = withdrawal(id, item, file, "Weg");
        assert_eq!(withdraw(&other, &away).await.unwrap_err(), AppError::Forbidden);
    }
    // Another region has no such meeting, and another item no such paper.
    let stranger = keeping(request_of(database, "Gemeente Enschede", Role::Driver).await, &folder);
    assert_eq!(download(&stranger, id, item, file).await.unwrap_err(), AppError::NotFound);
    assert_eq!(page(&stranger, id, item).await.unwrap_err(), AppError::NotFound);
    let (elsewhere, other_item) = asking(&staff, "19-3-2027").await;
    for (meeting, item) in [(elsewhere, other_item), (elsewhere, item), (id, other_item)] {
        assert_eq!(download(&staff, meeting, item, file).await.unwrap_err(), AppError::NotFound);
    }

    assert_eq!(fields(&rejected(withdraw(&staff, &withdrawal(id, item, file, " ")).await.unwrap())), ["reason"]);
    saved(withdraw(&staff, &withdrawal(id, item, file, "Oude cijfers")).await.unwrap());
    assert_eq!(download(&reader, id, item, file).await.unwrap_err(), AppError::NotFound);
    assert!(staff.state.files.get(file).await.is_err(), "its content is gone");
    let detail = show(&reader, id).await.unwrap();
    assert!(items_on(&reader, id).await[0].papers.is_empty());
    let told: Vec<_> = detail.timeline.iter().map(|entry| entry.event.label()).collect();
    assert!(told.contains(&"Stuk toegevoegd") && told.contains(&"Stuk ingetrokken"), "{told:?}");
    let (_, line) = one(&reader, id, item, file).await.unwrap();
    assert_eq!(line.withdrawn.unwrap().reason, "Oude cijfers");
});

on_both_databases!(an_item_with_a_paper_is_ready_is_not_oral_and_stays, async |database| {
    load_region(database).await;
    let folder = tempfile::tempdir().unwrap();
    let staff = keeping(request_of(database, SECRETARY, Role::Staff).await, &folder);
    let (id, item) = asking(&staff, "12-3-2027").await;
    let refused = rejected(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    assert!(messages(&refused).contains("ontbreekt een stuk"), "{refused:?}");
    let file = added(&staff, id, item, "Cijfers.pdf").await;
    let page = point_page(&staff, id, item).await.unwrap().form.unwrap();
    let oral = ItemForm { oral: vec![YES.to_owned()], ..page.clone() };
    assert_eq!(fields(&rejected(change(&staff, &oral).await.unwrap())), ["oral"]);
    let away = MoveItemForm {
        id: id.to_string(),
        item: item.to_string(),
        place: "0".to_owned(),
        version: page.version,
        way: AWAY.to_owned(),
    };
    assert!(messages(&rejected(shift(&staff, &away).await.unwrap())).contains("staan stukken"));
    saved(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    let back = StepForm { reason: "Andere cijfers".to_owned(), ..step(id, 2, "") };
    saved(step_back(&staff, &back).await.unwrap());
    saved(withdraw(&staff, &withdrawal(id, item, file, "Oud")).await.unwrap());
    saved(change(&staff, &oral).await.unwrap());
    let refused = rejected(add(&staff, &form(id, item), pdf("Toch.pdf")).await.unwrap());
    assert!(messages(&refused).contains("mondeling"), "{refused:?}");
    saved(shift(&staff, &MoveItemForm { version: "2".to_owned(), ..away }).await.unwrap());
    assert!(items_on(&staff, id).await.is_empty());
});

on_both_databases!(after_the_minutes_are_adopted_no_paper_comes_or_goes, async |database| {
    load_region(database).await;
    let folder = tempfile::tempdir().unwrap();
    let staff = keeping(request_of(database, SECRETARY, Role::Staff).await, &folder);
    let id = held(&staff, "20-11-2026").await;
    let item = item_of(&staff, id).await;
    let file = added(&staff, id, item, "Uitgedeeld.pdf").await;
    for number in 1..PAPERS_MAX {
        added(&staff, id, item, &format!("{number}.pdf")).await;
    }
    assert_eq!(fields(&rejected(add(&staff, &form(id, item), pdf("Te veel.pdf")).await.unwrap())), ["file"]);
    let minutes = MinutesForm {
        id: id.to_string(),
        version: "4".to_owned(),
        minutes: "Er is gesproken.".to_owned(),
        ..Default::default()
    };
    saved(save_minutes(&staff, &minutes).await.unwrap());
    let adopted = StepForm { on: "21-11-2026".to_owned(), ..step(id, 5, "verslag-vastgesteld") };
    saved(step_forward(&staff, &adopted).await.unwrap());
    assert!(!page(&staff, id, item).await.unwrap().may_change);
    for reply in [
        add(&staff, &form(id, item), pdf("Te laat.pdf")).await,
        withdraw(&staff, &withdrawal(id, item, file, "Weg")).await,
    ] {
        assert!(messages(&rejected(reply.unwrap())).contains("vastgesteld"));
    }
});

on_both_databases!(what_is_no_file_that_is_taken_is_refused, async |database| {
    load_region(database).await;
    let folder = tempfile::tempdir().unwrap();
    let staff = keeping(request_of(database, SECRETARY, Role::Staff).await, &folder);
    let (id, item) = asking(&staff, "12-3-2027").await;
    assert_eq!(fields(&rejected(add(&staff, &form(id, item), None).await.unwrap())), ["file"]);
    let refused = rejected(add(&staff, &form(id, item), pdf("Cijfers.png")).await.unwrap());
    assert!(messages(&refused).contains("de inhoud is een PDF"), "{refused:?}");
    let long = PaperForm { note: "x".repeat(10_000), ..form(id, item) };
    assert_eq!(fields(&rejected(add(&staff, &long, pdf("Cijfers.pdf")).await.unwrap())), ["note"]);
    let unknown = form(id, Uuid::nil());
    assert_eq!(add(&staff, &unknown, pdf("Cijfers.pdf")).await.unwrap_err(), AppError::NotFound);
});
