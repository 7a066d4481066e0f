//! The address under which everybody reaches the public pages; QR codes on paper lead there.

use crate::audit::{self, Event};
use crate::authz::{Action, authorise};
use crate::{Call, Refusal};
use jixiao_store::{Connection, organisations, settings};
use serde::Deserialize;

const NAME: &str = "disclosure.address";
const CHARACTER_COUNT_MAX: usize = 120;

/// The address as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    /// 公开网址
    pub address: String,
}

impl AddressForm {
    /// The address without a slash at its end.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(&self) -> Result<String, String> {
        let typed = self.address.trim().trim_end_matches('/');
        let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
        let is_host = host.is_some_and(|host| {
            !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:/[]".contains(&b))
        });
        if !is_host || typed.len() > CHARACTER_COUNT_MAX {
            return Err("请填写以 https:// 开头的网址，如 https://jx.example.gov.cn".to_owned());
        }
        Ok(typed.to_owned())
    }
}

/// The address, if it was set.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn address(connection: &impl Connection) -> Result<Option<String>, Refusal> {
    let set = settings::with_prefix(connection, NAME).await?;
    Ok(set.into_iter().find(|setting| setting.name == NAME).map(|setting| setting.value))
}

/// Sets the address.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but the security administrator of the whole installation;
/// [`Refusal::Invalid`] for what is no address.
pub async fn set_address(call: Call<'_>, form: &AddressForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let root = organisations::root(&tx).await?.ok_or(Refusal::NotFound("机构"))?;
    authorise(call.actor, Action::GrantRoles, &root.path)?;
    let address = form.parse().map_err(|message| Refusal::field("address", message))?;
    settings::set(&tx, NAME, &address, Some(call.actor.user_id), call.at).await?;
    let event = Event {
        action: "policy.set",
        subject_kind: "policy",
        organisation_id: Some(root.id),
        detail: format!("公开网址：{address}"),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::AddressForm;

    #[test]
    fn only_addresses_are_taken() {
        let parse = |typed: &str| AddressForm { address: typed.to_owned() }.parse().ok();
        let plain = "https://jx.example.gov.cn".to_owned();
        assert_eq!(parse(" https://jx.example.gov.cn/ "), Some(plain));
        assert!(parse("http://127.0.0.1:8080").is_some());
        for wrong in ["", "jx.example.gov.cn", "https://", "https://a b", "javascript:alert(1)"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
