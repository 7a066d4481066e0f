//! The refusal of a payment while payments are suspended.

use super::read::lifters;
use crate::amounts::chinese_date;
use crate::{Refusal, date_in_china};
use jixiao_store::project_years::ProjectYear;
use jixiao_store::{Connection, suspensions as rows};

/// Refuses where the payments of a year are suspended, and says why, since when, and who can lift
/// it. Belongs under the lock of the year's ledgers.
///
/// # Errors
/// [`Refusal::WrongState`].
pub(crate) async fn refuse_if_suspended(
    connection: &impl Connection,
    year: &ProjectYear,
) -> Result<(), Refusal> {
    let Some(held) = rows::current(connection, year.id).await? else { return Ok(()) };
    let people = lifters(connection, &year.organisation_path, held.suspended_by).await?;
    let names: Vec<String> = people
        .iter()
        .map(|holder| format!("{}（{}）", holder.user_name, holder.organisation_name))
        .collect();
    let who = if names.is_empty() {
        "尚无可办理人员，请安全管理员授予审批角色".to_owned()
    } else {
        format!("可由{}办理", names.join("、"))
    };
    Err(Refusal::WrongState(format!(
        "{}年度资金拨付自{}起暂停（{}办理），暂停期间不能登记支付。原因：{}；依据：{}。解除暂停须经审批：{who}",
        year.year,
        chinese_date(date_in_china(held.suspended_at)),
        held.suspended_by_name,
        held.reason.trim_end_matches('。'),
        held.article,
    )))
}
