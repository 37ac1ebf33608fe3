//! The cells of one sheet, one by one.

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::merged::{Area, cover, place};
use super::moment;
use super::package::{Part, TextTag, attribute};
use super::strings::{Strings, is_shown, plain};
use super::styles::Shown;
use crate::cell::{COLUMNS_MAX, Cell, NO_RESULT, ROWS_MAX, Row, cell_name, column_name};
use crate::limits::Limits;
use crate::refused::Refused;

/// What the sheets of a workbook share.
pub struct Context<'a> {
    pub strings: &'a Strings,
    pub formats: &'a [Shown],
    pub since_1904: bool,
    pub limits: &'a Limits,
}

/// What is left of the limits, for this sheet and those after it.
pub struct Room {
    pub rows: usize,
    /// Bytes.
    pub text: u64,
}

/// # Errors
/// What does not fit, with its cell; for what cannot be read, the last cell that could.
pub fn read(part: &mut Part<'_, '_>, sheet: &str, context: &Context<'_>, room: &mut Room) -> Result<Vec<Row>, Refused> {
    let mut reading = Reading { sheet, context, room, rows: Vec::new(), areas: Vec::new(), at: (1, 0), last: None };
    let result = reading.all(part);
    let last = reading.last.map(|(row, column)| cell_name(row, column));
    match result {
        Ok(()) => Ok(reading.rows),
        Err(Refused::Damaged) => Err(Refused::DamagedSheet { sheet: sheet.to_owned(), cell: last }),
        Err(refused) => Err(refused),
    }
}

struct Reading<'a> {
    sheet: &'a str,
    context: &'a Context<'a>,
    room: &'a mut Room,
    rows: Vec<Row>,
    areas: Vec<Area>,
    /// Where the next cell is that does not say it.
    at: (u32, usize),
    last: Option<(u32, usize)>,
}

/// What the tag of a cell says.
struct Tag {
    kind: Kind,
    shown: Shown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    Error,
    Day,
}

