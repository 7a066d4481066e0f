//! xlsx: shown numbers, merges, hidden sheets, sparse and hostile sheets.

use crate::packages::zip;
use crate::support::{notes, outline, places, reading, refusal};
use jixiao_reader::{Limits, ReadError, read};
use rust_xlsxwriter::{Format, Workbook};

/// A workbook of one sheet with this content after `<worksheet>`.
fn sheet(content: &str) -> Vec<u8> {
    workbook("<sheet name=\"自评表\" sheetId=\"1\" r:id=\"r1\"/>", &[content])
}

/// A workbook with this list of sheets.
fn workbook(list: &str, contents: &[&str]) -> Vec<u8> {
    let mut parts = vec![(
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>"),
    )];
    let mut relationships = String::new();
    for (number, content) in (1..).zip(contents) {
        relationships += &format!(
            "<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/s{number}.xml\"/>"
        );
        let part = format!("xl/worksheets/s{number}.xml");
        parts.push((part, format!("<worksheet>{content}</worksheet>")));
    }
    let relationships = format!("<Relationships>{relationships}</Relationships>");
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relationships));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (&**name, &**text)).collect();
    zip(&parts)
}

fn text(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let cases: &[(f64, &str, &str)] = &[
        (140.4, "0.00", "140.40"),
        (1.0, "0.00%", "100.00%"),
        (0.9686, "0.0%", "96.9%"),
        (1_234_567.5, "#,##0.00", "1,234,567.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-0.5, "0.00", "-0.50"),
        (0.0, "#,##0.00;-#,##0.00;\"-\"", "-"),
        (0.1 + 0.2, "General", "0.3"),
        (1.005, "0.00", "1.01"),
        (1500.0, "0\"人\"", "1500人"),
        (1500.0, "0人", "1500人"),
        (98.5, "0", "99"),
        (12_345_678.0, "#,##0.00,", "12,345.68"),
        (0.5, "#.##", ".5"),
        (5.0, "000", "005"),
        (280.4, "0.00_ ", "280.40"),
        (140.4, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "140.40"),
        (140.4, "[Red][>=100]0.0;[Blue]0.00", "140.4"),
        (99.0, "[Red][>=100]0.0;[Blue]0.00", "99.00"),
        (12.0, "[$¥-804]#,##0.00", "¥12.00"),
        (12_345.0, "0.00E+00", "1.23E+04"),
        (0.25, "# ?/?", "0.25"),
        (1e21, "General", "1E+21"),
        (123_456_789_012_345.0, "General", "123456789012345"),
        (44_926.0, "yyyy\"年\"m\"月\"d\"日\"", "2022年12月31日"),
        (44_926.0, "yyyy/m/d;@", "2022/12/31"),
        (44_926.0, "yyyy-mm-dd", "2022-12-31"),
        (44_621.75, "yyyy/m/d h:mm", "2022/3/1 18:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (0.75, "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
        (60.0, "yyyy-m-d", "1900-2-28"),
        (61.0, "yyyy-m-d", "1900-3-1"),
        (44_621.0, "aaaa", "星期二"),
    ];
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    for (row, (value, code, _)) in (0..).zip(cases) {
        let format = Format::new().set_num_format(*code);
        worksheet.write_number_with_format(row, 0, *value, &format).expect("writes");
    }
    let file = workbook.save_to_buffer().expect("writes");
    let expected: String =
        cases.iter().fold(String::new(), |out, (.., shown)| out + "|" + shown + "|\n");
    assert_eq!(outline(&reading(&file)), expected + "--\n");
}

#[test]
fn merges_hold_their_place_and_drop_what_they_cover() {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet().set_name("自评表").expect("a valid name");
    let plain = Format::new();
    worksheet.merge_range(0, 0, 0, 2, "项目支出绩效自评表", &plain).expect("writes");
    worksheet.merge_range(1, 0, 3, 0, "产出指标", &plain).expect("writes");
    for (row, name) in (1..).zip(["数量指标", "质量指标", "时效指标"]) {
        worksheet.write(row, 1, name).expect("writes");
        worksheet.write(row, 2, f64::from(row) + 0.5).expect("writes");
    }
    let document = reading(&workbook.save_to_buffer().expect("writes"));
    let expected = "|项目支出绩效自评表{1×3}|\n|产出指标{3×1}|数量指标|1.5|\n\
                    |·质量指标|2.5|\n|·时效指标|3.5|\n--\n";
    assert_eq!(outline(&document), expected);
    assert_eq!(places(&document), ["自评表!A1", "自评表!A2", "自评表!B3", "自评表!B4"]);
}

#[test]
fn every_way_to_write_a_value_is_read() {
    let content = "<sheetData><row r=\"2\"><c r=\"A2\" t=\"str\"><f>A1</f><v>甲_x000D_\n乙</v></c>\
                   <c t=\"b\"><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c><c><v>NaN</v></c>\
                   <c r=\"F2\" t=\"inlineStr\"><is><r><t>a&amp;</t></r><rPh><t>x</t></rPh><r><t>b</t></r></is></c>\
                   <c r=\"G2\"><f>SUM(A1)</f></c></row></sheetData>";
    let document = reading(&sheet(content));
    assert_eq!(outline(&document), "|甲⏎乙|TRUE|#DIV/0!|NaN|·a&b|\n--\n");
    assert!(notes(&document)[0].contains("有 1 个公式没有保存结果"));
}

#[test]
fn hidden_and_blank_sheets_are_left_out() {
    let list = "<sheet name=\"甲\" r:id=\"r1\"/><sheet name=\"密\" state=\"hidden\" r:id=\"r2\"/>\
                <sheet name=\"空\" r:id=\"r3\"/><sheet name=\"乙\" r:id=\"r4\"/>";
    let cell = format!("<sheetData><row>{}</row></sheetData>", text("A1", "值"));
    let document = reading(&workbook(list, &[&cell, &cell, "<sheetData/>", &cell]));
    assert_eq!(document.sheet_names, ["甲", "密", "空", "乙"]);
    assert_eq!(places(&document), ["甲!A1", "乙!A1"]);
    assert_eq!(notes(&document), ["document: 工作表“密”已隐藏，未读取"]);
}

#[test]
fn far_cells_cost_nothing_in_between() {
    let content = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}</row><row r=\"500\">{}</row>\
         <row r=\"1048576\">{}</row></sheetData><mergeCells><mergeCell ref=\"A1:A1048576\"/></mergeCells>",
        text("A1", "首"),
        text("C500", "中"),
        text("XFD1048576", "末")
    );
    let document = reading(&sheet(&content));
    let [jixiao_document::Block::Table(table)] = &document.blocks[..] else { panic!("one table") };
    assert_eq!((table.row_count(), table.cells().len(), table.column_count()), (5, 3, 16384));
    assert_eq!(table.cells()[0].row_span, 5);
    assert_eq!(places(&document).last().map(String::as_str), Some("自评表!XFD1048576"));
}

