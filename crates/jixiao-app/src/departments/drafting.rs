//! Texts drafted from the records: whatever cell of the two tables is still empty gets a sentence
//! whose figures are tied. The filler edits around them.

use super::record::results_of;
use super::save::load_to_fill;
use super::sections::{self, Section, SectionTyped};
use super::ties::Ties;
use super::{Record, fields_of};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DepartmentTask, DepartmentYearId};
use jixiao_store::departments::tasks::{Duty, TaskTexts};
use jixiao_store::views::departments::ProjectLine;

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

/// Measure, execution and comparison of a task.
fn words(task: DepartmentTask) -> [&'static str; 3] {
    match task {
        DepartmentTask::EconomicBenefit => [
            "围绕党委政府工作部署安排帮扶救助、技能培训等项目，帮助困难职工减轻家庭负担、增加就业机会。",
            "{年度}组织实施项目{项目数}，项目支出{项目支出}，救助和补助资金按名册发放到本人。",
            "项目全年预算{项目预算}，按批准的用途和用款计划支付，没有改变资金用途。",
        ],
        DepartmentTask::SocialBenefit => [
            "依法维护职工合法权益，做好送温暖、维权服务和民主管理工作，促进劳动关系和谐稳定。",
            "{年度}{项目数}项目按计划组织实施，职工反映的困难和诉求依法依规得到办理。",
            "任务内容与年初确定的目标一致，各项目完成情况见职责履行良好表。",
        ],
        DepartmentTask::EcologicalBenefit => [
            "本部门职责不涉及生态环境治理，没有设定生态效益任务。",
            "{年度}没有涉及生态环境的支出。",
            "年初未安排此项预算。",
        ],
        DepartmentTask::Satisfaction => [
            "年初确定的目标为服务对象满意度不低于90%。",
            "{年度}收回有效问卷{有效问卷}，其中满意和较满意{满意问卷}，满意度{满意度}。",
            "年初目标为90%，实际为{满意度}。",
        ],
        DepartmentTask::SoundBudgeting => [
            "基本支出按定额编制，项目支出按轻重缓急安排，项目预算与绩效目标同步编报。",
            "{年度}年初预算{年初预算}，{项目数}项目均编报了绩效目标。",
            "全年预算{全年预算}，预算调整率{预算调整率}。",
        ],
        DepartmentTask::BasicSpendSecured => [
            "优先保障在职人员工资福利和机关正常运转。",
            "{年度}基本支出{基本支出}，其中人员经费{人员经费}，公用经费{公用经费}。",
            "公用经费控制率{公用经费控制率}，在职人员控制率{在职人员控制率}。",
        ],
        DepartmentTask::KeySpendSecured => [
            "优先安排送温暖、困难职工帮扶等重点项目支出。",
            "{年度}项目支出{项目支出}，重点支出安排率{重点支出安排率}。",
            "重点项目按年初安排的内容实施，项目全年预算{项目预算}。",
        ],
        DepartmentTask::ThreePublicLimited => [
            "从严从紧编制“三公”经费预算，不安排超标准接待和用车支出。",
            "{年度}“三公”经费预算{三公经费预算}，决算{三公经费决算}。",
            "“三公”经费控制率{三公经费控制率}。",
        ],
        DepartmentTask::StrictExecution => [
            "按月通报支出进度，支出按批准的预算和用款计划办理。",
            "{年度}支出总额{支出总额}，前三季度支付进度率{支付进度率}。",
            "全年预算{全年预算}，预算完成率{预算完成率}。",
        ],
        DepartmentTask::StrictCarryOver => [
            "项目资金当年安排当年使用，结转结余按规定使用或交回。",
            "{年度}末结转和结余{结转结余}。",
            "结转结余率{结转结余率}，上年末结转和结余{上年结转结余}。",
        ],
        DepartmentTask::SoundOrganisation => [
            "每个项目明确牵头部门和责任人，财务部门按季监控资金和目标。",
            "{年度}{项目数}项目均明确了实施单位，按批复的绩效目标组织实施。",
            "完成自评的项目{已自评项目数}，实施单位和内容与批复一致。",
        ],
        DepartmentTask::ThreePublicSaved => [
            "严格公务接待和用车审批，公务活动能合并的合并办理。",
            "{年度}“三公”经费支出{三公经费决算}。",
            "“三公”经费比上年变动{三公经费变动率}。",
        ],
        DepartmentTask::SoundRules => [
            "执行预算法和预算绩效管理制度，完善财务、采购、资产和内部控制制度。",
            "{年度}各项收支按制度审批，财务、采购、资产管理制度执行到位。",
            "制度建设与年初计划一致。",
        ],
        DepartmentTask::TimelyDisclosure => [
            "按规定的时限和内容公开部门预算、决算和绩效信息。",
            "{年度}部门预算、决算均在批复后二十日内公开。",
            "公开的内容和时限符合规定。",
        ],
        DepartmentTask::SoundAssets => [
            "固定资产专人管理，定期盘点，账实相符，采购按规定程序办理。",
            "{年度}末固定资产{固定资产}，其中在用{在用固定资产}，利用率{固定资产利用率}。",
            "政府采购预算{政府采购预算}，实际采购{政府采购决算}。",
        ],
    }
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

#[cfg(test)]
mod tests {
    use super::words;
    use jixiao_domain::{Coded as _, DepartmentTask};

    #[test]
    fn no_column_repeats_another() {
        for task in DepartmentTask::ALL {
            let [measure, execution, comparison] = words(*task);
            assert!(measure != execution && execution != comparison, "{}", task.word());
            assert!(execution.contains('{'), "{} ties no figure", task.word());
        }
    }
}
