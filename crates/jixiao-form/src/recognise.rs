//! From a document to its forms: cuts it into regions and hands each to its family.

pub(crate) mod builder;
mod by_project;
mod misread;
mod regions;
mod unscored;

use crate::grid::Grid;
use crate::{Form, Gap, Reading, base_data, flow, reports};
use builder::Builder;
use jixiao_document::{Block, Document, Paragraph, Table};
use regions::{Piece, Region};

/// Recognises every form and report in `document`.
pub fn recognise(document: &Document) -> Reading {
    let rebuilt = rebuilt_tables(document);
    let pieces = pieces(document, &rebuilt);
    let grids: Vec<Option<Grid<'_>>> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Table(table) => Some(Grid::new(table)),
            Piece::Text(_) => None,
        })
        .collect();
    let regions = regions::cut(&pieces, &grids);
    let mut reading =
        Reading { reports: reports::recognise(&document.blocks), ..Reading::default() };
    for region in &regions {
        read_region(region, &mut reading);
    }
    for (_, flow) in rebuilt {
        reading.gaps.extend(flow.gaps);
    }
    reading
}

/// Tables rebuilt from runs of paragraphs, with the block each run begins at.
fn rebuilt_tables(document: &Document) -> Vec<(usize, flow::FlowTable)> {
    let mut rebuilt = Vec::new();
    let mut run: Vec<&Paragraph> = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => run.push(paragraph),
            Block::Table(_) => take_run(&mut run, index, &mut rebuilt),
        }
    }
    take_run(&mut run, document.blocks.len(), &mut rebuilt);
    rebuilt
}

fn take_run(run: &mut Vec<&Paragraph>, end: usize, rebuilt: &mut Vec<(usize, flow::FlowTable)>) {
    if run.is_empty() {
        return;
    }
    if is_heading(run) {
        run.clear();
        return;
    }
    let start = end - run.len();
    let from = rebuilt.len();
    if let Some((table, consumed)) = base_data::flowed::rebuild(run) {
        rebuilt.push((start, flow::FlowTable { table, consumed, gaps: Vec::new() }));
    }
    rebuilt.extend(flow::tables(run).into_iter().map(|table| (start, table)));
    rebuilt[from..].sort_by_key(|(_, table)| table.consumed.start);
    run.clear();
}

/// Whether a run is too short to hold a form and has none of the words every rebuilt form has: the
/// title lines above a table. Looking at these few bytes saves the search for a form.
fn is_heading(run: &[&Paragraph]) -> bool {
    const HEADING_BYTES_MAX: usize = 160;
    const WORDS: [&str; 8] = ["指标", "资金", "预算", "执行", "任务", "分值", "得分", "决算"];
    run.iter().map(|paragraph| paragraph.text.len()).sum::<usize>() <= HEADING_BYTES_MAX
        && !run.iter().any(|paragraph| WORDS.iter().any(|word| paragraph.text.contains(word)))
}

/// The document as a sequence of texts and tables, rebuilt ones in place of their paragraphs.
fn pieces<'d>(document: &'d Document, rebuilt: &'d [(usize, flow::FlowTable)]) -> Vec<Piece<'d>> {
    let mut pieces = Vec::with_capacity(document.blocks.len());
    let mut rebuilt = rebuilt.iter().peekable();
    let mut consumed_to = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        while let Some((start, flow)) =
            rebuilt.next_if(|(start, flow)| start + flow.consumed.start <= index)
        {
            pieces.push(Piece::Table(&flow.table));
            consumed_to = consumed_to.max(start + flow.consumed.end);
        }
        match block {
            Block::Paragraph(_) if index < consumed_to => {}
            Block::Paragraph(paragraph) => pieces.push(Piece::Text(paragraph)),
            Block::Table(table) => pieces.push(Piece::Table(table)),
        }
    }
    pieces
}

fn read_region(region: &Region<'_>, reading: &mut Reading) {
    if let Some(form) = unscored::read(region) {
        reading.forms.push(form);
        return;
    }
    if let Some(forms) = by_project::read(region) {
        for (form, gaps) in forms {
            reading.forms.push(form);
            reading.gaps.extend(gaps);
        }
        return;
    }
    let (form, gaps, misfits) = build(region);
    // A table that was read without a misfit may have nothing more to say.
    let missed = region.announces_indicators() || form.funds.is_empty();
    let doubtful = misfits >= 2 || (form.indicators.is_empty() && missed);
    let better = if doubtful { realign(region, &form, misfits) } else { None };
    let (form, gaps) = better.unwrap_or((form, gaps));
    if is_form(&form) {
        reading.forms.push(form);
        reading.gaps.extend(gaps);
    } else if region.announces_form() && !region.is_score_strip() {
        let message = "像是绩效表，但没有读出指标或资金".to_owned();
        reading.gaps.push(Gap { message, at: region.at });
    }
}

fn build(region: &Region<'_>) -> (Form, Vec<Gap>, u32) {
    let mut builder = Builder::new(region.kind, region.first_row());
    region.fill_head(&mut builder);
    for part in &region.parts {
        builder.rows(part.grid, part.rows.clone());
    }
    region.fill_identity(&mut builder);
    let misfits = builder.misfits;
    let (form, gaps) = builder.finish();
    (form, gaps, misfits)
}

/// Tries a table whose rows do not fit its header as a stream of cells.
fn realign(region: &Region<'_>, read: &Form, misfits: u32) -> Option<(Form, Vec<Gap>)> {
    let [part] = &region.parts[..] else { return None };
    let table: &Table = part.grid.table();
    if part.rows != (0..table.row_count()) {
        return None;
    }
    let flows = flow::realigned(table);
    let [flow] = &flows[..] else { return None };
    let grid = Grid::new(&flow.table);
    let mut builder = Builder::new(region.kind, region.first_row());
    region.fill_head(&mut builder);
    builder.rows(&grid, 0..grid.row_count());
    let fewer_misfits = builder.misfits < misfits;
    region.fill_identity(&mut builder);
    let (form, mut gaps) = builder.finish();
    gaps.extend(flow.gaps.iter().cloned());
    let more = content(&form) > content(read);
    let nearly_as_much = form.indicators.len() * 10 >= read.indicators.len() * 8;
    (is_form(&form) && (more || (fewer_misfits && nearly_as_much))).then_some((form, gaps))
}

/// How much was read: indicators, then amounts.
fn content(form: &Form) -> (usize, usize) {
    let amounts = form.funds.iter().flat_map(|row| {
        [&row.initial_budget, &row.adjusted_budget, &row.executed_amount]
            .map(|cell| cell.as_ref().is_some_and(|cell| !cell.is_blank()))
    });
    (form.indicators.len(), amounts.filter(|&filled| filled).count())
}

/// A region is a form when a block of it was read.
fn is_form(form: &Form) -> bool {
    let identity = form.project.is_some() || form.implementing_unit.is_some();
    !form.indicators.is_empty()
        || (!form.funds.is_empty() && (identity || form.title.is_some()))
        || (identity && form.title.is_some() && form.goal.expected.is_some())
}
