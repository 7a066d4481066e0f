//! Publishing an approved version as a job: every copy is printed with its mark, sealed, and kept
//! byte for byte; all of them, or none.

use super::candidates::formats_of;
use super::copy::{Copy, copy};
use super::load::load;
use super::printed;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::digest::sm3_hex;
use crate::documents::Document;
use crate::jobs::{self, Outcome, Progress, Request, Work};
use crate::{Call, Refusal, date_in_china, signing};
use jixiao_domain::{DisclosureId, FilingState, JobId, JobState};
use jixiao_render::model::SealMark;
use jixiao_seal::{Label, SigningKey, Verdict};
use jixiao_store::disclosures::files::{self, PublishedFile};
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::disclosures::{self, removals};
use serde::{Deserialize, Serialize};
use std::pin::Pin;

/// The kind of the job.
pub const PUBLISH_JOB: &str = "disclosure.publish";

/// What the job is to do.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    disclosure: i64,
    /// The revision that was approved: whoever changes the version meanwhile stops the job.
    revision: i64,
}

/// An item ready to be written.
struct Ready {
    item: Item,
    number: String,
    copy: Copy,
    files: Vec<(PublishedFile, Vec<u8>)>,
}

/// Starts the job that publishes an approved version.
///
/// # Errors
/// [`Refusal::WrongState`] where it is not approved, is published or being published, or there is
/// neither key nor address yet; the usual refusals of rights.
pub async fn publish(call: Call<'_>, id: DisclosureId) -> Result<JobId, Refusal> {
    // Asked for here so that the refusal comes at once; the job asks again.
    signing::active(call.app).await?;
    required_address(call).await?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::PrepareDisclosure, &loaded.organisation.path)?;
    let disclosure = &loaded.disclosure;
    if disclosure.state != FilingState::Approved || disclosure.published_at.is_some() {
        return Err(Refusal::WrongState("只有已批准、尚未发布的公开事项才能发布".to_owned()));
    }
    if let Some(job) = disclosure.job_id
        && let Some(job) = jixiao_store::jobs::find(&tx, job).await?
        && matches!(job.state, JobState::Queued | JobState::Running)
    {
        return Err(Refusal::WrongState("正在发布，请稍候".to_owned()));
    }
    let payload = Payload { disclosure: id.0, revision: disclosure.revision + 1 };
    let request = Request {
        kind: PUBLISH_JOB,
        organisation_id: loaded.organisation.id,
        payload: &serde_json::to_string(&payload).expect("numbers always serialise"),
        input: None,
        sealed: false,
    };
    let job = jobs::enqueue(&tx, call, request).await?;
    disclosures::set_job(&tx, id, disclosure.revision, job).await?;
    tx.commit().await?;
    Ok(job)
}

async fn required_address(call: Call<'_>) -> Result<String, Refusal> {
    signing::address(&call.app.store).await?.ok_or_else(|| {
        let message = "尚未填写公开网址，请安全管理员在“安全策略—公开签发”页填写";
        Refusal::WrongState(message.to_owned())
    })
}

/// The handler of [`PUBLISH_JOB`], to be registered with the runner.
pub fn publish_handler(
    work: Work,
) -> Pin<Box<dyn Future<Output = Result<Outcome, Refusal>> + Send>> {
    Box::pin(run(work))
}

async fn run(work: Work) -> Result<Outcome, Refusal> {
    let payload: Payload = serde_json::from_str(&work.job.payload)
        .map_err(|_| Refusal::WrongState("任务内容无法识别".to_owned()))?;
    let actor = work.actor().await?;
    let call = Call { app: &work.app, actor: &actor, at: work.job.created_at };
    let id = DisclosureId(payload.disclosure);
    let store = &work.app.store;
    let loaded = load(store, call, id).await?;
    authz::authorise(call.actor, Action::PrepareDisclosure, &loaded.organisation.path)?;
    let sealing = Sealing {
        key: signing::active(&work.app).await?,
        address: required_address(call).await?,
        signer: loaded.organisation.name.clone(),
    };
    let chosen = items::of(store, id).await?;
    let mut progress = Progress { total: i64::try_from(chosen.len()).ok(), ..Progress::default() };
    let mut ready = Vec::new();
    for (position, item) in (1..).zip(chosen) {
        let number = format!("GK{}-{:04}-{position:03}", loaded.disclosure.year, id.0);
        ready.push(one(call, &sealing, item, number).await?);
        progress.done += 1;
        work.advance(store, progress, "正在生成并签封文件").await?;
    }
    let count = ready.len();
    let file_count: usize = ready.iter().map(|item| item.files.len()).sum();
    write(call, id, payload.revision, ready).await?;
    let message = format!("已发布 {count} 份，签封文件 {file_count} 个");
    Ok(Outcome { progress, message, file: None })
}

