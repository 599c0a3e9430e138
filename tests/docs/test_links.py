"""Links resolve, and every page and picture of docs/ can be reached from the README."""

import re
from pathlib import Path

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def anchors(text: str) -> set[str]:
    """The fragments that a page's headings can be reached by, as GitHub and GitLab make them."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def links(page: Path, text: str) -> list[tuple[Path, str]]:
    """(file, fragment) of each link of a page that stays within the repository."""
    targets = [link for link in LINK.findall(CODE.sub("", text)) if not re.match(r"[a-z]+:", link)]
    split = [target.partition("#") for target in targets]
    return [((page.parent / path).resolve() if path else page, fragment) for path, _, fragment in split]


def test_every_link_leads_somewhere(root, pages):
    broken = [
        f"{page.relative_to(root)} -> {target}#{fragment}"
        for page, text in pages.items()
        for target, fragment in links(page, text)
        if not target.exists() or (fragment and target in pages and fragment not in anchors(pages[target]))
    ]
    assert broken == []


def test_every_file_of_the_documentation_is_linked(root, tracked, pages):
    doors = (root / "README.md", root / "docs/README.md")
    linked = {target for door in doors for target, _fragment in links(door, pages[door])}
    # A picture is found where it is shown.
    linked |= {
        to for page, text in pages.items() for to, _fragment in links(page, text) if to.suffix == ".png"
    }
    docs = {path for path in tracked if root / "docs" in path.parents}
    unlinked = {str(path.relative_to(root)) for path in docs - linked - set(doors)}
    assert unlinked == set(), "link these from README.md or docs/README.md"
