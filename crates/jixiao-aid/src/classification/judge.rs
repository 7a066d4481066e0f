//! The judgement itself: arithmetic with exact decimals, one sentence a step.

use super::{
    HardshipRule, HardshipRules, HouseholdFacts, Judgement, ReasonLine, SubsistenceLine, Unresolved,
};
use crate::cited::Basis;
use jixiao_domain::{Coded, CurrencyUnit, Decimal, HardshipClass, Money, round_half_up_2dp};

/// Judges a household's year.
///
/// # Errors
/// [`Unresolved`] where rule, line, members or income are missing: never a guess.
pub fn judge(rules: &HardshipRules, facts: &HouseholdFacts) -> Result<Judgement, Unresolved> {
    let rule = rules.rule(&facts.region, facts.year)?;
    let line = rules.line(&facts.region, facts.year)?;
    if facts.size == 0 {
        return Err(Unresolved::NoMembers);
    }
    if facts.incomes.is_empty() {
        return Err(Unresolved::NoIncome);
    }
    let mut reasons = Reasons::default();
    let income = income(rule, facts, &mut reasons)?;
    let essential = essential(rule, facts, &mut reasons)?;
    let monthly = monthly(income, essential, facts.size, &mut reasons)?;
    reasons.cited(
        format!("{}年当地低保标准为每人每月{}元", line.year, yuan(line.monthly)),
        &line.basis,
    );
    let class = if excluded(rule, facts, &mut reasons)? {
        None
    } else {
        class(rule, line, monthly, income, facts, &mut reasons)?
    };
    let end = class.map_or("不符合困难职工认定条件", HardshipClass::word);
    reasons.plain(format!("认定结论：{end}"));
    let (rule, line) = (rule.id.clone(), line.monthly);
    Ok(Judgement { rule, class, monthly, line, reasons: reasons.0 })
}

#[derive(Default)]
struct Reasons(Vec<ReasonLine>);

impl Reasons {
    fn plain(&mut self, words: String) {
        self.0.push(ReasonLine { words, basis: None });
    }

    fn cited(&mut self, words: String, basis: &Basis) {
        self.0.push(ReasonLine { words, basis: Some(basis.clone()) });
    }
}

fn income(
    rule: &HardshipRule,
    facts: &HouseholdFacts,
    reasons: &mut Reasons,
) -> Result<Money, Unresolved> {
    let left_out = |kind| rule.not_counted.value.contains(kind);
    let (out, counted): (Vec<_>, Vec<_>) =
        facts.incomes.iter().partition(|(kind, _)| left_out(kind));
    let total = sum(counted.iter().map(|(_, amount)| *amount))?;
    reasons.plain(format!("{}年家庭收入{}元（{}）", facts.year, yuan(total), parts(&counted)));
    if !out.is_empty() {
        reasons.cited(format!("不计入收入：{}", parts(&out)), &rule.not_counted.basis);
    }
    Ok(total)
}

fn essential(
    rule: &HardshipRule,
    facts: &HouseholdFacts,
    reasons: &mut Reasons,
) -> Result<Money, Unresolved> {
    let kept = |kind| rule.deducted.value.contains(kind);
    let (deducted, rest): (Vec<_>, Vec<_>) =
        facts.essentials.iter().partition(|(kind, _)| kept(kind));
    let total = sum(deducted.iter().map(|(_, amount)| *amount))?;
    if deducted.is_empty() {
        reasons.plain("没有可扣除的刚性支出".to_owned());
    } else {
        let words = format!("扣除刚性支出{}元（{}）", yuan(total), parts(&deducted));
        reasons.cited(words, &rule.deducted.basis);
    }
    if !rest.is_empty() {
        reasons.cited(format!("不予扣除：{}", parts(&rest)), &rule.deducted.basis);
    }
    Ok(total)
}

fn monthly(
    income: Money,
    essential: Money,
    size: u32,
    reasons: &mut Reasons,
) -> Result<Money, Unresolved> {
    let left = income.fen().checked_sub(essential.fen()).ok_or(Unresolved::BadFigure)?;
    let yuan_a_year = Decimal::new(left, 2);
    let divisor = Decimal::from(12) * Decimal::from(size);
    let rounded = round_half_up_2dp(yuan_a_year / divisor);
    let monthly = Money::from_decimal(rounded, CurrencyUnit::Yuan).ok_or(Unresolved::BadFigure)?;
    reasons.plain(format!(
        "月人均＝（{}－{}）÷ 12 ÷ {size} 人＝{}元",
        yuan(income),
        yuan(essential),
        yuan(monthly)
    ));
    Ok(monthly)
}

