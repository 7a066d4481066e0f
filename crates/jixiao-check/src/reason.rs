//! What a row's 偏差原因分析及改进措施 cell says, as far as rules need to know.
//!
//! Owns the words of reasons, excuses and measures. Judges no row: whether a reason is due is for
//! the rules.

use crate::attainment::{contains_any, contains_word, measured};
use crate::scored::scored;
use crate::wording::{core, says_nothing};
use jixiao_document::text::squeeze;
use jixiao_form::Indicator;
use jixiao_regulation::{Attainment, Step};

/// The reason cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason<'a> {
    /// The form has no such cell in this row.
    NoCell,
    /// Blank, or a mark that stands for blank: 无, `/`, `—`, 0.
    Blank,
    /// Says in so many words that there is no deviation: 无偏差.
    NoDeviation,
    /// A text.
    Given(&'a str),
}

/// The reason cell of `indicator`.
pub(crate) fn reason(indicator: &Indicator) -> Reason<'_> {
    let Some(field) = &indicator.deviation else { return Reason::NoCell };
    match core(&field.printed) {
        "0" => Reason::Blank,
        text if says_nothing(text) => Reason::Blank,
        "无偏差" | "无差异" | "没有偏差" | "未偏离" | "无偏离" | "不存在偏差" | "未产生偏差"
        | "无明显偏差" | "偏差为0" => Reason::NoDeviation,
        _ => Reason::Given(&field.printed),
    }
}

impl Reason<'_> {
    /// Whether the cell is there and gives no reason.
    pub(crate) fn is_missing(self) -> bool {
        matches!(self, Self::Blank | Self::NoDeviation)
    }

    /// Whether nothing in the row explains it, be the cell empty or absent.
    pub(crate) fn explains_nothing(self) -> bool {
        !matches!(self, Self::Given(_))
    }
}

/// Whether the row owes a reason: certainly short of its target, or points taken off. A row that
/// met its target and lost points is another defect (JX303).
pub(crate) fn is_due(indicator: &Indicator, step: &Step) -> bool {
    may_be_due(indicator, step)
        && match measured(indicator, step) {
            Some(result) => result.is_short(),
            None => is_deducted(indicator),
        }
}

/// Whether the row may owe a reason at all: a look that costs nothing and settles most rows.
pub(crate) fn may_be_due(indicator: &Indicator, step: &Step) -> bool {
    step.attained == Attainment::Missed || is_deducted(indicator)
}

fn is_deducted(indicator: &Indicator) -> bool {
    scored(indicator).is_some_and(|row| row.given < row.full)
}

/// Words that point at a cause.
const CAUSES: &[&str] = &[
    "因", "由于", "影响", "导致", "造成", "未", "没有", "不足", "不够", "较少", "减少", "下降",
    "推迟", "延期", "延迟", "取消", "滞后", "尚", "疫情", "调整", "变化", "变动", "浮动", "偏低",
    "偏高", "扣",
];

/// Words that assure rather than explain.
const PRAISE: &[&str] = &[
    "严格按",
    "严格执行",
    "严格落实",
    "认真做好",
    "认真落实",
    "认真开展",
    "按要求",
    "按照要求",
    "按计划",
    "按制度",
    "按规定",
    "高度重视",
    "圆满",
    "顺利",
    "积极开展",
    "积极推进",
    "扎实",
    "稳步",
    "有序",
    "较好完成",
    "良好",
];

/// Words that announce what will be done about it, wherever they stand.
const MEASURES: &[&str] = &[
    "措施",
    "协调",
    "增设",
    "约谈",
    "催办",
    "催缴",
    "督办",
    "倒排",
    "错峰",
    "列入",
    "纳入",
    "对接",
    "跟踪",
    "跟进",
    "尽快",
    "尽早",
    "抓紧",
    "赶工",
    "补充",
    "增补",
    "责令",
    "追究",
    "约束",
    "把关",
    "审慎",
    "精准",
    "充分考虑",
    "前完成",
    "前完工",
    "前到位",
    "前交付",
    "前支付",
    "前启动",
    "底完成",
    "来年",
    "翌年",
    "提前启动",
    "提前谋划",
    "提前部署",
    "提前准备",
    "改进",
    "加强",
    "加大",
    "加快",
    "将",
    "下一步",
    "下步",
    "今后",
    "以后",
    "后续",
    "争取",
    "完善",
    "进一步",
    "拟",
    "计划于",
    "督促",
    "优化",
    "提高",
    "提升",
    "调整",
    "强化",
    "确保",
    "推进",
    "落实",
    "建议",
    "明年",
    "下年",
    "次年",
    "继续",
    "力争",
    "做好",
    "抓好",
    "及时",
    "健全",
    "整改",
    "细化",
    "科学",
    "合理",
    "统筹",
    "规范",
    "严格",
];

