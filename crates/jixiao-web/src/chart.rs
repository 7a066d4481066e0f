//! Pictures of figures as SVG. Beside each stands a table with the same figures: a picture explains,
//! it is never the only place.

use jixiao_app::budgets::MonthProgress;
use jixiao_app::departments::ItemChange;
use jixiao_domain::{CurrencyUnit, Decimal, Money};
use plotters::prelude::*;

const WIDTH: u32 = 760;
const HEIGHT: u32 = 280;
const ACCENT: RGBColor = RGBColor(0xa4, 0x16, 0x1a);
const PLAN: RGBColor = RGBColor(0x5b, 0x5b, 0x60);
const MONTH: RGBColor = RGBColor(0xd9, 0xa3, 0xa5);

/// Execution by month: bars for the month, a line for the year so far, a dashed line for 序时进度.
/// Empty where there is no budget to measure by.
pub(crate) fn execution(months: &[MonthProgress], adjusted: Decimal) -> String {
    let mut svg = String::new();
    if adjusted <= Decimal::ZERO || draw(&mut svg, months, adjusted).is_err() {
        return String::new();
    }
    svg
}

/// A department's money beside the year before: two bars for each item, in 万元. Empty where there is
/// nothing to compare.
pub(crate) fn compared(changes: &[ItemChange]) -> String {
    let mut svg = String::new();
    if changes.is_empty() || draw_compared(&mut svg, changes).is_err() {
        return String::new();
    }
    svg
}

fn wan(money: Money) -> f64 {
    money.to_decimal(CurrencyUnit::TenThousandYuan).try_into().unwrap_or_default()
}

fn draw_compared(
    svg: &mut String,
    changes: &[ItemChange],
) -> Result<(), Box<dyn std::error::Error>> {
    let amounts = changes.iter().flat_map(|change| [wan(change.before), wan(change.now)]);
    let top = amounts.fold(1.0, f64::max) * 1.08;
    let items = changes.iter().zip(0_u32..).map(|(change, at)| (f64::from(at), change));
    let items: Vec<(f64, &ItemChange)> = items.collect();
    let last = items.last().map_or(0.0, |(at, _)| *at);
    let root = SVGBackend::with_string(svg, (WIDTH, HEIGHT)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(28)
        .y_label_area_size(60)
        .build_cartesian_2d(-0.6..last + 0.6, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .x_labels(items.len() * 2)
        .x_label_formatter(&|at| {
            let item = items.iter().find(|(place, _)| (place - at).abs() < 0.01);
            item.map_or_else(String::new, |(_, change)| change.name.to_owned())
        })
        .y_label_formatter(&|amount| format!("{amount:.0}万"))
        .draw()?;
    chart.draw_series(items.iter().flat_map(|(at, change)| {
        let bar = |left: f64, amount: Money, style: RGBColor| {
            let height = wan(amount).max(0.0);
            Rectangle::new([(at + left, 0.0), (at + left + 0.3, height)], style.filled())
        };
        [bar(-0.32, change.before, MONTH), bar(0.02, change.now, ACCENT)]
    }))?;
    root.present()?;
    Ok(())
}

/// A share in percent, as plots want it.
fn percent(share: Decimal) -> f64 {
    (share * Decimal::ONE_HUNDRED).try_into().unwrap_or_default()
}

fn draw(
    svg: &mut String,
    months: &[MonthProgress],
    adjusted: Decimal,
) -> Result<(), Box<dyn std::error::Error>> {
    let past = || months.iter().filter(|month| !month.ahead);
    let line: Vec<(f64, f64)> = past()
        .map(|month| (f64::from(month.month), percent(month.share.unwrap_or_default())))
        .collect();
    let top = line.iter().map(|(_, share)| *share).fold(100.0, f64::max) * 1.05;
    let root = SVGBackend::with_string(svg, (WIDTH, HEIGHT)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(28)
        .y_label_area_size(52)
        .build_cartesian_2d(0.4..12.6, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .x_labels(12)
        .x_label_formatter(&|month| format!("{month:.0}月"))
        .y_label_formatter(&|share| format!("{share:.0}%"))
        .draw()?;
    chart.draw_series(past().map(|month| {
        let share = percent(Decimal::from(month.executed.fen()) / adjusted);
        let middle = f64::from(month.month);
        Rectangle::new([(middle - 0.28, 0.0), (middle + 0.28, share.max(0.0))], MONTH.filled())
    }))?;
    let plan = months.iter().map(|month| (f64::from(month.month), percent(month.time_share)));
    chart.draw_series(DashedLineSeries::new(plan, 6, 4, PLAN.stroke_width(2)))?;
    chart.draw_series(LineSeries::new(line.iter().copied(), ACCENT.stroke_width(3)))?;
    chart.draw_series(line.iter().map(|point| Circle::new(*point, 4, ACCENT.filled())))?;
    root.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::execution;
    use chrono::NaiveDate;
    use jixiao_app::budgets::months;
    use jixiao_domain::{Decimal, FundFigures, Money};

    fn picture(adjusted_fen: i64) -> String {
        let paid = [Money::from_fen(10_000); 12];
        let adjusted = Money::from_fen(adjusted_fen);
        let total = FundFigures { adjusted, ..FundFigures::default() };
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
        execution(&months(paid, total, 2026, today), Decimal::from(adjusted_fen))
    }

    #[test]
    fn a_picture_holds_the_months_gone_by_and_no_style_of_its_own() {
        let svg = picture(120_000);
        assert!(svg.contains("<svg") && svg.contains("12月"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(!svg.contains("style="), "the content security policy forbids inline style");
    }

    #[test]
    fn without_a_budget_there_is_no_picture() {
        assert_eq!(picture(0), "");
    }
}
