"""Short ways to write cases down: "GGOGR" is the five key questions in order."""

from careplace.ratings.scale import KEY_QUESTIONS

WORDS = {
    "O": "Outstanding",
    "G": "Good",
    "R": "Requires improvement",
    "I": "Inadequate",
    "N": "Insufficient evidence to rate",
}


def five(letters: str) -> dict[str, str]:
    """{key question: rating} from five letters."""
    return {question: WORDS[letter] for question, letter in zip(KEY_QUESTIONS, letters, strict=True)}


def social_care(letters: str, **more) -> dict:
    """A case of adult social care."""
    return {"framework": "adult-social-care-kloe", "key_questions": five(letters), **more}
