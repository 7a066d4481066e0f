//! The sections in which a department's year is filled in, as named fields: what a record shows in
//! them, and what typed fields mean.
//!
//! Only what can't be stored is refused here: a draft may be incomplete.

use super::Record;
use crate::FieldError;
use crate::input::{self, Fields, Lines};
use jixiao_domain::{
    Coded, CurrencyUnit, Decimal, DepartmentItem, DepartmentTask, Money, OrganisationId,
    ProjectYearId, coded,
};
use jixiao_store::departments::judgements::Judgement;
use jixiao_store::departments::tasks::{Duty, TaskTexts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

coded! {
    /// A section of the form.
    pub enum Section {
        /// Texts about the department, its staff and survey.
        Profile = "profile" "基本情况",
        /// Income and spending, “三公”, procurement, assets, and the units that count.
        Money = "money" "收支与范围",
        /// The fifteen tasks of the qualitative form.
        Tasks = "tasks" "整体目标与任务",
        /// The duty table.
        Duties = "duties" "职责履行",
        /// What a person judges of the indicators.
        Indicators = "indicators" "指标评定",
        /// Why figures differ.
        Differences = "differences" "差异说明",
    }
}

/// A section as typed: its fields by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionTyped {
    /// The revision that was read.
    pub revision: String,
    /// The fields; the last of a name counts. Boxes that are not ticked are not sent.
    pub fields: BTreeMap<String, String>,
}

/// Rows of a duty table; more is a paste gone wrong.
const DUTY_COUNT_MAX: usize = 100;
const TEXT_CHARACTERS_MAX: usize = 4000;
const CELL_CHARACTERS_MAX: usize = 1000;
const NAME_CHARACTERS_MAX: usize = 200;

/// The texts of 基本情况, with the name of their field.
const PROFILE_TEXTS: [&str; 8] = [
    "overview",
    "goal_setting",
    "management",
    "economy_measures",
    "problems",
    "other_notes",
    "leader",
    "phone",
];
const PROFILE_COUNTS: [&str; 8] = [
    "last_posts",
    "last_staff",
    "posts",
    "staff",
    "building_approved_square_metres",
    "building_actual_square_metres",
    "survey_valid",
    "survey_satisfied",
];

/// The fields of a section as the record fills them.
pub fn fields_of(record: &Record, section: Section) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut put = |name: String, value: String| {
        fields.insert(name, value);
    };
    match section {
        Section::Profile => {
            let mut copy = record.clone();
            for name in PROFILE_TEXTS {
                put(name.to_owned(), text_mut(&mut copy, name).clone());
            }
            for name in PROFILE_COUNTS {
                let count = count_mut(&mut copy, name).map_or_else(String::new, |n| n.to_string());
                put(name.to_owned(), count);
            }
            put("survey_note".to_owned(), record.row.content.survey_note.clone());
        }
        Section::Money => {
            for item in DepartmentItem::ALL {
                let amounts = record.amounts.get(item).copied().unwrap_or_default();
                for column in item.columns() {
                    put(amount_name(*item, column.code()), yuan(amounts.column(*column)));
                }
            }
            for unit in &record.units {
                put(format!("unit[{unit}]"), "1".to_owned());
            }
        }
        Section::Tasks => {
            for task in DepartmentTask::ALL {
                let texts = record.tasks.get(task).cloned().unwrap_or_default();
                put_texts(&format!("tasks[{}]", task.code()), &texts, &mut put);
            }
        }
        Section::Duties => {
            for (index, duty) in record.duties.iter().enumerate() {
                put_duty(index, duty, &mut put);
            }
        }
        Section::Indicators => {
            for judgement in record.judgements.values() {
                let name = |part: &str| format!("indicators[{}].{part}", judgement.indicator);
                put(name("actual"), judgement.actual_text.clone());
                put(name("chosen"), points(judgement.chosen));
                put(name("reason"), judgement.reason.clone());
            }
        }
        Section::Differences => {
            for explanation in &record.explanations {
                let name = format!("differences[{}]", explanation.difference);
                put(name, explanation.explanation.clone());
            }
        }
    }
    fields
}

fn put_texts(prefix: &str, texts: &TaskTexts, put: &mut impl FnMut(String, String)) {
    for (part, text) in [
        ("measure", &texts.measure),
        ("execution", &texts.execution),
        ("comparison", &texts.comparison),
        ("remark", &texts.remark),
    ] {
        put(format!("{prefix}.{part}"), text.clone());
    }
}

