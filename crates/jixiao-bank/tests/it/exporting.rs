//! Files are exact, the same for the same batch, and not written at all where a line is wrong.

use crate::world::{IDS, batch, layout, line, lines};
use jixiao_bank::{Field, Layout, Problem, export};
use jixiao_document::{Block, Document};
use jixiao_domain::Money;
use jixiao_reader::{Limits, read};

fn gbk(bytes: &[u8]) -> String {
    let (text, _, broken) = encoding_rs::GBK.decode(bytes);
    assert!(!broken);
    text.into_owned()
}

/// The rows of the first table, blank cells left out.
fn rows(document: &Document) -> Vec<Vec<String>> {
    let Some(Block::Table(table)) = document.blocks.first() else { panic!("no table") };
    let texts = |row| table.row(row).iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    (0..table.row_count())
        .map(texts)
        .map(|row| row.into_iter().filter(|text| !text.is_empty()).collect())
        .collect()
}

#[test]
fn a_text_file_carries_count_and_sum_before_and_after() {
    let batch = batch(vec![line(1, "李建国", 100_000), line(2, "阿依古丽·买买提", 5)]);
    let release = export(&batch, layout("generic-text")).unwrap();
    let [file] = release.files.as_slice() else { panic!("one file") };
    assert_eq!(file.name, "SWN2025-003-001.txt");
    assert_eq!(
        gbk(&file.bytes),
        "H|SWN2025-003|20250120|1001000009000000001|江州市总工会|2|1000.05\r\n\
         D|1|6222000000000000008|李建国|1000.00|中国工商银行江州分行|送温暖|\r\n\
         D|2|6222000000000000015|阿依古丽·买买提|0.05|中国工商银行江州分行|送温暖|\r\n\
         T|2|1000.05\r\n"
    );
    assert_eq!((release.count, release.sum), (2, Money::from_fen(100_005)));
}

#[test]
fn a_fixed_file_counts_widths_in_bytes() {
    let batch = batch(vec![line(1, "李建国", 100_000)]);
    let release = export(&batch, layout("generic-fixed")).unwrap();
    let bytes = &release.files[0].bytes;
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let widths: Vec<usize> = lines.iter().map(|line| line.len()).collect();
    assert_eq!(widths, [158, 158, 26, 0], "with their CR");
    assert_eq!(
        gbk(lines[1]),
        format!(
            "D00000001{:<32}李建国{}0000000000100000送温暖{}\r",
            "6222000000000000008",
            " ".repeat(54),
            " ".repeat(34)
        )
    );
}

#[test]
fn a_csv_file_quotes_every_field() {
    let mut quoted = line(1, "李建国", 100_000);
    quoted.remark = "称\"老李\",一次".to_owned();
    let release = export(&batch(vec![quoted]), layout("generic-csv")).unwrap();
    let text = gbk(&release.files[0].bytes);
    assert_eq!(
        text.lines().nth(1).unwrap(),
        "\"1\",\"6222000000000000008\",\"李建国\",\"中国工商银行江州分行\",\"1000.00\",\"送温暖\",\
         \"称\"\"老李\"\",一次\""
    );
}

#[test]
fn a_workbook_keeps_accounts_as_text() {
    let batch = batch(vec![line(1, "李建国", 100_005)]);
    let release = export(&batch, layout("icbc-batch")).unwrap();
    let document = read(&release.files[0].bytes, "x.xlsx", &Limits::default()).unwrap();
    let rows = rows(&document);
    assert_eq!(rows[0][6], "收款账号");
    assert_eq!(
        rows[1],
        [
            "中国工商银行江州分行营业部",
            "1001000009000000001",
            "江州市总工会",
            "中国工商银行江州分行",
            "江南省",
            "江州市",
            "6222000000000000008",
            "李建国",
            "1000.05",
            "送温暖"
        ]
    );
}

