//! Texts drafted from the records: whatever cell of the two tables is still empty gets a sentence
//! whose figures are tied. The filler edits around them.

mod words;

use super::record::results_of;
use super::save::load_to_fill;
use super::sections::{self, Section, SectionTyped};
use super::ties::Ties;
use super::{Record, fields_of};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DepartmentTask, DepartmentYearId};
use jixiao_store::departments::tasks::{Duty, TaskTexts};
use jixiao_store::views::departments::ProjectLine;
use words::words;

/// The most results of a project that a drafted sentence names.
const RESULT_COUNT_MAX: usize = 3;

/// What is typed so far with its empty cells drafted: for 整体目标与任务 every task, for 职责履行
/// every row, and a new row for every project that stands in none. Other sections come back as they
/// are. Nothing is saved.
///
/// # Errors
/// The usual refusals of rights; [`Refusal::Invalid`] where what is typed can't be understood.
pub async fn drafted(
    call: Call<'_>,
    id: DepartmentYearId,
    section: Section,
    typed: &SectionTyped,
) -> Result<SectionTyped, Refusal> {
    let store = &call.app.store;
    let mut record = load_to_fill(store, call, id).await?;
    if !matches!(section, Section::Tasks | Section::Duties) {
        return Ok(typed.clone());
    }
    sections::apply(&mut record, section, &typed.fields).map_err(Refusal::Invalid)?;
    if section == Section::Tasks {
        draft_tasks(&mut record);
    } else {
        add_projects(&mut record);
        let counted: Vec<ProjectLine> = record.counted().cloned().collect();
        for project in &counted {
            if let Some(year) = project.project_year_id {
                record.results.insert(year, results_of(store, project).await?);
            }
        }
        draft_duties(&mut record);
    }
    let fields = fields_of(&record, section);
    Ok(SectionTyped { revision: typed.revision.clone(), fields })
}

fn add_projects(record: &mut Record) {
    let unlisted: Vec<Duty> = record
        .counted()
        .filter(|project| project.project_year_id.is_some())
        .filter(|project| {
            !record.duties.iter().any(|duty| duty.project_year_id == project.project_year_id)
        })
        .map(|project| Duty {
            name: project.name.clone(),
            project_year_id: project.project_year_id,
            ..Duty::default()
        })
        .collect();
    record.duties.extend(unlisted);
}

fn draft_tasks(record: &mut Record) {
    let ties = record.ties();
    for task in DepartmentTask::ALL {
        let draft = task_draft(*task, &ties, &record.row.content.survey_note);
        fill(record.tasks.entry(*task).or_default(), draft);
    }
}

fn draft_duties(record: &mut Record) {
    let duties = std::mem::take(&mut record.duties);
    let drafts: Vec<Duty> = duties
        .into_iter()
        .map(|mut duty| {
            let draft = duty_draft(record, &duty);
            fill(&mut duty.texts, draft);
            duty
        })
        .collect();
    record.duties = drafts;
}

/// Puts the draft where nothing was typed.
fn fill(texts: &mut TaskTexts, draft: TaskTexts) {
    for (text, draft) in [
        (&mut texts.measure, draft.measure),
        (&mut texts.execution, draft.execution),
        (&mut texts.comparison, draft.comparison),
        (&mut texts.remark, draft.remark),
    ] {
        if text.trim().is_empty() {
            *text = draft;
        }
    }
}

fn duty_draft(record: &Record, duty: &Duty) -> TaskTexts {
    let Some(project) = record.project(duty.project_year_id) else { return TaskTexts::default() };
    let ties = record.ties_of(duty);
    let measure = match project.annual_goal.trim() {
        "" => "按批复的任务组织实施，年初安排资金{年初预算}。",
        // The goal states its money itself.
        goal if goal.contains("万元") || goal.contains("预算") => "{年度目标}。",
        _ => "{年度目标}，年初安排资金{年初预算}。",
    };
    let mut execution = "{年度}财政安排资金{全年预算}，实际支出{执行数}。".to_owned();
    let results = project.project_year_id.and_then(|year| record.results.get(&year));
    let named: Vec<String> = results
        .map_or(&[][..], |results| &results.indicators)
        .iter()
        .filter(|(name, _, actual)| !actual.trim().is_empty() && !name.contains(['{', '}']))
        .take(RESULT_COUNT_MAX)
        .map(|(name, ..)| format!("{name}{{完成:{name}}}（目标{{目标:{name}}}）"))
        .collect();
    if !named.is_empty() {
        execution.push_str(&named.join("，"));
        execution.push('。');
    }
    let unspent = project.figures.unspent().is_some_and(|unspent| unspent.fen() > 0);
    let mut comparison = "实际支出{执行数}".to_owned();
    if ties.has("执行率") {
        comparison.push_str("，占全年预算的{执行率}");
    }
    comparison.push_str(if unspent { "，未支出{未支出}。" } else { "。" });
    if ties.has("得分") {
        comparison.push_str("项目自评{得分}");
        comparison.push_str(if ties.has("等级") { "，等级为{等级}。" } else { "。" });
    }
    let remark = if unspent && ties.has("执行说明") { "{执行说明}。" } else { "无" };
    TaskTexts { measure: measure.to_owned(), execution, comparison, remark: remark.to_owned() }
}

fn task_draft(task: DepartmentTask, ties: &Ties, survey_note: &str) -> TaskTexts {
    let [measure, execution, mut comparison] = words(task);
    // Without such costs there is no rate to compare.
    match task {
        DepartmentTask::ThreePublicLimited if !ties.has("三公经费控制率") => {
            comparison = "年初没有安排“三公”经费。";
        }
        DepartmentTask::ThreePublicSaved if !ties.has("三公经费变动率") => {
            comparison = "上年没有发生“三公”经费支出。";
        }
        _ => {}
    }
    let remark = match task {
        DepartmentTask::Satisfaction if !survey_note.trim().is_empty() => survey_note.trim(),
        _ => "无",
    };
    TaskTexts {
        measure: measure.to_owned(),
        execution: execution.to_owned(),
        comparison: comparison.to_owned(),
        remark: remark.to_owned(),
    }
}
