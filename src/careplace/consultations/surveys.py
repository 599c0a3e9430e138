"""Surveys by link: questionnaires that are in no list, which only who has their address can open.

A survey is a file below HOME, named by its key. It is no publication: what is published is read by everybody, and a survey
is for the people who were sent its link. Its questions never change; it can only be closed.
"""

import base64
import re
import secrets
import tempfile
from pathlib import Path

from pydantic import ValidationError

from careplace.consultations.open_consultations import Published
from careplace.consultations.questionnaire import Questionnaire
from careplace.durable import put_in_place, sync

FOLDER, PREFIX = "surveys", "survey-"
_KEY = re.compile(rf"{PREFIX}[a-z2-7]{{32}}", re.ASCII)
_BYTES = 20
"""Of a key: 160 random bits, which nobody guesses."""


class SurveyChanged(ValueError):
    """Another questionnaire has the key: people may have answered its questions."""


def new_key() -> str:
    """The key of a new survey, which is in its address: "survey-" and 32 letters and digits."""
    return PREFIX + base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()


def is_survey(id: str) -> bool:
    """Whether an id is a key of a survey."""
    return _KEY.fullmatch(id) is not None


def survey(home: Path, key: str) -> Published | None:
    """The survey of a key; None where there is none, or its file is damaged: it then takes no answers."""
    if not is_survey(key):
        return None
    try:
        questionnaire = Questionnaire.model_validate_json((home / FOLDER / f"{key}.json").read_bytes())
    except (OSError, ValidationError):
        return None
    return Published(key, 1, questionnaire)


def put_survey(home: Path, key: str, questionnaire: Questionnaire) -> None:
    """Open a survey, or close one that is open.

    Raises:
        ValueError: for what is no key of a survey.
        SurveyChanged: where the questions are others than people were asked.
    """
    if not is_survey(key):
        raise ValueError(f"{key!r} is no key of a survey")
    before = survey(home, key)
    if before and before.questionnaire.questions != questionnaire.questions:
        raise SurveyChanged("The survey is open, so its questions cannot be changed.")
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(questionnaire.model_dump_json(indent=1).encode())
    building = Path(file.name)
    building.chmod(0o644)
    sync(building)
    put_in_place(building, folder / f"{key}.json")
