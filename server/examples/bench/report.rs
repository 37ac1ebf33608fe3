//! The table that the measurement ends with.

use std::fmt::Write;
use std::time::Duration;

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
        let mut values: Vec<f64> = self.rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        match values.len() {
            0 => f64::NAN,
            many if many.is_multiple_of(2) => f64::midpoint(values[many / 2 - 1], values[many / 2]),
            many => values[many / 2],
        }
    }

    fn row(&self) -> String {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        format!(
            "| {:<10} | {:>7} | {:>6.0} | {:>7.2} | {:>7.2} | {:>6.0} | {:>8.2} | {:>8.2} | {:>5.2} |",
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

/// In Markdown, so that it can be put in a document as it is.
pub fn table(pages: &[PageFigures]) -> String {
    let mut text = String::from(
        "\n\
         | page       |   bytes |  req/s |  p50 ms |  p99 ms | bare/s | bare p50 | bare p99 | ratio |\n\
         |------------|--------:|-------:|--------:|--------:|-------:|---------:|---------:|------:|\n",
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
