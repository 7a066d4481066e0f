//! The list of accounts as a file.

use crate::accounts::{AccountQuery, list};
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::Coded as _;

/// Lines of a file at most.
const LINE_COUNT_MAX: i64 = 50_000;

/// The accounts that pass the filter as xlsx.
///
/// # Errors
/// As [`list()`]; [`Refusal::TooMuch`] for a list longer than a file takes.
pub async fn export(call: Call<'_>, query: &AccountQuery) -> Result<Vec<u8>, Refusal> {
    let found = list(call, query, 0, LINE_COUNT_MAX).await?;
    if found.total > LINE_COUNT_MAX {
        return Err(Refusal::TooMuch(format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出")));
    }
    let headings = ["登录名", "姓名", "机构", "角色", "状态", "双因素认证", "建立日期"];
    let rows = found.lines.iter().map(|line| {
        let roles: Vec<String> = line
            .grants
            .iter()
            .map(|grant| format!("{}（{}）", grant.role.word(), grant.organisation_name))
            .collect();
        vec![
            line.user.login.clone(),
            line.user.name.clone(),
            line.user.organisation_name.clone(),
            roles.join("、"),
            if line.user.active { "在用" } else { "停用" }.to_owned(),
            if line.user.has_second_factor { "已启用" } else { "未启用" }.to_owned(),
            crate::date_in_china(line.user.created_at).to_string(),
        ]
    });
    text_sheet::write("用户", &headings, rows)
}
