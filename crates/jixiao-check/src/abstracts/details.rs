//! What few comparisons read of a form or report, packed into one string: a large dossier keeps the
//! details of every file to the end, and structures would take several times the room.

use super::FigureAbstract;
use super::notation::{Reader, Writer};
use jixiao_document::Location;
use jixiao_domain::{ComparisonSign, Decimal, Money, Quantity};

/// Details of a form, or of a report, which has figures only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormDetails {
    /// The row of 年度资金总额.
    pub funds: Option<FundsAbstract>,
    /// Printed total score.
    pub total_score: Option<Decimal>,
    /// Figures of 预期目标 with a bound; all countable figures of a report.
    pub figures: Vec<FigureAbstract>,
    /// The indicators whose actual is counted in a unit.
    pub indicators: Vec<IndicatorAbstract>,
}

/// The total row of a fund block, in effective amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundsAbstract {
    /// 年初预算数
    pub initial: Option<Money>,
    /// 全年预算数 (A)
    pub adjusted: Option<Money>,
    /// 全年执行数 (B)
    pub executed: Option<Money>,
    /// 执行率 as printed.
    pub printed_rate: String,
    /// 执行率 as printed, in hundredths; 1 and 1.00 mean 100.
    pub rate_percent: Option<Decimal>,
    /// Where the rate (or the row) stands.
    pub place: Location,
}

/// What is kept of a counted indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorAbstract {
    /// 三级指标, squeezed.
    pub name: String,
    /// 二级指标, squeezed.
    pub level2: String,
    /// The number of its target, where that is one.
    pub due: Option<Decimal>,
    /// The number of its actual.
    pub done: Decimal,
    /// The unit of its actual, or of its target where the actual prints none; never empty or `%`.
    pub unit: String,
    /// Where its actual (or the row) stands.
    pub place: Location,
}

const FUNDS: &str = "f";
const TOTAL_SCORE: &str = "t";
const FIGURE: &str = "g";
const INDICATOR: &str = "i";

pub(super) fn pack(details: &FormDetails) -> Box<str> {
    let mut out = Writer::default();
    if let Some(funds) = &details.funds {
        out.text(FUNDS)
            .number(funds.initial.map(Money::fen))
            .number(funds.adjusted.map(Money::fen))
            .number(funds.executed.map(Money::fen))
            .text(&funds.printed_rate)
            .number(funds.rate_percent)
            .place(funds.place);
    }
    if let Some(score) = details.total_score {
        out.text(TOTAL_SCORE).number(Some(score));
    }
    for figure in &details.figures {
        out.text(FIGURE)
            .text(&figure.text)
            .text(figure.quantity.sign.symbol())
            .number(Some(figure.quantity.number))
            .text(&figure.quantity.unit)
            .number(figure.year)
            .place(figure.place);
    }
    for row in &details.indicators {
        out.text(INDICATOR)
            .text(&row.name)
            .text(&row.level2)
            .number(row.due)
            .number(Some(row.done))
            .text(&row.unit)
            .place(row.place);
    }
    out.finish()
}

pub(super) fn unpack(packed: &str) -> FormDetails {
    let mut details = FormDetails::default();
    let mut fields = Reader::new(packed);
    while read_one(&mut fields, &mut details).is_some() {}
    details
}

fn read_one(fields: &mut Reader<'_>, details: &mut FormDetails) -> Option<()> {
    match fields.text()? {
        FUNDS => details.funds = Some(funds(fields)?),
        TOTAL_SCORE => details.total_score = fields.number()?,
        FIGURE => details.figures.push(figure(fields)?),
        INDICATOR => details.indicators.push(indicator(fields)?),
        _ => return None,
    }
    Some(())
}

fn funds(fields: &mut Reader<'_>) -> Option<FundsAbstract> {
    Some(FundsAbstract {
        initial: fields.number()?.map(Money::from_fen),
        adjusted: fields.number()?.map(Money::from_fen),
        executed: fields.number()?.map(Money::from_fen),
        printed_rate: fields.text()?.to_owned(),
        rate_percent: fields.number()?,
        place: fields.place()?,
    })
}

fn figure(fields: &mut Reader<'_>) -> Option<FigureAbstract> {
    Some(FigureAbstract {
        text: fields.text()?.to_owned(),
        quantity: Quantity {
            sign: sign(fields.text()?)?,
            number: fields.number()??,
            unit: fields.text()?.to_owned(),
        },
        year: fields.number()?,
        place: fields.place()?,
    })
}

fn indicator(fields: &mut Reader<'_>) -> Option<IndicatorAbstract> {
    Some(IndicatorAbstract {
        name: fields.text()?.to_owned(),
        level2: fields.text()?.to_owned(),
        due: fields.number()?,
        done: fields.number()??,
        unit: fields.text()?.to_owned(),
        place: fields.place()?,
    })
}

fn sign(symbol: &str) -> Option<ComparisonSign> {
    use ComparisonSign::{About, AtLeast, AtMost, Equal, LessThan, MoreThan};
    [Equal, AtLeast, MoreThan, AtMost, LessThan, About]
        .into_iter()
        .find(|sign| sign.symbol() == symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, sign: ComparisonSign, place: Location) -> FigureAbstract {
        let quantity = Quantity { sign, number: Decimal::new(-150, 2), unit: "人".to_owned() };
        FigureAbstract { text: text.to_owned(), quantity, year: Some(2023), place }
    }

    #[test]
    fn what_is_packed_is_unpacked_the_same() {
        let cell = Location::TableCell { table: 1, row: 2, column: 3 };
        let sheet = Location::SheetCell { sheet: 0, row: 2, column: 3 };
        let row = |name: &str, due, place| IndicatorAbstract {
            name: name.to_owned(),
            level2: "数量指标".to_owned(),
            due,
            done: Decimal::new(100, 1),
            unit: "人".to_owned(),
            place,
        };
        let details = FormDetails {
            funds: Some(FundsAbstract {
                initial: None,
                adjusted: Some(Money::from_fen(-1)),
                executed: Some(Money::from_fen(i64::MAX)),
                printed_rate: " 1.00\n%".to_owned(),
                rate_percent: None,
                place: Location::Whole,
            }),
            total_score: Some(Decimal::new(9_750, 2)),
            figures: vec![
                figure("慰问150人", ComparisonSign::AtLeast, Location::Line(7)),
                figure("", ComparisonSign::About, Location::Paragraph(7)),
            ],
            indicators: vec![row("", None, cell), row("慰问", Some(Decimal::MAX), sheet)],
        };
        assert_eq!(unpack(&pack(&details)), details);
        assert_eq!(unpack(&pack(&FormDetails::default())), FormDetails::default());
    }
}
