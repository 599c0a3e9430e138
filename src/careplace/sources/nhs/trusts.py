"""NHS trusts: their regions, and where their patients live."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import Problem
from careplace.sources.onesheet import OneSheet
from careplace.sources.parts import Part


def known(part: Part, name: str, kinds: tuple[str, ...], gazetteer: Gazetteer) -> list[Problem]:
    """Codes in a column that no area of these kinds has."""
    codes = pc.unique(part.column(name)).drop_null().to_pylist()
    areas = gazetteer.areas
    strange = [code for code in codes if code not in areas or areas[code].kind not in kinds]
    wrong = pc.is_in(part.column(name), pa.array(strange, pa.string()))
    return part.misfits(name, wrong, f"the code of a {' or '.join(kinds)}: read newer files about places")


class TrustRegions(OneSheet):
    """Trusts by name and NHS region, under the codes of one year."""

    dated = "trust"

    def about(self, part: Part) -> dict[str, str | int]:
        """The year that stands in the heading of the codes."""
        return {"year": 2000 + int(re.findall(r"\d\d", part.header.heading(self.dated))[0])}


class TrustDistricts(TrustRegions):
    """The share of each trust's patients from each district, and the council that the district lies in."""

    dated = "area"

    def about(self, part: Part) -> dict[str, str | int]:
        return {**super().about(part), "kind": "district"}

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Add `council`: the district itself where it is a council, else the one that it lies in."""
        coded = pc.dictionary_encode(part.column("area"))
        councils = [self._council(code, gazetteer) for code in coded.dictionary.to_pylist()]
        part.typed["council"] = pa.array(councils, pa.string()).take(coded.indices)
        return known(part, "area", ("council", "district"), gazetteer) if gazetteer else []

    @staticmethod
    def _council(code: str, gazetteer: Gazetteer | None) -> str | None:
        area = gazetteer.areas.get(code) if gazetteer else None
        if area is None:
            return None
        return area.code if area.kind == "council" else area.council


class TrustBoards(TrustRegions):
    """The share of each trust's patients from each integrated care board."""

    dated = "area"

    def about(self, part: Part) -> dict[str, str | int]:
        return {**super().about(part), "kind": "integrated care board"}

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Add `council`, null: boards are larger than councils."""
        part.typed["council"] = pa.nulls(part.text.num_rows, pa.string())
        return known(part, "area", ("integrated care board",), gazetteer) if gazetteer else []
