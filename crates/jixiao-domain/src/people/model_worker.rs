//! 劳动模范: levels of honours, what keeps a benefit from being paid, classes of hardship.

use crate::coded;

coded! {
    /// Level of an honour, the highest first.
    pub enum HonourLevel {
        /// 全国劳动模范、全国先进工作者
        National = "national" "全国劳模",
        /// 省部级
        Provincial = "provincial" "省部级劳模",
        /// 市级
        Municipal = "municipal" "市级劳模",
        /// 比照享受待遇
        Comparable = "comparable" "比照劳模待遇",
    }
}

coded! {
    /// Whether benefits may be paid.
    pub enum ModelWorkerStatus {
        /// 健在
        Living = "living" "健在",
        /// 去世
        Deceased = "deceased" "已去世",
        /// 撤销荣誉
        Revoked = "revoked" "荣誉撤销",
        /// 受查处
        Penalised = "penalised" "受查处停发",
        /// 移居境外
        Emigrated = "emigrated" "移居境外",
        /// 失联
        Lost = "lost" "失联",
    }
}

coded! {
    /// Class of hardship of a model worker; the two classes exclude each other.
    pub enum ModelWorkerClass {
        /// 生活困难
        Living = "living_hardship" "生活困难劳模",
        /// 特困
        Extreme = "extreme_hardship" "特困劳模",
    }
}

impl ModelWorkerStatus {
    /// Whether benefits are paid.
    pub fn is_paid(self) -> bool {
        self == Self::Living
    }
}
