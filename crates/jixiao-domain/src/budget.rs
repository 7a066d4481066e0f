//! Kinds of ledger lines and sources of money.

use crate::coded;

coded! {
    /// What a line of the budget ledger does to a project's budget of the year.
    pub enum BudgetEntryKind {
        /// 年初预算: the only kind that makes 年初预算数.
        Initial = "initial" "年初预算",
        /// 追加: adds.
        Supplement = "supplement" "年中追加",
        /// 收回: takes away.
        Clawback = "clawback" "年中收回",
        /// 调剂转入: adds what another project gave.
        ReallocationIn = "reallocation_in" "调剂转入",
        /// 调剂转出: takes away what another project gets.
        ReallocationOut = "reallocation_out" "调剂转出",
        /// 上年结转: adds what last year left for the same use.
        CarryOver = "carry_over" "上年结转",
    }
}

impl BudgetEntryKind {
    /// Whether the line lowers 全年预算数. Amounts are entered without sign.
    pub fn lowers(self) -> bool {
        matches!(self, Self::Clawback | Self::ReallocationOut)
    }
}

coded! {
    /// 资金来源, as the fund block of the forms splits it.
    pub enum FundSource {
        /// 当年财政拨款
        CurrentTreasury = "current_treasury" "当年财政拨款",
        /// 上年结转资金
        CarryOver = "carry_over" "上年结转资金",
        /// 其他资金: 工会经费, 捐赠 …
        Other = "other" "其他资金",
    }
}

coded! {
    /// 项目属性
    pub enum ProjectAttribute {
        /// 新增
        New = "new" "新增项目",
        /// 延续
        Continued = "continued" "延续项目",
    }
}
