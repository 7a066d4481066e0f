use crate::attainment::{Attainment, measured};
use crate::reason::reason;
use crate::rule::declare_rule;
use crate::scored::{Scored, agrees, scored};
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::Indicator;
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 反向指标（≤、不超过）按正向指标计分：超过上限仍得满分，或低于上限却按比例扣分；以及正向
    /// 指标按反向指标计分：超额完成却按超出的比例扣分。已说明原因的扣分不报。
    ///
    /// ## 为什么
    /// 反向指标越小越好，方向弄反时该扣的没扣、不该扣的扣了。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：完成指标值的，记全部分值。反向指标以不超过指标值为完成；超过的如何扣分，
    /// 按适用评价办法的公式计算，办法没有公式的由评价人确定。
    ///
    /// ## 示例
    /// 年度指标值“≤55 万元”，实际完成值 66 万元，分值 10，得分 10：超过上限，不应得满分。
    ///
    /// ## 如何改正
    /// 核对指标方向，重新计分并同步修改小计与总分。
    "JX312" "reverse-indicator-scored-as-forward" "反向指标按正向计分",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：定量指标完成指标值的记全部分值，未完成的不得满分",
    run: Form(check),
}

/// In which way a row was scored against its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum WrongWay {
    /// Above its ceiling with all points.
    ExceededYetFull,
    /// Below its ceiling with points in proportion.
    KeptYetCut,
    /// Above its floor with points lost in proportion to the excess.
    SurpassedYetCut,
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (indicator, step) in context.rows() {
        let Some(row) = scored(indicator) else { continue };
        let Some(way) = scored_the_wrong_way(indicator, step, row) else { continue };
        let (message, due) = match way {
            WrongWay::ExceededYetFull => ("反向指标超过上限却得满分", step.score),
            WrongWay::KeptYetCut => ("反向指标未超过上限，却按正向指标的比例扣分", Some(row.full)),
            WrongWay::SurpassedYetCut => ("正向指标超额完成，却按反向指标扣分", Some(row.full)),
        };
        let draft = findings
            .at(
                row.score.at,
                context.subject(indicator),
                format!("{message}：分值 {}，自评 {} 分", row.full.normalize(), row.score.printed),
            )
            .printed(row.score.printed.clone())
            .hint("核对指标方向，重新计分并同步修改总分")
            .basis(context.regulation.quantitative.article.clone());
        match due.filter(|&due| due != row.given) {
            Some(due) => draft.expected(due.to_string()).report(),
            None => draft.expected(format!("<{}", row.full)).report(),
        }
    }
}

/// Whether the score of `indicator` fits the opposite direction and no reason is given.
pub(in crate::rules) fn scored_the_wrong_way(
    indicator: &Indicator,
    step: &Step,
    row: Scored<'_>,
) -> Option<WrongWay> {
    let has_ceiling = |field: &jixiao_form::Field| {
        field.value.quantity().is_some_and(|quantity| quantity.sign.is_ceiling())
    };
    // Nearly all rows are floors with full marks: no more to look at.
    if row.given == row.full && !indicator.target.as_ref().is_some_and(has_ceiling) {
        return None;
    }
    match measured(indicator, step)? {
        Attainment::AboveCeiling { .. } if row.given == row.full => Some(WrongWay::ExceededYetFull),
        Attainment::BelowCeiling { target, actual } if row.given < row.full => {
            let forward = row.full.checked_mul(actual)?.checked_div(target)?;
            let fits = agrees(row.given, forward) && reason(indicator).explains_nothing();
            fits.then_some(WrongWay::KeptYetCut)
        }
        Attainment::AboveFloor { target, actual } if row.given < row.full => {
            let lost = row.full.checked_mul(actual.saturating_sub(target))?.checked_div(target)?;
            let reverse = row.full.saturating_sub(lost).max(Decimal::ZERO);
            // Zero points beyond twice the target fit other habits as well.
            let fits = reverse > Decimal::ZERO && row.given == reverse.round_dp(2);
            (fits && reason(indicator).explains_nothing()).then_some(WrongWay::SurpassedYetCut)
        }
        _ => None,
    }
}
