//! The embedded fonts, the one for rare characters, and which glyph prints a character.

use super::deflate::Deflaters;
use super::lines::Letter;
use super::subset::Outlines;
use crate::paper::Paper;
use crate::typeface::Typeface;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

const SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Regular.ttf");
const TEXT: &[u8] = include_bytes!("../../assets/fonts/ZhuqueFangsong-Regular.ttf");
const SCRIPT: &[u8] = include_bytes!("../../assets/fonts/JixiaoKai-Regular.ttf");
const SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");
const HEADLINE: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Bold.ttf");

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

/// The fonts of PDF files, each read when it is first needed and shared by all threads.
pub struct Fonts {
    /// By [`FaceName`].
    faces: [OnceLock<Option<Font>>; FaceName::ALL.len()],
    find_fallback: Box<dyn Fn() -> Option<FallbackFont> + Send + Sync>,
    deflaters: Deflaters,
}

/// A font with its character map, widths and measures.
pub(super) struct Font {
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

/// A glyph of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) face: FaceName,
    pub(super) id: u16,
    /// Width in thousandths of an em.
    pub(super) advance: u16,
}

/// The fonts a glyph may come from: one for each typeface, and the fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaceName {
    Serif,
    Text,
    Script,
    Sans,
    Headline,
    Fallback,
}

impl FaceName {
    /// All fonts; the place of each is its number.
    pub(super) const ALL: [FaceName; 6] = [
        FaceName::Serif,
        FaceName::Text,
        FaceName::Script,
        FaceName::Sans,
        FaceName::Headline,
        FaceName::Fallback,
    ];

    /// Name and file of an embedded font.
    fn embedded(self) -> Option<(&'static str, &'static [u8])> {
        match self {
            Self::Serif => Some(("NotoSerifSC-Regular", SERIF)),
            Self::Text => Some(("ZhuqueFangsong-Regular", TEXT)),
            Self::Script => Some(("JixiaoKai-Regular", SCRIPT)),
            Self::Sans => Some(("NotoSansSC-Bold", SANS)),
            Self::Headline => Some(("NotoSerifSC-Bold", HEADLINE)),
            Self::Fallback => None,
        }
    }
}

impl From<Typeface> for FaceName {
    fn from(typeface: Typeface) -> Self {
        match typeface {
            Typeface::Serif => Self::Serif,
            Typeface::Text => Self::Text,
            Typeface::Script => Self::Script,
            Typeface::Sans => Self::Sans,
            Typeface::Headline => Self::Headline,
        }
    }
}

/// Chooses glyphs for one document.
pub(super) struct Setter<'f> {
    fonts: &'f Fonts,
    fallback: Option<&'f Font>,
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
            faces: FaceName::ALL.map(|_| OnceLock::new()),
            find_fallback: Box::new(find),
            deflaters: Deflaters::default(),
        }
    }

    /// What is needed to set this paper. The fallback is fetched only when it needs one.
    pub(super) fn setter(&self, paper: &Paper) -> Setter<'_> {
        let mut rare = BTreeSet::new();
        paper.texts(|text, typeface| {
            let (own, serif) = (self.embedded(typeface.into()), self.embedded(FaceName::Serif));
            let is_rare =
                |&c: &char| c != '\n' && own.glyph(c).is_none() && serif.glyph(c).is_none();
            rare.extend(text.chars().filter(is_rare));
        });
        let fallback = if rare.is_empty() { None } else { self.face(FaceName::Fallback) };
        let lacks = |c: &char| fallback.is_none_or(|face| face.glyph(*c).is_none());
        Setter { fonts: self, fallback, missing: rare.into_iter().filter(lacks).collect() }
    }

    /// A font, read when it is first asked for; the fallback may be absent.
    fn face(&self, name: FaceName) -> Option<&Font> {
        let load = || {
            if let Some((name, bytes)) = name.embedded() {
                return Font::read(bytes.into(), 0, name);
            }
            let FallbackFont { bytes, index } = (self.find_fallback)()?;
            Font::read(bytes.into(), index, "Fallback")
        };
        self.faces[name as usize].get_or_init(load).as_ref()
    }

    fn embedded(&self, name: FaceName) -> &Font {
        self.face(name).expect("the embedded fonts are whole; a test reads them")
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

impl Font {
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
    /// `bytes` as files keep streams.
    pub(super) fn compressed(&self, bytes: &[u8]) -> Vec<u8> {
        self.fonts.deflaters.compressed(bytes)
    }

    /// A text as letters: each in the font of its typeface, else in the serif one, else in the
    /// fallback, else as the mark of a missing glyph.
    pub(super) fn set(&self, text: &str, typeface: Typeface) -> Vec<Letter> {
        const NONE: Glyph = Glyph { face: FaceName::Serif, id: 0, advance: 1_000 };
        let own = FaceName::from(typeface);
        let font = self.fonts.embedded(own);
        let glyph = |c| match (font.glyph(c), c) {
            (Some((id, advance)), _) => Glyph { face: own, id, advance },
            (None, '\n') => Glyph { advance: 0, ..NONE },
            (None, _) => self.stand_in(c).unwrap_or(NONE),
        };
        let mut letters = Vec::with_capacity(text.len());
        letters.extend(text.chars().map(|c| Letter { c, glyph: glyph(c) }));
        letters
    }

    /// The glyph for a character its own font lacks.
    fn stand_in(&self, c: char) -> Option<Glyph> {
        let found = |face| {
            let (id, advance) = self.face(face)?.glyph(c)?;
            Some(Glyph { face, id, advance })
        };
        found(FaceName::Serif).or_else(|| found(FaceName::Fallback))
    }

    /// The font of that name; the fallback may be absent.
    pub(super) fn face(&self, name: FaceName) -> Option<&Font> {
        match name {
            FaceName::Fallback => self.fallback,
            name => self.fonts.face(name),
        }
    }

    /// The characters no font has.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }
}
