//! The fonts of a PDF file: the glyphs it uses, their widths, and which character each stands for.

use super::fonts::{FaceName, Font, Setter};
use super::lines::Letter;
use crate::RenderError;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Name, Pdf, Rect, Ref, Str};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, Tag};
use subsetter::GlyphRemapper;

/// Codes of text are numbers of glyphs.
const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// What a file uses of a font.
pub(super) struct Used {
    pub(super) face: FaceName,
    /// The code of each glyph of the font; 0 where it has none yet.
    codes: Vec<u16>,
    /// The glyph, width and character of each code; the first is the mark of a missing glyph.
    kept: Vec<(u16, u16, char)>,
}

impl Used {
    pub(super) fn new(face: FaceName) -> Self {
        let missing = (0, 1_000, char::REPLACEMENT_CHARACTER);
        Self { face, codes: Vec::new(), kept: vec![missing] }
    }

    /// Whether no text uses the font.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.len() == 1
    }

    /// The code under which text names the glyph.
    pub(super) fn code(&mut self, letter: Letter) -> u16 {
        let Letter { c, glyph } = letter;
        let place = usize::from(glyph.id);
        if place >= self.codes.len() {
            self.codes.resize((place + 1).next_power_of_two(), 0);
        }
        let Some(code) = self.codes.get_mut(place).filter(|_| place > 0) else { return 0 };
        if *code == 0 {
            // A font has no more glyphs than codes.
            *code = u16::try_from(self.kept.len()).unwrap_or_default();
            self.kept.push((glyph.id, glyph.advance, c));
        }
        *code
    }

    fn glyphs(&self) -> impl Iterator<Item = u16> {
        self.kept.iter().map(|&(glyph, ..)| glyph)
    }

    /// A name for this choice of glyphs: readers may keep a font under its name.
    fn base_font(&self, name: &str) -> String {
        // FNV-1a: the tag only has to differ where the glyphs do.
        let mix = |hash: u64, gid: u16| (hash ^ u64::from(gid)).wrapping_mul(0x0100_0000_01b3);
        let mut hash = self.glyphs().fold(0xcbf2_9ce4_8422_2325, mix);
        let mut tag = String::with_capacity(8 + name.len());
        for letter in [(); 6].map(|()| next_letter(&mut hash)) {
            tag.push(letter);
        }
        format!("{tag}+{name}")
    }

    /// The font file cut down to the glyphs.
    fn file(&self, face: &Font) -> Result<Vec<u8>, RenderError> {
        let chosen: Vec<u16> = self.glyphs().collect();
        let cut = face.outlines.as_ref().and_then(|font| font.subset(&face.bytes, &chosen));
        if let Some(file) = cut {
            return Ok(file);
        }
        let remapper = GlyphRemapper::new_from_glyphs(&chosen);
        let subset = subsetter::subset(&face.bytes, face.index, &remapper)
            .map_err(|error| RenderError::Pdf(format!("字体“{}”：{error}", face.name)))?;
        // PDF files keep CFF outlines without the rest of the font.
        let font = FontRef::new(&subset).ok();
        let outlines = font.and_then(|font| font.data_for_tag(Tag::new(b"CFF ")));
        Ok(outlines.map(|outlines| outlines.as_bytes().to_vec()).unwrap_or(subset))
    }
}

fn next_letter(hash: &mut u64) -> char {
    let letter = u8::try_from(*hash % 26).unwrap_or_default();
    *hash /= 26;
    char::from(b'A' + letter)
}

/// Writes the font `id`; `ids` are for its parts.
pub(super) fn write(
    pdf: &mut Pdf,
    id: Ref,
    ids: [Ref; 4],
    used: &Used,
    setter: &Setter<'_>,
) -> Result<(), RenderError> {
    let face = setter.face(used.face).expect("a glyph of it was used");
    let [cid, descriptor, unicode, file] = ids;
    let base_font = used.base_font(face.name);
    let base_font = Name(base_font.as_bytes());
    let mut font = pdf.type0_font(id);
    font.base_font(base_font).encoding_predefined(Name(b"Identity-H"));
    font.descendant_font(cid).to_unicode(unicode);
    drop(font);
    let mut font = pdf.cid_font(cid);
    font.subtype(if face.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
    font.base_font(base_font).system_info(IDENTITY).font_descriptor(descriptor);
    font.default_width(1_000.0);
    if !face.is_cff {
        font.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    font.widths().consecutive(0, used.kept.iter().map(|&(_, width, _)| f32::from(width)));
    drop(font);
    write_descriptor(pdf, (descriptor, file), face, base_font);
    write_characters(pdf, unicode, used);
    write_file(pdf, file, used, face)
}

fn write_descriptor(
    pdf: &mut Pdf,
    (descriptor, file): (Ref, Ref),
    face: &Font,
    base_font: Name<'_>,
) {
    let measures = face.measures;
    let [left, lower, right, upper] = measures.bounds;
    let mut written = pdf.font_descriptor(descriptor);
    written.name(base_font).flags(FontFlags::SYMBOLIC).bbox(Rect::new(left, lower, right, upper));
    written.italic_angle(0.0).ascent(measures.ascent).descent(measures.descent);
    written.cap_height(measures.cap_height).stem_v(80.0);
    if face.is_cff {
        written.font_file3(file);
    } else {
        written.font_file2(file);
    }
}

/// Which character each glyph stands for, so that text can be searched and copied.
fn write_characters(pdf: &mut Pdf, id: Ref, used: &Used) {
    let mut map = UnicodeCmap::new(Name(b"Jixiao-UCS"), IDENTITY);
    for (code, &(.., c)) in (0_u16..).zip(&used.kept).skip(1) {
        map.pair(code, c);
    }
    // Compressing it costs more than the few kilobytes are worth.
    pdf.cmap(id, &map.finish());
}

fn write_file(pdf: &mut Pdf, id: Ref, used: &Used, face: &Font) -> Result<(), RenderError> {
    let file = used.file(face)?;
    // Outlines hardly shrink, and compressing them took most of the time of a form.
    let mut written = pdf.stream(id, &file);
    if face.is_cff {
        written.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        written.pair(Name(b"Length1"), i32::try_from(file.len()).unwrap_or(i32::MAX));
    }
    Ok(())
}
