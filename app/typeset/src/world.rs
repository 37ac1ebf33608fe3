//! What typst may know: the templates, the data and the fonts. There are no files, no packages and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts;

/// What the templates have in common.
const SHARED: &str = "shared.typ";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// In memory once: the sources of all documents.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let texts = [
        (SHARED, include_str!("shared.typ")),
        (Template::Pack.file(), include_str!("pack.typ")),
        (Template::Handover.file(), include_str!("handover.typ")),
    ];
    texts.into_iter().filter_map(|(path, text)| Some(Source::new(id(path)?, text.to_owned()))).collect()
});

/// How a document is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Pack,
    Handover,
}

impl Template {
    const fn file(self) -> &'static str {
        match self {
            Self::Pack => "pack.typ",
            Self::Handover => "handover.typ",
        }
    }
}

fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

pub struct TheWorld {
    template: Template,
    data: Bytes,
}

impl TheWorld {
    pub fn new(template: Template, data: Vec<u8>) -> Self {
        Self { template, data: Bytes::new(data) }
    }
}

impl World for TheWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        id(self.template.file()).unwrap_or_else(|| Source::detached("").id())
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, file: FileId) -> FileResult<Bytes> {
        if id("data.json") == Some(file) { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
