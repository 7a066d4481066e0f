//! Which organisation holds a case in a stage.

use crate::{Refusal, authz};
use jixiao_aid::clock::{Flow, Level};
use jixiao_domain::{AidStage, OrganisationId, OrganisationKind};
use jixiao_store::Connection;
use jixiao_store::organisations::{self, Organisation};
use std::collections::HashMap;

/// The tree of organisations, for resolving levels. Says nothing about who may see what.
pub(crate) struct Places {
    by_id: HashMap<OrganisationId, Organisation>,
}

impl Places {
    /// Loads the tree.
    pub(crate) async fn load(connection: &impl Connection) -> Result<Self, Refusal> {
        let all = organisations::list(connection, &authz::whole_tree()).await?;
        Ok(Self { by_id: all.into_iter().map(|one| (one.id, one)).collect() })
    }

    /// An organisation.
    pub(crate) fn get(&self, id: OrganisationId) -> Result<&Organisation, Refusal> {
        self.by_id.get(&id).ok_or(Refusal::NotFound("该单位"))
    }

    /// The path of an organisation; empty, where nobody has a right, where there is none.
    pub(crate) fn path(&self, id: OrganisationId) -> &str {
        self.by_id.get(&id).map_or("", |one| &one.path)
    }

    /// The nearest organisation at or above `id` that `fits`.
    fn nearest(
        &self,
        id: OrganisationId,
        fits: impl Fn(OrganisationKind) -> bool,
    ) -> Option<&Organisation> {
        let mut here = self.by_id.get(&id);
        while let Some(one) = here {
            if fits(one.kind) {
                return Some(one);
            }
            here = one.parent_id.and_then(|parent| self.by_id.get(&parent));
        }
        None
    }

    /// The union that runs what `id` runs: an internal department, a centre or a school acts for
    /// the union it belongs to.
    pub(crate) fn union_of(&self, id: OrganisationId) -> Result<&Organisation, Refusal> {
        use OrganisationKind::{CountyUnion, Federation, IndustryUnion, PrimaryUnion};
        let found = self.nearest(id, |kind| {
            matches!(kind, Federation | CountyUnion | IndustryUnion | PrimaryUnion)
        });
        found.ok_or_else(|| Refusal::WrongState("该单位不属于任何一级工会".to_owned()))
    }

    /// Who holds a case of `unit` in a stage of a round that `runner` runs.
    pub(crate) fn holder(
        &self,
        flow: &Flow,
        stage: Option<AidStage>,
        unit: OrganisationId,
        runner: OrganisationId,
    ) -> Result<OrganisationId, Refusal> {
        use OrganisationKind::{CountyUnion, Federation, IndustryUnion};
        let level = match stage {
            None => Level::Primary,
            Some(AidStage::Notice | AidStage::Payment) => Level::City,
            Some(stage) => flow.stage(stage).map_or(Level::City, |stage| stage.level),
        };
        match level {
            Level::Primary => Ok(unit),
            Level::County => {
                let county = self
                    .nearest(unit, |kind| matches!(kind, CountyUnion | IndustryUnion | Federation));
                county
                    .map(|one| one.id)
                    .ok_or_else(|| Refusal::WrongState("申请单位之上没有县区或产业工会".to_owned()))
            }
            Level::City => Ok(self.union_of(runner)?.id),
        }
    }
}
