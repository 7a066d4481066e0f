//! Generated filings are read back cell for cell, in every layout and format, and are found right.

use fastrand::Rng;
use jixiao_form::{Field, Form};
use jixiao_reader::Limits;
use jixiao_testkit::{Layout, Sample, TextStyle, docx, html, text, xlsx};

/// Samples drawn for each layout and format.
const SAMPLES: u64 = 25;

/// The reading in the lines of [`Layout::expected`].
fn found(forms: &[Form]) -> Vec<String> {
    let Some(form) = forms.first() else { return vec!["no form".to_owned()] };
    // The two blocks of one filing must be read as one form.
    let mut lines = if forms.len() > 1 { vec![format!("{} forms", forms.len())] } else { vec![] };
    lines.push(format!("project|{}", printed(form.project.as_ref())));
    lines.push(format!("year|{}", form.year.map_or(String::new(), |year| year.to_string())));
    for row in &form.funds {
        let cells = [
            &row.initial_budget,
            &row.adjusted_budget,
            &row.executed_amount,
            &row.points,
            &row.execution_rate,
            &row.score,
        ];
        let cells = cells.map(|cell| printed(cell.as_ref())).join("|");
        let label = row.label.trim_start_matches("其中").trim_start_matches([':', '：']);
        lines.push(format!("fund|{label}|{cells}"));
    }
    let goal = &form.goal;
    lines.push(format!(
        "goal|{}|{}",
        printed(goal.expected.as_ref()),
        printed(goal.actual.as_ref())
    ));
    for row in &form.indicators {
        let cells = [&row.target, &row.actual, &row.points, &row.score, &row.deviation];
        let cells = cells.map(|cell| printed(cell.as_ref())).join("|");
        let name = &row.level3.printed;
        lines.push(format!("indicator|{}|{}|{name}|{cells}", row.level1, row.level2));
    }
    if let Some(total) = &form.total {
        let (points, score) = (printed(total.points.as_ref()), printed(total.score.as_ref()));
        lines.push(format!("total|{points}|{score}"));
    }
    lines
}

fn printed(field: Option<&Field>) -> String {
    field.map_or(String::new(), |field| field.printed.clone())
}

/// Wrong and all lines over all samples, with the first differences shown.
fn compare(layout: Layout, format: &str, write: impl Fn(&[jixiao_testkit::Block]) -> Vec<u8>) {
    let mut differences = Vec::new();
    let mut line_count = 0;
    for seed in 0..SAMPLES {
        let sample = Sample::draw(&mut Rng::with_seed(seed));
        let bytes = write(&layout.blocks(&sample));
        let document = jixiao_reader::read(&bytes, "sample", &Limits::default())
            .unwrap_or_else(|error| panic!("{layout:?} as {format}, seed {seed}: {error}"));
        let reading = jixiao_form::recognise(&document);
        let (expected, found) = (layout.expected(&sample), found(&reading.forms));
        line_count += expected.len();
        for line in expected.iter().filter(|line| !found.contains(line)) {
            differences.push(format!("seed {seed} missing  {line}"));
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            differences.push(format!("seed {seed} invented {line}"));
        }
    }
    let shown = differences.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    let count = differences.len();
    assert!(count == 0, "{layout:?} as {format}: {count} of {line_count} lines differ:\n{shown}");
}

macro_rules! formats {
    ($($name:ident: $layout:expr;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn docx_reads_back() {
                compare($layout, "docx", docx);
            }

            #[test]
            fn xlsx_reads_back() {
                compare($layout, "xlsx", xlsx);
            }

            #[test]
            fn html_reads_back() {
                compare($layout, "html", |blocks| html(blocks).into_bytes());
            }

            #[test]
            fn tabbed_text_reads_back() {
                compare($layout, "tabs", |blocks| text(blocks, TextStyle::Tabs).into_bytes());
            }

            #[test]
            fn markdown_reads_back() {
                compare($layout, "Markdown", |blocks| {
                    text(blocks, TextStyle::Markdown).into_bytes()
                });
            }

            #[test]
            fn spaced_text_reads_back() {
                compare($layout, "spaces", |blocks| text(blocks, TextStyle::Spaces).into_bytes());
            }

            #[test]
            fn cell_lines_read_back() {
                compare($layout, "cell lines", |blocks| {
                    text(blocks, TextStyle::CellLines).into_bytes()
                });
            }
        })*
    };
}

formats! {
    national: Layout::National;
    exported: Layout::Exported;
    two_row_header: Layout::TwoRowHeader;
    two_blocks: Layout::TwoBlocks;
    weighted: Layout::Weighted;
    points_first: Layout::PointsFirst;
}
