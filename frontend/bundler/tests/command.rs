//! The bundler as `make` calls it: on files, by its command line.
#![expect(clippy::unwrap_used, reason = "the helpers are part of the tests, which clippy cannot see")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The smallest module that browsers accept: the magic number and the version.
const EMPTY_WASM: &[u8] = b"\0asm\x01\0\0\0";

struct Site {
    folder: PathBuf,
}

impl Site {
    fn new(name: &str) -> Site {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let site = Site { folder };
        site.write("frontend.wasm", EMPTY_WASM);
        site.write("style/main-aaaa.css", b"body { margin: 0 }");
        site.write("style/noto-latin-bbbb.woff2", b"font");
        site.write("style/arrow-eeee.svg", b"<svg/>");
        site.write("style/kitchen-sink.html", b"not for browsers");
        site.write("frontend/scripts/ronde.js", b"'use strict';");
        site.write("public/robots.txt", b"User-agent: *");
        site
    }

    fn write(&self, path: &str, content: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn bundle(&self) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bundler"))
            .current_dir(&self.folder)
            .args(["--wasm", "frontend.wasm", "--styles", "style"])
            .output()
            .unwrap()
    }

    fn packaged(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.join("dist/pkg"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_file_of_the_manifest_is_there() {
    let site = Site::new("manifest");
    let run = site.bundle();
    assert!(run.status.success(), "{}", text(&run.stderr));

    let manifest = fs::read_to_string(site.folder.join("dist/manifest.json")).unwrap();
    let addresses: Vec<&str> = manifest.split('"').filter(|word| word.starts_with("/pkg/")).collect();
    assert_eq!(addresses.len(), 5, "{manifest}");
    for address in addresses {
        let file = site.folder.join("dist").join(&address[1..]);
        assert!(file.is_file(), "{address}");
    }
    assert!(site.folder.join("dist/public/robots.txt").is_file());
    // The sheet asks for its icons beside it.
    assert!(site.folder.join("dist/pkg/arrow-eeee.svg").is_file());
    assert!(!site.folder.join("dist/pkg/kitchen-sink.html").exists());
}

#[test]
fn all_but_fonts_have_a_brotli_form() {
    let site = Site::new("brotli");
    site.bundle();
    let names = site.packaged();
    for name in names.iter().filter(|name| !name.ends_with(".br")) {
        let compressed = names.contains(&format!("{name}.br"));
        assert_eq!(compressed, !name.ends_with(".woff2"), "{name}");
    }
}

#[test]
fn a_second_run_writes_nothing() {
    let site = Site::new("second_run");
    site.bundle();
    let manifest = site.folder.join("dist/manifest.json");
    let written = || fs::metadata(&manifest).unwrap().modified().unwrap();
    let first = written();
    let run = site.bundle();
    assert!(run.status.success());
    assert!(text(&run.stdout).contains("unchanged"));
    assert_eq!(written(), first);
}

#[test]
fn a_changed_style_replaces_the_old_one() {
    let site = Site::new("changed_style");
    site.bundle();
    fs::remove_file(site.folder.join("style/main-aaaa.css")).unwrap();
    site.write("style/main-cccc.css", b"body { margin: 1px }");
    site.bundle();
    let sheets: Vec<String> = site.packaged().into_iter().filter(|name| name.contains("main-")).collect();
    assert_eq!(sheets, ["main-cccc.css", "main-cccc.css.br"]);
}

#[test]
fn a_removed_output_is_made_again() {
    let site = Site::new("removed_output");
    site.bundle();
    let before = site.packaged();
    fs::remove_file(site.folder.join("dist/pkg/main-aaaa.css.br")).unwrap();
    site.bundle();
    assert_eq!(site.packaged(), before);
}

#[test]
fn a_heavy_first_visit_fails_every_time() {
    let site = Site::new("heavy");
    site.write("style/heavy-latin-dddd.woff2", &vec![7; 400_000]);
    for _ in 0..2 {
        let run = site.bundle();
        assert!(!run.status.success());
        assert!(text(&run.stderr).contains("over the budget of 400.0 KB"));
    }
}

#[test]
fn missing_inputs_are_named() {
    let site = Site::new("missing");
    fs::remove_file(site.folder.join("frontend.wasm")).unwrap();
    let run = site.bundle();
    assert!(!run.status.success());
    let problem = text(&run.stderr);
    assert!(problem.contains("frontend.wasm"), "{problem}");
    assert!(problem.contains("compile the crate `frontend` first"));

    let site = Site::new("not_wasm");
    site.write("frontend.wasm", b"no module");
    let run = site.bundle();
    assert!(!run.status.success());
    assert!(text(&run.stderr).contains("wasm-bindgen refused"));
}
