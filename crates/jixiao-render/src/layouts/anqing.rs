//! The three variants of the national form met in Anqing: typed by hand, with 指标 before every name,
//! and exported by the budget system.

use super::national_family::{self, Style};
use crate::model::SelfEvaluationForm;
use crate::print;
use crate::sheet::Sheet;

/// Typed by hand: letters in the headers, units behind the amounts, rates as `1`.
const A: Style = Style {
    title: "项目支出绩效自评表",
    blocks: ["年度总体目标完成情况", "年度绩效指标完成情况"],
    fund_headers: [
        "年初预算数",
        "全年预算数\n（A）",
        "全年执行数\n（B）",
        "分值",
        "执行率\n（B/A）",
        "得分",
    ],
    appropriation: "其中：本年财政拨款",
    dash: "-",
    dashes: [true, false, true],
    points: print::points,
    amount: print::amount_with_unit,
    rate: print::share,
    total: print::points,
    supervisor: |form| form.supervising_dept.name.clone(),
    organisation: |organisation| organisation.name.clone(),
    name_prefix: "",
    no_deviation: "",
};

/// As [`A`], with a word before the name of every indicator.
const B: Style = Style { name_prefix: "指标：", ..A };

/// Exported by the budget system: codes before the names of organisations, rates as `100.00%`.
const C: Style = Style {
    blocks: ["年度总体目标", "绩效指标"],
    fund_headers: ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    dash: "—",
    dashes: [true, false, false],
    amount: print::amount_plain,
    rate: print::percentage,
    total: print::points_2dp,
    supervisor: |form| print::coded(&form.supervising_dept),
    organisation: print::coded,
    ..A
};

pub(super) fn hand_made(form: &SelfEvaluationForm) -> Vec<Sheet> {
    national_family::sheets(form, &A)
}

pub(super) fn prefixed(form: &SelfEvaluationForm) -> Vec<Sheet> {
    national_family::sheets(form, &B)
}

pub(super) fn exported(form: &SelfEvaluationForm) -> Vec<Sheet> {
    national_family::sheets(form, &C)
}
