//! The table that the measurement ends with.

use std::fmt::Write;
use std::time::Duration;

use app::generate::Plan;

use crate::bringing_in::ROWS;
use crate::growth::Sizes;
use crate::load::Figures;
use crate::processes::Finished;

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
    /// While nothing happened since it was asked before (`again`), or after something did (`first`).
    pub asked: &'static str,
    pub rounds: Vec<(Figures, Figures)>,
}

impl GrowthFigures {
    fn row(&self) -> String {
        let median = |value: &dyn Fn(&(Figures, Figures)) -> f64| median(&self.rounds, value);
        format!(
            "| {:<10} | {:<14} | {:<5} | {:>9.2} | {:>9.2} | {:>9.2} | {:>9.2} | {:>5.2} |",
            self.engine,
            self.name,
            self.asked,
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
    middle(rounds.iter().map(value).collect())
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        many if many.is_multiple_of(2) => f64::midpoint(values[many / 2 - 1], values[many / 2]),
        many => values[many / 2],
    }
}

/// How pages grow with the database, in Markdown.
pub fn growth_table(pages: &[GrowthFigures], sizes: Sizes) -> String {
    let mut text = String::from(
        "\n\
         | database   | page           | asked | p50 small | p50 large | p99 small | p99 large | ratio |\n\
         |------------|----------------|-------|----------:|----------:|----------:|----------:|------:|\n",
    );
    for page in pages {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", page.row());
    }
    let _ = write!(
        text,
        "\nMilliseconds of one connection. small: {}; large: {}.\n\
         again: nothing happened in the region since it was asked before; first: something did. ratio: p50 of large divided\n\
         by that of small, measured right after each other; the aim is at most 2. Every figure is the median of its rounds.",
        told(sizes[0]),
        told(sizes[1]),
    );
    text
}

fn told(plan: Plan) -> String {
    let Plan { commitments, updates, projects, deliveries, .. } = plan;
    if commitments > 0 {
        format!("{commitments} commitments with {updates} reports")
    } else {
        format!("{projects} projects with {deliveries} deliveries")
    }
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
    pub rows: usize,
    pub bytes: usize,
    pub took: Duration,
    /// Megabytes that the server had had at most before, and afterwards.
    pub before: u64,
    pub peak: u64,
}

/// What taking out a long list costs.
pub fn lists(figures: &[ListFigures]) -> String {
    let mut text = String::from("\n");
    for ListFigures { path, rows, bytes, took, before, peak } in figures {
        let seconds = took.as_secs_f64();
        let megabytes = *bytes as f64 / 1e6;
        let _ = writeln!(
            text,
            "{path} of {rows} rows: {seconds:.1} s, {megabytes:.1} MB; peak memory {peak} MB, {before} MB before."
        );
    }
    text
}

/// A page or file of a meeting.
pub struct MeetingFigures {
    pub what: &'static str,
    pub commitments: usize,
    /// Of the audit trail.
    pub entries: u64,
    /// Asked of a server that has done nothing yet, and once more.
    pub first: Duration,
    pub again: Duration,
    pub bytes: usize,
    /// Of a PDF.
    pub pages: usize,
    /// Megabytes that the server has had at most.
    pub peak: u64,
}

/// What a meeting costs, each beside the same of a smaller region.
pub fn meetings(figures: &[MeetingFigures]) -> String {
    let mut text = String::from(
        "\n\
         | of a meeting                    | commitments | entries | seconds | again | ratio |    MB | pages | peak MB |\n\
         |---------------------------------|------------:|--------:|--------:|------:|------:|------:|------:|--------:|\n",
    );
    for one in figures {
        let smaller = figures.iter().find(|other| other.what == one.what && other.commitments < one.commitments);
        let ratio = smaller
            .map_or_else(String::new, |other| format!("{:.1}", one.first.as_secs_f64() / other.first.as_secs_f64()));
        let _ = writeln!(
            text,
            "| {:<31} | {:>11} | {:>7} | {:>7.2} | {:>5.2} | {ratio:>5} | {:>5.1} | {:>5} | {:>7} |",
            one.what,
            one.commitments,
            one.entries,
            one.first.as_secs_f64(),
            one.again.as_secs_f64(),
            one.bytes as f64 / 1e6,
            one.pages,
            one.peak,
        );
    }
    text.push_str(
        "\nEach from a server of its own, asked for the first time and once more. ratio: the first time, beside that of the\n\
         smaller region; the aim is a difference within 1 s and a PDF of the region within 5 s.",
    );
    text
}

/// A step of loading a file, or somebody else's reading of it.
pub struct ImportFigures {
    pub what: String,
    pub done: Finished,
}

impl ImportFigures {
    fn seconds(&self) -> f64 {
        self.done.took.as_secs_f64()
    }
}

/// What is compared with.
const OTHER: &str = "openpyxl";

/// Of each step the median of its rounds, in the order in which they were first done.
pub fn import_table(figures: &[ImportFigures]) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for figure in figures {
        if !steps.contains(&figure.what.as_str()) {
            steps.push(&figure.what);
        }
    }
    let of = |step: &str| figures.iter().filter(move |figure| figure.what == step).collect::<Vec<_>>();
    let seconds = |step: &str| middle(of(step).into_iter().map(ImportFigures::seconds).collect());
    let reads = steps.iter().find(|step| step.starts_with(OTHER)).map(|step| seconds(step));
    let mut text = format!(
        "\n| {:<30} | seconds | peak MB | {OTHER} takes |\n\
         |--------------------------------|--------:|--------:|---------------:|\n",
        format!("{ROWS} rows of an XLSX"),
    );
    for step in &steps {
        let peak = of(step).iter().map(|figure| figure.done.peak).max().unwrap_or_default();
        let ratio = reads.map_or_else(|| "not measured".to_owned(), |reads| format!("{:.2} ×", reads / seconds(step)));
        let _ = writeln!(text, "| {step:<30} | {:>7.2} | {peak:>7} | {ratio:>14} |", seconds(step));
    }
    let _ = write!(
        text,
        "\nEach is a process of its own, from its start to its end: seconds are the median of its rounds, memory the most of\n\
         all. The last column: how many times as long openpyxl takes to read the file as it comes by default."
    );
    text
}
