"""The back-test of a scheme on an edition: calculated once, and then from the cache."""

from hashlib import sha256
from pathlib import Path

from django.core.cache import cache

from careplace import __version__
from careplace.casework import edition_reader
from careplace.casework.assurance.priority.backtest.edition import Backtest, of_edition
from careplace.casework.assurance.priority.scheme import Scheme

SECONDS = 90 * 24 * 3600


def backtest_of(home: Path, scheme: Scheme) -> Backtest:
    """The back-test of a scheme on the current edition; another edition, scheme or release has another.

    The first request takes two seconds of processor time: less than a request may, so that no task runs behind it.

    Raises:
        NoEdition: when there is none.
    """
    name = "\n".join((edition_reader.edition_id(home), scheme.model_dump_json(), __version__))
    key = f"backtest-{sha256(name.encode()).hexdigest()}"
    result: Backtest | None = cache.get(key)
    if result is None:
        result = of_edition(home, scheme)
        cache.set(key, result, SECONDS)
    return result
