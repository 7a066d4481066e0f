//! The mark of verification stands in every format and disturbs nothing that is read back.

use crate::samples;
use jixiao_document::Block;
use jixiao_reader::Limits;
use jixiao_render::model::{Form, SealMark};
use jixiao_render::{Engine, Format, Layout, Options, RenderError};
use std::io::Read as _;

const LINES: [&str; 2] = ["扫码验真", "摘要：66c7f0f4 62eeedd9 d1f2d46b dc10e4e2"];

fn options(payload: &str) -> Options {
    let lines = LINES.map(str::to_owned).to_vec();
    Options { seal_mark: Some(SealMark { payload: payload.to_owned(), lines }) }
}

fn cases() -> [(Form, Layout); 2] {
    [
        (Form::SelfEvaluation(samples::typical()), Layout::National),
        (Form::Text(samples::report()), Layout::Report),
    ]
}

fn texts(bytes: &[u8]) -> String {
    let document =
        jixiao_reader::read(bytes, "form", &Limits::default()).expect("our own file is read");
    let mut texts = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => texts.push_str(&paragraph.text),
            Block::Table(table) => {
                for cell in table.cells() {
                    texts.push_str(&cell.text);
                }
            }
        }
    }
    texts
}

#[test]
fn a_marked_document_says_what_the_mark_says() {
    let engine = Engine::new();
    let marked = options("https://jx.example.cn/verify?d=66c7f0f462eeedd9");
    for (form, layout) in cases() {
        for format in [Format::Docx, Format::Xlsx, Format::Html] {
            let Ok(plain) = engine.render(&form, layout, format) else { continue };
            let bytes = engine.render_with(&form, layout, format, &marked).unwrap().bytes;
            let (with, without) = (texts(&bytes), texts(&plain.bytes));
            for line in LINES {
                assert!(with.contains(line), "{layout:?} as {format:?}");
            }
            assert!(with.len() <= without.len() + LINES.concat().len() + 1, "{with}");
            let read = |bytes| {
                let document = jixiao_reader::read(bytes, "form", &Limits::default()).unwrap();
                let found = jixiao_form::recognise(&document);
                (found.forms.len(), found.reports.len())
            };
            assert_eq!(read(&bytes), read(&plain.bytes), "{layout:?} as {format:?}");
        }
    }
}

#[test]
fn the_same_mark_gives_the_same_bytes_and_another_gives_others() {
    let engine = Engine::new();
    for (form, layout) in cases() {
        for format in Format::ALL {
            let of = |payload| engine.render_with(&form, layout, format, &options(payload));
            let Ok(once) = of("甲") else { continue };
            assert!(once == of("甲").unwrap(), "{layout:?} as {format:?}");
            assert!(once != of("乙").unwrap(), "{layout:?} as {format:?}");
        }
    }
}

#[test]
fn a_word_file_holds_the_picture_and_names_it() {
    let (form, layout) = cases()[0].clone();
    let bytes =
        Engine::new().render_with(&form, layout, Format::Docx, &options("甲")).unwrap().bytes;
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut picture = Vec::new();
    package.by_name("word/media/image1.png").unwrap().read_to_end(&mut picture).unwrap();
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    let mut relations = String::new();
    let name = "word/_rels/document.xml.rels";
    package.by_name(name).unwrap().read_to_string(&mut relations).unwrap();
    assert!(relations.contains("media/image1.png"));
}

#[test]
fn a_payload_no_code_holds_is_refused() {
    let (form, layout) = cases()[0].clone();
    let refused =
        Engine::new().render_with(&form, layout, Format::Pdf, &options(&"甲".repeat(3_000)));
    assert!(matches!(refused, Err(RenderError::MarkTooLong)));
}
