//! 救助申请表, 审核表, 困难职工档案表 and 公示 out of the registry and the cases.
//!
//! Numbers stand on them as the reader may see them: masked. Who prints one is written down.

use super::{Document, rendered};
use crate::amounts::{chinese_date, yuan};
use crate::audit::{self, Event};
use crate::cases::{self, CasePage};
use crate::people::{self, HouseholdPage};
use crate::{Call, Refusal, date_in_china, notices};
use jixiao_domain::{AidCaseEvent, AidCaseId, AidNoticeId, Coded as _, HouseholdId, Money};
use jixiao_render::model::{Foot, Form, RecordBlock, RecordForm};
use jixiao_render::{Format, Layout};
use jixiao_store::aid_cases::AidStep;

/// Lines of one notice on paper.
const LINE_COUNT_MAX: i64 = 20_000;

/// 救助申请表
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn aid_application(
    call: Call<'_>,
    id: AidCaseId,
    format: Format,
) -> Result<Document, Refusal> {
    let page = cases::read(call, id).await?;
    let mut blocks = applicant(&page);
    let reason = page.reason.clone().unwrap_or_default();
    blocks.push(text("申请理由", reason));
    let oath = "本人承诺以上情况属实，同意并授权工会会同民政等部门核对家庭经济状况。";
    blocks
        .push(text("申请人承诺", format!("{oath}\n申请人（签字）：　　　　　　　年　　月　　日")));
    let title = format!("{}申请表", page.loaded.round.programme.name);
    let name = format!("申请表-{id}");
    printed(call, &page, "aid_case.print", form(title, &page, blocks), format, name).await
}

/// 救助审核表: the application with the opinion of every stage.
///
/// # Errors
/// As [`aid_application`].
pub async fn aid_review(
    call: Call<'_>,
    id: AidCaseId,
    format: Format,
) -> Result<Document, Refusal> {
    let page = cases::read(call, id).await?;
    let case = &page.loaded.case;
    let mut blocks = applicant(&page);
    if !case.explanation.is_empty() {
        blocks.push(text("测算依据", case.explanation.clone()));
    }
    for step in page.steps.iter().filter(|step| is_opinion(step)) {
        blocks.push(text(&opinion_of(&page, step), opinion(step)));
    }
    let title = format!("{}审核表", page.loaded.round.programme.name);
    let name = format!("审核表-{id}");
    printed(call, &page, "aid_case.print", form(title, &page, blocks), format, name).await
}

/// 困难职工档案表
///
/// # Errors
/// As [`aid_application`].
pub async fn household_file(
    call: Call<'_>,
    id: HouseholdId,
    format: Format,
) -> Result<Document, Refusal> {
    let page = people::read_household(call, id, None).await?;
    let held = &page.loaded.household;
    let number = held.file_number.clone().unwrap_or_else(|| "未编号".to_owned());
    let record = RecordForm {
        title: format!("{}档案表", held.content.kind.word()),
        subtitle: format!("档案编号：{number}"),
        blocks: household_blocks(&page),
        notes: vec!["证件号码、账号按规定隐去部分数字。".to_owned()],
        foot: Foot { seal: true, ..Foot::default() },
    };
    let event = Event {
        action: "household.print",
        subject_kind: jixiao_store::households::SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(page.loaded.organisation.id),
        detail: format!("打印档案表（{}）", format.extension()),
    };
    logged(call, event).await?;
    rendered(Form::Record(record), Layout::Record, format, format!("档案表-{number}")).await
}

