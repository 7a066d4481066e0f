//! The tree of organisations: adding, renaming, moving, closing. Nothing is deleted: records keep
//! pointing at their organisation.

mod add;
mod change;
mod close;
mod list;
mod move_to;
mod read;

pub use add::{NewOrganisationForm, add};
pub use change::{ChangeOrganisation, change};
pub use close::set_active;
pub use list::{Line, OrganisationList, OrganisationQuery, export, list};
pub use move_to::{MoveOrganisation, move_to};
pub use read::{Tree, managed, read, tree};

use crate::audit::Event;
use crate::authz::{Action, authorise, scope_of_any};
use crate::{Call, Refusal};
use jixiao_domain::OrganisationId;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::{Connection, Transaction};

/// Who sees the tree as such. Business pages show names of organisations beside their records.
const SEERS: &[Action] = &[Action::ManageAccounts, Action::GrantRoles];

async fn seen(
    connection: &impl Connection,
    call: &Call<'_>,
    id: OrganisationId,
) -> Result<Organisation, Refusal> {
    let scope = scope_of_any(call.actor, SEERS)?;
    let found = organisations::find(connection, id).await?;
    found.filter(|place| scope.contains(&place.path)).ok_or(Refusal::NotFound("机构"))
}

async fn reached(
    tx: &Transaction,
    call: &Call<'_>,
    id: OrganisationId,
) -> Result<Organisation, Refusal> {
    let place = seen(tx, call, id).await?;
    authorise(call.actor, Action::ManageAccounts, &place.path)?;
    Ok(place)
}

fn event<'a>(action: &'a str, place: &Organisation, detail: String) -> Event<'a> {
    Event {
        action,
        subject_kind: "organisation",
        subject_id: place.id.to_string(),
        organisation_id: Some(place.id),
        detail,
    }
}
