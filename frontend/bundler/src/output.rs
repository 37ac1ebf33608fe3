//! Writes the files, their brotli forms, and a record of the run for the next one.

use std::fs;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;

use crate::Result;
use crate::manifest::Manifest;

/// The record of the last run; the server does not read it.
const RECORD: &str = ".bundled";

pub struct Output {
    folder: PathBuf,
    pub files: Vec<Written>,
}

#[derive(Debug, PartialEq)]
pub struct Written {
    /// Within the output folder, such as `pkg/main-1a2b.css`.
    pub path: String,
    pub bytes: u64,
    /// What travels: the brotli form where there is one.
    pub sent: u64,
    pub on_first_visit: bool,
}

impl Output {
    pub fn begin(folder: &Path) -> Output {
        Output { folder: folder.to_path_buf(), files: Vec::new() }
    }

    /// The last run's output, when it was made of the same and is still all there.
    pub fn of_last_run(folder: &Path, fingerprint: &str) -> Option<Output> {
        let record = fs::read_to_string(folder.join(RECORD)).ok()?;
        let mut lines = record.lines();
        if lines.next()? != fingerprint {
            return None;
        }
        let files = lines.map(Written::parse).collect::<Option<Vec<_>>>()?;
        let output = Output { folder: folder.to_path_buf(), files };
        let complete = output.folder.join("manifest.json").is_file() && output.expected().all(|path| path.is_file());
        complete.then_some(output)
    }

    /// A file under `/pkg/`, whose name changes with its content.
    pub fn package(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.write(format!("pkg/{name}"), content)
    }

    /// A file that browsers and robots ask for by a fixed name.
    pub fn public(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.write(format!("public/{name}"), content)
    }

    /// The manifest goes last, so that it never names a file that is not there yet.
    pub fn finish(&mut self, manifest: &Manifest, fingerprint: &str) -> Result<()> {
        for name in manifest.first_visit() {
            let path = format!("pkg/{name}");
            for file in self.files.iter_mut().filter(|file| file.path == path) {
                file.on_first_visit = true;
            }
        }
        replace(&self.folder.join("manifest.json"), manifest.to_json().as_bytes())?;
        self.remove_strays("pkg")?;
        self.remove_strays("public")?;
        let mut record = format!("{fingerprint}\n");
        for file in &self.files {
            record.push_str(&file.to_line());
        }
        replace(&self.folder.join(RECORD), record.as_bytes())
    }

    fn write(&mut self, path: String, content: &[u8]) -> Result<()> {
        if !path.chars().all(is_plain) {
            return Err(format!("{path}: a name may hold only letters without accents, digits, '-', '_' and '.'"));
        }
        let target = self.folder.join(&path);
        let compressed = compressed_path(&target);
        let unchanged = fs::read(&target).is_ok_and(|before| before == content);
        if !unchanged {
            // A brotli form of other content must not survive an interrupted run.
            remove_if_there(&compressed)?;
            replace(&target, content)?;
        }
        let sent = if !is_compressible(&path) {
            content.len() as u64
        } else if let Ok(metadata) = fs::metadata(&compressed) {
            metadata.len()
        } else {
            let brotli = compress(content)?;
            replace(&compressed, &brotli)?;
            brotli.len() as u64
        };
        self.files.push(Written { path, bytes: content.len() as u64, sent, on_first_visit: false });
        Ok(())
    }

    fn expected(&self) -> impl Iterator<Item = PathBuf> {
        self.files.iter().flat_map(|file| {
            let plain = self.folder.join(&file.path);
            let compressed = is_compressible(&file.path).then(|| compressed_path(&plain));
            std::iter::once(plain).chain(compressed)
        })
    }

    /// Older files would be embedded in the server for nothing.
    fn remove_strays(&self, sub_folder: &str) -> Result<()> {
        let folder = self.folder.join(sub_folder);
        let Ok(entries) = fs::read_dir(&folder) else {
            return Ok(());
        };
        let expected: Vec<PathBuf> = self.expected().collect();
        for path in entries.flatten().map(|entry| entry.path()) {
            if !expected.contains(&path) {
                remove_if_there(&path)?;
            }
        }
        Ok(())
    }
}

impl Written {
    fn to_line(&self) -> String {
        format!("{} {} {} {}\n", self.path, self.bytes, self.sent, self.on_first_visit)
    }

    fn parse(line: &str) -> Option<Written> {
        let mut words = line.split(' ');
        Some(Written {
            path: words.next()?.to_owned(),
            bytes: words.next()?.parse().ok()?,
            sent: words.next()?.parse().ok()?,
            on_first_visit: words.next()?.parse().ok()?,
        })
    }
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_./".contains(character)
}

/// WOFF2 is brotli inside already.
fn is_compressible(path: &str) -> bool {
    !path.ends_with(".woff2")
}

fn compressed_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)
        .map_err(|error| format!("could not compress: {error}"))?;
    Ok(compressed)
}

/// Writes beside the target and renames, so that a running server never reads half a file.
fn replace(target: &Path, content: &[u8]) -> Result<()> {
    let could_not_write = |error| format!("could not write {}: {error}", target.display());
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(could_not_write)?;
    }
    let mut draft = target.as_os_str().to_owned();
    draft.push(".new");
    fs::write(&draft, content).map_err(could_not_write)?;
    fs::rename(&draft, target).map_err(could_not_write)
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("could not remove {}: {error}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_record_reads_back() {
        let written = Written { path: "pkg/main-1a2b.css".to_owned(), bytes: 1000, sent: 200, on_first_visit: true };
        assert_eq!(Written::parse(written.to_line().trim_end()), Some(written));
        assert_eq!(Written::parse("pkg/main-1a2b.css 1000"), None);
    }

    #[test]
    fn brotli_gives_the_content_back() {
        let content = "Woonzorgagenda ".repeat(500).into_bytes();
        let compressed = compress(&content).unwrap();
        assert!(compressed.len() < 100, "{} bytes", compressed.len());
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut back).unwrap();
        assert_eq!(back, content);
    }
}
