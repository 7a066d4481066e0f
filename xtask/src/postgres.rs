//! A throw-away PostgreSQL server for the tests: a fresh cluster on a free port of this machine,
//! stopped and removed when the guard is dropped, whatever the tests did.

use crate::shell::works;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, thread};

/// A running server.
pub(crate) struct Server {
    process: Child,
    folder: PathBuf,
    port: u16,
}

/// Whether the server's programs are there.
pub(crate) fn is_installed() -> bool {
    program("initdb").is_ok()
}

impl Server {
    /// Creates a cluster and starts it.
    pub(crate) fn start() -> Result<Self> {
        // Below the temporary folder, not below `target`: the server refuses to run as root, and
        // another user may not be able to reach the checkout.
        let folder = env::temp_dir().join(format!("jixiao-postgres-{}", std::process::id()));
        let owner = owner()?;
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group))?;
        }
        let outcome = Self::start_in(&folder, owner);
        if outcome.is_err() {
            fs::remove_dir_all(&folder)?;
        }
        outcome
    }

    fn start_in(folder: &Path, owner: Option<(u32, u32)>) -> Result<Self> {
        let data = folder.join("data");
        let made = as_owner(&program("initdb")?, folder, owner)
            .args(["--username=jixiao", "--auth=trust", "--encoding=UTF8", "--locale=C"])
            .arg("--pgdata")
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .context("cannot start initdb")?;
        if !made.success() {
            bail!("initdb failed ({made})");
        }
        // The port is free now; should another program take it first, the server says so and ends.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut process = as_owner(&program("postgres")?, folder, owner)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            // Nothing here outlives the run, so nothing has to reach the disk.
            .args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=400"])
            .args(["-c", "unix_socket_directories=", "-c", "lc_messages=C"])
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start postgres")?;
        let mut messages = BufReader::new(process.stderr.take().context("stderr is piped")?);
        let mut said = String::new();
        while !said.contains("ready to accept connections") {
            if messages.read_line(&mut said)? == 0 {
                process.wait()?;
                bail!("postgres did not start:\n{said}");
            }
        }
        // A full pipe would stop the server.
        thread::spawn(move || std::io::copy(&mut messages, &mut std::io::sink()));
        Ok(Self { process, folder: folder.to_owned(), port })
    }

    /// The address of its database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://jixiao@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
        let asked = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            // Only reached when the server died before, or without the `kill` program.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
        // What is left is in the temporary folder, which the system clears.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A program of the newest PostgreSQL installed: Debian keeps the server's programs off the path.
fn program(name: &str) -> Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for version in fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let path = version.path().join("bin").join(name);
        if let (Ok(number), true) = (version.file_name().to_string_lossy().parse(), path.exists()) {
            found.push((number, path));
        }
    }
    if let Some((_, path)) = found.into_iter().max() {
        return Ok(path);
    }
    if works(name, &["--version"]) {
        return Ok(PathBuf::from(name));
    }
    bail!("{name} of PostgreSQL is not installed")
}

/// `program`, run as the cluster's owner in its folder.
fn as_owner(program: &Path, folder: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

/// The user and group to run the server as, where this process is root: the package's own user.
fn owner() -> Result<Option<(u32, u32)>> {
    if !is_root()? {
        return Ok(None);
    }
    Ok(Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?)))
}

fn is_root() -> Result<bool> {
    Ok(id(&["-u"])? == 0)
}

fn id(arguments: &[&str]) -> Result<u32> {
    let said = crate::shell::output("id", arguments)?;
    said.trim().parse().with_context(|| format!("`id` said {said}"))
}
