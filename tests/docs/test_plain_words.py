"""Names and prose in plain words: CONTRIBUTING.md says which, words.toml lists what to avoid."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
NAMES = frozenset(WORDS["names"])
PHRASES = {re.compile(pattern, re.IGNORECASE): better for pattern, better in WORDS["phrases"].items()}

# A ratchet: lower these when words are mended, never raise them. The goal is 0.01 of the names, and none of the rest.
MOST = WORDS["most"]
# A name after `as` in SQL, or that a subquery or a `with` binds.
ALIAS = re.compile(r"\bas\s+(?:materialized\s+)?(\w+)|(?:\bwith|,)\s+(\w+)\s+as\b", re.IGNORECASE)
# What these quote, or list as words to avoid, they say in the words of its time.
QUOTING = frozenset(("CHANGELOG.md", "corrections.md", "CONTRIBUTING.md"))
QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def bound_names(text: str) -> Iterator[tuple[str, int]]:
    """(name, line) of what a Python module binds: functions, classes, arguments and variables."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def messages(text: str) -> Iterator[tuple[str, int]]:
    """(words, line) of each text and docstring of a Python module that reads like a sentence."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value, node.lineno


def aliases(sql: str) -> Iterator[str]:
    for match in ALIAS.finditer(QUOTED.sub("''", sql)):
        yield (match.group(1) or match.group(2)).lower()


def is_idiom(name: str) -> bool:
    return name.strip("_").lower() in NAMES


def idioms(prose: str) -> list[str]:
    """What is written of the phrases, with what to write instead."""
    return [f"{match.group()!r}: {better}" for p, better in PHRASES.items() for match in p.finditer(prose)]


def sources(root: Path, *endings: str) -> list[Path]:
    return sorted(
        p for p in (root / "src").rglob("*") if p.suffix in endings and "node_modules" not in p.parts
    )


def test_names_say_what_they_hold(root):
    found = {p.relative_to(root): list(bound_names(p.read_text("utf-8"))) for p in sources(root, ".py")}
    idiom = [
        f"{path}:{line} {name}" for path, names in found.items() for name, line in names if is_idiom(name)
    ]
    share = len(idiom) / sum(map(len, found.values()))
    assert share <= MOST["share_of_names"], "\n".join(idiom)


def test_modules_say_what_they_hold(root):
    paths = sorted(p.relative_to(root) for p in sources(root, ".py", ".sql", ".jinja", ".html"))
    idiom = [str(path) for path in paths if any(is_idiom(part.split(".")[0]) for part in path.parts)]
    assert len(idiom) <= MOST["modules"], "\n".join(idiom)


def test_sql_names_say_what_they_hold(root):
    idiom = [
        f"{p.relative_to(root)}: {name}"
        for p in sources(root, ".sql")
        for name in aliases(p.read_text("utf-8"))
        if is_idiom(name)
    ]
    assert len(idiom) <= MOST["sql_names"], "\n".join(idiom)


@pytest.mark.parametrize("ending", [".jinja", ".html", ".toml"])
def test_pages_and_reports_are_in_plain_words(root, ending):
    texts = {p.relative_to(root): MARKUP.sub(" ", p.read_text("utf-8")) for p in sources(root, ending)}
    idiom = [f"{path}: {phrase}" for path, text in texts.items() for phrase in idioms(text)]
    assert len(idiom) <= MOST[ending], "\n".join(idiom)


def test_messages_and_docstrings_are_in_plain_words(root):
    idiom = [
        f"{p.relative_to(root)}:{line}: {phrase}"
        for p in sources(root, ".py")
        for text, line in messages(p.read_text("utf-8"))
        for phrase in idioms(text)
    ]
    assert len(idiom) <= MOST["messages"], "\n".join(idiom)


def test_documents_are_in_plain_words(root):
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    idiom = [
        f"{path.relative_to(root)}: {phrase}"
        for path in documents
        if path.name not in QUOTING
        for phrase in idioms(CODE.sub(" ", path.read_text("utf-8")))
    ]
    assert len(idiom) <= MOST["documents"], "\n".join(idiom)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1 as told", ["told"]),
        ("with held as (select 1), b as materialized (select 2) select 1", ["held", "b"]),
        ("select 'as told' -- as held\n as place", ["place"]),
    ],
)
def test_sql_aliases_are_found(sql, expected):
    assert [name for name in aliases(sql) if name in {"told", "held", "b", "place"}] == expected


def test_idioms_are_found_with_what_to_write_instead():
    assert idioms("The values are Reckoned anew.") == ["'Reckoned': calculate", "'anew': again"]
    assert idioms("The values are calculated again.") == []
