use crate::rule::declare_rule;
use crate::{DocumentContext, Findings};
use jixiao_document::text::has_ascii;
use jixiao_document::{Block, Location};

declare_rule! {
    /// ## 检查内容
    /// 正文或单元格里残留网页标记（如 `<p>`、`&nbsp;`）或填报软件的提示语（如“请输入”）。
    ///
    /// ## 为什么
    /// 残留标记说明内容由系统导出后未经核对，影响公开材料的严肃性，也会使后续读取出错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评结果应当真实、完整、规范并公开。
    ///
    /// ## 示例
    /// 年度总体目标写作“`<p>`目标1：开展技能竞赛`</p>`”：报告残留标记 `<p>`。
    ///
    /// ## 如何改正
    /// 删除标记和提示语，核对该单元格文字是否完整。
    "JX007" "leftover-markup" "残留网页标记或填报提示语",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评结果公开要求",
    run: Document(check),
}

/// How a cell begins that nobody filled in.
const PROMPTS: [&str; 4] = ["请输入", "点击此处", "单击此处", "在此处填写"];

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    if context.reading.forms.is_empty() && context.reading.reports.is_empty() {
        return;
    }
    for block in &context.document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                check_text(&paragraph.text, paragraph.at, findings);
            }
            Block::Table(table) => {
                // Cells of one text line share their place: the first speaks for the line.
                let mut reported = None;
                for cell in table.cells() {
                    if reported != Some(cell.at) && check_text(&cell.text, cell.at, findings) {
                        reported = Some(cell.at);
                    }
                }
            }
        }
    }
}

/// Whether something was left over in `text`; reports it.
fn check_text(text: &str, at: Location, findings: &mut Findings<'_>) -> bool {
    let Some(leftover) = markup(text).or_else(|| prompt(text)) else { return false };
    findings
        .at(at, leftover, format!("文字中残留“{leftover}”，应当删除"))
        .printed(leftover)
        .hint("删除标记或提示语，并核对该处文字是否完整")
        .report();
    true
}

/// The first tag or entity in `text`.
fn markup(text: &str) -> Option<&str> {
    // This runs over every cell.
    if !has_ascii(text, |byte| matches!(byte, b'<' | b'&')) {
        return None;
    }
    let mut from = 0;
    loop {
        let rest = text.as_bytes().get(from..)?;
        let start = from + rest.iter().position(|byte| matches!(byte, b'<' | b'&'))?;
        if let Some(length) = tag_length(&text[start..]).or_else(|| entity_length(&text[start..])) {
            return text.get(start..start + length);
        }
        from = start + 1;
    }
}

/// The length of a tag such as `<p>` or `</span>` at the start of `text`; `<5%` is none.
fn tag_length(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let known = ["p", "br", "span", "div", "td", "tr", "b", "strong", "font", "table", "o:p"];
    known.iter().find(|known| {
        name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
            && name[known.len()..].starts_with(['>', ' ', '/'])
    })?;
    let end = text.find('>')?;
    Some(end + 1)
}

/// The length of an entity such as `&nbsp;` at the start of `text`.
fn entity_length(text: &str) -> Option<usize> {
    let known = ["&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;", "&ldquo;", "&rdquo;", "&#160;"];
    known.iter().find(|entity| text.starts_with(**entity)).map(|entity| entity.len())
}

fn prompt(text: &str) -> Option<&'static str> {
    // Nearly every cell begins otherwise.
    if !matches!(text.get(..3)?, "请" | "点" | "单" | "在") {
        return None;
    }
    PROMPTS.into_iter().find(|prompt| text.starts_with(prompt))
}
