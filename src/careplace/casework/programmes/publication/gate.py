"""What keeps a paper from being published."""

from collections.abc import Iterable, Iterator

from careplace.casework.programmes.local.small_counts import SMALLEST_GROUP
from careplace.casework.programmes.models import Item, Wave
from careplace.casework.programmes.paper import NOT_OPENED, Paper
from careplace.casework.programmes.protocol import is_whole
from careplace.casework.programmes.surveys import share_of
from careplace.casework.programmes.verdicts import Verdict
from careplace.publish import wording


def problems(document: Paper, checked: Iterable[Verdict]) -> list[str]:
    """Everything that keeps a paper from being published, a sentence each.

    A protocol that is not locked, or no longer what was locked; outcomes that nobody opened, or by another protocol;
    counts of fewer than SMALLEST_GROUP people; sentences that the numbers deny.
    """
    return [
        *_of_protocol(document),
        *_of_outcomes(document),
        *(problem for wave in document.waves for problem in _of_wave(wave)),
        *(problem for item in document.items for problem in _of_item(item)),
        *(f"{says}." for verdict in checked if verdict.is_fault for says in verdict.says),
    ]


def _of_protocol(document: Paper) -> Iterator[str]:
    if document.programme.state == "drafting":
        yield "The protocol is not locked: lock it, and open the outcomes."
    elif not is_whole(document.programme):
        yield "The protocol is not what was locked. Ask who runs the server to check the audit."


def _of_outcomes(document: Paper) -> Iterator[str]:
    if document.programme.state == "drafting":
        return
    for part in document.outcomes:
        if part.result == NOT_OPENED and not part.dropped:
            yield f"“{part.title}” is not opened: open it, or drop it with the reason."
        elif part.estimate and part.estimate.protocol_sha256 != document.programme.sha256:
            yield f"“{part.title}” was opened by another protocol: open it again."
        elif part.small and not part.dropped:
            yield (
                f"“{part.title}” counts fewer than {SMALLEST_GROUP} people in {', '.join(part.small)}. Such a count can "
                "show who they are: drop the outcome, and describe one with longer periods or a larger group."
            )


def _of_wave(wave: Wave) -> Iterator[str]:
    share = share_of(wave)
    groups = {
        "answered": share.answers,
        "agree": share.agreeing,
        "do not agree": share.answers - share.agreeing,
    }
    for words, people in groups.items():
        if 0 < people < SMALLEST_GROUP:
            yield (
                f"“{wave.question}” ({wording.day(wave.held_on)}): fewer than {SMALLEST_GROUP} people {words}. "
                "Such a count can show who they are: withdraw the wave."
            )
            return


def _of_item(item: Item) -> Iterator[str]:
    if item.kind == "activity" and any(0 < n < SMALLEST_GROUP for n in (item.low, item.central, item.high)):
        yield (
            f"“{item.name}”: a count of fewer than {SMALLEST_GROUP} can show who they are. Correct or withdraw it."
        )
