//! Cargo.toml says how the site is built, Leptos.toml how it runs; what both say must be the same.

use toml_edit::{DocumentMut, Table};

/// The only table of `[[workspace.metadata.leptos]]`.
fn settings(file: &str) -> Table {
    let path = format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let document: DocumentMut = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let tables = document["workspace"]["metadata"]["leptos"].as_array_of_tables();
    let first = tables.and_then(|tables| tables.get(0));
    first.unwrap_or_else(|| panic!("{file} has no [[workspace.metadata.leptos]]")).clone()
}

#[test]
fn shared_settings_agree() {
    let build = settings("Cargo.toml");
    let run = settings("Leptos.toml");
    let shared = run.iter().filter(|(key, _)| build.contains_key(key)).count();
    assert!(shared >= 5, "only {shared} settings in common");
    for (key, value) in run.iter() {
        if let Some(built) = build.get(key) {
            assert_eq!(built.as_str(), value.as_str(), "{key}");
        }
    }
}

#[test]
fn what_the_server_needs_is_there() {
    let run = settings("Leptos.toml");
    assert_eq!(run["output-name"].as_str(), option_env!("LEPTOS_OUTPUT_NAME"));
    assert_eq!(run["site-pkg-dir"].as_str(), Some("pkg"));
}

#[test]
fn leptos_reads_the_file() {
    let path = format!("{}/../Leptos.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    // It looks for the header at the start of a line.
    assert!(text.lines().any(|line| line == "[[workspace.metadata.leptos]]"));
    let options = leptos::config::get_config_from_str(&text).unwrap();
    assert_eq!(&*options.output_name, "woonzorgagenda");
}
