//! The parts of the ZIP, as XML that is counted while it is inflated.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::limits::{Limits, MEGABYTE};
use crate::refused::Refused;

/// One tag, or the text between two. What a cell holds is at most 32.767 characters.
const EVENT_MAX: usize = MEGABYTE;
/// Excel needs about ten; the reader remembers the name of each.
const DEPTH_MAX: usize = 64;
/// How each part is announced in the directory at the end of a ZIP.
const ANNOUNCED: &[u8] = b"PK\x01\x02";

pub struct Package<'f> {
    zip: ZipArchive<Cursor<&'f [u8]>>,
    /// By name in small letters and with slashes, because programs differ in both.
    names: HashMap<String, usize>,
    left: u64,
    limits: Limits,
}

impl<'f> Package<'f> {
    pub fn open(file: &'f [u8], limits: &Limits) -> Result<Self, Refused> {
        let too_many = Refused::TooManyEntries { most: limits.entries };
        // The directory is read into memory before its entries can be counted. Ten times as many is room for a ZIP in it,
        // such as a document that was put in a sheet, which announces parts of its own.
        let announced = file.windows(ANNOUNCED.len()).filter(|window| *window == ANNOUNCED).count();
        if announced > limits.entries.saturating_mul(10) {
            return Err(too_many);
        }
        let mut zip = ZipArchive::new(Cursor::new(file)).map_err(|_| Refused::Damaged)?;
        if zip.len() > limits.entries {
            return Err(too_many);
        }
        let mut names = HashMap::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|_| Refused::Damaged)?;
            names.insert(key(&String::from_utf8_lossy(entry.name_raw())), index);
        }
        Ok(Self { zip, names, left: limits.inflated, limits: *limits })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Inflates parts to nowhere, so that a bomb is refused before any of it is kept.
    ///
    /// # Errors
    /// When they inflate to more than the limit, or are not whole.
    pub fn measure<'n>(&mut self, parts: impl Iterator<Item = &'n str>) -> Result<(), Refused> {
        let mut left = self.left;
        for name in parts {
            let index = self.names.get(&key(name)).ok_or(Refused::Damaged)?;
            let entry = self.zip.by_index(*index).map_err(|_| Refused::Damaged)?;
            let size =
                io::copy(&mut entry.take(left.saturating_add(1)), &mut io::sink()).map_err(|_| Refused::Damaged)?;
            left = left.checked_sub(size).ok_or(Refused::too_much(&self.limits))?;
        }
        Ok(())
    }

    /// # Errors
    /// When there is no such part, or it is packed in a way that Excel does not use.
    pub fn part(&mut self, name: &str) -> Result<Part<'_, 'f>, Refused> {
        let index = self.names.get(&key(name)).ok_or(Refused::Damaged)?;
        let entry = self.zip.by_index(*index).map_err(|_| Refused::Damaged)?;
        let counted =
            Counted { inner: BufReader::new(entry), left: &mut self.left, event_left: EVENT_MAX, is_over: false };
        let mut xml = Reader::from_reader(counted);
        xml.config_mut().expand_empty_elements = true;
        Ok(Part { xml, buffer: Vec::new(), depth: 0, has_root: false, limits: self.limits })
    }
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// One part. Its events come from [`Part::next`], the last is `Eof`.
pub struct Part<'p, 'f> {
    xml: Reader<Counted<'p, 'f>>,
    buffer: Vec<u8>,
    depth: usize,
    has_root: bool,
    limits: Limits,
}

impl Part<'_, '_> {
    /// # Errors
    /// When the file inflates to more than its limit, or this is no XML that Excel writes: a document type, a tag that is
    /// not closed, nothing at all.
    pub fn next(&mut self) -> Result<Event<'_>, Refused> {
        self.buffer.clear();
        self.xml.get_mut().event_left = EVENT_MAX;
        let event = match self.xml.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) if self.xml.get_ref().is_over => {
                return Err(Refused::too_much(&self.limits));
            }
            Err(_) => return Err(Refused::Damaged),
        };
        match &event {
            Event::Start(_) => {
                self.has_root = true;
                self.depth += 1;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(Refused::Damaged),
            Event::Eof if self.depth > 0 || !self.has_root => return Err(Refused::Damaged),
            _ => {}
        }
        if self.depth > DEPTH_MAX { Err(Refused::Damaged) } else { Ok(event) }
    }

    /// Adds the text up to the end of the element that has begun. `wanted` says whether it counts, given in which elements
    /// it stands, from outside to inside; none when it stands directly in the one that has begun.
    ///
    /// # Errors
    /// As those of [`Part::next`], and when it is longer than any text of Excel.
    pub fn text_into(&mut self, text: &mut String, wanted: fn(&[TextTag]) -> bool) -> Result<(), Refused> {
        let most = text.len() + EVENT_MAX;
        let mut inside = Vec::new();
        loop {
            match self.next()? {
                Event::Start(tag) => inside.push(TextTag::of(tag.local_name().as_ref())),
                Event::End(_) if inside.is_empty() => return Ok(()),
                Event::End(_) => {
                    inside.pop();
                }
                Event::Eof => return Err(Refused::Damaged),
                event if wanted(&inside) => add_text(text, &event)?,
                _ => {}
            }
            if text.len() > most {
                return Err(Refused::Damaged);
            }
        }
    }
}

fn add_text(text: &mut String, event: &Event<'_>) -> Result<(), Refused> {
    match event {
        Event::Text(found) => text.push_str(&found.xml10_content()),
        Event::CData(found) => text.push_str(&found.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| Refused::Damaged)? {
            Some(character) => text.push(character),
            None => text.push_str(quick_xml::escape::resolve_xml_entity(reference).ok_or(Refused::Damaged)?),
        },
        _ => {}
    }
    Ok(())
}

/// The elements in which the text of a cell is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTag {
    Text,
    /// How it is pronounced, in Japanese.
    Phonetic,
    Other,
}

impl TextTag {
    fn of(name: &str) -> Self {
        match name {
            "t" => Self::Text,
            "rPh" => Self::Phonetic,
            _ => Self::Other,
        }
    }
}

/// An attribute by its name without prefix.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refused> {
    // The check for doubles compares each with each, and a tag may have thousands.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refused::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| Refused::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// What is inflated, until the limit of the whole file, or that of one event.
struct Counted<'p, 'f> {
    inner: BufReader<ZipFile<'p, Cursor<&'f [u8]>>>,
    left: &'p mut u64,
    event_left: usize,
    is_over: bool,
}

impl Counted<'_, '_> {
    fn room(&self) -> usize {
        usize::try_from(*self.left).unwrap_or(usize::MAX).min(self.event_left)
    }
}

impl BufRead for Counted<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let room = self.room();
        let found = self.inner.fill_buf()?;
        if room == 0 && !found.is_empty() {
            self.is_over = *self.left == 0;
            return Err(io::Error::other("more than the limit"));
        }
        Ok(&found[..found.len().min(room)])
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
        *self.left = self.left.saturating_sub(count as u64);
        self.event_left = self.event_left.saturating_sub(count);
    }
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut found = self.fill_buf()?;
        let count = found.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
