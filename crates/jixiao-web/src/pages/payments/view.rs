//! The page of a batch: its lines, files and history, the steps one may take, the comparison.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, print, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::documents;
use jixiao_app::payments::{
    self, AgainForm, BatchPage, BatchStepForm, EntryLines, FourWayPage, RecoverForm, VoucherForm,
};
use jixiao_domain::{
    BatchEvent, BatchState, Coded as _, DisbursementBatchId, ExecutionEntryId, LineState,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "payments/view.html")]
struct ViewPage {
    frame: Frame,
    page: BatchPage,
    pager: Pager,
    /// The state of the lines shown, where one was chosen.
    only: Option<LineState>,
    today: String,
    typed: Typed,
    errors: Errors,
}

/// What was sent and refused.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) step: BatchStepForm,
    pub(super) again: AgainForm,
    pub(super) voucher: VoucherForm,
    pub(super) recover: RecoverForm,
    pub(super) paid_on: String,
    pub(super) purpose: String,
}

impl ViewPage {
    fn may(&self, event: &str) -> bool {
        self.page.events.iter().any(|known| known.code() == event)
    }

    /// What was typed for a step that was refused.
    fn typed<'p>(&'p self, event: &str, text: &'p str) -> &'p str {
        if self.typed.step.event == event { text } else { "" }
    }

    fn is_only(&self, state: &LineState) -> bool {
        self.only.as_ref() == Some(state)
    }

    fn is_locked(&self) -> bool {
        self.page.loaded.batch.state.is_locked()
    }

    /// Whether failed lines may be paid again or put back here.
    fn failed(&self) -> i64 {
        let of = |state: LineState| self.page.tallies.iter().find(|(one, ..)| *one == state);
        of(LineState::Failed).map_or(0, |(_, count, _)| *count)
    }

    fn recoverable(&self) -> bool {
        self.page.may_send && self.page.loaded.batch.state == BatchState::Vouchered
    }

    /// Why the money of the project does not add up, if it does not.
    fn not_conserved(&self) -> Option<String> {
        self.page.standing.conserved().err().map(|fault| fault.to_string())
    }

    fn left(&self) -> String {
        self.page.available.left().map_or_else(|| "—".to_owned(), |left| show::yuan(&left))
    }

