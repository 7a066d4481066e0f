//! What a file may say.

use super::Programmes;
use jixiao_aid::programme::{StageKey, programme_page};
use jixiao_regulation::DayUnit;

const CHAIN: &str = r#"
id = "short"
title = "短"
[[stages]]
key = "payment"
name = "发放"
role = "finance"
level = "city"
article = ""
source = "试"
certainty = "likely"
"#;

const GOOD: &str = r#"
key = "gift"
name = "慰问"
title = "慰问"
purpose = "慰问"
category = "warmth_relief"
region = "000000"
valid_from = "2020-01-01"
subject = "person"
chain = "short"
materials = ["身份证"]
[basis]
article = ""
source = "试"
certainty = "likely"
[[conditions]]
test = "alive"
article = ""
source = "试"
certainty = "likely"
[[tiers]]
key = "all"
name = "全部"
when = []
amount = { rule = "fixed", amount = "100" }
up_to = false
article = ""
source = "试"
certainty = "likely"
"#;

fn loaded(text: &str) -> Result<Programmes, String> {
    Programmes::load(&[("chain", CHAIN)], &[("gift", text)])
}

#[test]
fn a_fault_in_a_file_names_it() {
    assert!(loaded(GOOD).is_ok());
    let tiers = GOOD.find("[[tiers]]").unwrap();
    let conditions = GOOD.find("[[conditions]]").unwrap();
    for (from, to) in [
        ("\"000000\"", "\"00000\""),
        ("\"short\"", "\"long\""),
        ("\"alive\"", "\"rich\""),
        ("\"alive\"", "\"filed\""),
        ("\"alive\"", "\"filed\"\nany = []"),
        ("\"alive\"", "\"filed\"\nany = [\"king\"]"),
        ("\"100\"", "\"0\""),
        ("\"100\"", "\"0.001\""),
        ("\"fixed\"", "\"gift\""),
        ("amount = \"100\"", "amount = \"100\", upto = 1"),
        ("when = []\n", ""),
        ("valid_from", "from"),
        ("\"2020-01-01\"", "\"2020-02-30\""),
        ("\"2020-01-01\"", "\"2020-01-01\"\nvalid_to = \"2019-01-01\""),
        ("certainty = \"likely\"\n[[conditions]]", "certainty = \"certain\"\n[[conditions]]"),
        ("[\"身份证\"]", "[]"),
        ("[[conditions]]", "[[condition]]"),
        (&GOOD[tiers..], ""),
        (&GOOD[conditions..tiers], "conditions = []\n"),
    ] {
        assert_ne!(GOOD.replacen(from, to, 1), GOOD, "{from}");
        let fault = loaded(&GOOD.replacen(from, to, 1)).unwrap_err();
        assert!(fault.starts_with("gift: "), "{from} → {to}: {fault}");
    }
    let twice = Programmes::load(&[("chain", CHAIN)], &[("a", GOOD), ("b", GOOD)]).unwrap_err();
    assert!(twice.contains("begins twice"), "{twice}");
    let cap = "[[caps]]\nper = \"person\"\nbase = { rule = \"fixed\", amount = \"1\" }\n\
               counts = [\"other\"]\narticle = \"\"\nsource = \"试\"\ncertainty = \"likely\"\n";
    let unknown = loaded(&format!("{GOOD}{cap}")).unwrap_err();
    assert!(unknown.contains("`other` is no programme"), "{unknown}");
}

#[test]
fn a_chain_ends_with_payment_and_states_days_with_their_unit() {
    for (from, to) in [
        ("\"payment\"", "\"notice\""),
        ("\"finance\"", "\"king\""),
        ("level = \"city\"", "level = \"city\"\ndays = 5"),
        ("level = \"city\"", "level = \"city\"\ndays = 0\nunit = \"working\""),
    ] {
        let text = CHAIN.replacen(from, to, 1);
        assert!(Programmes::load(&[("chain", &text)], &[]).is_err(), "{to}");
    }
}

#[test]
fn every_programme_reviews_before_it_pays() {
    for one in Programmes::builtin().versions() {
        let keys: Vec<StageKey> = one.stages.iter().map(|stage| stage.key).collect();
        assert_eq!(keys.first(), Some(&StageKey::PrimaryReview), "{}", one.title);
        assert!(keys.contains(&StageKey::CityApproval), "{}", one.title);
        assert_eq!(keys.last(), Some(&StageKey::Payment), "{}", one.title);
    }
}

#[test]
fn the_review_clock_is_30_25_20_days_and_five_working_days_of_notice() {
    let one = super::of("model_worker_hardship", super::COUNTY);
    let days = |key| one.stage(key).unwrap().term.unwrap();
    assert_eq!(days(StageKey::PrimaryReview).days, 30);
    assert_eq!(days(StageKey::CountyReview).days, 25);
    assert_eq!(days(StageKey::CityApproval).days, 20);
    assert_eq!((one.notice_days(), days(StageKey::Notice).unit), (5, DayUnit::Working));
    assert_eq!(one.stage(StageKey::PartyMeeting).unwrap().term, None);
}

#[test]
fn a_page_says_every_rule_with_its_source() {
    let page = programme_page(Programmes::builtin(), "medical");
    for part in [
        "# 医疗救助",
        "## 医疗救助（昆明）",
        "上海：90%，不超过 2 万元",
        "超过100000.00元的10000.00元",
        "每户全年医疗救助合计不超过20000.00元",
        "相对困难家庭同一户当年已享受生活救助、金秋助学、临时救助的，不再享受",
        "基层工会初审（基层工会审核，30 日）",
        "待核实",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert_eq!(programme_page(Programmes::builtin(), "none"), "");
}

#[test]
fn steps_that_are_only_recorded_stand_before_a_stage_that_is_walked() {
    use StageKey as K;
    let living = super::of("living", super::COUNTY);
    let walked: Vec<K> = living.walked().iter().map(|stage| stage.key).collect();
    assert_eq!(walked, [K::PrimaryReview, K::CountyReview, K::CityApproval, K::Notice, K::Payment]);
    assert_eq!(living.needs_before(K::CountyReview), [K::HomeVisit, K::MeansCheck]);
    assert_eq!(living.needs_before(K::Notice), []);
    assert!(living.needs_minutes());
    assert!(!super::of("warmth", super::COUNTY).needs_minutes());
}
