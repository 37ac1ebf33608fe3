//! What is taken out is what the list counts, for each reader and each filter.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::bottlenecks::queries as bottlenecks;
use app::commitments::entity::commitment;
use app::commitments::queries as commitments;
use app::deliveries::form::ReportForm;
use app::deliveries::queries as deliveries;
use app::exports::{
    Allocations, BalanceTable, Bottlenecks, Commitments, Deadlines, Deliveries, Documents, Listed, Organisations,
    Projects, Targets, WhiteSpots,
};
use app::imports::kinds::KEPT;
use app::projects::queries as projects_of;
use app::regions::file::parse_with_users;
use app::regions::load;
use app::request::Request;
use app::targets::entity::target;
use app::targets::queries::Asked;
use chrono::{Datelike, TimeZone, Utc};
use domain::organisations::Role;
use domain::projects::{Confidentiality, PartyRole};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use sheets::Cell;

use crate::cast::{region, request_of};
use crate::common::on_both_databases;
use crate::files::{left_out, save, table};
use crate::shapes::{Region, projects};

const TWENTE: &str = include_str!("../../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");

/// The region of the demo, with everything that it has.
pub async fn demo(database: &DatabaseConnection) {
    let at = Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap();
    load::load(database, &parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap(), at).await.unwrap();
}

async fn readers(database: &DatabaseConnection) -> Vec<Request> {
    let mut readers = Vec::new();
    for (organisation, role) in [
        ("Domijn", Role::Staff),
        ("Domijn", Role::Reader),
        ("Gemeente Enschede", Role::Staff),
        ("Gemeente Almelo", Role::Driver),
    ] {
        readers.push(request_of(database, organisation, role).await);
    }
    readers
}

