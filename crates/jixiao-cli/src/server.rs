//! A running server: listener, router, worker for long work, log, and an orderly end.

use crate::streams;
use anyhow::{Context, Result};
use axum::serve::ListenerExt as _;
use chrono::Utc;
use jixiao_app::App;
use jixiao_app::jobs::{Handlers, Runner};
use jixiao_web::{Clock, Options, Web};
use std::future::Future;
use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing_subscriber::EnvFilter;

/// Requests that are being answered at the end get this long.
const GRACE: Duration = Duration::from_secs(20);

/// Runs `work` on the threads of a server.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("无法启动工作线程")?
        .block_on(work)
}

/// Log lines go to standard error: JSON for machines, plain for a terminal. They hold no personal
/// data. `JIXIAO_LOG` chooses what is logged (`debug`, `info,sqlx=warn` …); without it, `level`.
pub(crate) fn start_log(level: &str) {
    let filter = EnvFilter::try_from_env("JIXIAO_LOG")
        .unwrap_or_else(|_| EnvFilter::new(format!("{level},sqlx=warn,sea_orm=warn")));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    if io::stderr().is_terminal() {
        log.with_target(false).init();
    } else {
        log.json().flatten_event(true).init();
    }
}

/// Takes the address before anything else is done.
///
/// # Errors
/// Where another program has it.
pub(crate) async fn listen(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("无法监听 {address}，该地址可能已被占用，请用 --listen 另指定"))
}

/// Serves until the process is asked to end.
pub(crate) async fn serve(app: App, listener: TcpListener, options: Options) -> Result<()> {
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let worker =
        tokio::spawn(Runner::new(app.clone(), Handlers::all(), Utc::now).run(stopped.clone()));
    let store = app.store.clone();
    let router = jixiao_web::router(Web::new(app, Clock::System, options))
        .into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Small answers must not wait for larger ones; without it they only come a little later.
        let _ = stream.set_nodelay(true);
    });
    let mut closing = stopped.clone();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        // An error means that the sender is gone, which is as good as a stop.
        let _ = closing.wait_for(|stop| *stop).await;
    });
    tracing::info!(%address, "serving");
    let server = tokio::spawn(server.into_future());
    asked_to_end().await;
    streams::message_line("正在停止：等待未完成的请求……");
    // Both sides hold a receiver, so the send can't fail before they end.
    let _ = stop.send(true);
    if let Ok(ended) = timeout(GRACE, server).await {
        ended.context("服务异常终止")?.context("服务异常终止")?;
    } else {
        tracing::warn!("requests were cut off at the end");
    }
    worker.await.context("后台任务异常终止")?;
    store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return interrupted().await;
    };
    tokio::select! {
        () = interrupted() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without signals the process is ended from outside.
        std::future::pending::<()>().await;
    }
}
