//! The embedded fonts, the one for rare characters, and which glyph prints a character.

use super::deflate::Deflaters;
use super::lines::Letter;
use super::subset::Outlines;
use crate::paper::Paper;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");

/// Glyphs of the Basic Multilingual Plane are found by index.
const PLANE: usize = 0x1_0000;

/// A font of the system for characters the embedded ones lack.
#[derive(Debug, Clone)]
pub struct FallbackFont {
    /// The file: TrueType, OpenType or a collection.
    pub bytes: Vec<u8>,
    /// Which font of a collection; 0 for a single font.
    pub index: u32,
}

/// The fonts of PDF files, read once and shared by all threads.
pub struct Fonts {
    regular: Typeface,
    bold: Typeface,
    fallback: OnceLock<Option<Typeface>>,
    find_fallback: Box<dyn Fn() -> Option<FallbackFont> + Send + Sync>,
    deflaters: Deflaters,
}

/// A font with its character map, widths and measures.
pub(super) struct Typeface {
    /// The file.
    pub(super) bytes: Cow<'static, [u8]>,
    /// Which font of a collection.
    pub(super) index: u32,
    /// The name PDF files call it.
    pub(super) name: &'static str,
    /// Whether outlines are in the CFF format.
    pub(super) is_cff: bool,
    pub(super) measures: Measures,
    /// Where TrueType outlines are cut from.
    pub(super) outlines: Option<Outlines>,
    /// Glyph and width of each character of the first plane; glyph 0 is none.
    plane: Box<[(u16, u16)]>,
    beyond: HashMap<char, (u16, u16)>,
}

/// What a PDF file says of a typeface, in thousandths of an em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) cap_height: f32,
    /// Left, lower, right and upper end of the largest glyph.
    pub(super) bounds: [f32; 4],
}

/// A glyph of a typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) face: FaceName,
    pub(super) id: u16,
    /// Width in thousandths of an em.
    pub(super) advance: u16,
}

/// The typefaces a glyph may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaceName {
    Regular,
    Bold,
    Fallback,
}

impl FaceName {
    /// All typefaces; the place of each is its number.
    pub(super) const ALL: [FaceName; 3] = [FaceName::Regular, FaceName::Bold, FaceName::Fallback];
}

/// Chooses glyphs for one document.
pub(super) struct Setter<'f> {
    fonts: &'f Fonts,
    fallback: Option<&'f Typeface>,
    missing: BTreeSet<char>,
}

impl Fonts {
    /// The embedded fonts alone.
    pub fn new() -> Self {
        Self::with_fallback(|| None)
    }

    /// The embedded fonts and one for rare characters, which `find` returns when a form first needs
    /// it; it is asked at most once.
    pub fn with_fallback(find: impl Fn() -> Option<FallbackFont> + Send + Sync + 'static) -> Self {
        Self {
            regular: Typeface::embedded(REGULAR, "NotoSerifSC-Regular"),
            bold: Typeface::embedded(BOLD, "NotoSansSC-Bold"),
            fallback: OnceLock::new(),
            find_fallback: Box::new(find),
            deflaters: Deflaters::default(),
        }
    }

    /// What is needed to set this paper. The fallback is fetched only when it needs one.
    pub(super) fn setter(&self, paper: &Paper) -> Setter<'_> {
        let mut rare = BTreeSet::new();
        paper.texts(|text, bold| {
            let face = if bold { &self.bold } else { &self.regular };
            let is_rare = |&c: &char| c != '\n' && face.glyph(c).is_none();
            rare.extend(text.chars().filter(is_rare));
        });
        let fallback = if rare.is_empty() { None } else { self.fallback() };
        let lacks = |c: &char| fallback.is_none_or(|face| face.glyph(*c).is_none());
        let lacks = |c: &char| lacks(c) && self.regular.glyph(*c).is_none();
        Setter { fonts: self, fallback, missing: rare.into_iter().filter(lacks).collect() }
    }

    fn fallback(&self) -> Option<&Typeface> {
        let load = || {
            let FallbackFont { bytes, index } = (self.find_fallback)()?;
            Typeface::read(bytes.into(), index, "Fallback")
        };
        self.fallback.get_or_init(load).as_ref()
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").finish_non_exhaustive()
    }
}

