//! Proposing an indicator.

use super::authorise_for;
use crate::audit::{self, Event};
use crate::authz::Action;
use crate::input::{self, Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{IndicatorKind, LibraryIndicatorId, OrganisationId, Programme};
use jixiao_store::library::{self, LibraryContent};
use jixiao_store::organisations;
use serde::{Deserialize, Serialize};

/// An indicator of the library as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryForm {
    /// The owner's id; empty for a common indicator.
    pub organisation: String,
    /// 项目类别
    pub programme: String,
    /// 二级指标; 一级指标 follows from it.
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// 指标解释
    pub explanation: String,
    /// The comparison; empty for 定性.
    pub sign: String,
    /// A target to start from.
    pub number: String,
    /// 度量单位
    pub unit: String,
    /// 取值依据
    pub value_basis: String,
    /// 佐证材料
    pub evidence: String,
}

impl LibraryForm {
    /// What the form means: the owner and the content.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(Option<OrganisationId>, LibraryContent), Vec<FieldError>> {
        let given = |typed: &str| !typed.trim().is_empty();
        let mut fields = Fields::new();
        let owner =
            given(&self.organisation).then(|| fields.key("organisation", &self.organisation));
        let programme: Programme = fields.choice("programme", &self.programme);
        let level2: IndicatorKind = fields.choice("level2", &self.level2);
        let content = LibraryContent {
            programme,
            level1: level2.group(),
            level2,
            name: fields.text("name", &self.name, Lines::One, 200),
            explanation: fields.optional_text("explanation", &self.explanation, Lines::Many, 500),
            sign: given(&self.sign).then(|| fields.choice("sign", &self.sign)),
            target_number: given(&self.number).then(|| {
                let number = input::decimal(&self.number).map(|number| number.normalize());
                fields.take("number", number, jixiao_domain::Decimal::ZERO)
            }),
            unit: fields.optional_text("unit", &self.unit, Lines::One, 20),
            value_basis: fields.optional_text("value_basis", &self.value_basis, Lines::Many, 500),
            evidence: fields.optional_text("evidence", &self.evidence, Lines::Many, 500),
        };
        if content.sign.is_some() {
            let message = "定量指标须填写度量单位，比率填“%”";
            fields.require(!content.unit.is_empty(), "unit", message);
        } else {
            let message = "指标值为数字的，请选择比较符号";
            fields.require(content.target_number.is_none(), "sign", message);
            fields.require(content.unit.is_empty(), "unit", "定性指标没有度量单位，请留空");
        }
        fields.finish((owner, content))
    }
}

/// Proposes an indicator, common or of an organisation; it waits for finance.
///
/// # Errors
/// [`Refusal::Invalid`] for bad fields and for a name the owner already has; the usual refusals of
/// rights.
pub async fn propose(call: Call<'_>, form: &LibraryForm) -> Result<LibraryIndicatorId, Refusal> {
    let (owner, content) = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let organisation = match owner {
        None => None,
        Some(id) => Some(organisations::find(&tx, id).await?.ok_or(Refusal::NotFound("该机构"))?),
    };
    let path = organisation.as_ref().map(|organisation| organisation.path.as_str());
    authorise_for(call.actor, Action::ProposeIndicators, path)?;
    if library::is_known(&tx, owner, &content).await? {
        let message = "该类别下已有同名指标，请直接选用或换一个名称";
        return Err(Refusal::field("name", message));
    }
    let id = library::insert(&tx, owner, &content, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "library.propose",
        subject_kind: "library_indicator",
        subject_id: id.to_string(),
        organisation_id: owner,
        detail: content.name.clone(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}
