//! For who runs the machine: whether the application works, and how it is doing.
//!
//! `/metrics` is answered to this machine alone: a collector runs beside the server, and what comes
//! through a proxy comes from elsewhere.

use crate::route::get;
use crate::{Access, Route, Web};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jixiao_store::jobs;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Upper bounds of the classes of answering times, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];
/// Measured times are sorted into their classes after so many requests: they add up otherwise.
const UPKEEP: u64 = 4096;

/// The collector of the process; `None` where another was installed first.
static RECORDER: LazyLock<Option<PrometheusHandle>> = LazyLock::new(|| {
    let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    metrics::describe_counter!("http_requests_total", "Requests answered");
    metrics::describe_histogram!("http_request_seconds", "Time to answer");
    metrics::describe_gauge!("jobs_open", "Jobs queued or running");
    Some(handle)
});

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/healthz", Access::Public, healthz), get("/metrics", Access::Public, metrics_text)]
}

/// Whether requests can be answered: the database is asked.
async fn healthz(State(web): State<Web>) -> Response {
    match jobs::open_count(&web.app.store).await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable\n").into_response()
        }
    }
}

async fn metrics_text(
    State(web): State<Web>,
    connection: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let local = connection.is_none_or(|connection| connection.0.0.ip().is_loopback());
    let proxied =
        headers.contains_key("x-forwarded-for") || headers.contains_key(header::FORWARDED);
    let (true, false, Some(handle)) = (local, proxied, RECORDER.as_ref()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if let Ok(count) = jobs::open_count(&web.app.store).await {
        #[expect(clippy::cast_precision_loss, reason = "a count of jobs")]
        metrics::gauge!("jobs_open").set(count as f64);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
}

/// Counts and times every request under its route, never under its path: paths hold ids.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    if let Some(handle) = RECORDER.as_ref() {
        let status = response.status().as_str().to_owned();
        metrics::histogram!("http_request_seconds", "route" => route.clone())
            .record(start.elapsed());
        metrics::counter!("http_requests_total", "method" => method, "route" => route, "status" => status)
            .increment(1);
        if COUNT.fetch_add(1, Ordering::Relaxed) % UPKEEP == UPKEEP - 1 {
            handle.run_upkeep();
        }
    }
    response
}
