//! Organisations and the roles people hold in them.

use crate::coded;

coded! {
    /// What an organisation is in the union's tree.
    pub enum OrganisationKind {
        /// 省、市、州总工会: the top of an installation.
        Federation = "federation" "总工会",
        /// 县（市、区）总工会 and those of development zones.
        CountyUnion = "county_union" "县（市、区）总工会",
        /// 产业、直属工会
        IndustryUnion = "industry_union" "产业工会",
        /// 基层工会
        PrimaryUnion = "primary_union" "基层工会",
        /// 困难职工帮扶（服务）中心
        AidCentre = "aid_centre" "帮扶中心",
        /// 职工学校、文化宫 and other institutions.
        Institution = "institution" "事业单位",
        /// 内设部门
        Department = "department" "内设部门",
    }
}

coded! {
    /// What a user may do at a place of the tree and below it.
    pub enum Role {
        /// 填报: enters projects, goals, actual values.
        Filler = "filler" "填报",
        /// 审核: reviews what the unit files.
        Reviewer = "reviewer" "审核",
        /// 财务: budget, execution, finance review and re-check.
        Finance = "finance" "财务",
        /// 审批: approves and locks.
        Approver = "approver" "审批",
        /// 经审: reads everything, changes nothing.
        Auditor = "auditor" "经审",
        /// 财政: reads filed forms and spot-checks.
        Treasury = "treasury" "财政",
        /// 系统管理员: accounts, organisations, jobs, backup.
        SystemAdministrator = "system_administrator" "系统管理员",
        /// 安全管理员: grants, policies, unfreezing.
        SecurityAdministrator = "security_administrator" "安全管理员",
        /// 审计管理员: the audit log.
        AuditAdministrator = "audit_administrator" "审计管理员",
    }
}

impl Role {
    /// Whether this is one of the three administrators (三员分立, GB/T 22239-2019 level 3): they
    /// exclude each other and every business role.
    pub fn is_administrator(self) -> bool {
        matches!(
            self,
            Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator
        )
    }

    /// Whether one person may hold both roles anywhere in the tree.
    pub fn compatible_with(self, other: Self) -> bool {
        self == other || !(self.is_administrator() || other.is_administrator())
    }
}

#[cfg(test)]
mod tests {
    use super::Role;
    use crate::Coded;

    #[test]
    fn an_administrator_holds_nothing_else() {
        for role in Role::ALL.iter().filter(|role| role.is_administrator()) {
            for other in Role::ALL {
                assert_eq!(role.compatible_with(*other), role == other);
            }
        }
    }
}
