//! What a form says about money that was not spent.
//!
//! Owns the words that account for it, wherever in a form they stand. Whether an account is due is
//! for the rules.

use crate::attainment::contains_any;
use crate::wording::letter_count;
use jixiao_form::Form;

/// Words that account for money left over.
const LEFT_OVER: &[&str] = &[
    "结余",
    "节支",
    "节约资金",
    "节约经费",
    "节约成本",
    "节省资金",
    "节省经费",
    "结转",
    "尾款",
    "余款",
    "质保金",
    "保证金",
    "未支付",
    "未支出",
    "未拨付",
    "未付",
    "未使用",
    "未结算",
    "未报销",
    "跨年",
    "次年",
    "下年支付",
    "下年结算",
    "下年度支付",
    "下年度结算",
    "明年支付",
    "明年结算",
    "年后支付",
    "年后结算",
    "收回",
    "待支付",
    "待结算",
    "压减",
    "核减",
    "缩减",
    "资金未",
    "款未",
    "到位晚",
];

/// Words of money, by which a row's reason speaks of it.
const MONEY: &[&str] = &[
    "支出",
    "支付",
    "资金",
    "结算",
    "拨付",
    "付款",
    "拨款",
    "工程款",
    "货款",
    "合同",
    "预算",
    "经费",
    "费用",
    "报销",
    "决算",
    "中标",
    "财政",
];

/// Words for work that was put off, and its money with it.
const PUT_OFF: &[&str] = &[
    "推迟",
    "延期",
    "延后",
    "延迟",
    "暂停",
    "暂缓",
    "缓建",
    "终止",
    "停工",
    "停办",
    "流标",
    "未开展",
    "未实施",
    "未启动",
    "未开工",
    "未举办",
];

/// Words that account for money in a reason and may mean anything in a result: 节约用水, 疫情防控.
const IN_REASONS: &[&str] = &["节约", "节省", "取消", "疫情", "滞后", "执行率", "进度"];

/// An account takes at least a few words.
const LETTERS_MIN: usize = 5;

/// Whether the form accounts for money not spent: a row's reason or a remark that speaks of money or
/// of work put off, or a result of the goal that says what was left over.
pub(crate) fn is_accounted_for(form: &Form) -> bool {
    let reasons = form.indicators.iter().filter_map(|row| row.deviation.as_ref());
    let remarks = form.remarks.iter().map(|(_, field)| field);
    let gives_account = |text: &str| {
        letter_count(text, LETTERS_MIN) == LETTERS_MIN
            && [LEFT_OVER, MONEY, PUT_OFF, IN_REASONS].iter().any(|words| contains_any(text, words))
    };
    reasons.chain(remarks).any(|field| gives_account(&field.printed))
        || form.goal.actual.as_ref().is_some_and(|goal| {
            contains_any(&goal.printed, LEFT_OVER) || contains_any(&goal.printed, PUT_OFF)
        })
}
