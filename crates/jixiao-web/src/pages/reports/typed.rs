//! The editor's form as a browser sends it, `sections[3]=…`, `untied[0].reason=…`, and back.

use jixiao_app::reports::{ReportForm, UntiedForm};

/// Sections and untied figures a form may send.
const ROW_COUNT_MAX: usize = 500;

/// Fields in the order they were sent.
pub(super) type Pairs = Vec<(String, String)>;

/// The form of what was sent. Unknown names are other business of the page.
pub(super) fn form_of(pairs: &Pairs) -> ReportForm {
    let mut form = ReportForm::default();
    for (name, value) in pairs {
        if name == "revision" {
            form.revision.clone_from(value);
        } else if let Some(index) = index_of(name, "sections", "]") {
            // Browsers send line ends of two characters.
            put(&mut form.sections, index, value.replace("\r\n", "\n"));
        } else if let Some(index) = index_of(name, "base", "]") {
            put(&mut form.base, index, value.clone());
        } else {
            untied(&mut form, name, value);
        }
    }
    form
}

fn put(list: &mut Vec<String>, index: usize, value: String) {
    if list.len() <= index {
        list.resize_with(index + 1, String::new);
    }
    list[index] = value;
}

/// The sections in which what somebody else saved was chosen.
pub(super) fn theirs(pairs: &Pairs) -> Vec<usize> {
    let chosen = pairs.iter().filter(|(_, value)| value == "theirs");
    chosen.filter_map(|(name, _)| index_of(name, "pick", "]")).collect()
}

fn untied(form: &mut ReportForm, name: &str, value: &str) {
    for part in ["section", "printed", "reason"] {
        let Some(index) = index_of(name, "untied", &format!("].{part}")) else { continue };
        if form.untied.len() <= index {
            form.untied.resize_with(index + 1, UntiedForm::default);
        }
        let row = &mut form.untied[index];
        match part {
            "section" => row.section = value.parse().unwrap_or(usize::MAX),
            "printed" => value.clone_into(&mut row.printed),
            _ => value.clone_into(&mut row.reason),
        }
    }
}

fn index_of(name: &str, list: &str, end: &str) -> Option<usize> {
    let index = name.strip_prefix(list)?.strip_prefix('[')?.strip_suffix(end)?;
    index.parse().ok().filter(|index| *index < ROW_COUNT_MAX)
}

/// The value of a name that is no field of the form.
pub(super) fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{form_of, theirs};

    #[test]
    fn what_is_sent_is_read() {
        let sent = [
            ("revision", "3"),
            ("sections[1]", "一行\r\n二行"),
            ("sections[99999]", "过多"),
            ("base[1]", "00ff"),
            ("pick[0]", "mine"),
            ("pick[1]", "theirs"),
            ("untied[0].section", "1"),
            ("untied[0].printed", "7场"),
            ("untied[0].reason", "签到表"),
            ("do", "save"),
        ];
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let form = form_of(&sent);
        assert_eq!((form.revision.as_str(), form.sections.len()), ("3", 2));
        assert_eq!(form.sections[1], "一行\n二行");
        assert_eq!((form.base[1].as_str(), theirs(&sent)), ("00ff", vec![1]));
        let row = &form.untied[0];
        assert_eq!((row.section, row.printed.as_str(), row.reason.as_str()), (1, "7场", "签到表"));
    }
}
