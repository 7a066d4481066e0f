//! Adding a file.

use super::{BYTE_COUNT_MAX, FileKind, Owner, editable};
use crate::audit::{self, Event};
use crate::digest::sm3_hex;
use crate::{Call, Refusal};
use jixiao_domain::AttachmentId;
use jixiao_store::attachments::{self as rows, NewAttachment};

/// A file as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name; folders in it are cut off.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Characters a file name may have.
const NAME_LENGTH_MAX: usize = 200;

/// Adds a file.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`]; [`Refusal::TooMuch`]
/// above 50 MB; [`Refusal::Invalid`] for an empty file, a kind that is not taken, or a file that is
/// there already.
pub async fn add(
    call: Call<'_>,
    owner: impl Into<Owner>,
    file: NewFile,
) -> Result<AttachmentId, Refusal> {
    let owner = owner.into();
    if file.content.len() > BYTE_COUNT_MAX {
        return Err(Refusal::TooMuch("单个文件不得超过 50 MB，请压缩或拆分后上传".to_owned()));
    }
    if file.content.is_empty() {
        return Err(Refusal::field("file", "请选择文件；空文件不能作为佐证材料"));
    }
    let Some(kind) = FileKind::of(&file.content) else {
        let message = "只接受 PDF、图片、Word、Excel、WPS、OFD、纯文本和 zip 文件";
        return Err(Refusal::field("file", message));
    };
    let name = bare_name(&file.name);
    let digest = sm3_hex(&file.content);
    let tx = call.app.store.begin().await?;
    let organisation_id = editable(&tx, call, owner).await?;
    let (subject_kind, subject_id) = owner.key();
    let there = rows::of_subject(&tx, subject_kind, subject_id).await?;
    if there.iter().any(|other| other.digest == digest && other.withdrawn_at.is_none()) {
        return Err(Refusal::field("file", "已有内容相同的文件，无须重复上传"));
    }
    rows::keep_content(&tx, &digest, file.content).await?;
    let new = NewAttachment {
        subject_kind,
        subject_id,
        organisation_id,
        digest: &digest,
        file_name: &name,
        media_type: kind.media_type(),
        added_by: call.actor.user_id,
        added_at: call.at,
    };
    let id = rows::insert(&tx, &new).await?;
    let (logged_kind, logged_id) = owner.logged();
    let entry = Event {
        action: "attachment.add",
        subject_kind: logged_kind,
        subject_id: logged_id.to_string(),
        organisation_id: Some(organisation_id),
        detail: format!("上传{} {id}，摘要 {digest}", owner.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// The name without folders and control characters.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(NAME_LENGTH_MAX).collect();
    let clean = clean.trim().trim_start_matches('.');
    if clean.is_empty() { "佐证材料".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::bare_name;

    #[test]
    fn a_name_keeps_no_folder_and_is_never_empty() {
        let cases = [
            (r"C:\work\签到表.pdf", "签到表.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb.pdf", "ab.pdf"),
            ("..", "佐证材料"),
        ];
        for (name, bare) in cases {
            assert_eq!(bare_name(name), bare);
        }
    }
}
