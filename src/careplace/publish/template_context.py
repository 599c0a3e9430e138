"""How templates call macros and functions: without the questions that Jinja asks of every call.

A place's page makes 2,200 calls, and to ask each object whether it wants the context, the evaluation context or the
environment took 9% of the page's processor time. A macro always wants the evaluation context, and a plain function says so
by an attribute of its own.
"""

from types import FunctionType
from typing import Any

from jinja2.runtime import Context, Macro

_LOCALS = ("_block_vars", "_loop_vars")
"""What Jinja passes with a call inside a block or a loop, for functions that want the context."""


class TemplateContext(Context):
    """A context that calls macros and plain functions directly, and all else as Jinja does."""

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What the function or macro returns."""
        kind = type(function)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind is not FunctionType or hasattr(function, "jinja_pass_arg"):
            return super().call(function, *args, **kwargs)
        for name in _LOCALS:
            kwargs.pop(name, None)
        return function(*args, **kwargs)
