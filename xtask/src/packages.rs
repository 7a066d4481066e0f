//! Programs outside of cargo that tests use: installed where they are missing and this process may
//! install packages.
//!
//! Tests that need a browser or an office suite pass over themselves where it is not there; the
//! PostgreSQL half of the tests is no such luxury.

use crate::postgres;
use crate::shell::{output, run, works};
use anyhow::{Result, bail};

/// A program, how it is asked whether it is there, and the Debian packages it comes from.
const PROGRAMS: [(&str, &str, &[&str]); 3] = [
    ("chromedriver", "--version", &["chromium", "chromium-driver", "fonts-noto-cjk"]),
    ("pdftotext", "-v", &["poppler-utils"]),
    ("soffice", "--version", &["libreoffice-calc", "libreoffice-writer"]),
];

/// Installs what is missing. `own_server`: the caller brings no PostgreSQL server of its own.
pub(crate) fn install(own_server: bool) -> Result<()> {
    let mut missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, question, _)| !works(program, &[question]))
        .flat_map(|(_, _, packages)| packages.iter().copied())
        .collect();
    let lacks_server = own_server && !postgres::is_installed();
    if lacks_server {
        missing.push("postgresql");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let may_install = works("apt-get", &["--version"]) && output("id", &["-u"])?.trim() == "0";
    if may_install {
        run("apt-get", &["update", "-qq"])?;
        let arguments = ["install", "-y", "-qq", "--no-install-recommends"];
        return run("apt-get", &[&arguments, missing.as_slice()].concat());
    }
    if lacks_server {
        bail!("PostgreSQL is missing: install it, or name a server in JIXIAO_TEST_POSTGRES");
    }
    eprintln!("some tests will do nothing: {} not installed", missing.join(", "));
    Ok(())
}
