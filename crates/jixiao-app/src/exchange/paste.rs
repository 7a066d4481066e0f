//! A pasted list of applicants: made into the workbook that an upload would have been, so that one
//! import does both, and what is wrong comes back as the same file.

use super::columns::ImportKind;
use super::job::enqueue;
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::{Coded as _, JobId};
use jixiao_store::organisations;
use serde::{Deserialize, Serialize};

/// Bytes of one pasted list.
const TEXT_BYTES_MAX: usize = 4 << 20;

/// A pasted list as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasteForm {
    /// 批次名称
    pub round: String,
    /// The unit's id.
    pub organisation: String,
    /// A line a person: identity number, amount, name; the last two may be missing.
    pub list: String,
}

/// Queues the import of a pasted list as draft applications.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] where something was not chosen or nothing pasted.
pub async fn paste_cases(call: Call<'_>, form: &PasteForm) -> Result<JobId, Refusal> {
    let scope = authz::scope(call.actor, Action::FillCases)?;
    let mut fields = Fields::new();
    let round = fields.text("round", &form.round, Lines::One, 80);
    let units = organisations::list(&call.app.store, &scope).await?;
    let unit = units.iter().find(|unit| unit.id.to_string() == form.organisation.trim());
    fields.require(unit.is_some(), "organisation", "请选择申请单位");
    let lines: Vec<Pasted<'_>> = form.list.lines().filter_map(pasted).collect();
    fields.require(!lines.is_empty(), "list", "请粘贴名单，每行一人：证件号码、金额、姓名");
    fields.require(form.list.len() <= TEXT_BYTES_MAX, "list", "名单过长，请改为上传 xlsx 文件");
    fields.finish(()).map_err(Refusal::Invalid)?;
    let code = unit.map_or("", |unit| unit.code.as_str());
    let columns = ImportKind::Cases.columns();
    let heads: Vec<&str> = columns.iter().map(|column| column.head).collect();
    let rows = lines.iter().map(|line| {
        let stands = |field: &str| match field {
            "round" => round.clone(),
            "organisation" => code.to_owned(),
            "id_number" => line.id_number.to_owned(),
            "asked" => line.amount.to_owned(),
            "name" => line.name.to_owned(),
            _ => String::new(),
        };
        columns.iter().map(|column| stands(column.field)).collect()
    });
    let book = text_sheet::write(ImportKind::Cases.word(), &heads, rows)?;
    enqueue(call, ImportKind::Cases, "粘贴名单.xlsx", book).await
}

/// A line of a pasted list.
struct Pasted<'a> {
    id_number: &'a str,
    amount: &'a str,
    name: &'a str,
}

/// The parts of a line by what they look like, in whatever order they stand.
fn pasted(line: &str) -> Option<Pasted<'_>> {
    let parts =
        line.split(|one: char| one.is_whitespace() || matches!(one, '，' | ';' | '；' | '、'));
    let mut found = Pasted { id_number: "", amount: "", name: "" };
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let digits = part.chars().filter(|one| one.is_numeric()).count();
        if digits >= 14 && found.id_number.is_empty() {
            found.id_number = part;
        } else if digits == 0 && found.name.is_empty() {
            found.name = part;
        } else if digits > 0 && found.amount.is_empty() {
            found.amount = part;
        }
    }
    let says_something = !(found.id_number.is_empty() && found.amount.is_empty());
    // A heading has names of columns only.
    says_something.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::pasted;

    #[test]
    fn parts_are_known_by_what_they_look_like() {
        for line in
            ["11010519491231002X\t1,000.00\t张安", "张安 11010519491231002X 1,000.00", "1 000"]
        {
            let found = pasted(line).map(|one| (one.id_number, one.amount, one.name));
            let expected = match line {
                "1 000" => Some(("", "1", "")),
                _ => Some(("11010519491231002X", "1,000.00", "张安")),
            };
            assert_eq!(found, expected, "{line}");
        }
        assert!(pasted("姓名\t证件号码\t金额").is_none());
        assert!(pasted("   ").is_none());
    }
}
