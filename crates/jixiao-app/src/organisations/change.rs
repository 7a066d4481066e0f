//! Renaming an organisation.

use crate::audit;
use crate::input::{Fields, Lines};
use crate::organisations::{add, event, reached};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{OrganisationId, OrganisationKind};
use jixiao_store::organisations;
use serde::Deserialize;

/// Code, names and kind as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeOrganisation {
    /// 单位代码
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name; the full name where empty.
    pub short_name: String,
    /// Code of the kind.
    pub kind: String,
    /// The revision that was shown.
    pub revision: String,
}

struct Input {
    code: String,
    name: String,
    short_name: String,
    kind: OrganisationKind,
    revision: i64,
}

impl ChangeOrganisation {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut typed = Fields::new();
        let code = typed.text("code", &self.code, Lines::One, 40);
        let name = typed.text("name", &self.name, Lines::One, 100);
        let short_name = typed.optional_text("short_name", &self.short_name, Lines::One, 40);
        let short_name = if short_name.is_empty() { name.clone() } else { short_name };
        let kind = typed.choice("kind", &self.kind);
        let revision = typed.key("revision", &self.revision);
        typed.finish(Input { code, name, short_name, kind, revision })
    }
}

/// Changes code, names or kind. Forms already frozen keep the name they were printed with.
///
/// # Errors
/// [`Refusal::NotFound`] outside the actor's part of the tree, [`Refusal::Conflict`] where somebody
/// else changed the organisation, [`Refusal::Invalid`] for fields that can't be taken.
pub async fn change(
    call: Call<'_>,
    id: OrganisationId,
    form: &ChangeOrganisation,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let mut place = reached(&tx, &call, id).await?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    let detail = format!("{}（{}）→ {}（{}）", place.name, place.code, input.name, input.code);
    place.code = input.code;
    place.name = input.name;
    place.short_name = input.short_name;
    place.kind = input.kind;
    place.revision = input.revision;
    organisations::update(&tx, &place).await.map_err(add::code_taken)?;
    audit::record(&tx, call.actor, call.at, event("organisation.change", &place, detail)).await?;
    Ok(tx.commit().await?)
}
