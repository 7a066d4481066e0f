//! Reports are read back, section for section and cell for cell, by the crates that read strangers'.

use crate::samples;
use jixiao_document::{Block as Read, Document, Table};
use jixiao_form::{Report, ReportKind};
use jixiao_reader::Limits;
use jixiao_render::model::text::{Block, HeadingLevel, TextDocument, TextTable};
use jixiao_render::model::{Form, Part, ProjectListForm, Volume};
use jixiao_render::{Engine, Format, Layout, Options, RenderError};

fn document(bytes: &[u8]) -> Document {
    jixiao_reader::read(bytes, "report", &Limits::default()).expect("our own file is read")
}

fn report(document: &Document) -> Report {
    let mut reports = jixiao_form::recognise(document).reports;
    assert_eq!(reports.len(), 1);
    reports.remove(0)
}

fn tables(document: &Document) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in &document.blocks {
        if let Read::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

/// Level, heading with its number and text of each section of the sample.
fn sections(text: &TextDocument) -> Vec<(u8, String, String)> {
    let mut sections: Vec<(u8, String, String)> = Vec::new();
    for block in &text.blocks {
        match block {
            Block::Heading { level, text } => {
                sections.push((level.number(), text.clone(), String::new()));
            }
            Block::Paragraph(paragraph) => {
                let (_, _, text) = sections.last_mut().expect("a heading comes first");
                let gap = if text.is_empty() { "" } else { "\n" };
                *text = format!("{text}{gap}{paragraph}");
            }
            Block::Table(_) | Block::List(_) => {}
        }
    }
    sections
}

fn texts(table: &TextTable) -> Vec<String> {
    let rows = table.header.iter().chain(&table.rows);
    rows.flatten().map(|cell| cell.text.clone()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_report_is_recognised_section_for_section() {
    let text = samples::report();
    let form = Form::Text(text.clone());
    for format in [Format::Docx, Format::Html] {
        let bytes = Engine::new().render(&form, Layout::Report, format).unwrap().bytes;
        let document = document(&bytes);
        let found = report(&document);
        assert_eq!(found.kind, ReportKind::SelfEvaluationReport, "{format:?}");
        assert_eq!(found.year.map(jixiao_domain::FiscalYear::get), Some(2025), "{format:?}");
        let title = found.title.as_ref().map(|title| title.printed.as_str());
        assert_eq!(title, Some(text.title.as_str()), "{format:?}");
        let expected = sections(&text);
        assert_eq!(found.sections.len(), expected.len(), "{format:?}");
        for (section, (level, heading, paragraphs)) in found.sections.iter().zip(&expected) {
            assert_eq!(section.level, *level, "{format:?}: {heading}");
            assert!(section.heading.ends_with(heading.as_str()), "{format:?}: {heading}");
            assert!(
                section.text.starts_with(paragraphs.as_str()),
                "{format:?}: {heading}: {}",
                section.text
            );
        }
        let tables = tables(&document);
        let given: Vec<&TextTable> = text
            .blocks
            .iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect();
        assert_eq!(tables.len(), given.len(), "{format:?}");
        for (found, given) in tables.into_iter().zip(given) {
            let found: Vec<String> = found
                .cells()
                .iter()
                .map(|cell| cell.text.clone())
                .filter(|text| !text.is_empty())
                .collect();
            assert_eq!(found, texts(given), "{format:?}: {}", given.caption);
        }
    }
}

#[test]
fn headings_of_word_files_are_headings_by_style() {
    let bytes = Engine::new()
        .render(&Form::Text(samples::report()), Layout::Report, Format::Docx)
        .unwrap()
        .bytes;
    let document = document(&bytes);
    let mut levels = Vec::new();
    for block in &document.blocks {
        if let Read::Paragraph(paragraph) = block {
            levels.extend(paragraph.heading_level);
        }
    }
    let expected: Vec<u8> = sections(&samples::report()).iter().map(|section| section.0).collect();
    assert_eq!(levels, expected);
}

#[test]
fn a_report_has_no_workbook() {
    let form = Form::Text(samples::report());
    let refused = Engine::new().render(&form, Layout::Report, Format::Xlsx);
    assert!(matches!(refused, Err(RenderError::NoWorkbook)));
    let refused = Engine::new().render(&form, Layout::National, Format::Pdf);
    assert!(matches!(refused, Err(RenderError::OtherForm { .. })));
}

#[test]
fn a_text_with_nothing_in_it_is_still_a_file() {
    let headings = HeadingLevel::ALL
        .map(|level| Block::Heading { level, text: String::new() })
        .into_iter()
        .chain([Block::Table(TextTable::default()), Block::List(Vec::new())])
        .collect();
    for text in
        [TextDocument::default(), TextDocument { blocks: headings, ..TextDocument::default() }]
    {
        for format in [Format::Docx, Format::Pdf, Format::Html] {
            let form = Form::Text(text.clone());
            let bytes = Engine::new().render(&form, Layout::Report, format).unwrap().bytes;
            assert!(!bytes.is_empty());
        }
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let engine = Engine::new();
    let form = Form::Text(samples::report());
    for format in [Format::Docx, Format::Pdf, Format::Html] {
        let once = engine.render(&form, Layout::Report, format).unwrap();
        let again = Engine::new().render(&form, Layout::Report, format).unwrap();
        assert!(once == again, "{format:?}");
    }
}

fn list(department: &str) -> Form {
    Form::ProjectList(ProjectListForm {
        department: department.to_owned(),
        ..samples::project_list(3)
    })
}

#[test]
fn a_volume_holds_all_its_parts_in_order() {
    let part = |form: Form, layout| Part { title: String::new(), form, layout };
    let parts = vec![
        part(list("江州市总工会"), Layout::ProjectList),
        part(Form::SelfEvaluation(samples::typical()), Layout::National),
        part(Form::Text(samples::report()), Layout::Report),
    ];
    let volume = Volume { title: "送审材料".to_owned(), parts };
    let engine = Engine::new();
    for format in [Format::Docx, Format::Html] {
        let found = jixiao_form::recognise(&document(
            &engine.render_volume(&volume, format, &Options::default()).unwrap().bytes,
        ));
        assert_eq!((found.forms.len(), found.reports.len()), (2, 1), "{format:?}");
    }
    let refused = engine.render_volume(&volume, Format::Xlsx, &Options::default());
    assert!(matches!(refused, Err(RenderError::NoWorkbook)));
    let forms = Volume { parts: [&volume.parts[..2], &volume.parts[..2]].concat(), ..volume };
    let bytes = engine.render_volume(&forms, Format::Xlsx, &Options::default()).unwrap().bytes;
    assert_eq!(jixiao_form::recognise(&document(&bytes)).forms.len(), 4);
}
