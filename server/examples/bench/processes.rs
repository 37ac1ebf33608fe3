//! The measured processes, and the folder with the database. All of them go when the measurement ends, however it ends.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Result, bare};

pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// The release binary, on a port of its own.
    pub fn woonzorgagenda(database: &str) -> Result<Self> {
        let program = server_program()?;
        let mut command = Command::new(&program);
        command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--database", database]).env("RUST_LOG", "warn");
        for name in ["WOONZORGAGENDA_HTTPS", "WOONZORGAGENDA_LOG_FORMAT", "WOONZORGAGENDA_SMTP"] {
            command.env_remove(name);
        }
        Self::start(command).map_err(|error| format!("{}: {error}", program.display()).into())
    }

    /// This program as the server that does next to nothing, with a page of each size.
    pub fn bare(sizes: impl Iterator<Item = usize>) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(bare::ARGUMENT).args(sizes.map(|size| size.to_string()));
        Self::start(command)
    }

    /// The most that the process has had in memory until now, in megabytes, as Linux tells it.
    pub fn peak_memory(&self) -> Result<u64> {
        Ok(peak_of(&self.child)?.ok_or("the system does not tell how much memory a process has had")?)
    }

    /// Waits until the process prints its address.
    fn start(mut command: Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take();
        // From here on the process is stopped when this fails.
        let mut process = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let lines = output.map(BufReader::new).into_iter().flat_map(BufRead::lines);
        for line in lines {
            if let Some(address) = line?.split("http://").nth(1).and_then(|address| address.trim().parse().ok()) {
                process.address = address;
                return Ok(process);
            }
        }
        Err("it ended before it was ready; its message stands above".into())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // When it has ended already, that is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn peak_of(child: &Child) -> Result<Option<u64>> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    Ok(peak.map(str::parse::<u64>).transpose()?.map(|kilobytes| kilobytes / 1024))
}

/// A process that did its work.
#[derive(Clone, Debug)]
pub struct Finished {
    pub took: Duration,
    /// The most that it had in memory, in megabytes, as it was seen a few milliseconds before its end.
    pub peak: u64,
    /// What it said.
    pub output: String,
}

/// Waits for a process that works and ends. It says little: what it says is read when it has ended.
pub async fn finish(mut command: Command) -> Result<Finished> {
    const LOOK: Duration = Duration::from_millis(5);
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut peak = 0;
    let took = loop {
        if child.try_wait()?.is_some() {
            break begun.elapsed();
        }
        // Of a process that has just ended nothing is told any more.
        peak = peak_of(&child)?.unwrap_or(peak);
        tokio::time::sleep(LOOK).await;
    };
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    Ok(Finished { took, peak, output: String::from_utf8_lossy(&output.stdout).into_owned() })
}

pub fn server_program() -> Result<PathBuf> {
    let program = match std::env::var_os("WOONZORGAGENDA_BIN") {
        Some(program) => PathBuf::from(program),
        None => {
            let this = std::env::current_exe()?;
            let folder = this.parent().and_then(Path::parent).ok_or("this program stands in no folder")?;
            folder.join("woonzorgagenda")
        }
    };
    if program.is_file() {
        return Ok(program);
    }
    Err(format!("{} is not there: run `make build` first, or name it in WOONZORGAGENDA_BIN", program.display()).into())
}

/// A folder that is removed with everything in it.
pub struct ScratchFolder(PathBuf);

impl ScratchFolder {
    pub fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("woonzorgagenda-bench-{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|error| format!("cannot make the folder {}: {error}", path.display()))?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
