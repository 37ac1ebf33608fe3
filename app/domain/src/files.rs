//! Files that prove something (bewijs): which are taken, and whether one is what its name says.

mod content;

use crate::coded_enum;
use crate::text::{check_line, check_text, has_words};
use crate::{Problem, dutch};

use content::{Found, recognise};

const MEGABYTE: usize = 1024 * 1024;
pub const SIZE_MAX: usize = 10 * MEGABYTE;
/// More than this is an archive of its own.
pub const FILES_MAX: usize = 100;
pub const NAME_MAX: usize = 200;
pub const NOTE_MAX: usize = 500;
pub const REASON_MAX: usize = 2_000;

coded_enum! {
    /// What is taken. The code is also how its name ends.
    FileKind {
        Pdf = "pdf", "PDF";
        Png = "png", "PNG";
        Jpeg = "jpg", "JPEG";
        Webp = "webp", "WebP";
        Docx = "docx", "DOCX";
        Xlsx = "xlsx", "XLSX";
        Odt = "odt", "ODT";
        Ods = "ods", "ODS";
        Text = "txt", "TXT";
        Csv = "csv", "CSV";
    }
}

impl FileKind {
    /// What a name promises; none when its ending is not one of those that are taken.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.trim_end().rsplit_once('.')?;
        let ending = ending.to_lowercase();
        match ending.as_str() {
            "jpeg" => Some(Self::Jpeg),
            code => code.parse().ok(),
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Has no marks by which its content is known.
    const fn is_plain_text(self) -> bool {
        matches!(self, Self::Text | Self::Csv)
    }
}

/// What a form says of the files that are taken.
pub const TAKEN: &str = "PDF, PNG, JPEG, WebP, DOCX, XLSX, ODT, ODS, TXT of CSV, ten hoogste 10 MB.";

/// The kind of a file with this name and content, when it is one that is taken.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn check_file(name: &str, content: &[u8]) -> Result<FileKind, Problem> {
    check_name(name)?;
    if content.len() > SIZE_MAX {
        return Err(too_large(content.len() as u64));
    }
    let Some(claimed) = FileKind::of_name(name) else {
        return wrong(format!(
            "Dit soort bestand nemen wij niet aan. Kies een bestand van een van deze soorten: {TAKEN}"
        ));
    };
    if content.is_empty() {
        return wrong("Dit bestand is leeg. Kies een bestand waar iets in staat.");
    }
    if claimed.is_plain_text() && says_nothing(content) {
        let message = "In dit bestand staat zo goed als niets. Kies een bestand waar iets in staat, of schrijf het op bij de toelichting.";
        return wrong(message);
    }
    match recognise(content) {
        Found::Kind(found) if found == claimed => Ok(claimed),
        Found::PlainText if claimed.is_plain_text() => Ok(claimed),
        Found::WithMacros => wrong("Dit bestand bevat macro’s. Bewaar het zonder macro’s en kies het opnieuw."),
        Found::Kind(found) => wrong(format!(
            "De naam van dit bestand eindigt als een {}, maar de inhoud is een {}. Laat de naam eindigen op .{}, of bewaar het \
             opnieuw als {}.",
            claimed.label(),
            found.label(),
            found.code(),
            claimed.label(),
        )),
        Found::Markup => {
            wrong("De inhoud van dit bestand is een webpagina of tekening. Bewaar het als PDF en kies dat.")
        }
        Found::PlainText | Found::Nothing if claimed.is_plain_text() => wrong(
            "De inhoud van dit bestand is geen platte tekst in UTF-8. Kies in Excel bij Opslaan als ‘CSV UTF-8’, of in Kladblok de \
             codering UTF-8.",
        ),
        Found::PlainText | Found::Nothing => wrong(format!(
            "De naam van dit bestand eindigt als een {0}, maar de inhoud is geen volledige {0}. Open het bestand, bewaar het \
             opnieuw als {0} en kies dat.",
            claimed.label(),
        )),
    }
}

/// A sign or two prove nothing.
fn says_nothing(text: &[u8]) -> bool {
    text.trim_ascii().len() < 3
}

/// What is wrong with a file of so many bytes.
pub fn too_large(size: u64) -> Problem {
    let message = format!(
        "Dit bestand is {}; er past ten hoogste {}. Maak het kleiner, bijvoorbeeld door afbeeldingen te verkleinen, of splits \
         het.",
        size_label(size),
        size_label(SIZE_MAX as u64),
    );
    Problem::new("file", message)
}

/// A name is only shown, and never says where something is kept: whatever can be seen may stand in it.
fn check_name(name: &str) -> Result<(), Problem> {
    let mut problems = Vec::new();
    check_line("file", "De naam van het bestand", Some(name), NAME_MAX, &mut problems);
    match problems.into_iter().next() {
        None => Ok(()),
        Some(_) if name.chars().count() > NAME_MAX => wrong(format!(
            "De naam van dit bestand is te lang: er passen {NAME_MAX} tekens. Geef het een kortere naam."
        )),
        Some(_) => {
            wrong("De naam van dit bestand bevat een onzichtbaar teken. Geef het een andere naam en kies het opnieuw.")
        }
    }
}

fn wrong<T>(message: impl Into<String>) -> Result<T, Problem> {
    Err(Problem::new("file", message))
}

/// `812 bytes`, `34 kB`, `1,5 MB`: rounded up, so that what is too large never looks as if it fits.
pub fn size_label(bytes: u64) -> String {
    let (kilobyte, megabyte) = (1024, MEGABYTE as u64);
    match bytes {
        0..1024 => dutch::count(bytes, "byte", "bytes"),
        _ if bytes <= kilobyte * 999 => format!("{} kB", bytes.div_ceil(kilobyte)),
        _ => {
            let tenths = (bytes * 10).div_ceil(megabyte);
            match tenths % 10 {
                0 => format!("{} MB", tenths / 10),
                tenth => format!("{},{tenth} MB", tenths / 10),
            }
        }
    }
}

/// What is wrong with what somebody says about a file.
pub fn note_problems(note: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_text("note", "De toelichting", note, NOTE_MAX, &mut problems);
    problems
}

/// What is wrong with the reason for which a file is withdrawn.
pub fn withdrawal_problems(reason: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !has_words(reason) {
        problems.push(Problem::new("reason", "Vul in waarom dit bestand niet meer geldt."));
    }
    check_text("reason", "De reden", Some(reason), REASON_MAX, &mut problems);
    problems
}

#[cfg(test)]
mod tests;
