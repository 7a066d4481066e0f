//! The words of 绩效运行监控: lamps, causes of deviation, likelihoods, warnings and where they stand.
//!
//! Owns the choices the official form offers and the life of a warning. When a lamp is red or a
//! warning is due is the regulation's and the analysis' business.

use crate::coded;

coded! {
    /// How progress stands beside time.
    pub enum Lamp {
        /// 红灯
        Red = "red" "红灯 滞后",
        /// 黄灯
        Yellow = "yellow" "黄灯 偏慢",
        /// 绿灯
        Green = "green" "绿灯 正常",
    }
}

coded! {
    /// 完成目标可能性: what the unit expects of an indicator at year's end.
    pub enum Likelihood {
        /// 确定能
        Certain = "certain" "确定能",
        /// 有可能
        Possible = "possible" "有可能",
        /// 完全不可能
        Impossible = "impossible" "完全不可能",
    }
}

coded! {
    /// 偏差原因: what the official form offers as reasons.
    pub enum DeviationCause {
        /// 经费保障
        Funds = "funds" "经费保障",
        /// 制度保障
        Rules = "rules" "制度保障",
        /// 人员保障
        Staff = "staff" "人员保障",
        /// 硬件条件保障
        Equipment = "equipment" "硬件条件保障",
        /// 其他
        Other = "other" "其他",
    }
}

coded! {
    /// What the expected spending at year's end stands on.
    pub enum ForecastBasis {
        /// Spending goes on as time goes by.
        Linear = "linear" "按序时进度线性推算",
        /// The share of the year that the same months made up last year.
        LastYear = "last_year" "按上年同期支出占全年的比例推算",
        /// What is spent and what is committed for the rest of the year.
        Committed = "committed" "已执行数加年内已落实待支付数",
        /// A person's own figure, with a reason.
        Typed = "typed" "由填报人据实预计",
    }
}

coded! {
    /// What a warning warns of.
    pub enum WarningKind {
        /// Execution is below the regulation's line for its month.
        ExecutionBelowLine = "execution_below_line" "执行低于预警线",
        /// Execution lags far behind time.
        ExecutionBehindTime = "execution_behind_time" "执行滞后于序时",
        /// Goals and execution lie too far apart.
        AttainmentGap = "attainment_gap" "目标与执行偏离",
        /// More is reported done than was paid for.
        TooGoodForExecution = "too_good_for_execution" "完成与执行不相称",
        /// An indicator lags far behind time.
        IndicatorBehindTime = "indicator_behind_time" "指标进度滞后",
        /// The unit says that an indicator can't be reached.
        Unattainable = "unattainable" "目标不可能完成",
        /// The unit is certain of an indicator whose own forecast misses it.
        ForecastContradicts = "forecast_contradicts" "预计与可能性不符",
    }
}

coded! {
    /// Where a warning stands.
    pub enum WarningState {
        /// The unit has to act.
        Open = "open" "待处理",
        /// The unit explained; finance has to judge.
        Explained = "explained" "说明待认定",
        /// Finance accepted the explanation.
        Accepted = "accepted" "说明已认可",
        /// A rectification was opened.
        Rectifying = "rectifying" "已转整改",
        /// An adjustment of the goal was begun.
        Adjusting = "adjusting" "已转目标调整",
        /// What it warned of no longer holds.
        Cleared = "cleared" "已消除",
    }
}

coded! {
    /// What is done about a warning.
    pub enum WarningEvent {
        /// Raised by the figures.
        Raise = "raise" "触发预警",
        /// The unit explains.
        Explain = "explain" "提交说明",
        /// Finance accepts the explanation.
        Accept = "accept" "认可说明",
        /// Finance does not accept it.
        Refuse = "refuse" "不予认可",
        /// A rectification is opened.
        Rectify = "rectify" "转入整改",
        /// An adjustment of the goal is begun.
        Adjust = "adjust" "转入目标调整",
        /// The figures no longer bear it out.
        Clear = "clear" "预警消除",
        /// Payment is suspended; the warning still waits for its answer.
        Suspend = "suspend" "暂停拨付",
    }
}

impl WarningState {
    /// The state after an event; `None` where the state does not allow it.
    pub fn after(self, event: WarningEvent) -> Option<Self> {
        match (self, event) {
            (Self::Cleared, WarningEvent::Raise) | (Self::Explained, WarningEvent::Refuse) => {
                Some(Self::Open)
            }
            (Self::Open, WarningEvent::Explain) => Some(Self::Explained),
            (Self::Explained, WarningEvent::Accept) => Some(Self::Accepted),
            (Self::Open | Self::Explained | Self::Accepted, WarningEvent::Rectify) => {
                Some(Self::Rectifying)
            }
            (Self::Open | Self::Explained, WarningEvent::Adjust) => Some(Self::Adjusting),
            (Self::Open | Self::Explained, WarningEvent::Clear) => Some(Self::Cleared),
            (Self::Open | Self::Explained | Self::Rectifying, WarningEvent::Suspend) => Some(self),
            _ => None,
        }
    }

    /// Whether somebody still has to act on it here.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::Explained)
    }
}

impl Lamp {
    /// The colour alone: 红灯.
    pub fn colour(self) -> &'static str {
        match self {
            Self::Red => "红灯",
            Self::Yellow => "黄灯",
            Self::Green => "绿灯",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WarningEvent, WarningState};
    use crate::Coded;

    /// Every pair of state and event, as a table: rows are states, columns events.
    #[test]
    fn every_warning_and_event_has_the_expected_outcome() {
        let expected = "\
open: - explained - - rectifying adjusting cleared open
explained: - - accepted open rectifying adjusting cleared explained
accepted: - - - - rectifying - - -
rectifying: - - - - - - - rectifying
adjusting: - - - - - - - -
cleared: open - - - - - - -
";
        let mut found = String::new();
        for state in WarningState::ALL {
            let row: Vec<&str> = WarningEvent::ALL
                .iter()
                .map(|event| state.after(*event).map_or("-", Coded::code))
                .collect();
            found.push_str(&format!("{}: {}\n", state.code(), row.join(" ")));
        }
        assert_eq!(found, expected);
    }
}
