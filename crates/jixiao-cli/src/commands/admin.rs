//! `jixiao admin`: care of an installation's data, by who owns the machine.

use super::{backtest, keys};
use crate::args::{AdminCommand, CreateAdministratorArgs, FileArgs, PlaceArgs};
use crate::installation::{self, Installation};
use crate::{Status, server, streams};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use jixiao_app::care::{self, Manifest};
use jixiao_app::identity::{self, FirstRun, password};
use jixiao_app::{App, Entropy, Keys, Refusal};
use jixiao_store::Store;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter};
use std::path::Path;

pub(crate) fn run(command: &AdminCommand) -> Result<Status> {
    server::block_on(async {
        match command {
            AdminCommand::Verify(place) => verify(place).await,
            AdminCommand::Backup(args) => backup(args).await,
            AdminCommand::Restore(args) => restore(args).await,
            AdminCommand::Backtest(args) => backtest::run(args).await,
            AdminCommand::CreateAdministrator(args) => create_administrator(args).await,
            AdminCommand::Keys(command) => keys::run(command).await,
        }
    })
}

async fn verify(place: &PlaceArgs) -> Result<Status> {
    let url = installation::existing_database(&place.data, place.database.as_deref())?;
    let store = Store::open(&url).await?;
    let found = care::verify(&store.snapshot().await?).await?;
    let mut lines = format!("审计日志 {} 条", found.audit_count);
    match &found.audit_break {
        None => lines.push_str("，摘要链完整\n"),
        Some(broken) => {
            let (sequence, what) = (broken.sequence, &broken.what);
            lines.push_str(&format!("之后断开，第 {sequence} 条：{what}\n"));
        }
    }
    lines.push_str(&format!("附件与锁定内容 {} 份摘要相符\n", found.sound_count));
    for changed in &found.changed {
        lines.push_str(&format!("内容与摘要不符：{changed}\n"));
    }
    streams::text(&lines)?;
    Ok(if found.is_sound() { Status::Clean } else { Status::Found })
}

/// Works beside a running server: it reads one state of the database.
async fn backup(args: &FileArgs) -> Result<Status> {
    let url = installation::existing_database(&args.place.data, args.place.database.as_deref())?;
    let store = Store::open(&url).await?;
    // Keys play no part in a backup.
    let app = App::new(store, Keys::derive(&[0; 32]));
    let written = write_backup(&app, &args.file).await;
    if written.is_err() {
        // Half a backup must not be taken for one.
        let _ = fs::remove_file(partial(&args.file));
    }
    let manifest = written?;
    streams::text(&format!(
        "已备份到 {}：{}\n备份不含登录会话和密钥文件 secret.key、vault.key；密钥文件请另行离线备份，与数据备份分开保管：缺少 vault.key 则证件号码、账号等加密字段无法恢复，缺少 secret.key 则双因素认证须重新绑定\n",
        args.file.display(),
        summary(&manifest)
    ))?;
    Ok(Status::Clean)
}

async fn write_backup(app: &App, path: &Path) -> Result<Manifest> {
    let partial = partial(path);
    let denied = || format!("无法写入 {}", path.display());
    if path.exists() {
        bail!("{} 已存在，不覆盖已有备份，请另取文件名", path.display());
    }
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&partial)
        .with_context(denied)?;
    let mut writer = BufWriter::new(file);
    let manifest = care::backup(app, Utc::now(), &mut writer).await?;
    let file =
        writer.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(denied)?;
    file.sync_all().with_context(denied)?;
    fs::rename(&partial, path).with_context(denied)?;
    Ok(manifest)
}

fn partial(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

async fn restore(args: &FileArgs) -> Result<Status> {
    let place = &args.place;
    let file =
        File::open(&args.file).with_context(|| format!("无法读取备份 {}", args.file.display()))?;
    let installation = Installation::open(&place.data, place.database.as_deref())?;
    let store = Store::connect(&installation.database).await?;
    let manifest = care::restore(&store, Utc::now(), BufReader::new(file)).await?;
    store.close().await?;
    streams::text(&format!(
        "已恢复 {} 的备份：{}，摘要与审计日志核对无误\n请把原密钥文件 secret.key、vault.key 放入 {}：缺少 vault.key 时服务不启动，缺少 secret.key 则双因素认证须重新绑定\n",
        manifest.created_at,
        summary(&manifest),
        installation.folder.display()
    ))?;
    Ok(Status::Clean)
}

fn summary(manifest: &Manifest) -> String {
    format!(
        "{} 张表 {} 行，审计日志 {} 条",
        manifest.tables.len(),
        manifest.row_count(),
        manifest.audit_count
    )
}

async fn create_administrator(args: &CreateAdministratorArgs) -> Result<Status> {
    let place = &args.place;
    let installation = Installation::open(&place.data, place.database.as_deref())?;
    let app =
        App::new(Store::open(&installation.database).await?, Keys::derive(&installation.secret));
    let input = FirstRun {
        federation_name: args.federation.clone(),
        federation_code: args.code.clone(),
        region: args.region.clone(),
        system_name: args.system_name.clone(),
        system_login: args.system_login.clone(),
        system_password: password::one_time(&Entropy::System),
        security_name: args.security_name.clone(),
        security_login: args.security_login.clone(),
        security_password: password::one_time(&Entropy::System),
    };
    match identity::first_administrator(&app, &input, Utc::now()).await {
        Err(Refusal::Invalid(errors)) => {
            let messages: Vec<String> = errors.into_iter().map(|error| error.message).collect();
            bail!("{}", messages.join("；"));
        }
        other => other?,
    }
    streams::text(&format!(
        "已建立首批管理员，密码只显示这一次，请当面交给本人并在首次登录后修改：\n\
         系统管理员  {}  {}\n安全管理员  {}  {}\n",
        input.system_login, input.system_password, input.security_login, input.security_password
    ))?;
    Ok(Status::Clean)
}
