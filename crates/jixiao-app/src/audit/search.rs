//! Reading the log: filtered pages, a file, the check of the chain.

use crate::audit::{Break, verify};
use crate::authz::{Action, scope};
use crate::{Actor, Call, Refusal, input, text_sheet};
use chrono::{Days, NaiveDate, TimeDelta};
use jixiao_store::audit::AuditEntry;
use jixiao_store::organisations;
use jixiao_store::views::audit::{self as view, AuditFilter};
use jixiao_store::{Scope, Timestamp};
use serde::Deserialize;

/// Lines of a file at most.
const LINE_COUNT_MAX: i64 = 100_000;

/// What of the log is wanted, as the address carries it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// From this day.
    pub from: String,
    /// To this day, inclusive.
    pub to: String,
    /// Part of the name of who did it.
    pub user: String,
    /// Beginning of the action.
    pub action: String,
    /// Kind of record.
    pub subject_kind: String,
    /// Key of the record.
    pub subject_id: String,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
}

impl AuditQuery {
    fn parse(&self) -> Result<AuditFilter, Refusal> {
        let mut typed = input::Fields::new();
        let mut day =
            |field: &str, text: &str| (!text.trim().is_empty()).then(|| typed.date(field, text));
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let filter = AuditFilter {
            from: from.and_then(midnight),
            until: to.and_then(|day| day.checked_add_days(Days::new(1))).and_then(midnight),
            user_id: None,
            user_name: self.user.trim().to_owned(),
            action: self.action.trim().to_owned(),
            subject_kind: self.subject_kind.trim().to_owned(),
            subject_id: self.subject_id.trim().to_owned(),
            outcome: self.outcome.trim().to_owned(),
            with_unplaced: false,
        };
        typed.finish(filter).map_err(Refusal::Invalid)
    }
}

/// The beginning of a day in China.
fn midnight(day: NaiveDate) -> Option<Timestamp> {
    day.and_hms_opt(0, 0, 0)?.and_utc().checked_sub_signed(TimeDelta::hours(8))
}

/// A page of the log.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// How many entries pass the filter.
    pub total: i64,
    /// The entries of the page, newest first.
    pub entries: Vec<AuditEntry>,
}

/// The entries of the actor's part of the tree. Those that belong to no organisation (a sign-in with
/// an unknown login) are seen at the top only.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but auditors; [`Refusal::Invalid`] for a day that can't be read.
pub async fn search(
    call: Call<'_>,
    query: &AuditQuery,
    offset: i64,
    limit: i64,
) -> Result<AuditPage, Refusal> {
    let scope = scope(call.actor, Action::ReadAudit)?;
    let mut filter = query.parse()?;
    filter.with_unplaced = sees_everything(&call, &scope).await?;
    let total = view::count(&call.app.store, &scope, &filter).await?;
    let entries = view::page(&call.app.store, &scope, &filter, offset, limit).await?;
    Ok(AuditPage { total, entries })
}

async fn sees_everything(call: &Call<'_>, scope: &Scope) -> Result<bool, Refusal> {
    let root = organisations::root(&call.app.store).await?;
    Ok(root.is_some_and(|root| scope.contains(&root.path)))
}

/// The entries that pass the filter as xlsx. Taking the log away is itself noted in it.
///
/// # Errors
/// As [`search`]; [`Refusal::TooMuch`] for more entries than a file takes.
pub async fn export(call: Call<'_>, query: &AuditQuery) -> Result<Vec<u8>, Refusal> {
    let found = search(call, query, 0, LINE_COUNT_MAX).await?;
    if found.total > LINE_COUNT_MAX {
        return Err(Refusal::TooMuch(format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出")));
    }
    note(call.actor, &call, "audit.export", format!("导出 {} 条", found.total)).await?;
    let headings = ["序号", "时间", "人员", "操作", "对象", "编号", "结果", "说明", "摘要（SM3）"];
    let rows = found.entries.into_iter().map(|entry| {
        let local = entry.at + TimeDelta::hours(8);
        vec![
            entry.sequence.to_string(),
            local.format("%Y-%m-%d %H:%M:%S").to_string(),
            entry.user_name,
            super::action_word(&entry.action),
            super::subject_word(&entry.subject_kind).to_owned(),
            entry.subject_id,
            outcome_word(&entry.outcome).to_owned(),
            entry.detail,
            entry.digest,
        ]
    });
    text_sheet::write("审计日志", &headings, rows)
}

/// An outcome in Chinese.
pub fn outcome_word(outcome: &str) -> &'static str {
    match outcome {
        "done" => "成功",
        "refused" => "拒绝",
        _ => "失败",
    }
}

/// Checks the chain of the whole log; gives the number of sound entries and the first break.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but auditors.
pub async fn check(call: Call<'_>) -> Result<(u64, Option<Break>), Refusal> {
    scope(call.actor, Action::ReadAudit)?;
    let found = verify(&call.app.store).await?;
    let detail = match &found.1 {
        None => format!("校验 {} 条，完整", found.0),
        Some(broken) => format!("第 {} 条起不完整：{}", broken.sequence, broken.what),
    };
    note(call.actor, &call, "audit.verify", detail).await?;
    Ok(found)
}

async fn note(actor: &Actor, call: &Call<'_>, action: &str, detail: String) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let event = super::Event {
        action,
        subject_kind: "audit",
        organisation_id: Some(actor.organisation_id),
        detail,
        ..super::Event::default()
    };
    super::record(&tx, actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
