//! Web pages: spans, nesting, noise, encodings, damage, archives, pages under other names.

use crate::support::{notes, outline, places, reading, refusal};
use jixiao_document::Format;
use jixiao_reader::{Limits, read};

fn page(body: &str) -> String {
    outline(&reading(format!("<html><body>{body}</body></html>").as_bytes()))
}

#[test]
fn spans_place_the_cells() {
    let rows = "<tr><th colspan=2>项目名称</th><td>书屋</td></tr>\
                <tr><td rowspan='2'>产出<br>指标</td><td>数量</td><td>20</td></tr>\
                <tr><td><p>质量</p><p>指标</p></td><td>10</td></tr>\
                <tr><td rowspan=0>余</td><td colspan=\"2\">合计</td></tr><tr><td>后</td></tr>";
    let expected = "|项目名称{1×2}|·书屋|\n|产出⏎指标{2×1}|数量|20|\n|·质量⏎指标|10|\n\
                    |余{2×1}|合计{1×2}|\n|·后|\n--\n";
    assert_eq!(page(&format!("<table>{rows}</table>")), expected);
    assert_eq!(page(&format!("<TABLE><TBODY>{rows}</TBODY></TABLE>")), expected);
}

#[test]
fn end_tags_may_be_left_out() {
    let body = "<table><tr><td>指标<td>得分<tr><td>人数<td>10</table><p>一段<p>二段";
    assert_eq!(page(body), "|指标|得分|\n|人数|10|\n--\n¶ 一段\n¶ 二段\n");
    assert_eq!(page("<table><tr><td>甲<td>乙"), "|甲|乙|\n--\n");
    assert_eq!(page("</table></td>甲<td>乙</table>"), "¶ 甲\n¶ 乙\n");
}

#[test]
fn row_spans_end_with_their_group() {
    let body = "<table><thead><tr><td rowspan=9>头<td>右</thead><tbody><tr><td>甲<td>乙</table>";
    assert_eq!(page(body), "|头|右|\n|甲|乙|\n--\n");
}

#[test]
fn noise_is_left_out_and_text_cleaned() {
    let body = "<script>var a='<table>';</script><style>td{}</style><nav><ul><li>首页</ul></nav>\
                <!-- <p>注</p> --><!--[if gte mso 9]><xml>1</xml><![endif]--><o:p></o:p>\
                <h2>自评 报告</h2>\n<p>共计&nbsp;5&ge;3 &#8805; &lt;a&gt; &unknown; A&B\n 元</p>\
                <select><option>一</select><footer>版权</footer>一行<br>二行";
    let expected = "¶2 自评 报告\n¶ 共计\u{a0}5≥3 ≥ <a> &unknown; A&B 元\n¶ 一行\n¶ 二行\n";
    assert_eq!(page(body), expected);
}

#[test]
fn a_table_in_a_cell_follows_the_outer_table() {
    let inner = "<table><tr><td>指标</td><td>得分</td></tr></table>";
    let body = format!("<table><tr><td>标题{inner}说明</td><td>右</td></tr></table>");
    assert_eq!(page(&body), "|标题⏎说明|右|\n--\n|指标|得分|\n--\n");
    let frame = format!("<table><tr><td>标题{inner}</td></tr></table>");
    assert_eq!(page(&frame), "¶ 标题\n|指标|得分|\n--\n");
}

#[test]
fn pages_in_other_encodings_and_under_other_names_are_read() {
    let text =
        "<html><meta charset=gb2312><table><tr><td>项目名称</td><td>职工书屋</td></tr></table>";
    let gbk = encoding_rs::GB18030.encode(text).0;
    let document = read(&gbk, "自评表.xls", &Limits::default()).expect("reads");
    assert_eq!(document.format, Format::Html);
    assert_eq!(outline(&document), "|项目名称|职工书屋|\n--\n");
    assert_eq!(places(&document), ["table 1 row 1 column 1"]);
    assert_eq!(notes(&document), ["document: 扩展名是 .xls，内容却是网页，已按内容读取"]);
    let lying = text.replace("gb2312", "utf-8");
    assert_eq!(outline(&reading(&encoding_rs::GB18030.encode(&lying).0)), outline(&document));
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(outline(&reading(&wide)), outline(&document));
}

#[test]
fn tables_written_as_html_within_a_text_are_read() {
    let text = "自评表\n第二行\n<table><tr><td>指标</td><td>得分</td></tr></table>\n说明\n";
    assert_eq!(outline(&reading(text.as_bytes())), "¶ 自评表\n¶ 第二行\n|指标|得分|\n--\n¶ 说明\n");
    let prose = "标签 <table> 表示表格\n";
    assert_eq!(reading(prose.as_bytes()).format, Format::Text);
}

#[test]
fn web_archives_are_read() {
    let quoted = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=x\"\r\n\r\n\
                  ----=x\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
                  Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E8=87=AA=E8=AF=\r\n=84=E8=A1=A8</p>\r\n\
                  ----=x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n\
                  ----=x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                  PHA+5b6X\r\n5YiGPC9wPg==\r\n----=x--\r\n";
    assert_eq!(outline(&reading(quoted.as_bytes())), "¶ 自评表\n¶ 得分\n");
}

#[test]
fn other_markup_and_blank_pages_are_refused() {
    let sheet = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>";
    assert!(refusal(sheet.as_bytes()).contains("XML"));
    assert!(refusal(b"<html><body><script>x</script></body></html>").contains("空的"));
}

#[test]
fn hostile_pages_cost_no_more_than_their_length() {
    assert!(refusal("<table><tr><td>".repeat(20).as_bytes()).contains("表格嵌套层数超过上限 16"));
    let deep = "<div>".repeat(200_000) + "末";
    assert!(outline(&reading(deep.as_bytes())) == "¶ 末\n");
    let attributes = format!("<html><p {}>末", "a ".repeat(200_000));
    assert!(outline(&reading(attributes.as_bytes())) == "¶ 末\n");
    let cells = "<td rowspan=60000 colspan=900>一".repeat(3);
    let document = reading(format!("<table><tr>{cells}<tr><td>二</table>").as_bytes());
    assert!(notes(&document)[0].contains("合并单元格的总面积超过上限"));
}
