//! The comparison a target makes.

use std::fmt;

/// 指标性质: how an actual value is compared with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ComparisonSign {
    /// `=`; also what a bare number means
    #[default]
    Equal,
    /// `≥`, 不低于, 以上
    AtLeast,
    /// `>`, 高于, 超过
    MoreThan,
    /// `≤`, 不超过, 以内, 以下
    AtMost,
    /// `<`, 低于
    LessThan,
    /// `≈`, 左右, 约
    About,
}

impl ComparisonSign {
    /// The sign as printed: `=`, `≥`, `>`, `≤`, `<`, `≈`.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::About => "≈",
        }
    }

    /// Whether less is better (反向指标).
    pub fn is_ceiling(self) -> bool {
        matches!(self, Self::AtMost | Self::LessThan)
    }

    /// Whether more is better.
    pub fn is_floor(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }
}

impl fmt::Display for ComparisonSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

impl crate::Coded for ComparisonSign {
    const ALL: &'static [Self] =
        &[Self::AtLeast, Self::MoreThan, Self::Equal, Self::AtMost, Self::LessThan, Self::About];

    fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
            Self::About => "about",
        }
    }

    fn word(self) -> &'static str {
        self.symbol()
    }
}
