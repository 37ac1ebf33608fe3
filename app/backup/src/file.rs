//! The file itself, line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::schema::Column;
use crate::values::{Cell, hex};
use crate::{BackupError, Report};

const FORMAT: u32 = 1;
/// More than any row holds; what is longer is no backup of ours, and not worth the memory.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    woonzorgagenda_backup: u32,
    pub version: String,
    pub migrations: Vec<String>,
    pub made_at: DateTime<Utc>,
}

impl Header {
    pub fn new(version: &str, migrations: Vec<String>, made_at: DateTime<Utc>) -> Self {
        Self { woonzorgagenda_backup: FORMAT, version: version.to_owned(), migrations, made_at }
    }
}

/// What stands on a line after the header.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Row(Vec<Cell>),
    Table {
        table: String,
        columns: Vec<Column>,
    },
    /// The end of a table.
    Rows {
        rows: u64,
    },
    End {
        tables: usize,
        total: u64,
        sha256: String,
    },
}

/// What a reader of the file gets.
#[derive(Debug)]
pub enum Entry {
    Table { name: String, columns: Vec<Column> },
    Row(Vec<Cell>),
}

/// Writes to a temporary name beside the file, readable by its owner only, which becomes the file when all is written.
pub struct Writer {
    file: PathBuf,
    output: GzEncoder<BufWriter<NamedTempFile>>,
    sum: Sha256,
    report: Report,
    rows_of_table: u64,
}

impl Writer {
    pub fn create(file: &Path, header: &Header) -> Result<Self, BackupError> {
        if file.exists() {
            return Err(BackupError::Exists(file.to_owned()));
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = tempfile::Builder::new().prefix(".backup-").suffix(".part").tempfile_in(folder);
        let temporary = temporary.map_err(|source| BackupError::File { file: file.to_owned(), source })?;
        let output = GzEncoder::new(BufWriter::new(temporary), Compression::default());
        let mut writer =
            Self { file: file.to_owned(), output, sum: Sha256::new(), report: Report::default(), rows_of_table: 0 };
        writer.line(header)?;
        Ok(writer)
    }

    pub fn begin_table(&mut self, name: &str, columns: &[Column]) -> Result<(), BackupError> {
        self.rows_of_table = 0;
        self.line(&Line::Table { table: name.to_owned(), columns: columns.to_vec() })
    }

    pub fn row(&mut self, cells: Vec<Cell>) -> Result<(), BackupError> {
        self.rows_of_table += 1;
        self.line(&Line::Row(cells))
    }

    pub fn end_table(&mut self) -> Result<(), BackupError> {
        self.report.tables += 1;
        self.report.rows += self.rows_of_table;
        self.line(&Line::Rows { rows: self.rows_of_table })
    }

    /// Gives the file its name, unless somebody else took it meanwhile.
    pub fn finish(mut self) -> Result<Report, BackupError> {
        let Report { tables, rows } = self.report;
        let sha256 = hex(&self.sum.clone().finalize());
        self.line(&Line::End { tables, total: rows, sha256 })?;
        let failed = |source| BackupError::File { file: self.file.clone(), source };
        let buffered = self.output.finish().map_err(failed)?;
        let temporary = buffered.into_inner().map_err(|error| failed(error.into_error()))?;
        temporary.as_file().sync_all().map_err(failed)?;
        match temporary.persist_noclobber(&self.file) {
            Ok(_) => Ok(self.report),
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(BackupError::Exists(self.file.clone()))
            }
            Err(error) => Err(failed(error.error)),
        }
    }

    fn line(&mut self, content: &impl Serialize) -> Result<(), BackupError> {
        let failed = |source| BackupError::File { file: self.file.clone(), source };
        let mut line = serde_json::to_vec(content).map_err(|error| failed(error.into()))?;
        line.push(b'\n');
        self.sum.update(&line);
        self.output.write_all(&line).map_err(failed)
    }
}

