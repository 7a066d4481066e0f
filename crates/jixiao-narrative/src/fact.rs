//! A figure with its name, its value and where it comes from.
//!
//! Owns how a value is printed in a sentence. Where it stands in a sentence is the template's.

use jixiao_domain::{CurrencyUnit, Decimal, Money, round_half_up_dp};
use serde::{Deserialize, Serialize};

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name: letters, digits, `_` and `-` between dots, `rows.57.actual`.
    pub key: String,
    /// What it says.
    pub value: FactValue,
    /// Where it comes from.
    pub source: Source,
    /// SM3 of the frozen content it was read from, where it is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// In words: 自评表“年度资金总额”行“全年执行数”.
    pub words: String,
    /// The address of its page; may be empty.
    pub address: String,
}

impl Source {
    /// A source.
    pub fn new(words: impl Into<String>, address: impl Into<String>) -> Self {
        Self { words: words.into(), address: address.into() }
    }
}

/// The unit a sentence prints money in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元
    TenThousandYuan,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// 2025
    pub year: i32,
    /// 1–12
    pub month: u32,
    /// 1–31
    pub day: u32,
}

/// What a figure says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FactValue {
    /// An amount in 分 and the unit it is printed in.
    Money {
        /// 分
        fen: i64,
        /// The unit.
        unit: MoneyUnit,
    },
    /// A number with its unit of measure.
    Count {
        /// The number.
        #[serde(with = "decimal_text")]
        number: Decimal,
        /// 人, 户, 项 …
        unit: String,
    },
    /// A share of one, printed as per cent with at most two decimals.
    Rate {
        /// The share.
        #[serde(with = "decimal_text")]
        share: Decimal,
    },
    /// Points of a score.
    Points {
        /// The points.
        #[serde(with = "decimal_text")]
        points: Decimal,
    },
    /// A fiscal year, printed without 年.
    Year {
        /// The year.
        year: i64,
    },
    /// A day.
    Date {
        /// The day.
        date: Day,
    },
    /// Words of a record: a name, a cause, a value as it was filed.
    Text {
        /// The words.
        text: String,
    },
    /// 优, 良, 中, 差
    Grade {
        /// The word.
        word: String,
    },
    /// Something that holds. It decides on sentences and is never printed; what doesn't hold has no
    /// fact.
    Flag,
}

/// Which part of a value is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// With its unit.
    #[default]
    Full,
    /// The number alone, for tables.
    Bare,
    /// Words without the stop they end in, to stand inside a sentence.
    Clause,
}

impl Style {
    /// The name in tokens; `None` for the usual one.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Bare => Some("bare"),
            Self::Clause => Some("clause"),
        }
    }

    /// The style of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Bare, Self::Clause].into_iter().find(|style| style.code() == Some(code))
    }
}

impl FactValue {
    /// Money in 万元, the unit of reports.
    pub fn money(amount: Money) -> Self {
        Self::Money { fen: amount.fen(), unit: MoneyUnit::TenThousandYuan }
    }

    /// A count.
    pub fn count(number: impl Into<Decimal>, unit: impl Into<String>) -> Self {
        Self::Count { number: number.into(), unit: unit.into() }
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// As it stands in a sentence.
    pub fn printed(&self, style: Style) -> String {
        let (number, unit) = match self {
            Self::Text { text } => return words(text, style),
            Self::Grade { word } => return word.clone(),
            Self::Date { date } => {
                return format!("{}年{}月{}日", date.year, date.month, date.day);
            }
            Self::Flag => return String::new(),
            Self::Year { year } => return year.to_string(),
            Self::Money { fen, unit } => {
                let unit = match unit {
                    MoneyUnit::Yuan => CurrencyUnit::Yuan,
                    MoneyUnit::TenThousandYuan => CurrencyUnit::TenThousandYuan,
                };
                (Money::from_fen(*fen).to_decimal(unit), unit.word())
            }
            Self::Count { number, unit } => (number.normalize(), unit.as_str()),
            Self::Rate { share } => (percent(*share), "%"),
            Self::Points { points } => (points.normalize(), "分"),
        };
        match style {
            Style::Bare => number.to_string(),
            Style::Full | Style::Clause => format!("{number}{unit}"),
        }
    }

    /// The number, in the unit it is printed in; `None` for words.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Text { .. } | Self::Grade { .. } | Self::Date { .. } | Self::Flag => None,
            Self::Year { year } => Some(Decimal::from(*year)),
            Self::Money { fen, unit: MoneyUnit::Yuan } => {
                Some(Money::from_fen(*fen).to_decimal(CurrencyUnit::Yuan))
            }
            Self::Money { fen, unit: MoneyUnit::TenThousandYuan } => {
                Some(Money::from_fen(*fen).to_decimal(CurrencyUnit::TenThousandYuan))
            }
            Self::Count { number, .. } => Some(*number),
            Self::Rate { share } => Some(percent(*share)),
            Self::Points { points } => Some(*points),
        }
    }

    /// Whether it says anything.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text { text } if text.trim().is_empty())
    }
}

fn percent(share: Decimal) -> Decimal {
    let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
    round_half_up_dp(percent, 2).normalize()
}

/// One line of words; lines of the record are joined.
fn words(text: &str, style: Style) -> String {
    // Two closing braces would end a token of the editor.
    let joined: String = text.lines().map(str::trim).collect::<String>().replace("}}", "} }");
    match style {
        Style::Full | Style::Bare => joined,
        Style::Clause => {
            joined.trim_end_matches(['。', '；', '，', '.', ';', '！', ' ']).to_owned()
        }
    }
}

/// Decimals are kept as text: exact, and the same bytes every time.
mod decimal_text {
    use jixiao_domain::Decimal;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(number: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&number.normalize().to_string())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| D::Error::custom("not a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, FactValue, Style};
    use jixiao_domain::{Decimal, Money};

    #[test]
    fn values_print_with_their_unit_and_without() {
        let cases = [
            (FactValue::money(Money::from_fen(140_400_000)), "140.4万元", "140.4"),
            (FactValue::count(1350, "人"), "1350人", "1350"),
            (FactValue::Rate { share: Decimal::new(97_804, 5) }, "97.8%", "97.8"),
            (FactValue::Points { points: Decimal::new(9400, 2) }, "94分", "94"),
            (FactValue::Year { year: 2025 }, "2025", "2025"),
            (
                FactValue::Date { date: Day { year: 2022, month: 3, day: 1 } },
                "2022年3月1日",
                "2022年3月1日",
            ),
            (FactValue::text("已发放。\n回单归档。"), "已发放。回单归档。", "已发放。回单归档。"),
        ];
        for (value, full, bare) in cases {
            assert_eq!(value.printed(Style::Full), full);
            assert_eq!(value.printed(Style::Bare), bare);
        }
        assert_eq!(FactValue::text("名册有误。").printed(Style::Clause), "名册有误");
    }
}
