//! The table that the measurement ends with.

use std::fmt::Write;
use std::time::Duration;

use crate::data::{LARGE, LIST, SMALL};
use crate::load::Figures;

/// A page, and what was measured of it and of the bare route, round by round.
pub struct PageFigures {
    pub name: &'static str,
    pub path: String,
    pub bytes: usize,
    pub rounds: Vec<(Figures, Figures)>,
}

impl PageFigures {
    pub const fn new(name: &'static str, path: String, bytes: usize) -> Self {
        Self { name, path, bytes, rounds: Vec::new() }
    }

    fn median(&self, value: impl Fn(&(Figures, Figures)) -> f64) -> f64 {
        median(&self.rounds, value)
    }

    fn row(&self) -> String {
        format!(
            "| {:<14} | {:>7} | {:>6.0} | {:>7.2} | {:>7.2} | {:>6.0} | {:>8.2} | {:>8.2} | {:>5.2} |",
            self.name,
            self.bytes,
            self.median(|(ours, _)| ours.per_second),
            self.median(|(ours, _)| milliseconds(ours.p50)),
            self.median(|(ours, _)| milliseconds(ours.p99)),
            self.median(|(_, bare)| bare.per_second),
            self.median(|(_, bare)| milliseconds(bare.p50)),
            self.median(|(_, bare)| milliseconds(bare.p99)),
            self.median(|(ours, bare)| ours.per_second / bare.per_second),
        )
    }
}

/// A page of a small and of a large database, round by round.
pub struct GrowthFigures {
    pub engine: &'static str,
    pub name: &'static str,
    pub rounds: Vec<(Figures, Figures)>,
}

impl GrowthFigures {
    fn row(&self) -> String {
        let median = |value: &dyn Fn(&(Figures, Figures)) -> f64| median(&self.rounds, value);
        format!(
            "| {:<10} | {:<14} | {:>9.2} | {:>9.2} | {:>9.2} | {:>9.2} | {:>5.2} |",
            self.engine,
            self.name,
            median(&|(small, _)| milliseconds(small.p50)),
            median(&|(_, large)| milliseconds(large.p50)),
            median(&|(small, _)| milliseconds(small.p99)),
            median(&|(_, large)| milliseconds(large.p99)),
            median(&|(small, large)| large.p50.as_secs_f64() / small.p50.as_secs_f64()),
        )
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(rounds: &[(Figures, Figures)], value: impl Fn(&(Figures, Figures)) -> f64) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        many if many.is_multiple_of(2) => f64::midpoint(values[many / 2 - 1], values[many / 2]),
        many => values[many / 2],
    }
}

/// How pages grow with the database, in Markdown.
pub fn growth_table(pages: &[GrowthFigures]) -> String {
    let mut text = String::from(
        "\n\
         | database   | page           | p50 small | p50 large | p99 small | p99 large | ratio |\n\
         |------------|----------------|----------:|----------:|----------:|----------:|------:|\n",
    );
    for page in pages {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", page.row());
    }
    let _ = write!(
        text,
        "\nMilliseconds of one connection. small: {SMALL} commitments, large: {LARGE}. ratio: p50 of large divided by that\n\
         of small, measured right after each other. Every figure is the median of its rounds.",
    );
    text
}

/// In Markdown, so that it can be put in a document as it is.
pub fn table(pages: &[PageFigures]) -> String {
    let mut text = String::from(
        "\n\
         | page           |   bytes |  req/s |  p50 ms |  p99 ms | bare/s | bare p50 | bare p99 | ratio |\n\
         |----------------|--------:|-------:|--------:|--------:|-------:|---------:|---------:|------:|\n",
    );
    for page in pages {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", page.row());
    }
    text.push_str(
        "\nbare: an axum route that returns as many bytes. ratio: requests per second of the page divided by those of\n\
         the bare route, measured right after each other. Every figure is the median of its rounds.",
    );
    text
}

/// A long list as one file.
pub struct ListFigures {
    pub path: &'static str,
    pub bytes: usize,
    pub took: Duration,
    /// Megabytes that the server had had at most before, and afterwards.
    pub before: u64,
    pub peak: u64,
}

/// What taking out a long list costs.
pub fn lists(figures: &[ListFigures]) -> String {
    let mut text = String::from("\n");
    for ListFigures { path, bytes, took, before, peak } in figures {
        let seconds = took.as_secs_f64();
        let _ = writeln!(
            text,
            "{path} of {LIST} rows: {seconds:.1} s, {bytes} bytes; peak memory {peak} MB, {before} MB before."
        );
    }
    text
}