impl Typeface {
    fn embedded(bytes: &'static [u8], name: &'static str) -> Self {
        Self::read(bytes.into(), 0, name).expect("the embedded fonts are whole; a test reads them")
    }

    fn read(bytes: Cow<'static, [u8]>, index: u32, name: &'static str) -> Option<Self> {
        let parsed = FontRef::from_index(&bytes, index).ok()?;
        let is_cff = parsed.cff().is_ok();
        if !is_cff && parsed.glyf().is_err() {
            return None;
        }
        let metrics = parsed.glyph_metrics(Size::unscaled(), LocationRef::default());
        let whole = parsed.metrics(Size::unscaled(), LocationRef::default());
        let em = u32::from(whole.units_per_em);
        let scaled = |units: f32| units * 1_000.0 / f32::from(whole.units_per_em.max(1));
        let bounds = whole.bounds.unwrap_or_default();
        let measures = Measures {
            ascent: scaled(whole.ascent),
            descent: scaled(whole.descent),
            cap_height: scaled(whole.cap_height.unwrap_or(whole.ascent)),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled),
        };
        let mut plane = vec![(0, 0); PLANE].into_boxed_slice();
        let mut beyond = HashMap::new();
        for (code, glyph) in parsed.charmap().mappings() {
            let Ok(id) = u16::try_from(glyph.to_u32()) else { continue };
            let units = metrics.advance_width(glyph).unwrap_or_default();
            let advance = thousandths(units, em);
            if let Some(place) = plane.get_mut(code as usize) {
                *place = (id, advance);
            } else if let Some(c) = char::from_u32(code) {
                beyond.insert(c, (id, advance));
            }
        }
        let outlines = if is_cff { None } else { Outlines::read(&bytes, index) };
        Some(Self { bytes, index, name, is_cff, measures, outlines, plane, beyond })
    }

    /// Glyph and width of a character.
    fn glyph(&self, c: char) -> Option<(u16, u16)> {
        let found = match self.plane.get(c as usize) {
            Some(&glyph) => glyph,
            None => *self.beyond.get(&c)?,
        };
        (found.0 != 0).then_some(found)
    }
}

/// A width in font units as thousandths of an em.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths of glyphs lie between 0 and a few em"
)]
fn thousandths(units: f32, em: u32) -> u16 {
    let units = units.clamp(0.0, 60_000.0) as u32;
    u16::try_from(units * 1_000 / em.max(1)).unwrap_or(u16::MAX)
}

impl Setter<'_> {
    /// The glyph for a character: the typeface asked for, else the regular one, else the fallback,
    /// else the mark of a missing glyph.
    fn glyph(&self, c: char, bold: bool) -> Glyph {
        let own = if bold { FaceName::Bold } else { FaceName::Regular };
        for face in [own, FaceName::Regular, FaceName::Fallback] {
            if let Some((id, advance)) = self.typeface(face).and_then(|face| face.glyph(c)) {
                return Glyph { face, id, advance };
            }
        }
        Glyph { face: FaceName::Regular, id: 0, advance: 1_000 }
    }

    /// `bytes` as files keep streams.
    pub(super) fn compressed(&self, bytes: &[u8]) -> Vec<u8> {
        self.fonts.deflaters.compressed(bytes)
    }

    /// A text as letters.
    pub(super) fn set(&self, text: &str, bold: bool) -> Vec<Letter> {
        const BREAK: Glyph = Glyph { face: FaceName::Regular, id: 0, advance: 0 };
        let letter = |c| Letter { c, glyph: if c == '\n' { BREAK } else { self.glyph(c, bold) } };
        let mut letters = Vec::with_capacity(text.len());
        letters.extend(text.chars().map(letter));
        letters
    }

    /// The typeface of that name; the fallback may be absent.
    pub(super) fn typeface(&self, face: FaceName) -> Option<&Typeface> {
        match face {
            FaceName::Regular => Some(&self.fonts.regular),
            FaceName::Bold => Some(&self.fonts.bold),
            FaceName::Fallback => self.fallback,
        }
    }

    /// The characters no font has.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }
}
