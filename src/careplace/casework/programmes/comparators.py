"""Which councils a programme is compared with: chosen in its protocol, and settled by code when it is locked."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import NoEdition, edition, place_name
from careplace.casework.scope.models import PLACE
from careplace.places.area import Group, UnknownPlace
from careplace.places.comparators import NEIGHBOURS
from careplace.places.gazetteer import Gazetteer

ALL, NAMED = "all", "named"
COMPARATORS = {
    ALL: "All councils that did not have such a programme",
    NEIGHBOURS: "Its statistical neighbours",
    "core-cities": "The core cities of England",
    NAMED: "Councils chosen by name",
}
"""{key: the group in words}; those of the gazetteer have its keys."""


class Compared(Protocol):
    """What is read here of a programme, whose model imports this module."""

    place: Any
    comparators: Any
    compared_with: Any
    left_out: Any


def check_comparators(programme: Compared) -> None:
    """Raises ValidationError for a list without a council, with the place itself, or with one that was treated too."""
    codes, home = programme.compared_with, settings.CAREPLACE.home
    if programme.comparators == NAMED and not codes:
        raise ValidationError({"compared_with": "Name the councils to compare with."})
    faults = [
        f"{place_name(home, code)} had such a programme too, so it cannot be compared with."
        for code in codes
        if code in programme.left_out
    ]
    if programme.place in codes:
        faults.append(f"{place_name(home, programme.place)} cannot be compared with itself.")
    if faults:
        raise ValidationError({"compared_with": faults})


def settled(programme: Compared, home: Path) -> list[str]:
    """The codes of the councils to compare with, as they are now: none for ALL; a group is without those that are left out.

    Raises:
        ValidationError: without an edition, for a group that the place has none of, and where no council is left.
    """
    if programme.comparators == ALL:
        return []
    try:
        with edition(home) as opened:
            codes = _codes(opened.gazetteer, programme)
    except NoEdition as error:
        raise ValidationError(
            "There is no published data, so nobody knows which councils these are. Ask who runs the server for it."
        ) from error
    except UnknownPlace as error:
        raise ValidationError(str(error)) from error
    if not codes:
        raise ValidationError("Every council of the group had such a programme too: choose another group.")
    return codes


def _codes(gazetteer: Gazetteer, programme: Compared) -> list[str]:
    if programme.comparators == NAMED:
        return [_today(gazetteer, code) for code in programme.compared_with]
    treated = {_today(gazetteer, code) for code in (programme.place, *programme.left_out)}
    group = gazetteer.group(programme.comparators, gazetteer.council(programme.place))
    codes = (_today(gazetteer, code) for code in group.codes)
    return [code for code in codes if code not in treated]


def _today(gazetteer: Gazetteer, text: str) -> str:
    """The code of today of a council by name or code; its last one where it became no single council."""
    council = gazetteer.council(text)
    return (gazetteer.lineage.roll(council, None) or council).code


def group_of(gazetteer: Gazetteer, programme: Compared) -> Group | None:
    """The councils of a locked programme as a group; None for ALL. Raises UnknownPlace for a code that is none."""
    if programme.comparators == ALL:
        return None
    name = COMPARATORS[programme.comparators]
    members = tuple(gazetteer.resolve(code) for code in programme.compared_with)
    return Group(programme.comparators, name[0].lower() + name[1:], NAMED, members)


def comparators_in_words(programme: Compared, home: Path) -> str:
    """The group and its councils: "The core cities of England: Leeds, Liverpool"."""
    words = COMPARATORS[programme.comparators]
    if programme.compared_with:
        names = (place_name(home, code) for code in programme.compared_with)
        return f"{words}: {', '.join(names)}"
    if programme.comparators == ALL:
        return words
    return f"{words}, which are settled when the protocol is locked"


def codes_of_names(texts: list[str], home: Path) -> list[str]:
    """The code of each council, each once. Without an edition the texts as they are.

    Raises:
        ValidationError: with every text that means no council.
    """
    try:
        with edition(home) as opened:
            codes, faults = _resolved(opened.gazetteer, texts)
    except NoEdition:
        return texts
    if faults:
        raise ValidationError(faults)
    return list(dict.fromkeys(codes.values()))


def codes_by_text(texts: Iterable[str], home: Path) -> dict[str, str]:
    """{name or code: the code of the council}, without the texts that mean none; without an edition codes alone."""
    try:
        with edition(home) as opened:
            return _resolved(opened.gazetteer, texts)[0]
    except NoEdition:
        return {text: text for text in texts if PLACE.regex.fullmatch(text)}


def _resolved(gazetteer: Gazetteer, texts: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """({text: code of the council}, why each other text means none)."""
    codes, faults = {}, []
    for text in texts:
        try:
            codes[text] = _today(gazetteer, text)
        except UnknownPlace as error:
            faults.append(str(error))
    return codes, faults


def names_of_codes(codes: list[str], home: Path) -> list[str]:
    """The name of each council; its code where the name means another or no edition has it."""
    try:
        with edition(home) as opened:
            return [_name(opened.gazetteer, code) for code in codes]
    except NoEdition:
        return codes


def _name(gazetteer: Gazetteer, code: str) -> str:
    area = gazetteer.areas.get(code)
    try:
        return area.name if area and gazetteer.council(area.name).code == code else code
    except UnknownPlace:
        return code