/// Reads a backup from its first line to its last, and finds out whether it is whole.
pub struct Reader {
    file: PathBuf,
    input: BufReader<GzDecoder<BufReader<File>>>,
    sum: Sha256,
    header: Header,
    report: Report,
    /// Of the table that is being read.
    rows: Option<u64>,
}

impl Reader {
    /// # Errors
    /// When there is no such file, or it is no backup that this version reads.
    pub fn open(file: &Path) -> Result<Self, BackupError> {
        let opened = File::open(file).map_err(|source| BackupError::File { file: file.to_owned(), source })?;
        let mut input = BufReader::new(GzDecoder::new(BufReader::new(opened)));
        let mut line = Vec::new();
        let no_backup = || BackupError::NoBackup(file.to_owned());
        // Short, so that another big file with one endless line is not read as a whole.
        input.by_ref().take(1024 * 1024).read_until(b'\n', &mut line).map_err(|_| no_backup())?;
        let format: serde_json::Value = serde_json::from_slice(&line).map_err(|_| no_backup())?;
        let format = format["woonzorgagenda_backup"].as_u64().ok_or_else(no_backup)?;
        if format != u64::from(FORMAT) {
            return Err(BackupError::OtherFormat(u32::try_from(format).unwrap_or(u32::MAX)));
        }
        let header = serde_json::from_slice(&line).map_err(|_| no_backup())?;
        let sum = Sha256::new_with_prefix(&line);
        Ok(Self { file: file.to_owned(), input, sum, header, report: Report::default(), rows: None })
    }

    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn verify(mut self) -> Result<Report, BackupError> {
        while self.next()?.is_some() {}
        Ok(self.report)
    }

    /// The next table or row; none at the end of a file that is whole.
    pub(crate) fn next(&mut self) -> Result<Option<Entry>, BackupError> {
        loop {
            let before = self.sum.clone();
            let line = self.line()?;
            match (line, self.rows) {
                (Line::Table { table, columns }, None) => {
                    self.rows = Some(0);
                    return Ok(Some(Entry::Table { name: table, columns }));
                }
                (Line::Row(cells), Some(rows)) => {
                    self.rows = Some(rows + 1);
                    return Ok(Some(Entry::Row(cells)));
                }
                (Line::Rows { rows }, Some(counted)) if rows == counted => {
                    self.rows = None;
                    self.report.tables += 1;
                    self.report.rows += rows;
                }
                (Line::Rows { .. }, Some(_)) => return Err(self.damaged("a table has another number of rows")),
                (Line::End { tables, total, sha256 }, None) => {
                    let right = sha256 == hex(&before.finalize()) && (Report { tables, rows: total }) == self.report;
                    if !right || !self.at_end()? {
                        return Err(self.damaged("its checksum is not right"));
                    }
                    return Ok(None);
                }
                _ => return Err(self.damaged("its lines are not in order")),
            }
        }
    }

    pub(crate) const fn report(&self) -> Report {
        self.report
    }

    fn line(&mut self) -> Result<Line, BackupError> {
        let mut line = Vec::new();
        let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        match read {
            Ok(0) => Err(self.damaged("it ends too early")),
            Ok(_) => {
                self.sum.update(&line);
                serde_json::from_slice(&line).map_err(|error| self.damaged(&error.to_string()))
            }
            Err(error) => Err(self.damaged(&error.to_string())),
        }
    }

    /// Reading past the last line is also what compares gzip's own checksum.
    fn at_end(&mut self) -> Result<bool, BackupError> {
        let mut more = [0];
        let nothing = self.input.read(&mut more).map_err(|error| self.damaged(&error.to_string()))? == 0;
        let file = self.input.get_mut().get_mut();
        Ok(nothing && file.read(&mut more).map_err(|error| self.damaged(&error.to_string()))? == 0)
    }

    pub(crate) fn damaged(&self, what: &str) -> BackupError {
        BackupError::Damaged { file: self.file.clone(), what: what.to_owned() }
    }
}
