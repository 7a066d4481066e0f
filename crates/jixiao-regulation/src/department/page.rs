//! The manual page of a framework in Chinese Markdown, and its rules in words.

use super::{DepartmentFramework, DepartmentRule};
use crate::sentence::{number, percent};
use std::fmt::Write;

/// The Markdown page of a framework.
pub fn department_page(framework: &DepartmentFramework) -> String {
    let mut page = format!("# {}\n\n", framework.title);
    let place = if framework.region == "000000" { "全国" } else { &framework.region };
    // Writing to a String cannot fail.
    let _ = writeln!(
        page,
        "- 编号：`{}`\n- 地区：{place}\n- 适用年度：{} 起\n- 总分：{} 分\n- 等级：{}",
        framework.id,
        framework.first_year,
        number(framework.points()),
        framework
            .grade_bands
            .iter()
            .map(|(grade, at_least)| format!("{} ≥{}", grade.word(), number(*at_least)))
            .collect::<Vec<_>>()
            .join("；"),
    );
    page.push_str("\n## 来源\n\n");
    for source in &framework.sources {
        let _ = writeln!(page, "- {source}");
    }
    page.push_str(
        "\n## 指标\n\n| 一级 | 二级 | 三级 | 指标值 | 分值 | 算法 | 计分 | 条款 | 来源 | 确信程度 |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for indicator in &framework.indicators {
        let formula = indicator.measure.map_or("由人评定", |measure| measure.formula());
        let article = if indicator.article.is_empty() { "—" } else { &indicator.article };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {formula} | {} | {article} | {} | {} |",
            indicator.level1,
            indicator.level2,
            indicator.name,
            indicator.target,
            number(indicator.points),
            indicator.rule.sentence(),
            indicator.source,
            indicator.certainty.word(),
        );
    }
    page
}

/// The Markdown list of the frameworks, to stand below the list of regulations.
pub fn department_index() -> String {
    let mut index =
        "\n# 部门整体支出指标体系\n\n| 编号 | 名称 | 适用年度 |\n|---|---|---|\n".to_owned();
    for framework in DepartmentFramework::builtin() {
        let id = &framework.id;
        let _ = writeln!(
            index,
            "| [`{id}`]({id}.md) | {} | {} 起 |",
            framework.title, framework.first_year
        );
    }
    index
}

impl DepartmentRule {
    /// The rule in words.
    pub fn sentence(&self) -> String {
        match self {
            Self::AtMost { full, step, lost } => format!(
                "不超过 {} 得满分，每超过 {} 扣 {} 分，不足部分按比例，扣完为止",
                percent(*full),
                percent(*step),
                number(*lost)
            ),
            Self::AtLeast { full, step, lost } => format!(
                "达到 {} 得满分，每低于 {} 扣 {} 分，不足部分按比例，扣完为止",
                percent(*full),
                percent(*step),
                number(*lost)
            ),
            Self::Near { full, step, lost } => format!(
                "为 {} 得满分，每高于或低于 {} 扣 {} 分，不足部分按比例，扣完为止",
                percent(*full),
                percent(*step),
                number(*lost)
            ),
            Self::Proportional { full } => {
                format!("达到 {} 得满分，未达到的按比例计分", percent(*full))
            }
            Self::Bands(bands) => {
                let parts: Vec<String> = bands
                    .iter()
                    .map(|band| {
                        format!("不超过 {} 得分值的 {}", percent(band.at_most), percent(band.share))
                    })
                    .collect();
                format!("{}；其余不得分", parts.join("；"))
            }
            Self::Judged => "由人在分值内评定，写明依据".to_owned(),
        }
    }
}
