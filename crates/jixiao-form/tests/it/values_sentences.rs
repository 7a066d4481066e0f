//! Figures spotted in sentences.

use jixiao_form::values::quantities;

fn spotted(text: &str) -> Vec<String> {
    quantities(text)
        .map(|found| {
            let quantity = &found.quantity;
            assert!(text.is_char_boundary(found.span.start) && found.span.end <= text.len());
            format!("{}{}{}", quantity.sign, quantity.number, quantity.unit)
        })
        .collect()
}

#[test]
fn numbers_with_units_are_figures() {
    for (sentence, figures) in [
        ("2021年实际帮扶职工 35 人，其中重病 12 人。", vec!["=35人", "=12人"]),
        ("安排资金25万元，实际支出14.14万元", vec!["=25万元", "=14.14万元"]),
        ("为 60 名会员发放补贴 1053500 元", vec!["=60名", "=1053500元"]),
        ("完成率达到62.38%，满意率超过 90%", vec!["=62.38%", ">90%"]),
        ("帮扶 100 人以上、慰问200人左右", vec!["≥100人", "≈200人"]),
        ("春节前为 700 多名职工寄贺卡", vec![">700名"]),
        ("在 30 日内完成初审", vec!["≤30日"]),
        ("共计600，000元", vec!["=600000元"]),
        ("慰问3场，37万人次", vec!["=3场", "=37万人次"]),
        ("每人补助500元/人", vec!["=500元/人"]),
        ("帮扶职工5500人（户）及以上", vec!["≥5500人"]),
        ("收益率９５％", vec!["=95%"]),
    ] {
        assert_eq!(spotted(sentence), figures, "{sentence}");
    }
}

#[test]
fn dates_numbers_of_documents_and_lists_are_none() {
    for sentence in [
        "2022年3月12日印发",
        "江工办发〔2022〕2号",
        "（1）组织劳动竞赛",
        "1、开展培训",
        "1.开展培训",
        "第3次会议",
        "联系电话0123-4567890",
        "截至2022年底",
        "15日之前报送",
        "补助1000～5000",
        "2022.12.31前",
    ] {
        let found = spotted(sentence);

        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}
