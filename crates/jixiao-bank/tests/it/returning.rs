//! Return files are read in whatever encoding and program they come from; faults name their place.

use crate::world::{csv_return, layout, line, lines};
use jixiao_bank::{
    FailureKind, LineProblem, ReturnFault, ReturnField, ReturnFile, ReturnStatus, Totals,
    read_return,
};
use jixiao_domain::Money;
use rust_xlsxwriter::Workbook;

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// The cells of a csv text as a workbook, all text.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for (row, record) in (0_u32..).zip(reader.records()) {
        for (column, cell) in (0_u16..).zip(&record.unwrap()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn said(file: &ReturnFile) -> Vec<(Option<u32>, i64, Option<FailureKind>)> {
    let kind = |status: &ReturnStatus| match status {
        ReturnStatus::Failed(failure) => Some(failure.kind),
        _ => None,
    };
    file.lines.iter().map(|line| (line.serial, line.amount.fen(), kind(&line.status))).collect()
}

#[test]
fn one_return_reads_the_same_however_it_was_saved() {
    let lines = lines(3);
    let text = csv_return(
        &[(&lines[0], "成功", ""), (&lines[1], "失败", "户名不符"), (&lines[2], "处理中", "")],
        "合计,3,1500.60",
    );
    let tabs = text.replace("\"500", "500").replace('"', "").replace(',', "\t");
    for (saved, bytes) in [
        ("utf-8", text.clone().into_bytes()),
        ("utf-8 with mark", format!("\u{feff}{text}").into_bytes()),
        ("gbk", gbk(&text)),
        ("utf-16", utf16(&text)),
        ("utf-16 with tabs", utf16(&tabs)),
        ("xlsx", workbook(&text)),
        ("lines above", gbk(&format!("批量代发结果\r\n\r\n{text}"))),
    ] {
        let file = read_return(&bytes, layout("generic-csv")).unwrap();
        let expected = [
            (Some(1), 50_010, None),
            (Some(2), 50_020, Some(FailureKind::NameMismatch)),
            (Some(3), 50_030, None),
        ];
        assert_eq!(said(&file), expected, "{saved}");
        let totals = Totals { count: 3, sum: Money::from_fen(150_060) };
        assert_eq!((file.stated, file.computed), (Some(totals), Some(totals)), "{saved}");
        assert_eq!(file.totals_agree(), Some(true), "{saved}");
        assert_eq!(file.lines[1].name, "李建国", "{saved}");
    }
}

#[test]
fn bars_and_fixed_widths_are_read_by_place() {
    let account = line(1, "李建国", 0).account;
    let bars = format!(
        "H|SWN2025-003|1\r\nD|1|{account}|李建国|1,000.00|失败|账号不存在\r\nT|1|1000.00\r\n"
    );
    let fixed = format!(
        "H{:<32}\r\nD00000001{account:<32}李建国{}0000000000100000F账号不存在\r\n\
         T00000001{:016}\r\n",
        "SWN2025-003",
        " ".repeat(54),
        100_000
    );
    for (id, text) in [("generic-text", &bars), ("generic-fixed", &fixed)] {
        for bytes in [gbk(text), text.clone().into_bytes()] {
            let file = read_return(&bytes, layout(id)).unwrap();
            assert_eq!(file.faults, [], "{id}");
            assert_eq!(said(&file), [(Some(1), 100_000, Some(FailureKind::NoSuchAccount))], "{id}");
            assert_eq!(file.totals_agree(), Some(true), "{id}");
            assert_eq!(file.lines[0].account, account, "{id}");
        }
    }
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r\n", "\n\n", "\r\n\r\n"] {
        let line = |serial| format!("622200000000001,{serial},1,成功{end}");
        let text = format!("收款账号,序号,金额,状态{end}{}{}", line(1), line(2));
        let file = read_return(text.as_bytes(), layout("generic-csv")).unwrap();
        let step = if end.matches('\n').count() == 2 { 2 } else { 1 };
        let lines: Vec<u32> = file.lines.iter().map(|line| line.line).collect();
        assert_eq!(lines, [1 + step, 1 + 2 * step], "{end:?}");
    }
}

#[test]
fn faults_of_lines_name_line_and_column() {
    let read = |line: &str| {
        let text = format!("收款账号,序号,金额,状态\n{line}\n6222000000000000015,2,1,成功\n");
        read_return(text.as_bytes(), layout("generic-csv")).unwrap()
    };
    for (line, column, problem) in [
        (",1,5.00,成功", 1, LineProblem::Missing(ReturnField::Account)),
        ("6222,1", 3, LineProblem::Missing(ReturnField::Amount)),
        ("6222,一,5,成功", 2, LineProblem::Serial),
        ("6.222E+18,1,5,成功", 1, LineProblem::ScientificAccount),
        ("6222-1,1,5,成功", 1, LineProblem::Account),
        ("6222,1,五元整,成功", 3, LineProblem::Amount),
        ("6222,1,5.001,成功", 3, LineProblem::ThirdDecimal),
        ("6222,1,5,已受理", 4, LineProblem::UnknownStatus("已受理".to_owned())),
        ("合计,x,5", 2, LineProblem::Total),
    ] {
        let file = read(line);
        let [fault] = file.faults.as_slice() else { panic!("{line}: {file:?}") };
        assert_eq!((fault.line, fault.column, &fault.problem), (2, column, &problem), "{line}");
        assert_eq!(said(&file), [(Some(2), 100, None)], "{line}: the others are read");
        assert!(fault.to_string().starts_with(&format!("第 2 行第 {column} 列：")));
    }
}

#[test]
fn totals_that_differ_from_the_lines_are_seen() {
    let lines = lines(2);
    let answers = [(&lines[0], "成功", ""), (&lines[1], "成功", "")];
    for (total, agree) in [
        ("合计,2,1000.30", Some(true)),
        ("合计,2笔,\"1,000.30元\"", Some(true)),
        ("合计,3,1000.30", Some(false)),
        ("合计,2,1000.31", Some(false)),
        ("", None),
    ] {
        let text = csv_return(&answers, total);
        let file = read_return(text.as_bytes(), layout("generic-csv")).unwrap();
        assert_eq!(file.totals_agree(), agree, "{total}");
    }
}

#[test]
fn what_is_no_return_file_is_refused_in_words() {
    let csv = layout("generic-csv");
    for (bytes, words) in [
        (&b""[..], "空"),
        (b" \r\n\r\n", "空"),
        ("日期,金额\n1,2\n".as_bytes(), "收款账号、处理结果"),
        ("收款账号,金额,状态\n".as_bytes(), "没有明细"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\xff\xd8\xff\xe0", "JPG"),
    ] {
        let fault: ReturnFault = read_return(bytes, csv).unwrap_err();
        assert!(fault.to_string().contains(words), "{fault}");
    }
}
