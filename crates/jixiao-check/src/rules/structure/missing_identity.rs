use crate::rule::declare_rule;
use crate::wording::texts;
use crate::years::years;
use crate::{Findings, FormContext};
use jixiao_document::Location;
use jixiao_form::{Field, Form, FormKind, Reading};

declare_rule! {
    /// ## 检查内容
    /// 表头没有填写项目名称、单位（主管部门或实施单位），或者全文找不到年度；一张表报告一次。印有标签而内容
    /// 没有读出的不报告。
    ///
    /// ## 为什么
    /// 缺少项目、单位或年度的自评表无法与预算、决算对应，公开后也无从核对。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：表头应填写项目名称、主管部门、实施单位和年度。
    ///
    /// ## 示例
    /// 表头只有“项目名称”和“实施单位”，全文没有“（2022年度）”：报告缺少年度。
    ///
    /// ## 如何改正
    /// 在表头补填项目名称、主管部门、实施单位和年度，项目名称与预算批复一致。
    "JX001" "missing-identity" "缺少项目名称、单位或年度",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》表头",
    run: Form(check),
}

/// Labels that print a project or a unit, read or not.
const PROJECT_LABELS: [&str; 4] = ["项目名称", "资金名称", "专项名称", "项目支出名称"];
const UNIT_LABELS: [&str; 6] = ["主管部门", "实施单位", "项目单位", "预算单位", "单位名称", "部门"];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let evaluated = match form.kind {
        FormKind::ProjectSelfEvaluation | FormKind::Monitoring => true,
        FormKind::GoalSubmission => false,
        _ => return,
    };
    let mut missing: Vec<(Location, &str)> = Vec::new();
    if is_missing(&[&form.project]) && !is_unread(&[&form.project], &PROJECT_LABELS, context) {
        missing.push((place(&[&form.project], form), "项目名称"));
    }
    let units = [&form.implementing_unit, &form.supervising_dept];
    if is_missing(&units) && !is_unread(&units, &UNIT_LABELS, context) {
        missing.push((place(&units, form), "单位"));
    }
    if evaluated && !has_year(context.reading) && !texts(context.document).any(states_year) {
        missing.push((head(form), "年度"));
    }
    let Some((&(at, _), others)) = missing.split_first() else { return };
    let what = missing.iter().map(|&(_, what)| what).collect::<Vec<_>>().join("、");
    let mut draft = findings
        .at(at, what.as_str(), format!("表头没有填写{what}，自评表无法与预算和决算对应"))
        .hint(format!("在表头补填{what}"));
    for &(at, what) in others {
        draft = draft.related(at, format!("没有填写{what}"));
    }
    draft.report();
}

fn is_missing(fields: &[&Option<Field>]) -> bool {
    fields.iter().all(|field| field.as_ref().is_none_or(Field::is_blank))
}

fn place(fields: &[&Option<Field>], form: &Form) -> Location {
    fields.iter().find_map(|field| field.as_ref()).map_or_else(|| head(form), |field| field.at)
}

/// The title, above which nothing of the form stands; without one its first row.
fn head(form: &Form) -> Location {
    form.title.as_ref().map_or(form.at, |title| title.at)
}

/// Whether no cell was read although its label is printed: a damaged head, not a blank one.
fn is_unread(
    fields: &[&Option<Field>],
    labels: &[&str],
    context: &FormContext<'_>,
) -> bool {
    fields.iter().all(|field| field.is_none())
        && texts(context.document).any(|text| labels.iter().any(|label| text.contains(label)))
}

/// Whether the text names a year as the one reported on: 2022年度.
fn states_year(text: &str) -> bool {
    years(text).any(|(_, rest)| rest.starts_with("年度"))
}

/// One year stated once heads everything that is filed with it.
fn has_year(reading: &Reading) -> bool {
    reading.forms.iter().any(|form| form.year.is_some())
        || reading.reports.iter().any(|report| report.year.is_some())
}