#[test]
fn a_batch_is_cut_at_the_row_cap_and_loses_nothing() {
    for id in IDS {
        let mut small: Layout = layout(id).clone();
        small.rows_per_file.value = 4;
        let batch = batch(lines(10));
        let release = export(&batch, &small).unwrap();
        let parts: Vec<_> = release.files.iter().map(|f| (f.first, f.last, f.count)).collect();
        assert_eq!(parts, [(1, 4, 4), (5, 8, 4), (9, 10, 2)], "{id}");
        let sum: i64 = release.files.iter().map(|file| file.sum.fen()).sum();
        assert_eq!(sum, batch.lines.iter().map(|line| line.amount.fen()).sum::<i64>());
        assert_eq!(release.sum.fen(), sum);
        let mut names: Vec<&str> = release.files.iter().map(|file| file.name.as_str()).collect();
        names.dedup();
        assert_eq!(names.len(), 3, "{id}: {names:?}");
    }
}

#[test]
fn the_same_batch_gives_the_same_bytes_and_digests() {
    for id in IDS {
        let (one, two) =
            (export(&batch(lines(9)), layout(id)), export(&batch(lines(9)), layout(id)));
        assert_eq!(one, two, "{id}");
        let digest = &one.unwrap().files[0].digest;
        assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{digest}");
    }
}

#[test]
fn names_are_taken_or_refused_as_banks_do() {
    let interpunct = |found| Problem::NameInterpunct { found, wanted: '·' };
    for (name, problem) in [
        ("李建国", None),
        ("阿依古丽·买买提", None),
        ("JOHN SMITH", None),
        ("江州市某某服务部（普通合伙）", None),
        ("", Some(Problem::Missing(Field::Name))),
        ("李 建国", Some(Problem::NameBlank)),
        ("李　建国", Some(Problem::NameBlank)),
        (" 李建国", Some(Problem::NameBlank)),
        ("李建国 ", Some(Problem::NameBlank)),
        ("阿依古丽.买买提", Some(interpunct('.'))),
        ("阿依古丽•买买提", Some(interpunct('•'))),
        ("阿依古丽・买买提", Some(interpunct('・'))),
        ("·买买提", Some(Problem::NameInterpunctPlace)),
        ("阿依古丽·", Some(Problem::NameInterpunctPlace)),
        ("阿依古丽··买买提", Some(Problem::NameInterpunctPlace)),
        ("李建国2", Some(Problem::NameCharacter('2'))),
        ("=李建国", Some(Problem::NameCharacter('='))),
        ("李?国", Some(Problem::NameCharacter('?'))),
        ("李建\n国", Some(Problem::Control)),
        ("李\u{7}国", Some(Problem::Control)),
        ("李\u{200b}国", Some(Problem::NameBlank)),
        ("王𠮷", Some(Problem::NotInGbk('𠮷'))),
        ("李䶮", Some(Problem::NotInGbk('䶮'))),
    ] {
        let found = export(&batch(vec![line(1, name, 100)]), layout("generic-text"));
        let found = found.err().map(|refused| refused.rows[0].problem.clone());
        assert_eq!(found, problem, "{name:?}");
    }
    assert!(export(&batch(vec![line(1, "王𠮷", 100)]), layout("generic-xlsx")).is_ok());
}

