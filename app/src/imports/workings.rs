//! From a kept file to what its rows would do. The preview and the loading both come here, so that what is loaded is what was
//! shown.

use domain::imports::{Column, Kind, Line, Tally};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

use super::kinds::{Importable, Planned};
use super::records::Import;
use crate::error::AppError;
use crate::request::Request;

/// Runs the same for whatever kind a file holds.
macro_rules! of_kind {
    ($kind:expr, $name:ident => $run:expr) => {
        match $kind {
            domain::imports::Kind::Projects => {
                type $name = $crate::imports::kinds::projects::Projects;
                $run
            }
            domain::imports::Kind::Commitments => {
                type $name = $crate::imports::kinds::commitments::Commitments;
                $run
            }
            domain::imports::Kind::Deliveries => {
                type $name = $crate::imports::kinds::deliveries::Deliveries;
                $run
            }
            domain::imports::Kind::Targets => {
                type $name = $crate::imports::kinds::targets::Targets;
                $run
            }
        }
    };
}
pub(crate) use of_kind;

/// The columns of a kind, in this person's region.
pub async fn columns(request: &Request, kind: Kind) -> Result<Vec<Column>, AppError> {
    of_kind!(kind, K => <K as Importable>::columns(request).await)
}

/// What all rows of the file would do.
pub async fn plan<K: Importable, C: ConnectionTrait>(
    connection: &C,
    request: &Request,
    columns: &[Column],
    import: &Import,
) -> Result<Vec<Planned<K::Write>>, AppError> {
    K::plan(connection, request, columns, lines::<K, _>(connection, request, import).await?).await
}

/// What the rows of the file say.
pub async fn lines<K: Importable, C: ConnectionTrait>(
    connection: &C,
    request: &Request,
    import: &Import,
) -> Result<Vec<Line>, AppError> {
    let sheet = import.content.as_ref().and_then(|content| content.sheets.get(import.choices.sheet));
    Ok(match sheet {
        Some(sheet) => K::lines(connection, request, sheet, &import.choices).await?,
        None => vec![],
    })
}

pub fn tally<W>(planned: &[Planned<W>]) -> Tally {
    planned.iter().map(|one| &one.outcome).collect()
}

/// Sums up what was shown: the same again only when every row still does the same.
pub fn digest<W>(planned: &[Planned<W>]) -> String {
    let mut hasher = Sha256::new();
    for one in planned {
        hasher.update(format!("{} {:?}\n", one.row, one.outcome));
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
