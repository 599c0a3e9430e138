"""How wide a text is in Arial, so that lines can be broken where no browser does it.

The widths are those of Helvetica, which Arial and Liberation Sans share (Adobe, "Core 14 AFM files", 1997), in thousandths
of the size of the letters.
"""

_LETTERS_BY_WIDTH = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[]\\ft·",
    333: "()-`r“”{}",
    355: '"',
    389: "*",
    500: "Jckszvxy",
    556: "#$0123456789?L_abdeghnopqu–£",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _LETTERS_BY_WIDTH.items() for letter in letters}
WIDEST_USUAL = 667
"""Of a letter that is not in the table: most capitals with an accent are no wider."""
BOLD = 1.08
"""How much wider bold letters are, at most, in a text of several words."""


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in pixels, where `size` is the font's in pixels."""
    thousandths = sum(_WIDTHS.get(letter, WIDEST_USUAL) for letter in text)
    return thousandths * size / 1000 * (BOLD if bold else 1)