/// Puts a duty's fields under its number.
pub(super) fn put_duty(index: usize, duty: &Duty, put: &mut impl FnMut(String, String)) {
    let prefix = format!("duties[{index}]");
    put(format!("{prefix}.name"), duty.name.clone());
    let project = duty.project_year_id.map_or_else(String::new, |id| id.to_string());
    put(format!("{prefix}.project"), project);
    put_texts(&prefix, &duty.texts, put);
    if duty.is_key {
        put(format!("{prefix}.is_key"), "1".to_owned());
    }
    let outcome = duty.outcome.map_or_else(String::new, |outcome| outcome.code().to_owned());
    put(format!("{prefix}.outcome"), outcome);
    let quality = match duty.quality_met {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    put(format!("{prefix}.quality"), quality.to_owned());
}

/// Puts what was typed in a section into the record. Of 差异说明 the texts are given back: an
/// explanation is kept with the amount it was given for.
pub(super) fn apply(
    record: &mut Record,
    section: Section,
    typed: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Vec<FieldError>> {
    let mut fields = Fields::new();
    let mut explanations = BTreeMap::new();
    match section {
        Section::Profile => profile(record, typed, &mut fields),
        Section::Money => money(record, typed, &mut fields),
        Section::Tasks => {
            for task in DepartmentTask::ALL {
                let texts = texts(&format!("tasks[{}]", task.code()), typed, &mut fields);
                record.tasks.insert(*task, texts);
            }
        }
        Section::Duties => record.duties = duties(record, typed, &mut fields),
        Section::Indicators => indicators(record, typed, &mut fields),
        Section::Differences => {
            for (name, text) in typed {
                let code =
                    name.strip_prefix("differences[").and_then(|rest| rest.strip_suffix(']'));
                let Some(code) = code else { continue };
                let text = fields.optional_text(name, text, Lines::Many, CELL_CHARACTERS_MAX);
                explanations.insert(code.to_owned(), text);
            }
        }
    }
    fields.finish(explanations)
}

fn given<'t>(typed: &'t BTreeMap<String, String>, name: &str) -> &'t str {
    typed.get(name).map_or("", String::as_str)
}

fn profile(record: &mut Record, typed: &BTreeMap<String, String>, fields: &mut Fields) {
    for name in PROFILE_TEXTS {
        let lines = if matches!(name, "leader" | "phone") { Lines::One } else { Lines::Many };
        let text = fields.optional_text(name, given(typed, name), lines, TEXT_CHARACTERS_MAX);
        *text_mut(record, name) = text;
    }
    for name in PROFILE_COUNTS {
        let text = given(typed, name);
        let count =
            (!text.trim().is_empty()).then(|| i64::from(fields.take(name, input::count(text), 0)));
        *count_mut(record, name) = count;
    }
    let note = given(typed, "survey_note");
    let note = fields.optional_text("survey_note", note, Lines::Many, CELL_CHARACTERS_MAX);
    let content = &mut record.row.content;
    content.survey_note = note;
    let survey = content.survey_valid.zip(content.survey_satisfied);
    let holds = survey.is_none_or(|(valid, satisfied)| satisfied <= valid);
    fields.require(holds, "survey_satisfied", "满意数不能大于有效问卷数");
}

fn text_mut<'r>(record: &'r mut Record, name: &str) -> &'r mut String {
    let content = &mut record.row.content;
    match name {
        "overview" => &mut content.overview,
        "goal_setting" => &mut content.goal_setting,
        "management" => &mut content.management,
        "economy_measures" => &mut content.economy_measures,
        "problems" => &mut content.problems,
        "leader" => &mut content.leader,
        "phone" => &mut content.phone,
        _ => &mut content.other_notes,
    }
}

fn count_mut<'r>(record: &'r mut Record, name: &str) -> &'r mut Option<i64> {
    let content = &mut record.row.content;
    match name {
        "last_posts" => &mut content.last_posts,
        "last_staff" => &mut content.last_staff,
        "posts" => &mut content.posts,
        "staff" => &mut content.staff,
        "building_approved_square_metres" => &mut content.building_approved_square_metres,
        "building_actual_square_metres" => &mut content.building_actual_square_metres,
        "survey_valid" => &mut content.survey_valid,
        _ => &mut content.survey_satisfied,
    }
}

fn amount_name(item: DepartmentItem, column: &str) -> String {
    format!("amount[{}].{column}", item.code())
}

