//! A new organisation below another.

use crate::audit;
use crate::authz::{Action, allows, allows_somewhere};
use crate::input::{Fields, Lines};
use crate::organisations::event;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind};
use jixiao_store::StoreError;
use jixiao_store::organisations::{self, NewOrganisation};
use serde::Deserialize;

/// An organisation as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewOrganisationForm {
    /// Id of the organisation above.
    pub parent_id: String,
    /// 单位代码
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name; the full name where empty.
    pub short_name: String,
    /// Code of the kind.
    pub kind: String,
}

struct Input {
    parent_id: OrganisationId,
    code: String,
    name: String,
    short_name: String,
    kind: OrganisationKind,
}

impl NewOrganisationForm {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut typed = Fields::new();
        let parent_id = typed.key("parent_id", &self.parent_id);
        let code = typed.text("code", &self.code, Lines::One, 40);
        let name = typed.text("name", &self.name, Lines::One, 100);
        let short_name = typed.optional_text("short_name", &self.short_name, Lines::One, 40);
        let short_name = if short_name.is_empty() { name.clone() } else { short_name };
        let kind = typed.choice("kind", &self.kind);
        typed.finish(Input { parent_id, code, name, short_name, kind })
    }
}

/// Adds an organisation.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system administrators; [`Refusal::Invalid`] for fields that
/// can't be taken, a code that is taken, a place outside the actor's part of the tree.
pub async fn add(call: Call<'_>, form: &NewOrganisationForm) -> Result<OrganisationId, Refusal> {
    if !allows_somewhere(call.actor, Action::ManageAccounts) {
        return Err(Refusal::Forbidden(Action::ManageAccounts.word()));
    }
    let input = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let parent = organisations::find(&tx, input.parent_id)
        .await?
        .filter(|parent| parent.active && allows(call.actor, Action::ManageAccounts, &parent.path));
    let parent =
        parent.ok_or_else(|| Refusal::field("parent_id", "请选择您管理范围内的上级机构"))?;
    let new = NewOrganisation {
        parent: Some(&parent),
        code: &input.code,
        name: &input.name,
        short_name: &input.short_name,
        kind: input.kind,
    };
    let place = organisations::insert(&tx, &new).await.map_err(code_taken)?;
    let detail = format!("新增 {}（{}），上级：{}", place.name, place.code, parent.name);
    audit::record(&tx, call.actor, call.at, event("organisation.add", &place, detail)).await?;
    tx.commit().await?;
    Ok(place.id)
}

pub(super) fn code_taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Duplicate(_) => Refusal::field("code", "单位代码已被使用"),
        other => other.into(),
    }
}
