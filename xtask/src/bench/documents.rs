//! Official forms out of the application: how fast a thousand PDFs come, beside LibreOffice turning
//! the same forms from docx into PDF.

use super::load::Client;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const PDF_COUNT: usize = 1_000;
const OFFICE_COUNT: usize = 50;

/// Asks for the forms of the newest self-evaluations and prints the rates.
pub(super) fn run(address: &str, cookies: &[String], folder: &Path) -> Result<()> {
    let ids = ids(address, cookies)?;
    let took = fetch_all(address, cookies, &ids)?;
    let rate = rate(PDF_COUNT, took);
    println!("{PDF_COUNT} PDFs over HTTP: {:.1} s, {rate:.0} a second", took.as_secs_f64());
    if !shell::works("soffice", &["--version"]) {
        println!("LibreOffice is not installed: comparison left out");
        return Ok(());
    }
    let office = office(address, cookies, &ids, folder)?;
    println!("LibreOffice, {OFFICE_COUNT} of the same forms as docx: {office:.1} a second");
    println!("PDF: {:.0} times LibreOffice", rate / office);
    Ok(())
}

/// The self-evaluations of the list, page by page.
fn ids(address: &str, cookies: &[String]) -> Result<Vec<String>> {
    let mut client = Client::open(address, cookies.first().map(String::as_str))?;
    let mut ids = Vec::new();
    let mut page = 1;
    while ids.len() < PDF_COUNT {
        let answer = client.get(&format!("/self-evaluations?page={page}"))?;
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        let before = ids.len();
        for rest in html.split("href=\"/self-evaluations/").skip(1) {
            let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if !id.is_empty() && !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.len() == before {
            bail!("the list of self-evaluations ends after {before}");
        }
        page += 1;
    }
    Ok(ids)
}

/// Two connections, as many as the machine has cores.
fn fetch_all(address: &str, cookies: &[String], ids: &[String]) -> Result<Duration> {
    let start = Instant::now();
    let halves: Vec<_> = (0..2)
        .map(|half| {
            let cookie = cookies.first().cloned();
            let address = address.to_owned();
            let ids: Vec<String> =
                ids.iter().take(PDF_COUNT).skip(half).step_by(2).cloned().collect();
            thread::spawn(move || -> Result<()> {
                let mut client = Client::open(&address, cookie.as_deref())?;
                for id in ids {
                    let answer = client.get(&format!("/self-evaluations/{id}/document/pdf"))?;
                    if answer.status != 200 || !answer.body.starts_with(b"%PDF") {
                        bail!("the PDF of {id} answered {}", answer.status);
                    }
                }
                Ok(())
            })
        })
        .collect();
    for half in halves {
        half.join().expect("a reader of documents does not panic")?;
    }
    Ok(start.elapsed())
}

/// Forms a second by LibreOffice, all in one process.
fn office(address: &str, cookies: &[String], ids: &[String], folder: &Path) -> Result<f64> {
    let place = folder.join("office");
    fs::create_dir_all(&place)?;
    let mut client = Client::open(address, cookies.first().map(String::as_str))?;
    let mut arguments = vec!["--headless", "--convert-to", "pdf", "--outdir"];
    let out = place.to_string_lossy().into_owned();
    arguments.push(&out);
    let mut files = Vec::new();
    for id in ids.iter().take(OFFICE_COUNT) {
        let answer = client.get(&format!("/self-evaluations/{id}/document/docx"))?;
        let file = place.join(format!("{id}.docx"));
        fs::write(&file, &answer.body).context("a docx is written")?;
        files.push(file.to_string_lossy().into_owned());
    }
    arguments.extend(files.iter().map(String::as_str));
    let start = Instant::now();
    shell::output("soffice", &arguments)?;
    Ok(rate(OFFICE_COUNT, start.elapsed()))
}

#[expect(clippy::cast_precision_loss, reason = "a thousand forms")]
fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}
