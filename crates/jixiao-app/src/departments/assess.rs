//! What follows from a department's record: indicators and points, differences with their
//! explanations, and what is missing before it can be submitted.

use super::Record;
use crate::FieldError;
use crate::amounts::yuan;
use jixiao_analysis::department::{Difference, Figure, differences, measure, score};
use jixiao_domain::{Coded as _, Decimal, DepartmentColumn, DepartmentItem, DepartmentTask, Grade};
use jixiao_regulation::DepartmentIndicator;
use jixiao_store::departments::explanations::Explanation;
use jixiao_store::departments::judgements::Judgement;
use jixiao_store::departments::tasks::TaskTexts;

/// A judged department.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The indicators in the order of the framework.
    pub indicators: Vec<ScoredIndicator>,
    /// 总得分; `None` while an indicator has no score.
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
    /// Where sums do not add up.
    pub differences: Vec<ShownDifference>,
    /// What must be filled in or explained before submission: section and field.
    pub missing: Vec<FieldError>,
    /// Projects that count and stand in no row of the duty table.
    pub unlisted: Vec<String>,
}

/// An indicator with its figure and score.
#[derive(Debug, Clone)]
pub struct ScoredIndicator {
    /// The indicator.
    pub indicator: &'static DepartmentIndicator,
    /// The figure with its arithmetic; `None` where a person judges.
    pub figure: Option<Figure>,
    /// What a person said of it.
    pub judgement: Option<Judgement>,
    /// 得分
    pub score: Option<Decimal>,
}

/// A difference with its explanation, if it has one that still holds.
#[derive(Debug, Clone)]
pub struct ShownDifference {
    /// What differs.
    pub difference: Difference,
    /// The explanation that was given for this amount.
    pub explanation: Option<Explanation>,
    /// An explanation that was given for another amount.
    pub outdated: Option<Explanation>,
}

impl ScoredIndicator {
    /// Whether the score is a person's to choose: no figure, or one that can't be computed.
    pub fn is_judged(&self) -> bool {
        self.figure.as_ref().is_none_or(|figure| figure.value.is_none())
    }

    /// 实际完成值 as it is printed.
    pub fn actual(&self) -> String {
        let said = self.judgement.as_ref().map_or("", |row| row.actual_text.as_str());
        match self.figure.as_ref().and_then(|figure| figure.value) {
            Some(value) => crate::amounts::percent(value),
            None => said.to_owned(),
        }
    }

    /// Why the score is what it is, as a person said.
    pub fn reason(&self) -> &str {
        self.judgement.as_ref().map_or("", |row| row.reason.as_str())
    }
}

/// Judges a record as it stands.
pub fn assess(record: &Record) -> Assessment {
    let figures = record.figures();
    let indicators: Vec<ScoredIndicator> = record
        .framework
        .indicators
        .iter()
        .map(|indicator| {
            let judgement = record.judgements.get(&indicator.code).cloned();
            let figure = indicator.measure.map(|of| measure(of, &figures));
            let value = figure.as_ref().and_then(|figure| figure.value);
            let score = match value {
                Some(value) => score(indicator, value),
                None => judgement.as_ref().and_then(|row| row.chosen),
            };
            let score = score.filter(|score| *score <= indicator.points);
            ScoredIndicator { indicator, figure, judgement, score }
        })
        .collect();
    let total = indicators
        .iter()
        .map(|row| row.score)
        .try_fold(Decimal::ZERO, |sum, score| sum.checked_add(score?));
    let found = differences(&figures, &record.spends(), record.last.as_ref());
    let mut assessment = Assessment {
        grade: total.map(|total| record.framework.grade(total)),
        total,
        indicators,
        differences: found.into_iter().map(|difference| shown(record, difference)).collect(),
        missing: Vec::new(),
        unlisted: unlisted(record),
    };
    assessment.missing = missing(record, &assessment);
    assessment
}

fn shown(record: &Record, difference: Difference) -> ShownDifference {
    let said = record.explanations.iter().find(|said| said.difference == difference.code);
    let (explanation, outdated) = match said {
        Some(said) if said.explanation.trim().is_empty() => (None, None),
        Some(said) if said.amount == difference.amount => (Some(said.clone()), None),
        Some(said) => (None, Some(said.clone())),
        None => (None, None),
    };
    ShownDifference { difference, explanation, outdated }
}

fn unlisted(record: &Record) -> Vec<String> {
    record
        .counted()
        .filter(|project| project.project_year_id.is_some())
        .filter(|project| {
            !record.duties.iter().any(|duty| duty.project_year_id == project.project_year_id)
        })
        .map(|project| project.name.clone())
        .collect()
}

