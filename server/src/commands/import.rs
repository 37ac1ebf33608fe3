//! `import KIND FILE --as EMAIL [--dry-run]`

use std::path::Path;
use std::sync::Arc;

use app::auth::accounts::{current_user, find_by_address};
use app::document::Assets;
use app::files::store::Nowhere;
use app::files::upload::{Content, Upload};
use app::imports::commands::{keep, load, prepare, read};
use app::imports::form::LoadForm;
use app::imports::queries::{PreviewPage, preview_of};
use app::mail::Mailing;
use app::request::{AppState, Clock, Request};
use app::ui::form::FormReply;
use domain::imports::Tally;
use domain::policy::may_import;

use super::{CommandError, open, say};
use crate::cli::ImportFile;

/// Loads the right rows of a file as the page does, on behalf of an account: it may do what that account may.
pub async fn run(arguments: ImportFile, clock: Clock) -> Result<(), CommandError> {
    let ImportFile { database, kind, file, account, dry_run } = arguments;
    let content = std::fs::read(&file).map_err(|source| CommandError::Read { file: file.clone(), source })?;
    let request = request_of(&database.database, &account, clock).await?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let upload = Upload { name, content: Content::Whole(Arc::new(content)) };
    let (name, content) = read(upload).await?.map_err(|problem| refused(&file, problem.message))?;
    let (import, _) = prepare(&request, kind, name, content).await?;
    let row = import.row.clone();
    let page = preview_of(&request, import).await?;
    if !page.missing.is_empty() {
        let missing = format!("it has no column {}", page.missing.join(", no column "));
        return Err(refused(&file, missing));
    }
    say(&told(&page));
    if !dry_run && page.tally.to_load() > 0 {
        let form = LoadForm { id: row.id.to_string(), seen: page.digest.clone() };
        keep(&request, row).await?;
        if let FormReply::Rejected(rejection) = load(&request, &form).await? {
            let messages: Vec<String> = rejection.problems.into_iter().map(|problem| problem.message).collect();
            return Err(refused(&file, messages.join("; ")));
        }
        say("Loaded. It can be undone on the page Invoer, by the same account.");
    }
    if page.tally.wrong > 0 { Err(CommandError::WrongRows(page.tally.wrong)) } else { Ok(()) }
}

fn refused(file: &Path, reason: String) -> CommandError {
    CommandError::Import { file: file.to_owned(), reason }
}

async fn request_of(url: &str, account: &str, clock: Clock) -> Result<Request, CommandError> {
    let database = open(url).await?;
    let address = account.trim().to_lowercase();
    let found = find_by_address(&database, &address).await?.ok_or_else(|| CommandError::NoAccount(address.clone()))?;
    let user =
        current_user(&database, found.id, false).await?.ok_or_else(|| CommandError::NoAccount(address.clone()))?;
    if !may_import(&user.visitor.actor) {
        return Err(CommandError::MayNotImport(address));
    }
    let state = AppState {
        database,
        clock,
        assets: Arc::new(Assets::default()),
        files: Arc::new(Nowhere),
        demo_logins: None,
        mailing: Arc::new(Mailing::none("http://127.0.0.1")),
    };
    Ok(Request { state, user })
}

/// The figures, and each wrong row in the words of the screen.
fn told(page: &PreviewPage) -> String {
    let Tally { new, changed, unchanged, wrong } = page.tally;
    let mut lines = vec![format!("{new} new, {changed} changed, {unchanged} unchanged, {wrong} wrong")];
    for row in &page.rows {
        for cell in &row.wrong {
            let place =
                if cell.place.is_empty() { String::new() } else { format!(" {} ‘{}’", cell.place, cell.value) };
            lines.push(format!("row {}{place}: {}", row.row, cell.message));
        }
    }
    lines.join("\n")
}
