//! The command line.

use std::path::PathBuf;

use crate::Result;

pub const HELP: &str = "\
Makes of the compiled WASM and the built styles what the server sends to browsers.

Usage: bundler --wasm FILE [--styles FOLDER] [--scripts FOLDER] [--public FOLDER] [--out FOLDER]

  --wasm FILE      the WASM that cargo compiled from the crate `frontend`
  --styles FOLDER  the built styles: one main-HASH.css, its *.woff2 and *.svg (default: dist/style)
  --scripts FOLDER small scripts of single pages: *.js (default: frontend/scripts)
  --public FOLDER  files that keep their name, such as robots.txt (default: public)
  --out FOLDER     gets pkg/, public/ and manifest.json (default: dist)
  --help           shows this text

Exits with 1 when something is wrong, or when a first visit downloads more than its budget.
";

pub enum Request {
    Help,
    Bundle(Arguments),
}

#[derive(Debug, PartialEq)]
pub struct Arguments {
    pub wasm: PathBuf,
    pub styles: PathBuf,
    pub scripts: PathBuf,
    pub public: PathBuf,
    pub out: PathBuf,
}

pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Request> {
    let mut wasm = None;
    let mut styles = PathBuf::from("dist/style");
    let mut scripts = PathBuf::from("frontend/scripts");
    let mut public = PathBuf::from("public");
    let mut out = PathBuf::from("dist");
    while let Some(option) = words.next() {
        if option == "--help" || option == "-h" {
            return Ok(Request::Help);
        }
        let mut value =
            || words.next().map(PathBuf::from).ok_or_else(|| format!("{option} needs a path after it; see --help"));
        match option.as_str() {
            "--wasm" => wasm = Some(value()?),
            "--styles" => styles = value()?,
            "--scripts" => scripts = value()?,
            "--public" => public = value()?,
            "--out" => out = value()?,
            _ => return Err(format!("unknown option {option}; see --help")),
        }
    }
    let wasm = wasm.ok_or("--wasm FILE is missing; see --help")?;
    Ok(Request::Bundle(Arguments { wasm, styles, scripts, public, out }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Request> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn folders_have_defaults() {
        let Ok(Request::Bundle(arguments)) = parse_line("--wasm a.wasm --out elsewhere") else {
            panic!("should be accepted");
        };
        assert_eq!(arguments.wasm, PathBuf::from("a.wasm"));
        assert_eq!(arguments.styles, PathBuf::from("dist/style"));
        assert_eq!(arguments.out, PathBuf::from("elsewhere"));
    }

    #[test]
    fn mistakes_are_named() {
        for (line, said) in [
            ("", "--wasm FILE is missing"),
            ("--wasm", "--wasm needs a path"),
            ("--wasm a.wasm --wsam b", "unknown option --wsam"),
        ] {
            let Err(problem) = parse_line(line) else {
                panic!("{line:?} should be refused");
            };
            assert!(problem.contains(said), "{line:?}: {problem}");
        }
    }

    #[test]
    fn help_wins_over_what_is_missing() {
        assert!(matches!(parse_line("--help"), Ok(Request::Help)));
    }
}
