//! Other programs still open what is sealed. Skipped where they are not installed.

use crate::files::{docx, key, label, pdf, sealed};
use jixiao_seal::{Label, seal};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

fn is_installed(program: &str, flag: &str) -> bool {
    let run = Command::new(program).arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// The text of a PDF. Nothing in it had to be rebuilt.
fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg(path).arg("-").output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_sealed_docx_opens_in_libreoffice() {
    if !is_installed("soffice", "--version") || !is_installed("pdftotext", "-v") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sealed.docx");
    // The longest seal there is.
    let signer = "工".repeat(40);
    let label = Label { signer: &signer, number: &"9".repeat(40), ..label() };
    std::fs::write(&path, seal(docx(), &key(), label).unwrap()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    assert!(pdf_text(&folder.path().join("sealed.pdf")).contains("Score 98.50"));
}

#[test]
fn a_sealed_pdf_opens_in_poppler() {
    if !is_installed("pdftotext", "-v") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sealed.pdf");
    std::fs::write(&path, sealed(pdf())).unwrap();
    assert!(pdf_text(&path).contains("Score 98.50"));
}

#[test]
fn a_sealed_archive_is_read_as_before() {
    let sealed = sealed(docx());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(sealed)).unwrap();
    assert!(archive.comment().starts_with(b"JIXIAO-SEAL-BEGIN\n"));
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("Score 98.50"));
}
