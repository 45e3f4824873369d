"""Makes the static TrueType files of this folder from the woff2 files of the fontsource packages.

The printer's rasteriser reads neither woff2 nor the axes of variable fonts. Needs Python 3 with fonttools and brotli
(Debian: python3-fonttools python3-brotli). Run in the repository's root after `npm ci`: python3 resources/fonts/print/build.py
"""

import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

PACKAGES = Path("node_modules")
TARGET = Path(__file__).parent

VARIABLE = "@fontsource-variable"
BRICOLAGE = f"{VARIABLE}/bricolage-grotesque/files/bricolage-grotesque-{{}}-standard-normal.woff2"
INSTRUMENT = f"{VARIABLE}/instrument-sans/files/instrument-sans-{{}}-standard-normal.woff2"
GEIST_MONO = f"{VARIABLE}/geist-mono/files/geist-mono-{{}}-wght-normal.woff2"
THAI = "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-{}-{}-normal.woff2"
ARABIC = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{}-{}-normal.woff2"

LATIN = ("latin", "latin-ext")

# family, weight, file pattern, place on the axes, weight of Thai and Arabic. The families have names of their own: the
# Open Font Licence keeps reserved names for unchanged fonts, and a font of the machine must never be taken for one of these.
FACES = [
    ("Foyer Print Display", 800, BRICOLAGE, {"opsz": 96, "wdth": 100, "wght": 800}, 700),
    ("Foyer Print Heading", 700, BRICOLAGE, {"opsz": 30, "wdth": 100, "wght": 700}, 700),
    ("Foyer Print Text", 500, INSTRUMENT, {"wdth": 100, "wght": 500}, 500),
    ("Foyer Print Text", 700, INSTRUMENT, {"wdth": 100, "wght": 650}, 700),
    ("Foyer Print Mono", 700, GEIST_MONO, {"wght": 700}, None),
]


def still(source: Path, axes: dict) -> TTFont:
    """The font at one place of its axes, as TrueType."""
    font = TTFont(source)
    font.flavor = None
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, axes, inplace=False)
    set_even_digits(font)
    return font


def set_even_digits(font: TTFont) -> None:
    """Makes the figures of even width the usual ones: the rasteriser knows no `font-variant-numeric`."""
    gsub = font["GSUB"].table if "GSUB" in font else None
    features = gsub.FeatureList.FeatureRecord if gsub else []
    lookups = {index for record in features if record.FeatureTag == "tnum" for index in record.Feature.LookupListIndex}
    even = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            even.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {code: even.get(glyph, glyph) for code, glyph in table.cmap.items()}


def slim(font: TTFont, taken: set[int]) -> TTFont:
    """Drops hints, names and characters that are `taken`; keeps kerning, marks and joining."""
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True, glyph_names=False)
    options.layout_features = ["*"]
    options.drop_tables += ["STAT", "DSIG", "meta", "MVAR", "avar", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) - taken)
    subsetter.subset(font)
    return font


def rename(font: TTFont, family: str, weight: int) -> None:
    names = {1: family, 2: "Bold" if weight >= 700 else "Regular", 4: f"{family} {weight}", 6: f"{family.replace(' ', '')}-{weight}"}
    for record in list(font["name"].names):
        if record.nameID not in (0, 13, 14):
            font["name"].removeNames(nameID=record.nameID)
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if weight >= 700 else 0x40
    font["head"].macStyle = 1 if weight >= 700 else 0


def parts_of(pattern: str, axes: dict, other_weight: int | None) -> list[TTFont]:
    sources = [(pattern.format(name), axes) for name in LATIN]
    if other_weight:
        sources += [(THAI.format("thai", other_weight), {}), (ARABIC.format("arabic", other_weight), {})]
    taken: set[int] = set()
    parts = []
    for path, place in sources:
        part = slim(still(PACKAGES / path, place), taken)
        taken |= set(part.getBestCmap())
        parts.append(part)
    return parts


def merged(parts: list[TTFont]) -> TTFont:
    """One font of all scripts: the rasteriser loses a line whose letters come from several fonts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index, part in enumerate(parts):
            scale_upem(part, 1000)
            path = Path(folder) / f"{index}.ttf"
            part.save(path)
            paths.append(str(path))
        return merge.Merger().merge(paths)


def main() -> None:
    for family, weight, pattern, axes, other_weight in FACES:
        font = merged(parts_of(pattern, axes, other_weight))
        rename(font, family, weight)
        target = TARGET / f"{family.replace(' ', '')}-{weight}.ttf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size} bytes, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main()
