//! Finding duplicates: the crate of likeness and Splink over the same made-up registry, of which every
//! duplicate is known. Both read the file, learn without labels and are counted by the labels after.

use crate::{shell, workspace};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Persons of the registries.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// The registries are made from this; nothing was tried out on it.
const SEED: u64 = 20_261_120;

/// What one side did.
struct Run {
    wall_seconds: f64,
    /// Processor time of all cores; empty where the system does not tell.
    processor_seconds: String,
    peak_kib: u64,
    /// Found, right, true; at the least probable that counts as found.
    counts: Vec<(String, [f64; 3])>,
}

/// Generates, builds, measures, prints. `folder` is the benchmark's own.
pub(super) fn run(folder: &Path, with_python: bool) -> Result<()> {
    let package = ["--package", "jixiao-likeness", "--features", "testing", "--example", "linkage"];
    shell::run("cargo", &[&["build", "--release", "--quiet"], &package[..]].concat())?;
    let binary = workspace::root().join("target/release/examples/linkage");
    let files = folder.join("duplicates");
    fs::create_dir_all(&files)?;
    let script = files.join("duplicates.py");
    fs::write(&script, include_str!("duplicates.py"))?;
    let python = if with_python { super::python(folder, &["splink"])? } else { None };
    if python.is_none() {
        println!("Splink is not to be had, or was left out: no comparison");
    }
    println!(
        "{:<22}{:>9}{:>11}{:>9}{:>9}{:>9}{:>10}{:>9}{:>10}",
        "persons", "permille", "precision", "recall", "F1", "wall s", "processor", "MiB", "found"
    );
    for size in SIZES {
        let file = files.join(format!("{size}.csv"));
        let (count, seed) = (size.to_string(), SEED.to_string());
        let made = Command::new(&binary).args(["make", &count, &seed]).arg(&file).status()?;
        if !made.success() {
            bail!("the registry of {size} persons could not be made");
        }
        let mut ours = Command::new(&binary);
        print_run(&format!("{size} jixiao"), &once(ours.arg("find").arg(&file))?);
        if let Some(python) = &python {
            let mut theirs = Command::new(python);
            print_run(&format!("{size} Splink"), &once(theirs.arg(&script).arg(&file))?);
        }
    }
    Ok(())
}

/// Runs a command under GNU time, where that is installed, and reads its counts.
fn once(command: &mut Command) -> Result<Run> {
    let time = Path::new("/usr/bin/time");
    let mut whole = if time.exists() {
        let mut whole = Command::new(time);
        whole.args(["--format", "%U %M"]).arg(command.get_program());
        whole
    } else {
        Command::new(command.get_program())
    };
    whole.args(command.get_args()).stdin(Stdio::null());
    let start = Instant::now();
    let output = whole.output().context("the comparison can't be started")?;
    let wall_seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{said}");
    }
    let last = said.lines().last().unwrap_or_default();
    let (processor, peak) = last.split_once(' ').unwrap_or_default();
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let counts = lines.lines().filter_map(counted).collect();
    Ok(Run {
        wall_seconds,
        processor_seconds: processor.to_owned(),
        peak_kib: peak.parse().unwrap_or(0),
        counts,
    })
}

/// A line `500 found right true`.
fn counted(line: &str) -> Option<(String, [f64; 3])> {
    let words: Vec<&str> = line.split(' ').collect();
    let [permille, found, right, truth] = words.as_slice() else { return None };
    permille.parse::<u16>().ok()?;
    let number = |text: &str| text.parse().ok();
    Some(((*permille).to_owned(), [number(found)?, number(right)?, number(truth)?]))
}

fn print_run(label: &str, run: &Run) {
    for (permille, [found, right, truth]) in &run.counts {
        let (precision, recall) = (right / found, right / truth);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{label:<22}{permille:>9}{precision:>11.4}{recall:>9.4}{f1:>9.4}{:>9.1}{:>10}{:>9}{found:>10}",
            run.wall_seconds,
            run.processor_seconds,
            run.peak_kib / 1_024,
        );
    }
}
