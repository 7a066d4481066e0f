//! Which paragraph styles are headings.
//!
//! Style ids are arbitrary (`Heading1`, `1`, `a3`); `styles.xml` says what they mean. It is
//! unpacked only when an id does not speak for itself, and searched rather than parsed.

use crate::package::Package;

/// Styles based on one another further than this are taken to be no headings.
const LONGEST_CHAIN: usize = 8;

/// The styles of a document, looked up as they are met.
pub(super) struct Styles<'p> {
    package: Package<'p>,
    part: String,
    text: Option<String>,
    known: Vec<(String, Option<u8>)>,
}

impl<'p> Styles<'p> {
    pub(super) fn new(package: Package<'p>, main_part: &str) -> Self {
        let folder = main_part.rfind('/').map_or("", |slash| &main_part[..=slash]);
        Self { package, part: format!("{folder}styles.xml"), text: None, known: Vec::new() }
    }

    /// The heading level of a style, 1 to 9.
    pub(super) fn heading_level(&mut self, id: &str) -> Option<u8> {
        if let Some((_, level)) = self.known.iter().find(|(known, _)| known == id) {
            return *level;
        }
        let level = level_in_name(id).or_else(|| self.look_up(id));
        self.known.push((id.to_owned(), level));
        level
    }

    fn look_up(&mut self, id: &str) -> Option<u8> {
        let Self { package, part, text, .. } = self;
        // A missing or damaged style part costs the headings, not the document.
        let styles =
            text.get_or_insert_with(|| package.text(part).ok().flatten().unwrap_or_default());
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            let style = style(styles, id)?;
            if let Some(level) = value(style, "<w:outlineLvl w:val=\"") {
                return level.parse().ok().and_then(level_of_outline);
            }
            if let Some(level) = value(style, "<w:name w:val=\"").and_then(level_in_name) {
                return Some(level);
            }
            id = value(style, "<w:basedOn w:val=\"")?;
        }
        None
    }
}

/// The heading level of an outline level, which counts from 0; 9 is body text.
pub(super) fn level_of_outline(outline: u32) -> Option<u8> {
    u8::try_from(outline).ok().filter(|level| *level < 9).map(|level| level + 1)
}

/// The level in a style name such as `heading 1`, `Heading2` or `标题 3`.
fn level_in_name(name: &str) -> Option<u8> {
    let word = name.get(.."heading".len()).filter(|word| word.eq_ignore_ascii_case("heading"));
    let rest = word.map_or_else(|| name.strip_prefix("标题"), |word| name.get(word.len()..))?;
    rest.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

fn style<'s>(styles: &'s str, id: &str) -> Option<&'s str> {
    let start = styles.find(&format!("w:styleId=\"{id}\""))?;
    let rest = &styles[start..];
    Some(&rest[..rest.find("</w:style>").unwrap_or(rest.len())])
}

fn value<'s>(style: &'s str, prefix: &str) -> Option<&'s str> {
    let (_, rest) = style.split_once(prefix)?;
    rest.split('"').next()
}
