import pytest
from tests.measures.outcomes import fictional_outcomes as fictional

from careplace.engine import Engine
from careplace.measures import dictionary


@pytest.fixture(scope="module")
def known():
    """The fictional dictionary in the place of the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "measures", lambda: fictional.MEASURES)
        patch.setattr(dictionary, "sections", lambda: fictional.SECTIONS)
        yield fictional.MEASURES


@pytest.fixture(scope="module")
def reader(known, tmp_path_factory):
    """The fictional country's edition, opened."""
    with Engine() as engine:
        yield fictional.reader(fictional.edition(tmp_path_factory.mktemp("edition")), engine)


@pytest.fixture(scope="module")
def told(reader):
    """told(place, **asked) -> OutcomesData."""
    from careplace.measures.outcomes.profile import outcomes

    def of(place="Y01", **asked):
        return outcomes(reader, reader.gazetteer.areas[place], **asked)

    return of
