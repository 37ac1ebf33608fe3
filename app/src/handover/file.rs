//! The handover as a PDF, for one reader.

use super::document::document;
use super::filter::Filter;
use super::queries::page;
use crate::error::AppError;
use crate::exports::query_of;
use crate::request::Request;
use crate::typesetting::{Made, PdfFile, pdf};
use crate::ui::LeftOut;

/// What an address asks for, as this person may see it.
///
/// # Errors
/// When this person may not read the region, or the database fails.
pub async fn made(request: &Request, address: &str) -> Result<Made, AppError> {
    let (filter, mut left_out) = Filter::from_query(&query_of(address)?);
    let page = page(request, &filter).await?;
    left_out.unknown.extend(page.unknown.iter().cloned());
    if left_out != LeftOut::default() {
        return Ok(Made::LeftOut(left_out));
    }
    let name = format!("overdracht {} {}.pdf", page.whose(), request.today());
    Ok(Made::File(PdfFile { name, content: pdf(document(&page), request.now()).await? }))
}
