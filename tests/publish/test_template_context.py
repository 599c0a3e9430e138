"""Calls in templates: what TemplateContext returns is what Jinja's own context does, whatever is called."""

import pytest
from jinja2 import Environment, pass_context, pass_environment, pass_eval_context
from jinja2.runtime import Context

from careplace.publish.page import environment
from careplace.publish.template_context import TemplateContext


@pass_context
def of_context(context, word):
    return f"{context['outer']} {word}"


@pass_environment
def of_environment(environment, word):
    return f"{environment.autoescape} {word}"


@pass_eval_context
def of_eval_context(eval_context, word):
    return f"{eval_context.autoescape} {word}"


class Callable:
    def __call__(self, *words, **named):
        return f"called {words} {named}"


TEMPLATES = {
    "a macro": '{% macro m(a, b="<2>") %}{{ a }}{{ b }}{{ kwargs }}{{ varargs }}{% endmacro %}{{ m("<1>", 3, 4, c=5) }}',
    "a macro in a loop": "{% macro m(a) %}{{ a }};{% endmacro %}{% for n in [1, 2] %}{{ m(n) }}{% endfor %}",
    "a macro in a block": '{% macro m(a) %}<{{ a }}>{% endmacro %}{% block b %}{{ m("x") }}{% endblock %}',
    "a call block": '{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}<&>{{ "<&>" }}{% endcall %}',
    "a function": '{{ plain("<b>", named="&") }}',
    "with the context": '{% set outer = "o" %}{% for outer in ["i"] %}{{ of_context("w") }}{% endfor %}',
    "with the environment": '{{ of_environment("w") }}',
    "with the evaluation context": '{% autoescape false %}{{ of_eval_context("w") }}{% endautoescape %}',
    "an object": "{% for n in [1] %}{{ callable(n, a=2) }}{% endfor %}",
    "a method": '{{ "a-b".split("-") }}{{ range(3) | list }}',
    "a class": "{{ dict(a=1) }}",
}
FUNCTIONS = {
    "plain": lambda word, named: f"{word} {named}",
    "of_context": of_context,
    "of_environment": of_environment,
    "of_eval_context": of_eval_context,
    "callable": Callable(),
}


def rendered(text: str, context_class: type[Context]) -> str:
    templates = Environment(autoescape=True)
    templates.context_class = context_class
    templates.globals |= FUNCTIONS
    return templates.from_string(text).render(outer="outside")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_call_returns_what_jinja_returns(name):
    assert rendered(TEMPLATES[name], TemplateContext) == rendered(TEMPLATES[name], Context)


def test_a_fault_of_a_function_is_raised():
    def fails():
        raise StopIteration

    templates = Environment()
    templates.context_class = TemplateContext
    with pytest.raises((StopIteration, RuntimeError)):
        templates.from_string("{{ fails() }}").render(fails=fails)


def test_reports_are_written_with_it():
    assert environment().context_class is TemplateContext
