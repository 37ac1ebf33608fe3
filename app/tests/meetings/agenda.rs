//! The items of an agenda and their order.

use app::error::AppError;
use app::meetings::form::{AWAY, DOWN, ItemForm, MoveItemForm, UP, YES};
use app::meetings::items::{add, change, shift};
use app::meetings::queries::point_page;
use app::request::Request;
use domain::meetings::items::{ITEMS_MAX, NOTE_MAX};
use domain::organisations::Role;
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, add_item, fields, held, item_form, items_on, load_region, messages, planned, rejected, request_of, saved,
};

async fn titles(request: &Request, meeting: Uuid) -> Vec<String> {
    items_on(request, meeting).await.into_iter().map(|item| item.title).collect()
}

/// A move of what stands at this place.
async fn moving(request: &Request, meeting: Uuid, place: usize, way: &str) -> MoveItemForm {
    let item = items_on(request, meeting).await[place].clone();
    MoveItemForm {
        id: meeting.to_string(),
        item: item.id.to_string(),
        place: place.to_string(),
        version: item.version.to_string(),
        way: way.to_owned(),
    }
}

on_both_databases!(items_keep_their_order_and_move_one_place, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    for title in ["Opening", "Voortgang", "Rondvraag"] {
        add_item(&staff, id, title).await;
    }
    saved(shift(&staff, &moving(&staff, id, 2, UP).await).await.unwrap());
    assert_eq!(titles(&staff, id).await, ["Opening", "Rondvraag", "Voortgang"]);
    // At an end it stays where it is.
    saved(shift(&staff, &moving(&staff, id, 0, UP).await).await.unwrap());
    saved(shift(&staff, &moving(&staff, id, 2, DOWN).await).await.unwrap());
    assert_eq!(titles(&staff, id).await, ["Opening", "Rondvraag", "Voortgang"]);
    saved(shift(&staff, &moving(&staff, id, 1, AWAY).await).await.unwrap());
    add_item(&staff, id, "Sluiting").await;
    assert_eq!(titles(&staff, id).await, ["Opening", "Voortgang", "Sluiting"]);
});

on_both_databases!(who_saw_another_order_moves_nothing, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    for title in ["Opening", "Voortgang", "Rondvraag"] {
        add_item(&staff, id, title).await;
    }
    let seen = moving(&staff, id, 2, UP).await;
    saved(shift(&staff, &seen).await.unwrap());
    assert_eq!(rejected(shift(&staff, &seen).await.unwrap()).status, 409);
    assert_eq!(titles(&staff, id).await, ["Opening", "Rondvraag", "Voortgang"]);
    // Nobody removes what they have not seen.
    let removal = moving(&staff, id, 0, AWAY).await;
    let form = point_page(&staff, id, removal.item.parse().unwrap()).await.unwrap().form.unwrap();
    saved(change(&staff, &ItemForm { title: "Welkom".to_owned(), ..form.clone() }).await.unwrap());
    assert_eq!(rejected(shift(&staff, &removal).await.unwrap()).status, 409);
    let conflict = rejected(change(&staff, &ItemForm { title: "Start".to_owned(), ..form }).await.unwrap()).conflict;
    let conflict = conflict.unwrap();
    assert_eq!((conflict.by.as_str(), conflict.fields[0].saved.as_str()), (staff.user.name.as_str(), "Welkom"));
});

on_both_databases!(bad_input_is_told_and_any_text_is_kept_as_typed, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    assert_eq!(fields(&rejected(add(&staff, &item_form(id, "  ")).await.unwrap())), ["title"]);
    let long = ItemForm { note: "a".repeat(NOTE_MAX * 2), ..item_form(id, "Lang") };
    assert_eq!(fields(&rejected(add(&staff, &long).await.unwrap())), ["note"]);
    let odd = "🏠 بيت #let x = <b>";
    let asks = ItemForm { purpose: "vaststellen".to_owned(), oral: vec![YES.to_owned()], ..item_form(id, odd) };
    saved(add(&staff, &asks).await.unwrap());
    assert_eq!(titles(&staff, id).await, [odd]);
    for number in 1..ITEMS_MAX {
        add_item(&staff, id, &format!("Punt {number}")).await;
    }
    assert!(messages(&rejected(add(&staff, &item_form(id, "Nog een")).await.unwrap())).contains("ten hoogste"));
});

on_both_databases!(the_agenda_of_what_was_held_is_fixed, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = held(&staff, "20-11-2026").await;
    assert!(messages(&rejected(add(&staff, &item_form(id, "Te laat")).await.unwrap())).contains("gehouden"));
    let away = moving(&staff, id, 0, AWAY).await;
    assert!(messages(&rejected(shift(&staff, &away).await.unwrap())).contains("gehouden"));
});

on_both_databases!(only_who_prepares_it_changes_the_agenda, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    add_item(&staff, id, "Opening").await;
    for (organisation, role) in [(SECRETARY, Role::Reader), ("Zorgkantoor Merenveld", Role::Staff)] {
        let request = request_of(database, organisation, role).await;
        assert_eq!(add(&request, &item_form(id, "Ook dit")).await.unwrap_err(), AppError::Forbidden);
        let away = moving(&request, id, 0, AWAY).await;
        assert_eq!(shift(&request, &away).await.unwrap_err(), AppError::Forbidden);
    }
    assert_eq!(titles(&staff, id).await, ["Opening"]);
});
