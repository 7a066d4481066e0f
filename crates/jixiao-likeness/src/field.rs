//! The fields that are weighed, and the kinds of agreement of each. Level 0 is always «one side is
//! missing» and weighs nothing; the last level is «different».

/// A field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 姓名
    Name,
    /// 出生日期
    Birth,
    /// 性别
    Sex,
    /// 证件号码, without its check character.
    Identity,
    /// 银行账号
    Card,
    /// 联系电话
    Phone,
    /// 工作单位
    Employer,
    /// 住址
    Address,
}

impl Field {
    /// All fields, in the order in which a pattern keeps them.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Birth,
        Self::Sex,
        Self::Identity,
        Self::Card,
        Self::Phone,
        Self::Employer,
        Self::Address,
    ];

    /// What each level of agreement is called; the first is a missing value.
    pub(crate) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "姓名缺失",
                "姓名相同",
                "姓名读音相同",
                "姓名用字相同、次序不同",
                "姓名相差一字",
                "姓名不同",
            ],
            Self::Birth => &[
                "出生日期未登记",
                "出生日期相同",
                "出生日期相差一位或日月颠倒",
                "出生年份相同",
                "出生日期不同",
            ],
            Self::Sex => &["性别未登记", "性别相同", "性别不同"],
            Self::Identity => &[
                "一方无证件号码",
                "证件号码相同",
                "证件号码相差一位",
                "证件号码相邻两位颠倒",
                "证件号码不同",
            ],
            Self::Card => &["一方无银行账号", "银行账号相同", "银行账号不同"],
            Self::Phone => &["一方无联系电话", "联系电话相同", "联系电话不同"],
            Self::Employer => &["一方无工作单位", "工作单位相同", "工作单位相近", "工作单位不同"],
            Self::Address => &["一方无住址", "住址相同", "住址相近", "住址不同"],
        }
    }

    /// How many levels there are, with the missing one.
    pub(crate) const fn level_count(self) -> usize {
        self.words().len()
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    /// A stable name, for the text of a model.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Identity => "identity",
            Self::Card => "card",
            Self::Phone => "phone",
            Self::Employer => "employer",
            Self::Address => "address",
        }
    }
}

/// The most levels a field has.
pub(crate) const LEVELS_MAX: usize = 6;

/// How two records agree: the level of every field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pattern(pub(crate) [u8; 8]);

/// How many patterns there are.
pub(crate) const PATTERN_COUNT: usize = {
    let (mut product, mut index) = (1, 0);
    while index < Field::ALL.len() {
        product *= Field::ALL[index].level_count();
        index += 1;
    }
    product
};

impl Pattern {
    /// The place of the pattern among all patterns.
    pub(crate) fn code(self) -> usize {
        let fields = Field::ALL.iter().zip(self.0);
        fields.fold(0, |code, (field, level)| code * field.level_count() + usize::from(level))
    }

    /// The pattern at a place.
    pub(crate) fn from_code(mut code: usize) -> Self {
        let mut levels = [0; 8];
        for (field, level) in Field::ALL.iter().zip(&mut levels).rev() {
            *level = u8::try_from(code % field.level_count()).unwrap_or(0);
            code /= field.level_count();
        }
        Self(levels)
    }

    pub(crate) fn level(self, field: Field) -> usize {
        usize::from(self.0[field.index()])
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, LEVELS_MAX, PATTERN_COUNT, Pattern};

    #[test]
    fn every_pattern_has_a_place_of_its_own() {
        for code in 0..PATTERN_COUNT {
            assert_eq!(Pattern::from_code(code).code(), code);
        }
        assert!(Field::ALL.iter().all(|field| field.level_count() <= LEVELS_MAX));
    }
}
