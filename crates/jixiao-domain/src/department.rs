//! The words of 部门整体支出: what a department accounts for as a whole.
//!
//! Owns the items of its money, the years' columns, the goals and tasks of the qualitative form, and
//! how a task ended. Knows neither how indicators are computed nor how forms are printed.

use crate::{Money, coded};

coded! {
    /// A line of a department's money.
    pub enum DepartmentItem {
        /// 财政拨款收入
        IncomeTreasury = "income_treasury" "财政拨款收入",
        /// 上年结转和结余, as income of the year
        IncomeCarryOver = "income_carry_over" "上年结转和结余",
        /// 其他收入
        IncomeOther = "income_other" "其他收入",
        /// 支出总额
        Total = "total" "支出总额",
        /// 基本支出：人员经费
        Staff = "staff" "人员经费",
        /// 基本支出：公用经费
        Operating = "operating" "公用经费",
        /// 项目支出
        Project = "project" "项目支出",
        /// 年末结转和结余
        YearEnd = "year_end" "年末结转和结余",
        /// 因公出国（境）费
        Abroad = "abroad" "因公出国（境）费",
        /// 公务用车购置费
        CarPurchase = "car_purchase" "公务用车购置费",
        /// 公务用车运行维护费
        CarRunning = "car_running" "公务用车运行维护费",
        /// 公务接待费
        Reception = "reception" "公务接待费",
        /// 政府采购金额
        Procurement = "procurement" "政府采购金额",
        /// 楼堂馆所 of the year's finished construction
        Buildings = "buildings" "楼堂馆所建设投资",
        /// 固定资产总额 at the end of the year
        FixedAssets = "fixed_assets" "固定资产总额",
        /// 在用固定资产 at the end of the year
        AssetsInUse = "assets_in_use" "在用固定资产",
        /// What was paid by the end of September, for 支付进度率
        PaidBySeptember = "paid_by_september" "截至9月底支出数",
    }
}

coded! {
    /// A column of a department's money.
    pub enum DepartmentColumn {
        /// 上年决算数
        LastFinal = "last_final" "上年决算数",
        /// 年初预算数
        Initial = "initial" "年初预算数",
        /// 全年预算数: 年初 and every change of the year
        Adjusted = "adjusted" "全年预算数",
        /// 本年决算数
        Final = "final" "本年决算数",
    }
}

coded! {
    /// 目标 of the qualitative form.
    pub enum DepartmentGoal {
        /// 履职效益明显
        Effect = "effect" "履职效益明显",
        /// 预算配置科学
        Allocation = "allocation" "预算配置科学",
        /// 预算执行有效
        Execution = "execution" "预算执行有效",
        /// 预算管理规范
        Management = "management" "预算管理规范",
    }
}

coded! {
    /// 任务名称 of the qualitative form, from the top.
    pub enum DepartmentTask {
        /// 经济效益
        EconomicBenefit = "economic_benefit" "经济效益",
        /// 社会效益
        SocialBenefit = "social_benefit" "社会效益",
        /// 生态效益
        EcologicalBenefit = "ecological_benefit" "生态效益",
        /// 社会公众或服务对象满意度
        Satisfaction = "satisfaction" "社会公众或服务对象满意度",
        /// 预算编制科学
        SoundBudgeting = "sound_budgeting" "预算编制科学",
        /// 基本支出足额保障
        BasicSpendSecured = "basic_spend_secured" "基本支出足额保障",
        /// 确保重点支出安排
        KeySpendSecured = "key_spend_secured" "确保重点支出安排",
        /// 严控“三公经费”支出
        ThreePublicLimited = "three_public_limited" "严控“三公经费”支出",
        /// 严格预算执行
        StrictExecution = "strict_execution" "严格预算执行",
        /// 严格结转结余
        StrictCarryOver = "strict_carry_over" "严格结转结余",
        /// 项目组织良好
        SoundOrganisation = "sound_organisation" "项目组织良好",
        /// “三公经费”节支增效
        ThreePublicSaved = "three_public_saved" "“三公经费”节支增效",
        /// 管理制度健全
        SoundRules = "sound_rules" "管理制度健全",
        /// 信息公开及时完整
        TimelyDisclosure = "timely_disclosure" "信息公开及时完整",
        /// 资产管理使用规范有效
        SoundAssets = "sound_assets" "资产管理使用规范有效",
    }
}

