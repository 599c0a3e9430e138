"""Says a rating in sentences that the manager of a service can follow. The words stand in `templates/`."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from careplace.ratings import scored, scoring
from careplace.ratings.framework import Bands
from careplace.ratings.result import Result, Score
from careplace.ratings.scale import LEVELS

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def sentences(result: Result) -> list[str]:
    """Why one rating is what it is, and what keeps it from being better."""
    return [line for line in map(str.strip, _template().render(result=result).split("\n")) if line]


def doubts(result: Result) -> list[str]:
    """What a rating rests on that no source that was read confirms, each with what is known of it."""
    doubts = [doubt for part in result.all() for doubt in part.unsettled]
    for part in result.all():
        where = f"{part.place}, {part.about}" if part.place else part.about
        if part.rule.unconfirmed:
            doubts.append(f"{where}: the rule that decided ({part.rule.source})")
        doubts += [
            f"{where}: the limit of {met.limit.kind} ({met.limit.source})"
            for met in part.held_by
            if not met.limit.confirmed
        ]
    return list(dict.fromkeys(doubts))


def explained(result: Result) -> str:
    """A rating and all that it came from, as text for a terminal."""
    lines = [
        f"{result.place or result.framework.about.capitalize()}: {result.rating}",
        "",
        *sentences(result),
    ]
    lines += _table(result.parts)
    for part in (*result.parts, *result.beside):
        lines += _below(part, "")
    lines += [""] + [f"Note: {note.rstrip('.')}." for note in notes(result)]
    lines += [f"Not confirmed by a source that was read: {doubt}." for doubt in doubts(result)]
    return "\n".join([*lines, f"Framework: {result.framework.title} ({result.framework.key})."])


def notes(result: Result) -> list[str]:
    """Everything that the reader should know beside the rating."""
    return list(dict.fromkeys(note for part in result.all() for note in part.notes))


def _table(parts: Sequence[Result]) -> list[str]:
    if not parts:
        return []
    width = max(len(part.about) for part in parts)
    return ["", *(f"  {part.about:<{width}}  {_brief(part)}" for part in parts)]


def _brief(part: Result) -> str:
    if part.rule.key == "given" and part.score:
        return f"score {part.score.total}"
    words = [part.rating]
    words += [f"{part.score.percent}%"] if part.score else []
    words += (
        [f"{'carried over from' if part.carried_over else 'of'} {part.since:%-d %B %Y}"] if part.since else []
    )
    return ", ".join(words)


def _below(result: Result, path: str) -> list[str]:
    """A part or a place below, told where it was worked out and not only given."""
    name = f"{path}{result.place or result.about}"
    worth_explaining = _worth_explaining(result)
    lines = ["", f"{name}: {_brief(result)}", *sentences(result)] if worth_explaining else []
    if result.place or result.among in ("quality statements", "services", "locations"):
        lines += _table(result.parts) if worth_explaining else []
    for below in (*(result.parts if result.place else ()), *result.beside):
        lines += _below(below, f"{name}, ")
    return lines


def _worth_explaining(result: Result) -> bool:
    """Whether more is to be said than the rating: parts that are all alike explain themselves."""
    alike = not result.score and not result.place and len({part.rating for part in result.parts}) == 1
    return bool(result.limited_by) or (result.rule.key != "given" and not alike)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "Safe, Caring and Well-led"."""
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _lower_ends(bands: Bands) -> tuple[int, ...]:
    """The lowest percentage of each level, best first; the least that scores can come to is 25%."""
    return bands.outstanding, bands.good, bands.requires_improvement, 25


def _band(result: Result) -> str:
    score, bands = _scored(result)
    lower = _lower_ends(bands)
    level = int(scoring.banded(score.percent, bands))
    upper = (100, *(end - 1 for end in lower))[level]
    return f"{lower[level]}% to {upper}% is {LEVELS[level]}"


def _next_total(result: Result) -> int:
    """The least sum of scores that reaches the next better band."""
    score, bands = _scored(result)
    lower_end, many = _lower_ends(bands)[result.level - 1], score.how_many
    return next(total for total in range(score.most + 1) if scoring.percent(total, many) >= lower_end)


def _scored(result: Result) -> tuple[Score, Bands]:
    """The score of a result that was worked out from scores, and the bands that turn it into a rating."""
    if result.score is None or result.framework.scores is None:
        raise ValueError(f"{result.about} has no score")
    return result.score, result.framework.scores.bands


def _lowest(result: Result) -> list[str]:
    """The parts whose score is low enough to hold the rating back."""
    if result.rule.held_back is None:
        return []
    most = result.rule.held_back.any_at_most
    return [part.about for part in result.parts if scored.score_of(part) <= most]


def _percent(score: Score) -> str:
    if 100 * score.total % score.most == 0:
        return f"{score.percent}%"
    return f"{100 * score.total / score.most:.1f}% and with halves rounded up {score.percent}%"


@cache
def _template() -> Template:
    words = Environment(
        loader=PackageLoader("careplace.ratings"),
        autoescape=select_autoescape(),  # by the template's name: text is not escaped
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    words.filters |= {"listed": listed, "number": _number, "percent": _percent}
    words.filters |= {"band": _band, "next_total": _next_total, "lowest": _lowest}
    words.globals |= {"levels": LEVELS, "ri": "Requires improvement"}
    return words.get_template("explanation.txt")
