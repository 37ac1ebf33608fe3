//! What organisations do, and who acknowledges that.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use app::audit::entity::audit_entry;
use app::error::AppError;
use app::organisations::queries::overview;
use app::regions::entity::organisation;
use app::regions::file::{parse, parse_with_users};
use app::regions::load::load;
use app::request::{Clock, Request};
use app::roles::commands::{acknowledge, write};
use app::roles::entity::role_description;
use app::roles::form::{AcknowledgeForm, RoleForm};
use app::roles::queries::{organisation_page, role_page};
use app::tasks::queries::tasks;
use app::tasks::wanted::Wanted;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use common::on_both_databases;
use domain::audit::Event;
use domain::organisations::Role;
use domain::roles::Standing;
use domain::tasks::TaskKind;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use uuid::Uuid;

const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");
const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const OWN: &str = "Stichting Plaswonen";
const OTHER: &str = "Zorggroep De Kade";

fn noon(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 11, 0, 0).unwrap()
}

async fn load_regions(database: &DatabaseConnection) {
    for text in [MERENVELD, TWENTE] {
        load(database, &parse(text).unwrap(), noon(21)).await.unwrap();
    }
}

async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, noon(27)).await
}

async fn named(database: &DatabaseConnection, name: &str) -> Uuid {
    let row = organisation::Entity::find().filter(organisation::Column::Name.eq(name)).one(database).await.unwrap();
    row.unwrap().id
}

fn done(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

async fn written(request: &Request, id: Uuid, text: &str) -> RoleForm {
    RoleForm { text: text.to_owned(), ..role_page(request, id).await.unwrap().form }
}

async fn standing(request: &Request, id: Uuid) -> Standing {
    organisation_page(request, id).await.unwrap().organisation.role.standing
}

on_both_databases!(a_role_is_written_acknowledged_and_asked_again_when_its_text_changes, async |database| {
    load_regions(database).await;
    let id = named(database, OWN).await;
    let staff = request_of(database, OWN, Role::Staff).await;
    let mut executive = request_of(database, OWN, Role::Executive).await;
    let asked = async |executive: &Request| {
        let sections = tasks(executive, Wanted::default()).await.unwrap();
        let of_role = sections.into_iter().find(|section| section.kind == TaskKind::AcknowledgeRole);
        of_role.map(|section| (section.total, section.tasks[0].detail.clone()))
    };
    assert_eq!(standing(&staff, id).await, Standing::Missing);
    assert_eq!(asked(&executive).await, None, "there is nothing to acknowledge");
    assert_eq!(organisation_page(&executive, id).await.unwrap().acknowledge, None);
    let location = done(write(&staff, &written(&staff, id, "Wij bouwen.\n\nEn verhuren.").await).await.unwrap());
    assert_eq!(location, format!("/organisaties/{id}?melding=rol"));
    assert_eq!(standing(&staff, id).await, Standing::Waiting);
    assert_eq!(asked(&executive).await, Some((1, "wacht sinds 27-11-2026".to_owned())));

    executive.state.clock = Clock::Fixed(noon(28));
    let form = organisation_page(&executive, id).await.unwrap().acknowledge.unwrap();
    assert_eq!(done(acknowledge(&executive, &form).await.unwrap()), format!("/organisaties/{id}?melding=rol-erkend"));
    let page = organisation_page(&executive, id).await.unwrap();
    assert_eq!(
        (page.organisation.role.standing, page.organisation.role.since),
        (Standing::Acknowledged, Some(executive.today()))
    );
    assert_eq!((page.acknowledge, page.timeline.len()), (None, 2));
    assert_eq!(
        (page.timeline[0].event, page.timeline[0].by.as_str()),
        (Event::RoleAcknowledged, "Bestuurder van Stichting Plaswonen")
    );
    assert_eq!(asked(&executive).await, None);
    // Twice is once.
    done(acknowledge(&executive, &form).await.unwrap());
    assert_eq!(organisation_page(&executive, id).await.unwrap().timeline.len(), 2);

    // The same text again asks nobody; another one does.
    done(write(&staff, &written(&staff, id, "Wij bouwen.\n\nEn verhuren.").await).await.unwrap());
    assert_eq!(standing(&staff, id).await, Standing::Acknowledged);
    done(write(&staff, &written(&staff, id, "Wij bouwen en verhuren.").await).await.unwrap());
    assert_eq!(standing(&staff, id).await, Standing::Waiting);
    assert!(asked(&executive).await.is_some());
});

on_both_databases!(nobody_but_the_own_bestuurder_acknowledges, async |database| {
    load_regions(database).await;
    let id = named(database, OWN).await;
    let staff = request_of(database, OWN, Role::Staff).await;
    done(write(&staff, &written(&staff, id, "Wij bouwen.").await).await.unwrap());
    let form = AcknowledgeForm { id: id.to_string(), version: "1".to_owned() };
    for organisation in [OWN, OTHER] {
        for role in Role::ALL {
            if (organisation, *role) == (OWN, Role::Executive) {
                continue;
            }
            let mut other = request_of(database, organisation, *role).await;
            other.user.visitor.actor.mandated = true;
            assert_eq!(acknowledge(&other, &form).await, Err(AppError::Forbidden), "{organisation} {role:?}");
            assert_eq!(organisation_page(&other, id).await.unwrap().acknowledge, None);
        }
    }
    let refused = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::Denied.code()));
    assert_eq!(refused.count(&database.connection).await.unwrap(), 9);
    let elsewhere = request_of(database, "Gemeente Enschede", Role::Executive).await;
    assert_eq!(acknowledge(&elsewhere, &form).await, Err(AppError::NotFound));
    assert_eq!(organisation_page(&elsewhere, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(standing(&staff, id).await, Standing::Waiting);
});

on_both_databases!(nobody_acknowledges_a_text_that_they_have_not_read, async |database| {
    load_regions(database).await;
    let id = named(database, OWN).await;
    let staff = request_of(database, OWN, Role::Staff).await;
    let executive = request_of(database, OWN, Role::Executive).await;
    done(write(&staff, &written(&staff, id, "Wij bouwen.").await).await.unwrap());
    let read = organisation_page(&executive, id).await.unwrap().acknowledge.unwrap();
    done(write(&staff, &written(&staff, id, "Wij slopen.").await).await.unwrap());
    assert_eq!(rejected(acknowledge(&executive, &read).await.unwrap()).status, 409);
    assert_eq!(standing(&staff, id).await, Standing::Waiting);
});

on_both_databases!(the_own_staff_and_aanjagers_write_and_the_second_is_told, async |database| {
    load_regions(database).await;
    let id = named(database, OWN).await;
    let staff = request_of(database, OWN, Role::Staff).await;
    let driver = request_of(database, OTHER, Role::Driver).await;
    for (organisation, role) in [(OWN, Role::Executive), (OWN, Role::Reader), (OTHER, Role::Staff)] {
        let other = request_of(database, organisation, role).await;
        let form = RoleForm { id: id.to_string(), text: "Wij.".to_owned(), ..RoleForm::default() };
        assert_eq!(write(&other, &form).await, Err(AppError::Forbidden), "{organisation} {role:?}");
        assert_eq!(role_page(&other, id).await.unwrap_err(), AppError::Forbidden);
        assert!(!organisation_page(&other, id).await.unwrap().may_write);
    }
    let (first, second) = (written(&staff, id, "Wij bouwen.").await, written(&driver, id, "Zij bouwen.").await);
    done(write(&staff, &first).await.unwrap());
    let conflict = rejected(write(&driver, &second).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.by.as_str()), (1, "Medewerker van Stichting Plaswonen"));
    assert_eq!((conflict.fields[0].saved.as_str(), conflict.fields[0].yours.as_str()), ("Wij bouwen.", "Zij bouwen."));
    done(write(&driver, &RoleForm { conflict_version: "1".to_owned(), ..second }).await.unwrap());
    let empty = rejected(write(&staff, &written(&staff, id, " ").await).await.unwrap());
    assert_eq!((empty.problems[0].field.as_str(), empty.status), ("text", 422));
});

