use crate::rule::declare_rule;
use crate::wording::says_nothing;
use crate::{Findings, FormContext};
use jixiao_form::{Form, FormKind, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 设有年度指标值或分值的指标，实际完成值为空白。整栏空白的只报告一次。
    ///
    /// ## 为什么
    /// 自评就是用实际完成值对照目标，缺少完成值的得分没有依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》“实际完成值”栏。
    ///
    /// ## 示例
    /// 数量指标“慰问困难职工”，年度指标值 500 人，实际完成值空白，得分 10：报告缺少实际完成值。
    ///
    /// ## 如何改正
    /// 依据台账、花名册等佐证材料填写全年实际完成值；未开展的填 0 并说明原因。
    "JX004" "missing-actual" "缺少实际完成值",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“实际完成值”栏",
    run: Form(check),
}

const HINT: &str = "依据佐证材料填写全年实际完成值；未开展的填 0 并说明原因";

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if !matches!(
        form.kind,
        FormKind::ProjectSelfEvaluation | FormKind::DepartmentSelfEvaluation
    ) {
        return;
    }
    let (mut missing, mut stated) = (0_usize, 0_usize);
    for row in &form.indicators {
        if is_missing(row) {
            missing += 1;
        } else if row.actual.as_ref().is_some_and(|actual| !actual.is_blank()) {
            stated += 1;
        }
    }
    match (missing, stated) {
        (0, _) => {}
        (2.., 0) => report_column(form, missing, findings),
        _ => {
            for row in form.indicators.iter().filter(|row| is_missing(row)) {
                let at = row.actual.as_ref().map_or(row.at, |actual| actual.at);
                let printed = row.target.as_ref().map_or("", |target| target.printed.as_str());
                let target = match printed {
                    "" => String::new(),
                    printed => format!("（年度指标值 {printed}）"),
                };
                findings
                    .at(at, context.subject(row), format!("指标{target}没有填写实际完成值"))
                    .hint(HINT)
                    .report();
            }
        }
    }
}

fn report_column(form: &Form, count: usize, findings: &mut Findings<'_>) {
    findings
        .at(form.at, "实际完成值", format!("{count} 项指标的实际完成值全部空白，自评没有依据"))
        .hint(HINT)
        .report();
}

/// Whether the row has a cell for its result that is blank although something is due.
fn is_missing(row: &Indicator) -> bool {
    row.actual.as_ref().is_some_and(jixiao_form::Field::is_blank)
        && !says_nothing(&row.level3.printed)
        && [&row.target, &row.points, &row.score]
            .into_iter()
            .flatten()
            .any(|field| !says_nothing(&field.printed))
}
