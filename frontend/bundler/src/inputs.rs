//! What goes in, and a fingerprint of all of it, so that nothing is made twice.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::arguments::Arguments;
use crate::{Result, names};

pub struct Inputs {
    pub wasm: File,
    pub styles: Vec<File>,
    pub scripts: Vec<File>,
    pub public: Vec<File>,
}

pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Inputs {
    pub fn read(arguments: &Arguments) -> Result<Inputs> {
        let wasm =
            read_file(&arguments.wasm).map_err(|problem| format!("{problem}; compile the crate `frontend` first"))?;
        let mut styles =
            read_folder(&arguments.styles).map_err(|problem| format!("{problem}; build the styles first"))?;
        styles.retain(|file| is_for_browsers(&file.name));
        let mut scripts = read_folder(&arguments.scripts)?;
        scripts.retain(|file| file.name.ends_with(".js"));
        let public = read_folder(&arguments.public)?;
        Ok(Inputs { wasm, styles, scripts, public })
    }

    pub fn style_names(&self) -> impl Iterator<Item = &str> {
        self.styles.iter().map(|file| file.name.as_str())
    }

    /// Changes with every input, and with the bundler itself.
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(bundler_identity());
        for file in std::iter::once(&self.wasm).chain(&self.styles).chain(&self.scripts).chain(&self.public) {
            // Lengths first, or bytes could move from one file to the next unseen.
            hasher.update(file.name.len().to_le_bytes());
            hasher.update(file.bytes.len().to_le_bytes());
            hasher.update(&file.name);
            hasher.update(&file.bytes);
        }
        names::hex(&hasher.finalize())
    }
}

/// The style build also leaves its own manifest and a page to look at.
fn is_for_browsers(name: &str) -> bool {
    [".css", ".woff2", ".svg"].iter().any(|extension| name.ends_with(extension))
}

/// When this program was compiled. Hashing its own, large file would take longer than the work it saves.
fn bundler_identity() -> String {
    std::env::current_exe()
        .and_then(fs::metadata)
        .and_then(|metadata| Ok(format!("{} {:?}", metadata.len(), metadata.modified()?)))
        .unwrap_or_default()
}

fn read_file(path: &Path) -> Result<File> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| format!("{} has no usable file name", path.display()))?;
    let bytes = fs::read(path).map_err(|error| format!("could not read {}: {error}", path.display()))?;
    Ok(File { name: name.to_owned(), bytes })
}

/// The files of one folder, not of the folders in it, sorted by name.
fn read_folder(folder: &Path) -> Result<Vec<File>> {
    let unreadable = |error| format!("could not read the folder {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            files.push(read_file(&path)?);
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &str) -> File {
        File { name: name.to_owned(), bytes: content.as_bytes().to_vec() }
    }

    fn inputs(wasm: &str, style: &str, public: &str) -> Inputs {
        Inputs {
            wasm: file("frontend.wasm", wasm),
            styles: vec![file("main-1.css", style)],
            scripts: vec![],
            public: vec![file("robots.txt", public)],
        }
    }

    #[test]
    fn the_fingerprint_sees_every_input() {
        let before = inputs("wasm", "style", "public").fingerprint();
        assert_eq!(before, inputs("wasm", "style", "public").fingerprint());
        assert_ne!(before, inputs("wasm!", "style", "public").fingerprint());
        assert_ne!(before, inputs("wasm", "style!", "public").fingerprint());
        assert_ne!(before, inputs("wasm", "style", "public!").fingerprint());
    }

    #[test]
    fn the_fingerprint_sees_bytes_that_move_between_files() {
        let one = inputs("ab", "c", "").fingerprint();
        let other = inputs("a", "bc", "").fingerprint();
        assert_ne!(one, other);
    }
}
