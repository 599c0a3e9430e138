"""What a consultation asks, as it is published: an immutable file of the store of publications."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

FILE = "questions.json"
"""The name of the questionnaire among the files of its publication."""
KINDS = {
    "text": "Free text",
    "one": "One choice",
    "many": "Several choices",
    "scale": "Scale",
}
PREFER_NOT = "prefer-not-to-say"
"""The key of the choice that every question about the person has."""
LONGEST_ANSWER = 10_000
"""Characters of an answer in a person's own words."""


class Part(BaseModel):
    """A part of the file: unknown fields are refused, and nothing changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Part):
    """An answer to choose: its key, its words, and its words in easy read ("" where they are the same)."""

    key: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    words: str = Field(min_length=1, max_length=300)
    easy: str = Field("", max_length=300)


class Question(Part):
    """A question. `about_person` is whether it asks who answers: then nobody must answer it."""

    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    kind: Literal["text", "one", "many", "scale"]
    words: str = Field(min_length=1, max_length=1000)
    easy: str = Field("", max_length=1000)
    help: str = Field("", max_length=1000)
    choices: tuple[Choice, ...] = ()
    required: bool = False
    about_person: bool = False

    @model_validator(mode="after")
    def _choices_belong_to_its_kind(self) -> "Question":
        keys = [choice.key for choice in self.choices]
        if (self.kind == "text") == bool(keys) or (keys and len(keys) < 2):
            raise ValueError("a question with choices needs two, and one of free text has none")
        if len(keys) != len(set(keys)):
            raise ValueError("two choices have the same key")
        if self.about_person and (self.required or (keys and PREFER_NOT not in keys)):
            raise ValueError("a question about the person is optional, and has “Prefer not to say”")
        return self

    def shown_words(self, easy_read: bool) -> str:
        """The question in the words of a version of the form."""
        return self.easy if easy_read and self.easy else self.words

    def shown_choices(self, easy_read: bool) -> list[tuple[str, str]]:
        """(key, words) of the choices in the words of a version of the form."""
        return [(c.key, c.easy if easy_read and c.easy else c.words) for c in self.choices]

    def words_of(self, key: str) -> str:
        """The words of a choice. Raises KeyError for one that it does not have."""
        return {choice.key: choice.words for choice in self.choices}[key]


class Questionnaire(Part):
    """A consultation: who asks what, and in which days, both included; `closed` ends it before the last."""

    title: str = Field(min_length=1, max_length=200)
    organisation: str = Field(min_length=1, max_length=200)
    place: str = Field(pattern=r"^[A-Z]\d{8}$")
    place_name: str
    about: str = Field(min_length=1)
    easy_about: str = ""
    privacy: str = Field(min_length=1)
    opens_on: date
    closes_on: date
    closed: bool = False
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _days_and_ids_are_sound(self) -> "Questionnaire":
        ids = [question.id for question in self.questions]
        if self.closes_on < self.opens_on or len(ids) != len(set(ids)):
            raise ValueError("it closes before it opens, or asks a question twice")
        return self

    def is_open(self, today: date) -> bool:
        """Whether it takes responses on a day."""
        return not self.closed and self.opens_on <= today <= self.closes_on

    @property
    def has_easy_read(self) -> bool:
        """Whether there is a version in easy words of what it is about and of every question."""
        return bool(self.easy_about) and all(question.easy for question in self.questions)
