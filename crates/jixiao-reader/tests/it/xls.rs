//! xls: every kind of cell record, strings across continuations, refusals of compound files.

use crate::biff::{compound, record, wide, words, workbook};
use crate::support::{error, outline, places, reading, refusal};
use jixiao_reader::ReadError;

/// A cell record: row, column and style before the rest.
fn cell(kind: u16, place: [u16; 2], style: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[&words(&[place[0], place[1], style])[..], rest].concat())
}

/// Cell styles 0 to 3: plain, built-in percent, a defined format, a built-in date.
fn styles() -> Vec<Vec<u8>> {
    let code = "0.00\"万元\"";
    let length = u16::try_from(code.chars().count()).expect("short");
    let format = record(0x41e, &[&words(&[164, length])[..], &wide(code)].concat());
    let style = |id: u16| record(0xe0, &words(&[0, id, 0]));
    vec![format, style(0), style(10), style(164), style(31)]
}

/// Shared strings whose second one is broken by a continuation, where it turns narrow.
fn strings() -> Vec<u8> {
    let counts = [2_u32, 2].map(u32::to_le_bytes).concat();
    let first = [&words(&[4])[..], &wide("数量指标")].concat();
    let second = [&words(&[5])[..], &wide("指标")].concat();
    [record(0xfc, &[counts, first, second].concat()), record(0x3c, b"\x00abc")].concat()
}

#[test]
fn every_record_of_a_cell_is_read() {
    let globals = [styles(), vec![strings()]].concat();
    let text = [&words(&[2])[..], &wide("文字")].concat();
    let result = [&140.4_f64.to_le_bytes()[..], &[0; 6]].concat();
    let follows = [&[0, 0, 0, 0, 0, 0, 0xff, 0xff][..], &[0; 6]].concat();
    let packed = |value: u32| value.to_le_bytes();
    let run = [
        words(&[2, 0, 0]),
        packed(5 << 2 | 2).to_vec(),
        words(&[1]),
        packed(50 << 2 | 3).to_vec(),
        words(&[1]),
    ];
    let sheet = [
        cell(0x203, [0, 0], 0, &(0.1_f64 + 0.2).to_le_bytes()),
        cell(0x203, [0, 1], 1, &1_f64.to_le_bytes()),
        cell(0x06, [0, 2], 2, &result),
        cell(0x203, [0, 3], 3, &44_926_f64.to_le_bytes()),
        cell(0x27e, [1, 0], 0, &packed(((-3_i32) << 2).cast_unsigned() | 2)),
        cell(0x27e, [1, 1], 0, &packed(12_345 << 2 | 3)),
        cell(0x205, [1, 2], 0, &[1, 0]),
        cell(0x205, [1, 3], 0, &[7, 1]),
        record(0xbd, &run.concat()),
        cell(0xfd, [3, 0], 0, &packed(0)),
        cell(0xfd, [3, 1], 0, &packed(1)),
        cell(0x204, [3, 2], 0, &text),
        cell(0x06, [3, 3], 0, &follows),
        record(0x207, &text),
        record(0xe5, &words(&[1, 4, 5, 0, 1])),
        cell(0x204, [4, 0], 0, &text),
        cell(0x204, [5, 3], 0, &text),
    ];
    let document = reading(&compound("Workbook", &workbook(&globals, &sheet)));
    let expected = "|0.3|100.00%|140.40万元|2022年12月31日|\n|-3|123.45|TRUE|#DIV/0!|\n|5|50.00%|\n\
                    |数量指标|指标abc|文字|文字|\n|文字{2×2}|\n|···文字|\n--\n";
    assert_eq!(outline(&document), expected);
    assert_eq!(places(&document)[0], "自评表!A1");
}

#[test]
fn compound_files_without_a_workbook_are_named() {
    let refused = |name: &str| refusal(&compound(name, b""));
    assert_eq!(error(&compound("EncryptedPackage", b"")), ReadError::Encrypted);
    assert_eq!(error(&compound("WordDocument", b"")), ReadError::LegacyWord);
    assert!(refused("PowerPoint Document").contains("演示文稿"));
    assert!(refused("Other").contains("复合文档"));
}

#[test]
fn protected_and_damaged_workbooks_are_refused() {
    let protected = workbook(&[record(0x2f, &words(&[1, 1]))], &[]);
    assert_eq!(error(&compound("Workbook", &protected)), ReadError::Encrypted);
    assert!(refusal(&compound("Workbook", b"")).contains("xls 工作簿"));
    let whole = compound("Workbook", &workbook(&[], &[]));
    assert!(refusal(&whole[..600]).contains("复合文档"));
}

#[test]
fn no_cut_or_flipped_byte_makes_the_reader_panic() {
    let globals = [styles(), vec![strings()]].concat();
    let sheet =
        [cell(0x203, [0, 0], 1, &1_f64.to_le_bytes()), record(0xe5, &words(&[1, 0, 9, 0, 9]))];
    let whole = compound("Workbook", &workbook(&globals, &sheet));
    for at in (0..512).chain(1024..2048) {
        let mut flipped = whole.clone();
        flipped[at] = !flipped[at];
        let _ = jixiao_reader::read(&flipped, "", &jixiao_reader::Limits::default());
        let _ = jixiao_reader::read(&whole[..at], "", &jixiao_reader::Limits::default());
    }
}
