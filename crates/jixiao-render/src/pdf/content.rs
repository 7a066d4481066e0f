//! The content of a page as operators.
//!
//! Lengths come in thousandths of a point and are written in hundredths: numbers never pass through
//! fractions of the machine, and the text stays short.

/// Content being written. Fonts and spaces between letters are named only where they change.
#[derive(Debug)]
pub(super) struct Content {
    bytes: Vec<u8>,
    /// Resource and size in force.
    font: Option<(&'static str, u32)>,
    /// Space behind letters in force.
    spacing: u32,
    /// Where the last line began, in hundredths of a point.
    at: (i64, i64),
}

impl Content {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::with_capacity(8 << 10), font: None, spacing: 0, at: (0, 0) }
    }

    /// Begins contents of an element: its role, and their number on the page.
    pub(super) fn begin_element(&mut self, role: &[u8], number: usize) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(role);
        self.bytes.extend_from_slice(b" <</MCID ");
        self.digits(u64::try_from(number).unwrap_or_default());
        self.operator(">>BDC");
    }

    /// Begins contents that belong to no element.
    pub(super) fn begin_artifact(&mut self) {
        self.operator("/Artifact BMC");
    }

    /// Ends contents begun last.
    pub(super) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// The thickness of lines from here on.
    pub(super) fn line_width(&mut self, width: u32) {
        self.numbers(&[width]);
        self.operator("w");
    }

    /// Adds a rectangle to the path.
    pub(super) fn rectangle(&mut self, left: u32, bottom: u32, width: u32, height: u32) {
        self.numbers(&[left, bottom, width, height]);
        self.operator("re");
    }

    /// Draws the path as lines.
    pub(super) fn stroke(&mut self) {
        self.operator("S");
    }

    /// Fills the path.
    pub(super) fn fill(&mut self) {
        self.operator("f");
    }

    pub(super) fn begin_text(&mut self) {
        self.operator("BT");
        self.at = (0, 0);
    }

    pub(super) fn end_text(&mut self) {
        self.operator("ET");
    }

    /// The font of a resource and its size.
    pub(super) fn font(&mut self, resource: &'static str, size: u32) {
        if self.font == Some((resource, size)) {
            return;
        }
        self.font = Some((resource, size));
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(resource.as_bytes());
        self.bytes.push(b' ');
        self.numbers(&[size]);
        self.operator("Tf");
    }

    /// The space behind every letter.
    pub(super) fn spacing(&mut self, spacing: u32) {
        if self.spacing != spacing {
            self.spacing = spacing;
            // Sums of it show: thousandths are kept.
            self.thousandths(spacing);
            self.operator("Tc");
        }
    }

    /// Where the next letters begin.
    pub(super) fn place(&mut self, left: u32, bottom: u32) {
        let to = (hundredths(left), hundredths(bottom));
        let moved = (to.0 - self.at.0, to.1 - self.at.1);
        self.at = to;
        self.number(moved.0);
        self.number(moved.1);
        self.operator("Td");
    }

    /// Letters by their codes.
    pub(super) fn show(&mut self, codes: impl Iterator<Item = u16>) {
        self.bytes.push(b'(');
        for byte in codes.flat_map(u16::to_be_bytes) {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend([b'\\', byte]),
                // Readers take a bare one for a line feed.
                b'\r' => self.bytes.extend(b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
        self.bytes.push(b')');
        self.operator("Tj");
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn operator(&mut self, name: &str) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b'\n');
    }

    fn numbers(&mut self, lengths: &[u32]) {
        for &length in lengths {
            self.number(hundredths(length));
        }
    }

    /// A number of hundredths and a space: `12.5 `.
    fn number(&mut self, hundredths: i64) {
        if hundredths < 0 {
            self.bytes.push(b'-');
        }
        let size = hundredths.unsigned_abs();
        self.digits(size / 100);
        let (tens, ones) = (size / 10 % 10, size % 10);
        if tens + ones > 0 {
            self.bytes.push(b'.');
            self.digits(tens);
            if ones > 0 {
                self.digits(ones);
            }
        }
        self.bytes.push(b' ');
    }

    fn thousandths(&mut self, length: u32) {
        self.bytes
            .extend_from_slice(format!("{}.{:03} ", length / 1_000, length % 1_000).as_bytes());
    }

    fn digits(&mut self, number: u64) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.bytes.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
    }
}

/// Thousandths as hundredths, rounded.
fn hundredths(thousandths: u32) -> i64 {
    i64::from(thousandths).saturating_add(5) / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_moves_add_up() {
        let mut content = Content::new();
        content.line_width(500);
        content.begin_text();
        content.font("F0", 10_500);
        content.place(42_525, 700_004);
        content.font("F0", 10_500);
        content.show([0x0028, 0x0d5c].into_iter());
        content.place(42_523, 689_999);
        content.end_text();
        let written = content.finish();
        let expected =
            b"0.5 w\nBT\n/F0 10.5 Tf\n42.53 700 Td\n(\0\\(\\r\\\\)Tj\n-0.01 -10 Td\nET\n";
        assert_eq!(written, expected);
    }
}