pub fn query(text: &str) -> ParamsMap {
    let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

on_both_databases!(a_file_holds_what_the_list_counts, async |database| {
    demo(database).await;
    for reader in readers(database).await {
        for text in ["", "?gemeente=enschede", "?zorg=ontbreekt", "?hardheid=hard", "?status=actief&zoek=hof&pagina=2"]
        {
            let filter = app::projects::filter::Filter::from_query(&query(text)).0;
            let list = projects_of::list(&reader, &filter).await.unwrap();
            let file = table::<Projects>(&reader, text).await;
            assert_eq!((file.rows.len() as u64, file.sum("Te bouwen")), (list.total, list.dwellings), "{text}");
        }
        for text in ["", "?gemeente=enschede", "?gemeente=regio", "?status=concept", "?sorteer=gereed", "?zoek=zorg"] {
            let filter = app::commitments::filter::Filter::from_query(&query(text)).0;
            let list = commitments::list_again(&reader, &filter).await.unwrap();
            let file = table::<Commitments>(&reader, text).await;
            assert_eq!(file.rows.len() as u64, list.total, "{text}");
            let first: Vec<String> = list.rows.iter().map(|row| row.id.to_string()).collect();
            assert_eq!(file.texts("Id")[..first.len()], first, "{text}");
        }
        for text in ["", "?gemeente=enschede", "?stand=geverifieerd", "?stand=te-controleren"] {
            let list = deliveries::deliveries(&reader, &deliveries::Filter::from_query(&query(text)).0).await.unwrap();
            let file = table::<Deliveries>(&reader, text).await;
            let sums = ["Te controleren", "Geverifieerd", "Teruggegeven"].map(|header| file.sum(header) as i64);
            assert_eq!((file.rows.len() as u64, (sums[0], sums[1], sums[2])), (list.total, list.sums), "{text}");
        }
        for text in ["", "?stand=open", "?gemeente=enschede", "?niveau=bo"] {
            let filter = app::bottlenecks::filter::Filter::from_query(&query(text)).0;
            let list = bottlenecks::list(&reader, &filter).await.unwrap();
            let file = table::<Bottlenecks>(&reader, text).await;
            let titles: Vec<String> = list.rows.iter().map(|row| row.title.clone()).collect();
            assert_eq!((file.rows.len() as u64, &file.texts("Knelpunt")[..titles.len()]), (list.total, &titles[..]));
        }
    }
    // The same list is not the same for all: who reads for Domijn sees less than an aanjager.
    let [staff, _, _, driver] = &readers(database).await[..] else { panic!("four readers") };
    assert!(table::<Commitments>(staff, "").await.rows.len() < table::<Commitments>(driver, "").await.rows.len());
});

on_both_databases!(what_is_invented_says_so_in_the_file, async |database| {
    demo(database).await;
    let reader = request_of(database, "Gemeente Almelo", Role::Driver).await;
    let list = table::<Commitments>(&reader, "").await;
    let marked = list.texts("Voorbeeld").iter().filter(|text| *text == "Ja").count() as u64;
    let invented = commitment::Entity::find().filter(commitment::Column::Example.eq(true));
    assert_eq!(marked, invented.count(&database.connection).await.unwrap());
    assert!(marked > 0 && marked < list.rows.len() as u64);
    // Of these the demo has invented ones only.
    for file in [
        table::<Projects>(&reader, "").await,
        table::<Bottlenecks>(&reader, "").await,
        table::<Documents>(&reader, "").await,
    ] {
        assert!(!file.rows.is_empty() && file.texts("Voorbeeld").iter().all(|text| text == "Ja"), "{file:?}");
    }
});

on_both_databases!(the_tables_hold_what_their_pages_show, async |database| {
    demo(database).await;
    let reader = request_of(database, "Domijn", Role::Staff).await;
    let (connection, visibility) = (reader.database(), &reader.visibility());

    let file = table::<Targets>(&reader, "").await;
    let all = target::Entity::find().count(&database.connection).await.unwrap();
    assert_eq!(file.texts("Aantal").iter().filter(|text| !text.is_empty()).count() as u64, all);
    // Also what is not divided yet, to be filled in.
    assert!(file.texts("Gemeente of regio").contains(&"Almelo".to_owned()) && file.rows.len() as u64 > all);
    let of_trend = table::<Targets>(&reader, "?scenario=trend&gemeente=almelo").await;
    assert!(of_trend.rows.len() >= 3 && of_trend.texts("Gemeente of regio").iter().all(|holder| holder == "Almelo"));

    let asked = Asked { scenario: Some("trend".to_owned()), ..Asked::default() };
    let detailed = app::targets::queries::overview(&reader, &asked).await.unwrap().balance.unwrap();
    let file = table::<BalanceTable>(&reader, "?scenario=trend").await;
    // Each holder has a line for each measure, and one for all of them.
    let measures = detailed.balance.measures;
    assert_eq!(file.rows.len(), (measures.len() + 1) * (1 + detailed.places.len()));
    let target = measures[0].tally.target.unwrap().to_string();
    assert_eq!((file.text(0, "Soort"), file.text(0, "Doel")), (measures[0].measure.name.clone(), target));

    let deadlines = app::deadlines::queries::matrix(connection, &reader).await.unwrap();
    let file = table::<Deadlines>(&reader, "").await;
    assert_eq!(file.rows.len(), deadlines.lines.len() * deadlines.places.len());
    let late: usize = deadlines.lines.iter().map(|line| line.behind.late.len()).sum();
    assert_eq!(file.texts("Stand").iter().filter(|text| *text == "Te laat").count(), late);
    let of_one = table::<Deadlines>(&reader, "?gemeente=almelo").await;
    assert_eq!(of_one.rows.len(), deadlines.lines.len());
    assert!(of_one.texts("Gemeente").iter().all(|place| place == "Almelo"));
    let organisations = app::organisations::queries::overview(connection, visibility).await.unwrap();
    let named: usize = organisations.groups.iter().map(|group| group.organisations.len()).sum();
    assert_eq!(table::<Organisations>(&reader, "").await.rows.len(), named);
    let documents = app::documents::queries::list(&reader).await.unwrap();
    assert_eq!(table::<Documents>(&reader, "").await.rows.len(), documents.rows.len());
    let years = app::allocations::queries::overview(&reader, &query("?jaar=2025")).await.unwrap();
    assert_eq!(table::<Allocations>(&reader, "?jaar=2025").await.sum("Totaal"), years.total);

    let year = reader.today().year();
    let matrix = app::white_spots::queries::matrix(connection, visibility, true, year).await.unwrap();
    let file = table::<WhiteSpots>(&reader, "?prioriteit=ja").await;
    assert_eq!((file.rows.len(), file.sum("Witte vlekken") as usize), (matrix.lines.len(), matrix.white()));
});

on_both_databases!(what_somebody_may_not_see_is_in_no_file, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let (place, mut content) = projects(&Region::of(database).await, 1).remove(0);
    content.parties = std::iter::once((PartyRole::HousingCorporation, driver.actor().organisation)).collect();
    content.confidentiality = Confidentiality::Private;
    let hidden = (place, content.clone());
    content.confidentiality = Confidentiality::Public;
    content.external_id = Some("P2".to_owned());
    (content.place, content.place_hidden) = (Some("Geheime laan 7".to_owned()), true);
    let ids = save(database, &driver, vec![hidden, (place, content)]).await;
    let builder = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    for id in &ids {
        let report = ReportForm {
            id: id.to_string(),
            seen: "0".to_owned(),
            kind: "geen".to_owned(),
            count: "2".to_owned(),
            delivered_on: "1-11-2026".to_owned(),
            address: "Geheime laan 7".to_owned(),
            explanation: "Meer dan gepland.".to_owned(),
            ..ReportForm::default()
        };
        crate::cast::went_on(app::deliveries::commands::report(&builder, &report, None).await.unwrap());
    }
    let other = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    assert_eq!(table::<Projects>(&other, "").await.texts("Id"), [ids[1].to_string()]);
    let file = table::<Deliveries>(&other, "").await;
    assert_eq!((file.rows.len(), file.text(0, "Adres").as_str(), file.sum("Aantal woningen")), (1, KEPT, 2));
    assert_eq!(file.cell(0, "Opgeleverd op"), &Cell::Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()));
    let file = table::<Deliveries>(&builder, "").await;
    assert_eq!(file.texts("Adres"), ["Geheime laan 7", "Geheime laan 7"]);
});

