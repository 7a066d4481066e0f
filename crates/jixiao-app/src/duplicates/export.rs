//! The filtered list as a workbook: names as on the page, no numbers of people.

use super::list::{DuplicateListForm, row};
use crate::amounts::chinese_date;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal, date_in_china, text_sheet};
use jixiao_domain::Coded as _;
use jixiao_store::duplicates::SUBJECT_KIND;
use jixiao_store::views::duplicates as view;

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`].
pub async fn export(call: Call<'_>, form: &DuplicateListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let (filter, order) = form.parse();
    let total = view::count_duplicates(store, &scope, &filter).await?;
    if total > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::duplicates(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let rows = lines.into_iter().map(|line| {
        let shown = row(call, line);
        let line = shown.line;
        vec![
            line.id.to_string(),
            line.kind.word().to_owned(),
            (line.score_permille / 10).to_string(),
            line.state.word().to_owned(),
            line.left.name,
            line.left.organisation_name,
            line.right.name,
            line.right.organisation_name,
            chinese_date(date_in_china(line.found_at)),
        ]
    });
    let heads = [
        "编号",
        "类型",
        "可能性（%）",
        "状态",
        "姓名一",
        "建档单位一",
        "姓名二",
        "建档单位二",
        "发现日期",
    ];
    let book = text_sheet::write("疑似重复", &heads, rows)?;
    let tx = store.begin().await?;
    let event = Event {
        action: "duplicate.export",
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("导出 {total} 对"),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(book)
}
