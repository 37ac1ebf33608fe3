//! The pack as a PDF, for one reader.

use uuid::Uuid;

use super::document::document;
use super::file_name;
use super::filter::Filter;
use super::queries::whole;
use crate::error::AppError;
use crate::exports::query_of;
use crate::request::Request;
use crate::typesetting::{Made, PdfFile, pdf};
use crate::ui::LeftOut;

/// What an address asks for, as this person may see it. Of what was frozen it is the same file whenever it is made.
///
/// # Errors
/// `NotFound` when the meeting does not exist for this person; when the database fails.
pub async fn made(request: &Request, meeting: Uuid, address: &str) -> Result<Made, AppError> {
    let (filter, mut left_out) = Filter::from_query(&query_of(address)?);
    let whole = whole(request, meeting, &filter).await?;
    left_out.unknown.extend(whole.page.unknown.iter().cloned());
    if left_out != LeftOut::default() {
        return Ok(Made::LeftOut(left_out));
    }
    let name = file_name(&whole, "pdf");
    Ok(Made::File(PdfFile { name, content: pdf(document(&whole), whole.at).await? }))
}
