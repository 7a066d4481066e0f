//! 部门绩效自评项目清单: the cover sheet of a department's self-evaluations.

use crate::model::ProjectListForm;
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};

/// Edges of number, project and remark in mm.
const EDGES: [u32; 4] = [0, 20, 125, 180];

pub(super) fn sheets(form: &ProjectListForm) -> Vec<Sheet> {
    let title = format!("{}部门绩效自评项目清单", form.department.trim());
    let mut sheet = SheetBuilder::new(Orientation::Portrait, title);
    sheet.subtitle(print::fiscal_year(form.year));
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    put(&mut sheet, header, ["序号", "项目名称", "备注"].map(Content::label));
    for (number, project) in (1..).zip(&form.projects) {
        let row = sheet.row();
        let number: u32 = number;
        let cells = [
            Content::centered(number.to_string()),
            print::words(&project.name),
            print::words(&project.remark),
        ];
        put(&mut sheet, row, cells);
    }
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn put(sheet: &mut SheetBuilder, row: usize, cells: [Content; 3]) {
    for (pair, content) in EDGES.windows(2).zip(cells) {
        sheet.put(row, (pair[0], pair[1]), content);
    }
}
