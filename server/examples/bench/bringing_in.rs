//! What loading a spreadsheet costs, beside what Python's openpyxl takes to merely read it.

use std::path::{Path, PathBuf};
use std::process::Command;

use app::projects::names::Names;
use app::regions::entity::region;
use app::storage::connect;
use sea_orm::EntityTrait;
use sheets::{Column, Format, Kind, Value, Writer};

use crate::data::make_demo;
use crate::growth::NewDatabase;
use crate::processes::{ScratchFolder, finish, server_program};
use crate::report::ImportFigures;
use crate::{Result, say};

pub const ROWS: usize = 10_000;

/// Reads every cell, as any script would; the second way keeps no workbook.
const READ: [(&str, &str); 2] = [
    (
        "openpyxl reads",
        "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1])\n\
         print(sum(1 for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None))",
    ),
    (
        "openpyxl reads, read_only",
        "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1], read_only=True)\n\
         print(sum(1 for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None))",
    ),
];

/// The preview, the load, and the preview of the same file again, on each database; and openpyxl last, where Python is.
pub async fn measure(folder: &ScratchFolder, postgres: Option<&str>, rounds: usize) -> Result<Vec<ImportFigures>> {
    let file = folder.path().join("projecten.xlsx");
    let mut figures = Vec::new();
    for round in 0..rounds.max(1) {
        let url = format!("sqlite://{}", folder.path().join(format!("import-{round}.db")).display());
        figures.extend(load("SQLite", &url, &file).await?);
        if let Some(address) = postgres {
            let database = NewDatabase::on(address, "import").await?;
            let loaded = load("PostgreSQL", &database.url, &file).await;
            database.drop().await?;
            figures.extend(loaded?);
        }
    }
    match python(folder.path()) {
        Ok(python) => {
            for _ in 0..rounds.max(1) {
                for (what, script) in READ {
                    let mut command = Command::new(&python);
                    command.args(["-c", script]).arg(&file);
                    figures.push(ImportFigures { what: what.to_owned(), done: finish(command).await? });
                }
            }
        }
        Err(error) => say(&format!("Not compared with openpyxl: {error}")),
    }
    Ok(figures)
}

async fn load(engine: &str, url: &str, file: &Path) -> Result<Vec<ImportFigures>> {
    say(&format!("Loading {ROWS} projects on {engine}…"));
    let login = make_demo(url).await?;
    if !file.exists() {
        write(url, file).await?;
    }
    let steps = [
        ("preview", Some("--dry-run"), format!("{ROWS} new, 0 changed, 0 unchanged, 0 wrong")),
        ("preview and load", None, format!("{ROWS} new, 0 changed, 0 unchanged, 0 wrong")),
        ("preview, all there", Some("--dry-run"), format!("0 new, 0 changed, {ROWS} unchanged, 0 wrong")),
    ];
    let mut figures = Vec::new();
    for (what, more, told) in steps {
        let mut command = Command::new(server_program()?);
        command.args(["import", "projecten"]).arg(file).args(["--as", &login.email, "--database", url]).args(more);
        let done = finish(command).await?;
        if !done.output.contains(&told) {
            return Err(format!("the import said: {}", done.output).into());
        }
        figures.push(ImportFigures { what: format!("{engine}: {what}"), done });
    }
    Ok(figures)
}

/// Projects as the template asks for them, over all gemeenten of the demo.
async fn write(url: &str, file: &Path) -> Result<()> {
    let database = connect(url).await?;
    #[expect(clippy::disallowed_methods, reason = "the demo has one region")]
    let region = region::Entity::find().one(&database).await?.ok_or("the demo has no region")?.id;
    let names = Names::of_region(&database, region).await?;
    database.close().await?;
    let headers = [
        "Kenmerk",
        "Naam",
        "Gemeente",
        "Plaats",
        "Vertrouwelijkheid",
        "Toelichting",
        "Status",
        "Planstatus",
        "Oplevering",
        "Te bouwen",
        "Te slopen",
        "Eigendom",
        "Bouwwijze",
        "Start fase 2 Initiatief",
        "Start fase 4 Ontwerp",
        "Corporatie",
    ];
    let measures = names.measures.iter().map(|(_, name)| name.as_str());
    let columns: Vec<Column> = headers.into_iter().chain(measures).map(|name| Column::new(name, Kind::Text)).collect();
    let places: Vec<&str> = names.municipalities.values().map(String::as_str).collect();
    let mut writer = Writer::new(Format::Xlsx, "Projecten", &columns)?;
    for number in 0..ROWS {
        writer.row(&row(number, &places, names.measures.len()))?;
    }
    std::io::copy(&mut writer.finish()?, &mut std::fs::File::create(file)?)?;
    Ok(())
}

fn row(number: usize, places: &[&str], measures: usize) -> Vec<Value<'static>> {
    let text = |text: String| Value::Text(text.into());
    let pick = |from: &[&'static str]| Value::Text(from[number % from.len()].into());
    let dwellings = |count: usize| Value::Whole(i64::try_from(count).unwrap_or_default());
    let mut row = vec![
        text(format!("B-{number:05}")),
        text(format!("Hof {number} aan de singel")),
        text(places[number % places.len()].to_owned()),
        text(format!("Wijk {}", 1 + number % 40)),
        pick(&["Openbaar", "Extern regionaal", "Intern ambtelijk"]),
        text(format!("De gemeente en de corporatie bespreken de planning van hof {number} elk kwartaal.")),
        pick(&["Actief", "Nieuw"]),
        pick(&["1a Onherroepelijk", "2a Vastgesteld", "3 In voorbereiding", "4a Opgenomen in de visie"]),
        pick(&["2028", "Q3 2027", "1-7-2029", "1e helft 2030"]),
        dwellings(30 + measures * (1 + number % 20)),
        dwellings(number % 5),
        pick(&["Sociale huur", "Middenhuur", "Koop"]),
        pick(&["Nieuwbouw", "Transformatie"]),
        text(format!("{}-3-2024", 1 + number % 28)),
        text(format!("{}-9-2025", 1 + number % 28)),
        text("Domijn".to_owned()),
    ];
    row.extend((0..measures).map(|_| dwellings(1 + number % 20)));
    row
}

/// A Python of its own, with openpyxl.
fn python(folder: &Path) -> Result<PathBuf> {
    let place = folder.join("python");
    say("Making a Python with openpyxl…");
    let quietly = |command: &mut Command| -> Result<()> {
        let output = command.output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into())
    };
    quietly(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    let python = place.join("bin/python");
    quietly(Command::new(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "openpyxl",
    ]))?;
    Ok(python)
}