/// Verbs that make a clause a measure where it begins with them; elsewhere in a clause they may
/// well be the cause: "，增加植保站点" against "参训人数增加".
const MEASURE_VERBS: &[&str] = &[
    "增加", "增配", "增派", "增聘", "补齐", "补办", "补发", "扩大", "拓宽", "拓展", "压缩", "修订",
    "修改", "更换", "重新", "改为", "改用", "改期", "提前", "建立", "制定", "联系", "邀请", "聘请",
    "委托", "采取", "实行", "引入", "选派", "核减", "追回", "追缴", "处罚", "更新", "升级", "维修",
    "沟通",
];

/// What stands before the verb of a measure that is being taken.
const TAKEN: &[&str] = &["已经", "已", "正在"];

/// What may stand before the verb of a measure that is to be taken.
const TO_BE_TAKEN: &[&str] = &["应", "需要", "需", "须", "可", "并", "再"];

/// Words behind 已 that state what happened instead.
const HAPPENED: &[&str] =
    &["完成", "完工", "达", "超", "取消", "结束", "停", "离", "退", "死", "去世", "竣工", "全部"];

/// Words that say the target was reached.
const DONE: &[&str] = &[
    "超额完成",
    "已完成",
    "全部完成",
    "全面完成",
    "圆满完成",
    "按时完成",
    "按期完成",
    "如期完成",
    "按计划完成",
    "按要求完成",
    "完成指标",
    "完成目标",
    "完成年度指标",
    "完成年度目标",
    "达成预期指标",
    "达成预期目标",
    "已达标",
    "已达到目标",
    "已达到指标",
    "达到预期目标",
    "达到预期指标",
    "达到目标值",
    "达到指标值",
];

/// Words that say a whole goal was reached.
const ALL_DONE: &[&str] = &[
    "按照预期完成",
    "按预期完成",
    "预期目标全部完成",
    "全部完成年度",
    "全部完成当年",
    "全面完成年度",
    "圆满完成年度",
    "圆满完成了年度",
    "超额完成年度",
    "完成了全部",
    "完成全部目标",
    "完成当年目标",
    "完成年度目标",
    "完成了年度目标",
    "完成年度总体目标",
    "目标均已完成",
    "指标均已完成",
    "任务均已完成",
    "目标已全部完成",
    "任务已全部完成",
    "指标已全部完成",
];

/// Words that say it was not.
const NOT_DONE: &[&str] = &[
    "未完成",
    "没有完成",
    "未能完成",
    "未达到",
    "未达成",
    "没有达到",
    "未达标",
    "未能达到",
    "低于目标",
    "低于指标",
    "低于年度指标",
    "少于目标",
    "少于计划",
    "未实现",
];

/// Words by which what was not reached is denied, or is another year's.
const NOT_THIS: &[&str] =
    &["无未", "不存在未", "没有未", "上年", "往年", "去年", "以前年度", "结转", "如未", "若未"];

/// Words that turn a following claim round: 未按时完成, 部分已完成.
const HEDGES: &[&str] = &["未", "没", "不", "无法", "难以", "部分", "基本", "尚", "少", "低于"];

/// Whether `text` names anything like a cause.
pub(crate) fn names_cause(text: &str) -> bool {
    contains_any(text, CAUSES)
}

/// Whether `text` assures that all went well and names nothing like a cause.
pub(crate) fn is_praise(text: &str) -> bool {
    contains_any(text, PRAISE) && !names_cause(text)
}

/// Whether `text` announces a measure, or says that one was taken.
pub(crate) fn names_measure(text: &str) -> bool {
    let plain = squeeze(text);
    MEASURES.iter().any(|word| plain.contains(word))
        || plain.split(is_clause_end).any(begins_as_measure)
}

fn is_clause_end(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | '、' | ':')
}

/// Whether a clause begins as a measure does: 已增设两处, 增加站点, 2024年提前启动招标.
fn begins_as_measure(clause: &str) -> bool {
    let is_date =
        |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '初' | '底' | '.');
    let rest = clause.trim_start_matches(is_date);
    let behind = |openings: &[&str]| {
        openings
            .iter()
            .find_map(|opening| rest.strip_prefix(opening).filter(|verb| !verb.is_empty()))
    };
    if let Some(verb) = behind(TAKEN) {
        return !HAPPENED.iter().any(|word| verb.starts_with(word));
    }
    let verb = behind(TO_BE_TAKEN).unwrap_or(rest);
    MEASURE_VERBS.iter().any(|word| verb.starts_with(word))
}

/// Whether `text` claims the target was reached, without any hedge, cause or figure of its own.
pub(crate) fn claims_done(text: &str) -> bool {
    contains_word(text, "无偏差")
        || (contains_any(text, DONE)
            && !contains_any(text, HEDGES)
            && !names_cause(text)
            && !text.contains(|c: char| c.is_ascii_digit()))
}

/// Whether the result of an overall goal claims that all of it was reached.
pub(crate) fn claims_all_done(text: &str) -> bool {
    contains_any(text, ALL_DONE)
        && !contains_any(text, &["未按", "未能", "未完成", "未全", "没有", "基本", "除"])
}

/// Whether `text` claims the target was not reached, this year and as a fact.
pub(crate) fn claims_not_done(text: &str) -> bool {
    text.contains(['未', '没', '低', '少'])
        && contains_any(text, NOT_DONE)
        && !contains_any(text, NOT_THIS)
}
