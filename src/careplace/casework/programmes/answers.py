"""What is answered of an outcome, and how it is asked."""

from collections.abc import Callable
from dataclasses import dataclass

from careplace.casework.programmes.comparators import group_of
from careplace.casework.programmes.models import Programme
from careplace.measures.reader import Reader
from careplace.publish.evaluation.page import picture, render
from careplace.publish.evaluation.sentences import findings
from careplace.publish.evaluation.study import Question, Study, steps_to_answer


@dataclass(frozen=True)
class Answer:
    """What an edition, or the figures of a local outcome, show: sentences, the page, and how much may be said."""

    edition: str
    conclusion: str
    sentences: list[str]
    page: str
    picture: str
    paper_picture: str
    figures_sha256: str = ""


def question_of(reader: Reader, place: str, programme: Programme, event: str) -> Question:
    """The question of a programme. Raises UnknownPlace for a code that is none."""
    areas = [reader.gazetteer.resolve(code) for code in (place, *programme.left_out)]
    what = f"the start of “{programme.name}”"
    return Question(areas[0], event, what, tuple(areas[1:]), group_of(reader.gazetteer, programme))


Report = Callable[[str], None]
"""Takes what is calculated next, in words."""


def answer_of_study(reader: Reader, result: Study, edition: str, report: Report, origin: str = "") -> Answer:
    """The answer that a study gives. `origin` says whose the figures are, where they are not the edition's."""
    for words in steps_to_answer(result):
        report(words)
    names = {code: area.name for code, area in reader.gazetteer.areas.items()}
    whole = render(result, names, edition, origin)
    pictures = (picture(result), picture(result, paper=True))
    return Answer(edition, str(result.conclusion), findings(result), whole, *pictures)
