//! What stands around every page of a signed-in person: name, navigation, message.

use crate::assets::{SHARED, Shared};
use crate::session::Session;
use jixiao_app::Actor;
use jixiao_app::authz::{self, Action};

/// The frame of a page; `base.html` shows it.
pub(crate) struct Frame {
    pub(crate) shared: &'static Shared,
    pub(crate) title: String,
    pub(crate) user_name: String,
    pub(crate) places: Vec<Place>,
    /// What the last action did, shown once on top.
    pub(crate) message: Option<String>,
}

/// An entry of the navigation.
pub(crate) struct Place {
    pub(crate) address: &'static str,
    pub(crate) word: &'static str,
    pub(crate) here: bool,
}

/// Address, word, and the actions of which one opens it (none: everyone).
const PLACES: &[(&str, &str, &[Action])] = &[
    ("/workbench", "工作台", &[]),
    ("/projects", "项目与预算", &[Action::SeeProjects]),
    ("/assessments", "事前评估", &[Action::SeeProjects]),
    ("/goals", "绩效目标", &[Action::SeeProjects]),
    ("/library", "指标库", &[Action::SeeProjects]),
    ("/standards", "支出标准", &[Action::SeeProjects]),
    ("/monitoring", "运行监控", &[Action::SeeProjects]),
    ("/self-evaluations", "绩效自评", &[Action::SeeProjects]),
    ("/evaluations", "部门评价", &[Action::SeeProjects]),
    ("/rectifications", "整改", &[Action::SeeProjects]),
    ("/reports", "绩效报告", &[Action::SeeProjects]),
    ("/disclosure", "绩效公开", &[Action::SeeProjects]),
    ("/departments", "部门整体", &[Action::SeeProjects]),
    ("/results", "结果应用", &[Action::SeeProjects]),
    ("/statistics", "统计分析", &[Action::SeeProjects]),
    ("/organisations", "机构", &[Action::ManageAccounts, Action::GrantRoles]),
    ("/users", "用户与角色", &[Action::ManageAccounts, Action::GrantRoles]),
    ("/policy", "安全策略", &[Action::GrantRoles]),
    ("/audit", "审计日志", &[Action::ReadAudit]),
    ("/jobs", "后台任务", &[Action::SeeProjects, Action::RunSystem]),
];

impl Frame {
    /// The frame of a page at `here`, one of the places' addresses.
    pub(crate) fn new(session: &Session, here: &str, title: impl Into<String>) -> Self {
        Self {
            shared: &SHARED,
            title: title.into(),
            user_name: session.actor.name.clone(),
            places: places(&session.actor, here),
            message: None,
        }
    }

    /// With a message on top, usually from the `done` parameter after a change.
    pub(crate) fn message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }
}

fn places(actor: &Actor, here: &str) -> Vec<Place> {
    PLACES
        .iter()
        .filter(|(_, _, actions)| {
            actions.is_empty()
                || actions.iter().any(|action| authz::allows_somewhere(actor, *action))
        })
        .map(|(address, word, _)| Place { address, word, here: *address == here })
        .collect()
}
