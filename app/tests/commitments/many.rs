//! One change of many commitments is many changes of one: the same rights, rules and entries.

use app::audit::entity::audit_entry;
use app::commitments::commands::change;
use app::commitments::entity::commitment;
use app::commitments::many::commands::change_many;
use app::commitments::many::form::{APPLY, ManyForm};
use app::commitments::many::queries::{Address, Line, choose_page, preview};
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

use super::agreeing::cast;
use super::common::on_both_databases;
use super::request_of;
use super::saving::{form_to_change, rejected, saved};

fn form(ids: &[Uuid], due: &str) -> ManyForm {
    ManyForm { chosen: ids.iter().map(Uuid::to_string).collect(), due: due.to_owned(), ..ManyForm::default() }
}

async fn look(request: &Request, form: &ManyForm) -> Vec<Line> {
    preview(request, &form.asked().unwrap()).await.unwrap()
}

/// The same form, sent by who saw this.
fn apply(form: &ManyForm, seen: &[Line]) -> ManyForm {
    let versions = seen.iter().map(|line| format!("{}:{}", line.id, line.version)).collect();
    ManyForm { versions, step: APPLY.to_owned(), ..form.clone() }
}

fn location(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

async fn row(database: &DatabaseConnection, id: Uuid) -> commitment::Model {
    commitment::Entity::find_by_id(id).one(database).await.unwrap().unwrap()
}

async fn events(database: &DatabaseConnection, id: Uuid) -> Vec<Event> {
    let own = audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.eq(id));
    let mut entries = own.all(database).await.unwrap();
    entries.sort_by_key(|entry| entry.sequence);
    entries.into_iter().map(|entry| entry.event.parse().unwrap()).collect()
}

on_both_databases!(what_is_shown_is_what_is_done, async |database| {
    let cast = cast(database).await;
    let (drafted, proposed, ratified) =
        (cast.drafted(database).await, cast.proposed(database).await, cast.ratified(database).await);
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let form = form(&[drafted, proposed, ratified], "Q1 2029");
    assert!(matches!(change_many(&driver, &form).await.unwrap(), FormReply::Rejected(shown) if shown.status == 200));
    let lines = look(&driver, &form).await;
    let told = |id: Uuid| lines.iter().find(|line| line.id == id).unwrap();
    assert!(lines.iter().all(|line| line.changes && line.after == "1e kwartaal 2029"));
    assert!(told(drafted).told.contains("niemand hoeft te bevestigen"));
    assert!(told(ratified).told.contains("bevestigen opnieuw"));

    assert_eq!(location(change_many(&driver, &apply(&form, &lines)).await.unwrap()), "/afspraken/wijzigen?gewijzigd=3");
    assert_eq!(row(database, drafted).await.due.as_deref(), Some("2029-Q1"));
    // What was ratified holds until everybody has said yes again.
    let changing = row(database, ratified).await;
    assert_ne!(changing.due.as_deref(), Some("2029-Q1"));
    assert!(changing.in_force.is_some() && changing.asking.is_some());
    assert_eq!(events(database, drafted).await.last(), Some(&Event::Changed));
    assert_eq!(events(database, ratified).await.last(), Some(&Event::AskedAgain));
    // As a single change does it: sent again, it changes nothing.
    let lines = look(&driver, &form).await;
    assert!(lines.iter().all(|line| !line.changes), "{lines:?}");
});

on_both_databases!(what_changed_since_it_was_shown_is_left_out_and_told, async |database| {
    let cast = cast(database).await;
    let (one, other) = (cast.drafted(database).await, cast.drafted(database).await);
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let form = form(&[one, other], "2030");
    let lines = look(&driver, &form).await;
    let mut meanwhile = form_to_change(&driver, one).await;
    meanwhile.title = "Iets anders".to_owned();
    saved(change(&driver, &meanwhile).await.unwrap());
    let entries = events(database, one).await.len();

    let told = location(change_many(&driver, &apply(&form, &lines)).await.unwrap());
    assert_eq!(told, format!("/afspraken/wijzigen?gewijzigd=1&over={one}"));
    assert_eq!(events(database, one).await.len(), entries);
    assert_eq!(row(database, other).await.due.as_deref(), Some("2030"));
    // Without having seen anything, nothing changes.
    let unseen = ManyForm { step: APPLY.to_owned(), ..form };
    let unseen = ManyForm { due: "2031".to_owned(), ..unseen };
    assert!(location(change_many(&driver, &unseen).await.unwrap()).starts_with("/afspraken/wijzigen?gewijzigd=0"));
});

on_both_databases!(one_may_not_change_with_many_what_one_may_not_change_alone, async |database| {
    let cast = cast(database).await;
    let (drafted, proposed) = (cast.drafted(database).await, cast.proposed(database).await);
    let form = form(&[drafted, proposed], "2032");
    // A stranger sees the proposed one, and knows nothing of the concept.
    let stranger = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let lines = look(&stranger, &form).await;
    assert_eq!(lines.iter().map(|line| (line.id, line.changes)).collect::<Vec<_>>(), [(proposed, false)]);
    assert!(lines[0].told.starts_with("Mag niet"));
    let told = location(change_many(&stranger, &apply(&form, &lines)).await.unwrap());
    assert_eq!(told, format!("/afspraken/wijzigen?gewijzigd=0&over={proposed}"));
    assert_eq!(events(database, proposed).await.last(), Some(&Event::Denied));
    let none = choose_page(&stranger, &Address::default()).await.unwrap();
    assert!(none.rows.iter().all(|row| row.id != proposed));

    // A rule that stands in the way of one stands in the way of none of the others.
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let unknown = ManyForm { due: String::new(), due_unknown: vec!["ja".to_owned()], ..form };
    let lines = look(&driver, &unknown).await;
    let of = |id: Uuid| lines.iter().find(|line| line.id == id).unwrap();
    assert!(of(drafted).changes);
    assert!(of(proposed).told.starts_with("Kan niet"), "{}", of(proposed).told);
    let told = location(change_many(&driver, &apply(&unknown, &lines)).await.unwrap());
    assert_eq!(told, format!("/afspraken/wijzigen?gewijzigd=1&over={proposed}"));
    let nothing = rejected(change_many(&driver, &ManyForm::default()).await.unwrap());
    assert_eq!(nothing.status, 422);
});

on_both_databases!(looking_at_many_asks_no_more_than_looking_at_one, async |database| {
    let cast = cast(database).await;
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let mut ids = vec![cast.ratified(database).await, cast.proposed(database).await];
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = driver.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let asked = async |ids: &[Uuid]| {
        look(&watched, &form(ids, "2033")).await;
        let for_preview = count.swap(0, Ordering::Relaxed);
        choose_page(&watched, &Address::default()).await.unwrap();
        (for_preview, count.swap(0, Ordering::Relaxed))
    };
    let few = asked(&ids).await;
    for _ in 0..4 {
        ids.push(cast.ratified(database).await);
        ids.push(cast.proposed(database).await);
    }
    assert_eq!(asked(&ids).await, few);
    assert!(few.0 <= 17 && few.1 <= 3, "{few:?}");
});
