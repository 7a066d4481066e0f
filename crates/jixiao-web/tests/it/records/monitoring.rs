//! Records of monitoring for the matrix, and bodies that get as far as their use cases.

use crate::monitored;
use crate::world::World;
use jixiao_domain::Role;

/// A round with a record being filled in whose money lags, its warning, and a frozen record.
pub(super) struct Monitoring {
    round: String,
    draft: String,
    frozen: String,
    warning: String,
}

impl Monitoring {
    pub(super) async fn new(world: &World) -> Self {
        let finance = world.call(world.actor(Role::Finance));
        let frozen = monitored::issued(world, "1—12月", "2025-12-31").await;
        monitored::approve(world, frozen).await;
        let draft = monitored::issued(world, "1—7月", "2025-07-31").await;
        let shown = jixiao_app::monitoring::show(finance, draft).await.unwrap();
        Self {
            round: shown.record.round.id.to_string(),
            draft: draft.to_string(),
            frozen: frozen.to_string(),
            warning: shown.warnings[0].id.to_string(),
        }
    }

    /// The key that stands in a path of the area.
    pub(super) fn key_in(&self, path: &str) -> &String {
        if path.contains("rounds/") {
            &self.round
        } else if path.contains("warnings/") {
            &self.warning
        } else if path.ends_with("/frozen") {
            &self.frozen
        } else {
            &self.draft
        }
    }
}

/// The body of a change over the API.
pub(super) fn json(path: &str) -> &'static str {
    match path {
        "/api/v1/monitoring-rounds" => {
            r#"{"year": 2025, "label": "", "from_on": "", "to_on": "", "due_on": ""}"#
        }
        path if path.contains("-warnings/") => r#"{"revision": 1, "reason": "", "article": ""}"#,
        _ => r#"{"revision": 1, "indicators": []}"#,
    }
}
