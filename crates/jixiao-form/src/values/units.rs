//! Units of measure as forms print them.
//!
//! Owns the list of known units and what an unknown one may look like. Converts nothing.

/// Known units by first character, longest first. Multipliers (万, 亿 …) are not listed.
fn candidates(first: char) -> &'static [&'static str] {
    match first {
        '人' => &["人民币", "人次", "人日", "人天", "人份", "人"],
        '名' => &["名次", "名"],
        '位' => &["位"],
        '户' => &["户次", "户"],
        '个' => &["个工作日", "个百分点", "个小时", "个月", "个"],
        '家' => &["家次", "家"],
        '场' => &["场次", "场"],
        '次' => &["次"],
        '期' => &["期"],
        '批' => &["批次", "批"],
        '班' => &["班次", "班"],
        '项' => &["项次", "项"],
        '件' => &["件次", "件套", "件"],
        '套' => &["套"],
        '册' => &["册"],
        '本' => &["本"],
        '份' => &["份"],
        '篇' => &["篇"],
        '条' => &["条"],
        '张' => &["张"],
        '台' => &["台套", "台次", "台"],
        '辆' => &["辆次", "辆"],
        '艘' => &["艘"],
        '座' => &["座"],
        '处' => &["处"],
        '所' => &["所"],
        '栋' => &["栋"],
        '幢' => &["幢"],
        '间' => &["间"],
        '支' => &["支"],
        '只' => &["只"],
        '头' => &["头"],
        '株' => &["株"],
        '棵' => &["棵"],
        '组' => &["组"],
        '门' => &["门"],
        '节' => &["节"],
        '课' => &["课时"],
        '学' => &["学时"],
        '部' => &["部"],
        '起' => &["起"],
        '例' => &["例"],
        '宗' => &["宗"],
        '笔' => &["笔"],
        '块' => &["块"],
        '枚' => &["枚"],
        '袋' => &["袋"],
        '盒' => &["盒"],
        '箱' => &["箱"],
        '瓶' => &["瓶"],
        '桶' => &["桶"],
        '床' => &["床"],
        '对' => &["对"],
        '副' => &["副"],
        '幅' => &["幅"],
        '面' => &["面"],
        '层' => &["层"],
        '种' => &["种"],
        '类' => &["类"],
        '级' => &["级"],
        '岁' => &["岁"],
        '度' => &["度"],
        '倍' => &["倍"],
        '成' => &["成"],
        '分' => &["分钟", "分"],
        '秒' => &["秒"],
        '小' => &["小时"],
        '天' => &["天"],
        '日' => &["日"],
        '周' => &["周年", "周"],
        '旬' => &["旬"],
        '月' => &["月"],
        '季' => &["季度", "季"],
        '年' => &["年"],
        '工' => &["工作日"],
        '元' => &["元"],
        '角' => &["角"],
        '吨' => &["吨"],
        '斤' => &["斤"],
        '公' => &["公里", "公斤", "公顷", "公分"],
        '千' => &["千瓦时", "千瓦", "千米", "千克"],
        '立' => &["立方米", "立方"],
        '平' => &["平方公里", "平方米", "平米", "平方"],
        '亩' => &["亩次", "亩"],
        '米' => &["米"],
        '里' => &["里"],
        '厘' => &["厘米"],
        '毫' => &["毫米", "毫克", "毫升"],
        '升' => &["升"],
        '克' => &["克"],
        '村' => &["村"],
        '社' => &["社区"],
        '乡' => &["乡镇", "乡"],
        '镇' => &["镇"],
        '县' => &["县区", "县"],
        '街' => &["街道"],
        '单' => &["单位"],
        '字' => &["字"],
        '页' => &["页"],
        '版' => &["版"],
        '轮' => &["轮"],
        '趟' => &["趟"],
        '车' => &["车次"],
        '架' => &["架次", "架"],
        '客' => &["客次"],
        '点' => &["点"],
        '百' => &["百分点", "百分比"],
        '㎡' => &["㎡"],
        '㎞' => &["㎞"],
        'k' => &["kwh", "kWh", "kw", "kW", "km", "kg"],
        'K' => &["KWh", "KWH", "KW", "KM", "KG"],
        'm' => &["m2", "m3", "m²", "m³", "min", "mm", "ml", "mL", "mg", "m"],
        'M' => &["MW", "MB", "M"],
        'G' => &["GB", "G"],
        'T' => &["TB", "T"],
        'c' => &["cm"],
        'g' => &["g"],
        't' => &["t"],
        'h' => &["ha", "h"],
        'L' => &["L"],
        '%' => &["%"],
        '‰' => &["‰"],
        _ => &[],
    }
}

