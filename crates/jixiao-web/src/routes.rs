//! The one route table, and the router made from it: a handler that isn't in the table can't be
//! reached.

use crate::gate::gate;
use crate::{Route, Web, api, assets, health, layers, pages};
use axum::{Router, middleware};

/// Every route, by area.
pub fn table() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(assets::routes());
    routes.extend(health::routes());
    routes.extend(pages::home::routes());
    routes.extend(pages::sign_in::routes());
    routes.extend(pages::workbench::routes());
    routes.extend(pages::first_run::routes());
    routes.extend(pages::second_factor::routes());
    routes.extend(pages::set_up::routes());
    routes.extend(pages::account::routes());
    routes.extend(pages::organisations::routes());
    routes.extend(pages::users::routes());
    routes.extend(pages::policy::routes());
    routes.extend(pages::audit::routes());
    routes.extend(pages::goals::routes());
    routes.extend(pages::library::routes());
    routes.extend(pages::standards::routes());
    routes.extend(pages::results::routes());
    routes.extend(pages::jobs::routes());
    routes.extend(pages::projects::routes());
    routes.extend(pages::statistics::routes());
    routes.extend(pages::monitoring::routes());
    routes.extend(pages::self_evaluations::routes());
    routes.extend(pages::assessments::routes());
    routes.extend(pages::evaluations::routes());
    routes.extend(pages::rectifications::routes());
    routes.extend(pages::people::routes());
    routes.extend(pages::households::routes());
    routes.extend(pages::duplicates::routes());
    routes.extend(pages::programmes::routes());
    routes.extend(pages::cases::routes());
    routes.extend(pages::notices::routes());
    routes.extend(pages::payments::routes());
    routes.extend(pages::reports::routes());
    routes.extend(pages::disclosure::routes());
    routes.extend(pages::public::routes());
    routes.extend(pages::departments::routes());
    routes.extend(api::routes());
    routes
}

/// The whole application as a service.
pub fn router(web: Web) -> Router {
    let router = table().into_iter().fold(Router::new(), |router, route| {
        let gate = middleware::from_fn_with_state((web.clone(), route.access), gate);
        router.route(route.path, route.handler.route_layer(gate))
    });
    layers::wrap(router.fallback(pages::home::not_found), &web).with_state(web)
}
