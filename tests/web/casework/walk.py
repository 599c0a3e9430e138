"""Every address of a place, by walking the urlconf: a new page joins by itself.

An address with an id is tried with the id of every record, and one with a word with each word that its converter has. A
second id is that of the part of a record that samples have.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter
from tests.casework.samples import PART, Samples
from tests.examples import before_release

from careplace.casework.scope.models import Membership

WORDS = re.compile(r"[\w-]+(\|[\w-]+)*")


def patterns(entries=None, before=None) -> Iterator[tuple[str, dict]]:
    """(name, {part: converter}) of every address."""
    for entry in entries if entries is not None else get_resolver().url_patterns:
        converters = (before or {}) | entry.pattern.converters
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, converters)
        else:
            yield entry.name, converters


def at_place() -> list[tuple[str, dict]]:
    """The addresses that name a place."""
    return [(name, converters) for name, converters in patterns() if "place" in converters]


def addresses(place: str, ids: Iterable, of: Iterable[str] = ()) -> dict[str, str]:
    """{address: its name} of every page of a place, with every id; of the pages named `of` alone, where there are any."""
    listed, wanted = list(ids), set(of)
    return {
        reverse(name, kwargs=dict(zip(converters, parts, strict=True))): name
        for name, converters in at_place()
        if not wanted or name in wanted
        for parts in product(*(_parts(place, key, value, listed) for key, value in converters.items()))
    }


def _parts(place: str, name: str, converter, ids: list) -> list:
    if name == "place":
        return [place]
    if isinstance(converter, UUIDConverter):
        return ids if name == "id" else [PART]
    return converter.regex.split("|") if WORDS.fullmatch(converter.regex) else ["11"]


def pages(client: Client, place: str, samples: Samples) -> dict[str, str]:
    """{address: its name} of the pages of records that a person sees.

    An address is tried with one record of every kind first, and then with the first and the last record of the kinds that
    were there; before a release with all of them.
    """
    kinds = _by_kind(samples)
    candidates = addresses(place, [], [name for name, parts in at_place() if "id" not in parts])
    for name, found in _there(client, place, kinds).items():
        candidates |= addresses(place, [id for kind in found for id in kinds[kind]], [name])
    return {path: name for path, name in candidates.items() if client.get(path).status_code == 200}


_kinds_there: dict[str, list] = {}


def _there(client: Client, place: str, kinds: dict[object, list]) -> dict[str, list]:
    """{page: the kinds of record that it is there for}; found once, since it takes a request for every page and kind.

    For a change, pages whose addresses begin alike are taken to be of the kinds of the first that is there for any.
    """
    by_beginning: dict[str, list] = {}
    for name in (name for name, parts in at_place() if "id" in parts and name not in _kinds_there):
        beginning = next(iter(addresses(place, [PART], [name]))).partition(PART)[0]
        tried = by_beginning.get(beginning, kinds)
        found = [kind for kind in tried if _is_there(client, addresses(place, kinds[kind][-1:], [name]))]
        if found and not before_release():
            by_beginning.setdefault(beginning, found)
        _kinds_there[name] = found
    return _kinds_there


def ids_of_pages(client: Client, samples: Samples) -> dict[str, list]:
    """{page: the ids to look for records of the samples with}: one of each of its own kinds; before a release all."""
    kinds = _by_kind(samples)
    every = [id for ids in kinds.values() for id in ids]
    return {
        name: every if before_release() else [kinds[kind][-1] for kind in found]
        for name, found in _there(client, samples.place, kinds).items()
    }


def _is_there(client: Client, paths: Iterable[str]) -> bool:
    return any(client.get(path).status_code != 404 for path in paths)


def _by_kind(samples: Samples) -> dict[object, list]:
    """{kind of record: the ids of its records}; a place's members are a kind too."""
    kinds: dict[object, list] = {}
    for record in samples.records:
        kinds.setdefault(type(record), []).append(record.pk)
    members = Membership.objects.filter(place=samples.place)
    kinds[Membership] = list(members.values_list("pk", flat=True))[:1]
    return kinds if before_release() else {kind: [*{ids[0]: 0, ids[-1]: 0}] for kind, ids in kinds.items()}


def content(answer) -> str:
    """The text of an answer, also of one that is sent in parts."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")
