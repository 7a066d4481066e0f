//! The texts of the forms of a project: goal, monitoring, self-evaluation, evaluation.

use super::Walk;
use jixiao_render::model::{
    EvaluationForm, FundKind, GoalSubmissionForm, MonitoringForm, SelfEvaluationForm,
};

impl Walk<'_> {
    pub(super) fn self_evaluation(&mut self, form: &mut SelfEvaluationForm) {
        self.prose("项目名称", &mut form.project);
        self.organisation("主管部门", &mut form.supervising_dept);
        self.organisation("实施单位", &mut form.implementing_unit);
        self.prose("财政归口处室", &mut form.finance_division);
        for row in &mut form.funds {
            self.fund(&mut row.kind);
        }
        self.prose("年度总体目标：预期目标", &mut form.expected_goal);
        self.prose("年度总体目标：实际完成情况", &mut form.actual_goal);
        self.levels(&mut form.indicators);
        self.prose("其他需要说明的事项", &mut form.other_matters);
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    pub(super) fn goal(&mut self, form: &mut GoalSubmissionForm) {
        self.prose("项目名称", &mut form.project);
        self.organisation("主管部门", &mut form.supervising_dept);
        self.organisation("实施单位", &mut form.implementing_unit);
        self.prose("项目期", &mut form.period);
        if let Some(term) = &mut form.medium_term {
            self.prose("中期目标", &mut term.period.goal);
        }
        self.prose("年度目标", &mut form.annual.goal);
        for level in &mut form.indicators {
            self.prose("一级指标", &mut level.name);
        }
        for kind in form.indicators.iter_mut().flat_map(|level| &mut level.kinds) {
            self.prose("二级指标", &mut kind.name);
            for row in kind.medium_term.iter_mut().chain(&mut kind.annual) {
                let name = row.name.clone();
                self.prose("指标名称", &mut row.name);
                self.cell(&format!("指标“{name}”：指标值"), &mut row.target);
            }
        }
        self.foot(&mut form.foot);
    }

    pub(super) fn monitoring(&mut self, form: &mut MonitoringForm) {
        self.prose("监控期间", &mut form.period);
        self.prose("项目名称", &mut form.project);
        self.organisation("主管部门", &mut form.supervising_dept);
        self.organisation("实施单位", &mut form.implementing_unit);
        self.prose("年度总体目标", &mut form.goal);
        for row in &mut form.funds {
            self.fund(&mut row.kind);
        }
        for level in &mut form.indicators {
            self.prose("一级指标", &mut level.name);
        }
        for kind in form.indicators.iter_mut().flat_map(|level| &mut level.kinds) {
            self.prose("二级指标", &mut kind.name);
            for row in &mut kind.rows {
                let name = row.name.clone();
                self.prose("指标名称", &mut row.name);
                self.cell(&format!("指标“{name}”：年度指标值"), &mut row.target);
                self.cell(&format!("指标“{name}”：执行情况"), &mut row.actual);
                self.cell(&format!("指标“{name}”：全年预计完成情况"), &mut row.expected);
                self.prose(&format!("指标“{name}”：原因说明"), &mut row.cause_note);
                self.prose(&format!("指标“{name}”：备注"), &mut row.remark);
            }
        }
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    pub(super) fn evaluation(&mut self, form: &mut EvaluationForm) {
        self.prose("项目名称", &mut form.project);
        self.organisation("主管部门", &mut form.supervising_dept);
        self.organisation("实施单位", &mut form.implementing_unit);
        for cell in &mut form.strip {
            self.prose("一级指标", &mut cell.name);
        }
        for level in &mut form.levels {
            self.prose("一级指标", &mut level.name);
        }
        for kind in form.levels.iter_mut().flat_map(|level| &mut level.kinds) {
            self.prose("二级指标", &mut kind.name);
            for row in &mut kind.rows {
                let name = row.name.clone();
                self.prose("指标名称", &mut row.name);
                self.prose(&format!("指标“{name}”：评价要点"), &mut row.test);
                self.prose(&format!("指标“{name}”：评分理由"), &mut row.finding);
            }
        }
        self.prose("评价等级", &mut form.grade);
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    fn fund(&mut self, kind: &mut FundKind) {
        if let FundKind::Named(name) = kind {
            self.prose("资金来源", name);
        }
    }
}
