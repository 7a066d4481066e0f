//! The data folder of an installation: database file, key file, and the lock that keeps a second
//! process out.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The database of an installation without `--database`.
const DATABASE_FILE: &str = "jixiao.db";
/// The secret from which all keys are derived; 64 hexadecimal digits, readable by its owner only.
const KEY_FILE: &str = "secret.key";
/// The file that is locked as long as a process serves the folder.
const LOCK_FILE: &str = "lock";

/// A data folder that this process has for itself.
pub(crate) struct Installation {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// The address of its database.
    pub(crate) database: String,
    /// The secret of its keys.
    pub(crate) secret: [u8; 32],
    /// Held open: the lock ends with it.
    _lock: File,
}

impl Installation {
    /// Opens the folder, creating it and its key where they aren't there yet.
    ///
    /// # Errors
    /// Where another process has it, or it can't be written.
    pub(crate) fn open(folder: &Path, database: Option<&str>) -> Result<Self> {
        create_private(folder)?;
        let lock = lock(folder)?;
        let secret = secret(&folder.join(KEY_FILE))?;
        Ok(Self {
            folder: folder.to_owned(),
            database: database_of(folder, database),
            secret,
            _lock: lock,
        })
    }

    /// Whether the database is a file of the folder.
    pub(crate) fn is_local(&self) -> bool {
        self.database.starts_with("sqlite:")
    }
}

/// The address of the database of a folder: the one given, or the file in it.
pub(crate) fn database_of(folder: &Path, database: Option<&str>) -> String {
    database.map_or_else(
        || {
            let path = folder.join(DATABASE_FILE);
            // The address is decoded by its reader.
            let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F");
            format!("sqlite:{path}")
        },
        str::to_owned,
    )
}

/// The address of a database that must be there already: nothing is created by a look at it.
///
/// # Errors
/// Where the folder has no database.
pub(crate) fn existing_database(folder: &Path, database: Option<&str>) -> Result<String> {
    if database.is_none() && !folder.join(DATABASE_FILE).is_file() {
        bail!("数据目录 {} 中没有数据库，请用 --data 指明数据目录", folder.display());
    }
    Ok(database_of(folder, database))
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK_FILE);
    let denied = || format!("无法写入数据目录 {}", folder.display());
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .with_context(denied)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Only for the message.
            let _ = file.read_to_string(&mut holder);
            bail!(
                "数据目录 {} 正被另一个 jixiao 进程使用（进程号 {}）。请先停止它，或用 --data 指定另一个目录",
                folder.display(),
                holder.trim()
            );
        }
        Err(TryLockError::Error(error)) => return Err(error).with_context(denied),
    }
    file.set_len(0).with_context(denied)?;
    writeln!(file, "{}", std::process::id()).with_context(denied)?;
    Ok(file)
}

fn secret(path: &Path) -> Result<[u8; 32]> {
    let readable = || format!("无法读取密钥文件 {}", path.display());
    if !path.exists() {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).ok().context("操作系统未能提供随机数")?;
        let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut file =
            private_file(path).with_context(|| format!("无法写入 {}", path.display()))?;
        writeln!(file, "{digits}")?;
        file.sync_all()?;
        return Ok(secret);
    }
    let text = fs::read_to_string(path).with_context(readable)?;
    let mut secret = [0; 32];
    let digits = text.trim();
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("密钥文件 {} 的内容不完整，应为 64 位十六进制数", path.display());
    }
    for (byte, pair) in secret.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).with_context(readable)?;
        *byte = u8::from_str_radix(pair, 16).with_context(readable)?;
    }
    Ok(secret)
}

#[cfg(unix)]
fn create_private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("无法创建数据目录 {}", folder.display()))
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("无法创建数据目录 {}", folder.display()))
}

/// A new file that only its owner may read.
#[cfg(unix)]
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)
}

/// A new file.
#[cfg(not(unix))]
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create_new(true).write(true).open(path)
}
