//! The page of a framework in the manual, for civil servants to proofread.

use super::{Citation, Framework};
use std::fmt::Write as _;

/// A framework as Markdown.
pub fn page(framework: &Framework) -> String {
    let mut page = format!("# {}\n\n", framework.title);
    let until = framework.last_year.map_or_else(|| "起".to_owned(), |last| format!("—{last}"));
    let _ = writeln!(page, "- 编号：`{}`", framework.id);
    let _ = writeln!(page, "- 适用年度：{}{until}", framework.first_year);
    let _ = writeln!(page, "- 总分：{} 分", framework.total_points.normalize());
    let _ = writeln!(page, "- 指标：{}", cited(&framework.items_cited));
    let _ = writeln!(page, "- 分值：{}", cited(&framework.points_cited));
    if let Some(floor) = &framework.floor {
        let share = (floor.share_at_least * jixiao_domain::Decimal::ONE_HUNDRED).normalize();
        let groups = floor.level1.join("、");
        let _ = writeln!(page, "- {groups}合计不低于总分的 {share}%：{}", cited(&floor.cited));
    }
    if let Some(bands) = &framework.bands {
        let (supported, adjusted) =
            (bands.supported_at_least.normalize(), bands.adjusted_at_least.normalize());
        let _ = writeln!(
            page,
            "- 建议结果：{supported} 分及以上支持，{adjusted} 分及以上调整后支持，其余不支持：{}",
            cited(&bands.cited)
        );
    }
    page.push_str("\n| 一级指标 | 二级指标 | 三级指标 | 分值 | 评价要点 | 计算 |\n|---|---|---|---|---|---|\n");
    for item in &framework.items {
        let by = if item.formula.is_some() { "按公式" } else { "人工评判" };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {by} |",
            item.level1,
            item.level2,
            item.name,
            item.points.normalize(),
            item.test
        );
    }
    page
}

fn cited(citation: &Citation) -> String {
    let article = if citation.article.is_empty() { "未见条文" } else { &citation.article };
    format!("{article}；{}；{}", citation.source, citation.certainty.word())
}
