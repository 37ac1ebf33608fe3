//! Waiting: what is refused, circles above all, and who may say what.

use app::audit::entity::audit_entry;
use app::commitments::commands::{create, propose};
use app::commitments::entity::commitment;
use app::commitments::form::{CommitmentForm, ProposeForm};
use app::commitments::queries::show;
use app::commitments::waiting::commands::{add, resolve};
use app::commitments::waiting::entity::wait;
use app::commitments::waiting::form::{ResolveForm, WaitForm};
use app::commitments::waiting::queries::{WaitingPage, page};
use app::error::AppError;
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, rejected, saved};
use super::{load_region, municipality_id, organisation_id, request_of};

/// As somebody pastes the address of the other.
pub fn form(waiting: Uuid, other: Uuid) -> WaitForm {
    WaitForm {
        id: waiting.to_string(),
        commitment: format!("/afspraken/{other}"),
        reason: "Eerst moet de grond bouwrijp zijn".to_owned(),
        ..WaitForm::default()
    }
}

pub fn went_on(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

/// The field and the message of the only problem.
fn problem(reply: FormReply) -> (String, String) {
    let mut rejection = rejected(reply);
    assert_eq!((rejection.problems.len(), rejection.status), (1, 422), "{rejection:?}");
    let problem = rejection.problems.remove(0);
    (problem.field, problem.message)
}

/// A commitment with a number that everybody knows.
pub async fn proposed(request: &Request, form: &CommitmentForm) -> Uuid {
    let id = saved(create(request, form).await.unwrap());
    let seen = ProposeForm { id: id.to_string(), version: "1".to_owned() };
    saved(propose(request, &seen).await.unwrap())
}

async fn some(request: &Request, form: &CommitmentForm, count: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(saved(create(request, form).await.unwrap()));
    }
    ids
}

pub async fn close(database: &DatabaseConnection, id: Uuid, state: LifeCycle) {
    let update = commitment::Entity::update_many()
        .col_expr(commitment::Column::LifeCycle, Expr::value(state.code()))
        .filter(commitment::Column::Id.eq(id));
    update.exec(database).await.unwrap();
}

on_both_databases!(a_wait_stands_on_both_sides_until_it_is_resolved, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let ids = some(&official, &filled(database).await, 2).await;
    went_on(add(&official, &form(ids[0], ids[1])).await.unwrap());
    let (one, other) = (show(&official, ids[0]).await.unwrap(), show(&official, ids[1]).await.unwrap());
    let line = &one.waiting.waits_for[0];
    let label = format!("{} 24 hofwoningen (Oosterzijl)", other.row.number);
    assert_eq!((line.other.label.as_str(), line.other.commitment), (label.as_str(), Some(ids[1])));
    assert_eq!((line.since.as_str(), &line.over), ("21-11-2026", &None));
    assert_eq!(other.waiting.waited_for_by[0].other.commitment, Some(ids[0]));
    assert!(one.waiting.waited_for_by.is_empty() && other.waiting.waits_for.is_empty());
    assert_eq!((one.timeline[0].event, other.timeline[0].event), (Event::WaitAdded, Event::WaitAdded));
    assert_eq!((one.version, other.version), (1, 1));

    let resolved = ResolveForm { id: ids[0].to_string(), wait: line.id.to_string() };
    let at_the_other = ResolveForm { id: ids[1].to_string(), ..resolved.clone() };
    assert_eq!(resolve(&official, &at_the_other).await.unwrap_err(), AppError::NotFound);
    went_on(resolve(&official, &resolved).await.unwrap());
    went_on(resolve(&official, &resolved).await.unwrap());
    let one = show(&official, ids[0]).await.unwrap();
    assert_eq!(one.waiting.waits_for[0].over.as_deref(), Some("Opgelost op 21-11-2026"));
    let told: Vec<Event> = one.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(told, [Event::WaitResolved, Event::WaitAdded, Event::Created]);
    // And it can begin again, the other way round too.
    went_on(add(&official, &form(ids[1], ids[0])).await.unwrap());
    assert_eq!(problem(add(&official, &form(ids[0], ids[1])).await.unwrap()).0, "commitment");
});

