//! Shell completions and the manual page, generated from the arguments.

use crate::args::{Cli, CompletionsArgs};
use crate::{Status, streams};
use anyhow::Result;
use clap::CommandFactory;

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "jixiao", &mut script);
    streams::bytes(None, &script)?;
    Ok(Status::Clean)
}

pub(crate) fn manual() -> Result<Status> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    streams::bytes(None, &page)?;
    Ok(Status::Clean)
}
