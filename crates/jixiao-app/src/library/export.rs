//! The indicator library as a workbook: what is filtered is what is exported.

use super::list::{LibraryListForm, list};
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::Coded;
use jixiao_store::library::LibraryIndicator;

/// Lines of a file at most.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADINGS: [&str; 12] = [
    "项目类别",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标解释",
    "符号",
    "建议指标值",
    "度量单位",
    "取值依据",
    "佐证材料",
    "范围",
    "状态",
];

/// The indicators that pass the filter as xlsx.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere; [`Refusal::TooMuch`] for a list
/// longer than a file takes.
pub async fn export(call: Call<'_>, form: &LibraryListForm) -> Result<Vec<u8>, Refusal> {
    let found = list(call, form, 0, LINE_COUNT_MAX).await?;
    if found.total > LINE_COUNT_MAX {
        return Err(Refusal::TooMuch(format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出")));
    }
    text_sheet::write("指标库", &HEADINGS, found.indicators.into_iter().map(cells))
}

fn cells(indicator: LibraryIndicator) -> Vec<String> {
    let content = indicator.content;
    vec![
        content.programme.word().to_owned(),
        Coded::word(content.level1).to_owned(),
        Coded::word(content.level2).to_owned(),
        content.name,
        content.explanation,
        content.sign.map_or_else(|| "定性".to_owned(), |sign| sign.word().to_owned()),
        content.target_number.map_or_else(String::new, |number| number.to_string()),
        content.unit,
        content.value_basis,
        content.evidence,
        indicator.organisation_name.unwrap_or_else(|| "通用".to_owned()),
        indicator.state.word().to_owned(),
    ]
}
