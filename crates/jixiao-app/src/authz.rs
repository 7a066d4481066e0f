//! Who may do what, where: the one table of rights, and the only maker of [`Scope`]s.

use crate::{Actor, Refusal};
use jixiao_domain::{Role, coded};
use jixiao_store::Scope;

coded! {
    /// Something a role may allow.
    pub enum Action {
        /// See projects, budgets, goals and self-evaluations.
        SeeProjects = "see_projects" "查看项目",
        /// Add and change projects.
        EditProjects = "edit_projects" "编辑项目",
        /// Enter budget and execution lines, import vouchers.
        KeepLedger = "keep_ledger" "登记预算与执行",
        /// Propose indicators for the library.
        ProposeIndicators = "propose_indicators" "提出指标",
        /// Approve indicators of the library.
        ApproveIndicators = "approve_indicators" "审定指标",
        /// Compute and change proposals for next year's budgets, compare scenarios.
        ProposeBudgets = "propose_budgets" "编制预算建议",
        /// Enter and withdraw cost standards.
        KeepStandards = "keep_standards" "维护支出标准",
        /// Fill in and submit goals.
        FillGoals = "fill_goals" "填报绩效目标",
        /// Fill in and submit self-evaluations, attach files.
        FillSelfEvaluations = "fill_self_evaluations" "填报绩效自评",
        /// Draft, edit and submit reports.
        FillReports = "fill_reports" "编写绩效报告",
        /// Fill in and submit records of monitoring, answer warnings.
        FillMonitoring = "fill_monitoring" "填报运行监控",
        /// Fill in and submit a department's year as a whole.
        FillDepartments = "fill_departments" "填报部门整体",
        /// 单位审核
        ReviewForUnit = "review_for_unit" "单位审核",
        /// 财务审核, issuing of self-evaluation tasks, re-check with a score of finance's own.
        ReviewForFinance = "review_for_finance" "财务审核",
        /// 审批
        Approve = "approve" "审批",
        /// Fill in and submit ex-ante assessments.
        FillAssessments = "fill_assessments" "填报事前绩效评估",
        /// Plan, score and discuss department evaluations.
        Evaluate = "evaluate" "组织部门评价",
        /// Conclude department evaluations.
        ConcludeEvaluation = "conclude_evaluation" "作出评价结论",
        /// Give notices of rectification, check what was done.
        SuperviseRectification = "supervise_rectification" "整改监督",
        /// Say what was done to set things right.
        ReplyRectification = "reply_rectification" "报送整改情况",
        /// Stop the payments of a project's year.
        SuspendPayment = "suspend_payment" "暂停拨付",
        /// Let the payments of a project's year go on.
        LiftSuspension = "lift_suspension" "解除暂停拨付",
        /// Assemble what is published, publish it, withdraw it.
        PrepareDisclosure = "prepare_disclosure" "编制绩效公开",
        /// Spot-check filed self-evaluations.
        SpotCheck = "spot_check" "抽查复核",
        /// See people and files of households; numbers masked.
        SeePeople = "see_people" "查看帮扶档案",
        /// Register people and households, import them, propose reviews and exits.
        FillPeople = "fill_people" "登记帮扶档案",
        /// Review files, confirm yearly reviews and exits, merge files.
        ReviewPeople = "review_people" "审核帮扶档案",
        /// Approve files: 县级以上帮扶中心审批.
        ApprovePeople = "approve_people" "审批帮扶档案",
        /// Judge whether two records are one person, search the registry for such pairs.
        JudgeDuplicates = "judge_duplicates" "核对疑似重复",
        /// Let cases go on although a pair isn't cleared.
        OverrideDuplicates = "override_duplicates" "特批疑似重复",
        /// See numbers in full, for a stated purpose that is logged.
        RevealPeople = "reveal_people" "查看完整证件号码和账号",
        /// See programmes of aid and their rounds.
        SeeAid = "see_aid" "查看救助项目",
        /// Open and close rounds of aid.
        OpenAidRounds = "open_aid_rounds" "开设救助批次",
        /// Set the most a round of aid may pay.
        SetAidCeiling = "set_aid_ceiling" "调整批次限额",
        /// See applications for aid, who holds them, and notices.
        SeeCases = "see_cases" "查看救助申请",
        /// Fill in and submit applications, write down visits and means checks.
        FillCases = "fill_cases" "登记救助申请",
        /// Review applications, stop and resume them, judge objections.
        ReviewCases = "review_cases" "审核救助申请",
        /// Approve applications with their amounts.
        ApproveCases = "approve_cases" "审定救助申请",
        /// Put public notices together, post and end them, write objections down.
        KeepNotices = "keep_notices" "办理公示",
        /// See batches of payments and what is not paid yet.
        SeePayments = "see_payments" "查看资金发放",
        /// Build batches, pay failed lines again, put cases back.
        BuildPayments = "build_payments" "编制发放批次",
        /// Check batches.
        CheckPayments = "check_payments" "复核发放批次",
        /// Approve batches.
        ApprovePayments = "approve_payments" "审批发放批次",
        /// Export batches, register what the bank did, reconcile, book, get money back.
        SendPayments = "send_payments" "办理银行发放与入账",
        /// Unfreeze an approved self-evaluation.
        Unfreeze = "unfreeze" "解除锁定",
        /// Add and change organisations and accounts.
        ManageAccounts = "manage_accounts" "管理机构与账号",
        /// Grant and revoke roles, set password policy.
        GrantRoles = "grant_roles" "授予角色",
        /// Read and verify the audit log.
        ReadAudit = "read_audit" "查看审计日志",
        /// See jobs, health and backups.
        RunSystem = "run_system" "系统运行",
    }
}

