//! Handing out a file to whoever may see what it is attached to.

use super::{Attachment, Owner, visible};
use crate::digest::sm3_hex;
use crate::{Call, Refusal};
use jixiao_domain::AttachmentId;
use jixiao_store::attachments as rows;

/// A file and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The row.
    pub attachment: Attachment,
    /// The bytes.
    pub content: Vec<u8>,
}

/// Reads a file, withdrawn or not: what was withdrawn may still have to be looked at.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where the stored bytes are not those of the digest.
pub async fn download(
    call: Call<'_>,
    owner: impl Into<Owner>,
    id: AttachmentId,
) -> Result<Download, Refusal> {
    let store = &call.app.store;
    let owner = owner.into();
    visible(store, call, owner).await?;
    let attachment = rows::find(store, id)
        .await?
        .filter(|attachment| owner.has(attachment))
        .ok_or(Refusal::NotFound("该文件"))?;
    let content =
        rows::content(store, &attachment.digest).await?.ok_or(Refusal::NotFound("该文件"))?;
    if sm3_hex(&content) != attachment.digest {
        let message = "文件内容与登记的摘要不符，可能已损坏，请联系系统管理员";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    Ok(Download { attachment, content })
}
