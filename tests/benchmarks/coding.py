"""(viii) A review with 300 documents and 20,000 codings: its pages, search, a coding saved, its imports, its publication.

SQLite, or PostgreSQL with `coding.py postgresql`; the edition of the demonstration, or of a home that is given after the
database, into which nothing is published. Django's test client in this process. Both the clock's time and the processor's
are shown: on a busy machine only the second says anything. PostgreSQL's own processor time is not in it.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from stopwatch import ROOT, published, row

sys.path.insert(0, str(ROOT))
from casework_pages import demonstration, prepare

DOCUMENTS, PARAGRAPHS, CODINGS, CODES = 300, 70, 20_000, 60
CITED = 20
"""Figures that the report cites."""
TIMES, SEARCH, SAVED, PAGE, PUBLISHED = 20, 0.200, 0.100, 0.300, 20
COMMENTS = "comments/v6framework_230831.csv"


def main(kind: str = "sqlite", home: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        reads = linked(Path(home).resolve(), Path(folder)) if home else demonstration(Path(folder))
        prepare(f"sqlite:///{Path(folder) / 'casework.sqlite3'}", reads)
        if kind == "postgresql":
            point_at_postgresql(stack)
        desk = review_of_size()
        pages_of(desk, kind)
        imports_of(desk, kind)
        publication_of(reads, kind)


def linked(home: Path, folder: Path) -> Path:
    """A home with the editions of another, in which something can be published."""
    own = folder / "home"
    own.mkdir()
    (own / "editions").symlink_to(home / "editions")
    (own / "current").symlink_to((home / "current").readlink())
    return own


def point_at_postgresql(stack: ExitStack) -> None:
    from tests.casework.databases import create_tables, point_at
    from tests.postgresql import address, postgresql

    point_at(address(stack.enter_context(postgresql())))
    create_tables()


def review_of_size():
    """A review of the size, whose lead is signed in; codings are written without their events."""
    from tests.web.casework.coding_records import Desk

    desk = Desk()
    desk.text, desk.codes, desk.word = fill(desk.lead, desk.review)
    return desk


def fill(lead, review) -> tuple:
    """The documents, codes and codings of a review: the last text, the codes, and a word of the texts."""
    from itertools import cycle, islice

    from tests.casework.reviews import records

    from careplace.casework.reviews.coding.anchoring import place_of
    from careplace.casework.reviews.coding.models import Coding
    from careplace.voices.texts import paragraphs

    random.seed(1)
    vocabulary = [
        f"{a}{b}{c}" for a in "bcdfghlmn" for b in ("a", "e", "i", "ou") for c in ("ring", "t", "se", "medic")
    ]
    lines = islice(cycle(review.framework_used.lines), CODES)
    codes = [records.code(lead, review, f"Code {n}", line) for n, line in enumerate(lines)]
    codings = []
    for number in range(DOCUMENTS):
        lines = [" ".join(random.choices(vocabulary, k=40)) for _ in range(PARAGRAPHS)]
        text = records.text(lead, records.source(lead, review, f"Text {number}"), "\n".join(lines))
        spans = random.choices(paragraphs(text.content), k=CODINGS // DOCUMENTS + 1)
        of = {"place": lead.place, "review": review, "text": text, "source_id": text.source_id}
        of |= {"coder_id": lead.person, "state": "coded", "direction": "concern"}
        codings += [Coding(code=random.choice(codes), **of, **place_of(text, span)) for span in spans]
    Coding.objects.bulk_create(codings, batch_size=500)
    return text, codes, vocabulary[7]


def pages_of(desk, kind: str) -> None:
    from careplace.casework.reviews.coding import actions
    from careplace.voices.texts import Span

    search = desk.address("review-search")
    starts = iter(range(1, 100_000))

    def save() -> None:
        start = next(starts)
        choice = actions.Choice((desk.codes[0].pk,), "concern")
        actions.code(desk.lead, desk.text, Span(start, start + 20), choice)

    cases = {
        "search: one word": (lambda: desk.client.get(f"{search}?q={desk.word}"), SEARCH),
        "search: beginning of a word": (lambda: desk.client.get(f"{search}?q=bou*"), SEARCH),
        "search: a word with a code": (
            lambda: desk.client.get(f"{search}?q={desk.word}&code={desk.codes[0].pk}&direction=concern"),
            SEARCH,
        ),
        "search: paragraphs without a code": (lambda: desk.client.get(f"{search}?uncoded=on"), SEARCH),
        "a coding saved": (save, SAVED),
        "weighing": (lambda: desk.client.get(desk.address("review-weighing")), PAGE),
        "code book": (lambda: desk.client.get(desk.address("review-codes")), PAGE),
        "a text with 67 codings": (lambda: desk.client.get(desk.address("text-coding", of=desk.text)), PAGE),
    }
    for name, (work, target) in cases.items():
        show(f"coding, {kind}: {name}", *times(work), target)


def imports_of(desk, kind: str) -> None:
    """The published comments with their labels, and a search in them."""
    from tests.casework.reviews import records

    from careplace.casework.reviews.coding.comments import Columns, import_comments, read_table

    voices = Path(os.environ.get("CAREPLACE_VOICES", published().with_name("voices")))
    table = read_table((voices / COMMENTS).read_bytes())
    columns = Columns("FFT answer", "Comment sentiment", labels=tuple(table.labels))
    fields = {"title": "Comments", "organisation": "council", "held_on": records.DAY, "consent": "anonymous"}

    def add() -> None:
        import_comments(desk.lead, desk.review.pk, table, columns, fields)

    show(f"coding, {kind}: 7,908 comments with 10,307 labels imported", *once(add), 60)
    address = f"{desk.address('review-search')}?q=waiting"
    show(f"coding, {kind}: search in them", *times(lambda: desk.client.get(address)), SEARCH)


def publication_of(home: Path, kind: str) -> None:
    """The report of a review of the size, every line of it judged: its page, and its publication."""
    from tests.casework.reviews.judgements.judged import judged
    from tests.casework.reviews.report.written import quote_of, written
    from tests.web.casework.test_judgements import client_of
    from tests.web.casework.test_review_report import address

    world = judged()
    fill(world.lead, world.review)
    whole = written(home, "draft", world)
    whole.write(f"Somebody said {quote_of(whole)}. {cited(home, whole.report.review.place)}")
    whole.to("ready")
    client, page = client_of(whole.lead), address("review-report", whole.report.review)
    show(f"coding, {kind}: report", *times(lambda: client.get(page)), PAGE)
    show(f"coding, {kind}: publication", *once(whole.publish), PUBLISHED)


def cited(home: Path, place: str) -> str:
    """References to the headline figures of the place, each of which has a chart; "" where the edition does not cover it."""
    from careplace.casework.edition_reader import edition_id
    from careplace.casework.reviews.edition_figures import headlines

    figures = [headline.figure for headline in headlines(home, edition_id(home), place)][:CITED]
    return ", ".join(f"[[figure:{figure.id}]]" for figure in figures)


def once(work: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def times(work: Callable[[], object]) -> tuple[float, float]:
    """The 95th percentile of the clock's time, and of the processor's."""
    work()
    runs = [once(work) for _ in range(TIMES)]
    return tuple(sorted(column)[int(0.95 * TIMES) - 1] for column in zip(*runs, strict=True))


def show(name: str, wall: float, processor: float, target: float) -> None:
    met = "met" if processor <= target else "NOT MET"
    row(
        name,
        f"{processor * 1000:,.0f} ms of processor, {wall * 1000:,.0f} ms",
        f"{target * 1000:,.0f} ms",
        met,
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
