//! `jixiao admin keys`: which keys seal fields, and sealing everything anew with a new one.

use crate::args::{KeysArgs, KeysCommand};
use crate::installation::Installation;
use crate::{Status, key_file, streams};
use anyhow::Result;
use chrono::Utc;
use jixiao_app::{App, Keys, vault};
use jixiao_store::Store;

pub(super) async fn run(command: &KeysCommand) -> Result<Status> {
    match command {
        KeysCommand::Status(args) => status(args).await,
        KeysCommand::Rotate(args) => rotate(args).await,
    }
}

async fn open(args: &KeysArgs) -> Result<(Installation, App)> {
    let place = &args.place;
    let installation = Installation::open(&place.data, place.database.as_deref())?;
    let store = Store::open(&installation.database).await?;
    let app = key_file::open(&installation, args.keys.as_deref(), store).await?;
    Ok((installation, app))
}

async fn status(args: &KeysArgs) -> Result<Status> {
    let (installation, app) = open(args).await?;
    let path = key_file::place(&installation.folder, args.keys.as_deref());
    let ring = key_file::read(&path)?;
    let standing = vault::standing(&app.store, &ring).await?;
    let mut text = format!("密钥文件 {}\n", path.display());
    for entry in ring.entries() {
        let known = standing.known.iter().find(|key| key.id == i64::from(entry.id.0));
        let count = known.map_or(0, |key| key.field_count);
        let used = match known.and_then(|key| key.retired_at) {
            _ if entry.writes => "现用",
            Some(_) => "已停用，仅供恢复旧备份",
            None => "待轮换",
        };
        text.push_str(&format!(
            "第 {} 号  {} 启用  指纹 {}  {count} 个字段  {used}\n",
            entry.id, entry.made_on, entry.fingerprint
        ));
    }
    text.push_str(&format!("检索密钥  指纹 {}\n", ring.index_fingerprint()));
    if standing.waiting > 0 {
        text.push_str(&format!(
            "还有 {} 个字段由旧密钥加密，请运行 jixiao admin keys rotate 继续轮换\n",
            standing.waiting
        ));
    }
    streams::text(&text)?;
    Ok(if standing.waiting > 0 { Status::Found } else { Status::Clean })
}

/// Goes on with a rotation that was stopped, or makes a new key. The key is in its file before the
/// first field is sealed with it.
async fn rotate(args: &KeysArgs) -> Result<Status> {
    let (installation, app) = open(args).await?;
    let path = key_file::place(&installation.folder, args.keys.as_deref());
    let mut ring = key_file::read(&path)?;
    let standing = vault::standing(&app.store, &ring).await?;
    if standing.waiting == 0 {
        let id = ring.rotate(&key_file::random()?, &key_file::today());
        key_file::write(&path, &ring)?;
        streams::text(&format!("已生成第 {id} 号密钥并写入 {}\n", path.display()))?;
    } else {
        streams::text(&format!("继续上次的轮换，还有 {} 个字段\n", standing.waiting))?;
    }
    let app = App { keys: Keys::derive(&installation.secret).with_ring(ring.clone()), ..app };
    let mut done = 0;
    loop {
        let batch = vault::reseal_batch(&app, Utc::now()).await?.done;
        if batch == 0 {
            break;
        }
        done += batch;
        streams::message_line(&format!("已重新加密 {done} 个字段"));
    }
    vault::finish_rotation(&app, Utc::now()).await?;
    streams::text(&format!(
        "轮换完成：{done} 个字段改由第 {} 号密钥加密。请立即重新离线备份密钥文件；旧密钥留在文件中，供恢复旧备份使用\n{}",
        ring.writing(),
        if installation.is_local() {
            ""
        } else {
            "多节点部署时，请把新密钥文件复制到各节点后再启动\n"
        }
    ))?;
    Ok(Status::Clean)
}
