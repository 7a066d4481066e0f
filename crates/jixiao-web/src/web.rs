//! What every handler stands on.

use crate::cache::PageCache;
use crate::visitor::Visits;
use jixiao_app::App;
use jixiao_store::Timestamp;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The application behind the pages. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The use cases' ground.
    pub app: App,
    /// What time it is.
    pub clock: Clock,
    /// How the server is reached.
    pub options: Options,
    pub(crate) pages: PageCache,
    pub(crate) visits: Visits,
}

/// Where the time of a request comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Milliseconds since 1970 that a test sets and moves.
    Set(Arc<AtomicI64>),
}

/// How the server is reached.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The browser comes over plain HTTP (this machine only, or a test): cookies then go without
    /// `Secure`, and no HSTS is sent.
    pub plain_http: bool,
    /// Proxies whose word on the address of a browser (`X-Forwarded-For`) is taken.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Web {
    /// The pages of an application.
    pub fn new(app: App, clock: Clock, options: Options) -> Self {
        Self { app, clock, options, pages: PageCache::default(), visits: Visits::default() }
    }

    /// The time of a request.
    pub fn now(&self) -> Timestamp {
        match &self.clock {
            Clock::System => chrono::Utc::now(),
            Clock::Set(millis) => {
                chrono::DateTime::from_timestamp_millis(millis.load(Ordering::Relaxed))
                    .expect("tests set a valid time")
            }
        }
    }
}
