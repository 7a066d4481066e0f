//! The manual page of a regulation in Chinese Markdown, from which docs/regulations is generated.

use crate::{Catalogue, Regulation};
use std::fmt::Write;

/// The Markdown page of one regulation.
pub fn page(regulation: &Regulation) -> String {
    let mut page = format!("# {}\n\n", regulation.title);
    let base = regulation
        .base
        .as_deref()
        .map_or_else(|| "无".to_owned(), |base| format!("[`{base}`]({base}.md)"));
    // Writing to a String cannot fail.
    let _ = writeln!(
        page,
        "- 编号：`{}`\n- 地区：{}\n- 适用年度：{}\n- 依据的规则：{base}\n- 选用：{}",
        regulation.id,
        place(regulation),
        regulation.years(),
        if regulation.default_for_region { "本地区默认" } else { "须指明编号" },
    );
    page.push_str("\n## 来源\n\n");
    for source in &regulation.sources {
        let _ = writeln!(page, "- {source}");
    }
    page.push_str(
        "\n## 参数\n\n| 参数 | 内容 | 条款 | 来源 | 确信程度 | 出自 |\n|---|---|---|---|---|---|\n",
    );
    for entry in regulation.entries() {
        let article = if entry.article.is_empty() { "—" } else { &entry.article };
        let _ = writeln!(
            page,
            "| {} | {} | {article} | {} | {} | `{}` |",
            entry.name,
            entry.value,
            entry.source,
            entry.certainty.word(),
            entry.stated_in,
        );
    }
    page
}

/// The Markdown list of all regulations, linking to their pages.
pub fn index(catalogue: &Catalogue) -> String {
    let mut index =
        "# 计分规则\n\n| 编号 | 名称 | 地区 | 适用年度 | 选用 |\n|---|---|---|---|---|\n"
            .to_owned();
    for regulation in catalogue.iter() {
        let id = &regulation.id;
        let _ = writeln!(
            index,
            "| [`{id}`]({id}.md) | {} | {} | {} | {} |",
            regulation.title,
            place(regulation),
            regulation.years(),
            if regulation.default_for_region { "默认" } else { "指名" },
        );
    }
    index
}

fn place(regulation: &Regulation) -> &str {
    if regulation.region == "000000" { "全国" } else { &regulation.region }
}

impl Regulation {
    /// The years it governs: 2016—2018, 2019 起.
    pub fn years(&self) -> String {
        match self.last_year {
            Some(last) if last == self.first_year => last.to_string(),
            Some(last) => format!("{}—{last}", self.first_year),
            None => format!("{} 起", self.first_year),
        }
    }
}
