//! Text: line ends, encodings, tab tables, Markdown, ragged pipes.

use crate::support::{error, notes, outline, places, reading, refusal};
use jixiao_reader::{Limits, ReadError, read};

#[test]
fn lines_keep_their_numbers_under_every_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "项目支出绩效自评表", "", "  主管部门  江州市总工会  "].join(end);
        let document = reading(text.as_bytes());
        assert_eq!(outline(&document), "¶ 项目支出绩效自评表\n¶   主管部门  江州市总工会\n");
        assert_eq!(places(&document), ["line 2", "line 4"]);
    }
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "项目名称\t职工书屋建设\t10.5万元\n实施单位\t江州市总工会\t宣传教育部\n";
    let expected = outline(&reading(text.as_bytes()));
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let with_bom = |bom: &[u8], rest: &[u8]| [bom, rest].concat();
    let files = [
        with_bom(b"\xef\xbb\xbf", text.as_bytes()),
        with_bom(b"\xff\xfe", &utf16(u16::to_le_bytes)),
        with_bom(b"\xfe\xff", &utf16(u16::to_be_bytes)),
        utf16(u16::to_le_bytes),
        encoding_rs::GB18030.encode(text).0.into_owned(),
    ];
    for file in files {
        assert_eq!(outline(&reading(&file)), expected);
    }
}

#[test]
fn big5_is_recognised() {
    let text = "項目支出績效自評表\n主管部門 江州市總工會\n實施單位 權益保障部\n年度總體目標\n";
    let document = reading(&encoding_rs::BIG5.encode(text).0);
    assert!(outline(&document).contains("權益保障部"));
}

#[test]
fn a_line_in_another_encoding_becomes_a_note() {
    let mut file = "产出指标 数量指标 慰问人数\n质量指标 覆盖率\n".as_bytes().to_vec();
    file.extend_from_slice(&encoding_rs::GB18030.encode("时效指标 完成时间\n").0);
    let document = reading(&file);
    assert!(outline(&document).contains("¶ 时效指标 完成时间"));
    assert_eq!(notes(&document), ["line 3: 第 3 行的编码与全文不同，按 GB18030 读取"]);

    let mut file = encoding_rs::GB18030.encode("产出指标 数量指标 慰问人数\n").0.into_owned();
    file.extend_from_slice("时效指标".as_bytes());
    let document = reading(&file);
    assert!(outline(&document).contains("¶ 时效指标"));
    assert_eq!(notes(&document), ["line 2: 第 2 行的编码与全文不同，按 UTF-8 读取"]);
}

#[test]
fn bytes_that_nothing_fits_become_a_note() {
    let mut file = "产出指标 数量指标 慰问困难职工人数\n质量指标 覆盖率".as_bytes().to_vec();
    file.extend_from_slice(b"\xff\xff\n");
    let document = reading(&file);
    assert_eq!(notes(&document), ["line 2: 第 2 行有不能解码的字符，已用“\u{fffd}”代替"]);
}

#[test]
fn tab_runs_become_tables_with_ragged_rows() {
    let text =
        "自评表\n项目名称\t\t慰问\t\n主管部门\t江州市总工会\n\n合计\t100\t98\n说明\t见附件\n";
    let document = reading(text.as_bytes());
    let expected = "¶ 自评表\n|项目名称||慰问||\n|主管部门|江州市总工会|\n--\n|合计|100|98|\n|说明|见附件|\n--\n";
    assert_eq!(outline(&document), expected);
    assert_eq!(places(&document), ["line 1", "line 2", "line 3", "line 5", "line 6"]);
}

#[test]
fn a_broken_cell_ends_the_table() {
    let document = reading("指标\t目标\t得分\n慰问\n人数\t100\t10\n".as_bytes());
    assert_eq!(outline(&document), "|指标|目标|得分|\n--\n¶ 慰问\n|人数|100|10|\n--\n");
}

#[test]
fn prose_with_tabs_is_no_table() {
    for text in
        ["总目标：\t全面完成\n", "\t一、项目概况\n\t二、资金情况\n", "一、概况\t\n二、资金\t\n"]
    {
        assert!(outline(&reading(text.as_bytes())).starts_with('¶'), "{text}");
    }
}

