//! What is taken out, and comes back.

use std::collections::BTreeSet;

use app::auth::accounts::{NewUser, create_user};
use app::auth::entity::user;
use app::commitments::entity::{commitment, party};
use app::deliveries::commands::report;
use app::deliveries::entity::delivery;
use app::deliveries::form::ReportForm;
use app::exports::{Commitments, Deliveries, Format, Listed, Projects, Targets};
use app::generate::{Demo, Plan, generate};
use app::imports::kinds::KEPT;
use app::imports::queries::{PreviewPage, preview};
use app::projects::entity::project;
use app::regions::entity::organisation;
use app::request::Request;
use chrono::{DateTime, TimeZone, Utc};
use domain::deliveries::Act;
use domain::imports::{Kind, Outcome};
use domain::organisations::Role;
use domain::projects::{Confidentiality, PartyRole};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::cast::{counted, loaded, opened, region, request_of, went_on, wrong};
use crate::common::on_both_databases;
use crate::counted::demo;
use crate::files::{FORMATS, Table, save, taken_out};
use crate::shapes::{Region, projects};

async fn brought_back(request: &Request, bytes: Vec<u8>) -> PreviewPage {
    brought_back_as(Kind::Projects, request, bytes).await
}

async fn brought_back_as(kind: Kind, request: &Request, bytes: Vec<u8>) -> PreviewPage {
    let location = went_on(opened(request, kind, bytes).await);
    preview(request, location.trim_start_matches("/invoer/").parse().unwrap()).await.unwrap()
}

on_both_databases!(projects_of_all_shapes_come_back_unchanged, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let shapes = projects(&Region::of(database).await, 120);
    let any = |has: fn(&domain::projects::Content) -> bool| shapes.iter().any(|(_, content)| has(content));
    assert!(any(|content| content.external_id.is_none()) && any(|content| content.place_hidden));
    assert!(any(|content| content.counts.iter().count() > 2) && any(|content| content.cost_shares.len() == 2));
    save(database, &driver, shapes).await;
    for format in FORMATS {
        let page = brought_back(&driver, taken_out::<Projects>(&driver, "", format).await).await;
        let changed: Vec<_> = page.rows.iter().filter(|row| row.outcome != Outcome::Unchanged).collect();
        assert_eq!(counted(&page), [0, 0, 120, 0], "{format:?}: {changed:#?}");
        assert_eq!(page.unused, ["Hard of zacht", "Voorbeeld"]);
    }
});

on_both_databases!(what_is_changed_in_the_file_is_all_that_changes, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let mut shapes = projects(&Region::of(database).await, 3);
    shapes[1].1.name = "Hof van Noord".to_owned();
    let ids = save(database, &driver, shapes).await;
    let text = String::from_utf8(taken_out::<Projects>(&driver, "", Format::Csv).await).unwrap();
    let page = brought_back(&driver, text.replace("Hof van Noord", "Hof van Zuid").into_bytes()).await;
    assert_eq!(counted(&page), [0, 1, 2, 0]);
    went_on(loaded(&driver, &page).await);
    let names: Vec<_> = project::Entity::find().all(&database.connection).await.unwrap();
    let renamed: Vec<_> = names.iter().filter(|row| row.version == 2).map(|row| (row.id, row.name.as_str())).collect();
    assert_eq!(renamed, [(ids[1], "Hof van Zuid")]);
});

on_both_databases!(a_place_that_is_kept_from_its_reader_stays_what_it_is, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let shapes = Region::of(database).await;
    let (municipality, mut content) = projects(&shapes, 1).remove(0);
    content.confidentiality = Confidentiality::Public;
    content.parties = std::iter::once((PartyRole::HousingCorporation, driver.actor().organisation)).collect();
    content.place = Some("Geheime laan 7".to_owned());
    content.place_hidden = true;
    content.external_id = Some("P1".to_owned());
    let id = save(database, &driver, vec![(municipality, content)]).await[0];
    let other = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    for format in FORMATS {
        let bytes = taken_out::<Projects>(&other, "", format).await;
        let table = Table::of(&bytes);
        assert_eq!((table.text(0, "Plaats").as_str(), table.text(0, "Plaats verborgen").as_str()), (KEPT, "Ja"));
        assert!(table.rows[0].cells.iter().all(|cell| !cell.text().contains("Geheime")), "{table:?}");
        // They may not change it, whatever they guess; and who may does not lose the place by their file.
        assert_eq!(counted(&brought_back(&other, bytes.clone()).await), [0, 0, 1, 0]);
        if format == Format::Csv {
            for place in ["Geheime laan 7", "Elders"] {
                let guess = String::from_utf8(bytes.clone()).unwrap();
                let guess = guess.replace(&format!(";{KEPT};"), &format!(";{place};"));
                let page = brought_back(&other, guess.into_bytes()).await;
                assert!(wrong(&page)[0].2.contains("houdt een ander bij"), "{:?}", page.rows);
            }
        }
        assert_eq!(counted(&brought_back(&driver, bytes).await), [0, 0, 1, 0]);
        let own = Table::of(&taken_out::<Projects>(&driver, "", format).await);
        assert_eq!(own.text(0, "Plaats"), "Geheime laan 7");
    }
    let row = project::Entity::find_by_id(id).one(&database.connection).await.unwrap().unwrap();
    assert_eq!(row.place.as_deref(), Some("Geheime laan 7"));
});

