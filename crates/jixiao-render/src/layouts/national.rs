//! 项目支出绩效自评表 as the Ministry of Finance prints it (财预〔2020〕10号, attachment 1).

use super::national_family::{self, Style};
use crate::model::SelfEvaluationForm;
use crate::print;
use crate::sheet::Sheet;

const STYLE: Style = Style {
    title: "项目支出绩效自评表",
    blocks: ["年度总体目标", "绩效指标"],
    fund_headers: ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    appropriation: "其中：当年财政拨款",
    dash: print::BLANK,
    dashes: [true; 3],
    points: print::points,
    amount: print::amount,
    rate: print::percentage,
    total: print::points,
    supervisor: |form| form.supervising_dept.name.clone(),
    organisation: |organisation| organisation.name.clone(),
    name_prefix: "",
    no_deviation: print::BLANK,
};

pub(super) fn sheets(form: &SelfEvaluationForm) -> Vec<Sheet> {
    national_family::sheets(form, &STYLE)
}
