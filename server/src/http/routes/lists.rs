//! The lists that can be taken out.

use std::sync::LazyLock;

use app::exports::{
    Allocations, BalanceTable, BehindNumber, Bottlenecks, Changes, Commitments, Deadlines, Decisions, Deliveries,
    Documents, Listed, Meetings, Organisations, Projects, Proposals, SuccessFactors, Targets, WhiteSpots,
};
use axum::routing::get;
use domain::policy::Access;

use super::{Download, Rule};
use crate::http::spreadsheets;

/// In both formats, for whoever sees the list itself: it holds what they may see.
pub fn lists() -> Vec<Download> {
    [
        of::<Commitments>(["/afspraken/uitvoer.xlsx", "/afspraken/uitvoer.csv"]),
        of::<Projects>(["/projecten/uitvoer.xlsx", "/projecten/uitvoer.csv"]),
        of::<Deliveries>(["/opleveringen/uitvoer.xlsx", "/opleveringen/uitvoer.csv"]),
        of::<Bottlenecks>(["/knelpunten/uitvoer.xlsx", "/knelpunten/uitvoer.csv"]),
        of::<Targets>(["/doelen/uitvoer.xlsx", "/doelen/uitvoer.csv"]),
        of::<BalanceTable>(["/doelen/balans.xlsx", "/doelen/balans.csv"]),
        of::<BehindNumber>(["/doelen/onderbouwing/uitvoer.xlsx", "/doelen/onderbouwing/uitvoer.csv"]),
        of::<Deadlines>(["/termijnen/uitvoer.xlsx", "/termijnen/uitvoer.csv"]),
        of::<SuccessFactors>(["/succesfactoren/uitvoer.xlsx", "/succesfactoren/uitvoer.csv"]),
        of::<Organisations>(["/organisaties/uitvoer.xlsx", "/organisaties/uitvoer.csv"]),
        of::<Documents>(["/documenten/uitvoer.xlsx", "/documenten/uitvoer.csv"]),
        of::<Allocations>(["/toewijzingen/uitvoer.xlsx", "/toewijzingen/uitvoer.csv"]),
        of::<Changes>(["/sinds/uitvoer.xlsx", "/sinds/uitvoer.csv"]),
        of::<Meetings>(["/overleggen/uitvoer.xlsx", "/overleggen/uitvoer.csv"]),
        of::<Decisions>(["/besluiten/uitvoer.xlsx", "/besluiten/uitvoer.csv"]),
        of::<Proposals>(["/voorstellen/uitvoer.xlsx", "/voorstellen/uitvoer.csv"]),
        of::<WhiteSpots>(["/witte-vlekken/uitvoer.xlsx", "/witte-vlekken/uitvoer.csv"]),
    ]
    .concat()
}

/// Whether a list is taken out at this address.
pub fn is_list(path: &str) -> bool {
    static PATHS: LazyLock<Vec<&'static str>> = LazyLock::new(|| lists().iter().map(|list| list.path).collect());
    PATHS.contains(&path)
}

fn of<L: Listed + 'static>(paths: [&'static str; 2]) -> [Download; 2] {
    paths.map(|path| Download {
        path,
        access: Access::Member,
        rule: Rule::Region,
        route: || get(spreadsheets::list::<L>),
    })
}
