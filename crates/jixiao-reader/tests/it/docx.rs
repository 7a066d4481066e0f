//! docx: merged cells, headings, what is shown and what is not, damage.

use crate::packages::{document_xml, docx, p, tbl, tc, zip};
use crate::support::{error, notes, outline, places, reading, refusal};
use jixiao_reader::{Limits, ReadError, read};

const SPAN2: &str = "<w:gridSpan w:val=\"2\"/>";
const BEGIN: &str = "<w:vMerge w:val=\"restart\"/>";
const GO_ON: &str = "<w:vMerge/>";

fn read_body(body: &str) -> String {
    outline(&reading(&docx(body)))
}

#[test]
fn merged_cells_stand_once_where_they_begin() {
    let table = tbl(&[
        &[tc(SPAN2, "项目名称"), tc("", "职工书屋")].concat(),
        &[tc(BEGIN, "产出指标"), tc("", "数量指标"), tc("", "20")].concat(),
        &[tc(GO_ON, ""), tc("", "质量指标"), tc("", "10")].concat(),
        &[tc("<w:vMerge w:val=\"continue\"/>", ""), tc(SPAN2, "合计")].concat(),
        &[tc(BEGIN, "效益指标"), tc("", ""), tc("", "")].concat(),
    ]);
    let document = reading(&docx(&(p("自评表") + &table + &p(""))));
    let expected = "¶ 自评表\n|项目名称{1×2}|·职工书屋|\n|产出指标{3×1}|数量指标|20|\n\
                    |·质量指标|10|\n|·合计{1×2}|\n|效益指标|||\n--\n";
    assert_eq!(outline(&document), expected);
    assert_eq!(
        places(&document),
        [
            "paragraph 1",
            "table 1 row 1 column 1",
            "table 1 row 2 column 1",
            "table 1 row 3 column 2",
            "table 1 row 4 column 2",
            "table 1 row 5 column 1"
        ]
    );
}

#[test]
fn rows_may_begin_late_and_cells_merge_across() {
    let late = format!("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}", tc("", "右"));
    let across = [
        tc("<w:hMerge w:val=\"restart\"/>", "合并"),
        tc("<w:hMerge w:val=\"continue\"/>", ""),
        tc("", "单"),
    ];
    let body = tbl(&[&late, &across.concat()]);
    assert_eq!(read_body(&body), "|·右|\n|合并{1×2}|·单|\n--\n");
}

#[test]
fn a_merge_that_continues_nothing_is_a_cell() {
    let body = tbl(&[&tc(GO_ON, "甲"), &tc("", "乙"), &tc(GO_ON, "丙")]);
    assert_eq!(read_body(&body), "|甲|\n|乙|\n|丙|\n--\n");
    let wide = tc(&format!("{SPAN2}{BEGIN}"), "宽");
    let narrow = [tc(GO_ON, ""), tc("", "右")].concat();
    assert_eq!(read_body(&tbl(&[&wide, &narrow])), "|宽{1×2}|\n||右|\n--\n");
}

#[test]
fn text_under_a_merge_is_noted() {
    let right = tc("", "右");
    let rows = [tc(BEGIN, "甲") + &right, tc(GO_ON, "乙") + &right];
    let document = reading(&docx(&tbl(&[&rows[0], &rows[1]])));
    assert_eq!(outline(&document), "|甲{2×1}|右|\n|·右|\n--\n");
    let expected = "table 1 row 2 column 1: 合并单元格遮住了这里的文字，未读取";
    assert_eq!(notes(&document), [expected]);
}

#[test]
fn breaks_tabs_entities_and_symbols_become_text() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr></w:cr><w:t>丙</w:t><w:tab/>\
                <w:t>a &amp; b &lt; &#62; &#x4e01;</w:t>\
                <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>5</w:t><w:noBreakHyphen/></w:r></w:p>";
    assert_eq!(read_body(body), "¶ 甲⏎乙⏎丙\ta & b < > 丁≥5-\n");
}

#[test]
fn paragraphs_of_a_cell_are_joined_by_line_ends() {
    let cell = format!("<w:tc>{}<w:p/>{}</w:tc>", p("绩效"), p("指标"));
    assert_eq!(read_body(&tbl(&[&(cell + &tc("", ""))])), "|绩效⏎指标||\n--\n");
}

#[test]
fn deleted_and_hidden_text_is_left_out_and_inserted_text_kept() {
    let body = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText>\
                <w:t>旧</w:t></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>\
                <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>\
                <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>\
                <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    let deleted = format!("<w:trPr><w:del w:id=\"1\"/></w:trPr>{}", tc("", "旧行"));
    let table = tbl(&[&tc("", "甲"), &deleted, &tc("", "乙")]);
    assert_eq!(read_body(&(body.to_owned() + &table)), "¶ 新显\n|甲|\n|乙|\n--\n");
}

