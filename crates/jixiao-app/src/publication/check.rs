//! Verifying a file, a digest or a number against what is published.

use crate::digest::sm3_hex;
use crate::input;
use crate::signing::{KnownKey, keys};
use crate::{App, Refusal};
use jixiao_domain::coded;
use jixiao_seal::Verdict;
use jixiao_store::views::public::{self as view, PublicItem};

/// The most bytes a file to verify may have: 50 MB.
pub const FILE_BYTES_MAX: usize = 50 * 1024 * 1024;

coded! {
    /// What verification of a file found.
    pub enum Found {
        /// Sealed by a key of this installation, unchanged, and published here.
        Genuine = "genuine" "验证通过",
        /// As above, but withdrawn or corrected since.
        Superseded = "superseded" "验证通过，但内容已撤下或更正",
        /// Sealed by a key of this installation and unchanged, but not among what is published.
        NotPublished = "not_published" "签封有效，但不在公开目录中",
        /// Sealed by a key this installation does not know.
        StrangeKey = "strange_key" "签封密钥不是本系统的",
        /// Sealed, and changed since.
        Changed = "changed" "文件已被改动",
        /// The seal itself is not sound.
        Damaged = "damaged" "签封已损坏",
        /// More than one seal.
        Several = "several" "文件含多个签封",
        /// No seal.
        Unsealed = "unsealed" "文件没有签封",
    }
}

/// What verification of a file found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// In one word.
    pub found: Found,
    /// In a sentence: what it means, and what to do.
    pub sentence: String,
    /// SM3 of the whole file.
    pub digest: String,
    /// The key of the seal, where it is one of this installation.
    pub key: Option<KnownKey>,
    /// The item that is published with this file, or that the seal names.
    pub item: Option<PublicItem>,
}

/// Verifies a file.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50 MB; [`Refusal::Invalid`] for an empty file.
pub async fn check_file(app: &App, bytes: Vec<u8>) -> Result<Checked, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::field("file", "请选择要验证的文件"));
    }
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Refusal::TooMuch("文件超过 50 MB，请用命令 jixiao verify 验证".to_owned()));
    }
    let judged =
        tokio::task::spawn_blocking(move || (jixiao_seal::verify(&bytes), sm3_hex(&bytes)));
    let (verdict, digest) =
        judged.await.map_err(|error| Refusal::WrongState(format!("无法验证：{error}")))?;
    let seal = verdict.seal();
    let known = keys(&app.store).await?;
    let key = seal.and_then(|seal| {
        let hex = seal.public_key.to_hex();
        known.into_iter().find(|key| key.public_key == hex)
    });
    let by_digest = view::by_digest(&app.store, &digest).await?.into_iter().next();
    let is_published = by_digest.is_some();
    let item = match (by_digest, seal, &key) {
        (Some(item), ..) => Some(item),
        (None, Some(seal), Some(_)) => view::by_number(&app.store, &seal.number).await?,
        _ => None,
    };
    let found = match &verdict {
        Verdict::Intact(_) if key.is_none() => Found::StrangeKey,
        Verdict::Intact(_) if !is_published => Found::NotPublished,
        Verdict::Intact(_) if item.as_ref().is_some_and(is_superseded) => Found::Superseded,
        Verdict::Intact(_) => Found::Genuine,
        Verdict::Changed(..) => Found::Changed,
        Verdict::Damaged => Found::Damaged,
        Verdict::Several => Found::Several,
        Verdict::Unsealed => Found::Unsealed,
    };
    Ok(Checked { sentence: sentence(found, item.as_ref()), found, digest, key, item })
}

fn is_superseded(item: &PublicItem) -> bool {
    item.withdrawn_at.is_some() || item.corrected_by_number.is_some()
}

fn sentence(found: Found, item: Option<&PublicItem>) -> String {
    let number = item.map_or("", |item| item.number.as_str());
    match found {
        Found::Genuine => format!("该文件与公开内容 {number} 逐字节一致，签封有效，未被改动。"),
        Found::Superseded => {
            format!("该文件确为公开内容 {number} 的原件，但该内容已撤下或更正，请以最新公开为准。")
        }
        Found::NotPublished => {
            "该文件由本系统的密钥签封且未被改动，但不在公开目录中，请向发布单位核实。".to_owned()
        }
        Found::StrangeKey => {
            "该文件签封后未被改动，但签封所用的密钥不是本系统的，不能证明由本单位发布。".to_owned()
        }
        Found::Changed => "该文件在签封之后被改动，不可采信；请从公开页面重新下载原件。".to_owned(),
        Found::Damaged => {
            "文件中的签封不完整或被改动，不可采信；请从公开页面重新下载原件。".to_owned()
        }
        Found::Several => "文件中有不止一个签封，不可采信；请从公开页面重新下载原件。".to_owned(),
        Found::Unsealed => {
            "文件中没有签封：可能不是公开的原件，或用办公软件另存过；请从公开页面重新下载。"
                .to_owned()
        }
    }
}

/// The items with a number or a digest as typed: of a whole file, of its signed bytes, or the one
/// that is printed beside the QR code.
///
/// # Errors
/// [`Refusal::Invalid`] on `digest` for what is neither.
pub async fn check_words(app: &App, typed: &str) -> Result<Vec<PublicItem>, Refusal> {
    let words = input::narrowed(typed);
    let is_digest = words.len() == 64 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest {
        return Ok(view::by_digest(&app.store, &words.to_ascii_lowercase()).await?);
    }
    let number = words.to_ascii_uppercase();
    if !number.starts_with("GK") || number.len() > 40 {
        let message = "请填写公开编号（GK 开头），或 64 位十六进制的摘要";
        return Err(Refusal::field("digest", message));
    }
    Ok(view::by_number(&app.store, &number).await?.into_iter().collect())
}
