//! States of long work.

use crate::coded;

coded! {
    /// Where a piece of long work stands.
    pub enum JobState {
        /// Waits for a node.
        Queued = "queued" "排队中",
        /// A node works at it.
        Running = "running" "进行中",
        /// Ended; some of its items may have failed.
        Done = "done" "已完成",
        /// Ended without doing what was asked.
        Failed = "failed" "未能完成",
        /// Called off by a person.
        Cancelled = "cancelled" "已取消",
    }
}

impl JobState {
    /// Whether nothing more will happen.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}
