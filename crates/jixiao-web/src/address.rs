//! From which network address a request comes, for counting tries.

use crate::Web;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// The address of who asks; `None` where the server does not know its peer.
pub(crate) struct Address(pub(crate) Option<IpAddr>);

impl FromRequestParts<Web> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, web).await.ok();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        Ok(Self(peer.map(|peer| client(peer, &parts.headers, &web.options.trusted_proxies))))
    }
}

/// The client behind trusted proxies: what a header says counts only as far as each hop that says it
/// is trusted, read from the nearest one.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        if !trusted.contains(&nearest) {
            break;
        }
        match hop.parse::<IpAddr>() {
            Ok(address) => nearest = address.to_canonical(),
            Err(_) => break,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::client;
    use axum::http::HeaderMap;
    use std::net::IpAddr;

    #[test]
    fn a_header_counts_only_as_far_as_its_sender_is_trusted() {
        let ip = |text: &str| -> IpAddr { text.parse().expect("an address") };
        let cases = [
            ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
            ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
            ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
            ("10.0.0.1", "1.1.1.1, 10.0.0.2", "1.1.1.1"),
            ("10.0.0.1", "unknown", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ];
        for (peer, header, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", header.parse().expect("a header"));
            let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
            assert_eq!(client(ip(peer), &headers, &trusted), ip(expected), "{peer} {header}");
        }
        assert_eq!(client(ip("9.9.9.9"), &HeaderMap::new(), &[]), ip("9.9.9.9"));
    }
}
