//! The navigation: sections in the order of the officer's year, and the places of each. Holds which
//! place is shown to whom; whether it opens is decided by its route.

use jixiao_app::Actor;
use jixiao_app::authz::{self, Action};

/// A section of the navigation and its places.
struct Section {
    word: &'static str,
    places: &'static [Place],
}

/// A list or overview one goes to.
struct Place {
    address: &'static str,
    word: &'static str,
    /// Of these one opens it; none: it is everyone's.
    actions: &'static [Action],
}

const fn place(address: &'static str, word: &'static str, actions: &'static [Action]) -> Place {
    Place { address, word, actions }
}

const PROJECTS: &[Action] = &[Action::SeeProjects];
const PEOPLE: &[Action] = &[Action::SeePeople];
const AID: &[Action] = &[Action::SeeAid];
const CASES: &[Action] = &[Action::SeeCases];
const PAYMENTS: &[Action] = &[Action::SeePayments];
const ACCOUNTS: &[Action] = &[Action::ManageAccounts, Action::GrantRoles];

const SECTIONS: &[Section] = &[
    Section {
        word: "工作台",
        places: &[
            place("/workbench", "待办事项", &[]),
            place("/jobs", "后台任务", &[Action::SeeProjects, Action::RunSystem]),
        ],
    },
    Section {
        word: "项目预算",
        places: &[
            place("/projects", "项目与预算", PROJECTS),
            place("/assessments", "事前评估", PROJECTS),
            place("/standards", "支出标准", PROJECTS),
        ],
    },
    Section {
        word: "绩效目标",
        places: &[place("/goals", "目标申报", PROJECTS), place("/library", "指标库", PROJECTS)],
    },
    Section {
        word: "监控整改",
        places: &[
            place("/monitoring", "监控记录", PROJECTS),
            place("/monitoring/rounds", "监控轮次", PROJECTS),
            place("/monitoring/warnings", "监控预警", PROJECTS),
            place("/rectifications", "整改", PROJECTS),
        ],
    },
    Section {
        word: "自评评价",
        places: &[
            place("/self-evaluations", "绩效自评", PROJECTS),
            place("/evaluations", "部门评价", PROJECTS),
            place("/departments", "部门整体", PROJECTS),
        ],
    },
    Section {
        word: "报告公开",
        places: &[
            place("/reports", "绩效报告", PROJECTS),
            place("/disclosure", "绩效公开", PROJECTS),
        ],
    },
    Section {
        word: "结果应用",
        places: &[
            place("/results", "评价结果", PROJECTS),
            place("/results/compare", "年度比较", PROJECTS),
            place("/results/proposals", "预算建议", PROJECTS),
            place("/results/ranking", "绩效考核", PROJECTS),
            place("/statistics", "统计分析", PROJECTS),
        ],
    },
    Section {
        word: "帮扶救助",
        places: &[
            place("/households", "帮扶档案", PEOPLE),
            place("/people", "帮扶对象", PEOPLE),
            place("/duplicates", "疑似重复", PEOPLE),
            place("/aid-programmes", "救助项目", AID),
            place("/aid-rounds", "救助批次", AID),
            place("/cases", "救助申请", CASES),
            place("/cases/held", "在办情况", CASES),
            place("/notices", "公示", CASES),
            place("/payments", "资金发放", PAYMENTS),
            place("/payments/unpaid", "未发放清单", PAYMENTS),
        ],
    },
    Section {
        word: "系统管理",
        places: &[
            place("/organisations", "机构", ACCOUNTS),
            place("/users", "用户与角色", ACCOUNTS),
            place("/policy", "安全策略", &[Action::GrantRoles]),
            place("/audit", "审计日志", &[Action::ReadAudit]),
        ],
    },
];

/// An entry as a page shows it.
#[derive(Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) address: &'static str,
    pub(crate) word: &'static str,
    /// Whether the page at hand is here or below.
    pub(crate) here: bool,
}

/// What a person is shown from a page.
#[derive(Debug, PartialEq)]
pub(crate) struct Navigation {
    /// Sections with at least one place for this person; each leads to its first.
    pub(crate) sections: Vec<Entry>,
    /// The places of the section at hand; none where there is nothing to choose.
    pub(crate) places: Vec<Entry>,
    /// The section at hand, which names its places.
    pub(crate) section: &'static str,
}

impl Navigation {
    /// What `actor` is shown from the page of the place `here`; an address that is no place (one's
    /// own account) has no section.
    pub(crate) fn of(actor: &Actor, here: &str) -> Self {
        let mut navigation = Self { sections: Vec::new(), places: Vec::new(), section: "" };
        for section in SECTIONS {
            let open: Vec<Entry> = section
                .places
                .iter()
                .filter(|place| is_shown(actor, place))
                .map(|place| Entry {
                    address: place.address,
                    word: place.word,
                    here: place.address == here,
                })
                .collect();
            let Some(first) = open.first() else { continue };
            let is_at_hand = open.iter().any(|place| place.here);
            navigation.sections.push(Entry {
                address: first.address,
                word: section.word,
                here: is_at_hand,
            });
            if is_at_hand {
                navigation.section = section.word;
                if open.len() > 1 {
                    navigation.places = open;
                }
            }
        }
        navigation
    }
}

fn is_shown(actor: &Actor, place: &Place) -> bool {
    place.actions.is_empty()
        || place.actions.iter().any(|action| authz::allows_somewhere(actor, *action))
}

#[cfg(test)]
mod tests {
    use super::Navigation;
    use jixiao_app::{Actor, Grant};
    use jixiao_domain::{OrganisationId, Role, UserId};

    fn actor(roles: &[Role]) -> Actor {
        let organisation_id = OrganisationId(1);
        let grant = |role: &Role| Grant { role: *role, organisation_id, path: "/1/".to_owned() };
        Actor {
            user_id: UserId(1),
            name: "经办".to_owned(),
            organisation_id,
            grants: roles.iter().map(grant).collect(),
        }
    }

    fn words(entries: &[super::Entry]) -> Vec<String> {
        let mark = |here| if here { "*" } else { "" };
        entries.iter().map(|entry| format!("{}{}", mark(entry.here), entry.word)).collect()
    }

    #[test]
    fn a_section_shows_its_places_and_marks_where_one_is() {
        let shown = Navigation::of(&actor(&[Role::Filler]), "/evaluations");
        assert_eq!(
            words(&shown.sections),
            [
                "工作台",
                "项目预算",
                "绩效目标",
                "监控整改",
                "*自评评价",
                "报告公开",
                "结果应用",
                "帮扶救助"
            ]
        );
        assert_eq!(words(&shown.places), ["绩效自评", "*部门评价", "部门整体"]);
        assert_eq!(shown.section, "自评评价");
    }

    #[test]
    fn a_section_leads_to_the_first_place_that_is_open() {
        let shown = Navigation::of(&actor(&[Role::AuditAdministrator]), "/workbench");
        let addresses: Vec<&str> = shown.sections.iter().map(|entry| entry.address).collect();
        assert_eq!(addresses, ["/workbench", "/audit"]);
        assert!(shown.places.is_empty(), "one place is no choice");
    }

    #[test]
    fn a_page_of_no_place_has_no_second_level() {
        let shown = Navigation::of(&actor(&[Role::Finance]), "/account");
        assert!(shown.places.is_empty() && shown.sections.iter().all(|entry| !entry.here));
    }
}
