"""XML of packed documents, without anything that lets a small file become a large one.

Document types and entities are refused by the parser itself, in whatever encoding they are written: a search of the
bytes for "<!ENTITY" does not see them in UTF-16.
"""

from xml.etree import ElementTree
from xml.parsers import expat

DEEPEST = 200
"""Elements inside one another. Tables in tables of a word processor's document have fewer than 40."""

MOST_ELEMENTS = 1_000_000


def parse(data: bytes) -> ElementTree.Element:
    """The root element; names are "{namespace}name".

    Raises:
        ValueError: for what is not well formed, declares a document type or entities, or is too deep or too large.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(
            f"its words are not well-formed XML ({error}). Save it again from a word processor."
        ) from error
    return reader.builder.close()


class _Reader:
    def __init__(self):
        self.builder = ElementTree.TreeBuilder()
        self.depth = self.count = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise ValueError(
                f"more than {DEEPEST} parts inside one another, or {MOST_ELEMENTS:,} in all. Save it again as text."
            )
        self.builder.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_name(name))


def _name(name: str) -> str:
    return "{" + name if "}" in name else name


def _refuse(*_declared) -> None:
    raise ValueError(
        "the document declares entities or a document type, which no word processor writes; it is not read."
    )
