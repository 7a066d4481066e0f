//! Whole processes: wall time and peak memory, the median of several runs after a warm-up.

use anyhow::{Context, Result};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A command to measure.
#[derive(Debug)]
pub(crate) struct Command {
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(String, String)>,
}

/// The median of the runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// Wall time.
    pub(crate) wall: Duration,
    /// Peak resident memory, KiB; 0 where the system does not tell.
    peak_kib: u64,
}

impl Command {
    pub(crate) fn new(program: &Path) -> Self {
        Self { program: program.into(), arguments: Vec::new(), variables: Vec::new() }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// One run; peak memory is read from `/proc` by GNU time where that is installed.
    fn once(&self) -> Result<Measured> {
        let time = Path::new("/usr/bin/time");
        let mut command = if time.exists() {
            let mut command = std::process::Command::new(time);
            command.args(["--format", "%M"]).arg(&self.program);
            command
        } else {
            std::process::Command::new(&self.program)
        };
        command.args(&self.arguments);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let start = Instant::now();
        let output = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()
            .with_context(|| format!("cannot start {}", self.program.display()))?;
        let wall = start.elapsed();
        let said = String::from_utf8_lossy(&output.stderr);
        let peak_kib = said.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(0);
        Ok(Measured { wall, peak_kib })
    }
}

impl Measured {
    pub(crate) fn wall_ms(&self) -> f64 {
        self.wall.as_secs_f64() * 1_000.0
    }

    #[expect(clippy::cast_precision_loss, reason = "KiB of one process")]
    pub(crate) fn peak_mib(&self) -> f64 {
        self.peak_kib as f64 / 1_024.0
    }
}

/// The median by wall time of `runs` runs, and the largest peak memory among them.
pub(crate) fn measure(command: &Command, runs: usize) -> Result<Measured> {
    command.once()?;
    let mut measured = Vec::with_capacity(runs);
    for _ in 0..runs.max(1) {
        measured.push(command.once()?);
    }
    measured.sort_by_key(|run| run.wall);
    let peak_kib = measured.iter().map(|run| run.peak_kib).max().unwrap_or(0);
    Ok(Measured { peak_kib, ..measured[measured.len() / 2] })
}
