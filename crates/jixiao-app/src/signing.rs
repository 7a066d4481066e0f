//! The installation's key that seals what is published, and the address under which it can be
//! verified. The security administrator makes and changes both; the public halves are everybody's.

mod address;
mod make;

pub use address::{AddressForm, address, set_address};
pub use make::{RenewForm, make, renew};

use crate::{App, Refusal};
use jixiao_seal::{PublicKey, SigningKey};
use jixiao_store::{Connection, Timestamp, signing_keys};

/// A key as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// The public key, 130 hexadecimal digits.
    pub public_key: String,
    /// What people compare: sixteen groups of four digits.
    pub fingerprint: String,
    /// Since when it sealed.
    pub made_at: Timestamp,
    /// Until when, if it does no more.
    pub retired_at: Option<Timestamp>,
    /// Why it was retired.
    pub retired_reason: String,
}

/// All keys, the latest first.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn keys(connection: &impl Connection) -> Result<Vec<KnownKey>, Refusal> {
    let rows = signing_keys::all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|row| KnownKey {
            fingerprint: PublicKey::from_hex(&row.public_key)
                .map_or_else(String::new, |key| key.fingerprint()),
            public_key: row.public_key,
            made_at: row.made_at,
            retired_at: row.retired_at,
            retired_reason: row.retired_reason,
        })
        .collect())
}

/// The key that seals now.
///
/// # Errors
/// [`Refusal::WrongState`] where none was made, or it does not open with the keys of this
/// installation.
pub(crate) async fn active(app: &App) -> Result<SigningKey, Refusal> {
    let Some(row) = signing_keys::active(&app.store).await? else {
        let message = "尚未生成签发密钥，请安全管理员在“安全策略—公开签发”页生成";
        return Err(Refusal::WrongState(message.to_owned()));
    };
    row.sealed_secret
        .and_then(|sealed| app.keys.open_signing_key(&row.public_key, &sealed))
        .and_then(|secret| SigningKey::from_secret(&secret))
        .ok_or_else(|| {
            let message =
                "签发密钥无法用本系统的密钥文件打开，请恢复原密钥文件，或由安全管理员更换签发密钥";
            Refusal::WrongState(message.to_owned())
        })
}
