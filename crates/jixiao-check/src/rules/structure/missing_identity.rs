use crate::rule::declare_rule;
use crate::{Findings, FormContext};
use jixiao_document::Location;
use jixiao_form::{Field, Form, FormKind, Reading};

declare_rule! {
    /// ## 检查内容
    /// 表头没有填写项目名称、单位（主管部门或实施单位），或者全文找不到年度。
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

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let evaluated = match form.kind {
        FormKind::ProjectSelfEvaluation | FormKind::Monitoring => true,
        FormKind::GoalSubmission => false,
        _ => return,
    };
    let mut missing = |at: Location, what: &str| {
        findings
            .at(at, what, format!("表头没有填写{what}，自评表无法与预算和决算对应"))
            .hint(format!("在表头补填{what}"))
            .report();
    };
    if is_missing(form.project.as_ref()) {
        missing(place(form.project.as_ref(), form), "项目名称");
    }
    if is_missing(form.implementing_unit.as_ref()) && is_missing(form.supervising_dept.as_ref()) {
        let field = form.implementing_unit.as_ref().or(form.supervising_dept.as_ref());
        missing(place(field, form), "单位");
    }
    if evaluated && !has_year(context.reading) {
        missing(form.at, "年度");
    }
}

fn is_missing(field: Option<&Field>) -> bool {
    field.is_none_or(Field::is_blank)
}

fn place(field: Option<&Field>, form: &Form) -> Location {
    field.map_or(form.at, |field| field.at)
}

/// One year stated once heads everything that is filed with it.
fn has_year(reading: &Reading) -> bool {
    reading.forms.iter().any(|form| form.year.is_some())
        || reading.reports.iter().any(|report| report.year.is_some())
}
