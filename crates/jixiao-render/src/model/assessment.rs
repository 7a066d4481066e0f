//! The ex-ante assessment of a new project (事前绩效评估).

use super::{Foot, MoneyUnit, Organisation};
use jixiao_domain::{Decimal, Money};

/// 事前绩效评估表
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssessmentForm {
    /// Fiscal year the money is asked for.
    pub year: u16,
    /// 项目名称
    pub project: String,
    /// 项目代码; empty when there is none.
    pub project_code: String,
    /// 主管部门
    pub supervising_dept: Organisation,
    /// 实施单位
    pub implementing_unit: Organisation,
    /// 项目期 as it is to be printed.
    pub period: String,
    /// The unit of every amount of the form.
    pub money_unit: MoneyUnit,
    /// 申请资金
    pub applied: Option<Money>,
    /// 项目概况
    pub overview: String,
    /// 评估方式和过程
    pub method: String,
    /// The points in printed order.
    pub points: Vec<AssessedPoint>,
    /// 标准分值 in all.
    pub total_points: Option<Decimal>,
    /// 得分 in all; `None` while a point has none.
    pub total_score: Option<Decimal>,
    /// 评估结论 as a word; empty while there is none.
    pub result: String,
    /// 建议安排金额
    pub proposed: Option<Money>,
    /// 结论理由
    pub result_reason: String,
    /// 财务审核意见: result, amount and reason in words; empty before.
    pub finance_opinion: String,
    /// 审批意见 in words; empty before.
    pub decision: String,
    /// The line below the form.
    pub foot: Foot,
}

/// One of the five points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssessedPoint {
    /// 立项必要性 …
    pub name: String,
    /// 评估情况
    pub findings: String,
    /// 标准分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// 评估意见
    pub opinion: String,
}
