//! The project's own tool; run as `cargo xtask COMMAND`.
//!
//! Owns what keeps the house in order: the CI sequence, checks of layout and dependencies, generated
//! documents, scaffolding and benchmarks. Nothing here is part of the product.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

mod bench;
mod ci;
mod codegen;
mod edges;
mod examples;
mod new_rule;
mod packages;
mod postgres;
mod shell;
mod tidy;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(about = "The project's own tool")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Everything CI runs, in order; installs what it needs
    Ci,
    /// Checks the layout of files, functions and manifests
    Tidy,
    /// Checks the dependencies between crates against the table of allowed edges
    Edges,
    /// Writes the generated documents
    Codegen {
        /// Fails when a generated document is not up to date instead of writing it
        #[arg(long)]
        check: bool,
    },
    /// Adds a rule: its file, its cases, its line in the registry
    NewRule(new_rule::NewRule),
    /// Writes the filings of `examples/`
    Examples,
    /// Measures speed and memory over a generated corpus
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Ci => ci::sequence(),
        Command::Tidy => tidy::run(),
        Command::Edges => edges::run(),
        Command::Codegen { check } => codegen::run(check),
        Command::Bench(args) => bench::run(&args),
        Command::Examples => examples::run(),
        Command::NewRule(args) => new_rule::run(&workspace::root(), &args),
    }
}
