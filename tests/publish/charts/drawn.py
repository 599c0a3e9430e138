"""Measures of fictional places to draw: what `Outcome` reads, with no more than a test says."""

from dataclasses import replace
from types import SimpleNamespace

from careplace.figures import Figure
from careplace.measures.verdicts import judged, verdict
from careplace.publish.outcomes import Outcome

HERE = ("Marrowdale", "X08000001")
ALBION = SimpleNamespace(key="X92000001", name="Albion", spoken="Albion", kind="nation", members=[])
NORTHMARCH = SimpleNamespace(key="X12000001", name="Northmarch", kind="region", members=[])


def figure(value, period="2023-24", place=HERE[1], half=None, breakdown="all", version="2014-15", **more):
    limits = {} if half is None or value is None else {"lower95": value - half, "upper95": value + half}
    return Figure("m", place, period, breakdown, value, method="Wilson", version=version, **limits | more)


def difference(value, half):
    return Figure(
        "outcome-difference",
        HERE[1],
        "2023-24",
        "m",
        value,
        "points",
        lower95=value - half,
        upper95=value + half,
        verdict=verdict(value - half, value + half),
    )


def outcome(*segments, polarity="high", unit="share", kind="financial year", limits="wilson", **more):
    """An Outcome of these segments; `groups` are (key, figure, difference)."""
    per = more.pop("per", None)
    measure = SimpleNamespace(
        id="m", title="Still at home", unit=unit, polarity=polarity, period_type=kind, limits=limits,
        per=per, people=per, decimals=1, breaks=more.pop("breaks", ()), modelled="", table="t",
        headline=True, denominator="people", combine="sum",
    )  # fmt: skip
    points = [f for segment in segments for f in segment if f.value is not None]
    data = {
        "measure": measure, "breakdown": "all", "latest": points[-1] if points else None, "previous": None,
        "segments": tuple(map(tuple, segments)), "quartiles": None, "everyone": (), "trend": None,
        "steps": more.pop("steps", ()),
        "control": None, "parts": {}, "target": None, "stale": "", "reason": "", "nearest": None,
    }  # fmt: skip
    groups = [
        SimpleNamespace(key=k, figure=f, difference=d and replace(d, verdict=judged(d.verdict, polarity)))
        for k, f, d in more.pop("groups", ())
    ]
    return Outcome(SimpleNamespace(**data | {"groups": groups} | more))


def councils(values, denominators=None):
    """A figure of each council, X1 and on."""
    sizes = denominators or [None] * len(values)
    return tuple(
        figure(v, place=f"X{n}", denominator=d) for n, (v, d) in enumerate(zip(values, sizes, strict=True), 1)
    )


def quartiles(*edges):
    return tuple(figure(edge, place="X92000001") for edge in edges)
