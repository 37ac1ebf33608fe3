//! Text that a program would calculate.

use app::exports::{Format, Projects};
use domain::organisations::Role;
use sheets::Cell;

use crate::cast::{region, request_of};
use crate::common::on_both_databases;
use crate::files::{FORMATS, Table, save, taken_out};
use crate::shapes::{Region, projects};

const TITLES: [&str; 5] = ["=HYPERLINK(\"http://x\")", "+1", "@x", "-2", "'=1+1"];

on_both_databases!(a_title_that_looks_like_a_formula_is_text, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let mut shapes = projects(&Region::of(database).await, TITLES.len());
    for ((_, content), title) in shapes.iter_mut().zip(TITLES) {
        content.name = title.to_owned();
        content.note = Some(title.to_owned());
        content.external_id = Some(title.to_owned());
    }
    save(database, &driver, shapes).await;
    for format in FORMATS {
        let bytes = taken_out::<Projects>(&driver, "", format).await;
        let table = Table::of(&bytes);
        for header in ["Naam", "Toelichting", "Kenmerk"] {
            let mut found: Vec<&Cell> = (0..TITLES.len()).map(|row| table.cell(row, header)).collect();
            found.sort_by_key(|cell| TITLES.iter().position(|title| *title == cell.text()));
            assert_eq!(found, TITLES.map(|title| Cell::Text(title.into())).iter().collect::<Vec<_>>(), "{format:?}");
        }
    }
    let csv = String::from_utf8(taken_out::<Projects>(&driver, "", Format::Csv).await).unwrap();
    for raw in ["\"'=HYPERLINK(\"\"http://x\"\")\"", "'+1", "'@x", "'-2", "''=1+1"] {
        assert_eq!(csv.matches(&format!(";{raw};")).count(), 2, "{raw} in {csv}");
    }
    let starts = csv.split(['\n', ';']).filter(|field| field.starts_with(['=', '+', '-', '@']));
    assert_eq!(starts.collect::<Vec<_>>(), Vec::<&str>::new());
});
