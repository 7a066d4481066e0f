//! The benchmark: a generated corpus, the release binary over it, and a plain Python script over the
//! same files in the same run.
//!
//! Prints figures and judges nothing: machines differ, so a threshold belongs to whoever reads them.

mod application;
mod corpus;
mod documents;
mod duplicates;
mod load;
mod measure;
mod payments;

use crate::{shell, workspace};
use anyhow::{Context, Result};
use clap::Args;
use measure::{Command, Measured, measure};
use std::fs;
use std::path::{Path, PathBuf};

/// What to measure.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Forms in the corpus of each format
    #[arg(long, default_value_t = 2_000)]
    forms: usize,
    /// Runs of which the median is printed
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Measures the application only
    #[arg(long, conflicts_with = "no_application")]
    application: bool,
    /// Measures the search for duplicates only, beside Splink
    #[arg(long, conflicts_with = "application")]
    duplicates: bool,
    /// Measures batch files of banks and their returns only
    #[arg(long, conflicts_with_all = ["application", "no_application"])]
    payments: bool,
    /// Leaves the application out
    #[arg(long)]
    no_application: bool,
    /// Leaves the Python script out
    #[arg(long)]
    no_python: bool,
}

/// Generates, builds, measures, prints.
pub(crate) fn run(args: &Bench) -> Result<()> {
    if args.duplicates {
        return duplicates::run(&workspace::root().join("target/bench"), !args.no_python);
    }
    if args.payments {
        return payments::run();
    }
    shell::run("cargo", &["build", "--release", "--quiet", "--package", "jixiao-cli"])?;
    let target = workspace::root().join("target");
    let binary = target.join("release/jixiao");
    let folder = target.join("bench");
    if args.application {
        return application::run(&binary, &folder, 50);
    }
    corpus::write(&folder, args.forms)?;
    println!("corpus: {} forms a format, {} runs, median\n", args.forms, args.runs);
    println!("{:<34}{:>12}{:>12}{:>12}", "", "wall ms", "forms/s", "peak MiB");
    for (format, _) in corpus::FORMATS {
        for (label, cores) in [("one core", Some("1")), ("all cores", None)] {
            let command = check(&binary, &folder.join(format), cores);
            let measured = measure(&command, args.runs)?;
            print_row(&format!("{format}, {label}"), &measured, args.forms);
        }
    }
    print_memory(&binary, &folder, args)?;
    let version = measure(&Command::new(&binary).arg("--version"), 20)?;
    println!("\n--version: {:.1} ms", version.wall_ms());
    if !args.no_python {
        against_python(&binary, &folder, args)?;
    }
    if !args.no_application {
        application::run(&binary, &folder, 50)?;
    }
    Ok(())
}

/// `jixiao check` over `folder`, concise output thrown away.
fn check(binary: &Path, folder: &Path, cores: Option<&str>) -> Command {
    let command =
        Command::new(binary).arg("check").arg("--format").arg("concise").arg(folder.as_os_str());
    match cores {
        Some(cores) => command.variable("RAYON_NUM_THREADS", cores),
        None => command,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand forms")]
fn print_row(label: &str, measured: &Measured, forms: usize) {
    let rate = forms as f64 / measured.wall.as_secs_f64();
    println!("{label:<34}{:>12.1}{rate:>12.0}{:>12.1}", measured.wall_ms(), measured.peak_mib());
}

/// Peak memory over a tenth of the files and over all of them: it must not grow with their number.
fn print_memory(binary: &Path, folder: &Path, args: &Bench) -> Result<()> {
    let tenth = folder.join("tenth");
    corpus::copy_part(&folder.join("docx"), &tenth, args.forms / 10)?;
    let few = measure(&check(binary, &tenth, None), args.runs)?;
    let all = measure(&check(binary, &folder.join("docx"), None), args.runs)?;
    println!(
        "\npeak memory, docx: {:.1} MiB over {} files, {:.1} MiB over {} files",
        few.peak_mib(),
        args.forms / 10,
        all.peak_mib(),
        args.forms
    );
    Ok(())
}

/// The same docx files read by python-docx and checked by four small sums, one process, beside the
/// binary on one core.
fn against_python(binary: &Path, folder: &Path, args: &Bench) -> Result<()> {
    let Some(python) = python(folder, &["python-docx", "openpyxl"])? else {
        println!("\nPython with python-docx and openpyxl is not to be had: comparison left out");
        return Ok(());
    };
    let script = folder.join("compare.py");
    fs::write(&script, include_str!("bench/compare.py"))?;
    println!();
    for format in ["docx", "xlsx"] {
        let files = folder.join(format);
        let theirs = Command::new(&python).arg(script.as_os_str()).arg(files.as_os_str());
        let theirs = measure(&theirs, args.runs.min(3))?;
        let ours = measure(&check(binary, &files, Some("1")), args.runs)?;
        print_row(&format!("{format}, Python script"), &theirs, args.forms);
        print_row(&format!("{format}, jixiao on one core"), &ours, args.forms);
        let ratio = theirs.wall.as_secs_f64() / ours.wall.as_secs_f64();
        println!("{format}: {ratio:.1} times the Python script");
    }
    Ok(())
}

/// An interpreter with some packages, in an environment of the benchmark's own.
fn python(folder: &Path, packages: &[&str]) -> Result<Option<PathBuf>> {
    let environment = folder.parent().context("the corpus stands in target")?.join("bench-python");
    let python = environment.join("bin/python");
    let path = python.to_string_lossy().into_owned();
    let show = [&["-m", "pip", "show", "-q"], packages].concat();
    if shell::works(&path, &show) {
        return Ok(Some(python));
    }
    let place = environment.to_string_lossy().into_owned();
    let install = [&["-m", "pip", "install", "-q"], packages].concat();
    let made = shell::run("python3", &["-m", "venv", &place]).is_ok()
        && shell::run(&path, &install).is_ok();
    Ok(made.then_some(python))
}