fn money(record: &mut Record, typed: &BTreeMap<String, String>, fields: &mut Fields) {
    for item in DepartmentItem::ALL {
        let mut amounts = record.amounts.get(item).copied().unwrap_or_default();
        for column in item.columns() {
            let name = amount_name(*item, column.code());
            let text = given(typed, &name);
            *amounts.column_mut(*column) =
                (!text.trim().is_empty()).then(|| fields.money(&name, text));
        }
        record.amounts.insert(*item, amounts);
    }
    let ticked: Vec<OrganisationId> = typed
        .iter()
        .filter(|(_, value)| input::ticked(value))
        .filter_map(|(name, _)| name.strip_prefix("unit[")?.strip_suffix(']')?.parse().ok())
        .map(OrganisationId)
        .collect();
    for unit in &ticked {
        let known = record.candidates.iter().any(|candidate| candidate.id == *unit);
        let name = format!("unit[{unit}]");
        fields.require(known, &name, "只能选择本部门的直属单位");
    }
    record.units = ticked;
}

fn texts(prefix: &str, typed: &BTreeMap<String, String>, fields: &mut Fields) -> TaskTexts {
    let mut text = |part: &str| {
        let name = format!("{prefix}.{part}");
        fields.optional_text(&name, given(typed, &name), Lines::Many, CELL_CHARACTERS_MAX)
    };
    TaskTexts {
        measure: text("measure"),
        execution: text("execution"),
        comparison: text("comparison"),
        remark: text("remark"),
    }
}

fn duties(record: &Record, typed: &BTreeMap<String, String>, fields: &mut Fields) -> Vec<Duty> {
    let mut numbers: Vec<usize> = typed
        .keys()
        .filter_map(|name| name.strip_prefix("duties[")?.split_once(']')?.0.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() > DUTY_COUNT_MAX {
        fields.refuse("duties", format!("任务不得超过 {DUTY_COUNT_MAX} 项"));
        return Vec::new();
    }
    let mut duties: Vec<Duty> = Vec::new();
    for number in numbers {
        let prefix = format!("duties[{number}]");
        let of = |part: &str| given(typed, &format!("{prefix}.{part}"));
        let texts = texts(&prefix, typed, fields);
        let blank = texts == TaskTexts::default()
            && of("name").trim().is_empty()
            && of("project").trim().is_empty();
        if blank {
            continue;
        }
        let duty = duty(record, &prefix, texts, &of, fields);
        let again = duty.project_year_id.is_some()
            && duties.iter().any(|other| other.project_year_id == duty.project_year_id);
        fields.require(!again, &format!("{prefix}.project"), "该项目已在上面列出");
        duties.push(duty);
    }
    duties
}

fn duty<'t>(
    record: &Record,
    prefix: &str,
    texts: TaskTexts,
    of: &impl Fn(&str) -> &'t str,
    fields: &mut Fields,
) -> Duty {
    let name = |part: &str| format!("{prefix}.{part}");
    let project: Option<ProjectYearId> =
        (!of("project").trim().is_empty()).then(|| fields.key(&name("project"), of("project")));
    let found = project
        .and_then(|year| record.counted().find(|project| project.project_year_id == Some(year)));
    let known = project.is_none() || found.is_some();
    fields.require(known, &name("project"), "该项目不在本部门的汇总范围内，请重新选择");
    let typed_name = of("name");
    let title = match found {
        Some(project) if typed_name.trim().is_empty() => project.name.clone(),
        _ => fields.text(&name("name"), typed_name, Lines::One, NAME_CHARACTERS_MAX),
    };
    let outcome = of("outcome");
    Duty {
        name: title,
        project_year_id: project,
        texts,
        is_key: input::ticked(of("is_key")),
        outcome: (!outcome.trim().is_empty()).then(|| fields.choice(&name("outcome"), outcome)),
        quality_met: match of("quality") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    }
}

fn indicators(record: &mut Record, typed: &BTreeMap<String, String>, fields: &mut Fields) {
    for indicator in &record.framework.indicators {
        let name = |part: &str| format!("indicators[{}].{part}", indicator.code);
        let of = |part: &str| given(typed, &name(part));
        let chosen =
            (!of("chosen").trim().is_empty()).then(|| fields.points(&name("chosen"), of("chosen")));
        let most = indicator.points;
        let message = format!("得分不得超过分值 {}", most.normalize());
        fields.require(chosen.is_none_or(|score| score <= most), &name("chosen"), &message);
        let mut text = |part: &str| {
            fields.optional_text(&name(part), of(part), Lines::Many, CELL_CHARACTERS_MAX)
        };
        let judgement = Judgement {
            indicator: indicator.code.clone(),
            actual_text: text("actual"),
            chosen,
            reason: text("reason"),
        };
        record.judgements.insert(indicator.code.clone(), judgement);
    }
}

fn yuan(amount: Option<Money>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_decimal(CurrencyUnit::Yuan).to_string())
}

fn points(points: Option<Decimal>) -> String {
    points.map_or_else(String::new, |points| points.normalize().to_string())
}
