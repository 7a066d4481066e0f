//! What a form holds, as plain values: the input of every writer.
//!
//! Owns the fields of each form, the text document and the volume of several. Decides and computes
//! nothing: sums, rates, scores and grades come in finished.

mod assessment;
mod department;
mod evaluation;
mod goal_submission;
mod monitoring;
mod record;
mod self_evaluation;
pub mod text;
mod volume;

use jixiao_domain::CurrencyUnit;

pub use assessment::{AssessedPoint, AssessmentForm};
pub use department::{
    BaseDataForm, BaseDataRow, BuildingRow, DepartmentScoresForm, DepartmentTasksForm, DutyForm,
    TaskGroup, TaskRow,
};
pub use evaluation::{
    EvaluatedLevelOne, EvaluatedLevelTwo, EvaluatedRow, EvaluationForm, StripCell,
};
pub use goal_submission::{
    GoalFunds, GoalIndicators, GoalLevelOne, GoalLevelTwo, GoalPeriod, GoalRow, GoalSubmissionForm,
    MediumTerm, ProjectNature,
};
pub use monitoring::{
    MonitoringForm, MonitoringFund, MonitoringLevelOne, MonitoringLevelTwo, MonitoringRow,
};
pub use record::{RecordBlock, RecordForm};
pub use self_evaluation::{
    FundKind, FundRow, IndicatorRow, LevelOne, LevelTwo, SelfEvaluationForm, Totals,
};
pub use text::TextDocument;
pub use volume::{Part, SealMark, Volume};

/// A form to be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// 项目支出绩效自评表
    SelfEvaluation(SelfEvaluationForm),
    /// 绩效目标申报表
    GoalSubmission(GoalSubmissionForm),
    /// 项目支出绩效目标执行监控表
    Monitoring(MonitoringForm),
    /// 部门绩效自评项目清单
    ProjectList(ProjectListForm),
    /// 部门整体支出绩效自评表 in words
    DepartmentTasks(DepartmentTasksForm),
    /// 部门整体支出绩效自评职责履行良好表
    Duties(DutyForm),
    /// 部门整体支出绩效评价基础数据表
    BaseData(BaseDataForm),
    /// 部门整体支出绩效自评表 with scores
    DepartmentScores(DepartmentScoresForm),
    /// 项目支出事前绩效评估表
    Assessment(AssessmentForm),
    /// 项目支出绩效评价得分表
    Evaluation(EvaluationForm),
    /// 申请表, 审核表, 档案表, 公示
    Record(RecordForm),
    /// A report or letter of running text.
    Text(TextDocument),
}

/// An organisation as forms name it: `502001-江州市总工会本级` where a layout prints codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organisation {
    /// The name; empty when not known.
    pub name: String,
    /// The code in the budget system (预算单位代码); empty when there is none.
    pub code: String,
}

/// The unit the amounts of a form are printed in; the two that forms use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoneyUnit {
    /// 万元
    #[default]
    TenThousandYuan,
    /// 元
    Yuan,
}

impl From<MoneyUnit> for CurrencyUnit {
    fn from(unit: MoneyUnit) -> Self {
        match unit {
            MoneyUnit::TenThousandYuan => Self::TenThousandYuan,
            MoneyUnit::Yuan => Self::Yuan,
        }
    }
}

/// A day as a form prints it: 2026年3月1日. Printed as given, not checked against a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year of four digits.
    pub year: u16,
    /// Month 1..=12.
    pub month: u8,
    /// Day 1..=31.
    pub day: u8,
}

/// The line below a form: who filled it in and who answers for it. Empty fields leave room for a pen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foot {
    /// 填报人
    pub filled_by: String,
    /// 联系电话
    pub phone: String,
    /// 负责人
    pub leader: String,
    /// 填报日期
    pub filled_on: Option<Day>,
    /// Whether 单位盖章 is printed.
    pub seal: bool,
}

/// 部门绩效自评项目清单: the cover sheet of a department's self-evaluations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectListForm {
    /// The department whose name stands in the title; empty leaves the bare title.
    pub department: String,
    /// Fiscal year.
    pub year: u16,
    /// The projects in printed order; they are numbered from 1.
    pub projects: Vec<ProjectListRow>,
    /// The line below the form.
    pub foot: Foot,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectListRow {
    /// 项目名称
    pub name: String,
    /// 备注
    pub remark: String,
}