on_both_databases!(targets_come_back_unchanged_and_take_new_numbers, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    for format in FORMATS {
        let bytes = taken_out::<Targets>(&driver, "", format).await;
        let rows = Table::of(&bytes).rows.len();
        let page = brought_back_as(Kind::Targets, &driver, bytes).await;
        assert_eq!(counted(&page), [0, 0, rows, 0], "{format:?}: {:#?}", page.rows);
        assert_eq!(page.unused, ["Bron"]);
    }
    let csv = String::from_utf8(taken_out::<Targets>(&driver, "", Format::Csv).await).unwrap();
    // What a corporatie takes within a gemeente has a line of its own, to be filled in beside the gemeente's.
    let (own, within) =
        ("Lindewaard;;Laag scenario;Hofwoningen;2035", "Lindewaard;Stichting Plaswonen;Laag scenario;Hofwoningen;2035");
    assert_eq!([own, within].map(|line| csv.matches(&format!("{line};;;;")).count()), [1, 1], "{csv}");
    assert_eq!(csv.matches("Brinkerdam;Stichting Plaswonen").count(), 0, "{csv}");
    let filled = csv.replace(&format!("{own};;;;"), &format!("{own};24;Vastgesteld;;"));
    let filled = filled.replace(&format!("{within};;;;"), &format!("{within};9;Richtinggevend;;"));
    let official = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let page = brought_back_as(Kind::Targets, &official, filled.into_bytes()).await;
    assert_eq!((counted(&page)[0], counted(&page)[3]), (2, 0), "{:#?}", page.rows);
    went_on(loaded(&official, &page).await);
    for format in FORMATS {
        let bytes = taken_out::<Targets>(&driver, "", format).await;
        let table = Table::of(&bytes);
        let line = |index: &usize| {
            table.text(*index, "Corporatie") == "Stichting Plaswonen" && table.text(*index, "Aantal") == "9"
        };
        assert_eq!((0..table.rows.len()).filter(line).count(), 1);
        let page = brought_back_as(Kind::Targets, &driver, bytes).await;
        assert_eq!(counted(&page), [0, 0, table.rows.len(), 0], "{format:?}: {:#?}", page.rows);
    }
});

on_both_databases!(deliveries_come_back_as_they_were_reported, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let (place, mut content) = projects(&Region::of(database).await, 1).remove(0);
    content.parties = std::iter::once((PartyRole::HousingCorporation, driver.actor().organisation)).collect();
    (content.confidentiality, content.external_id, content.dwellings) = (Confidentiality::Public, None, 9_000);
    (content.place, content.place_hidden) = (Some("Geheime laan".to_owned()), true);
    let id = save(database, &driver, vec![(place, content)]).await[0].to_string();
    let builder = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    for (seen, mark) in [(0, "O1"), (1, "=O2"), (2, "O3")] {
        let form = ReportForm {
            id: id.clone(),
            seen: seen.to_string(),
            external_id: mark.to_owned(),
            kind: "geen".to_owned(),
            count: "24".to_owned(),
            delivered_on: "1-11-2026".to_owned(),
            address: "Geheime laan 7".to_owned(),
            evidence: "-PV 12".to_owned(),
            explanation: "De eerste fase.".to_owned(),
        };
        went_on(report(&builder, &form, None).await.unwrap());
    }
    let lot = Table::of(&taken_out::<Deliveries>(&builder, "", Format::Csv).await);
    assert_eq!(lot.texts("Kenmerk oplevering"), ["O3", "=O2", "O1"]);
    let other = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    for taker in [&builder, &other] {
        for format in FORMATS {
            let bytes = taken_out::<Deliveries>(taker, "", format).await;
            let page = brought_back_as(Kind::Deliveries, &builder, bytes).await;
            assert_eq!(counted(&page), [0, 0, 3, 0], "{format:?}: {:#?}", page.rows);
        }
    }
});

