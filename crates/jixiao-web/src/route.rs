//! One entry of the route table.

use crate::Web;
use axum::http::Method;
use axum::routing::{self, MethodRouter};
use jixiao_app::authz::Action;

/// Who may come to a route. The gate keeps out those whose roles allow none of the actions anywhere;
/// the use case behind authorises for the record at hand. The matrix of tests holds both to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone, signed in or not.
    Public,
    /// Everyone who is signed in.
    SignedIn,
    /// Those whose roles allow the action, in their part of the tree.
    May(Action),
    /// Those whose roles allow any of the actions.
    MayAny(&'static [Action]),
}

/// Method, path, who may come, and what answers.
pub struct Route {
    /// GET or POST: browsers' forms know no other.
    pub method: Method,
    /// The path with its `{parameters}`.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    /// What answers.
    pub(crate) handler: MethodRouter<Web>,
}

/// A page or document.
pub(crate) fn get<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::GET, path, access, handler: routing::get(handler) }
}

/// A change.
pub(crate) fn post<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::POST, path, access, handler: routing::post(handler) }
}
