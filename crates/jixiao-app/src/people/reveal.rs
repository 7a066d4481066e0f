//! The full numbers of a person, for a stated purpose, which the audit log keeps.

use super::load::person;
use super::sealed::field;
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::vault::{self, Zeroizing};
use crate::{Call, Refusal};
use jixiao_domain::PersonId;
use jixiao_store::persons::SUBJECT_KIND;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The purpose as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevealForm {
    /// 查看用途
    pub purpose: String,
}

/// The full numbers; wiped from memory once shown.
#[derive(Clone, Default)]
pub struct FullNumbers {
    /// 公民身份号码
    pub id_number: Zeroizing<String>,
    /// 联系电话
    pub phone: Zeroizing<String>,
    /// 银行账号
    pub bank_card: Zeroizing<String>,
    /// 住址
    pub address: Zeroizing<String>,
    /// 疾病诊断
    pub diagnosis: Zeroizing<String>,
}

/// Never printed.
impl fmt::Debug for FullNumbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FullNumbers(..)")
    }
}

/// Shows the full numbers of a person, and writes down who saw them and what for.
///
/// # Errors
/// [`Refusal::Invalid`] without a purpose; [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn reveal(
    call: Call<'_>,
    id: PersonId,
    form: &RevealForm,
) -> Result<FullNumbers, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = person(&tx, call, id).await?;
    authz::authorise(call.actor, Action::RevealPeople, &loaded.organisation.path)?;
    let purpose = stated_purpose(&form.purpose)?;
    let mut opened = vault::open(&tx, call.app, SUBJECT_KIND, &[id.0]).await?;
    let mut opened = opened.remove(&id.0).unwrap_or_default();
    let detail = format!("用途：{purpose}");
    super::persons::record(&tx, call, "person.reveal", id, loaded.organisation.id, detail).await?;
    tx.commit().await?;
    let mut take = |name: &str| opened.remove(name).unwrap_or_default();
    Ok(FullNumbers {
        id_number: take(field::ID_NUMBER),
        phone: take(field::PHONE),
        bank_card: take(field::BANK_CARD),
        address: take(field::ADDRESS),
        diagnosis: take(field::DIAGNOSIS),
    })
}

/// A purpose says something, and holds no number of a person itself.
pub(crate) fn stated_purpose(typed: &str) -> Result<String, Refusal> {
    let mut fields = Fields::new();
    let purpose = fields.text("purpose", typed, Lines::One, 100);
    let long_enough = purpose.chars().count() >= 4;
    fields.require(
        long_enough || purpose.is_empty(),
        "purpose",
        "请写明具体用途，例如“核对银行退票”",
    );
    let digits = purpose.chars().filter(char::is_ascii_digit).count();
    fields.require(digits < 11, "purpose", "用途将写入审计日志，请勿填写证件号码、账号");
    fields.finish(purpose).map_err(Refusal::Invalid)
}