/// Whether an exclusion holds; every one that does is named.
fn excluded(
    rule: &HardshipRule,
    facts: &HouseholdFacts,
    reasons: &mut Reasons,
) -> Result<bool, Unresolved> {
    for code in &facts.exclusions {
        if !rule.exclusions.iter().any(|exclusion| exclusion.code == *code) {
            return Err(Unresolved::UnknownExclusion(code.clone()));
        }
    }
    let mut any = false;
    for exclusion in &rule.exclusions {
        let by_homes = exclusion.homes_at_least.is_some_and(|count| facts.home_count >= count);
        if by_homes || facts.exclusions.contains(&exclusion.code) {
            reasons.cited(format!("存在排除情形：{}", exclusion.words), &exclusion.basis);
            any = true;
        }
    }
    if !any {
        reasons.plain("未发现排除情形".to_owned());
    }
    Ok(any)
}

fn class(
    rule: &HardshipRule,
    line: &SubsistenceLine,
    monthly: Money,
    income: Money,
    facts: &HouseholdFacts,
    reasons: &mut Reasons,
) -> Result<Option<HardshipClass>, Unresolved> {
    let bounds = [
        (HardshipClass::Severe, &rule.severe_below),
        (HardshipClass::Relative, &rule.relative_below),
    ];
    let own = monthly.to_decimal(CurrencyUnit::Yuan);
    for (class, multiple) in bounds {
        let bound = line.monthly.to_decimal(CurrencyUnit::Yuan) * multiple.value;
        let shown = format!("{:.2}", round_half_up_2dp(bound));
        let times = multiple.value.normalize();
        let (sign, holds) = if own < bound { ("低于", true) } else { ("不低于", false) };
        let words = format!("月人均{}元{sign}低保标准的 {times} 倍（{shown}元）", yuan(monthly));
        reasons.cited(
            format!("{words}，{}{}", if holds { "属" } else { "不属" }, class.word()),
            &multiple.basis,
        );
        if holds {
            return Ok(Some(class));
        }
    }
    if facts.loss.fen() < 0 || facts.loss_covered.fen() < 0 {
        return Err(Unresolved::BadFigure);
    }
    if facts.loss.fen() == 0 {
        return Ok(None);
    }
    let net = Money::from_fen((facts.loss.fen() - facts.loss_covered.fen()).max(0));
    let share = &rule.sudden_loss_above;
    let bound = income.to_decimal(CurrencyUnit::Yuan) * share.value;
    let holds = net.to_decimal(CurrencyUnit::Yuan) > bound;
    let words = format!(
        "意外损失{}元，已获赔付救助{}元，自担{}元，{}家庭收入的 {}%（{:.2}元），{}意外致困",
        yuan(facts.loss),
        yuan(facts.loss_covered),
        yuan(net),
        if holds { "超过" } else { "未超过" },
        (share.value * Decimal::ONE_HUNDRED).normalize(),
        round_half_up_2dp(bound),
        if holds { "属" } else { "不属" },
    );
    reasons.cited(words, &share.basis);
    Ok(holds.then_some(HardshipClass::Sudden))
}

fn sum(amounts: impl Iterator<Item = Money>) -> Result<Money, Unresolved> {
    let mut total: i64 = 0;
    for amount in amounts {
        if amount.fen() < 0 {
            return Err(Unresolved::BadFigure);
        }
        total = total.checked_add(amount.fen()).ok_or(Unresolved::BadFigure)?;
    }
    Ok(Money::from_fen(total))
}

fn parts<K: Coded>(amounts: &[(K, Money)]) -> String {
    let one = |(kind, amount): &(K, Money)| format!("{} {}元", kind.word(), yuan(*amount));
    amounts.iter().map(one).collect::<Vec<_>>().join("、")
}

fn yuan(amount: Money) -> String {
    format!("{:.2}", amount.to_decimal(CurrencyUnit::Yuan))
}
