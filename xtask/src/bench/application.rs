//! The application under load: a large city, a hundred people clicking, and what the dashboard costs
//! beside the barest answer of the same server library.

use super::documents;
use super::load::{self, Client, Load};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const CLICKING_USERS: usize = 100;
const PAUSE: Duration = Duration::from_millis(500);
const LASTING: Duration = Duration::from_secs(10);
const FIRST_PAGE_MAX: Duration = Duration::from_secs(30);
const PAGES_MAX: usize = 300;
const LINKS_MAX: usize = 12;
const OF_A_KIND_MAX: usize = 12;

/// Builds the city where it is not there yet, serves it, loads it, prints.
pub(crate) fn run(binary: &Path, folder: &Path, scale: u32) -> Result<()> {
    let city = folder.join(format!("city-{scale}"));
    let scale = scale.to_string();
    if !city.exists() {
        println!("\nbuilding the sample city × {scale} …");
        let address = free_address()?;
        let arguments = ["demo", "--scale", &scale, "--listen", &address, "--data"];
        let _builder = Server::start(binary, &arguments, &city)?;
        wait_for(&address, Duration::from_mins(15))?;
    }
    let address = free_address()?;
    let started = Instant::now();
    let server = Server::start(binary, &["demo", "--listen", &address, "--data"], &city)?;
    let first = wait_for(&address, FIRST_PAGE_MAX)?;
    println!("\nstart to first page: {:.0} ms", (first - started).as_secs_f64() * 1_000.0);
    thread::sleep(Duration::from_secs(1));
    println!("idle memory: {:.1} MiB", server.resident_mib()?);
    let cookies = sign_in_all(&address)?;
    let pages = pages(&address, &cookies)?;
    println!("{} different pages, {} people signed in", pages.len(), cookies.len());
    let clicks = load::run(&address, &cookies, &pages, CLICKING_USERS, PAUSE, LASTING)?;
    print(&format!("{CLICKING_USERS} people clicking"), &clicks);
    let workbench = ["/workbench".to_owned()];
    let dashboard = load::run(&address, &cookies, &workbench, 16, Duration::ZERO, LASTING)?;
    print("dashboard, as fast as it goes", &dashboard);
    documents::run(&address, &cookies, folder)?;
    drop(server);
    let hello = hello(folder)?;
    print("bare hello, as fast as it goes", &hello);
    println!(
        "dashboard: {:.2} of the bare rate",
        dashboard.answers_per_second / hello.answers_per_second
    );
    Ok(())
}

fn hello(folder: &Path) -> Result<Load> {
    let arguments =
        ["build", "--release", "--quiet", "--package", "jixiao-cli", "--example", "hello"];
    shell::run("cargo", &arguments)?;
    let binary = folder.parent().context("the benchmark stands in target")?;
    let binary = binary.join("release/examples/hello");
    let address = free_address()?;
    let _server = Server::start(&binary, &[&address], Path::new(""))?;
    wait_for(&address, FIRST_PAGE_MAX)?;
    load::run(&address, &[], &["/".to_owned()], 16, Duration::ZERO, LASTING)
}

fn print(label: &str, load: &Load) {
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!(
        "{label:<34}{:>10.0} answers/s   median {:.1} ms   p99 {:.1} ms   worst {:.1} ms",
        load.answers_per_second,
        ms(load.median),
        ms(load.p99),
        ms(load.worst)
    );
}

/// A server that stops with its value.
struct Server(Child);

impl Server {
    fn start(binary: &Path, arguments: &[&str], last: &Path) -> Result<Self> {
        let mut command = Command::new(binary);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        if !last.as_os_str().is_empty() {
            command.arg(last);
        }
        Ok(Self(command.spawn().with_context(|| format!("cannot start {}", binary.display()))?))
    }

    /// Resident memory, from `/proc`.
    fn resident_mib(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: f64 = line
            .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
            .context("no resident memory in /proc")?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// When the first page came.
fn wait_for(address: &str, longest: Duration) -> Result<Instant> {
    let start = Instant::now();
    while start.elapsed() < longest {
        let answer = Client::open(address, None).and_then(|mut client| client.get("/sign-in"));
        if answer.is_ok() {
            return Ok(Instant::now());
        }
        thread::sleep(Duration::from_millis(2));
    }
    bail!("no page from {address} within {} s", longest.as_secs())
}

/// People of every business role, as the demonstration prints them.
const PEOPLE: [&str; 6] = [
    "city.finance",
    "city.reviewer",
    "city.approver",
    "city.auditor",
    "city.treasury",
    "city.finance2",
];
const PASSWORD: &str = "Jiangzhou-2026";

/// A session for each of them.
fn sign_in_all(address: &str) -> Result<Vec<String>> {
    let mut cookies = Vec::new();
    for login in PEOPLE {
        let mut client = Client::open(address, None)?;
        let answer = client.post("/sign-in", &format!("login={login}&password={PASSWORD}"))?;
        cookies.push(answer.cookie.with_context(|| format!("{login} was not let in"))?);
    }
    Ok(cookies)
}

/// Pages that every business role may see, found by following links from the lists.
fn pages(address: &str, cookies: &[String]) -> Result<Vec<String>> {
    let cookie = cookies.first().context("nobody is signed in")?;
    let mut client = Client::open(address, Some(cookie))?;
    let mut found: Vec<String> = START.iter().map(|&page| page.to_owned()).collect();
    let mut known: BTreeSet<String> = found.iter().cloned().collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut next = 0;
    while next < found.len() && found.len() < PAGES_MAX {
        let answer = client.get(&found[next])?;
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let links = links.map(|link| link.replace("&amp;", "&"));
        let links = links.filter(|link| is_page(link) && known.insert(link.clone()));
        // Of every kind of page some: neither the first lists nor one page with a link for every
        // unit must fill the load.
        let few = links.filter(|link| {
            let count = kinds.entry(kind(link)).or_insert(0);
            *count += 1;
            *count <= OF_A_KIND_MAX
        });
        found.extend(few.take(LINKS_MAX));
        next += 1;
    }
    // Only what answers with a page to everybody in the load.
    let mut kept = Vec::new();
    for page in found {
        let mut everybody = true;
        for cookie in cookies {
            everybody &= Client::open(address, Some(cookie))?.get(&page)?.status == 200;
        }
        if everybody {
            kept.push(page);
        }
    }
    Ok(kept)
}

const START: &[&str] = &[
    "/workbench",
    "/projects",
    "/goals",
    "/self-evaluations",
    "/library",
    "/statistics",
    "/monitoring",
    "/rectifications",
    "/assessments",
    "/evaluations",
    "/departments",
    "/reports",
    "/standards",
    "/results",
    "/disclosure",
];

/// An address without what tells pages of a kind apart: numbers and what a filter is set to.
fn kind(link: &str) -> String {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let path = path.split('#').next().unwrap_or(path);
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    let path = path.split('/').map(|part| if part.parse::<u64>().is_ok() { "#" } else { part });
    path.chain(names).collect::<Vec<_>>().join("/")
}

/// A page of the year, no download and no form to fill in.
fn is_page(link: &str) -> bool {
    let path = link.split('?').next().unwrap_or(link);
    START.iter().any(|start| path.starts_with(start))
        && !["export", "/edit", "/new", "/print", "docx", "xlsx", "pdf", "attachment", "template"]
            .iter()
            .any(|word| link.contains(word))
}
