"""A table of allowed transitions: from which state, by which action, to which state, by which roles, and what it demands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.roles import roles

NEW = ""
"""The state of a record that is not there yet."""


@dataclass(frozen=True)
class Transition:
    """An action that takes a record from one state to the next. `demands` names fields that must not be empty after it."""

    action: str
    before: str
    after: str
    roles: frozenset[str]
    demands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """The states of a kind of record, each in plain words, and every transition that is allowed.

    Raises:
        ValueError: for a state or a role that there is not, or two transitions of one state and action.
    """

    kind: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        pairs = [(transition.before, transition.action) for transition in self.transitions]
        used_states = {state for t in self.transitions for state in (t.before, t.after)} - {NEW}
        used_roles = {role for t in self.transitions for role in t.roles}
        if len(pairs) != len(set(pairs)) or used_states != set(self.states) or used_roles - set(roles()):
            raise ValueError(
                f"the transitions of {self.kind} name a state or a role that there is not, or repeat one"
            )

    def actions(self, state: str, of_roles: Collection[str]) -> list[str]:
        """What people with these roles may do in a state."""
        return [t.action for t in self.transitions if t.before == state and t.roles & set(of_roles)]

    def check(self, state: str, action: str, of_roles: Collection[str]) -> Transition:
        """The transition of an action in a state.

        Raises:
            NotAllowed: where the state or the roles do not allow it; the message says why.
        """
        matches = [t for t in self.transitions if (t.before, t.action) == (state, action)]
        if not matches:
            state_words = self.states.get(state, "it is not there yet")
            raise NotAllowed(f"“{action}” is not possible for this {self.kind}: {state_words}.")
        if not matches[0].roles & set(of_roles):
            titles = ", ".join(role.title for key, role in roles().items() if key in matches[0].roles)
            raise NotAllowed(f"“{action}” needs another role: {titles}.")
        return matches[0]
