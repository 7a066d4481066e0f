//! A web page as tags and text, by the rules browsers use for damaged pages.
//!
//! Borrowed slices only; each byte is looked at a bounded number of times.

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Text with its entities still in it.
    Text(&'t str),
    /// A start tag: its name, and the rest of it up to the closing bracket.
    Open(&'t str, &'t str),
    /// An end tag.
    Close(&'t str),
}

/// Reads tokens from a page. Comments, declarations and the content of scripts are passed over.
pub(super) struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(page: &'t str) -> Self {
        Self { rest: page }
    }

    /// Cuts `length` bytes off the front.
    fn take(&mut self, length: usize) -> &'t str {
        let (front, rest) = self.rest.split_at(length);
        self.rest = rest;
        front
    }

    /// Passes over everything up to and including `end`, or to the end of the page.
    fn pass(&mut self, from: usize, end: &str) {
        let found = memchr::memmem::find(&self.rest.as_bytes()[from..], end.as_bytes());
        self.take(found.map_or(self.rest.len(), |at| from + at + end.len()));
    }

    /// Passes over the content of an element that holds no markup.
    fn pass_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let end = memchr::memchr_iter(b'<', bytes).find(|&at| {
            bytes.get(at + 1) == Some(&b'/')
                && bytes
                    .get(at + 2..at + 2 + name.len())
                    .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.take(end.unwrap_or(bytes.len()));
    }

    /// The tag at the front, whose name begins after `skip` bytes.
    fn tag(&mut self, skip: usize) -> (&'t str, &'t str) {
        let tag = self.take(tag_end(self.rest));
        let inner = &tag[skip..tag.strip_suffix('>').unwrap_or(tag).len().max(skip)];
        let is_end = |c: char| c.is_ascii_whitespace() || c == '/';
        inner.split_at(inner.find(is_end).unwrap_or(inner.len()))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let bytes = self.rest.as_bytes();
            match bytes {
                [] => return None,
                [b'<', b'!', b'-', b'-', ..] => {
                    // `<!-->` is a whole comment.
                    self.pass(2, "-->");
                }
                [b'<', b'!' | b'?', ..] | [b'<', b'/', b'!' | b'?', ..] => self.pass(1, ">"),
                [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                    return Some(Token::Close(self.tag(2).0));
                }
                [b'<', letter, ..] if letter.is_ascii_alphabetic() => {
                    let (name, attributes) = self.tag(1);
                    if ["script", "style", "xmp", "iframe", "noframes"]
                        .iter()
                        .any(|raw| name.eq_ignore_ascii_case(raw))
                    {
                        self.pass_raw(name);
                    }
                    return Some(Token::Open(name, attributes));
                }
                _ => {
                    let from = usize::from(bytes[0] == b'<');
                    let end = memchr::memchr(b'<', &bytes[from..]).map(|at| from + at);
                    return Some(Token::Text(self.take(end.unwrap_or(bytes.len()))));
                }
            }
        }
    }
}

/// The length of the tag at the front: up to the bracket that stands in no quotes.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'=', b'>', rest)) {
        at += found + 1;
        if bytes[at - 1] == b'>' {
            return at;
        }
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
            let Some(end) = memchr::memchr(quote, &bytes[at + 1..]) else { break };
            at += end + 2;
        }
    }
    bytes.len()
}

/// The value of an attribute in the rest of a start tag; blank where it has none.
pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let (found, after) = rest.split_at(end.unwrap_or(rest.len()).max(1).min(rest.len()));
        let after = after.trim_ascii_start();
        let (value, next) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => value_of(value.trim_ascii_start()),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
}

/// The value at the front, without its quotes, and what follows.
fn value_of(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())),
    }
}
