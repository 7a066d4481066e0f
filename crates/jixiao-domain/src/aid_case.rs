//! Cases of aid and public notices (公示): their states, the stages they go through, what happens to
//! them. Which stages a programme has, and what each asks for, is dated data elsewhere.

use crate::coded;

coded! {
    /// Where a case stands.
    pub enum AidCaseState {
        /// Being filled in.
        Draft = "draft" "填报中",
        /// Waits for the review of the grass-roots union.
        Submitted = "submitted" "待初审",
        /// Waits for the next review or for approval.
        PrimaryReviewed = "primary_reviewed" "初审通过",
        /// Waits for approval.
        CountyReviewed = "county_reviewed" "复核通过",
        /// Approved with an amount; waits for its public notice.
        CityApproved = "city_approved" "已审定待公示",
        /// Stands on a public notice.
        Noticed = "noticed" "公示中",
        /// The notice is over without objection: may be paid.
        Payable = "payable" "待发放",
        /// On its way to the bank.
        Batched = "batched" "发放中",
        /// The bank confirmed the payment.
        Paid = "paid" "已发放",
        /// Sent back to be mended.
        Returned = "returned" "退回补正",
        /// Refused for good.
        Rejected = "rejected" "不予救助",
        /// Taken back by the applicant.
        Withdrawn = "withdrawn" "已撤回",
        /// An objection to its notice is looked into.
        Objected = "objected" "异议复核中",
        /// Stopped for a time, and its clock with it.
        Suspended = "suspended" "已中止",
        /// Paid, and the money asked back.
        Recovered = "recovered" "已追回",
    }
}

coded! {
    /// A stage, in the order in which stages follow one another.
    pub enum AidStage {
        /// 基层初审
        PrimaryReview = "primary_review" "基层初审",
        /// 县区、产业复核
        CountyReview = "county_review" "县区（产业）复核",
        /// 市总审定, with the party group's meeting where the programme asks for it.
        CityApproval = "city_approval" "市总审定",
        /// 公示
        Notice = "notice" "公示",
        /// 发放
        Payment = "payment" "发放",
    }
}

coded! {
    /// What happens to a case.
    pub enum AidCaseEvent {
        /// A draft, or what was sent back, was changed; the state stays.
        Save = "save" "修改",
        /// 提交
        Submit = "submit" "提交",
        /// 入户调查 was made; recorded, the state stays.
        Visit = "visit" "登记入户调查",
        /// 民政核对 came back; recorded, the state stays.
        CheckMeans = "check_means" "登记民政核对",
        /// A review stage is passed.
        Pass = "pass" "审核通过",
        /// 审定, which freezes the amount.
        Approve = "approve" "审定",
        /// 退回补正, with a reason
        Return = "return" "退回补正",
        /// 不予救助, with a reason
        Reject = "reject" "不予救助",
        /// 撤回申请, with a reason
        Withdraw = "withdraw" "撤回申请",
        /// Put on a notice.
        Post = "post" "列入公示",
        /// Taken off a notice that was withdrawn.
        Unpost = "unpost" "撤下公示",
        /// An objection came in.
        Object = "object" "登记异议",
        /// The objection does not hold.
        Dismiss = "dismiss" "异议不成立",
        /// The objection holds: back to be mended and reviewed again.
        Uphold = "uphold" "异议成立",
        /// The notice ended without an open objection.
        EndNotice = "end_notice" "公示期满",
        /// 中止, with a reason: the clock stops.
        Suspend = "suspend" "中止办理",
        /// 恢复: the clock goes on.
        Resume = "resume" "恢复办理",
        /// Put into a disbursement batch.
        Batch = "batch" "列入发放",
        /// The payment failed for good: to be paid anew.
        Unbatch = "unbatch" "退出发放",
        /// The bank confirmed.
        Pay = "pay" "发放成功",
        /// 追回, with a reason
        Recover = "recover" "追回",
    }
}

coded! {
    /// What a stage may ask for before it is passed.
    pub enum AidNeed {
        /// 入户调查
        HomeVisit = "home_visit" "入户调查",
        /// 民政家庭经济状况核对
        MeansCheck = "means_check" "民政核对",
    }
}

coded! {
    /// What the civil affairs office found (家庭经济状况核对结果).
    pub enum MeansResult {
        /// 核对一致
        Consistent = "consistent" "核对一致",
        /// 核对有出入 that was explained.
        Explained = "explained" "有出入，已说明",
        /// 核对不符
        Contradicted = "contradicted" "核对不符",
    }
}

coded! {
    /// Where a public notice stands.
    pub enum AidNoticeState {
        /// Put together, not shown yet.
        Draft = "draft" "待发布",
        /// Shown to everybody.
        Posted = "posted" "公示中",
        /// Over.
        Ended = "ended" "已结束",
        /// Taken back before its end, with a reason.
        Withdrawn = "withdrawn" "已撤回",
    }
}

coded! {
    /// How an objection came in.
    pub enum ObjectionChannel {
        /// 电话
        Phone = "phone" "电话",
        /// 来访
        Visit = "visit" "来访",
        /// 来信
        Letter = "letter" "来信",
        /// 网上
        Online = "online" "网上",
    }
}

coded! {
    /// Where an objection stands.
    pub enum ObjectionState {
        /// Being looked into.
        Open = "open" "核查中",
        /// It does not hold.
        Dismissed = "dismissed" "不成立",
        /// It holds.
        Upheld = "upheld" "成立",
    }
}

impl AidCaseState {
    /// Whether nothing happens to the case any more.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::Recovered)
    }

    /// Whether its content may be changed.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether it waits for the review or approval of a stage.
    pub fn is_under_review(self) -> bool {
        matches!(self, Self::Submitted | Self::PrimaryReviewed | Self::CountyReviewed)
    }
}

impl AidStage {
    /// The state a case has once the stage is passed.
    pub fn passed_state(self) -> AidCaseState {
        match self {
            Self::PrimaryReview => AidCaseState::PrimaryReviewed,
            Self::CountyReview => AidCaseState::CountyReviewed,
            Self::CityApproval => AidCaseState::CityApproved,
            Self::Notice => AidCaseState::Payable,
            Self::Payment => AidCaseState::Paid,
        }
    }
}

impl AidCaseEvent {
    /// Whether the event is refused without a reason.
    pub fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Return
                | Self::Reject
                | Self::Withdraw
                | Self::Unpost
                | Self::Uphold
                | Self::Dismiss
                | Self::Suspend
                | Self::Resume
                | Self::Unbatch
                | Self::Recover
        )
    }

    /// Whether the event judges what others did.
    pub fn is_check(self) -> bool {
        matches!(self, Self::Pass | Self::Approve | Self::Return | Self::Reject)
    }

    /// Whether a person raises it on one case or on many by hand; notices and payments raise the
    /// others.
    pub fn is_manual(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Pass
                | Self::Approve
                | Self::Return
                | Self::Reject
                | Self::Withdraw
                | Self::Suspend
                | Self::Resume
        )
    }
}
