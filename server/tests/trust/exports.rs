//! Lists that are taken out: what a browser is told of the file, and what it gets when there is none.

use axum::http::StatusCode;
use server::http::routes;

use crate::common::on_sqlite;
use crate::world::{Answer, DRIVER, World};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

fn lists() -> Vec<&'static str> {
    let paths = routes::downloads().into_iter().map(|download| download.path);
    paths.filter(|path| !path.contains('{') && (path.ends_with(".xlsx") || path.ends_with(".csv"))).collect()
}

fn is_file(path: &str, answer: &Answer) {
    let (kind, begins) = if path.contains(".xlsx") { (XLSX, "PK") } else { (CSV, "\u{feff}") };
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{path}");
    let disposition = answer.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"") && disposition.contains("-2033-05-18."),
        "{disposition}"
    );
    assert_eq!((answer.header("x-content-type-options"), answer.header("cache-control")), ("nosniff", "no-store"));
    assert!(answer.body.starts_with(begins), "{path}");
}

#[tokio::test]
async fn every_list_is_a_file_for_who_is_logged_in() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut member = world.logged_in(DRIVER).await;
        let mut nobody = world.browser();
        let lists = lists();
        assert_eq!(lists.len(), 34);
        for path in lists {
            is_file(path, &member.get(path).await);
            let answer = nobody.get(path).await;
            assert!(answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/inloggen"), "{path}");
        }
        let named = member.get("/projecten/uitvoer.csv?status=actief&zoek=&pagina=7").await;
        is_file("/projecten/uitvoer.csv", &named);
        let name =
            "attachment; filename=\"projecten-2033-05-18.csv\"; filename*=UTF-8''projecten%2D2033%2D05%2D18%2Ecsv";
        assert_eq!(named.header("content-disposition"), name);
    })
    .await;
}

#[tokio::test]
async fn what_the_list_does_not_know_is_a_page_that_says_so() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut member = world.logged_in(DRIVER).await;
        for (path, unknown) in [
            ("/projecten/uitvoer.xlsx?gemeente=nergens", "gemeente=nergens"),
            ("/afspraken/uitvoer.csv?status=klaar", "status=klaar"),
            ("/opleveringen/uitvoer.xlsx?kleur=rood", "kleur=rood"),
            ("/knelpunten/uitvoer.xlsx?niveau=hoog", "niveau=hoog"),
            ("/doelen/balans.xlsx?scenario=ooit", "scenario=ooit"),
            ("/witte-vlekken/uitvoer.xlsx?prioriteit=nee", "prioriteit=nee"),
            ("/toewijzingen/uitvoer.csv?jaar=ooit", "jaar=ooit"),
            ("/overleggen/uitvoer.xlsx?stand=ooit", "stand=ooit"),
            ("/besluiten/uitvoer.csv?stand=ooit", "stand=ooit"),
            ("/voorstellen/uitvoer.csv?stand=ooit", "stand=ooit"),
        ] {
            let answer = member.get(path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(answer.header("content-type").starts_with("text/html"), "{path}");
            assert!(answer.body.contains(unknown) && answer.body.contains("Er is niets gedownload"), "{path}");
            // As the list itself answers.
            let of_list = path.replace("/uitvoer.xlsx", "").replace("/uitvoer.csv", "").replace("/balans.xlsx", "");
            assert_eq!(member.get(&of_list).await.status, StatusCode::BAD_REQUEST, "{of_list}");
        }
        for path in ["/projecten/uitvoer.pdf", "/projecten/uitvoer", "/gemeenten/uitvoer.xlsx"] {
            assert_eq!(member.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let posted = member.post("/projecten/uitvoer.xlsx", &[("form[id]", "1")]).await;
        assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    })
    .await;
}

#[tokio::test]
async fn every_list_links_to_its_files_with_the_filter_that_one_looks_at() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut member = world.logged_in(DRIVER).await;
        for (page, query) in [
            ("/afspraken", "?status=concept"),
            ("/projecten", "?gemeente=oosterzijl&status=actief"),
            ("/opleveringen", "?gemeente=oosterzijl"),
            ("/knelpunten", "?stand=open"),
            ("/doelen", "?scenario=hoog"),
            ("/toewijzingen", "?jaar=2031"),
            ("/witte-vlekken", "?prioriteit=ja"),
            ("/termijnen", ""),
            ("/succesfactoren", ""),
            ("/overleggen", "?stand=gehouden"),
            ("/besluiten", "?stand=open"),
            ("/voorstellen", "?stand=concept"),
            ("/organisaties", ""),
            ("/documenten", ""),
        ] {
            let shown = member.get(&format!("{page}{query}")).await;
            assert_eq!(shown.status, StatusCode::OK, "{page}{query}");
            for file in ["uitvoer.xlsx", "uitvoer.csv"] {
                let link = format!("href=\"{page}/{file}{}\"", query.replace('&', "&amp;"));
                assert!(shown.body.contains(&link), "{link}");
            }
        }
        let targets = member.get("/doelen?scenario=hoog").await;
        assert!(targets.body.contains("href=\"/doelen/balans.xlsx?scenario=hoog\""));
        let second = member.get("/afspraken?pagina=1&status=concept").await;
        assert!(second.body.contains("href=\"/afspraken/uitvoer.csv?status=concept\""));
    })
    .await;
}
