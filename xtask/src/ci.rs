//! The CI sequence. The workflow calls this and nothing else, so that a clean machine and a
//! developer's run the same.

use crate::shell::{run, run_with, works};
use crate::{codegen, edges, new_rule, packages, postgres, tidy};
use anyhow::Result;
use std::env;
use std::time::Instant;

/// Cargo tools the sequence needs: the subcommand, its package and the versions that will do.
const TOOLS: [(&str, &str, &str); 2] =
    [("nextest", "cargo-nextest", "^0.9"), ("deny", "cargo-deny", "^0.20")];

/// The address of a PostgreSQL server for the tests; one is started where the caller has none.
const TEST_SERVER: &str = "JIXIAO_TEST_POSTGRES";

/// Runs every step; the first failure ends the run.
pub(crate) fn sequence() -> Result<()> {
    step("tools", install_tools)?;
    step("fmt", || run("cargo", &["fmt", "--all", "--check"]))?;
    step("tidy", tidy::run)?;
    step("edges", edges::run)?;
    step("clippy", || {
        run("cargo", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
    })?;
    step("rustdoc", || {
        let arguments = ["doc", "--workspace", "--no-deps", "--quiet", "--document-private-items"];
        run_with("cargo", &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
    })?;
    step("codegen", || codegen::run(true))?;
    step("tests", tests)?;
    step("scaffolding", new_rule::try_out)?;
    // Advisories need a database from the network; `cargo deny check advisories` is run by hand.
    step("deny", || run("cargo", &["deny", "check", "licenses", "bans", "sources"]))
}

/// The tests, with the server that their PostgreSQL halves ask for.
fn tests() -> Result<()> {
    let arguments = ["nextest", "run", "--workspace", "--no-fail-fast"];
    if env::var_os(TEST_SERVER).is_some() {
        return run("cargo", &arguments);
    }
    let server = postgres::Server::start()?;
    run_with("cargo", &arguments, &[(TEST_SERVER, &server.url())])
}

fn install_tools() -> Result<()> {
    packages::install(env::var_os(TEST_SERVER).is_none())?;
    for (subcommand, package, version) in TOOLS {
        if !works("cargo", &[subcommand, "--version"]) {
            run("cargo", &["install", package, "--version", version, "--locked", "--quiet"])?;
        }
    }
    Ok(())
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    eprintln!("--- {name}: {verdict} in {:.1} s", start.elapsed().as_secs_f64());
    outcome
}
