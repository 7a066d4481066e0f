//! `jixiao demo`: the application over a complete sample federation.

use crate::args::DemoArgs;
use crate::installation::Installation;
use crate::{Status, key_file, server, streams};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use jixiao_app::identity;
use jixiao_domain::Coded as _;
use jixiao_sample::{Account, Factor, PASSWORD};
use jixiao_store::Store;
use jixiao_web::Options;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

/// So many accounts are listed; the others are named after the same scheme.
const LISTED: usize = 17;

pub(crate) fn run(args: &DemoArgs) -> Result<Status> {
    let scratch = match &args.data {
        Some(_) => None,
        None => Some(TempDir::with_prefix("jixiao-demo-").context("无法建立临时目录")?),
    };
    let folder = match (&args.data, &scratch) {
        (Some(folder), _) => folder.as_path(),
        (None, Some(scratch)) => scratch.path(),
        (None, None) => bail!("没有数据目录"),
    };
    let installation = Installation::open(folder, None)?;
    server::start_log("warn");
    server::block_on(async {
        let place = server::Place::take(&args.listen).await?;
        let store = Store::open(&installation.database).await?;
        let app = key_file::open(&installation, None, store).await?;
        if identity::is_empty(&app).await? {
            streams::message_line("正在建立示例数据……");
            jixiao_sample::build(&app, Utc::now()).await?;
            if args.scale > 1 {
                jixiao_sample::enlarge(&app, Factor::about(args.scale)).await?;
            }
        } else if !jixiao_sample::is_built(&app).await? {
            bail!("{} 中不是示例数据，或示例数据未建完；请另指定目录", folder.display());
        }
        if args.prepare_only {
            app.store.close().await?;
            return Ok(Status::Clean);
        }
        let address = place.address()?;
        let mut text = format!("浏览器地址：http://{address}/\n\n");
        text.push_str(&table(&jixiao_sample::accounts()));
        text.push_str(&format!("\n所有用户的密码：{PASSWORD}\n"));
        if scratch.is_some() {
            text.push_str(
                "数据存放在临时目录，停止后删除；要保留请用 --data 指定目录。按 Ctrl+C 停止\n",
            );
        }
        streams::text(&text)?;
        server::serve(app, place, Options { plain_http: true, ..Options::default() }).await?;
        Ok(Status::Clean)
    })
}

/// The first accounts as aligned columns, and how the others are named.
fn table(accounts: &[Account]) -> String {
    let mut rows = vec![["角色", "登录名", "姓名", "单位"].map(str::to_owned)];
    rows.extend(accounts.iter().take(LISTED).map(|account| {
        [
            account.role.word().to_owned(),
            account.login.clone(),
            account.name.clone(),
            account.organisation.clone(),
        ]
    }));
    let widths: [usize; 4] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    let mut others: Vec<&str> = accounts
        .iter()
        .skip(LISTED)
        .filter_map(|account| account.login.split_once('.').map(|(unit, _)| unit))
        .collect();
    others.dedup();
    text.push_str(&format!(
        "其余单位的登录名同此：单位.filler、.reviewer、.finance、.approver，单位为 {}\n",
        others.join(" ")
    ));
    text
}
