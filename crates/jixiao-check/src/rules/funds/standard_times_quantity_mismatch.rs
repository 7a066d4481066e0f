use crate::amounts::print_in;
use crate::products::wrong_product;
use crate::rule::declare_rule;
use crate::spending::{Spending, Sum};
use crate::{DocumentContext, Findings, Severity};
use jixiao_document::Location;
use jixiao_document::text::squeeze;
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::{Duty, Field, Form, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 同一句话（或同一任务的措施与执行情况）写明的补助标准、人数和金额对不上：标准 × 人数 ≠ 金额。标准为
    /// 区间的，金额应在上下限之间，恰为上限合计的（要人人都按上限发放）提示；写出算式（200元/米×1200米=24万元）的，
    /// 按算式核对；按月发放的，金额应为整月数的倍数。一句话里有几个可能的标准、人数或
    /// 金额的不检查。
    ///
    /// ## 为什么
    /// 三个数互相印证，对不上说明人数、标准或金额至少一个有误，可能存在超标准或虚报。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评数据应当真实准确；专项资金应按规定标准发放。
    ///
    /// ## 示例
    /// “按200元/人慰问3100人，需资金600000元”：200 × 3100 = 620000 元。
    ///
    /// ## 如何改正
    /// 对照花名册和发放凭证核对人数、标准和金额，改正错误的一个。
    "JX108" "standard-times-quantity-mismatch" "标准乘人数不等于金额",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》数据真实准确要求",
    run: Document(check),
}

/// The longest payment by the month that one year allows.
const MONTHS_MAX: i64 = 12;

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    for (index, form) in context.reading.forms.iter().enumerate() {
        check_form(index, form, findings);
    }
    for report in &context.reading.reports {
        for section in report.sections.iter().filter(|section| may_state(&section.text)) {
            for sentence in section.text.split(['。', '；', '\n']).filter(|s| may_state(s)) {
                for mismatch in mismatches(&squeeze(sentence)) {
                    say(section.at, &section.heading, &mismatch, findings).report();
                }
            }
        }
    }
}

fn check_form(index: usize, form: &Form, findings: &mut Findings<'_>) {
    for row in &form.indicators {
        for cell in cells(row) {
            for mismatch in mismatches(&squeeze(&cell.printed)) {
                say(cell.at, &row.level3.printed, &mismatch, findings).in_form(index).report();
            }
        }
    }
    for duty in &form.duties {
        check_duty(index, duty, findings);
    }
}

/// The cells of a row that may state a standard; a result copied from its target only once.
fn cells(row: &Indicator) -> impl Iterator<Item = &Field> {
    let target = row.target.as_ref();
    let actual = row.actual.as_ref().filter(|actual| target.is_none_or(|t| t.printed != actual.printed));
    [target, actual].into_iter().flatten().filter(|cell| may_state(&cell.printed))
}

/// The standard stands in the plan as often as in the result; people and amount in the result.
fn check_duty(index: usize, duty: &Duty, findings: &mut Findings<'_>) {
    let Some(execution) = duty.execution.as_ref().filter(|cell| cell.printed.contains('元')) else {
        return;
    };
    let measure = duty.measure.as_ref().filter(|cell| may_state(&cell.printed));
    if measure.is_none() && !may_state(&execution.printed) {
        return;
    }
    let mut spending = Spending::of(&squeeze(&execution.printed));
    let mut severity = Severity::Error;
    if spending.standard == crate::spending::Part::Missing
        && let Some(measure) = measure
    {
        let planned = Spending::of(&squeeze(&measure.printed));
        spending.standard = planned.standard;
        severity = Severity::Warning;
    }
    let Some(mismatch) = mismatch(&spending) else { return };
    let mut draft = say(execution.at, &duty.task.printed, &mismatch, findings).at_most(severity);
    if let Some(measure) = measure.filter(|_| severity == Severity::Warning) {
        draft = draft.related(measure.at, "补助标准");
    }
    draft.in_form(index).report();
}

/// A text too short or without these words states no standard.
fn may_state(text: &str) -> bool {
    text.len() > 20
        && text.contains('元')
        && ["元/", "每人", "每户", "每名", "每位", "人均", "标准", "每月"].iter().any(|word| text.contains(word))
}

/// What a standard and a number of people make, and the amount stated instead.
struct Mismatch {
    kind: Kind,
    low: Decimal,
    high: Decimal,
    stated: Decimal,
    is_monthly: bool,
}

/// In what way the figures do not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Outside,
    /// The amount is reached only if everybody gets the most.
    AllAtMost,
    Product,
}

/// What is wrong with one text, which is squeezed.
fn mismatches(text: &str) -> impl Iterator<Item = Mismatch> {
    let product = wrong_product(text).map(|product| Mismatch {
        kind: Kind::Product,
        low: product.yuan,
        high: product.yuan,
        stated: product.stated.yuan,
        is_monthly: false,
    });
    let told = if product.is_none() { mismatch(&Spending::of(text)) } else { None };
    told.into_iter().chain(product)
}

fn mismatch(spending: &Spending) -> Option<Mismatch> {
    let standard = spending.standard.one()?;
    let count = spending.count.one().filter(|count| !count.is_rough)?;
    let amount = spending.amount.one()?;
    if spending.has_multiplier {
        return None;
    }
    let low = standard.low.checked_mul(count.number)?;
    let high = standard.high.checked_mul(count.number)?;
    if low <= Decimal::ZERO {
        return None;
    }
    let fits = if standard.is_monthly {
        (1..=MONTHS_MAX).any(|months| is_within(&amount, low, high, Decimal::from(months)))
    } else {
        is_within(&amount, low, high, Decimal::ONE)
    };
    let all_at_most = low < high && amount.yuan == high && !standard.is_monthly;
    (!fits || all_at_most).then_some(Mismatch {
        kind: if fits { Kind::AllAtMost } else { Kind::Outside },
        low,
        high,
        stated: amount.yuan,
        is_monthly: standard.is_monthly,
    })
}

fn is_within(amount: &Sum, low: Decimal, high: Decimal, times: Decimal) -> bool {
    let (Some(low), Some(high)) = (low.checked_mul(times), high.checked_mul(times)) else {
        return true;
    };
    low.checked_sub(amount.tolerance).is_none_or(|low| low <= amount.yuan)
        && high.checked_add(amount.tolerance).is_none_or(|high| amount.yuan <= high)
}

fn say<'f, 'a>(
    at: Location,
    subject: &str,
    mismatch: &Mismatch,
    findings: &'f mut Findings<'a>,
) -> crate::Draft<'f, 'a> {
    let stated = print_in(mismatch.stated, CurrencyUnit::Yuan);
    let low = print_in(mismatch.low, CurrencyUnit::Yuan);
    let expected = if mismatch.low == mismatch.high {
        low
    } else {
        format!("{low} 至 {}", print_in(mismatch.high, CurrencyUnit::Yuan))
    };
    let expected = if mismatch.is_monthly { format!("每月 {expected}") } else { expected };
    let message = match mismatch.kind {
        Kind::Outside => format!("标准乘人数为{expected}，写明的金额却是 {stated}"),
        Kind::AllAtMost => format!("标准乘人数为{expected}，{stated}要人人按上限发放才能达到"),
        Kind::Product => format!("算式各数相乘为 {expected}，写明的却是 {stated}"),
    };
    let all_at_most = mismatch.kind == Kind::AllAtMost;
    findings
        .at(at, subject, message)
        .at_most(if all_at_most { Severity::Note } else { Severity::Error })
        .printed(stated)
        .expected(expected)
        .hint("对照花名册和发放凭证核对人数、标准和金额")
}