fn missing(record: &Record, assessment: &Assessment) -> Vec<FieldError> {
    let mut missing = Vec::new();
    missing_profile(record, &mut missing);
    missing_money(record, &mut missing);
    missing_tasks(record, &mut missing);
    missing_duties(record, &mut missing);
    for row in &assessment.indicators {
        let name = |part: &str| format!("indicators[{}].{part}", row.indicator.code);
        let title = &row.indicator.name;
        if row.is_judged() {
            if row.actual().trim().is_empty() {
                missing.push(FieldError::new(
                    name("actual"),
                    format!("请填写“{title}”的实际完成情况"),
                ));
            }
            if row.score.is_none() {
                let most = row.indicator.points.normalize();
                let message = format!("请在 0 至 {most} 分之间评定“{title}”");
                missing.push(FieldError::new(name("chosen"), message));
            }
        }
        let reduced = row.score.is_some_and(|score| score < row.indicator.points);
        if (reduced || row.is_judged()) && row.reason().trim().is_empty() {
            let what = if reduced { "的偏差原因和改进措施" } else { "的评定依据" };
            missing.push(FieldError::new(name("reason"), format!("请填写“{title}”{what}")));
        }
    }
    for shown in assessment.differences.iter().filter(|shown| shown.explanation.is_none()) {
        let difference = &shown.difference;
        let message =
            format!("{}相差 {} 元，请更正，或说明原因", difference.words, yuan(difference.amount));
        missing.push(FieldError::new(format!("differences[{}]", difference.code), message));
    }
    missing
}

fn missing_profile(record: &Record, missing: &mut Vec<FieldError>) {
    let content = &record.row.content;
    for (name, word, text) in [
        ("overview", "部门概况", &content.overview),
        ("goal_setting", "绩效目标设立情况", &content.goal_setting),
        ("management", "预算管理制度建设情况", &content.management),
        ("economy_measures", "厉行节约保障措施", &content.economy_measures),
    ] {
        if text.trim().is_empty() {
            missing.push(FieldError::new(name, format!("请填写{word}")));
        }
    }
    for (name, word, count) in
        [("posts", "编制数", content.posts), ("staff", "在职人数", content.staff)]
    {
        if count.is_none() {
            missing.push(FieldError::new(name, format!("请填写{word}")));
        }
    }
}

fn missing_money(record: &Record, missing: &mut Vec<FieldError>) {
    use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};
    let figures = record.figures();
    let mut want = |item: DepartmentItem, columns: &[DepartmentColumn]| {
        for column in columns {
            if figures.amount(item, *column).is_none() {
                let name = format!("amount[{}].{}", item.code(), column.code());
                let message = format!("请填写{}的{}", item.word(), column.word());
                missing.push(FieldError::new(name, message));
            }
        }
    };
    for item in [
        DepartmentItem::Total,
        DepartmentItem::Staff,
        DepartmentItem::Operating,
        DepartmentItem::Project,
        DepartmentItem::IncomeTreasury,
    ] {
        want(item, &[Initial, Adjusted, Final]);
    }
    want(DepartmentItem::YearEnd, &[Final]);
    for item in DepartmentItem::THREE_PUBLIC {
        want(item, &[LastFinal, Initial, Final]);
    }
}

fn missing_tasks(record: &Record, missing: &mut Vec<FieldError>) {
    let ties = record.ties();
    let nothing = TaskTexts::default();
    for task in DepartmentTask::ALL {
        let texts = record.tasks.get(task).unwrap_or(&nothing);
        let prefix = format!("tasks[{}]", task.code());
        missing_texts(&prefix, task.word(), texts, |text| ties.unknown(text), missing);
    }
}

fn missing_duties(record: &Record, missing: &mut Vec<FieldError>) {
    if record.duties.is_empty() {
        missing.push(FieldError::new("duties", "请填写职责履行表，至少一项任务"));
    }
    for (index, duty) in record.duties.iter().enumerate() {
        let prefix = format!("duties[{index}]");
        let ties = record.ties_of(duty);
        missing_texts(&prefix, &duty.name, &duty.texts, |text| ties.unknown(text), missing);
        if duty.outcome.is_none() {
            let message = format!("请选择“{}”的完成情况", duty.name);
            missing.push(FieldError::new(format!("{prefix}.outcome"), message));
        }
    }
}

fn missing_texts(
    prefix: &str,
    title: &str,
    texts: &TaskTexts,
    unknown: impl Fn(&str) -> Vec<String>,
    missing: &mut Vec<FieldError>,
) {
    for (part, word, text, needed) in [
        ("measure", "任务措施", &texts.measure, true),
        ("execution", "实际执行情况", &texts.execution, true),
        ("comparison", "与年初预算的对比", &texts.comparison, true),
        ("remark", "相关情况说明", &texts.remark, false),
    ] {
        let name = format!("{prefix}.{part}");
        if needed && text.trim().is_empty() {
            missing.push(FieldError::new(name, format!("请填写“{title}”的{word}")));
            continue;
        }
        for tie in unknown(text) {
            let message = format!("“{title}”的{word}引用了“{{{tie}}}”，本年度没有这个数");
            missing.push(FieldError::new(name.clone(), message));
        }
    }
}
