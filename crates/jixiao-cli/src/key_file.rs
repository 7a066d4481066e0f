//! The file with the keys of sealed fields: made at the first start, readable by its owner only,
//! never inside the database or its backups.

use crate::installation::{Installation, private_file};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use jixiao_app::{App, KeyRing, Keys, date_in_china, vault};
use jixiao_store::Store;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The file in the data folder without `--keys`.
pub(crate) const KEY_FILE: &str = "vault.key";

/// Where the keys of an installation lie.
pub(crate) fn place(folder: &Path, given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| folder.join(KEY_FILE), Path::to_owned)
}

/// The application on a database with all its keys. Keys are made where neither file nor database
/// know any; where they are missing or others than those that sealed, nothing is started.
///
/// # Errors
/// What is wrong with the keys, and what to do.
pub(crate) async fn open(
    installation: &Installation,
    given: Option<&Path>,
    store: Store,
) -> Result<App> {
    let path = place(&installation.folder, given);
    let shown = path.display().to_string();
    let ring = if path.exists() {
        read(&path)?
    } else {
        vault::unlock(&store, None, Utc::now()).await.with_context(|| format!("没有 {shown}"))?;
        let ring = KeyRing::generate(&random()?, &today());
        write(&path, &ring)?;
        ring
    };
    vault::unlock(&store, Some(&ring), Utc::now())
        .await
        .with_context(|| format!("密钥文件 {shown}"))?;
    Ok(App::new(store, Keys::derive(&installation.secret).with_ring(ring)))
}

/// Reads a key file.
///
/// # Errors
/// Where it can't be read, is damaged, or others than its owner may read it.
pub(crate) fn read(path: &Path) -> Result<KeyRing> {
    let shown = path.display();
    refuse_shared(path)?;
    let text = fs::read_to_string(path).with_context(|| format!("无法读取密钥文件 {shown}"))?;
    KeyRing::from_text(&text).with_context(|| format!("密钥文件 {shown}"))
}

/// Writes a key file whole or not at all.
///
/// # Errors
/// Where it can't be written.
pub(crate) fn write(path: &Path, ring: &KeyRing) -> Result<()> {
    let denied = || format!("无法写入密钥文件 {}", path.display());
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    if partial.exists() {
        fs::remove_file(&partial).with_context(denied)?;
    }
    let mut file = private_file(&partial).with_context(denied)?;
    file.write_all(ring.to_text().as_bytes()).with_context(denied)?;
    file.sync_all().with_context(denied)?;
    fs::rename(&partial, path).with_context(denied)
}

/// Random bytes for new keys.
///
/// # Errors
/// Where the operating system gives none.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok().context("操作系统未能提供随机数")?;
    Ok(bytes)
}

/// The day as it is noted with a new key.
pub(crate) fn today() -> String {
    date_in_china(Utc::now()).to_string()
}

#[cfg(unix)]
fn refuse_shared(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let shown = path.display();
    let mode = fs::metadata(path)
        .with_context(|| format!("无法读取密钥文件 {shown}"))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        bail!("密钥文件 {shown} 可被其他用户读取，请先执行 chmod 600 {shown}");
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_shared(_path: &Path) -> Result<()> {
    Ok(())
}
