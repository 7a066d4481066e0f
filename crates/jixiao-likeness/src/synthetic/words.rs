//! What the records are put together from: surnames and characters as common as among people,
//! employers and streets of an invented city.

use fastrand::Rng;

/// Surnames, the common ones first.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋\
    蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

/// Characters of given names, the common ones first.
const LETTERS: &str = "英华文玉明秀兰红建国军平志芳丽海云春林永桂荣金德生祥成福梅新东学凤小清立晓庆珍亮俊杰美强\
    霞波宏伟敏静磊涛超勇艳娟娜斌辉飞鹏浩宇欣佳怡雨婷梓涵子轩诗琪思远晨阳博嘉宁安康乐瑞雪冰洁莹倩雯萍燕玲琴\
    芬莲翠花枝香菊惠淑贞月仙巧彩银根才富贵发财旺兴盛昌茂森木水火土山川江河湖洋石岩峰岭松柏竹柳桃李杏枫柯彬\
    彪豹虎龙凯旋胜利民主权政治法律光照耀炎烈热温和谐顺达通畅远大宽广博深厚重信义仁爱孝敬忠诚实朴素勤俭节约";

const DISTRICTS: [&str; 15] = [
    "北山区",
    "南水区",
    "东湖区",
    "西岭区",
    "中城区",
    "临江区",
    "高新区",
    "平川县",
    "青河县",
    "白石县",
    "金沙县",
    "云岭县",
    "长坪县",
    "永安县",
    "新丰县",
];

const ROADS: [&str; 24] = [
    "东风路",
    "解放街",
    "人民路",
    "建设路",
    "文化路",
    "新华街",
    "滨江路",
    "和平街",
    "朝阳路",
    "幸福路",
    "工农路",
    "胜利街",
    "光明路",
    "园林路",
    "站前街",
    "学府路",
    "青年路",
    "团结街",
    "体育路",
    "中山路",
    "河西路",
    "环城路",
    "迎宾大道",
    "振兴路",
];

const ESTATES: [&str; 20] = [
    "安居小区",
    "河畔花园",
    "机械厂宿舍",
    "纺织新村",
    "阳光家园",
    "锦绣苑",
    "教师楼",
    "康乐里",
    "铁路三村",
    "翠湖名邸",
    "惠民小区",
    "福安里",
    "供销社院",
    "春晓苑",
    "龙泉山庄",
    "丽景苑",
    "中心花园",
    "职工新村",
    "金桥公寓",
    "绿洲小区",
];

const TRADES: [&str; 20] = [
    "机械", "纺织", "化工", "食品", "建筑", "运输", "电子", "印刷", "家具", "商贸", "物业", "保洁",
    "餐饮", "陶瓷", "制药", "水泥", "服装", "矿业", "农机", "环卫",
];

/// A place among `count`, the first ones far more often: the square of a random share.
fn skewed(rng: &mut Rng, count: usize) -> usize {
    let draw = rng.u64(..1_000_000);
    let squared = draw * draw / 1_000_000;
    usize::try_from(squared).unwrap_or(0) * count / 1_000_000
}

fn letter_of(rng: &mut Rng, all: &'static str) -> &'static str {
    let count = all.len() / 3;
    let place = skewed(rng, count) * 3;
    all.get(place..place + 3).unwrap_or("安")
}

/// A surname.
pub(super) fn surname(rng: &mut Rng) -> &'static str {
    letter_of(rng, SURNAMES)
}

/// A character of a given name.
pub(super) fn letter(rng: &mut Rng) -> char {
    letter_of(rng, LETTERS).chars().next().unwrap_or('安')
}

/// A name: one given character of four, two else.
pub(super) fn name(rng: &mut Rng, surname: &str) -> String {
    let mut name = format!("{surname}{}", letter(rng));
    if rng.u8(..4) != 0 {
        name.push(letter(rng));
    }
    name
}

/// An address of a home.
pub(super) fn address(rng: &mut Rng) -> String {
    let district = DISTRICTS[rng.usize(..DISTRICTS.len())];
    let road = ROADS[rng.usize(..ROADS.len())];
    let estate = ESTATES[rng.usize(..ESTATES.len())];
    let (number, house, stairs) = (rng.u32(1..300), rng.u32(1..40), rng.u32(1..6));
    let flat = rng.u32(1..25) * 100 + rng.u32(1..5);
    format!("江州市{district}{road}{number}号{estate}{house}栋{stairs}单元{flat}室")
}

/// An employer of a registry of `size` persons: some large ones, many small.
pub(super) fn employer(rng: &mut Rng, size: usize) -> String {
    let place = skewed(rng, size / 40 + 20);
    let district = DISTRICTS[place % DISTRICTS.len()];
    let trade = TRADES[place / 15 % TRADES.len()];
    let mut serial = place / 300;
    let mut own = String::new();
    while serial > 0 || own.is_empty() {
        let at = (serial * 7 + place * 13) % 90 * 3;
        own.push_str(LETTERS.get(at..at + 3).unwrap_or("华"));
        serial /= 60;
    }
    let suffix = ["有限公司", "有限责任公司", "厂", "股份有限公司"][place % 4];
    format!("江州{}{own}{trade}{suffix}", district.trim_end_matches(['区', '县']))
}