/// Which roles allow an action.
pub fn roles_of(action: Action) -> &'static [Role] {
    use Role::{
        Approver, AuditAdministrator, Auditor, Filler, Finance, Reviewer, SecurityAdministrator,
        SystemAdministrator, Treasury,
    };
    match action {
        Action::SeeProjects | Action::SeeAid => {
            &[Filler, Reviewer, Finance, Approver, Auditor, Treasury]
        }
        Action::SeePeople => &[Filler, Reviewer, Approver, Auditor],
        Action::SeeCases | Action::SeePayments => &[Filler, Reviewer, Finance, Approver, Auditor],
        Action::RevealPeople => &[Filler, Reviewer, Approver],
        Action::EditProjects
        | Action::FillPeople
        | Action::OpenAidRounds
        | Action::FillCases
        | Action::KeepNotices
        | Action::FillGoals
        | Action::FillSelfEvaluations
        | Action::FillDepartments
        | Action::FillMonitoring
        | Action::FillAssessments
        | Action::ReplyRectification
        | Action::BuildPayments => &[Filler],
        Action::ProposeIndicators | Action::FillReports => &[Filler, Finance],
        Action::KeepLedger
        | Action::KeepStandards
        | Action::ProposeBudgets
        | Action::ApproveIndicators
        | Action::ReviewForFinance
        | Action::Evaluate
        | Action::SuspendPayment
        | Action::SetAidCeiling
        | Action::PrepareDisclosure
        | Action::SendPayments => &[Finance],
        Action::ReviewForUnit
        | Action::ReviewPeople
        | Action::CheckPayments
        | Action::JudgeDuplicates
        | Action::ReviewCases => &[Reviewer],
        Action::Approve
        | Action::ApprovePeople
        | Action::ApprovePayments
        | Action::OverrideDuplicates
        | Action::ApproveCases
        | Action::ConcludeEvaluation
        | Action::LiftSuspension => &[Approver],
        Action::SpotCheck | Action::SuperviseRectification => &[Finance, Treasury],
        Action::Unfreeze | Action::GrantRoles => &[SecurityAdministrator],
        Action::ManageAccounts | Action::RunSystem => &[SystemAdministrator],
        Action::ReadAudit => &[AuditAdministrator, Auditor],
    }
}

/// Whether the actor may do `action` somewhere.
pub fn allows_somewhere(actor: &Actor, action: Action) -> bool {
    actor.grants.iter().any(|grant| roles_of(action).contains(&grant.role))
}

/// Whether the actor may do `action` in the organisation at `path`.
pub fn allows(actor: &Actor, action: Action, path: &str) -> bool {
    actor
        .grants
        .iter()
        .any(|grant| roles_of(action).contains(&grant.role) && path.starts_with(&grant.path))
}

/// Refuses unless the actor may do `action` in the organisation at `path`.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub fn authorise(actor: &Actor, action: Action, path: &str) -> Result<(), Refusal> {
    use jixiao_domain::Coded as _;
    if allows(actor, action, path) { Ok(()) } else { Err(Refusal::Forbidden(action.word())) }
}

/// The part of the tree in which the actor may do `action`.
///
/// # Errors
/// [`Refusal::Forbidden`] where that is nowhere.
pub fn scope(actor: &Actor, action: Action) -> Result<Scope, Refusal> {
    scope_of_any(actor, &[action])
}

/// The part of the tree in which the actor may do any of `actions`.
///
/// # Errors
/// [`Refusal::Forbidden`], naming the first, where that is nowhere.
pub fn scope_of_any(actor: &Actor, actions: &[Action]) -> Result<Scope, Refusal> {
    use jixiao_domain::Coded as _;
    let paths: Vec<String> = actor
        .grants
        .iter()
        .filter(|grant| actions.iter().any(|action| roles_of(*action).contains(&grant.role)))
        .map(|grant| grant.path.clone())
        .collect();
    if paths.is_empty() {
        return Err(Refusal::Forbidden(actions.first().map_or("", |action| action.word())));
    }
    Ok(Scope::authorised(paths))
}

/// The part of the tree at and below an organisation, for summing up what belongs to it once the
/// caller was authorised for the organisation itself.
pub(crate) fn subtree(path: &str) -> Scope {
    Scope::authorised(vec![path.to_owned()])
}

/// The whole tree, for what the application does on its own account (jobs, sample data, set-up).
pub(crate) fn whole_tree() -> Scope {
    Scope::authorised(vec!["/".to_owned()])
}

/// The subtree of an organisation in which the actor may do `action`.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub(crate) fn scope_below(actor: &Actor, action: Action, path: &str) -> Result<Scope, Refusal> {
    authorise(actor, action, path)?;
    Ok(Scope::authorised(vec![path.to_owned()]))
}

/// Refuses where the maker of a record checks it (会计法 on segregation of duties; domain rule).
///
/// # Errors
/// [`Refusal::SameHand`].
pub fn other_hand(actor: &Actor, earlier: &[(jixiao_domain::UserId, &str)]) -> Result<(), Refusal> {
    match earlier.iter().find(|(user, _)| *user == actor.user_id) {
        Some((_, step)) => Err(Refusal::SameHand(format!("您已办理“{step}”，须由他人办理本环节"))),
        None => Ok(()),
    }
}