#[test]
fn a_text_box_is_read_once() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p("公开14表"));
    let body = format!(
        "{}<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice>\
         <mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>",
        p("首段")
    );
    let document = reading(&docx(&body));
    assert_eq!(outline(&document), "¶ 首段\n¶ 公开14表\n¶ 前后\n");
    assert_eq!(places(&document), ["paragraph 1", "paragraph 2", "paragraph 2"]);
}

#[test]
fn content_controls_are_transparent() {
    let body = format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", p("内容"));
    assert_eq!(read_body(&body), "¶ 内容\n");
}

#[test]
fn a_table_in_a_cell_follows_the_outer_table() {
    let inner = tbl(&[&[tc("", "指标"), tc("", "得分")].concat()]);
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", p("前"), p("后"));
    let document = reading(&docx(&(tbl(&[&cell]) + &p("末"))));
    assert_eq!(outline(&document), "¶ 前\n¶ 后\n|指标|得分|\n--\n¶ 末\n");
    let frame = "table 1 row 1 column 1";
    assert_eq!(places(&document), [frame, frame, "table 2 row 1 column 1", "paragraph 1"]);
}

#[test]
fn headings_come_from_outline_levels_style_names_and_the_style_part() {
    let with_style = |style: &str, text: &str| {
        let properties = format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        p(text).replacen("<w:p>", &format!("<w:p>{properties}"), 1)
    };
    let outlined = p("丁").replacen("<w:p>", "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>", 1);
    let body =
        [with_style("Heading1", "甲"), with_style("2", "乙"), with_style("a5", "丙"), outlined];
    let styles = "<w:styles><w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"a5\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"b\"/></w:style>\
                  <w:style w:styleId=\"b\"><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style></w:styles>";
    let document = document_xml(&body.concat());
    let file = zip(&[("word/document.xml", &document), ("word/styles.xml", styles)]);
    assert_eq!(outline(&reading(&file)), "¶1 甲\n¶1 乙\n¶2 丙\n¶3 丁\n");
}

#[test]
fn the_main_part_is_found_by_relationship_and_in_any_case() {
    let document = document_xml(&p("正文"));
    let relationships = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/relationships/\
                         officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    for file in [
        zip(&[("_rels/.rels", relationships), ("word/document2.xml", &document)]),
        zip(&[("Word\\Document.xml", &document)]),
    ] {
        assert_eq!(outline(&reading(&file)), "¶ 正文\n");
    }
}

#[test]
fn damage_is_named_with_its_part() {
    let whole = document_xml(&p("正文"));
    let (cut, _) = whole.split_at(whole.find("</w:r>").unwrap());
    assert_eq!(
        refusal(&zip(&[("word/document.xml", cut)])),
        "文件已损坏：word/document.xml 不能解读（内容在中途断开）；请重新获取，或用办公软件修复后另存"
    );
    let crossed = zip(&[("word/document.xml", "<w:p><w:r></w:p></w:r>")]);
    assert!(refusal(&crossed).contains("word/document.xml 不能解读（第 "));
    let good = docx(&p("正文"));
    assert!(matches!(error(&good[..good.len() - 40]), ReadError::DamagedZip(_)));
    let mut flipped = zip(&[("word/document.xml", &document_xml(&p(&"甲乙丙丁".repeat(50))))]);
    for byte in &mut flipped[80..100] {
        *byte = !*byte;
    }
    assert!(refusal(&flipped).contains("word/document.xml"));
}

#[test]
fn packages_that_are_no_forms_are_named() {
    let refused = |part: &str| refusal(&zip(&[(part, "<x/>")]));
    assert!(refused("OFD.xml").contains("OFD"));
    assert!(refused("ppt/presentation.xml").contains("演示文稿"));
    assert!(refused("xl/workbook.bin").contains("xlsb"));
    assert!(refused("照片.jpg").contains("压缩包（ZIP）"));
    assert!(refused("[Content_Types].xml").contains("缺少正文"));
}

#[test]
fn bombs_and_depths_are_refused() {
    let limits = Limits { part_bytes: 1 << 20, ..Limits::default() };
    let large = docx(&p(&"九".repeat(1 << 20)));
    let message = read(&large, "", &limits).unwrap_err().to_string();
    assert!(message.contains("word/document.xml 解压后的大小超过上限 1 兆字节"), "{message}");

    let bomb = zip(&[("word/document.xml", &" ".repeat(12 << 20))]);
    assert!(refusal(&bomb).contains("压缩比超过上限 300 倍"));

    let deep = "<w:a>".repeat(300) + &"</w:a>".repeat(300);
    assert!(refusal(&docx(&deep)).contains("嵌套层数超过上限 256"));
    let tables = "<w:tbl><w:tr><w:tc>".repeat(20) + &"</w:tc></w:tr></w:tbl>".repeat(20);
    assert!(refusal(&docx(&tables)).contains("表格嵌套层数超过上限 16"));
    let wide = tbl(&[&tc("<w:gridSpan w:val=\"4000000000\"/>", "宽")]);
    assert!(refusal(&docx(&wide)).contains("表格列数超过上限 16384"));
}
