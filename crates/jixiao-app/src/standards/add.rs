//! Entering a standard.

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{self, Fields, Lines};
use crate::{Call, FieldError, Refusal, amounts};
use jixiao_domain::{CostStandardId, OrganisationId};
use jixiao_store::cost_standards::{self, StandardContent};
use jixiao_store::organisations::{self, Organisation};
use serde::{Deserialize, Serialize};

/// A standard as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StandardForm {
    /// The id of the organisation that sets it.
    pub organisation: String,
    /// 项目类别
    pub programme: String,
    /// 支出事项
    pub item: String,
    /// Words in the names of indicators that count what it pays for.
    pub indicator_words: String,
    /// 标准金额（元）
    pub amount: String,
    /// 度量单位
    pub unit: String,
    /// 文号
    pub document_number: String,
    /// The first fiscal year in which it holds.
    pub first_year: String,
    /// The last one; empty while open.
    pub last_year: String,
    /// 备注
    pub note: String,
}

impl StandardForm {
    /// What the form means: the owner and the content.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(OrganisationId, StandardContent), Vec<FieldError>> {
        let mut fields = Fields::new();
        let owner = fields.key("organisation", &self.organisation);
        let first_year = i64::from(fields.year("first_year", &self.first_year).get());
        let last_year = (!self.last_year.trim().is_empty())
            .then(|| i64::from(fields.year("last_year", &self.last_year).get()));
        let content = StandardContent {
            programme: fields.choice("programme", &self.programme),
            item: fields.text("item", &self.item, Lines::One, 100),
            indicator_words: fields.text("indicator_words", &self.indicator_words, Lines::One, 100),
            amount: fields.money("amount", &self.amount),
            unit: fields.text("unit", &self.unit, Lines::One, 20),
            document_number: fields.text("document_number", &self.document_number, Lines::One, 100),
            first_year,
            last_year,
            note: fields.optional_text("note", &self.note, Lines::Many, 500),
        };
        let orders = last_year.is_none_or(|last| last >= first_year);
        fields.require(orders, "last_year", "截止年度不得早于起始年度");
        let is_nought = input::money(&self.amount).is_ok_and(|amount| amount.fen() == 0);
        fields.require(!is_nought, "amount", "标准金额应大于 0");
        let plain = !content.unit.contains(['元', '/']);
        fields.require(plain, "unit", "请填写被支付的单位，如 人、户、期，不写“元/人”");
        fields.finish((owner, content))
    }
}

/// For whom the caller may enter standards.
///
/// # Errors
/// [`Refusal::Forbidden`] for those who may nowhere.
pub async fn owners(call: Call<'_>) -> Result<Vec<Organisation>, Refusal> {
    let scope = authz::scope(call.actor, Action::KeepStandards)?;
    Ok(organisations::list(&call.app.store, &scope).await?)
}

/// Enters a standard.
///
/// # Errors
/// [`Refusal::Invalid`] for bad fields and where the organisation has a standard for the same item
/// and unit in those years; [`Refusal::NotFound`] for an organisation outside the caller's part of
/// the tree; [`Refusal::Forbidden`].
pub async fn add(call: Call<'_>, form: &StandardForm) -> Result<CostStandardId, Refusal> {
    let (owner, content) = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let scope = authz::scope(call.actor, Action::KeepStandards)?;
    let organisation = organisations::find(&tx, owner)
        .await?
        .filter(|organisation| scope.contains(&organisation.path))
        .ok_or(Refusal::NotFound("该机构"))?;
    if cost_standards::overlaps(&tx, owner, &content).await? {
        let message = "该单位同一事项在这些年度已有有效标准，请先撤销原标准或调整年度";
        return Err(Refusal::field("item", message));
    }
    let id = cost_standards::insert(&tx, owner, &content, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "standard.add",
        subject_kind: "standard",
        subject_id: id.to_string(),
        organisation_id: Some(organisation.id),
        detail: format!(
            "{} {} 元/{}，{}",
            content.item,
            amounts::yuan(content.amount),
            content.unit,
            content.document_number
        ),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}