    /// The steps that ask for words at most, with what these are for.
    const STEPS: [(&'static str, &'static str, &'static str); 6] = [
        ("check", "复核通过", "复核意见（可不填）"),
        ("approve", "审批通过", "审批意见（可不填）"),
        ("accept", "登记银行受理", "备注（可不填）"),
        ("reconcile", "对账", "对账说明（可不填）"),
        ("cancel", "撤销批次", "撤销的理由（必填）"),
        ("decline", "登记银行拒收", "银行拒收的原因（必填）"),
    ];
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ViewQuery {
    done: Option<String>,
    left: Option<u32>,
    state: String,
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<ViewQuery>,
) -> PageResult {
    shown(&web, &session, DisbursementBatchId(id), &query, Typed::default(), Errors::default())
        .await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: DisbursementBatchId,
    query: &ViewQuery,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let only = LineState::from_code(&query.state);
    let offset = (query.page.unwrap_or(1).max(1) - 1) * ROWS_PER_PAGE;
    let page = payments::read(call, id, only, (ROWS_PER_PAGE, offset)).await?;
    let counted = |(state, ..): &&(LineState, i64, _)| only.is_none_or(|only| only == *state);
    let total = page.tallies.iter().filter(counted).map(|(_, count, _)| count).sum();
    let pager = Pager::new(query.page, total, &[("state", &query.state)]);
    let title = format!("发放批次 {}", page.loaded.batch.number());
    let message = query.done.as_deref().and_then(|code| done(code, query.left));
    let frame = Frame::new(session, HERE, title).message(message);
    let today = call.today().to_string();
    Ok(render(&ViewPage { frame, page, pager, only, today, typed, errors }))
}

/// The page again with what was typed, or on to `code`.
pub(super) async fn outcome<T>(
    web: &Web,
    session: &Session,
    id: DisbursementBatchId,
    done: Result<T, Refusal>,
    code: &str,
    typed: Typed,
) -> PageResult {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={code}")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(web, session, id, &ViewQuery::default(), typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<BatchStepForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::step(session.call(&web), id, &form).await;
    let code = form.event.clone();
    outcome(&web, &session, id, done, &code, Typed { step: form, ..Typed::default() }).await
}

pub(super) async fn reissue(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AgainForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    match payments::reissue(session.call(&web), id, &form).await {
        Ok(built) => {
            let left = built.skipped.len();
            let address = format!("{HERE}/{}?done=reissued&left={left}", built.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let typed = Typed { again: form, ..Typed::default() };
            outcome::<()>(&web, &session, id, Err(refusal), "", typed).await
        }
    }
}

pub(super) async fn give_up(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AgainForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::give_up(session.call(&web), id, &form).await;
    outcome(&web, &session, id, done, "given_up", Typed { again: form, ..Typed::default() }).await
}

pub(super) async fn voucher(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<VoucherForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::voucher(session.call(&web), id, &form).await;
    outcome(&web, &session, id, done, "voucher", Typed { voucher: form, ..Typed::default() }).await
}

pub(super) async fn recover(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<RecoverForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::recover(session.call(&web), id, &form).await;
    let typed = Typed { recover: form, ..Typed::default() };
    outcome(&web, &session, id, done, "recovered", typed).await
}

#[derive(Template)]
#[template(path = "payments/four_way.html")]
struct FourWayView {
    frame: Frame,
    page: FourWayPage,
}

pub(super) async fn four_way(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let page = payments::four_way(session.call(&web), DisbursementBatchId(id)).await?;
    let frame = Frame::new(&session, HERE, "四方对账");
    Ok(render(&FourWayView { frame, page }))
}

#[derive(Template)]
#[template(path = "payments/entry.html")]
struct EntryPage {
    frame: Frame,
    page: EntryLines,
}

pub(super) async fn entry(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let page = payments::entry_lines(session.call(&web), ExecutionEntryId(id)).await?;
    Ok(render(&EntryPage { frame: Frame::new(&session, HERE, "执行数的支付明细"), page }))
}

pub(super) async fn release_note(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    let id = DisbursementBatchId(id);
    Ok(print::file(documents::release_note(session.call(&web), id, format).await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PurposeForm {
    pub(super) purpose: String,
}

pub(super) async fn roster(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
    Form(form): Form<PurposeForm>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    let id = DisbursementBatchId(id);
    match documents::roster(session.call(&web), id, format, &form.purpose).await {
        Ok(document) => Ok(print::file(document)),
        Err(refusal) => {
            let typed = Typed { purpose: form.purpose, ..Typed::default() };
            outcome::<()>(&web, &session, id, Err(refusal), "", typed).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str, left: Option<u32>) -> Option<String> {
    let words = match code {
        "built" => "批次已编制，等待复核。",
        "reissued" => "失败明细已编入本批次，按编制、复核、审批重新办理。",
        "export" => "银行文件已生成并锁定，请下载后报送开户行。",
        "export_before" => "批次早已导出并锁定，文件未变。",
        "regenerated" => "文件已由明细还原，摘要与导出时一致。",
        "return" => "回盘已读入，各笔结果见下表。",
        "return_before" => "该回盘文件以前已读入，未作任何改动。",
        "given_up" => "该笔已退回待发放，可编入其他批次。",
        "voucher" => "已入账，执行数已更新。",
        "recovered" => "追回已登记，执行数已冲减。",
        code => return BatchEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    };
    let left = left.filter(|left| *left > 0);
    let more = left.map_or_else(String::new, |left| {
        format!("另有 {left} 件暂不能发放（未登记账号、档案停用或未更正收款信息），见未发放清单。")
    });
    Some(format!("{words}{more}"))
}
