"""A template of a visit: domains, standards, grades and the rule that joins grades, as versioned data.

A council can bring its own file (`data_file.read`).
"""

from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field, model_validator

from careplace.casework.data_file import Entry, Key, Words, parse, repeated

PACKAGE = "careplace.casework.assurance.visits"


class Grade(Entry):
    """A grade; `below_standard` means that an action is needed for each issue."""

    key: Key
    title: Words
    meaning: Words
    below_standard: bool


class Standard(Entry):
    """What the visit looks at: a question, and the kinds of evidence that answer it."""

    key: Key
    number: int = Field(ge=1)
    title: Words
    question: Words
    evidence: tuple[Words, ...] = Field(min_length=1)


class Domain(Entry):
    """Standards that are graded together."""

    key: Key
    title: Words
    standards: tuple[Standard, ...] = Field(min_length=1)


class Cap(Entry):
    """Where a part has grade `worst` or a worse one, the whole is graded `at` or worse."""

    worst: Key
    at: Key


class VisitTemplate(Entry):
    """A version of a template. `grades` are ordered from best to worst."""

    id: Key
    version: int = Field(ge=1)
    title: Words
    source: Words
    illustrative: bool
    uses_of_one_evidence: int = Field(ge=1)
    grades: tuple[Grade, ...] = Field(min_length=2)
    caps: tuple[Cap, ...] = ()
    domains: tuple[Domain, ...] = Field(min_length=1)

    @cached_property
    def standards(self) -> dict[str, Standard]:
        """Every standard by its key, in the template's order."""
        return {standard.key: standard for domain in self.domains for standard in domain.standards}

    def grade(self, key: str) -> Grade:
        """The grade of a key. Raises KeyError for one that the template does not have."""
        return self.grades[self.position(key)]

    def position(self, key: str) -> int:
        """How far from the best a grade is: 0 for the best. Raises KeyError for one that the template does not have."""
        keys = [grade.key for grade in self.grades]
        if key not in keys:
            raise KeyError(f"{key}: no grade of {self.id}, which has {', '.join(keys)}")
        return keys.index(key)

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> "VisitTemplate":
        faults = [
            *repeated("grades", [grade.key for grade in self.grades]),
            *repeated("domains", [domain.key for domain in self.domains]),
            *repeated(
                "standards", [standard.key for domain in self.domains for standard in domain.standards]
            ),
            *repeated("numbers", [str(standard.number) for standard in self.standards.values()]),
            *self._unknown_caps(),
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _unknown_caps(self) -> list[str]:
        keys = [grade.key for grade in self.grades]
        unknown = [name for cap in self.caps for name in (cap.worst, cap.at) if name not in keys]
        return [f"caps: found {name}, expected one of {', '.join(keys)}" for name in unknown]


@cache
def default() -> VisitTemplate:
    """The template that is used where a team has none of its own."""
    text = (files(PACKAGE) / "templates" / "five-domains.toml").read_text("utf-8")
    return parse(VisitTemplate, text, "five-domains.toml")
