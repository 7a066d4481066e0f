//! What other programs see of our files. Skipped where they are not installed.

use crate::samples;
use jixiao_render::model::text::Block;
use jixiao_render::model::{Form, Part, Volume};
use jixiao_render::sheet::Sheet;
use jixiao_render::{Engine, Format, Layout, Options};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn is_installed(program: &str, flag: &str) -> bool {
    let run = Command::new(program).arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// A folder of its own, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("jixiao-render-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The text of a PDF in the order it was drawn, without white space.
fn pdf_text(path: &Path) -> String {
    let output =
        Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().expect("pdftotext runs");
    assert!(output.status.success(), "{}", path.display());
    String::from_utf8_lossy(&output.stdout).chars().filter(|c| !c.is_whitespace()).collect()
}

fn count(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

/// Everything the sheets print, in one text.
fn printed(sheets: &[Sheet]) -> String {
    sheets
        .iter()
        .flat_map(|sheet| {
            let lines =
                sheet.notes.iter().chain(&sheet.foot).chain([&sheet.title, &sheet.subtitle]);
            sheet.cells.iter().map(|cell| &cell.text).chain(lines)
        })
        .cloned()
        .collect()
}

/// Every form in every layout of its own.
fn cases() -> Vec<(String, Form, Layout)> {
    let mut cases = Vec::new();
    for (name, form) in samples::all() {
        for layout in Layout::ALL.into_iter().filter(|layout| layout.prints(&form)) {
            cases.push((
                format!("{}-{}", layout.id(), name.replace(' ', "-")),
                form.clone(),
                layout,
            ));
        }
    }
    cases
}

#[test]
fn pdf_text_holds_every_character_of_every_cell() {
    if !is_installed("pdftotext", "-v") {
        return;
    }
    let folder = Folder::new("pdf");
    let engine = Engine::new();
    for (name, form, layout) in cases() {
        let rendered = engine.render(&form, layout, Format::Pdf).unwrap();
        let path = folder.0.join(format!("{name}.pdf"));
        std::fs::write(&path, &rendered.bytes).unwrap();
        let text = pdf_text(&path);
        let sheets = layout.sheets(&form).unwrap();
        let found = count(&text);
        for (c, times) in count(&printed(&sheets)) {
            let missing = rendered.missing.contains(&c);
            let enough = found.get(&c).is_some_and(|&found| found >= times);
            assert!(missing || enough, "{name}: {c} is lost");
        }
        for cell in sheets.iter().flat_map(|sheet| &sheet.cells).filter(|cell| cell.text.len() < 90)
        {
            let words: String = cell.text.chars().filter(|c| !c.is_whitespace()).collect();
            let rare = words.chars().any(|c| rendered.missing.contains(&c));
            assert!(rare || text.contains(&words), "{name}: {words} is torn apart");
        }
    }
}

/// What a program that reads aloud would say, without white space and the names of elements.
fn spoken(path: &Path) -> (String, String) {
    let output =
        Command::new("pdfinfo").arg("-struct-text").arg(path).output().expect("pdfinfo runs");
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    let words: String = tree
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    (tree, words)
}

#[test]
fn pdf_tables_are_read_aloud_row_by_row() {
    if !is_installed("pdfinfo", "-v") {
        return;
    }
    let folder = Folder::new("tags");
    let engine = Engine::new();
    for (name, form, layout) in cases() {
        let rendered = engine.render(&form, layout, Format::Pdf).unwrap();
        let path = folder.0.join(format!("{name}.pdf"));
        std::fs::write(&path, &rendered.bytes).unwrap();
        let (tree, words) = spoken(&path);
        let sheets = layout.sheets(&form).unwrap();
        let rows: usize = sheets.iter().map(|sheet| sheet.row_count).sum();
        let count = |element: &str| {
            let is_one = |line: &&str| line.split_whitespace().next() == Some(element);
            tree.lines().filter(is_one).count()
        };
        assert_eq!((count("H1"), count("TR")), (sheets.len(), rows), "{name}");
        let mut expected = String::new();
        for sheet in &sheets {
            let around = [&sheet.title, &sheet.subtitle];
            let cells = sheet.cells.iter().map(|cell| &cell.text);
            let below = sheet.notes.iter().chain(&sheet.foot);
            for text in around.into_iter().chain(cells).chain(below) {
                expected.extend(text.chars().filter(|c| !c.is_whitespace()));
            }
        }
        if rendered.missing.is_empty() {
            assert_eq!(words, expected, "{name}");
        }
    }
}

#[test]
fn a_report_is_read_aloud_from_head_to_signature() {
    if !is_installed("pdfinfo", "-v") {
        return;
    }
    let folder = Folder::new("report");
    let report = samples::report();
    let form = Form::Text(report.clone());
    let path = folder.0.join("report.pdf");
    let bytes = Engine::new().render(&form, Layout::Report, Format::Pdf).unwrap().bytes;
    std::fs::write(&path, bytes).unwrap();
    let (tree, words) = spoken(&path);
    let mut at = 0;
    let mut follow = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let found = words[at..].find(&text);
        at += found.unwrap_or_else(|| panic!("{text} does not follow")) + text.len();
    };
    follow(&report.document_number);
    follow(&report.title);
    for block in &report.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => follow(text),
            Block::Table(table) => {
                follow(&table.caption);
                table
                    .header
                    .iter()
                    .chain(&table.rows)
                    .flatten()
                    .for_each(|cell| follow(&cell.text));
            }
            Block::List(items) => items.iter().for_each(|item| follow(item)),
        }
    }
    follow("江州市总工会2026年3月1日");
    let heading = |level: &str| tree.lines().filter(|line| line.trim().starts_with(level)).count();
    assert_eq!([heading("H1"), heading("H2"), heading("H3")], [1, 3, 2]);
}

