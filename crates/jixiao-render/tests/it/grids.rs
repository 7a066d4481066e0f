//! Every layout covers its grid: no hole, no overlap, nothing beyond the paper.

use crate::samples;
use jixiao_render::Layout;
use jixiao_render::sheet::{SIDE_MARGIN_MM, Sheet};

fn assert_tiled(sheet: &Sheet, name: &str) {
    let mut covered = vec![vec![0; sheet.columns_mm.len()]; sheet.row_count];
    for cell in &sheet.cells {
        for row in &mut covered[cell.row..cell.row + cell.row_span] {
            for place in &mut row[cell.column..cell.column + cell.column_span] {
                *place += 1;
            }
        }
    }
    for (row, places) in covered.iter().enumerate() {
        assert!(places.iter().all(|&count| count == 1), "{name}, row {row}: {places:?}");
    }
    let (page_mm, _) = sheet.orientation.page_mm();
    assert!(sheet.grid_width_mm() <= page_mm - 2 * SIDE_MARGIN_MM, "{name} is too wide");
}

#[test]
fn every_layout_tiles_its_grid() {
    for (name, form) in samples::all() {
        for layout in Layout::ALL.into_iter().filter(|layout| layout.prints(&form)) {
            for sheet in layout.sheets(&form).unwrap() {
                assert_tiled(&sheet, &format!("{} of {name}", layout.id()));
            }
        }
    }
}

#[test]
fn a_layout_refuses_another_kind_of_form() {
    for (_, form) in samples::all() {
        for layout in Layout::ALL {
            assert_eq!(layout.sheets(&form).is_ok(), layout.prints(&form));
        }
    }
}

#[test]
fn layouts_are_found_by_their_id() {
    for layout in Layout::ALL {
        assert_eq!(Layout::from_id(layout.id()), Some(layout));
    }
    assert_eq!(Layout::from_id("unknown"), None);
}
