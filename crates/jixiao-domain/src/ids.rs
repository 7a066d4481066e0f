//! One id type per kind of record, so that a goal's id is never taken for a project's.

use std::fmt;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub i64);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl From<i64> for $name {
                fn from(id: i64) -> Self {
                    Self(id)
                }
            }
        )+
    };
}

ids! {
    /// A federation, county or industry union, school, centre or internal department.
    OrganisationId,
    /// A person who signs in.
    UserId,
    /// A project over all its years.
    ProjectId,
    /// One project in one fiscal year.
    ProjectYearId,
    /// A line of the budget ledger.
    BudgetEntryId,
    /// A line of the execution ledger.
    ExecutionEntryId,
    /// An indicator of the library.
    LibraryIndicatorId,
    /// One version of a goal.
    GoalId,
    /// An indicator of a goal version.
    GoalIndicatorId,
    /// A self-evaluation.
    SelfEvaluationId,
    /// A version of a report.
    ReportId,
    /// A round of monitoring that finance issued.
    MonitoringRoundId,
    /// A project's record in a round of monitoring.
    MonitoringRecordId,
    /// A warning raised by a record of monitoring.
    MonitoringWarningId,
    /// A file attached to something.
    AttachmentId,
    /// A demand to set something right (整改).
    RectificationId,
    /// A suspension of payment.
    SuspensionId,
    /// A round of ex-ante assessment (事前绩效评估).
    AssessmentId,
    /// A department evaluation (部门评价).
    EvaluationId,
    /// A piece of long work.
    JobId,
    /// A cost standard.
    CostStandardId,
    /// A past year taken over from an earlier filing.
    PastYearId,
    /// A proposal for a project's next budget.
    ProposalId,
    /// A scenario of next year's budgets.
    ScenarioId,
    /// A department's year as a whole.
    DepartmentYearId,
    /// What an organisation publishes of a year, in one version.
    DisclosureId,
    /// One form or report that is published.
    DisclosureItemId,
    /// A key that seals published files.
    SigningKeyId,
    /// A person the federation serves.
    PersonId,
    /// A household with its file (一户一档).
    HouseholdId,
    /// A person's place in a household.
    HouseholdMemberId,
    /// A yearly review of a household.
    HouseholdReviewId,
    /// A model worker's record.
    ModelWorkerId,
    /// An honour of a model worker.
    HonourId,
    /// One opening of a programme of aid.
    AidRoundId,
    /// Two records that may be one person.
    DuplicateId,
    /// A person's application for aid of a round, with all that comes of it.
    AidCaseId,
    /// A public notice (公示) of approved cases.
    AidNoticeId,
    /// An objection to a public notice.
    AidObjectionId,
    /// A batch of payments.
    DisbursementBatchId,
    /// One payment to one card.
    DisbursementLineId,
    /// A file for a bank.
    BankFileId,
    /// A file from a bank.
    BankReturnId,
}