/// Length in bytes of the known unit `text` begins with, multipliers and a rate included
/// (`万人次`, `元/人*月`); 0 when none.
pub(super) fn known_prefix(text: &str) -> usize {
    let multiplied = multiplier(text);
    let rest = &text[multiplied..];
    let unit = single(rest);
    if unit == 0 {
        // A bare 万 or 亿 is a unit by itself, of money as a rule.
        return if multiplied > 0 && text.starts_with(['万', '亿']) { multiplied } else { 0 };
    }
    let mut end = multiplied + unit;
    while let Some(per) = text.get(end..).and_then(|rest| rest.strip_prefix(['/', '*', '·'])) {
        let unit = single(per);
        if unit == 0 {
            break;
        }
        end = text.len() - per.len() + unit;
    }
    end
}

/// Whether all of `unit` is a known unit.
pub(super) fn is_known(unit: &str) -> bool {
    !unit.is_empty() && known_prefix(unit) == unit.len()
}

/// Whether things are counted in `unit`: 三次 is three, but 一级, 一批 and 一期 count nothing.
pub(super) fn is_counted(unit: &str) -> bool {
    is_known(unit)
        && !unit
            .starts_with(['级', '类', '种', '批', '期', '度', '节', '面', '对', '点', '成', '版'])
}

/// Whether a squeezed text may be the unit of a whole cell: known, or short enough to be one.
pub(super) fn is_unit(unit: &str) -> bool {
    // 28.40/株: an amount whose 元 was left out.
    let unit = unit.strip_prefix('/').unwrap_or(unit);
    if is_known(unit) {
        return true;
    }
    // 人（户）
    let outside = match unit.split_once('(') {
        Some((outside, inside)) => match inside.strip_suffix(')') {
            Some(inside) if plausible(inside) => outside,
            _ => return false,
        },
        None => unit,
    };
    outside.split(['/', '*', '·', '每']).all(plausible)
}

/// 万人次 counts as one unit: how many bytes of `text` are multipliers.
fn multiplier(text: &str) -> usize {
    let mut end = 0;
    for c in text.chars().take(2) {
        if !matches!(c, '百' | '千' | '万' | '亿') {
            break;
        }
        end += c.len_utf8();
    }
    // 千克, 千瓦 and 百分点 begin with a multiplier but are units of their own.
    if end > 0 && single(text) > 0 { 0 } else { end }
}

fn single(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    candidates(first).iter().find(|unit| text.starts_with(**unit)).map_or(0, |unit| unit.len())
}

/// Whether `part` is a known unit, a measure word with a short noun (个村, 场活动) or an unknown
/// word of one or two characters that says nothing about how well something went.
fn plausible(part: &str) -> bool {
    let count = part.chars().count();
    if count == 0 || count > 5 {
        return false;
    }
    if is_known(part) {
        return true;
    }
    let judging = |c: char| "不未无为达完成合满有的了是与和及或较很好优良差".contains(c);
    if !part.chars().all(is_han) || part.chars().any(judging) {
        return false;
    }
    let measure = part.starts_with([
        '个', '名', '位', '场', '次', '项', '家', '所', '件', '套', '本', '份', '台', '辆', '座',
        '条', '处', '栋', '支', '期', '种', '篇', '万',
    ]);
    count <= 2 || measure && count <= 4
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}
