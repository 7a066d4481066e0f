//! `jixiao serve`: the web application on the data of an installation.

use crate::args::ServeArgs;
use crate::installation::Installation;
use crate::{Status, key_file, server, streams};
use anyhow::Result;
use jixiao_app::identity;
use jixiao_store::Store;
use jixiao_web::Options;

pub(crate) fn run(args: &ServeArgs) -> Result<Status> {
    let installation = Installation::open(&args.place.data, args.place.database.as_deref())?;
    server::start_log("info");
    server::block_on(async {
        let place = server::Place::take(&args.listen).await?;
        let store = Store::open(&installation.database).await?;
        let app = key_file::open(&installation, args.keys.as_deref(), store).await?;
        let scheme = if args.plain_http { "http" } else { "https" };
        let address = place.address()?;
        let mut lines =
            format!("已启动：{address}（数据目录 {}）\n", installation.folder.display());
        if args.plain_http {
            lines.push_str(&format!("浏览器地址：{scheme}://{address}/\n"));
        } else {
            lines.push_str(
                "请由反向代理以 https 转发到本地址；仅在本机或内网直接用 http 访问时，加 --plain-http 启动\n",
            );
        }
        if identity::is_empty(&app).await? {
            lines.push_str(
                "尚未初始化：打开页面建立首批管理员，或运行 jixiao admin create-administrator\n",
            );
        }
        if !installation.is_local() {
            lines.push_str("多节点部署时，各节点的数据目录须放同一份 secret.key 和 vault.key\n");
        }
        streams::text(&lines)?;
        let trusted_proxies = args.trusted_proxy.clone();
        let options = Options { plain_http: args.plain_http, trusted_proxies };
        server::serve(app, place, options).await?;
        Ok(Status::Clean)
    })
}
