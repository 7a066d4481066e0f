//! 事前绩效评估: what an assessment of a new project comes to.

use crate::coded;

coded! {
    /// The result of an ex-ante assessment.
    pub enum AssessmentResult {
        /// As applied for.
        Supported = "supported" "支持",
        /// After the project, its goal or its amount was adjusted.
        SupportedAdjusted = "supported_adjusted" "调整后支持",
        /// Not this year.
        NotSupported = "not_supported" "不支持",
    }
}