on_both_databases!(circles_and_doubles_are_refused_in_words, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(proposed(&official, &filled(database).await).await);
    }
    let care = organisation_id(database, "Zorggroep De Kade").await;
    let organisation = WaitForm { commitment: String::new(), organisation: care.to_string(), ..form(ids[0], ids[0]) };
    for wait in [form(ids[0], ids[1]), form(ids[1], ids[2]), organisation.clone()] {
        went_on(add(&official, &wait).await.unwrap());
    }
    let entries = audit_entry::Entity::find().count(&database.connection).await.unwrap();
    for (wait, said) in [
        (form(ids[0], ids[0]), "niet op zichzelf wachten"),
        (form(ids[0], ids[1]), "wacht al op L-02"),
        (organisation, "wacht al op Zorggroep De Kade"),
        (form(ids[1], ids[0]), "wacht zelf op deze afspraak"),
        (form(ids[2], ids[0]), "wacht via andere afspraken op deze afspraak"),
    ] {
        let (field, message) = problem(add(&official, &wait).await.unwrap());
        assert!(field == "commitment" && message.contains(said), "{said}: {message}");
    }
    assert_eq!(wait::Entity::find().count(&database.connection).await.unwrap(), 3);
    assert_eq!(audit_entry::Entity::find().count(&database.connection).await.unwrap(), entries);
});

on_both_databases!(who_is_closed_is_not_waited_for_and_nobody_has_to_say_so, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let ids = some(&official, &filled(database).await, 3).await;
    went_on(add(&official, &form(ids[0], ids[1])).await.unwrap());
    went_on(add(&official, &form(ids[1], ids[2])).await.unwrap());
    close(database, ids[1], LifeCycle::Completed).await;
    let one = show(&official, ids[0]).await.unwrap().waiting.waits_for.remove(0);
    assert_eq!(one.over.as_deref(), Some("Niet meer nodig: afgerond"));
    let last = show(&official, ids[2]).await.unwrap().waiting.waited_for_by.remove(0);
    assert_eq!(last.over.as_deref(), Some("De afspraak die wachtte, is afgesloten"));
    close(database, ids[1], LifeCycle::Lapsed).await;
    let one = show(&official, ids[0]).await.unwrap().waiting.waits_for.remove(0);
    assert_eq!((one.over, one.lapsed), (None, true), "what lapsed will not come: somebody says how it goes on");
    close(database, ids[1], LifeCycle::Completed).await;
    assert!(wait::Entity::find().all(&database.connection).await.unwrap().iter().all(|row| row.resolved_on.is_none()));
    // What was a circle through it is none any more.
    went_on(add(&official, &form(ids[2], ids[0])).await.unwrap());
    for (wait, said) in [(form(ids[2], ids[1]), "Die afspraak is afgerond"), (form(ids[1], ids[0]), "is afgesloten")] {
        let (_, message) = problem(add(&official, &wait).await.unwrap());
        assert!(message.contains(said), "{message}");
    }
});

on_both_databases!(who_is_waited_for_says_that_it_is_done, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let waiting = proposed(&official, &filled(database).await).await;
    let waited_for = |name: &'static str| request_of(database, name, Role::Staff);
    let (care, stranger) = (waited_for("Zorggroep De Kade").await, waited_for("Huurdersraad Brinkerdam").await);
    let named = |organisation: Uuid| WaitForm {
        commitment: String::new(),
        organisation: organisation.to_string(),
        ..form(waiting, waiting)
    };
    let lead = organisation_id(database, "Stichting Plaswonen").await;
    let (field, message) = problem(add(&official, &named(lead)).await.unwrap());
    assert!(field == "organisation" && message.contains("zelf de trekker"), "{message}");

    went_on(add(&official, &named(care.actor().organisation.0)).await.unwrap());
    let line = show(&official, waiting).await.unwrap().waiting.waits_for.remove(0);
    let may_end = |page: WaitingPage| page.may_end;
    assert_eq!(may_end(page(&care, waiting, None).await.unwrap()), [line.id]);
    assert!(may_end(page(&stranger, waiting, None).await.unwrap()).is_empty());
    let resolved = ResolveForm { id: waiting.to_string(), wait: line.id.to_string() };
    assert_eq!(resolve(&stranger, &resolved).await.unwrap_err(), AppError::Forbidden);
    went_on(resolve(&care, &resolved).await.unwrap());
    assert!(show(&official, waiting).await.unwrap().waiting.waits_for[0].over.is_some());
});

