//! 资金发放审批单 of a batch, without personal data, and its 花名册, for a purpose that is logged.

use super::{Document, day, rendered};
use crate::amounts::{chinese_date, yuan};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::payments::{LoadedBatch, load, read};
use crate::people::stated_purpose;
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::{BatchEvent, BatchState, Coded as _, DisbursementBatchId};
use jixiao_render::model::Form;
use jixiao_render::model::text::{
    Block, HeadingLevel, Signature, TextCell, TextDocument, TextTable,
};
use jixiao_render::{Format, Layout};
use jixiao_store::disbursements::{self as rows, BankFile, SUBJECT_KIND};
use jixiao_store::steps::{self, HandlingStep};

/// Lines of one roster on paper.
const ROSTER_LINES_MAX: i64 = 20_000;

/// 资金发放审批单: count, sum, files with their SM3, and whose hands it went through.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn release_note(
    call: Call<'_>,
    id: DisbursementBatchId,
    format: Format,
) -> Result<Document, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let files = rows::files(store, id).await?;
    let history = steps::list::<BatchState>(store, SUBJECT_KIND, id.0).await?;
    let held = &loaded.batch;
    let unit = loaded.place.organisation.name.clone();
    let mut blocks = vec![
        Block::Paragraph(format!(
            "根据已审定并公示无异议的帮扶申请，从“{}”项目{}年度{}中支付{}，共 {} 笔，合计人民币 {} 元，委托{}代发至受助人本人银行账户。",
            loaded.place.project.content.name,
            loaded.place.year.year,
            held.source.word(),
            held.purpose,
            held.line_count,
            yuan(held.sum),
            held.payer_bank,
        )),
        heading("批次信息"),
        facts(&loaded),
        heading("银行文件"),
    ];
    if files.is_empty() {
        blocks.push(Block::Paragraph("尚未导出银行文件。".to_owned()));
    } else {
        blocks.push(file_table(&files));
        blocks.push(Block::Paragraph(
            "银行收到的文件摘要（SM3，GB/T 32905）须与上表一致，不一致的不得受理。".to_owned(),
        ));
    }
    blocks.push(heading("办理签批"));
    blocks.push(hands(&loaded, &history));
    let on = held.released_on.unwrap_or_else(|| date_in_china(held.built_at));
    let text = TextDocument {
        title: "资金发放审批单".to_owned(),
        subtitle: format!("（批次号 {}）", held.number()),
        blocks,
        signature: Some(Signature { unit, day: day(on) }),
        ..TextDocument::default()
    };
    let name = format!("资金发放审批单-{}", held.number());
    rendered(Form::Text(text), Layout::Report, format, name).await
}

fn heading(text: &str) -> Block {
    Block::Heading { level: HeadingLevel::One, text: text.to_owned() }
}

fn facts(loaded: &LoadedBatch) -> Block {
    let held = &loaded.batch;
    let row = |name: &str, value: String| vec![TextCell::centered(name), TextCell::words(value)];
    let released = held.released_on.map_or_else(|| "未导出".to_owned(), chinese_date);
    let accepted = match held.bank_reference.as_str() {
        "" => "未受理".to_owned(),
        reference => reference.to_owned(),
    };
    let rows = vec![
        row("项目编码", loaded.place.project.content.code.clone()),
        row("资金来源", held.source.word().to_owned()),
        row("付款户名", held.payer_name.clone()),
        row("付款行", held.payer_bank.clone()),
        row("文件格式", held.layout.clone()),
        row("导出日期", released),
        row("银行受理编号", accepted),
        row("批次状态", held.state.word().to_owned()),
    ];
    Block::Table(TextTable { column_weights: vec![1, 3], rows, ..TextTable::default() })
}

fn file_table(files: &[BankFile]) -> Block {
    let columns = ["文件名", "笔数", "金额", "SM3 摘要"];
    let rows = files.iter().map(|file| {
        // Half a digest on a line, so that it can be compared by eye.
        let (first, second) = file.digest.split_at_checked(32).unwrap_or((&file.digest, ""));
        vec![
            TextCell::words(file.name.clone()),
            TextCell::figure(file.line_count.to_string()),
            TextCell::figure(yuan(file.sum)),
            TextCell::words(format!("{first}\n{second}")),
        ]
    });
    Block::Table(TextTable {
        unit: "笔、元".to_owned(),
        column_weights: vec![5, 2, 3, 7],
        header: vec![columns.map(TextCell::centered).into()],
        rows: rows.collect(),
        ..TextTable::default()
    })
}

