//! The kinds of narrative reports.

use crate::coded;

coded! {
    /// What a narrative report reports on, and in which outline.
    pub enum ReportKind {
        /// One project's self-evaluation in prose.
        SelfEvaluation = "self_evaluation" "项目支出绩效自评报告",
        /// The department's evaluation of one project, by 决策, 过程, 产出 and 效益.
        Evaluation = "evaluation" "项目支出绩效评价报告",
        /// All projects of a unit's year, over their self-evaluations.
        Summary = "summary" "项目支出绩效评价总报告",
        /// 部门整体支出, seven chapters.
        Department = "department" "部门整体支出绩效自评报告",
        /// A round of monitoring.
        Monitoring = "monitoring" "绩效运行监控报告",
    }
}
