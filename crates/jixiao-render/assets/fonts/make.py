"""Makes the fonts of this folder from those of their makers; see README.md.

    python make.py NotoSerifSC_400Regular.ttf NotoSerifSC_700Bold.ttf NotoSansSC_700Bold.ttf \
        LXGWWenKai-Regular.ttf ZhuqueFangsong.glyphspackage
"""

import sys

import ufo2ft
from fontTools import subset
from fontTools.ttLib import TTFont
from glyphsLib import load, to_ufos

QUOTES = "“”‘’"
SYMBOLS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + QUOTES
    + "‐‑–—‖•…‰€℃℡※·×÷≤≥≈≠±√∞−≦≧≡²³㎡㎏㎞〇〔〕¥￥％✓〓々\u00a0\u2002\u2003"
    + "".join(map(chr, [*range(0x2170, 0x217A), *range(0x2460, 0x2474)]))
    + "".join(map(chr, range(0xFF01, 0xFF5F)))
)


def characters():
    """All of GB 2312 and the symbols of forms."""
    found = set(SYMBOLS)
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return found


def cut(font, chosen, target, name=None):
    """Writes the font with these characters alone, under another name where it may not keep its own."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "vhea", "vmtx", "VORG", "GSUB", "GPOS", "GDEF", "gasp", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(chosen)))
    subsetter.subset(font)
    if name:
        names = font["name"]
        file_name = target.removesuffix(".ttf")
        for number, text in ((1, name), (2, "Regular"), (3, file_name), (4, name), (6, file_name)):
            names.removeNames(number)
            names.setName(text, number, 3, 1, 0x409)
    font.save(target)


def fangsong(source, chosen):
    """Zhuque Fangsong from its sources: figures of one width, quotation marks as wide as a character."""
    font = load(source)
    glyphs = {glyph.name: glyph for glyph in font.glyphs}
    figures = "zero one two three four five six seven eight nine".split()
    quotes = "quotedblleft quotedblright quoteleft quoteright".split()
    for name, form in [(f, f + ".tf") for f in figures] + [(q, q + ".uv002") for q in quotes]:
        glyphs[form].unicodes = list(glyphs[name].unicodes)
        glyphs[name].unicodes = []
    kept = {g.name for g in font.glyphs if any(chr(int(code, 16)) in chosen for code in g.unicodes)}
    waiting = list(kept)
    while waiting:
        for layer in glyphs[waiting.pop()].layers:
            parts = {part.name for part in layer.components} - kept
            kept |= parts
            waiting += parts
    font.glyphs = [glyph for glyph in font.glyphs if glyph.name in kept | {".notdef"}]
    font.features, font.classes, font.featurePrefixes, font.kerning = [], [], [], {}
    (ufo,) = to_ufos(font, minimal=True)
    return ufo2ft.compileTTF(ufo, useProductionNames=False, featureWriters=[])


serif, serif_bold, sans_bold, kai, zhuque = sys.argv[1:]
wanted = characters()
cut(TTFont(serif), wanted, "NotoSerifSC-Regular.ttf")
cut(TTFont(serif_bold), wanted, "NotoSerifSC-Bold.ttf")
cut(TTFont(sans_bold), wanted, "NotoSansSC-Bold.ttf")
# Its quotation marks are those of western text: the serif font stands in.
cut(TTFont(kai), wanted - set(QUOTES + "—…·"), "JixiaoKai-Regular.ttf", "Jixiao Kai")
cut(fangsong(zhuque, wanted), wanted, "ZhuqueFangsong-Regular.ttf")
