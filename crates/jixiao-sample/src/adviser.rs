//! Before the application: cost standards by document, and four years of filings taken over from
//! the files of that time, so that targets can be advised from the first year on.

use crate::SampleError;
use crate::actors::{day, time};
use crate::projects::{Opened, YearPlan, draw};
use crate::self_evaluations::outcome;
use crate::templates::Line;
use crate::{City, story};
use jixiao_app::history::{self, PastYearInput};
use jixiao_app::standards::{self, StandardForm};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, FundFigures, Grade, IndicatorKind, Money,
    round_half_up_2dp,
};
use jixiao_store::past_years::{PastIndicator, PastYearContent};

/// Programme, item, words of the indicators, 元, unit, document, first and last year.
type Entry = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 2],
);

const STANDARDS: [Entry; 7] = [
    (
        "warmth_relief",
        "节日慰问金",
        "慰问困难职工",
        "1000",
        "人",
        "江工发〔2021〕4号",
        ["2022", "2023"],
    ),
    (
        "warmth_relief",
        "节日慰问金",
        "慰问困难职工",
        "1040",
        "人",
        "江工发〔2023〕9号",
        ["2024", ""],
    ),
    (
        "hardship_aid",
        "家庭生活帮扶金",
        "帮扶困难职工家庭",
        "2400",
        "户",
        "江工发〔2023〕10号",
        ["2024", ""],
    ),
    ("hardship_aid", "金秋助学金", "金秋助学", "8000", "人", "江工发〔2023〕11号", ["2024", ""]),
    (
        "training",
        "职工技能培训费",
        "培训职工 人均培训费用",
        "400",
        "人",
        "江工办〔2023〕6号",
        ["2024", ""],
    ),
    (
        "model_workers",
        "困难劳模帮扶金",
        "人均帮扶金额",
        "3000",
        "人",
        "江工办〔2022〕2号",
        ["2022", ""],
    ),
    ("safety_cup", "资料编印费", "编印厂务公开资料", "3", "册", "江工办〔2023〕8号", ["2024", ""]),
];

/// Enters the standards; the last one proves wrong and is withdrawn.
pub(crate) async fn enter_standards(city: &City<'_>) -> Result<(), SampleError> {
    let mut last = None;
    for (number, (programme, item, words, amount, unit, document, years)) in
        STANDARDS.into_iter().enumerate()
    {
        let at = time(day(2023, 12, 8), i64::try_from(number).unwrap_or(0));
        let call = city.actors.call(city.app, "city.finance", at)?;
        let form = StandardForm {
            organisation: call.actor.organisation_id.to_string(),
            programme: programme.to_owned(),
            item: item.to_owned(),
            indicator_words: words.to_owned(),
            amount: amount.to_owned(),
            unit: unit.to_owned(),
            document_number: document.to_owned(),
            first_year: years[0].to_owned(),
            last_year: years[1].to_owned(),
            note: String::new(),
        };
        let step = SampleError::at(format!("支出标准 {item}"));
        last = Some(standards::add(call, &form).await.map_err(step)?);
    }
    let Some(last) = last else { return Ok(()) };
    let call = city.actors.call(city.app, "city.finance2", time(day(2024, 3, 4), 0))?;
    let reason = "印刷改为集中采购，不再按册核定";
    standards::withdraw(call, last, reason)
        .await
        .map_err(SampleError::at("撤销支出标准".to_owned()))
}

/// Takes over the filings of the years before the story.
pub(crate) async fn take_over(city: &City<'_>, opened: &[Opened]) -> Result<(), SampleError> {
    let first = story::YEARS[0];
    for project in opened {
        for year in first - 4..first {
            let input = past_year(project, year);
            let at = time(day(2024, 1, 4), year - 2000);
            let call = city.actors.call(city.app, &project.plan.login("filler"), at)?;
            let step = SampleError::at(format!("{} {year} 历年资料", project.plan.name));
            history::take_over(call, project.id, &input).await.map_err(step)?;
        }
    }
    Ok(())
}

/// The year as it was filed: a little less money for each year back, nearly spent.
fn past_year(project: &Opened, year: i64) -> PastYearInput {
    let back = story::YEARS[0] - year;
    let hundreds = |yuan: i64| yuan / 100 * 100;
    let initial = hundreds(project.plan.year(story::YEARS[0]).initial * (100 - 3 * back) / 100);
    let executed = hundreds(initial * (93 + draw(project.index, year, 8)) / 100);
    let money = YearPlan { initial, supplement: 0, clawback: 0, executed };
    let indicators: Vec<PastIndicator> = project
        .plan
        .template
        .lines(initial)
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let purpose = year * 100 + i64::try_from(at).unwrap_or(0);
            indicator(line, money, draw(project.index, purpose, 1_000))
        })
        .collect();
    let execution = Decimal::TEN * Decimal::from(executed) / Decimal::from(initial.max(1));
    let total = indicators.iter().filter_map(|row| row.score).sum::<Decimal>()
        + round_half_up_2dp(execution);
    let fen = |yuan: i64| Money::from_fen(yuan * 100);
    PastYearInput {
        content: PastYearContent {
            year,
            figures: FundFigures {
                initial: fen(initial),
                adjusted: fen(initial),
                executed: fen(executed),
            },
            grade: Some(if total >= Decimal::from(90) { Grade::Excellent } else { Grade::Good }),
            total: Some(total),
            source: format!("{}{year}年度绩效自评表.docx", project.plan.name),
        },
        indicators,
    }
}

fn indicator(line: &Line, money: YearPlan, luck: i64) -> Option<PastIndicator> {
    let kind = IndicatorKind::from_code(line.level2)?;
    let points: Decimal = line.points.parse().ok()?;
    let sign = ComparisonSign::ALL.iter().copied().find(|sign| sign.symbol() == line.sign);
    let (actual_text, score) = if sign.is_none() {
        (line.done.to_owned(), points)
    } else {
        let (actual, is_short) = outcome(line, money, luck);
        let reached: Decimal = actual.parse().unwrap_or_default();
        let target: Decimal = line.target.parse().unwrap_or(Decimal::ONE);
        let score = if is_short { round_half_up_2dp(points * reached / target) } else { points };
        (format!("{actual}{}", line.unit), score)
    };
    Some(PastIndicator {
        level1: kind.group(),
        level2: kind,
        name: line.name.to_owned(),
        sign,
        target_number: sign.and_then(|_| line.target.parse().ok()),
        unit: line.unit.to_owned(),
        target_words: if sign.is_none() { line.target.clone() } else { String::new() },
        actual_text,
        points: Some(points),
        score: Some(score),
    })
}