#[test]
fn accounts_amounts_and_texts_are_refused_by_the_field() {
    let good = || line(1, "李建国", 100);
    let with = |change: &dyn Fn(&mut jixiao_bank::Line)| {
        let mut line = good();
        change(&mut line);
        line
    };
    let cap = Money::from_fen(5_000_000);
    for (line, field, problem) in [
        (with(&|l| l.account.clear()), Field::Account, Problem::Missing(Field::Account)),
        (with(&|l| l.account.push(' ')), Field::Account, Problem::AccountCharacter(' ')),
        (with(&|l| l.account.push('X')), Field::Account, Problem::AccountCharacter('X')),
        (with(&|l| l.account.push('１')), Field::Account, Problem::AccountCharacter('１')),
        (
            with(&|l| l.account.truncate(8)),
            Field::Account,
            Problem::AccountLength { digits: 8, least: 9, most: 30 },
        ),
        (with(&|l| l.amount = Money::from_fen(0)), Field::Amount, Problem::NotPositive),
        (with(&|l| l.amount = Money::from_fen(-1)), Field::Amount, Problem::NotPositive),
        (with(&|l| l.amount = Money::from_fen(5_000_001)), Field::Amount, Problem::AboveCap(cap)),
        (with(&|l| l.purpose.clear()), Field::Purpose, Problem::Missing(Field::Purpose)),
        (with(&|l| l.purpose = "甲|乙".into()), Field::Purpose, Problem::Separator('|')),
        (with(&|l| l.remark = "=1+1".into()), Field::Remark, Problem::FormulaStart('=')),
        (with(&|l| l.remark = "＠某".into()), Field::Remark, Problem::FormulaStart('＠')),
        (with(&|l| l.remark = "一\r\n二".into()), Field::Remark, Problem::Control),
        (with(&|l| l.remark = "\t=1".into()), Field::Remark, Problem::Control),
        (with(&|l| l.remark = "好🙂".into()), Field::Remark, Problem::NotInGbk('🙂')),
    ] {
        let refused = export(&batch(vec![line]), layout("generic-text")).unwrap_err();
        assert!(refused.batch.iter().all(|(_, p)| *p == Problem::SumTooLarge), "{refused:?}");
        let [row] = refused.rows.as_slice() else { panic!("{refused:?}") };
        assert_eq!((row.field, &row.problem), (field, &problem));
        assert!(!row.problem.remedy().is_empty());
    }
    let long = with(&|l| l.purpose = "送".repeat(21));
    let refused = export(&batch(vec![long]), layout("generic-fixed")).unwrap_err();
    assert_eq!(refused.rows[0].problem, Problem::TooWide { bytes: 42, width: 40 });
}

#[test]
fn all_wrong_rows_are_named_at_once() {
    let mut wrong = batch(vec![
        line(1, "李 建国", 0),
        line(2, "王秀英", 100),
        line(2, "张伟", 100),
        line(4, "赵敏", 100),
    ]);
    wrong.lines[3].account = "6222-0000-1111".to_owned();
    let refused = export(&wrong, layout("icbc-batch")).unwrap_err();
    let rows: Vec<_> = refused.rows.iter().map(|row| (row.row, row.number, row.field)).collect();
    assert_eq!(
        rows,
        [(1, 1, Field::Amount), (1, 1, Field::Name), (3, 2, Field::Serial), (4, 4, Field::Account)]
    );
    assert_eq!(refused.to_string(), "批次未导出：4 处问题须先更正，未生成任何文件");
}

#[test]
fn a_batch_is_refused_as_a_whole_where_it_is_wrong_as_a_whole() {
    let layout = layout("generic-text");
    let problems = |batch| export(&batch, layout).unwrap_err().batch;
    assert_eq!(problems(batch(Vec::new())), [(Field::Count, Problem::Empty)]);
    for number in ["", "../a", "批次1", "A B", &"9".repeat(33)] {
        let mut wrong = batch(lines(1));
        wrong.number = number.to_owned();
        let found = problems(wrong);
        assert_eq!(found[0], (Field::Batch, Problem::BatchNumber), "{number}");
    }
    let mut huge = batch(lines(2));
    huge.lines[0].amount = Money::from_fen(i64::MAX);
    assert!(problems(huge).contains(&(Field::Sum, Problem::SumTooLarge)));
    let mut nobody = batch(lines(1));
    nobody.payer.account.clear();
    let missing = Field::PayerAccount;
    assert_eq!(problems(nobody), [(missing, Problem::Missing(missing))]);
}

#[test]
fn nothing_printed_for_programmers_names_a_person() {
    let batch = batch(vec![line(1, "李建国", 0)]);
    let refused = export(&batch, layout("generic-text")).unwrap_err();
    for text in [format!("{batch:?}"), format!("{refused:?}")] {
        for secret in ["李建国", "6222000000000000008", "1001000009000000001"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
