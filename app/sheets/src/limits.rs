pub(crate) const MEGABYTE: usize = 1024 * 1024;

/// How much of a file is read before it is refused. Where the default numbers come from is told at the top of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the file as it was uploaded.
    pub bytes: usize,
    /// Bytes, of all parts of the file that are read, together; and of the text of all cells.
    pub inflated: u64,
    /// Parts in the ZIP.
    pub entries: usize,
    /// That have something in them, of all sheets together.
    pub rows: usize,
    /// Of each sheet: no cell may stand further to the right.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 10 * MEGABYTE, inflated: 100 * MEGABYTE as u64, entries: 1_000, rows: 50_000, columns: 100 }
    }
}