#[test]
fn markdown_tables_lose_their_separator() {
    let text = "自评表\n| 指标 | 目标值 |\n|:---|---:|\n| 人数<br>（人） | a\\|b &gt;= 3 |\n| **合计** |\n";
    let expected = "¶ 自评表\n|指标|目标值|\n|人数⏎（人）|a|b >= 3|\n|合计|\n--\n";
    assert_eq!(outline(&reading(text.as_bytes())), expected);
}

#[test]
fn regular_pipes_are_a_table_and_ragged_pipes_are_not() {
    let regular = "| 指标 | 得分 |\n| 人数 | 10 |\n| - | - |\n";
    assert_eq!(outline(&reading(regular.as_bytes())), "|指标|得分|\n|人数|10|\n|-|-|\n--\n");
    let ragged =
        "年度目标 | 预期 |\n完成 | |||||\n绩 效\n指 标 |\n||||\n||||\n| 一 | 二 |\n| 三 |\n";
    let kept = format!("¶ {}\n", ragged.trim_end().replace('\n', "\n¶ "));
    assert_eq!(outline(&reading(ragged.as_bytes())), kept);
}

#[test]
fn a_huge_line_is_cut_with_a_note() {
    let file = vec![b'9'; 8 << 20];
    let document = reading(&file);
    assert_eq!(notes(&document), ["line 1: 内容过长（8388608 字节），只读取前 1048576 字节"]);
    let tabs = "1\t".repeat(100_000);
    assert_eq!(notes(&reading(tabs.as_bytes())), ["line 1: 本行有 100001 列，只读取前 16384 列"]);
}

#[test]
fn too_many_cells_or_lines_are_refused() {
    let limits = Limits { cells: 10, rows: 5, ..Limits::default() };
    let cells = read("1\t2\t3\n".repeat(4).as_bytes(), "", &limits);
    assert!(matches!(cells, Err(ReadError::TooLarge { .. })));
    let lines = read("行\n".repeat(6).as_bytes(), "", &limits);
    assert!(matches!(lines, Err(ReadError::TooLarge { .. })));
}

#[test]
fn nothing_and_rubbish_are_refused() {
    assert_eq!(refusal(b"%PDF-1.7\n"), ReadError::Pdf.to_string());
    assert_eq!(error(b""), ReadError::Empty);
    assert_eq!(error(" \r\n\u{3000}\u{feff}".as_bytes()), ReadError::Empty);
    let rubbish: Vec<u8> =
        (0..4096_u32).map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert_eq!(error(&rubbish), ReadError::Binary);
}

#[test]
fn large_files_are_read_in_one_pass() {
    let ragged = "指标 | 目标 |\n".repeat(50_000);
    assert_eq!(reading(ragged.as_bytes()).blocks.len(), 50_000);
    let rows = "指标\t100\t10\n".repeat(50_000);
    let [jixiao_document::Block::Table(table)] = &reading(rows.as_bytes()).blocks[..] else {
        panic!("one table")
    };
    assert_eq!(table.row_count(), 50_000);
}

#[test]
fn quoted_cells_may_hold_line_ends() {
    let text = "自评表\n\"绩效\n指标\"\t\"目标\n值\"\t得分\n人数\t\"说\"\"明\"\"\"\t10\n合计\t\"甲\r\n乙\"\n末\n";
    let document = reading(text.as_bytes());
    let expected =
        "¶ 自评表\n|绩效⏎指标|目标⏎值|得分|\n|人数|说\"明\"|10|\n|合计|甲⏎乙|\n--\n¶ 末\n";
    assert_eq!(outline(&document), expected);
    assert_eq!(places(&document), ["line 1", "line 2", "line 5", "line 6", "line 8"]);
    let open = "指标\t\"未闭合\n人数\t10\n覆盖\t20\n";
    assert_eq!(outline(&reading(open.as_bytes())), "|指标|\"未闭合|\n|人数|10|\n|覆盖|20|\n--\n");
}
