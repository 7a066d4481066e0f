//! A browser without a window: the real router, cookies kept, redirects shown.

use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Request, StatusCode, header};
use jixiao_app::digest::sm3_hex;
use jixiao_app::{Actor, App};
use jixiao_store::sessions;
use jixiao_web::{Clock, Options, Web, router};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt as _;

/// 2026-03-02 09:00 in China.
pub(crate) const MORNING_MILLIS: i64 = 1_772_413_200_000;

/// The server of one test and the cookie of whoever is signed in.
pub(crate) struct Browser {
    router: axum::Router,
    pub(crate) cookie: Option<String>,
    pub(crate) clock: Arc<AtomicI64>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
    pub(crate) headers: axum::http::HeaderMap,
}

impl Browser {
    pub(crate) fn new(app: App) -> Self {
        let clock = Arc::new(AtomicI64::new(MORNING_MILLIS));
        let web = Web::new(
            app,
            Clock::Set(Arc::clone(&clock)),
            Options { plain_http: true, ..Options::default() },
        );
        Self { router: router(web), cookie: None, clock }
    }

    /// A browser behind a proxy whose word is taken.
    pub(crate) fn behind_proxy(app: App, proxy: IpAddr) -> Self {
        let clock = Arc::new(AtomicI64::new(MORNING_MILLIS));
        let options = Options { plain_http: true, trusted_proxies: vec![proxy] };
        let web = Web::new(app, Clock::Set(Arc::clone(&clock)), options);
        let peer = MockConnectInfo(SocketAddr::from((proxy, 40_000)));
        Self { router: router(web).layer(peer), cookie: None, clock }
    }

    /// Lets a person in, as after a sign-in with everything their account asks for.
    pub(crate) async fn sign_in(&mut self, app: &App, actor: &Actor) {
        let token = format!("token-{}", actor.user_id);
        let at =
            chrono::DateTime::from_timestamp_millis(self.clock.load(Ordering::Relaxed)).unwrap();
        let digest = sm3_hex(token.as_bytes());
        sessions::insert(&app.store, &digest, actor.user_id, at).await.unwrap();
        self.cookie = Some(format!("jixiao_session={token}"));
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form as a browser does from a page of the same site.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded(fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body)).await
    }

    pub(crate) async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let request = request.header(header::HOST, "localhost").body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        if let Some(cookie) = text(header::SET_COOKIE) {
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        let (status, location) = (response.status(), text(header::LOCATION));
        let headers = response.headers().clone();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, location, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

fn serde_urlencoded(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect::<String>()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}
