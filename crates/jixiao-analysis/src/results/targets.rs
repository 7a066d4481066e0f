//! Targets for the year proposed for: what past results make of them, payable from the proposed
//! amount, with the reasons in words.

use crate::ranges::{self, Question, Range, payable};
use crate::words::{grouped, yuan};
use jixiao_domain::{Coded as _, CurrencyUnit, Decimal, Money};
use jixiao_regulation::AdviserRule;

/// An indicator to set a target for. The question's budget is the proposed amount.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// 三级指标
    pub name: &'a str,
    /// What the adviser is asked.
    pub question: Question<'a>,
}

/// A target proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// In one line: `数量指标 慰问人数：≥1,290—1,450人，宜取 1,370人`, or why there is none.
    pub line: String,
    /// The range; `None` where nothing is known to set one by.
    pub range: Option<Range>,
    /// Why it is payable, and what had to give for that.
    pub reasons: Vec<String>,
}

/// Proposes targets that can be paid from `amount`: each by its standard and its cost, and all that a
/// standard pays for together. Without money there are none.
pub fn targets(asked: &[Asked<'_>], amount: Money, rule: &AdviserRule) -> Vec<Target> {
    if amount.fen() <= 0 {
        return Vec::new();
    }
    let mut found: Vec<(&Asked<'_>, Result<Range, String>)> = asked
        .iter()
        .map(|one| (one, ranges::advise(&one.question, rule, Decimal::ONE).range))
        .filter(|(one, range)| range.is_ok() || one.question.standard.is_some())
        .collect();
    let lowered = together(&mut found, amount);
    found.into_iter().map(|(one, range)| target(one, range, amount, lowered.as_deref())).collect()
}

/// Lowers the targets that standards pay for in proportion where they cost more than there is
/// together; the sentence for those that were lowered.
fn together(found: &mut [(&Asked<'_>, Result<Range, String>)], amount: Money) -> Option<String> {
    let costs: Vec<Option<Money>> =
        found.iter().map(|(one, range)| cost(one, range.as_ref().ok()?)).collect();
    let paid = costs.iter().flatten().count();
    let sum: i64 = costs.iter().flatten().fold(0, |sum, cost| sum.saturating_add(cost.fen()));
    if paid < 2 || sum <= amount.fen() {
        return None;
    }
    let share = Decimal::from(amount.fen()) / Decimal::from(sum);
    for ((one, range), _) in found.iter_mut().zip(&costs).filter(|(_, cost)| cost.is_some()) {
        let Ok(range) = range else { continue };
        let Some(lowered) = range.middle.checked_mul(share) else { continue };
        let most = ranges::whole(&one.question, lowered);
        range.high = range.high.min(most);
        range.middle = range.middle.min(most);
        range.low = range.low.min(most);
    }
    Some(format!(
        "由支出标准支付的 {paid} 项合计需 {}，超过建议金额 {}，按同一比例调减",
        yuan(Money::from_fen(sum)),
        yuan(amount)
    ))
}

/// What the middle of a range costs at the standard, where the target is something to be reached.
fn cost(one: &Asked<'_>, range: &Range) -> Option<Money> {
    let reaches = !one.question.sign.is_ceiling();
    ranges::cost(&one.question, range.middle).filter(|_| reaches)
}

fn target(
    one: &Asked<'_>,
    range: Result<Range, String>,
    amount: Money,
    lowered: Option<&str>,
) -> Target {
    let question = &one.question;
    let head = format!("{} {}：", question.kind.word(), one.name);
    let range = match range {
        Ok(range) => range,
        Err(reason) => {
            return Target { line: format!("{head}{reason}"), range: None, reasons: Vec::new() };
        }
    };
    let mut reasons = range.bounds.clone();
    let cost = cost(one, &range);
    if cost.is_some() {
        reasons.extend(lowered.map(str::to_owned));
    }
    if let (Some(cost), Some(standard)) = (cost, question.standard) {
        reasons.push(format!(
            "按支出标准“{}”{}/{}（{}），宜取值需 {}，在建议金额 {} 以内",
            standard.item,
            yuan(standard.amount),
            standard.unit,
            standard.document_number,
            yuan(cost),
            yuan(amount)
        ));
    }
    if let Some(unit) = question.unit_cost.filter(|_| payable(question)) {
        reasons.push(unit.sentence.clone());
        let each = unit.amount.to_decimal(CurrencyUnit::Yuan);
        if let Some(whole) = each.checked_mul(range.middle) {
            let whole = jixiao_domain::round_half_up_2dp(whole);
            reasons.push(format!("按此宜取值约需 {} 元，在建议金额以内", grouped(whole)));
        }
    }
    let line = format!("{head}{}{}", question.sign, range.sentence(question.unit));
    Target { line, range: Some(range), reasons }
}

impl Target {
    /// The line with its reasons.
    pub fn sentence(&self) -> String {
        std::iter::once(self.line.as_str())
            .chain(self.reasons.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("；")
    }
}