#[test]
fn of_overlapping_merges_the_first_wins() {
    let cells: String = ["A1", "B1", "C1", "A2", "B2", "C2"].map(|at| text(at, at)).concat();
    let merges = "<mergeCells><mergeCell ref=\"B1:C2\"/><mergeCell ref=\"A1:B1\"/>\
                  <mergeCell ref=\"A2:C2\"/><mergeCell ref=\"A2\"/><mergeCell ref=\"?\"/></mergeCells>";
    let document = reading(&sheet(&format!("<sheetData>{cells}</sheetData>{merges}")));
    assert_eq!(outline(&document), "|A1{1×2}|·C1|\n|A2{1×3}|\n--\n");
    assert_eq!(notes(&document).len(), 3);
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    let content = format!(
        "<sheetData><row r=\"3\">{}</row><row r=\"1\">{}{}</row></sheetData>",
        text("A3", "丙"),
        text("B1", "乙"),
        text("A1", "甲")
    );
    assert_eq!(
        outline(&reading(&sheet(&content))),
        "|甲|乙|\n\n|丙|\n--\n".replace("\n\n", "\n|\n")
    );
}

#[test]
fn what_is_beyond_the_limits_is_refused() {
    let refused = |content: &str| refusal(&sheet(content));
    assert!(
        refused("<sheetData><row r=\"4294967295\"/></sheetData>").contains("工作表行数超过上限")
    );
    assert!(refused("<sheetData><c r=\"XFE1\"/></sheetData>").contains("工作表列数超过上限"));
    let limits = Limits { cells: 3, ..Limits::default() };
    let file = sheet(&format!("<sheetData><row>{}</row></sheetData>", "<c/>".repeat(4)));
    assert!(matches!(read(&file, "", &limits), Err(ReadError::TooLarge { .. })));
    let limits = Limits { unpacked_bytes: 1000, ..Limits::default() };
    let shared = sheet(&format!("<sheetData>{}</sheetData>", text("A1", &"长".repeat(300))));
    assert!(matches!(read(&shared, "", &limits), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_wrong_extension_is_only_a_note() {
    let cell = format!("<sheetData>{}</sheetData>", text("A1", "值"));
    let document = read(&sheet(&cell), "自评表.xls", &Limits::default()).expect("reads");
    assert_eq!(notes(&document), ["document: 扩展名是 .xls，内容却是xlsx 工作簿，已按内容读取"]);
}
