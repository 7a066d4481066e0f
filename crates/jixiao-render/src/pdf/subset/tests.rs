//! Cut fonts read like the whole ones.

use super::*;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

const FONT: &[u8] = include_bytes!("../../../assets/fonts/NotoSerifSC-Regular.ttf");

#[derive(Default, PartialEq, Debug)]
struct Path(Vec<(char, Vec<f32>)>);

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(('M', vec![x, y]));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(('L', vec![x, y]));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(('Q', vec![cx, cy, x, y]));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(('C', vec![ax, ay, bx, by, x, y]));
    }
    fn close(&mut self) {
        self.0.push(('Z', Vec::new()));
    }
}

fn path(font: &FontRef<'_>, glyph: u16) -> Path {
    let mut path = Path::default();
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut path).unwrap();
    }
    path
}

#[test]
fn every_glyph_is_drawn_and_spaced_as_in_the_whole_font() {
    let whole = FontRef::new(FONT).unwrap();
    let outlines = Outlines::read(FONT, 0).unwrap();
    let count = whole.maxp().unwrap().num_glyphs();
    for step in [1, 7, 97] {
        let mut chosen = vec![0];
        chosen.extend((1..count).rev().step_by(step));
        let bytes = outlines.subset(FONT, &chosen).unwrap();
        let cut = FontRef::new(&bytes).unwrap();
        let metrics = |font: &FontRef<'_>, glyph: u16| {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            metrics.advance_width(GlyphId::from(glyph))
        };
        for (number, &glyph) in (0..).zip(&chosen) {
            assert_eq!(path(&cut, number), path(&whole, glyph), "glyph {glyph}");
            assert_eq!(metrics(&cut, number), metrics(&whole, glyph), "glyph {glyph}");
        }
        assert_eq!(checksum(&bytes), 0xb1b0_afba);
    }
}

#[test]
fn damaged_fonts_are_refused() {
    assert!(Outlines::read(&FONT[..FONT.len() / 2], 0).is_none());
    let outlines = Outlines::read(FONT, 0).unwrap();
    assert!(outlines.subset(&FONT[..1_000], &[0, 1]).is_none());
    assert!(outlines.subset(FONT, &[0, u16::MAX]).is_none());
}

#[test]
fn parts_of_composite_glyphs_come_along() {
    // A composite of glyphs 7 and 9, the second scaled.
    let mut outline = vec![0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
    outline.extend([0, 0x20, 0, 7, 1, 2]);
    outline.extend([0, 0x09, 0, 9, 0, 1, 0, 2, 0x40, 0]);
    let mut cut = Cut { chosen: Cow::Borrowed(&[0, 9]), numbers: HashMap::new() };
    cut.renumber_parts(&mut outline).unwrap();
    assert_eq!(*cut.chosen, [0, 9, 7]);
    assert_eq!((outline[13], outline[19]), (2, 1));
    assert!(cut.renumber_parts(&mut outline[..14]).is_none());
}
