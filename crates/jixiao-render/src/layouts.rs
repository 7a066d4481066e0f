//! From a form to its printed sheets: one layout description each, shared by every writer.

mod anqing;
mod assessment;
mod department;
mod evaluation;
mod goal_submission;
mod kunming;
mod monitoring;
mod national;
mod national_family;
mod project_list;
mod record;

use crate::RenderError;
use crate::flow;
use crate::model::Form;
use crate::paper::Section;
use crate::sheet::Sheet;

/// The page layouts forms are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// The self-evaluation of 财预〔2020〕10号, attachment 1.
    National,
    /// Two sheets: 概况表, then indicators with subtotals.
    Kunming,
    /// The national form as typed by hand: units behind amounts, letters in headers.
    AnqingA,
    /// As [`Layout::AnqingA`] with 指标： before every name.
    AnqingB,
    /// As exported by the budget system: coded units, percentages.
    AnqingC,
    /// 绩效目标申报表 of 财预〔2015〕88号.
    GoalSubmission,
    /// 项目支出绩效目标执行监控表 of 财预〔2019〕136号.
    Monitoring,
    /// 部门绩效自评项目清单
    ProjectList,
    /// 部门整体支出绩效自评表 in words.
    DepartmentTasks,
    /// 部门整体支出绩效自评职责履行良好表
    Duties,
    /// 部门整体支出绩效评价基础数据表
    BaseData,
    /// 部门整体支出绩效自评表 with scores.
    DepartmentScores,
    /// 项目支出事前绩效评估表
    Assessment,
    /// 项目支出绩效评价得分表 of 财预〔2020〕10号, attachment 2.
    Evaluation,
    /// 申请表, 审核表, 档案表, 公示: records of persons and households.
    Record,
    /// A report or letter by GB/T 9704-2012.
    Report,
}

impl Layout {
    /// All layouts, in the order they are offered.
    pub const ALL: [Layout; 16] = [
        Layout::National,
        Layout::Kunming,
        Layout::AnqingA,
        Layout::AnqingB,
        Layout::AnqingC,
        Layout::GoalSubmission,
        Layout::Monitoring,
        Layout::ProjectList,
        Layout::DepartmentTasks,
        Layout::Duties,
        Layout::BaseData,
        Layout::DepartmentScores,
        Layout::Assessment,
        Layout::Evaluation,
        Layout::Record,
        Layout::Report,
    ];

    /// The name shown to people.
    pub fn title(self) -> &'static str {
        match self {
            Self::National => "项目支出绩效自评表（财政部样式）",
            Self::Kunming => "项目支出绩效自评概况表和绩效目标（昆明样式）",
            Self::AnqingA => "项目支出绩效自评表（安庆样式一，手工填报）",
            Self::AnqingB => "项目支出绩效自评表（安庆样式二，带指标字样）",
            Self::AnqingC => "项目支出绩效自评表（安庆样式三，预算一体化导出）",
            Self::GoalSubmission => "项目支出绩效目标申报表",
            Self::Monitoring => "项目支出绩效目标执行监控表",
            Self::ProjectList => "部门绩效自评项目清单",
            Self::DepartmentTasks => "部门整体支出绩效自评表",
            Self::Duties => "部门整体支出绩效自评职责履行良好表",
            Self::BaseData => "部门整体支出绩效评价基础数据表",
            Self::DepartmentScores => "部门整体支出绩效自评表（评分）",
            Self::Assessment => "项目支出事前绩效评估表",
            Self::Evaluation => "项目支出绩效评价得分表",
            Self::Record => "帮扶救助表格",
            Self::Report => "报告（公文格式）",
        }
    }

    /// The name used in commands and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Kunming => "kunming",
            Self::AnqingA => "anqing-a",
            Self::AnqingB => "anqing-b",
            Self::AnqingC => "anqing-c",
            Self::GoalSubmission => "goal-submission",
            Self::Monitoring => "monitoring",
            Self::ProjectList => "project-list",
            Self::DepartmentTasks => "department-tasks",
            Self::Duties => "duties",
            Self::BaseData => "base-data",
            Self::DepartmentScores => "department-scores",
            Self::Assessment => "assessment",
            Self::Evaluation => "evaluation",
            Self::Record => "record",
            Self::Report => "report",
        }
    }

    /// The layout of that [`Layout::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.id() == id)
    }

    /// Whether the layout prints forms of this kind.
    pub fn prints(self, form: &Form) -> bool {
        match form {
            Form::SelfEvaluation(_) => matches!(
                self,
                Self::National | Self::Kunming | Self::AnqingA | Self::AnqingB | Self::AnqingC
            ),
            Form::GoalSubmission(_) => self == Self::GoalSubmission,
            Form::Monitoring(_) => self == Self::Monitoring,
            Form::ProjectList(_) => self == Self::ProjectList,
            Form::DepartmentTasks(_) => self == Self::DepartmentTasks,
            Form::Duties(_) => self == Self::Duties,
            Form::BaseData(_) => self == Self::BaseData,
            Form::DepartmentScores(_) => self == Self::DepartmentScores,
            Form::Assessment(_) => self == Self::Assessment,
            Form::Evaluation(_) => self == Self::Evaluation,
            Form::Record(_) => self == Self::Record,
            Form::Text(_) => self == Self::Report,
        }
    }

    /// The form as it is printed: sheets or running text.
    ///
    /// # Errors
    /// When the layout is one for another kind of form.
    pub(crate) fn sections(self, form: &Form) -> Result<Vec<Section>, RenderError> {
        match (self, form) {
            (Self::Report, Form::Text(text)) => Ok(vec![Section::Text(flow::lay_out(text))]),
            _ => Ok(self.sheets(form)?.into_iter().map(Section::Sheet).collect()),
        }
    }

    /// The form as printed sheets.
    ///
    /// # Errors
    /// When the layout is one for another kind of form, or prints running text.
    pub fn sheets(self, form: &Form) -> Result<Vec<Sheet>, RenderError> {
        match (self, form) {
            (Self::National, Form::SelfEvaluation(form)) => Ok(national::sheets(form)),
            (Self::Kunming, Form::SelfEvaluation(form)) => Ok(kunming::sheets(form)),
            (Self::AnqingA, Form::SelfEvaluation(form)) => Ok(anqing::hand_made(form)),
            (Self::AnqingB, Form::SelfEvaluation(form)) => Ok(anqing::prefixed(form)),
            (Self::AnqingC, Form::SelfEvaluation(form)) => Ok(anqing::exported(form)),
            (Self::GoalSubmission, Form::GoalSubmission(form)) => Ok(goal_submission::sheets(form)),
            (Self::Monitoring, Form::Monitoring(form)) => Ok(monitoring::sheets(form)),
            (Self::ProjectList, Form::ProjectList(form)) => Ok(project_list::sheets(form)),
            (Self::DepartmentTasks, Form::DepartmentTasks(form)) => Ok(department::tasks(form)),
            (Self::Duties, Form::Duties(form)) => Ok(department::duties(form)),
            (Self::BaseData, Form::BaseData(form)) => Ok(department::base_data(form)),
            (Self::DepartmentScores, Form::DepartmentScores(form)) => Ok(department::scores(form)),
            (Self::Assessment, Form::Assessment(form)) => Ok(assessment::sheets(form)),
            (Self::Evaluation, Form::Evaluation(form)) => Ok(evaluation::sheets(form)),
            (Self::Record, Form::Record(form)) => Ok(record::sheets(form)),
            (Self::Report, Form::Text(_)) => Err(RenderError::NoWorkbook),
            _ => Err(RenderError::OtherForm { layout: self.title() }),
        }
    }
}
