//! The figures of the framework: each with its arithmetic, or with what it lacks.

use super::DepartmentFigures;
use jixiao_domain::{
    CurrencyUnit, Decimal, DepartmentColumn, DepartmentItem, Money, round_half_up_2dp,
    round_half_up_dp,
};
use jixiao_regulation::DepartmentMeasure;

/// A figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// A share of one, rounded to four decimals; `None` where it can't be computed.
    pub value: Option<Decimal>,
    /// The arithmetic, `46人÷48人＝95.83%`, or 不可计算 with the reason.
    pub words: String,
}

/// By the end of September three quarters of the year are gone: 既定支付进度 by time.
const PLANNED_BY_SEPTEMBER: Decimal = Decimal::from_parts(75, 0, 0, false, 2);

use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};

/// Computes a figure of a department's year.
pub fn measure(measure: DepartmentMeasure, figures: &DepartmentFigures) -> Figure {
    let result = match measure {
        DepartmentMeasure::StaffControl => {
            counts(figures.staff, figures.posts, ("在职人数", "编制数"), "人")
        }
        DepartmentMeasure::ThreePublicChange => {
            let (now, before) = (three_public(figures, Final), three_public(figures, LastFinal));
            growth(now, before, "“三公经费”")
        }
        DepartmentMeasure::KeySpendShare => share(
            figures.key_spend.ok_or_else(|| "没有标明为重点工作的项目".to_owned()),
            stated(figures, DepartmentItem::Project, Final),
        ),
        DepartmentMeasure::BudgetCompletion => share(
            stated(figures, DepartmentItem::Total, Final),
            stated(figures, DepartmentItem::Total, Adjusted),
        ),
        DepartmentMeasure::BudgetAdjustment => adjustment(figures),
        DepartmentMeasure::PaymentProgress => progress(figures),
        DepartmentMeasure::CarryOverShare => share(
            stated(figures, DepartmentItem::YearEnd, Final),
            stated(figures, DepartmentItem::Total, Adjusted),
        ),
        DepartmentMeasure::CarryOverChange => {
            let year_end = |column| figures.amount(DepartmentItem::YearEnd, column);
            growth(year_end(Final), year_end(LastFinal), "结转结余")
        }
        DepartmentMeasure::OperatingControl => share(
            stated(figures, DepartmentItem::Operating, Final),
            stated(figures, DepartmentItem::Operating, Adjusted),
        ),
        DepartmentMeasure::ThreePublicControl => share(
            three_public(figures, Final).ok_or_else(|| "未填写“三公经费”决算数".to_owned()),
            three_public(figures, Initial).ok_or_else(|| "未填写“三公经费”预算数".to_owned()),
        ),
        DepartmentMeasure::ProcurementExecution => share(
            stated(figures, DepartmentItem::Procurement, Final),
            stated(figures, DepartmentItem::Procurement, Initial),
        ),
        DepartmentMeasure::AssetUse => share(
            stated(figures, DepartmentItem::AssetsInUse, Final),
            stated(figures, DepartmentItem::FixedAssets, Final),
        ),
        DepartmentMeasure::BuildingArea => counts(
            figures.building_actual,
            figures.building_approved,
            ("楼堂馆所实际规模", "楼堂馆所批复规模"),
            "平方米",
        ),
        DepartmentMeasure::BuildingCost => share(
            stated(figures, DepartmentItem::Buildings, Final),
            stated(figures, DepartmentItem::Buildings, Initial),
        ),
        DepartmentMeasure::Completion
        | DepartmentMeasure::Timeliness
        | DepartmentMeasure::Quality
        | DepartmentMeasure::KeyCompletion => tasks(measure, figures),
        DepartmentMeasure::Satisfaction => match figures.survey {
            None => Err("未填写满意度调查的有效问卷数和满意数".to_owned()),
            Some((valid, satisfied)) => {
                counts(Some(satisfied), Some(valid), ("满意数", "有效问卷数"), "份")
            }
        },
    };
    match result {
        Ok((value, words)) => Figure { value: Some(value), words },
        Err(reason) => Figure { value: None, words: format!("不可计算：{reason}") },
    }
}

type Computed = Result<(Decimal, String), String>;

fn stated(
    figures: &DepartmentFigures,
    item: DepartmentItem,
    column: DepartmentColumn,
) -> Result<Money, String> {
    use jixiao_domain::Coded as _;
    let missing = || format!("未填写{}的{}", item.word(), column.word());
    figures.amount(item, column).ok_or_else(missing)
}

fn three_public(figures: &DepartmentFigures, column: DepartmentColumn) -> Option<Money> {
    figures.sum(&DepartmentItem::THREE_PUBLIC, column)
}