#[test]
fn a_volume_turns_its_pages_and_names_its_parts() {
    if !is_installed("pdfinfo", "-v") {
        return;
    }
    let folder = Folder::new("volume");
    let part = |form: Form, layout, title: &str| Part { title: title.to_owned(), form, layout };
    let volume = Volume {
        title: "送审材料".to_owned(),
        parts: vec![
            part(Form::ProjectList(samples::project_list(3)), Layout::ProjectList, "清单"),
            part(Form::Monitoring(crate::monitoring::form()), Layout::Monitoring, "监控表"),
            part(Form::Text(samples::report()), Layout::Report, "报告"),
        ],
    };
    let path = folder.0.join("volume.pdf");
    let options = Options::default();
    let bytes = Engine::new().render_volume(&volume, Format::Pdf, &options).unwrap().bytes;
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("pdfinfo").args(["-f", "1", "-l", "99"]).arg(&path).output();
    let told = String::from_utf8_lossy(&output.unwrap().stdout).into_owned();
    let turned = told
        .lines()
        .filter_map(|line| line.strip_prefix("Page ")?.split_once("size:"))
        .map(|(_, size)| size.trim().starts_with("841"));
    let turned: Vec<bool> = turned.collect();
    assert_eq!(turned[..2], [false, true]);
    assert_eq!(turned.last(), Some(&false));
    assert!(told.contains("送审材料"), "{told}");
}

#[test]
fn libreoffice_prints_every_character_of_docx_and_xlsx() {
    if !is_installed("pdftotext", "-v") || !is_installed("soffice", "--version") {
        return;
    }
    let folder = Folder::new("office");
    let engine = Engine::new();
    for format in [Format::Docx, Format::Xlsx] {
        let cases = cases();
        let mut office = Command::new("soffice");
        office
            .arg("--headless")
            .arg(format!("-env:UserInstallation=file://{}/home", folder.0.display()));
        office.args(["--convert-to", "pdf", "--outdir"]).arg(&folder.0);
        for (name, form, layout) in &cases {
            let path = folder.0.join(format!("{name}.{}", format.extension()));
            std::fs::write(&path, engine.render(form, *layout, format).unwrap().bytes).unwrap();
            office.arg(path);
        }
        let status = office.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success());
        for (name, form, layout) in &cases {
            let found = count(&pdf_text(&folder.0.join(format!("{name}.pdf"))));
            for (c, times) in count(&printed(&layout.sheets(form).unwrap())) {
                let enough = found.get(&c).is_some_and(|&found| found >= times);
                assert!(enough || !c.is_alphanumeric(), "{name} as {format:?}: {c} is lost");
            }
        }
    }
}
