//! Tables of form words and values thrown together: read without a panic and without invention.

use jixiao_document::text::squeeze;
use jixiao_document::{Block, Document, Format, Location, TableBuilder};
use jixiao_form::{Field, Reading, recognise};

/// Words and values that meet in forms, wrongly cut ones among them.
const CELLS: &[&str] = &[
    "",
    "",
    "",
    "",
    "项目名称",
    "主管部门",
    "实施单位",
    "项目资金（万元）",
    "年初预算数",
    "全年预算数（A）",
    "全年执行数（B）",
    "分值",
    "执行率（B/A）",
    "得分",
    "年度资金总额：",
    "其中：本年财政拨款",
    "上年结转资金",
    "其他资金",
    "年度总体目标",
    "预期目标",
    "实际完成情况",
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "指标性质",
    "度量单位",
    "偏差原因分析及改进措施",
    "产出指标（50分）",
    "（50分）",
    "指标（",
    "效益指标",
    "效益",
    "成本指标",
    "满意度指标",
    "数量指标",
    "社会效益指标",
    "总分",
    "合计",
    "小计",
    "总分值",
    "自评等级",
    "优",
    "其他需要说明的事项",
    "注：1.填写说明",
    "帮扶职工人数",
    "≥100人",
    "100",
    "98.5",
    "100%",
    "-",
    "—",
    "6,000,000.006,000,000.006,000,000.00",
    "1500 人",
    "<p>有改善</p>",
    "达成预期指标",
    "2022年度",
    "项目支出绩效自评表",
    "项目支出绩效目标申报表",
    "其中：一般公共预算：100",
    "项目名称：某项目",
    "任务名称",
    "编制预算时提出的任务措施",
    "序号",
    "单位：万元",
    "12 月底前\n完成",
    "……",
    "指标2：",
    "(",
    "）",
    "１２３",
    "\u{3000}",
    "﹦",
    "🙂",
    "一",
    "分",
    "50分",
];

/// A small generator with a fixed start, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 33).expect("31 bits");
        high % limit
    }

    fn cell(&mut self) -> String {
        let count = u32::try_from(CELLS.len()).expect("a short list");
        CELLS[self.below(count) as usize].to_owned()
    }
}

fn random_document(dice: &mut Dice) -> Document {
    let mut document = Document::new(Format::Docx);
    for table in 1..=1 + dice.below(2) {
        let mut builder = TableBuilder::new();
        let columns = 1 + dice.below(10);
        for row in 1..=1 + dice.below(24) {
            let mut column = 0;
            while column < columns {
                let span = 1 + dice.below(2) * dice.below(4);
                let rows = 1 + dice.below(8) / 6;
                if dice.below(8) > 0 {
                    let at = Location::TableCell { table, row, column: column + 1 };
                    let text = dice.cell();
                    builder.cell(column, (rows, span), text, at);
                }
                column += span;
            }
            builder.end_row();
        }
        document.blocks.push(Block::Table(builder.finish()));
    }
    document
}

fn fields(reading: &Reading) -> Vec<&Field> {
    let mut fields = Vec::new();
    for form in &reading.forms {
        fields.extend(
            [&form.title, &form.project, &form.supervising_dept, &form.implementing_unit]
                .into_iter()
                .flatten(),
        );
        fields.extend([&form.goal.expected, &form.goal.actual].into_iter().flatten());
        for row in &form.funds {
            let cells = [
                &row.initial_budget,
                &row.adjusted_budget,
                &row.executed_amount,
                &row.points,
                &row.execution_rate,
                &row.score,
            ];
            fields.extend(cells.into_iter().flatten());
        }
        for row in &form.indicators {
            fields.push(&row.level3);
            let cells = [&row.target, &row.actual, &row.points, &row.score, &row.deviation];
            fields.extend(cells.into_iter().flatten());
        }
        fields.extend(
            form.total
                .iter()
                .flat_map(|total| [&total.points, &total.score, &total.grade])
                .flatten(),
        );
        fields.extend(form.remarks.iter().map(|(_, field)| field));
    }
    fields
}

#[test]
fn no_table_of_form_words_makes_the_recogniser_panic_or_invent() {
    let mut dice = Dice(20_221_231);
    for _ in 0..4_000 {
        let document = random_document(&mut dice);
        let reading = recognise(&document);
        let mut text = String::new();
        for block in &document.blocks {
            if let Block::Table(table) = block {
                for cell in table.cells() {
                    // A value may be put together from cells that belong together.
                    text.push_str(&squeeze(&cell.text));
                }
            }
        }
        for field in fields(&reading) {
            for line in field.printed.split('\n') {
                assert!(text.contains(&squeeze(line)), "{line:?} is not in {text:?}");
            }
        }
    }
}
