//! What aanjagers change of a deadline, for all gemeenten at once.

use app::deadlines::commands::change;
use app::deadlines::form::DeadlineForm;
use app::deadlines::queries::{deadline_page, edit_page, matrix};
use app::error::AppError;
use app::regions::file::parse;
use app::regions::load::load;
use domain::deadlines::Standing;
use domain::organisations::Role;
use sea_orm::EntityTrait;

use super::common::on_both_databases;
use super::{MERENVELD, done, fields, keyed, load_regions, noon, rejected, request_of};

on_both_databases!(a_date_that_an_aanjager_changes_changes_for_every_gemeente, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Lindewaard", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let standings = async || {
        let page = matrix(&database.connection, &driver).await.unwrap();
        let line = page.lines.into_iter().find(|line| line.deadline.id == id).unwrap();
        line.cells.into_iter().map(|cell| cell.standing).collect::<Vec<_>>()
    };
    assert_eq!(standings().await, [Standing::NotStarted; 3]);
    let form = edit_page(&driver, id).await.unwrap().form;
    assert_eq!((form.due.as_str(), form.detail.as_str()), ("1e kwartaal 2027", "3"));
    let moved = DeadlineForm {
        due: "1-10-2026".to_owned(),
        checked_on: "27-11-2026".to_owned(),
        note: "Vervroegd door de provincie.".to_owned(),
        ..form
    };
    assert_eq!(done(change(&driver, &moved).await.unwrap()), format!("/termijnen/{id}?melding=opgeslagen"));
    assert_eq!(standings().await, [Standing::Late; 3]);

    let page = deadline_page(&driver, id).await.unwrap();
    assert_eq!(page.line.behind.late, ["Brinkerdam", "Lindewaard", "Oosterzijl"]);
    assert_eq!(page.line.deadline.checked_on, Some("2026-11-27".parse().unwrap()));
    let told: Vec<_> = page.timeline[0]
        .changes
        .iter()
        .map(|change| (change.field.label(), change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Wanneer", "1e kwartaal 2027", "01-10-2026"),
            ("Toelichting", "", "Vervroegd door de provincie."),
            ("Laatst gecontroleerd", "", "27-11-2026"),
        ]
    );
    // Saving the same again writes nothing.
    let form = edit_page(&driver, id).await.unwrap().form;
    assert_eq!(done(change(&driver, &form).await.unwrap()), format!("/termijnen/{id}"));
    assert_eq!(deadline_page(&driver, id).await.unwrap().timeline.len(), 1);
});

on_both_databases!(what_people_changed_is_theirs_and_the_region_file_has_no_say_in_it, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Lindewaard", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let other = keyed(database, "jaargesprek").await;
    let form = edit_page(&driver, id).await.unwrap().form;
    done(change(&driver, &DeadlineForm { due: "2028".to_owned(), ..form }).await.unwrap());
    let newer = MERENVELD
        .replace("due = \"2027-Q1\"", "due = \"2027-Q2\"")
        .replace("title = \"Dorpsplan vastgesteld\"", "title = \"Dorpsplan\"")
        .replace("due = \"every year 04-01\"", "due = \"every year 05-01\"\nchecked_on = \"2026-11-20\"");
    load(database, &parse(&newer).unwrap(), noon(2026, 11, 28)).await.unwrap();
    let page = deadline_page(&driver, id).await.unwrap().line.deadline;
    assert_eq!((page.title.as_str(), page.due.unwrap().label()), ("Dorpsplan", "2028".to_owned()));
    let page = deadline_page(&driver, other).await.unwrap().line.deadline;
    assert_eq!(
        (page.due.unwrap().label(), page.checked_on),
        ("elk jaar op 1 mei".to_owned(), "2026-11-20".parse().ok())
    );
    let again = load(database, &parse(&newer).unwrap(), noon(2026, 11, 29)).await.unwrap();
    assert!(again.is_unchanged(), "{again}");
});

on_both_databases!(the_second_to_save_is_told_and_loses_nothing, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Lindewaard", Role::Driver).await;
    let second = request_of(database, "Gemeente Brinkerdam", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let form = edit_page(&driver, id).await.unwrap().form;
    done(change(&driver, &DeadlineForm { due: "2028".to_owned(), ..form.clone() }).await.unwrap());
    let later = DeadlineForm { due: "2029".to_owned(), ..form };
    let conflict = rejected(change(&second, &later).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.by.as_str()), (2, "Aanjager van Gemeente Lindewaard"));
    let told: Vec<_> = conflict.fields.iter().map(|field| (field.saved.as_str(), field.yours.as_str())).collect();
    assert_eq!(told, [("2028", "2029")]);
    // Having seen it, one may choose.
    done(change(&second, &DeadlineForm { conflict_version: "2".to_owned(), ..later }).await.unwrap());
    assert_eq!(edit_page(&driver, id).await.unwrap().form.due, "2029");
});

on_both_databases!(only_aanjagers_of_the_region_change_a_deadline_and_bad_input_is_told, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Lindewaard", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let form = edit_page(&driver, id).await.unwrap().form;
    for role in [Role::Staff, Role::Executive, Role::Administrator, Role::Reader] {
        let other = request_of(database, "Gemeente Lindewaard", role).await;
        assert_eq!(change(&other, &form).await, Err(AppError::Forbidden), "{role:?}");
        assert_eq!(edit_page(&other, id).await.unwrap_err(), AppError::Forbidden);
        assert!(!deadline_page(&other, id).await.unwrap().may_edit);
    }
    let elsewhere = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(change(&elsewhere, &form).await, Err(AppError::NotFound));
    assert_eq!(deadline_page(&elsewhere, id).await.unwrap_err(), AppError::NotFound);

    // A source of another region is none of this one.
    let sources = app::regions::entity::source::Entity::find().all(&database.connection).await.unwrap();
    let own = sources.iter().find(|row| row.id.to_string() == form.source).unwrap().region_id;
    let foreign = sources.iter().find(|row| row.region_id != own).unwrap().id.to_string();
    let wrong = rejected(change(&driver, &DeadlineForm { source: foreign, ..form.clone() }).await.unwrap());
    assert_eq!(fields(&wrong), ["source"]);
    let wrong = rejected(change(&driver, &DeadlineForm { due: "ooit".to_owned(), ..form }).await.unwrap());
    assert_eq!((fields(&wrong), wrong.status), (vec!["due"], 422));
});