fn hands(loaded: &LoadedBatch, history: &[HandlingStep<BatchState>]) -> Block {
    let held = &loaded.batch;
    let mut rows = vec![vec![
        TextCell::centered("编制"),
        TextCell::centered(held.built_by_name.clone()),
        TextCell::centered(chinese_date(date_in_china(held.built_at))),
        TextCell::words(""),
    ]];
    let signing = [BatchEvent::Check, BatchEvent::Approve, BatchEvent::Export];
    for step in history.iter().filter(|step| signing.contains(&step.event)) {
        let words = if step.event == BatchEvent::Export { "" } else { &step.words };
        rows.push(vec![
            TextCell::centered(step.event.word()),
            TextCell::centered(step.user_name.clone()),
            TextCell::centered(chinese_date(date_in_china(step.at))),
            TextCell::words(words),
        ]);
    }
    let columns = ["环节", "办理人", "日期", "意见"];
    Block::Table(TextTable {
        column_weights: vec![2, 4, 3, 5],
        header: vec![columns.map(TextCell::centered).into()],
        rows,
        ..TextTable::default()
    })
}

/// 花名册 of a batch: names and amounts, cards masked, for a purpose that is logged.
///
/// # Errors
/// [`Refusal::Invalid`] for a purpose too short; [`Refusal::NotFound`], [`Refusal::Forbidden`];
/// [`Refusal::TooMuch`] beyond 20,000 lines; [`Refusal::WrongState`] where it can't be rendered.
pub async fn roster(
    call: Call<'_>,
    id: DisbursementBatchId,
    format: Format,
    purpose_typed: &str,
) -> Result<Document, Refusal> {
    let page = read(call, id, None, (ROSTER_LINES_MAX, 0)).await?;
    let path = &page.loaded.place.organisation.path;
    let works = [Action::BuildPayments, Action::SendPayments, Action::ApprovePayments];
    if !works.iter().any(|action| authz::allows(call.actor, *action, path)) {
        authz::authorise(call.actor, Action::CheckPayments, path)?;
    }
    let stated = stated_purpose(purpose_typed)?;
    let held = &page.loaded.batch;
    if held.line_count > ROSTER_LINES_MAX {
        let message = format!("超过 {ROSTER_LINES_MAX} 人的花名册请用银行文件核对");
        return Err(Refusal::TooMuch(message));
    }
    let mut table: Vec<Vec<TextCell>> = page
        .lines
        .iter()
        .map(|row| {
            vec![
                TextCell::centered(row.line.serial.to_string()),
                TextCell::centered(row.line.payee_name.clone()),
                TextCell::words(row.line.bank_name.clone()),
                TextCell::centered(row.card.clone()),
                TextCell::figure(yuan(row.line.amount)),
                TextCell::centered(row.line.state.word()),
            ]
        })
        .collect();
    table.push(vec![
        TextCell::centered("合计").spanning(1, 4),
        TextCell::figure(yuan(held.sum)),
        TextCell::centered(format!("{} 人次", held.line_count)),
    ]);
    let columns = ["序号", "姓名", "开户银行", "银行账号", "金额", "状态"];
    let text = TextDocument {
        title: format!("{}发放花名册", held.purpose),
        subtitle: format!("（{}，批次号 {}）", page.loaded.place.organisation.name, held.number()),
        blocks: vec![Block::Table(TextTable {
            unit: "元".to_owned(),
            column_weights: vec![2, 3, 7, 7, 4, 4],
            header: vec![columns.map(TextCell::centered).into()],
            rows: table,
            ..TextTable::default()
        })],
        ..TextDocument::default()
    };
    let tx = call.app.store.begin().await?;
    let event = Event {
        action: "disbursement.roster",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(page.loaded.place.organisation.id),
        detail: format!("{}：打印花名册 {} 人次，用途：{stated}", held.number(), held.line_count),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    let name = format!("发放花名册-{}", held.number());
    rendered(Form::Text(text), Layout::Report, format, name).await
}