on_both_databases!(the_list_counts_what_is_missing_and_the_demo_takes_nothing_back, async |database| {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    load(database, &file, noon(21)).await.unwrap();
    let reader = request_of(database, "Gemeente Almelo", Role::Reader).await;
    let (all, counts) = overview(&database.connection, &reader.visibility()).await.unwrap().roles();
    assert!(counts.iter().all(|(_, count)| *count > 0), "{counts:?}");
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), all);
    let id = named(database, "Domijn").await;
    let staff = request_of(database, "Domijn", Role::Staff).await;
    done(write(&staff, &written(&staff, id, "Domijn bouwt in Enschede en Haaksbergen.").await).await.unwrap());
    assert!(load(database, &file, noon(22)).await.unwrap().is_unchanged());
    let page = organisation_page(&staff, id).await.unwrap();
    assert_eq!(page.text.as_deref(), Some("Domijn bouwt in Enschede en Haaksbergen."));
    assert!(!page.organisation.role.example);
});

on_both_databases!(the_database_keeps_an_acknowledgement_whole, async |database| {
    load_regions(database).await;
    let id = named(database, OWN).await;
    let staff = request_of(database, OWN, Role::Staff).await;
    done(write(&staff, &written(&staff, id, "Wij bouwen.").await).await.unwrap());
    let row = role_description::Entity::find().one(&database.connection).await.unwrap().unwrap();
    for (version, on) in [(Some(1), None), (None, Some(staff.today())), (Some(2), Some(staff.today()))] {
        let mut wrong = row.clone().into_active_model();
        wrong.acknowledged_version = Set(version);
        wrong.acknowledged_on = Set(on);
        assert!(wrong.update(&database.connection).await.is_err(), "{version:?} {on:?}");
    }
});
