//! Making the key, and changing it for another.

use crate::audit::{self, Event};
use crate::authz::{Action, authorise};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_seal::SigningKey;
use jixiao_store::{Transaction, organisations, signing_keys};
use serde::Deserialize;

/// Why the key is changed, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RenewForm {
    /// 更换原因
    pub reason: String,
}

impl RenewForm {
    fn parse(&self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.text("reason", &self.reason, Lines::One, 200);
        fields.finish(reason)
    }
}

/// Makes the first key.
///
/// # Errors
/// [`Refusal::WrongState`] where there is one; [`Refusal::Forbidden`] to all but the security
/// administrator of the whole installation.
pub async fn make(call: Call<'_>) -> Result<(), Refusal> {
    let tx = begin(call).await?;
    if signing_keys::active(&tx).await?.is_some() {
        return Err(Refusal::WrongState("已有签发密钥，如需更换请填写原因".to_owned()));
    }
    add(&tx, call, "signing_key.create", "生成签发密钥".to_owned()).await?;
    Ok(tx.commit().await?)
}

/// Retires the key and makes another. What the old one sealed stays verifiable by its public half.
///
/// # Errors
/// [`Refusal::WrongState`] where there is none; [`Refusal::Invalid`] without a reason;
/// [`Refusal::Forbidden`] as with [`make`].
pub async fn renew(call: Call<'_>, form: &RenewForm) -> Result<(), Refusal> {
    let tx = begin(call).await?;
    let reason = form.parse().map_err(Refusal::Invalid)?;
    let Some(active) = signing_keys::active(&tx).await? else {
        return Err(Refusal::WrongState("尚未生成签发密钥".to_owned()));
    };
    signing_keys::retire(&tx, active.id, call.actor.user_id, call.at, &reason).await?;
    add(&tx, call, "signing_key.change", format!("更换签发密钥：{reason}")).await?;
    Ok(tx.commit().await?)
}

/// A transaction for the security administrator, alone: two keys made at once would both seal.
async fn begin(call: Call<'_>) -> Result<Transaction, Refusal> {
    let tx = call.app.store.begin().await?;
    let root = organisations::root(&tx).await?.ok_or(Refusal::NotFound("机构"))?;
    authorise(call.actor, Action::GrantRoles, &root.path)?;
    audit::alone(&tx).await?;
    Ok(tx)
}

async fn add(
    tx: &Transaction,
    call: Call<'_>,
    action: &str,
    detail: String,
) -> Result<(), Refusal> {
    // All but never more than once: a secret number must lie below the order of the curve.
    let (secret, key) = loop {
        let secret = call.app.entropy.bytes();
        if let Some(key) = SigningKey::from_secret(&secret) {
            break (secret, key);
        }
    };
    let public = key.public().to_hex();
    let sealed = call.app.keys.seal_signing_key(&call.app.entropy, &public, &secret);
    let id = signing_keys::insert(tx, &public, sealed, call.actor.user_id, call.at).await?;
    let root = organisations::root(tx).await?;
    let event = Event {
        action,
        subject_kind: "signing_key",
        subject_id: id.to_string(),
        organisation_id: root.map(|root| root.id),
        detail: format!("{detail}；指纹 {}", key.public().fingerprint()),
    };
    audit::record(tx, call.actor, call.at, event).await
}