impl Reading<'_> {
    fn all(&mut self, part: &mut Part<'_, '_>) -> Result<(), Refused> {
        let mut in_data = false;
        let mut value = String::new();
        loop {
            match part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sheetData" => in_data = true,
                    "row" if in_data => self.begin_row(&tag)?,
                    "c" if in_data => {
                        let tag = self.begin_cell(&tag)?;
                        let cell = self.cell(part, &tag, &mut value)?;
                        self.put(cell)?;
                    }
                    "mergeCell" => {
                        let area = attribute(&tag, "ref")?;
                        self.areas.push(area.as_deref().and_then(Area::parse).ok_or(Refused::Damaged)?);
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "sheetData" => in_data = false,
                    "row" if in_data => self.at = (self.at.0 + 1, 0),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        self.sort()?;
        cover(&mut self.rows, &self.areas, self.context.limits)
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) -> Result<(), Refused> {
        let number = match attribute(tag, "r")? {
            Some(number) => number.parse().map_err(|_| Refused::Damaged)?,
            None => self.at.0,
        };
        self.at = (number, 0);
        if (1..=ROWS_MAX).contains(&number) { Ok(()) } else { Err(Refused::Damaged) }
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<Tag, Refused> {
        if let Some(name) = attribute(tag, "r")? {
            self.at = place(&name).ok_or(Refused::Damaged)?;
        }
        let kind = match attribute(tag, "t")?.as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("str" | "inlineStr") => Kind::Text,
            Some("b") => Kind::Flag,
            Some("e") => Kind::Error,
            Some("d") => Kind::Day,
            Some(_) => return Err(Refused::Damaged),
        };
        let style: usize = match attribute(tag, "s")? {
            Some(style) => style.parse().map_err(|_| Refused::Damaged)?,
            None => 0,
        };
        Ok(Tag { kind, shown: self.context.formats.get(style).copied().unwrap_or(Shown::Number) })
    }

    /// `text` is only room that is used again.
    fn cell(&self, part: &mut Part<'_, '_>, tag: &Tag, text: &mut String) -> Result<Cell, Refused> {
        text.clear();
        let (mut is_formula, mut depth) = (false, 0);
        loop {
            match part.next()? {
                Event::Start(found) => match found.local_name().as_ref() {
                    "v" if tag.kind != Kind::Text || text.is_empty() => {
                        part.text_into(text, |inside| inside.is_empty())?
                    }
                    "is" => part.text_into(text, is_shown)?,
                    "f" => {
                        is_formula = true;
                        part.text_into(&mut String::new(), nothing)?;
                    }
                    _ => depth += 1,
                },
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Refused::Damaged),
                _ => {}
            }
        }
        match (text.is_empty(), is_formula) {
            (true, true) if tag.kind != Kind::Text => Ok(Cell::Error(NO_RESULT.into())),
            (true, _) => Ok(Cell::Empty),
            (false, _) => self.valued(tag, text),
        }
    }

    fn valued(&self, tag: &Tag, text: &str) -> Result<Cell, Refused> {
        let trimmed = text.trim_ascii();
        Ok(match tag.kind {
            Kind::Text => Cell::of_text(&plain(text)),
            Kind::Shared => {
                let index = trimmed.parse().map_err(|_| Refused::Damaged)?;
                Cell::of_text(&plain(self.context.strings.get(index).ok_or(Refused::Damaged)?))
            }
            Kind::Flag => Cell::Flag(matches!(trimmed, "1" | "true")),
            Kind::Error => Cell::Error(trimmed.into()),
            // As ISO writes it; the time of the day comes after ten characters.
            Kind::Day => match trimmed.get(..10).unwrap_or(trimmed).parse::<NaiveDate>() {
                Ok(day) => Cell::Day(day),
                Err(_) => Cell::of_text(trimmed),
            },
            Kind::Number => {
                let number: f64 = trimmed.parse().map_err(|_| Refused::Damaged)?;
                if !number.is_finite() {
                    return Err(Refused::Damaged);
                }
                moment::cell(number, tag.shown, self.context.since_1904)
            }
        })
    }

    fn put(&mut self, cell: Cell) -> Result<(), Refused> {
        let (number, column) = self.at;
        self.last = Some(self.at);
        self.at.1 = column + 1;
        if number > ROWS_MAX || column >= COLUMNS_MAX {
            return Err(Refused::Damaged);
        }
        if cell.is_empty() {
            return Ok(());
        }
        let limits = self.context.limits;
        if column >= limits.columns {
            return Err(Refused::TooManyColumns {
                sheet: self.sheet.to_owned(),
                cell: cell_name(number, column),
                last: column_name(limits.columns.saturating_sub(1)),
            });
        }
        if let Cell::Text(text) | Cell::Error(text) = &cell {
            let too_much = Refused::too_much(limits);
            self.room.text = self.room.text.checked_sub(text.len() as u64).ok_or(too_much)?;
        }
        let cells = self.row(number)?;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    /// The cells of a row, which is new unless it is the last.
    fn row(&mut self, number: u32) -> Result<&mut Vec<Cell>, Refused> {
        if self.rows.last().is_none_or(|row| row.number != number) {
            let most = self.context.limits.rows;
            let too_many = Refused::TooManyRows { sheet: self.sheet.to_owned(), row: number, most };
            self.room.rows = self.room.rows.checked_sub(1).ok_or(too_many)?;
            self.rows.push(Row { number, cells: Vec::new() });
        }
        self.rows.last_mut().map(|row| &mut row.cells).ok_or(Refused::Damaged)
    }

    /// Excel writes rows from top to bottom; a program may not. A row in two pieces is no sheet.
    fn sort(&mut self) -> Result<(), Refused> {
        self.rows.sort_by_key(|row| row.number);
        let is_double = self.rows.windows(2).any(|pair| pair[0].number == pair[1].number);
        if is_double { Err(Refused::Damaged) } else { Ok(()) }
    }
}

fn nothing(_inside: &[TextTag]) -> bool {
    false
}