coded! {
    /// How a task of the year ended.
    pub enum TaskOutcome {
        /// 按时完成
        OnTime = "on_time" "按时完成",
        /// 完成但超过时限
        Late = "late" "逾期完成",
        /// 未完成
        Unfinished = "unfinished" "未完成",
    }
}

impl DepartmentItem {
    /// The three sources of income.
    pub const INCOME: [Self; 3] = [Self::IncomeTreasury, Self::IncomeCarryOver, Self::IncomeOther];
    /// The three kinds of spending.
    pub const SPENDING: [Self; 3] = [Self::Staff, Self::Operating, Self::Project];
    /// “三公”经费
    pub const THREE_PUBLIC: [Self; 4] =
        [Self::Abroad, Self::CarPurchase, Self::CarRunning, Self::Reception];

    /// The columns in which the item has an amount.
    pub fn columns(self) -> &'static [DepartmentColumn] {
        use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};
        match self {
            Self::YearEnd | Self::FixedAssets | Self::AssetsInUse => &[LastFinal, Final],
            Self::Procurement | Self::Buildings => &[LastFinal, Initial, Final],
            Self::PaidBySeptember => &[Final],
            Self::Abroad | Self::CarPurchase | Self::CarRunning | Self::Reception => {
                &[LastFinal, Initial, Final]
            }
            Self::IncomeTreasury
            | Self::IncomeCarryOver
            | Self::IncomeOther
            | Self::Total
            | Self::Staff
            | Self::Operating
            | Self::Project => &[LastFinal, Initial, Adjusted, Final],
        }
    }
}

/// What is known of an item; `None` where nothing was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DepartmentAmounts {
    /// 上年决算数
    pub last_final: Option<Money>,
    /// 年初预算数
    pub initial: Option<Money>,
    /// 全年预算数
    pub adjusted: Option<Money>,
    /// 本年决算数
    pub final_accounts: Option<Money>,
}

impl DepartmentAmounts {
    /// The amount of a column.
    pub fn column(&self, column: DepartmentColumn) -> Option<Money> {
        match column {
            DepartmentColumn::LastFinal => self.last_final,
            DepartmentColumn::Initial => self.initial,
            DepartmentColumn::Adjusted => self.adjusted,
            DepartmentColumn::Final => self.final_accounts,
        }
    }

    /// The place of a column's amount.
    pub fn column_mut(&mut self, column: DepartmentColumn) -> &mut Option<Money> {
        match column {
            DepartmentColumn::LastFinal => &mut self.last_final,
            DepartmentColumn::Initial => &mut self.initial,
            DepartmentColumn::Adjusted => &mut self.adjusted,
            DepartmentColumn::Final => &mut self.final_accounts,
        }
    }
}

impl DepartmentTask {
    /// The goal the task stands under.
    pub fn goal(self) -> DepartmentGoal {
        match self {
            Self::EconomicBenefit
            | Self::SocialBenefit
            | Self::EcologicalBenefit
            | Self::Satisfaction => DepartmentGoal::Effect,
            Self::SoundBudgeting
            | Self::BasicSpendSecured
            | Self::KeySpendSecured
            | Self::ThreePublicLimited => DepartmentGoal::Allocation,
            Self::StrictExecution
            | Self::StrictCarryOver
            | Self::SoundOrganisation
            | Self::ThreePublicSaved => DepartmentGoal::Execution,
            Self::SoundRules | Self::TimelyDisclosure | Self::SoundAssets => {
                DepartmentGoal::Management
            }
        }
    }
}

impl TaskOutcome {
    /// Whether the task was finished at all.
    pub fn is_finished(self) -> bool {
        self != Self::Unfinished
    }
}

#[cfg(test)]
mod tests {
    use super::{DepartmentGoal, DepartmentTask};
    use crate::Coded;

    #[test]
    fn the_fifteen_tasks_stand_below_their_goals_in_printed_order() {
        let counts: Vec<usize> = DepartmentGoal::ALL
            .iter()
            .map(|goal| DepartmentTask::ALL.iter().filter(|task| task.goal() == *goal).count())
            .collect();
        assert_eq!(counts, [4, 4, 4, 3]);
        assert!(DepartmentTask::ALL.is_sorted_by_key(|task| task.goal()));
    }
}
