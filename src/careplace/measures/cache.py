"""What has been read and calculated from one edition, by function and arguments.

An edition never changes: an answer stays right for as long as the edition is open. It belongs to the edition, not to one
reader of it, so that every request of the site has what another has read.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

MOST = 4096
"""How many answers of a function are cached, unless it says otherwise: dates, names, codes."""


class EditionCache:
    """The latest answers of each function, for all threads that read one edition."""

    def __init__(self) -> None:
        self._answers: dict[Callable, OrderedDict[Hashable, object]] = {}
        self._lock = Lock()

    def get(self, function: Callable, keys: Iterable[Hashable]) -> dict:
        """{key: answer} of those keys that have an answer."""
        with self._lock:
            answers = self._answers.get(function, OrderedDict())
            cached = {key: answers[key] for key in keys if key in answers}
            for key in cached:
                answers.move_to_end(key)
        return cached

    def one(self, function: Callable, key: Hashable) -> tuple[object, ...]:
        """(answer,) of a key, or () without one: most answers are asked for one by one."""
        with self._lock:
            answers = self._answers.get(function)
            if answers is None or key not in answers:
                return ()
            answers.move_to_end(key)
            return (answers[key],)

    def add(self, function: Callable, answers_by_key: dict, most: int) -> None:
        """Cache answers; of all that the function then has, the `most` that were used last stay."""
        with self._lock:
            answers = self._answers.setdefault(function, OrderedDict())
            answers.update(answers_by_key)
            while len(answers) > most:
                answers.popitem(last=False)


class HasCache(Protocol):
    """A reader of an edition, or an edition as a request of the site sees it."""

    @property
    def cache(self) -> EditionCache: ...


Params = ParamSpec("Params")
ReaderType = TypeVar("ReaderType", bound=HasCache)
Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


def cached(most: int = MOST):
    """Cache a function's answers with the edition that its first argument reads, by the other arguments.

    The answer must depend on the edition and these arguments alone, and nobody may change it: others have the same. Two
    threads that ask at once may each calculate it. The arguments are hashable; an error is not cached.
    """

    def decorate(
        function: Callable[Concatenate[ReaderType, Params], Answer],
    ) -> Callable[Concatenate[ReaderType, Params], Answer]:
        @wraps(function)
        def cached_function(reader: ReaderType, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
            key = (args, tuple(sorted(kwargs.items())) if kwargs else ())
            if cached_answer := reader.cache.one(function, key):
                return cast(Answer, cached_answer[0])
            answer = function(reader, *args, **kwargs)
            reader.cache.add(function, {key: answer}, most)
            return answer

        return cached_function

    return decorate


def cached_each(most: int = MOST):
    """The same of a function that answers many keys at once, `{key: answer}`: it is called for those without an answer."""

    def decorate(
        function: Callable[[ReaderType, list[Key]], dict[Key, Answer]],
    ) -> Callable[[ReaderType, Iterable[Key]], dict[Key, Answer]]:
        @wraps(function)
        def cached_function(reader: ReaderType, keys: Iterable[Key]) -> dict[Key, Answer]:
            keys = list(dict.fromkeys(keys))
            answers = reader.cache.get(function, keys)
            if new := [key for key in keys if key not in answers]:
                calculated = function(reader, new)
                reader.cache.add(function, calculated, most)
                answers |= calculated
            return {key: answers[key] for key in keys}

        return cached_function

    return decorate