fn share(part: Result<Money, String>, whole: Result<Money, String>) -> Computed {
    let (part, whole) = (part?, whole?);
    if whole.fen() <= 0 {
        return Err("作为分母的金额为 0".to_owned());
    }
    let value = rounded(Decimal::from(part.fen()) / Decimal::from(whole.fen()));
    Ok((value, format!("{}÷{}＝{}", wan(part), wan(whole), percent(value))))
}

fn growth(now: Option<Money>, before: Option<Money>, what: &str) -> Computed {
    let now = now.ok_or_else(|| format!("未填写本年度{what}决算数"))?;
    let before = before.ok_or_else(|| format!("未填写上年度{what}决算数"))?;
    if before.fen() <= 0 {
        return Err(format!("上年度{what}为 0"));
    }
    let difference = now.fen().saturating_sub(before.fen());
    let value = rounded(Decimal::from(difference) / Decimal::from(before.fen()));
    let words = format!("（{}－{}）÷{}＝{}", wan(now), wan(before), wan(before), percent(value));
    Ok((value, words))
}

/// What was added or taken away in the year, without its sign.
fn adjustment(figures: &DepartmentFigures) -> Computed {
    let initial = stated(figures, DepartmentItem::Total, Initial)?;
    let adjusted = stated(figures, DepartmentItem::Total, Adjusted)?;
    if initial.fen() <= 0 {
        return Err("年初预算数为 0".to_owned());
    }
    let change = Money::from_fen(adjusted.fen().saturating_sub(initial.fen()).saturating_abs());
    share(Ok(change), Ok(initial))
}

fn progress(figures: &DepartmentFigures) -> Computed {
    let paid = stated(figures, DepartmentItem::PaidBySeptember, Final)?;
    let budget = stated(figures, DepartmentItem::Total, Adjusted)?;
    if budget.fen() <= 0 {
        return Err("全年预算数为 0".to_owned());
    }
    let reached = Decimal::from(paid.fen()) / Decimal::from(budget.fen());
    let value = rounded(reached / PLANNED_BY_SEPTEMBER);
    let words = format!(
        "截至9月底{}÷{}＝{}，{}÷序时进度75%＝{}",
        wan(paid),
        wan(budget),
        percent(reached),
        percent(reached),
        percent(value)
    );
    Ok((value, words))
}

fn counts(part: Option<i64>, whole: Option<i64>, names: (&str, &str), unit: &str) -> Computed {
    let part = part.ok_or_else(|| format!("未填写{}", names.0))?;
    let whole = whole.ok_or_else(|| format!("未填写{}", names.1))?;
    if whole <= 0 {
        return Err(format!("{}为 0", names.1));
    }
    let value = rounded(Decimal::from(part) / Decimal::from(whole));
    Ok((value, format!("{part}{unit}÷{whole}{unit}＝{}", percent(value))))
}

fn tasks(measure: DepartmentMeasure, figures: &DepartmentFigures) -> Computed {
    let tasks = &figures.tasks;
    if tasks.planned == 0 {
        return Err("职责履行表没有任务".to_owned());
    }
    if tasks.reported < tasks.planned {
        let missing = tasks.planned - tasks.reported;
        return Err(format!("有 {missing} 项任务未填完成情况"));
    }
    let (part, whole, names) = match measure {
        DepartmentMeasure::Timeliness => {
            (tasks.in_time, tasks.planned, ("按时完成任务数", "计划任务数"))
        }
        DepartmentMeasure::Quality => {
            if tasks.quality_reported < tasks.planned {
                let missing = tasks.planned - tasks.quality_reported;
                return Err(format!("有 {missing} 项任务未填质量是否达标"));
            }
            (tasks.of_quality, tasks.planned, ("质量达标任务数", "计划任务数"))
        }
        DepartmentMeasure::KeyCompletion => {
            (tasks.key_finished, tasks.key_planned, ("办结重点工作数", "重点工作数"))
        }
        _ => (tasks.finished, tasks.planned, ("完成任务数", "计划任务数")),
    };
    counts(Some(part), Some(whole), names, "项")
}

fn rounded(value: Decimal) -> Decimal {
    round_half_up_dp(value, 4)
}

/// A share of one as a percentage with two decimals.
pub(super) fn percent(share: Decimal) -> String {
    format!("{:.2}%", round_half_up_2dp(share * Decimal::ONE_HUNDRED))
}

/// An amount in 万元, exact.
pub(super) fn wan(money: Money) -> String {
    format!("{}万元", money.to_decimal(CurrencyUnit::TenThousandYuan))
}
