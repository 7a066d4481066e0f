//! Pictures of figures as SVG. Beside each stands a table with the same figures: a picture explains,
//! it is never the only place.

use jixiao_app::budgets::MonthProgress;
use jixiao_app::departments::ItemChange;
use jixiao_domain::{CurrencyUnit, Decimal, Money};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

const WIDTH: u32 = 760;
const HEIGHT: u32 = 280;
/// Room for the names of lines, beside the picture.
const LEGEND: u32 = 300;
const ACCENT: RGBColor = RGBColor(0xa4, 0x16, 0x1a);
const PLAN: RGBColor = RGBColor(0x5b, 0x5b, 0x60);
const SHADES: [RGBColor; 6] = [
    RGBColor(0x2f, 0x5d, 0x8a),
    RGBColor(0x3b, 0x7a, 0x57),
    RGBColor(0x8a, 0x6d, 0x1c),
    RGBColor(0x6a, 0x4c, 0x93),
    RGBColor(0x00, 0x7c, 0x89),
    RGBColor(0x7a, 0x4b, 0x3a),
];
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

/// A line of a picture over years.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct YearLine {
    /// Its name in the legend.
    pub(crate) name: String,
    /// A value for each year, of a hundred; `None` leaves a gap.
    pub(crate) values: Vec<Option<Decimal>>,
}

/// Lines over years; the first one is the thick one. Empty with fewer than two years or no values.
pub(crate) fn by_year(years: &[i64], lines: &[YearLine]) -> String {
    let mut svg = String::new();
    let has_values = lines.iter().any(|line| line.values.iter().any(Option::is_some));
    if years.len() < 2 || !has_values || draw_years(&mut svg, years, lines).is_err() {
        return String::new();
    }
    svg
}

fn number(value: Decimal) -> f64 {
    value.try_into().unwrap_or_default()
}

/// Where the vertical axis begins and ends: a hundred and every value fit.
fn span(lines: &[YearLine]) -> (f64, f64) {
    let values =
        || lines.iter().flat_map(|line| &line.values).flatten().map(|value| number(*value));
    let (lowest, highest) = (values().fold(100.0, f64::min), values().fold(100.0, f64::max));
    let low = (((lowest - 3.0) / 5.0).floor() * 5.0).max(0.0);
    (low, highest + (highest - low) / 10.0)
}

fn draw_years(
    svg: &mut String,
    years: &[i64],
    lines: &[YearLine],
) -> Result<(), Box<dyn std::error::Error>> {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(()) };
    let place = |year: i64| f64::from(i32::try_from(year).unwrap_or_default());
    let (low, top) = span(lines);
    let legend = if lines.len() > 1 { LEGEND } else { 0 };
    let root = SVGBackend::with_string(svg, (WIDTH + legend, HEIGHT)).into_drawing_area();
    root.fill(&WHITE)?;
    let (picture, names) = root.split_horizontally(WIDTH);
    let mut chart = ChartBuilder::on(&picture)
        .margin(12)
        .x_label_area_size(28)
        .y_label_area_size(52)
        .build_cartesian_2d(place(*first) - 0.2..place(*last) + 0.2, low..top)?;
    let is_known = |year: i64| {
        let at = years.iter().position(|one| *one == year);
        at.is_some_and(|at| {
            lines.iter().any(|line| line.values.get(at).copied().flatten().is_some())
        })
    };
    let year_label = |at: &f64| {
        let year = years.iter().find(|year| (place(**year) - at).abs() < 0.01);
        year.map_or_else(String::new, |year| {
            if is_known(*year) { format!("{year}年") } else { format!("{year}年（缺）") }
        })
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .x_labels(years.len())
        .x_label_formatter(&year_label)
        .y_labels(6)
        .y_label_formatter(&|value| format!("{value:.0}"))
        .draw()?;
    for (index, line) in lines.iter().enumerate().rev() {
        let (colour, width) = shade(index);
        let points: Vec<Option<(f64, f64)>> = years
            .iter()
            .zip(&line.values)
            .map(|(year, value)| Some((place(*year), number((*value)?))))
            .collect();
        // A year without a value breaks the line.
        for run in points.split(Option::is_none) {
            let run = run.iter().copied().flatten();
            chart.draw_series(LineSeries::new(run, colour.stroke_width(width)))?;
        }
        let known = || points.iter().copied().flatten();
        chart.draw_series(known().map(|point| Circle::new(point, 3, colour.filled())))?;
        if index == 0 {
            let font = ("sans-serif", 13).into_font().color(&colour);
            let style = font.pos(Pos::new(HPos::Center, VPos::Bottom));
            chart.draw_series(known().map(|point| {
                EmptyElement::at(point)
                    + Text::new(format!("{:.1}", point.1), (0, -6), style.clone())
            }))?;
        }
        if legend > 0 {
            let y = 24 + 24 * i32::try_from(index).unwrap_or(0);
            names.draw(&PathElement::new([(8, y), (28, y)], colour.stroke_width(width)))?;
            let font = ("sans-serif", 13).into_font().color(&BLACK);
            names.draw(&Text::new(line.name.clone(), (36, y - 6), font))?;
        }
    }
    root.present()?;
    Ok(())
}

/// Colour and width of the line at a place: the first is the thick one.
fn shade(index: usize) -> (RGBColor, u32) {
    match index.checked_sub(1) {
        None => (ACCENT, 3),
        Some(other) => (SHADES[other % SHADES.len()], 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{YearLine, by_year, execution};
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
    fn years_are_drawn_as_lines_with_gaps() {
        let line = |name: &str, values: [Option<i64>; 3]| YearLine {
            name: name.to_owned(),
            values: values.map(|value| value.map(Decimal::from)).to_vec(),
        };
        let lines =
            [line("全部", [Some(90), None, Some(96)]), line("甲", [Some(80), Some(85), None])];
        let svg = by_year(&[2023, 2024, 2025], &lines);
        assert!(svg.contains("2024年") && svg.contains('甲'), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 4);
        assert!(svg.contains("90.0"), "the thick line says its values");
        let gap = by_year(&[2023, 2024, 2025], &lines[..1]);
        assert!(gap.contains("2024年（缺）"), "{gap}");
        assert_eq!(by_year(&[2023], &lines), "");
    }

    #[test]
    fn without_a_budget_there_is_no_picture() {
        assert_eq!(picture(0), "");
    }
}
