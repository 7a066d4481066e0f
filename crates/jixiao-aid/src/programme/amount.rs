//! 标准: how much a tier gives.

use super::condition::yuan;
use super::{Facts, Ground};
use crate::classification::SubsistenceLine;
use jixiao_domain::{Coded as _, CurrencyUnit, Decimal, Employment, Money, coded};

/// Months of a year.
const MONTHS: u32 = 12;

coded! {
    /// A cost the applicant bore.
    pub enum CostKind {
        /// 医疗自付: what insurance and relief left.
        OwnMedical = "own_medical" "医疗自付费用",
        /// 培训费
        Training = "training" "培训费",
        /// 贷款利息, as paid to the bank.
        LoanInterest = "loan_interest" "贷款利息",
        /// 体检、疗休养 as settled with the institution.
        Service = "service" "服务机构结算费用",
    }
}

coded! {
    /// Whose subsistence line is meant.
    pub enum LineOf {
        /// 当地: the closest that is known.
        Local = "local" "当地",
        /// 省
        Province = "province" "本省",
    }
}

/// A step of a table: above `above` the amount is `amount`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// What the figure has to exceed.
    pub above: Money,
    /// What is given then.
    pub amount: Money,
}

/// The monthly line that pay is topped up to, by employment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayLine {
    /// For whom.
    pub employments: Vec<Employment>,
    /// 元 a month.
    pub monthly: Money,
}

/// How an amount comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountRule {
    /// 定额
    Fixed(Money),
    /// Set by each round, within bounds.
    Round {
        /// The least.
        least: Money,
        /// The most.
        most: Money,
    },
    /// So much for each month on the roster.
    PerMonth(Money),
    /// So many months of a subsistence line.
    Lines {
        /// How many.
        months: Decimal,
        /// Whose line.
        of: LineOf,
    },
    /// A share of a cost.
    Share {
        /// Which.
        of: CostKind,
        /// 0..=1
        rate: Decimal,
        /// The most; `None` for no bound beside the cost.
        most: Option<Money>,
    },
    /// By steps of a cost.
    Bands {
        /// Which.
        of: CostKind,
        /// Ascending; below the first nothing is given.
        bands: Vec<Band>,
    },
    /// What pay lacks to a line, for twelve months.
    Gap {
        /// The lines.
        lines: Vec<PayLine>,
        /// The most a month.
        most: Money,
    },
}

/// The subsistence lines of a place and year, or why there is none.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    pub(super) local: Result<&'a SubsistenceLine, String>,
    pub(super) province: Result<&'a SubsistenceLine, String>,
}

impl Lines<'_> {
    pub(super) fn of(&self, of: LineOf) -> Result<&SubsistenceLine, (Ground, String)> {
        let line = match of {
            LineOf::Local => &self.local,
            LineOf::Province => &self.province,
        };
        line.as_ref().copied().map_err(|missing| (Ground::Line, missing.clone()))
    }
}

/// What the amount is computed with, beside the facts.
pub(super) struct Figures<'a> {
    pub(super) lines: &'a Lines<'a>,
    /// The standard that the round set for this tier.
    pub(super) set: Option<Money>,
}

/// An amount with its sentence, or what it lacks.
pub(super) type Computed = Result<(Money, String), (Ground, String)>;

