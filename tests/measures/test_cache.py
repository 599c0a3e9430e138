"""What an edition's cache gives: the function's own answer, calculated once, and no more of them than were allowed."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.measures.cache import EditionCache, cached, cached_each

MOST = 3


@dataclass
class Edition:
    """A reader of an edition whose answers are all `name`'s; `calls` counts what was calculated."""

    name: str = "a"
    cache: EditionCache = field(default_factory=EditionCache)
    calls: Counter = field(default_factory=Counter)

    @cached(MOST)
    def spelt(self, *words: str) -> str:
        self.calls[words] += 1
        return f"{self.name}: {' '.join(words)}"


@cached(MOST)
def doubled(edition: Edition, number: int, times: int = 2) -> int:
    edition.calls[number] += 1
    return number * times


@cached_each(MOST)
def squares(edition: Edition, numbers: list[int]) -> dict[int, int]:
    edition.calls.update(numbers)
    return {number: number**2 for number in numbers}


@given(st.lists(st.integers(0, 6), max_size=40))
def test_answers_are_the_functions_own_and_the_latest_used_are_not_calculated_again(numbers):
    edition, latest, calculated = Edition(), [], Counter()
    for number in numbers:
        assert doubled(edition, number) == 2 * number
        calculated[number] += number not in latest
        latest = [*(n for n in latest if n != number), number][-MOST:]
    assert edition.calls == calculated


@given(st.lists(st.lists(st.integers(0, 6), max_size=8), max_size=20))
def test_each_key_is_answered_in_order_however_many_there_are(lists):
    edition = Edition()
    for numbers in lists:
        answers = squares(edition, iter(numbers))
        assert list(answers.items()) == [(n, n**2) for n in dict.fromkeys(numbers)]
        assert all(len(kept) <= MOST for kept in edition.cache._answers.values())


def test_only_keys_without_an_answer_are_calculated():
    edition = Edition()
    squares(edition, [1, 2])
    assert squares(edition, [2, 3]) == {2: 4, 3: 9}
    assert edition.calls == {1: 1, 2: 1, 3: 1}


def test_functions_have_answers_of_their_own():
    edition = Edition()
    assert (doubled(edition, 3), squares(edition, [3]), edition.spelt("3")) == (6, {3: 9}, "a: 3")
    assert doubled(edition, 3, times=5) == 15
    assert doubled(edition, 3) == 6


def test_readers_of_one_edition_share_its_answers_and_those_of_another_do_not():
    edition = Edition()
    other_reader, other_edition = Edition("b", edition.cache), Edition("c")
    assert edition.spelt("x") == other_reader.spelt("x") == "a: x"
    assert other_edition.spelt("x") == "c: x"


def test_no_answer_and_false_are_answers():
    calls = []

    @cached()
    def nothing(_edition, number):
        calls.append(number)
        return number or None

    edition = Edition()
    assert [nothing(edition, n) for n in (0, 0, 1, 1)] == [None, None, 1, 1]
    assert calls == [0, 1]


def test_an_error_is_not_cached():
    @cached()
    def failing(edition, _number):
        edition.calls["failing"] += 1
        raise LookupError

    edition = Edition()
    for _ in range(2):
        with pytest.raises(LookupError):
            failing(edition, 1)
    assert edition.calls["failing"] == 2


def test_threads_at_once_get_whole_answers_each_of_its_own_arguments():
    edition, start, wrong = Edition(), Barrier(6), []

    def ask(first: int) -> None:
        start.wait()
        for n in range(2000):
            numbers = [(first + n) % 5, (first * n) % 7]
            right = {number: number**2 for number in numbers}
            if squares(edition, numbers) != right or doubled(edition, numbers[0]) != 2 * numbers[0]:
                wrong.append(numbers)

    threads = [Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
