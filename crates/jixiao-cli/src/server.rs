//! A running server: listener, router, worker for long work, log, and an orderly end.

use crate::streams;
use anyhow::{Context, Result};
use axum::serve::ListenerExt as _;
use chrono::Utc;
use jixiao_app::jobs::Runner;
use jixiao_app::{App, long_work};
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

/// Where a server is reached and how it is asked to end, both settled before it tells anybody.
pub(crate) struct Place {
    listener: TcpListener,
    end: EndSignals,
}

impl Place {
    /// Takes the address before anything else is done.
    ///
    /// # Errors
    /// Where another program has it.
    pub(crate) async fn take(address: &str) -> Result<Self> {
        let listener = TcpListener::bind(address).await.with_context(|| {
            format!("无法监听 {address}，该地址可能已被占用，请用 --listen 另指定")
        })?;
        let end = EndSignals::watch().context("无法接收系统的停止信号")?;
        Ok(Self { listener, end })
    }

    /// The address taken.
    pub(crate) fn address(&self) -> Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }
}

/// Serves until the process is asked to end.
pub(crate) async fn serve(app: App, place: Place, options: Options) -> Result<()> {
    let address = place.address()?;
    let Place { listener, end } = place;
    jixiao_app::documents::use_fallback_font(crate::fonts::fallback);
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(
        Runner::new(app.clone(), long_work::handlers(), Utc::now).run(stopped.clone()),
    );
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
    end.wait().await;
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

/// The wish of a person or of the system that the process ends.
struct EndSignals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl EndSignals {
    /// From here on a signal is an orderly end, not a sudden one.
    #[cfg(unix)]
    fn watch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    fn watch() -> io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without signals the process is ended from outside.
            std::future::pending::<()>().await;
        }
    }
}
