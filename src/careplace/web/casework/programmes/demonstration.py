"""A programme of the fictional place, from its locked protocol to the board's paper: outcomes, three survey waves, money."""

from collections.abc import Iterable
from datetime import date

from careplace.casework.programmes import estimates, protocol
from careplace.casework.programmes.models import Item, Milestone, OfProgramme, Programme, Wave
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes

PROGRAMME = {
    "name": "Home first",
    "purpose": "People aged 65 and over go home from hospital as soon as they are well, with the help that they need there.",
    "logic": (
        "One team of the council and the hospital plans each person's way home.\n"
        "People are assessed at home, not on the ward."
    ),
    "partners": "The council\nThe acute trust\nThe community health trust",
    "governance": "The joint commissioning group decides. The Health and Wellbeing Board is reported to.",
    "starts_on": date(2018, 1, 8),
    "event": "2018-02",
    "ends_on": date(2019, 12, 31),
    "protocol": (
        "Delayed days a month are compared with those of all councils that had no such programme, before and after January "
        "2018.\nSuccess: fewer delayed days than other councils lead us to expect. Failure: more of them, or fewer people "
        "at home 91 days after reablement."
    ),
}
REGISTERED = (
    {"theme": "discharge", "measure": "delayed-days-rate-month", "breakdown": "all", "hoped": "lower"},
    {
        "theme": "rehabilitation",
        "measure": "ascof-2d1-still-in-community",
        "breakdown": "all",
        "hoped": "higher",
    },
)
EXPLORATORY = {
    "theme": "discharge",
    "measure": "delayed-days-rate-month",
    "breakdown": "responsible:social-care",
    "hoped": "lower",
}
QUESTION = "We take a holistic view of each person's needs"
SCALE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
GROUPED_BY = ["Kind of organisation", "Role"]
FRAME = (
    (["Council", "Manager"], 30),
    (["Council", "Social worker"], 120),
    (["NHS trust", "Manager"], 24),
    (["NHS trust", "Nurse"], 160),
)
"""(labels, people): who was asked in each wave."""
WAVES = (
    (date(2017, 11, 30), ([0, 2, 3, 12, 8], [4, 12, 14, 18, 6], [0, 2, 2, 9, 6], [6, 10, 9, 8, 2])),
    (date(2018, 11, 30), ([0, 1, 3, 11, 9], [3, 9, 13, 22, 8], [0, 1, 3, 8, 6], [5, 9, 12, 13, 5])),
    (date(2019, 11, 29), ([0, 1, 2, 10, 10], [2, 7, 11, 26, 13], [0, 1, 2, 8, 7], [4, 8, 14, 25, 12])),
)
"""(last day, answers by option of each group). Managers answer most, and agree most."""
ITEMS = (
    ("rehabilitation", "cost", "Therapists and support workers at home", (310_000, 340_000, 390_000)),
    ("discharge", "saving", "Bed days that were not needed", (150_000, 420_000, 700_000)),
    ("technology", "activity", "People with a sensor or an alarm at home", (410, 460, 520)),
)
SOURCE = "The programme's fictional accounts of 2018-19"
MILESTONES = (
    ("One team of council and hospital shares an office", date(2018, 3, 31), date(2018, 3, 12)),
    ("A care coordinator works on each ward", date(2018, 9, 30), date(2018, 11, 5)),
    ("Weekend discharges are as many as on weekdays", date(2019, 12, 31), None),
)


def make_programme(evaluator: Actor, today: date) -> Programme:
    """The programme with its protocol locked and every outcome opened, as its evaluator wrote it by today."""
    with changes(evaluator) as at_once:
        draft = at_once.add(Programme(**PROGRAMME), "draft")
    outcomes = [protocol.list_outcome(evaluator, draft.pk, values) for values in REGISTERED]
    locked = protocol.lock(evaluator, draft.pk, draft.version, today)
    outcomes.append(protocol.list_outcome(evaluator, locked.pk, EXPLORATORY))
    for outcome in outcomes:
        estimates.calculate.call(str(estimates.ask(evaluator, outcome.pk).pk))
    _add(evaluator, locked, [*_waves(), *_items()], "enter")
    _milestones(evaluator, locked)
    return locked


def _add(evaluator: Actor, programme: Programme, parts: Iterable[OfProgramme], action: str) -> None:
    with changes(evaluator) as at_once:
        for part in parts:
            part.programme = programme
            at_once.add(part, action)


def _waves() -> list[Wave]:
    return [
        Wave(
            theme="experience",
            question=QUESTION,
            asked_of="All practitioners of the three organisations",
            held_on=held_on,
            invited=sum(people for _labels, people in FRAME),
            scale=SCALE,
            counts=list(map(sum, zip(*counts, strict=True))),
            grouped_by=GROUPED_BY,
            group_counts=[[labels, row] for (labels, _people), row in zip(FRAME, counts, strict=True)],
            frame=[[labels, people, None] for labels, people in FRAME],
        )
        for held_on, counts in WAVES
    ]


def _items() -> list[Item]:
    return [
        Item(theme=theme, kind=kind, name=name, low=low, central=central, high=high, source=SOURCE)
        for theme, kind, name, (low, central, high) in ITEMS
    ]


def _milestones(evaluator: Actor, programme: Programme) -> None:
    with changes(evaluator) as at_once:
        for text, due_on, reached_on in MILESTONES:
            milestone = at_once.add(Milestone(programme=programme, text=text, due_on=due_on), "add")
            if reached_on:
                at_once.change(
                    Milestone, milestone.pk, "reach", {"reached_on": reached_on}, milestone.version
                )
