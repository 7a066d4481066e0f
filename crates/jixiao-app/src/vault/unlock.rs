//! The start: the keys at hand must be those that sealed what the database holds.

use crate::Refusal;
use jixiao_store::sealed_fields::{self as rows, KnownKey};
use jixiao_store::{Store, StoreError, Timestamp, Transaction};
use jixiao_vault::KeyRing;

/// Number under which the index key is noted.
const INDEX: i64 = 0;

/// What is known of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStanding {
    /// Keys the database knows, with how many fields each seals.
    pub known: Vec<KnownKey>,
    /// Number of the key that seals.
    pub writing: u32,
    /// How many fields another key seals still.
    pub waiting: i64,
}

/// Makes sure that the ring is the one that sealed what the database holds, and notes its keys.
/// Whoever serves without having called this could write what nobody can read.
///
/// # Errors
/// [`Refusal::WrongState`] where a key is missing or is another than the one that sealed.
pub async fn unlock(store: &Store, ring: Option<&KeyRing>, at: Timestamp) -> Result<(), Refusal> {
    let tx = store.begin().await?;
    let known = rows::keys(&tx).await?;
    let Some(ring) = ring else {
        if known.iter().any(|key| key.id != INDEX) {
            return Err(Refusal::WrongState(
                "数据库已登记字段密钥，但没有密钥文件；请装入原密钥文件（多节点部署时从其他节点复制）"
                    .to_owned(),
            ));
        }
        return Ok(());
    };
    let entries = ring.entries();
    for key in known.iter().filter(|key| key.retired_at.is_none()) {
        let held = if key.id == INDEX {
            Some(ring.index_fingerprint())
        } else {
            let entry = entries.iter().find(|entry| i64::from(entry.id.0) == key.id);
            entry.map(|entry| entry.fingerprint.clone())
        };
        match held {
            Some(fingerprint) if fingerprint == key.fingerprint => {}
            Some(_) => return Err(wrong(key)),
            None => return Err(missing(key)),
        }
    }
    note(&tx, ring, at).await?;
    Ok(tx.commit().await?)
}

fn wrong(key: &KnownKey) -> Refusal {
    let which = name(key);
    Refusal::WrongState(format!(
        "密钥文件中的{which}不是加密本数据库所用的那一把（应为指纹 {}）；请装入原密钥文件",
        key.fingerprint
    ))
}

fn missing(key: &KnownKey) -> Refusal {
    let which = name(key);
    Refusal::WrongState(format!(
        "密钥文件中缺少{which}（{} 启用，指纹 {}，有 {} 个字段由它加密）；请装入包含它的密钥文件",
        key.made_on, key.fingerprint, key.field_count
    ))
}

fn name(key: &KnownKey) -> String {
    if key.id == INDEX { "检索密钥".to_owned() } else { format!("第 {} 号密钥", key.id) }
}

/// Notes the keys of the ring that the database does not know yet.
pub(super) async fn note(
    tx: &Transaction,
    ring: &KeyRing,
    at: Timestamp,
) -> Result<(), StoreError> {
    rows::note_key_once(tx, INDEX, &ring.index_fingerprint(), "", at).await?;
    for entry in ring.entries() {
        let id = i64::from(entry.id.0);
        rows::note_key_once(tx, id, &entry.fingerprint, &entry.made_on, at).await?;
    }
    Ok(())
}

/// What is known of the keys.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn standing(store: &Store, ring: &KeyRing) -> Result<KeyStanding, Refusal> {
    let known = rows::keys(store).await?;
    let current = ring.writing().0;
    let others = known.iter().filter(|key| key.id != i64::from(current));
    let waiting = others.map(|key| key.field_count).sum();
    Ok(KeyStanding { known, writing: current, waiting })
}
