//! The text: who writes it, what is told, and who saves second.

use app::error::AppError;
use app::proposals::commands::{change, create};
use app::proposals::form::ProposalForm;
use app::proposals::queries::{edit_page, new_page, show};
use domain::differences::Field;
use domain::organisations::Role;

use super::common::on_both_databases;
use super::{
    OUTSIDER, WONEN, WRITER, conclusion, fields, load_region, messages, rejected, request_of, routed, saved, staff,
    text, written,
};

on_both_databases!(staff_and_aanjagers_write_and_others_do_not, async |database| {
    load_region(database).await;
    for role in [Role::Reader, Role::Executive, Role::Administrator] {
        let request = request_of(database, WRITER, role).await;
        assert_eq!(new_page(&request).unwrap_err(), AppError::Forbidden);
        assert_eq!(create(&request, &text("Regeling")).await.unwrap_err(), AppError::Forbidden);
    }
    for role in [Role::Staff, Role::Driver] {
        let request = request_of(database, WRITER, role).await;
        let page = show(&request, written(&request, "Regeling").await).await.unwrap();
        assert_eq!((page.organisation.as_str(), page.place.as_str()), (WRITER, "nog niet gepland"));
        assert!(page.may_edit && page.may_route && page.steps.is_empty());
    }
});

on_both_databases!(every_word_is_kept_as_it_was_typed_and_in_the_trail, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let odd = "<script>alert(1)</script> 🏠 سكن\n\n{{ 7*7 }}".to_owned();
    let form = ProposalForm {
        arguments: "netcongestie ".repeat(4_600).trim().to_owned(),
        intended_effect: odd.clone(),
        remarks: odd.clone(),
        costs: odd.clone(),
        communication: odd.clone(),
        follow_up: odd.clone(),
        ..text("🏠 بيت <b>#let</b>")
    };
    let id = crate::in_address(saved(create(&writer, &form).await.unwrap()));
    let page = show(&writer, id).await.unwrap();
    assert_eq!(ProposalForm::of(page.content), form);
    let told: Vec<Field> = page.timeline[0].changes.iter().map(|change| change.field).collect();
    assert!(
        told.contains(&Field::Arguments) && told.contains(&Field::AskedDecision) && told.contains(&Field::Organisation)
    );

    for (wrong, field) in [
        (ProposalForm { title: " ".to_owned(), ..text("") }, "title"),
        (ProposalForm { costs: "x".repeat(10_001), ..text("Te lang") }, "costs"),
        (ProposalForm { remarks: "ja\u{202e}een".to_owned(), ..text("Onzichtbaar") }, "remarks"),
    ] {
        assert_eq!(fields(&rejected(create(&writer, &wrong).await.unwrap())), [field]);
    }
});

on_both_databases!(who_saves_second_is_told_and_may_choose, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let id = written(&writer, "Regeling").await;
    let (first, second) = (edit_page(&writer, id).await.unwrap().form, edit_page(&driver, id).await.unwrap().form);
    saved(change(&writer, &ProposalForm { costs: "Geen".to_owned(), ..first }).await.unwrap());
    // That it goes to a body meanwhile is no other text.
    routed(&writer, id, WONEN, "1-12-2026", "adviseren").await;
    let second = ProposalForm { costs: "Eén ton".to_owned(), ..second };
    let conflict = rejected(change(&driver, &second).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.fields[0].saved.as_str()), (2, "Geen"));
    let over = ProposalForm { conflict_version: conflict.version.to_string(), ..second };
    saved(change(&driver, &over).await.unwrap());
    assert_eq!(show(&writer, id).await.unwrap().content.costs, "Eén ton");
});

on_both_databases!(the_text_is_fixed_when_the_last_body_has_concluded, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "1-11-2026", "vaststellen").await;
    let form = edit_page(&writer, id).await.unwrap().form;
    let without = ProposalForm { proposed: String::new(), decision: String::new(), ..form.clone() };
    assert_eq!(fields(&rejected(change(&writer, &without).await.unwrap())), ["proposed", "decision"]);
    let words = conclusion(&driver, id, step, "Vastgesteld").await;
    saved(app::proposals::steps::conclude(&driver, &words).await.unwrap());
    let late = ProposalForm { costs: "Toch wat".to_owned(), ..form };
    assert!(messages(&rejected(change(&writer, &late).await.unwrap())).contains("ligt vast"));
    let page = show(&writer, id).await.unwrap();
    assert!(!page.may_edit && page.may_route);
    assert_eq!(page.place, format!("afgerond bij {WONEN}, 1 november 2026"));
});
