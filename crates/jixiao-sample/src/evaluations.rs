//! Department evaluations: two of the city concluded for each year that is over, one of a county, some
//! still on their way.

use crate::actors::{day, time};
use crate::projects::{Opened, draw};
use crate::{City, SampleError};
use chrono::NaiveDate;
use jixiao_app::Call;
use jixiao_app::evaluations::{self as area, EvaluationForm, EvaluationStepForm};
use jixiao_domain::{Coded as _, Decimal, EvaluationEvent, EvaluationId, round_half_up_2dp};

/// How far an evaluation is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Planned,
    InProgress,
    Exchanged,
    Concluded,
}

/// What a person found for an item: code, reason, evidence.
const JUDGED: [(&str, &str, &str); 16] = [
    (
        "basis",
        "立项符合工会法和年度工作要点，与部门职责相关，无重复立项。",
        "年度工作要点、三定方案",
    ),
    ("procedure", "按程序申请并经会议研究，可行性论证较简单。", "党组会议纪要、立项审批表"),
    ("goal", "目标与工作内容相关，个别预期效益表述偏笼统。", "绩效目标批复"),
    ("indicators", "指标细化可衡量，与任务数基本对应。", "绩效目标申报表"),
    ("budgeting", "预算按标准和人数测算，依据充分。", "支出测算明细"),
    ("allocation", "资金按任务分配，与实际相适应。", "资金分配方案"),
    ("arrival", "资金按文件足额下达。", "指标文件、预算台账"),
    ("execution", "按实际支出与到位资金比较评分。", "执行台账"),
    ("compliance", "支出符合专项资金管理办法，未发现截留、挤占、挪用。", "抽查凭证、审批单"),
    ("rules", "财务和业务管理制度健全。", "管理办法汇编"),
    ("rules_followed", "制度执行总体有效，部分资料归档不及时。", "项目档案、合同"),
    ("completion", "按计划任务完成情况评分。", "活动台账、花名册"),
    ("quality", "按验收和审核情况评分。", "验收单、审核表"),
    ("timeliness", "多数任务按计划时间完成。", "进度记录"),
    ("cost", "支出控制在预算和标准以内。", "执行台账、标准文件"),
    ("benefit", "受益职工反映较好，长期效果有待跟踪。", "座谈记录、受益情况统计"),
];

const LAST: (&str, &str, &str) =
    ("satisfaction", "按满意度调查结果评分。", "满意度调查问卷及汇总表");

/// The evaluations of a year that is over, in the spring and summer of the next.
pub(crate) async fn run(city: &City<'_>, opened: &[Opened], year: i64) -> Result<(), SampleError> {
    let last = [
        (0, Reach::Concluded),
        (1, Reach::Concluded),
        (2, Reach::Exchanged),
        (3, Reach::InProgress),
        (8, Reach::Planned),
    ];
    let county = opened.iter().find(|project| project.plan.unit.key == "dongting");
    if let Some(project) = county.filter(|_| year == 2025) {
        evaluate(city, project, year, Reach::Concluded).await?;
    }
    let wanted: &[(usize, Reach)] = match year {
        2024 => &last[..2],
        2025 => &last,
        _ => &[],
    };
    for (index, reach) in wanted {
        let Some(project) = opened.iter().find(|project| project.index == *index) else { continue };
        evaluate(city, project, year, *reach).await?;
    }
    Ok(())
}

async fn evaluate(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let Some(year_id) = project.years.get(&year) else { return Ok(()) };
    let plan = &project.plan;
    let step = || SampleError::at(format!("{} {year} 部门评价", plan.name));
    let call =
        |login: &str, on: NaiveDate| city.actors.call(city.app, &plan.login(login), time(on, 5));
    let finance = call("finance", day(year + 1, 4, 10))?;
    let id = area::plan(finance, *year_id).await.map_err(step())?;
    if reach == Reach::Planned {
        return Ok(());
    }
    take(finance, id, EvaluationEvent::Start, "").await.map_err(step())?;
    let finance = call("finance", day(year + 1, 5, 12))?;
    let form = scored(finance, project, id).await.map_err(step())?;
    area::save(finance, id, &form).await.map_err(step())?;
    if reach == Reach::InProgress {
        return Ok(());
    }
    let finance = call("finance", day(year + 1, 5, 20))?;
    let words = "我单位对评价情况无异议，将按建议改进。";
    take(finance, id, EvaluationEvent::Exchange, words).await.map_err(step())?;
    if reach == Reach::Exchanged {
        return Ok(());
    }
    let approver = call("approver", day(year + 1, 6, 5))?;
    let words =
        "项目立项规范、任务基本完成、资金使用合规，同意评价结果，建议按评价意见改进后继续支持。";
    take(approver, id, EvaluationEvent::Conclude, words).await.map_err(step())
}

async fn take(
    call: Call<'_>,
    id: EvaluationId,
    event: EvaluationEvent,
    words: &str,
) -> Result<(), jixiao_app::Refusal> {
    let held = area::load(&call.app.store, call, id).await?.evaluation;
    let form = EvaluationStepForm {
        revision: held.revision.to_string(),
        event: event.code().to_owned(),
        words: words.to_owned(),
    };
    area::step(call, id, &form).await.map(|_| ())
}

/// The form with every item a person judges scored, and all words.
async fn scored(
    call: Call<'_>,
    project: &Opened,
    id: EvaluationId,
) -> Result<EvaluationForm, jixiao_app::Refusal> {
    let loaded = area::load(&call.app.store, call, id).await?;
    let mut form = EvaluationForm::of(&loaded);
    form.work = "4月成立评价组并下达通知；4月下旬收集资料、抽查凭证和档案；5月上旬现场核查、访谈受益职工；5月中旬交换意见。".to_owned();
    form.achievements = "任务分解到人，资金支付实行名册、审批、代发三方核对。".to_owned();
    form.problems =
        "一是部分效益指标表述笼统，不易衡量；二是资料归档不够及时；三是受益对象的跟踪回访较少。"
            .to_owned();
    form.suggestions =
        "一是细化效益指标，明确数据来源；二是按季归档、专人负责；三是建立受益对象回访制度。"
            .to_owned();
    for (purpose, (code, reason, evidence)) in (40_i64..).zip(JUDGED.iter().chain([&LAST])) {
        let Some(row) = loaded.items.iter().find(|row| row.item.code == *code) else { continue };
        if row.scored.computed_score.is_some() {
            continue;
        }
        let percent = Decimal::from(88 + draw(project.index, purpose, 13));
        let score = round_half_up_2dp(row.scored.points * percent / Decimal::ONE_HUNDRED);
        form.cells.insert(format!("score.{code}"), score.normalize().to_string());
        form.cells.insert(format!("reason.{code}"), (*reason).to_owned());
        form.cells.insert(format!("evidence.{code}"), (*evidence).to_owned());
    }
    Ok(form)
}
