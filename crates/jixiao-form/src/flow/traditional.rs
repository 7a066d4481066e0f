//! Forms that a mirror site converted to traditional characters, with readings in brackets.
//!
//! Owns the characters of form words and nothing more: it lets labels be found and shown in their
//! usual writing. Values stay as printed.

/// Traditional characters of form words, each followed by its simplified one.
const PAIRS: &str = "項项資资績绩標标額额預预數数執执實实際际當当財财撥拨結结轉转總总體体產产質质時时效效\
                     經经濟济會会環环態态響响滿满務务對对專专單单門门稱称編编號号類类屬属費费補补評评價价\
                     級级權权應应該该進进達达備备註注說说問问題题聯联係系電电話话報报審审區区縣县鎮镇鄉乡\
                     計计劃划開开關关領领導导動动動动勞劳務务給给選选構构來来與与為为無无過过還还運运續续\
                     萬万億亿處处從从準准協协內内營营業业種种確确認认證证調调護护負负責责險险優优異异極极\
                     約约網网統统織织設设許许論论識识議议貢贡貨货買买賣卖賬账車车軟软較较農农遲迟適适間间";

/// Whether a character shows that its text is written in traditional characters: form words have
/// one of these at once.
pub(super) fn shows(c: char) -> bool {
    matches!(c, '績' | '項' | '標')
}

/// The simplified form of a traditional character of a form word.
pub(super) fn simplified(c: char) -> char {
    let mut pairs = PAIRS.chars();
    while let (Some(traditional), Some(simple)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return simple;
        }
    }
    c
}

/// The length in bytes of a reading in brackets, `(xiàng)`, at the start of `text`; 0 when none.
pub(super) fn reading(text: &str) -> usize {
    let mut chars = text.char_indices();
    if !matches!(chars.next(), Some((_, '(' | '（'))) {
        return 0;
    }
    for (at, c) in chars.take(9) {
        match c {
            ')' | '）' if at > 1 => return at + c.len_utf8(),
            c if c.is_lowercase() => {}
            _ => return 0,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, reading, simplified};

    #[test]
    fn readings_are_told_from_notes() {
        assert_eq!(reading("(xiàng)目"), "(xiàng)".len());
        assert_eq!(reading("(A)"), 0);
        assert_eq!(reading("(元)"), 0);
    }

    #[test]
    fn characters_come_in_pairs() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
        assert_eq!(['績', '標', '度'].map(simplified), ['绩', '标', '度']);
    }
}
