"""The dictionary that an edition keeps."""

import json
from dataclasses import asdict, dataclass, field

from careplace.measures import recorded
from careplace.measures.dictionary import measures, sections


@dataclass(frozen=True)
class Measure:
    id: str
    title: str = "Days"
    unit: str = "days"
    section: str = "flow"
    versions: list = field(default_factory=list)


def test_every_measure_is_recorded_whole():
    table = recorded.recorded()
    rows = {row["id"]: row for row in table.to_pylist()}
    assert table.schema == recorded.SCHEMA
    assert rows.keys() == measures().keys()
    for id, measure in measures().items():
        assert (rows[id]["section"], rows[id]["chapter"]) == (
            measure.section,
            sections()[measure.section].chapter,
        )
        assert json.loads(rows[id]["entry"]) == json.loads(json.dumps(asdict(measure), default=str))


def test_rows_stand_by_id_and_sections_in_their_chapter():
    table = recorded.recorded([Measure("z"), Measure("a", section="urgent")], {"flow": "system"})
    assert [(row["id"], row["chapter"], row["section"]) for row in table.to_pylist()] == [
        ("a", "", "urgent"),
        ("z", "system", "flow"),
    ]


def test_the_same_definition_is_the_same_text_and_another_is_not():
    one, same, other = (
        recorded.recorded([Measure("a", versions=versions)])["entry"][0].as_py()
        for versions in (["2016-17"], ["2016-17"], [])
    )
    assert one == same != other


def test_computing_keeps_the_dictionary_beside_the_tables(make):
    assert make().rows("measure") == recorded.recorded().to_pylist()