on_both_databases!(two_at_once_make_no_circle, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    for _ in 0..6 {
        let ids = some(&official, &filled(database).await, 3).await;
        let tried = [(0, 1), (1, 2), (2, 0)].map(|(waiting, other)| {
            let (request, form) = (official.clone(), form(ids[waiting], ids[other]));
            tokio::spawn(async move { add(&request, &form).await.unwrap() })
        });
        let mut accepted = 0;
        for attempt in tried {
            accepted += usize::from(matches!(attempt.await.unwrap(), FormReply::Done { .. }));
        }
        assert_eq!(accepted, 2);
    }
});

on_both_databases!(a_commitment_is_found_by_what_people_call_it, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = proposed(&official, &filled(database).await).await;
    let elsewhere = municipality_id(database, "Lindewaard").await.to_string();
    proposed(&official, &CommitmentForm { agenda: elsewhere, ..filled(database).await }).await;
    let asked = |text: &str| WaitForm { commitment: text.to_owned(), ..form(id, id) };
    for (text, said) in [
        ("bestaat-niet", "Wij vinden geen afspraak met “bestaat-niet”"),
        ("%", "Wij vinden geen afspraak"),
        ("M-01", "M-01 Starterswoning na de opvang (Brinkerdam); M-01 Acht hofwoningen in Lindewaard (Lindewaard)"),
        ("L-01", "meer dan één afspraak"),
        ("l-01 oosterzijl", "niet op zichzelf"),
    ] {
        let (field, message) = problem(add(&official, &asked(text)).await.unwrap());
        assert!(field == "commitment" && message.contains(said), "{text}: {message}");
    }
    for text in ["m-01 lindewaard", "Starterswoning opvang", "L-01 (Lindewaard)", "nachtzorg regio"] {
        went_on(add(&official, &asked(text)).await.unwrap());
    }
    let labels: Vec<String> =
        page(&official, id, None).await.unwrap().waiting.waits_for.into_iter().map(|line| line.other.label).collect();
    assert_eq!(labels[3], "P-02 Nachtzorg in de hele regio");
    let nobody = WaitForm { commitment: String::new(), organisation: Uuid::now_v7().to_string(), ..asked("") };
    assert_eq!(problem(add(&official, &nobody).await.unwrap()).0, "organisation");
});

on_both_databases!(a_wait_is_for_who_edits_the_commitment, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let ids = some(&official, &filled(database).await, 2).await;
    went_on(add(&official, &form(ids[0], ids[1])).await.unwrap());
    let row = wait::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let resolved = ResolveForm { id: ids[0].to_string(), wait: row.id.to_string() };
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    let partner = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    for (who, error) in [(&stranger, AppError::NotFound), (&partner, AppError::Forbidden)] {
        assert_eq!(add(who, &form(ids[1], ids[0])).await.unwrap_err(), error);
        assert_eq!(resolve(who, &resolved).await.unwrap_err(), error);
    }
    assert_eq!(page(&stranger, ids[0], None).await.unwrap_err(), AppError::NotFound);
    assert!(!page(&partner, ids[0], None).await.unwrap().may_edit);
    assert_eq!(page(&official, ids[0], Some(Uuid::now_v7())).await.unwrap_err(), AppError::NotFound);

    // One that is gone under an open form, on either side.
    commitment::Entity::delete_by_id(ids[1]).exec(&database.connection).await.unwrap();
    assert_eq!(wait::Entity::find().count(&database.connection).await.unwrap(), 0);
    assert_eq!(resolve(&official, &resolved).await.unwrap_err(), AppError::NotFound);
    assert_eq!(problem(add(&official, &form(ids[0], ids[1])).await.unwrap()).0, "commitment");
    assert_eq!(add(&official, &form(ids[1], ids[0])).await.unwrap_err(), AppError::NotFound);
    assert_eq!(show(&official, ids[0]).await.unwrap().waiting.waits_for, vec![]);
});