on_both_databases!(what_others_keep_comes_back_unchanged, async |database| {
    demo(database).await;
    let accounts = user::Entity::find().all(&database.connection).await.unwrap();
    let accounts: BTreeSet<String> = accounts.into_iter().map(|account| account.email).collect();
    let (region, plan) = (region_row(database).await.code, Plan { projects: 60, deliveries: 240, ..PLAN });
    for (organisation, email) in [("Gemeente Enschede", "a@voorbeeld.example"), ("Domijn", "b@voorbeeld.example")] {
        create_user(database, &account(organisation, email), at()).await.unwrap();
    }
    let emails: BTreeSet<String> =
        ["a@voorbeeld.example", "b@voorbeeld.example"].map(str::to_owned).into_iter().chain(accounts).collect();
    generate(database, &Demo { region, accounts: emails }, plan, at()).await.unwrap();
    let acts = delivery::Entity::find().all(&database.connection).await.unwrap();
    assert!(Act::ALL.iter().all(|act| acts.iter().any(|row| row.act == act.code())));
    for (organisation, role) in
        [("Gemeente Almelo", Role::Driver), ("Domijn", Role::Staff), ("Gemeente Enschede", Role::Staff)]
    {
        let reader = request_of(database, organisation, role).await;
        comes_back::<Deliveries>(Kind::Deliveries, &reader).await;
        comes_back::<Projects>(Kind::Projects, &reader).await;
        comes_back::<Commitments>(Kind::Commitments, &reader).await;
        comes_back::<Targets>(Kind::Targets, &reader).await;
    }
});

async fn comes_back<L: Listed>(kind: Kind, reader: &Request) {
    let bytes = taken_out::<L>(reader, "", Format::Xlsx).await;
    let rows = Table::of(&bytes).rows.len();
    assert!(rows > 10, "{rows}");
    let page = brought_back_as(kind, reader, bytes).await;
    assert_eq!(counted(&page), [0, 0, rows, 0], "{kind:?}: {:#?}", page.rows.first());
}

const PLAN: Plan = Plan { commitments: 20, updates: 40, projects: 0, deliveries: 0, seed: 1 };

fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

fn account(organisation: &str, email: &str) -> NewUser {
    NewUser {
        mandated: false,
        email: email.to_owned(),
        name: "Iemand".to_owned(),
        function: None,
        role: Role::Staff,
        organisation: organisation.to_owned(),
        password: "hoe snel is dit nu".to_owned(),
    }
}

async fn region_row(database: &DatabaseConnection) -> app::regions::entity::region::Model {
    app::regions::entity::region::Entity::find().one(database).await.unwrap().unwrap()
}

on_both_databases!(commitments_come_back_unchanged, async |database| {
    demo(database).await;
    ambiguous(database).await;
    let driver = request_of(database, "Gemeente Almelo", Role::Driver).await;
    for format in FORMATS {
        let bytes = taken_out::<Commitments>(&driver, "", format).await;
        let rows = Table::of(&bytes).rows.len();
        assert!(rows > 40, "{rows}");
        let page = brought_back_as(Kind::Commitments, &driver, bytes).await;
        assert_eq!(counted(&page), [0, 0, rows, 0], "{format:?}: {:#?} {:#?}", page.rows, wrong(&page));
    }
});

/// Names that do not tell themselves apart in a cell.
async fn ambiguous(database: &DatabaseConnection) {
    let one = organisation::Entity::find().one(database).await.unwrap().unwrap();
    let names = ["Zorg; wonen", "De Kade", "de kade", "De Kade: thuis", "Huis (oost)"];
    let mut ids = Vec::new();
    for name in names {
        let row = organisation::Model { id: Uuid::now_v7(), name: name.to_owned(), ..one.clone() };
        ids.push(row.id);
        organisation::Entity::insert(row.into_active_model()).exec(database).await.unwrap();
    }
    let drafts = commitment::Entity::find().filter(commitment::Column::InForce.is_null());
    let drafts = drafts.filter(commitment::Column::SourceId.is_null()).all(database).await.unwrap();
    let contributions = ["=geld; \"en grond\"", "(a): b", "-1"];
    for (number, id) in ids.into_iter().enumerate() {
        let row = party::Model {
            commitment_id: drafts[number % drafts.len()].id,
            position: 40 + i32::try_from(number).unwrap(),
            organisation_id: Some(id),
            group_type: None,
            role: ["partner", "betrokkene"][number % 2].to_owned(),
            function: (number % 2 == 0).then(|| "wethouder (wonen)".to_owned()),
            contribution: contributions.get(number).map(|&text| text.to_owned()),
        };
        party::Entity::insert(row.into_active_model()).exec(database).await.unwrap();
    }
}
