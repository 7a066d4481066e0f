//! What everybody sees: posted notices with masked names.

use crate::{App, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{AidNoticeId, AidNoticeState, Money};
use jixiao_store::aid_notices::{self, AidNotice};

/// Notices of one page.
const NOTICE_COUNT_MAX: i64 = 100;

/// A notice as everybody sees it.
#[derive(Debug, Clone)]
pub struct PublicNotice {
    /// The notice.
    pub notice: AidNotice,
    /// Lines of the page asked for.
    pub lines: Vec<PublicLine>,
}

/// A line as everybody sees it: it does not hold the whole name.
#[derive(Debug, Clone)]
pub struct PublicLine {
    /// Its number, from 1.
    pub number: i64,
    /// 姓名, masked.
    pub name: String,
    /// 工作单位
    pub employer: String,
    /// The union.
    pub union_name: String,
    /// 救助项目
    pub programme: String,
    /// 救助类别
    pub class: String,
    /// 救助金额
    pub amount: Money,
}

/// Whether everybody may see a notice on a day: while it runs or its objections are open. After its
/// end it is taken down (个人信息保护法 第十九条: no longer than its purpose needs).
fn is_shown(notice: &AidNotice, today: NaiveDate) -> bool {
    let begun = notice.starts_on.is_some_and(|first| first <= today);
    notice.state == AidNoticeState::Posted && begun
}

/// The notices that are shown, the latest first.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn public_list(app: &App, today: NaiveDate) -> Result<Vec<AidNotice>, Refusal> {
    let states = [AidNoticeState::Posted];
    let all = aid_notices::list(&app.store, None, &states, NOTICE_COUNT_MAX).await?;
    Ok(all.into_iter().filter(|notice| is_shown(notice, today)).collect())
}

/// A notice that is shown, with `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::NotFound`] where none is shown.
pub async fn public_notice(
    app: &App,
    id: AidNoticeId,
    today: NaiveDate,
    offset: i64,
    limit: i64,
) -> Result<PublicNotice, Refusal> {
    let notice = aid_notices::find(&app.store, id)
        .await?
        .filter(|notice| is_shown(notice, today))
        .ok_or(Refusal::NotFound("该公示"))?;
    let lines = aid_notices::lines(&app.store, id, offset, limit).await?;
    let lines = lines.into_iter().map(|line| PublicLine {
        number: line.number,
        name: line.masked_name,
        employer: line.employer,
        union_name: line.union_name,
        programme: line.programme,
        class: line.class,
        amount: line.amount,
    });
    Ok(PublicNotice { notice, lines: lines.collect() })
}
