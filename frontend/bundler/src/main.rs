//! Makes of the compiled WASM and the built styles what the server sends to browsers.
//!
//! The steps, in the order of [`bundle`]:
//! 1. `inputs` decides whether anything changed since the last run;
//! 2. `glue` runs wasm-bindgen, as a library: its own command line needs a separate, equally old installation;
//! 3. `names` puts a content hash in each name, so that browsers may keep a file for ever;
//! 4. `output` writes the files and, beside them, their brotli form;
//! 5. `manifest` tells the server which files are current;
//! 6. `budget` adds up what a first visit downloads, and refuses too much.

mod arguments;
mod budget;
mod glue;
mod inputs;
mod manifest;
mod names;
mod output;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, Request};
use budget::FirstVisit;
use inputs::Inputs;
use manifest::Manifest;
use output::Output;

/// Every failure ends the program, so a sentence that says what to do is all that is needed.
type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let outcome = match arguments::parse(std::env::args().skip(1)) {
        Ok(Request::Help) => print(arguments::HELP),
        Ok(Request::Bundle(arguments)) => bundle(&arguments),
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bundler: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn bundle(arguments: &Arguments) -> Result<()> {
    let inputs = Inputs::read(arguments)?;
    let fingerprint = inputs.fingerprint();
    if let Some(output) = Output::of_last_run(&arguments.out, &fingerprint) {
        let visit = FirstVisit::of(&output);
        print(&visit.summary())?;
        return visit.check();
    }
    let output = make(&arguments.out, &inputs, &fingerprint)?;
    let visit = FirstVisit::of(&output);
    print(&visit.table())?;
    visit.check()
}

fn make(folder: &Path, inputs: &Inputs, fingerprint: &str) -> Result<Output> {
    let glue = glue::generate(&inputs.wasm.bytes)?;
    let js = names::hashed("woonzorgagenda", "js", &glue.js);
    let wasm = names::hashed("woonzorgagenda", "wasm", &glue.wasm);
    let mut output = Output::begin(folder);
    output.package(&js, &glue.js)?;
    output.package(&wasm, &glue.wasm)?;
    for style in &inputs.styles {
        output.package(&style.name, &style.bytes)?;
    }
    let mut scripts = Vec::new();
    for script in &inputs.scripts {
        let name = names::hashed(script.name.trim_end_matches(".js"), "js", &script.bytes);
        output.package(&name, &script.bytes)?;
        scripts.push(name);
    }
    for file in &inputs.public {
        output.public(&file.name, &file.bytes)?;
    }
    let manifest = Manifest::new(js, wasm, inputs.style_names(), scripts)?;
    output.finish(&manifest, fingerprint)?;
    Ok(output)
}

fn print(text: &str) -> Result<()> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| format!("could not write to standard output: {error}"))
}
