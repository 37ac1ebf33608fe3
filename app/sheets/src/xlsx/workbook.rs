//! Which sheets there are, and in which parts everything is.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::package::{Package, Part, attribute};
use crate::limits::Limits;
use crate::refused::Refused;

/// What says which part is the document.
const ROOT: &str = "_rels/.rels";

pub struct Book {
    /// Those that are visible, in order.
    pub sheets: Vec<Listed>,
    pub strings: Option<String>,
    pub styles: Option<String>,
    pub since_1904: bool,
}

pub struct Listed {
    pub name: String,
    pub part: String,
}

/// What a part refers to.
struct Relation {
    id: String,
    /// The last word of its type: `worksheet`.
    kind: String,
    part: String,
}

pub fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Book, Refused> {
    let main = main_part(package, limits)?;
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations_part = format!("{folder}/_rels/{name}.rels");
    package.measure([main.as_str(), relations_part.as_str()].into_iter())?;
    let relations = relations(&mut package.part(&relations_part)?, folder, limits)?;
    let of_kind = |kind: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.part.clone());
        found.filter(|part| package.has(part))
    };
    let (strings, styles) = (of_kind("sharedStrings"), of_kind("styles"));
    let (listed, since_1904) = listed(&mut package.part(&main)?, limits)?;
    let by_id: HashMap<&str, &Relation> = relations.iter().map(|relation| (relation.id.as_str(), relation)).collect();
    let mut sheets = Vec::new();
    for (name, id) in listed {
        let relation = by_id.get(id.as_str()).ok_or(Refused::Damaged)?;
        // A sheet may also be one chart, or a dialogue of Excel 5.
        if relation.kind == "worksheet" {
            sheets.push(Listed { name, part: relation.part.clone() });
        }
    }
    Ok(Book { sheets, strings, styles, since_1904 })
}

/// The workbook, or what this ZIP is instead.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, Refused> {
    if package.has("xl/workbook.bin") {
        return Err(Refused::OldExcel);
    }
    if package.has("content.xml") && package.has("META-INF/manifest.xml") {
        return Err(Refused::OpenDocument);
    }
    if !package.has(ROOT) {
        return Err(Refused::NotASpreadsheet);
    }
    package.measure(std::iter::once(ROOT))?;
    let relations = relations(&mut package.part(ROOT)?, "", limits)?;
    let main =
        relations.into_iter().find(|relation| relation.kind == "officeDocument").ok_or(Refused::NotASpreadsheet)?;
    // Word and PowerPoint keep their documents the same way.
    if main.part.starts_with("word/") || main.part.starts_with("ppt/") {
        return Err(Refused::NotASpreadsheet);
    }
    Ok(main.part)
}

/// Those to parts of this file; links to elsewhere are left out.
fn relations(part: &mut Part<'_, '_>, folder: &str, limits: &Limits) -> Result<Vec<Relation>, Refused> {
    let mut relations = Vec::new();
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                if attribute(&tag, "TargetMode")?.as_deref() == Some("External") {
                    continue;
                }
                let values = (attribute(&tag, "Id")?, attribute(&tag, "Type")?, attribute(&tag, "Target")?);
                let (Some(id), Some(kind), Some(target)) = values else { continue };
                if relations.len() == limits.entries {
                    return Err(Refused::TooManyEntries { most: limits.entries });
                }
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id, kind, part: resolved(folder, &target) });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part, from the folder of the part that refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name and the relation of each visible sheet, and whether days are counted from 1904.
fn listed(part: &mut Part<'_, '_>, limits: &Limits) -> Result<(Vec<(String, String)>, bool), Refused> {
    let mut sheets = Vec::new();
    let mut since_1904 = false;
    let mut in_sheets = false;
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "sheets" => in_sheets = true,
                "sheet" if in_sheets => {
                    let is_visible = attribute(&tag, "state")?.is_none_or(|state| state == "visible");
                    let id = attribute(&tag, "id")?.ok_or(Refused::Damaged)?;
                    if sheets.len() == limits.entries {
                        return Err(Refused::TooManyEntries { most: limits.entries });
                    }
                    if is_visible {
                        sheets.push((attribute(&tag, "name")?.unwrap_or_default(), id));
                    }
                }
                "workbookPr" => {
                    if let Some(value) = attribute(&tag, "date1904")? {
                        since_1904 = matches!(value.as_str(), "1" | "true" | "on");
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "sheets" => in_sheets = false,
            Event::Eof => return Ok((sheets, since_1904)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_where_it_is_named() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "..\\other\\./sheet1.xml", "other/sheet1.xml"),
            ("", "../../xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}