/// 公示 as it is posted at the employer: whole names, but of who is under age.
///
/// # Errors
/// As [`aid_application`].
pub async fn aid_notice(
    call: Call<'_>,
    id: AidNoticeId,
    format: Format,
) -> Result<Document, Refusal> {
    let page = notices::read(call, id, 0, LINE_COUNT_MAX).await?;
    let notice = &page.loaded.notice;
    let heads = ["序号", "姓名", "工作单位", "所属工会", "类别", "金额（元）"];
    let rows = page.lines.iter().map(|line| {
        vec![
            line.number.to_string(),
            line.name.clone(),
            line.employer.clone(),
            line.union_name.clone(),
            line.class.clone(),
            yuan(line.amount),
        ]
    });
    let days = match (notice.starts_on, notice.ends_on) {
        (Some(first), Some(last)) => {
            format!(
                "公示期：{}至{}（{} 个工作日）。",
                chinese_date(first),
                chinese_date(last),
                notice.working_days
            )
        }
        _ => format!("公示期：自发布之日起 {} 个工作日。", notice.working_days),
    };
    let place = match notice.address.as_str() {
        "" => String::new(),
        address => format!("；受理地点：{address}"),
    };
    let record = RecordForm {
        title: notice.title.clone(),
        subtitle: page.loaded.round.programme.name.clone(),
        blocks: vec![RecordBlock::Table {
            weights: vec![12, 22, 48, 48, 28, 22],
            heads: heads.map(str::to_owned).into(),
            rows: rows.collect(),
        }],
        notes: vec![
            days,
            format!("对名单有异议的，请在公示期内反映。监督电话：{}{place}。", notice.hotline),
        ],
        foot: Foot { seal: true, ..Foot::default() },
    };
    let event = Event {
        action: "aid_notice.print",
        subject_kind: jixiao_store::aid_notices::SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(notice.organisation_id),
        detail: format!("打印公示（{}）", format.extension()),
    };
    logged(call, event).await?;
    let name = notice.title.clone();
    rendered(Form::Record(record), Layout::Record, format, name).await
}

fn text(label: &str, text: String) -> RecordBlock {
    RecordBlock::Text { label: label.to_owned(), text }
}

fn pairs<const N: usize>(pairs: [(&str, String); N]) -> RecordBlock {
    RecordBlock::Pairs(pairs.into_iter().map(|(label, value)| (label.to_owned(), value)).collect())
}

fn form(title: String, page: &CasePage, blocks: Vec<RecordBlock>) -> RecordForm {
    let round = &page.loaded.round.round;
    RecordForm {
        title,
        subtitle: format!("{}　编号：{}", round.label, page.loaded.case.id),
        blocks,
        notes: vec!["证件号码、账号按规定隐去部分数字。".to_owned()],
        foot: Foot { seal: true, ..Foot::default() },
    }
}

/// Who applies for what.
fn applicant(page: &CasePage) -> Vec<RecordBlock> {
    let case = &page.loaded.case;
    let money = |amount: Option<Money>| amount.map(yuan).unwrap_or_default();
    let file = page.household.as_ref().and_then(|(_, number)| number.clone());
    vec![pairs([
        ("申请人", page.person_name.clone()),
        ("证件号码", page.masked.id_number.clone()),
        ("联系电话", page.masked.phone.clone()),
        ("银行账号", page.masked.bank_card.clone()),
        ("申请单位", page.loaded.organisation.name.clone()),
        ("帮扶档案", file.unwrap_or_default()),
        ("救助类别", page.loaded.round.class_name(&case.class).to_owned()),
        ("申请金额（元）", money(case.asked)),
        ("测算金额（元）", money(case.computed)),
        ("审定金额（元）", money(case.approved)),
    ])]
}

fn is_opinion(step: &AidStep) -> bool {
    !matches!(
        step.event,
        AidCaseEvent::Save | AidCaseEvent::Batch | AidCaseEvent::Unbatch | AidCaseEvent::Pay
    )
}

fn opinion_of(page: &CasePage, step: &AidStep) -> String {
    match (step.event, step.stage) {
        (AidCaseEvent::Pass | AidCaseEvent::Approve, Some(stage)) => {
            page.loaded.round.flow.name(stage)
        }
        (event, _) => event.word().to_owned(),
    }
}

