//! The `jixiao` command.
//!
//! Owns arguments, files, progress, streams, exit codes, and the process of the server. What is read,
//! computed, said and served is the business of the crates below.

mod args;
mod commands;
mod examine;
mod files;
mod fonts;
mod installation;
mod key_file;
mod progress;
mod server;
mod spool;
mod streams;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Check(_) | Command::Read(_)) {
        start_workers();
    }
    let outcome = match &cli.command {
        Command::Check(args) => commands::check::run(args),
        Command::Read(args) => commands::read::run(args),
        Command::Score(args) => commands::score::run(args),
        Command::Rule(args) => commands::rule::run(args),
        Command::Regulation(args) => commands::regulation::run(args),
        Command::Verify(args) => commands::verify::run(args),
        Command::Serve(args) => commands::serve::run(args),
        Command::Demo(args) => commands::demo::run(args),
        Command::Admin(command) => commands::admin::run(command),
        Command::Completions(args) => commands::shell::completions(args),
        Command::Manual => commands::shell::manual(),
    };
    match outcome {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) if streams::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            streams::error(&format!("{error:#}"));
            ExitCode::from(Status::Failed.code())
        }
    }
}

/// Makes this thread one of those that read files, so that on one core nothing waits for another
/// thread to wake.
fn start_workers() {
    // Fails only where the pool was started before; then that one serves.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
}

/// The exit status of a command; the numbers are public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// 0: done, nothing found.
    Clean,
    /// 1: done, findings at or above the threshold.
    Found,
    /// 2: something could not be done.
    Failed,
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Failed => 2,
        }
    }
}
