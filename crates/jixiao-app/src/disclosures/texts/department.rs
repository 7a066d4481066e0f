//! The texts of the forms of a whole department.

use super::Walk;
use jixiao_render::model::{
    BaseDataForm, DepartmentScoresForm, DepartmentTasksForm, DutyForm, TaskRow,
};

impl Walk<'_> {
    pub(super) fn department_tasks(&mut self, form: &mut DepartmentTasksForm) {
        self.prose("部门名称", &mut form.department);
        for goal in &mut form.goals {
            self.prose("目标", &mut goal.name);
            self.task_rows(&mut goal.rows);
        }
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    pub(super) fn duties(&mut self, form: &mut DutyForm) {
        self.prose("部门名称", &mut form.department);
        self.task_rows(&mut form.rows);
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    fn task_rows(&mut self, rows: &mut [TaskRow]) {
        for row in rows {
            let task = row.task.clone();
            self.prose("任务名称", &mut row.task);
            self.prose(&format!("任务“{task}”：任务措施"), &mut row.measure);
            self.prose(&format!("任务“{task}”：实际执行情况"), &mut row.execution);
            self.prose(&format!("任务“{task}”：与年初预算的对比"), &mut row.comparison);
            self.prose(&format!("任务“{task}”：相关情况说明"), &mut row.remark);
        }
    }

    pub(super) fn base_data(&mut self, form: &mut BaseDataForm) {
        self.prose("部门名称", &mut form.department);
        for row in &mut form.rows {
            self.prose("项目支出", &mut row.label);
        }
        self.prose("厉行节约保障措施", &mut form.economy_measures);
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }

    pub(super) fn department_scores(&mut self, form: &mut DepartmentScoresForm) {
        self.prose("部门名称", &mut form.department);
        self.levels(&mut form.indicators);
        self.notes(&mut form.notes);
        self.foot(&mut form.foot);
    }
}
