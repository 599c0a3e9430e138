"""The form of a consultation's questions: for the public, and for staff who type a response in from paper."""

from collections.abc import Sequence
from typing import Any

from django import forms

from careplace.consultations.answers import Answers, answer_of
from careplace.consultations.questionnaire import LONGEST_ANSWER, Question

MISSING = "Answer this question"


class AnswersForm(forms.Form):
    """A field for each question, named by its id. `on_paper` asks for none: what is on the paper is typed in as it is."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        easy_read: bool = False,
        on_paper: bool = False,
        **more: Any,
    ):
        super().__init__(*args, **more)
        self.questions = questions
        for question in questions:
            self.fields[question.id] = _field(question, easy_read, question.required and not on_paper)

    def answers(self) -> Answers:
        """The answers; what was left empty is not in them."""
        pairs = ((question, self.cleaned_data.get(question.id)) for question in self.questions)
        return {question.id: answer for question, value in pairs if (answer := answer_of(question, value))}


def _field(question: Question, easy_read: bool, required: bool) -> forms.Field:
    common: dict[str, Any] = {
        "label": question.shown_words(easy_read),
        "help_text": question.help,
        "required": required,
        "error_messages": {"required": MISSING},
    }
    choices = question.shown_choices(easy_read)
    if question.kind == "text":
        return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea, **common)
    if question.kind == "many":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
