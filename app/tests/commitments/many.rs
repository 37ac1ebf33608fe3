//! One change of many commitments is many changes of one: the same rights, rules and entries.

use app::audit::entity::audit_entry;
use app::commitments::commands::change;
use app::commitments::entity::{commitment, commitment_document};
use app::commitments::many::commands::change_many;
use app::commitments::many::form::{ADD, APPLY, ManyForm, REPLACE};
use app::commitments::many::queries::{Address, Line, choose_page, preview};
use app::commitments::records::parties_of;
use app::documents::entity::document;
use app::regions::entity::organisation;
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::commitments::PartyRole;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

use super::agreeing::cast;
use super::common::on_both_databases;
use super::saving::{form_to_change, rejected, saved};
use super::{now, request_of};

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

/// What a commitment will say of what is to change.
fn will_say(line: &Line) -> Vec<(Field, &str)> {
    line.said.iter().map(|change| (change.field, change.after.as_str())).collect()
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
    assert!(lines.iter().all(|line| line.changes && will_say(line) == [(Field::Due, "1e kwartaal 2029")]));
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
    // What the preview said is not news.
    assert_eq!(told, "/afspraken/wijzigen?gewijzigd=1");
    let nothing = rejected(change_many(&driver, &ManyForm::default()).await.unwrap());
    assert_eq!(nothing.status, 422);
});

async fn document(database: &DatabaseConnection, title: &str) -> Uuid {
    let named = document::Entity::find().filter(document::Column::Title.eq(title)).one(database).await.unwrap();
    if let Some(row) = named {
        return row.id;
    }
    let region_id = organisation::Entity::find().one(database).await.unwrap().unwrap().region_id;
    let row = document::ActiveModel {
        id: Set(Uuid::now_v7()),
        region_id: Set(region_id),
        title: Set(title.to_owned()),
        kind: Set("prestatieafspraak".to_owned()),
        first_year: Set(2026),
        last_year: Set(2029),
        url: Set(None),
        example: Set(false),
        version: Set(1),
        created_at: Set(now()),
        updated_at: Set(now()),
    };
    row.insert(database).await.unwrap().id
}

on_both_databases!(a_document_is_added_or_takes_the_place_of_others_and_asks_nobody, async |database| {
    let cast = cast(database).await;
    let (drafted, ratified) = (cast.drafted(database).await, cast.ratified(database).await);
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let (old, new) = (document(database, "Oude afspraken").await, document(database, "Nieuwe afspraken").await);
    let with = |document: Uuid, way: &str| ManyForm {
        document: document.to_string(),
        document_way: way.to_owned(),
        ..form(&[drafted, ratified], "")
    };
    let documents = async |id: Uuid| {
        let linked = commitment_document::Entity::find().filter(commitment_document::Column::CommitmentId.eq(id));
        let rows = linked.all(&database.connection).await.unwrap();
        rows.into_iter().map(|row| row.document_id).collect::<BTreeSet<_>>()
    };
    let before = row(database, ratified).await;
    for (asked, left) in
        [(with(old, ADD), vec![old]), (with(new, ADD), vec![old, new]), (with(new, REPLACE), vec![new])]
    {
        let lines = look(&driver, &asked).await;
        assert!(
            lines.iter().all(|line| line.changes && line.told.contains("niemand hoeft te bevestigen")),
            "{lines:?}"
        );
        assert!(location(change_many(&driver, &apply(&asked, &lines)).await.unwrap()).ends_with("gewijzigd=2"));
        assert_eq!(documents(ratified).await, left.iter().copied().collect());
        assert_eq!(documents(drafted).await, left.into_iter().collect());
    }
    let after = row(database, ratified).await;
    assert_eq!((after.asking, after.due, after.life_cycle), (None, before.due, before.life_cycle));
    assert_eq!(events(database, drafted).await.iter().filter(|event| **event == Event::Changed).count(), 3);
    // Time and document together: one entry, and the parties are asked about the time.
    let both = ManyForm { due: "Q1 2029".to_owned(), ..with(old, ADD) };
    let lines = look(&driver, &both).await;
    assert!(
        lines.iter().all(|line| will_say(line)[0] == (Field::Due, "1e kwartaal 2029") && line.said.len() == 2),
        "{lines:?}"
    );
    change_many(&driver, &apply(&both, &lines)).await.unwrap();
    assert_eq!(events(database, ratified).await.last(), Some(&Event::AskedAgain));
    // Somebody else's document is none.
    let unknown = with(Uuid::now_v7(), ADD);
    assert!(look(&driver, &unknown).await.iter().all(|line| !line.changes));
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
    assert!(few.0 <= 17 && few.1 <= 4, "{few:?}");
});

on_both_databases!(the_function_of_the_lead_changes_without_asking_anybody, async |database| {
    let cast = cast(database).await;
    let (drafted, ratified) = (cast.drafted(database).await, cast.ratified(database).await);
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let form = ManyForm { lead_function: "manager vastgoed".to_owned(), ..form(&[drafted, ratified], "") };
    let lines = look(&driver, &form).await;
    assert!(lines.iter().all(|line| line.changes && line.told.contains("niemand hoeft te bevestigen")), "{lines:?}");
    assert!(lines.iter().all(|line| will_say(line)[0].1.contains(": manager vastgoed")), "{lines:?}");
    change_many(&driver, &apply(&form, &lines)).await.unwrap();
    for id in [drafted, ratified] {
        let lead = parties_of(&database.connection, id).await.unwrap().remove(0);
        assert_eq!((lead.role, lead.function.as_deref()), (PartyRole::Lead, Some("manager vastgoed")));
        assert_eq!(events(database, id).await.last(), Some(&Event::Changed));
    }
    assert_eq!(row(database, ratified).await.asking, None);
    assert!(look(&driver, &form).await.iter().all(|line| !line.changes && line.told.contains("Blijft")));
});

on_both_databases!(one_that_cannot_change_says_why_in_its_own_words, async |database| {
    let cast = cast(database).await;
    let (drafted, proposed) = (cast.drafted(database).await, cast.proposed(database).await);
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let unknown = ManyForm { due_unknown: vec!["ja".to_owned()], ..form(&[drafted, proposed], "") };
    let lines = look(&driver, &unknown).await;
    let told = |id: Uuid| lines.iter().find(|line| line.id == id).unwrap();
    assert!(told(drafted).changes && !told(proposed).changes);
    assert!(told(proposed).told.contains("alleen een concept kan 'nog niet bekend' hebben"), "{}", told(proposed).told);
});