impl AmountRule {
    /// What it gives, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Fixed(amount) => format!("{}元", yuan(*amount)),
            Self::Round { least, most } => {
                format!("由各批次在{}元至{}元之间确定", yuan(*least), yuan(*most))
            }
            Self::PerMonth(amount) => format!("每月{}元，按在册月数计算", yuan(*amount)),
            Self::Lines { months, of } => {
                format!("{} 个月{}低保标准", months.normalize(), of.word())
            }
            Self::Share { of, rate, most } => {
                let percent = (rate * Decimal::ONE_HUNDRED).normalize();
                let most = most.map(|most| format!("，最高{}元", yuan(most))).unwrap_or_default();
                format!("{}的 {percent}%{most}", of.word())
            }
            Self::Bands { of, bands } => {
                let band =
                    |band: &Band| format!("超过{}元的{}元", yuan(band.above), yuan(band.amount));
                let steps = bands.iter().map(band).collect::<Vec<_>>().join("，");
                format!("按{}分档：{steps}", of.word())
            }
            Self::Gap { lines, most } => {
                let line = |line: &PayLine| {
                    let who = super::condition::words(&line.employments);
                    format!("{who}每月{}元", yuan(line.monthly))
                };
                let lines = lines.iter().map(line).collect::<Vec<_>>().join("，");
                format!(
                    "月收入低于标准线的部分，全年按 {MONTHS} 个月（标准线：{lines}；每月最高{}元）",
                    yuan(*most)
                )
            }
        }
    }

    /// The amount for an applicant.
    pub(super) fn of(&self, facts: &Facts, figures: &Figures<'_>) -> Computed {
        match self {
            Self::Fixed(amount) => Ok((*amount, format!("定额{}元", yuan(*amount)))),
            Self::Round { least, most } => set(*least, *most, figures.set),
            Self::PerMonth(amount) => {
                let months =
                    facts.roster_months.ok_or((Ground::Roster, "在册月数未登记".to_owned()))?;
                if months > MONTHS {
                    return Err((Ground::Roster, format!("在册 {months} 个月，超过一年")));
                }
                let total = times(*amount, Decimal::from(months))?;
                let words = format!("{}元×{months} 个月＝{}元", yuan(*amount), yuan(total));
                Ok((total, words))
            }
            Self::Lines { months, of } => {
                let line = figures.lines.of(*of)?;
                let total = times(line.monthly, *months)?;
                let words = format!(
                    "{}年{}低保标准{}元×{} 个月＝{}元",
                    line.year,
                    of.word(),
                    yuan(line.monthly),
                    months.normalize(),
                    yuan(total)
                );
                Ok((total, words))
            }
            Self::Share { of, rate, most } => share(cost(facts, *of)?, *of, *rate, *most),
            Self::Bands { of, bands } => {
                let cost = cost(facts, *of)?;
                let held = bands.iter().rev().find(|band| cost > band.above);
                let amount = held.map_or(Money::default(), |band| band.amount);
                let words = format!("{}{}元，对应{}元", of.word(), yuan(cost), yuan(amount));
                Ok((amount, words))
            }
            Self::Gap { lines, most } => gap(facts, lines, *most),
        }
    }
}

fn set(least: Money, most: Money, set: Option<Money>) -> Computed {
    let Some(amount) = set else {
        return Err((Ground::Standard, "本批次未确定该档次的补助标准".to_owned()));
    };
    if amount < least || amount > most {
        let words =
            format!("本批次标准{}元，不在{}元至{}元之间", yuan(amount), yuan(least), yuan(most));
        return Err((Ground::Standard, words));
    }
    Ok((amount, format!("本批次标准{}元", yuan(amount))))
}

fn cost(facts: &Facts, kind: CostKind) -> Result<Money, (Ground, String)> {
    match facts.costs.get(&kind) {
        None => Err((Ground::Cost, format!("{}未登记", kind.word()))),
        Some(cost) if cost.fen() < 0 => Err((Ground::Cost, format!("{}为负数", kind.word()))),
        Some(cost) => Ok(*cost),
    }
}

fn share(cost: Money, of: CostKind, rate: Decimal, most: Option<Money>) -> Computed {
    let amount = times(cost, rate)?;
    let percent = (rate * Decimal::ONE_HUNDRED).normalize();
    let words = format!("{}{}元×{percent}%＝{}元", of.word(), yuan(cost), yuan(amount));
    match most {
        Some(most) if amount > most => {
            Ok((most, format!("{words}，超过最高限额，按{}元", yuan(most))))
        }
        _ => Ok((amount, words)),
    }
}

fn gap(facts: &Facts, lines: &[PayLine], most: Money) -> Computed {
    let Some(employment) = facts.employment else {
        return Err((Ground::Employment, "就业状况未登记".to_owned()));
    };
    let Some(line) = lines.iter().find(|line| line.employments.contains(&employment)) else {
        return Err((Ground::Employment, format!("没有“{}”的标准线", employment.word())));
    };
    let Some(pay) = facts.monthly_pay else {
        return Err((Ground::Pay, "月工资或养老金未登记".to_owned()));
    };
    if pay.fen() < 0 {
        return Err((Ground::Pay, "月工资或养老金为负数".to_owned()));
    }
    let lacking = Money::from_fen((line.monthly.fen() - pay.fen()).max(0));
    let monthly = lacking.min(most);
    let total = times(monthly, Decimal::from(MONTHS))?;
    let bound =
        if lacking > most { format!("，每月最高{}元", yuan(most)) } else { String::new() };
    let words = format!(
        "标准线{}元－月收入{}元＝{}元{bound}；{}元×{MONTHS} 个月＝{}元",
        yuan(line.monthly),
        yuan(pay),
        yuan(lacking),
        yuan(monthly),
        yuan(total)
    );
    Ok((total, words))
}

/// A multiple of an amount, 四舍五入 to 分: the smallest unit a bank pays; no text says otherwise.
pub(super) fn times(amount: Money, factor: Decimal) -> Result<Money, (Ground, String)> {
    amount
        .to_decimal(CurrencyUnit::Yuan)
        .checked_mul(factor)
        .and_then(|number| Money::nearest(number, CurrencyUnit::Yuan))
        .ok_or_else(|| (Ground::Amount, "金额过大，请核对".to_owned()))
}