on_both_databases!(what_a_list_does_not_know_is_told_in_place_of_a_file, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    async fn unknown<L: Listed>(request: &Request, query: &str) -> Vec<String> {
        left_out::<L>(request, query).await.unknown
    }
    assert_eq!(unknown::<Projects>(&driver, "?gemeente=nergens&kleur=rood").await, ["kleur=rood", "gemeente=nergens"]);
    assert_eq!(unknown::<Commitments>(&driver, "?opgave=99").await, ["opgave=99"]);
    assert_eq!(unknown::<Deliveries>(&driver, "?stand=weg").await, ["stand=weg"]);
    assert_eq!(unknown::<Bottlenecks>(&driver, "?niveau=hoog").await, ["niveau=hoog"]);
    assert_eq!(unknown::<Targets>(&driver, "?scenario=ooit").await, ["scenario=ooit"]);
    assert_eq!(unknown::<BalanceTable>(&driver, "?gemeente=nergens").await, ["gemeente=nergens"]);
    assert_eq!(unknown::<WhiteSpots>(&driver, "?prioriteit=nee").await, ["prioriteit=nee"]);
    assert_eq!(left_out::<Projects>(&driver, "?zoek=a&zoek=b").await.repeated, ["zoek"]);
});

on_both_databases!(a_long_list_is_whole_and_in_order_and_asks_by_the_thousand, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let shapes = projects(&Region::of(database).await, 30);
    let many = |amount: usize| {
        let one = |number: usize| {
            let (place, mut content) = shapes[number % shapes.len()].clone();
            content.external_id = None;
            (place, content)
        };
        (0..amount).map(one).collect::<Vec<_>>()
    };
    let queries = Arc::new(AtomicUsize::new(0));
    let mut watched = driver.clone();
    let counter = Arc::clone(&queries);
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let mut asked = Vec::new();
    for more in [10, 990, 1_200] {
        save(database, &driver, many(more)).await;
        queries.store(0, Ordering::Relaxed);
        let file = table::<Projects>(&watched, "").await;
        asked.push(queries.load(Ordering::Relaxed));
        let ids = file.texts("Id");
        let once: std::collections::BTreeSet<&String> = ids.iter().collect();
        let total = projects_of::list(&driver, &Default::default()).await.unwrap().total;
        assert_eq!((ids.len() as u64, once.len() as u64), (total, total));
    }
    // For each page its projects and what belongs to them.
    assert_eq!((asked[0], asked[2] - asked[1]), (asked[1], 10), "{asked:?}");
});
