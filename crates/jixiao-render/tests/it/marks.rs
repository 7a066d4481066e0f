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

/// What an independent reader sees in a picture of `side` × `side` grey pixels.
fn scanned(side: usize, pixel: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, pixel);
    let codes = picture.detect_grids();
    codes.into_iter().map(|code| code.decode().expect("the code is read").1).collect()
}

/// The squares of the figure of a PDF file, in hundredths of a point: left, bottom, width, height.
fn squares(pdf: &[u8]) -> Vec<[usize; 4]> {
    let pages = contents(pdf);
    let figure = pages.iter().find_map(|page| page.split("/Figure").nth(1));
    let figure = figure.and_then(|text| text.split("EMC").next()).expect("a page has the mark");
    let numbers = |line: &str| {
        let numbers: Vec<usize> = line.strip_suffix(" re")?.split(' ').map(hundredths).collect();
        numbers.try_into().ok()
    };
    figure.lines().filter_map(numbers).collect()
}

fn hundredths(number: &str) -> usize {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    format!("{whole}{part:0<2}").parse().expect("a number of at most two places")
}

/// The contents of all pages.
fn contents(pdf: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let is_start = |window: &[u8]| window == b"stream\n";
    let mut rest = pdf;
    while let Some(start) = rest.windows(7).position(is_start) {
        rest = &rest[start + 7..];
        let mut bytes = Vec::new();
        if flate2::read::ZlibDecoder::new(rest).read_to_end(&mut bytes).is_ok() {
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    texts
}

#[test]
fn the_printed_code_is_read_at_the_size_it_is_printed() {
    let digest = "66c7f0f462eeedd9".repeat(4);
    let payload = format!("https://jixiao.example.gov.cn/verify?digest={digest}");
    for (form, layout) in cases() {
        let made = Engine::new().render_with(&form, layout, Format::Pdf, &options(&payload));
        let squares = squares(&made.unwrap().bytes);
        let low = |index: usize| squares.iter().map(|square| square[index]).min().unwrap() - 800;
        let (left, bottom) = (low(0), low(1));
        for dots_per_inch in [200, 300, 600] {
            // 22 mm and some white around them.
            let side = 80 * dots_per_inch / 72;
            // Four points in a dot: grey where it lies across an edge, as a camera sees it.
            let points = 2 * side;
            let place = |hundredths: usize| (hundredths * 2 * dots_per_inch + 3_600) / 7_200;
            let mut dark = vec![false; points * points];
            for [x, y, width, height] in &squares {
                for row in place(y - bottom)..place(y + height - bottom) {
                    let start = row * points;
                    let run = place(x - left)..place(x + width - left);
                    dark[start + run.start..start + run.end].fill(true);
                }
            }
            let pixel = |column: usize, row: usize| {
                // PDF counts from below.
                let (x, y) = (2 * column, points - 2 - 2 * row);
                let of = |x, y| if dark[y * points + x] { 5 } else { 60 };
                of(x, y) + of(x + 1, y) + of(x, y + 1) + of(x + 1, y + 1)
            };
            assert_eq!(scanned(side, pixel), [payload.as_str()], "{layout:?} {dots_per_inch}");
        }
    }
}

#[test]
fn the_picture_of_a_word_file_is_read() {
    let payload = "https://jx.example.cn/verify?d=66c7f0f462eeedd9";
    for (form, layout) in cases() {
        let made = Engine::new().render_with(&form, layout, Format::Docx, &options(payload));
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(made.unwrap().bytes)).unwrap();
        let mut picture = Vec::new();
        package.by_name("word/media/image1.png").unwrap().read_to_end(&mut picture).unwrap();
        let side = u32::from_be_bytes(picture[16..20].try_into().unwrap()) as usize;
        let start = picture.windows(4).position(|name| name == b"IDAT").unwrap() + 4;
        let mut rows = Vec::new();
        flate2::read::ZlibDecoder::new(&picture[start..]).read_to_end(&mut rows).unwrap();
        // One bit a pixel, each row behind the number of its filter.
        let pixel = |x: usize, y: usize| {
            let byte = rows[y * (side / 8 + 1) + 1 + x / 8];
            if byte & (0x80 >> (x % 8)) == 0 { 0 } else { 255 }
        };
        assert_eq!(scanned(side, pixel), [payload], "{layout:?}");
    }
}

#[test]
fn a_payload_no_code_holds_is_refused() {
    let (form, layout) = cases()[0].clone();
    let refused =
        Engine::new().render_with(&form, layout, Format::Pdf, &options(&"甲".repeat(3_000)));
    assert!(matches!(refused, Err(RenderError::MarkTooLong)));
}