/// What all files of a version are sealed with.
struct Sealing {
    key: SigningKey,
    address: String,
    signer: String,
}

/// Prints and seals the files of an item.
async fn one(
    call: Call<'_>,
    sealing: &Sealing,
    item: Item,
    number: String,
) -> Result<Ready, Refusal> {
    let copy = copy(call.app, &call.app.store, &item, call.today()).await?;
    if item.content_digest.as_ref() != Some(&copy.digest) {
        let name = format!("{}（{}）", item.title, item.project_name);
        let message = format!("{name}在批准后有变化，未发布；请安全管理员解除锁定后重新核对、审批");
        return Err(Refusal::WrongState(message));
    }
    let mut files = Vec::new();
    for format in formats_of(&item) {
        let mark = mark(sealing, &number, &copy.digest, call);
        let document = printed::written(&copy.printed, format, mark).await?;
        files.push(sealed(call, sealing, &item, &number, format.extension(), document)?);
    }
    Ok(Ready { item, number, copy, files })
}

/// The QR code and the lines beside it.
fn mark(sealing: &Sealing, number: &str, digest: &str, call: Call<'_>) -> SealMark {
    let day = date_in_china(call.at).format("%Y年%-m月%-d日");
    SealMark {
        payload: format!("{}/verify?digest={digest}", sealing.address),
        lines: vec![
            format!("公开编号：{number}　发布日期：{day}"),
            format!("内容摘要（SM3）：{}", digest.get(..32).unwrap_or(digest)),
            format!("　　　　　　　　{}", digest.get(32..).unwrap_or_default()),
            format!("扫码或登录 {}/verify 验证；个人信息已依规则隐去", sealing.address),
        ],
    }
}

fn sealed(
    call: Call<'_>,
    sealing: &Sealing,
    item: &Item,
    number: &str,
    extension: &str,
    document: Document,
) -> Result<(PublishedFile, Vec<u8>), Refusal> {
    let label =
        Label { signer: &sealing.signer, number, signed_at_millis: call.at.timestamp_millis() };
    let failed = |what: String| Refusal::WrongState(format!("无法签封文件：{what}"));
    let bytes = jixiao_seal::seal(document.bytes, &sealing.key, label)
        .map_err(|error| failed(error.to_string()))?;
    // What can't be verified is not published.
    let Verdict::Intact(seal) = jixiao_seal::verify(&bytes) else {
        return Err(failed("签封后的文件未通过验证".to_owned()));
    };
    let file = PublishedFile {
        item_id: item.id,
        format: extension.to_owned(),
        file_name: format!("{number}-{}", document.file_name),
        media_type: document.media_type.to_owned(),
        byte_count: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        digest: sm3_hex(&bytes),
        signed_digest: seal.digest_hex(),
        public_key: seal.public_key.to_hex(),
        signed_at: call.at,
    };
    Ok((file, bytes))
}

/// Writes everything at once.
async fn write(
    call: Call<'_>,
    id: DisclosureId,
    revision: i64,
    ready: Vec<Ready>,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let count = ready.len();
    for ready in ready {
        removals::record(&tx, ready.item.id, &ready.copy.redactions).await?;
        items::publish(&tx, ready.item.id, &ready.number, &ready.copy.page).await?;
        for (file, bytes) in ready.files {
            files::insert(&tx, &file, bytes).await?;
        }
    }
    disclosures::publish(&tx, id, revision, call.actor.user_id, call.at).await?;
    let event = Event {
        action: "disclosure.publish",
        subject_kind: "disclosure",
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: format!("发布 {count} 份"),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
