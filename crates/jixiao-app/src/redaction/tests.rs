//! Tables of texts: what personal data becomes, and what only looks like it.

use super::{Redactor, edition};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, RemovalKind};

fn redactor() -> Redactor {
    let on = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    Redactor::new(edition(on), &["柏采薇".to_owned(), "欧阳明远".to_owned()], &[])
}

/// Text, what it becomes, and the code of what was removed (or nothing).
const PROSE: &[(&str, &str, &[&str])] = &[
    // Names.
    ("柏采薇同志牵头，欧阳明远配合", "柏*同志牵头，欧阳*配合", &["name"]),
    ("联系人：王芳电话13800138000", "联系人：王*电话***", &["name", "phone"]),
    ("负责人: 李小明、赵强", "负责人: 李*、赵*", &["name"]),
    ("项目负责人高度重视，任务按期完成", "项目负责人高度重视，任务按期完成", &[]),
    // Telephone numbers.
    ("咨询13912345678或0871-63123456", "咨询***或***", &["phone"]),
    ("手机：138 0013 8000。", "手机：***。", &["phone"]),
    ("电话１３８００１３８０００", "电话***", &["phone"]),
    ("拨打（0871）63123456咨询", "拨打***咨询", &["phone"]),
    ("联系电话63123456", "联系电话***", &["phone"]),
    ("服务热线 400-810-1234", "服务热线 ***", &["phone"]),
    // Identity cards: vectors of GB 11643.
    ("身份证号11010519491231002X", "身份证号***", &["id_number"]),
    ("编号440524188001010014", "编号440524188001010014", &[]),
    ("公民身份号码 440524198001010013", "公民身份号码 ***", &["id_number"]),
    ("身份证：110105491231002", "身份证：***", &["id_number"]),
    ("110105491231002", "110105491231002", &[]),
    // Bank cards.
    ("卡号 6222020200112233", "卡号 ***", &["bank_card"]),
    ("账号：53001887104052501", "账号：***", &["bank_card"]),
    ("6228 4800 1234 5678 909", "6228 4800 1234 5678 909", &[]),
    ("转入4111 1111 1111 1111内", "转入***内", &["bank_card"]),
    // Mail.
    ("发至gonghui_01@example.gov.cn。", "发至***。", &["email"]),
    // Addresses.
    ("住盘龙区东风东路23号3栋2单元501室", "住盘龙区东风东路***", &["address"]),
    ("青坪村3组12号李家", "青坪村***李家", &["address"]),
    ("人民路一百二十号附3号", "人民路***", &["address"]),
    ("街道12个社区", "街道12个社区", &[]),
    ("修建道路3号标段", "修建道路3号标段", &[]),
    ("江工发〔2025〕12号文件", "江工发〔2025〕12号文件", &[]),
    // Figures that look like numbers of people.
    ("拨付13800138000元", "拨付13800138000元", &[]),
    ("拨付13800138000.50元", "拨付13800138000.50元", &[]),
    ("合计13,800,138,000元", "合计13,800,138,000元", &[]),
    ("￥13800138000", "￥13800138000", &[]),
    ("覆盖13800138000 人次", "覆盖13800138000 人次", &[]),
    ("资金110105194912310021元", "资金110105194912310021元", &[]),
    ("金额6222020200112233元", "金额6222020200112233元", &[]),
    ("凭证号PZ13800138000", "凭证号PZ13800138000", &[]),
    ("2024-2025年度，2026年1月—3月", "2024-2025年度，2026年1月—3月", &[]),
    ("执行率99.68%，预算104.00万元", "执行率99.68%，预算104.00万元", &[]),
    ("项目代码530100210000000012345", "项目代码530100210000000012345", &[]),
    ("", "", &[]),
];

#[test]
fn personal_data_goes_and_figures_stay() {
    let redactor = redactor();
    for (text, expected, kinds) in PROSE {
        let redacted = redactor.prose(text);
        let found: Vec<&str> = redacted.removed.iter().map(|(kind, _)| kind.code()).collect();
        let mut found_sorted = found.clone();
        found_sorted.sort_unstable();
        assert_eq!(
            (redacted.text.as_str(), found_sorted.as_slice()),
            (*expected, *kinds),
            "{text}"
        );
    }
}

#[test]
fn a_cell_with_a_bare_figure_is_not_touched() {
    let redactor = redactor();
    for figure in
        ["≥1500人", "15000000000元", "0.93", "1,350", "=2场", "≤90万元", "100%", "13800138000人"]
    {
        assert_eq!(redactor.cell(figure).text, figure);
        assert!(redactor.cell(figure).removed.is_empty());
    }
    assert_eq!(redactor.cell("13800138000").text, "***");
    assert_eq!(redactor.cell("已发放，联系13800138000").text, "已发放，联系***");
}

#[test]
fn fields_for_people_and_telephones_hold_nothing_else() {
    let redactor = redactor();
    let people = redactor.people("张三、欧阳明远  李*");
    assert_eq!(people.text, "张*、欧阳*  李*");
    assert_eq!(people.removed, [(RemovalKind::Name, 2)]);
    assert_eq!(redactor.phone("0871-1").text, "");
    assert_eq!(redactor.phone("0871-1").removed, [(RemovalKind::Phone, 1)]);
    assert!(redactor.phone("  ").removed.is_empty());
}

#[test]
fn words_a_person_chose_go_first_and_everywhere() {
    let on = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let redactor = Redactor::new(edition(on), &[], &["某某矿业".to_owned()]);
    let redacted = redactor.prose("某某矿业困难职工1名，某某矿业已确认");
    assert_eq!(redacted.text, "***困难职工1名，***已确认");
    assert_eq!(redacted.removed, [(RemovalKind::Chosen, 2)]);
}

#[test]
fn redacting_twice_changes_nothing_more() {
    let redactor = redactor();
    for (text, _, _) in PROSE {
        let once = redactor.prose(text);
        assert_eq!(redactor.prose(&once.text).text, once.text, "{text}");
    }
}

#[test]
fn any_text_is_taken() {
    let redactor = redactor();
    for text in [
        "@",
        "a@b",
        "(0",
        "路",
        "路9",
        "联系人：",
        "1-",
        "𠮷：\u{0}",
        "0 0 0 0",
        "9".repeat(400).as_str(),
    ] {
        let _ = (redactor.prose(text), redactor.cell(text), redactor.people(text));
    }
}