fn opinion(step: &AidStep) -> String {
    let mut lines = Vec::new();
    if let Some(amount) = step.amount.filter(|_| step.event == AidCaseEvent::Approve) {
        lines.push(format!("审定金额 {} 元。", yuan(amount)));
    }
    if let Some(day) = step.happened_on {
        let result = step.result.map_or("", jixiao_domain::Coded::word);
        lines.push(format!("{} {}{result}", chinese_date(day), step.visitors));
    }
    lines.push(match step.words.as_str() {
        "" => step.event.word().to_owned(),
        words => words.to_owned(),
    });
    let day = chinese_date(date_in_china(step.at));
    lines.push(format!("经办：{}　{day}", step.user_name));
    lines.join("\n")
}

fn household_blocks(page: &HouseholdPage) -> Vec<RecordBlock> {
    let held = &page.loaded.household;
    let content = &held.content;
    let day = |day: Option<chrono::NaiveDate>| day.map(chinese_date).unwrap_or_default();
    let causes = std::iter::once(&content.main_cause).chain(&content.causes);
    let causes: Vec<&str> = causes.map(|cause| cause.word()).collect();
    let mut blocks = vec![
        pairs([
            ("建档单位", page.loaded.organisation.name.clone()),
            ("建档级别", content.level.word().to_owned()),
            ("困难类别", held.class.map_or("", jixiao_domain::Coded::word).to_owned()),
            ("档案状态", held.state.word().to_owned()),
            ("建档日期", day(held.filed_on)),
            ("退出日期", day(held.ended_on)),
            ("住房情况", format!("{}，自有 {} 套", content.housing.word(), content.home_count)),
            ("低保户", if content.on_subsistence { "是" } else { "否" }.to_owned()),
        ]),
        text("致困原因", causes.join("、")),
        text("困难情况", page.circumstances.clone().unwrap_or_default()),
        RecordBlock::Heading("家庭成员".to_owned()),
    ];
    let members = page.members.iter().filter(|line| line.member.left_at.is_none());
    blocks.push(RecordBlock::Table {
        weights: vec![24, 18, 14, 14, 50, 22, 38],
        heads: ["姓名", "关系", "性别", "年龄", "证件号码", "健康", "就业、就读"]
            .map(str::to_owned)
            .into(),
        rows: members
            .map(|line| {
                let person = &line.person.content;
                let school = match line.member.school.as_str() {
                    "" => person.employment.word().to_owned(),
                    school => school.to_owned(),
                };
                vec![
                    person.name.clone(),
                    line.member.relation.word().to_owned(),
                    person.sex.map_or("", jixiao_domain::Coded::word).to_owned(),
                    line.age.clone(),
                    line.masked.id_number.clone(),
                    person.health.word().to_owned(),
                    school,
                ]
            })
            .collect(),
    });
    if let Some((year, _, Ok(judged))) = &page.year {
        blocks.push(RecordBlock::Heading(format!("{year}年收支与认定")));
        let reasons: Vec<&str> = judged.reasons.iter().map(|one| one.words.as_str()).collect();
        blocks.push(text("认定依据", reasons.join("\n")));
    }
    for step in &page.history {
        let day = chinese_date(date_in_china(step.at));
        let words = if step.words.is_empty() { step.event.word() } else { &step.words };
        blocks.push(text(step.event.word(), format!("{words}\n经办：{}　{day}", step.user_name)));
    }
    blocks
}

async fn printed(
    call: Call<'_>,
    page: &CasePage,
    action: &str,
    record: RecordForm,
    format: Format,
    name: String,
) -> Result<Document, Refusal> {
    let event = Event {
        action,
        subject_kind: jixiao_store::aid_cases::SUBJECT_KIND,
        subject_id: page.loaded.case.id.to_string(),
        organisation_id: Some(page.loaded.organisation.id),
        detail: format!("打印{}（{}）", record.title, format.extension()),
    };
    logged(call, event).await?;
    rendered(Form::Record(record), Layout::Record, format, name).await
}

async fn logged(call: Call<'_>, event: Event<'_>) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
