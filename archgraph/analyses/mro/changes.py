"""What an override changes: in: the overridden definition and the overriding one, out: a short text, "" for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from archgraph.analyses.mro.member import CALLABLE, COMPUTED, Definition, MemberKind
from archgraph.model.facts.bodies import Parameter, ParameterKind

_MANAGERS = frozenset({"contextmanager", "asynccontextmanager"})
_POSITIONAL = frozenset({ParameterKind.POSITIONAL_ONLY, ParameterKind.NORMAL})
_ANYTHING = frozenset({"Any", "typing.Any", "t.Any", "object"})
_VALUES = COMPUTED | {MemberKind.ATTRIBUTE}
_ARGS = ParameterKind.VAR_POSITIONAL
_KWARGS = ParameterKind.VAR_KEYWORD


def describe_change(old: Definition, new: Definition) -> str:
    """Differences that a caller of the overridden member can meet, joined by "; ": "async; drops timeout".

    What only widens the contract is no change: more optional parameters, `*args` and `**kwargs` that take what is
    dropped; what only `**kwargs` takes must be named from now on. Return annotations count where both are written and the
    old one promises something.
    """
    changes = [] if {old.kind, new.kind} <= _VALUES else list(_kind_changes(old, new))
    if old.function is not None and new.function is not None:
        if old.kind in CALLABLE and new.kind in CALLABLE:
            changes += _parameter_changes(_passed(old), _passed(new))
        before, after = _unquoted(old.function.returns), _unquoted(new.function.returns)
        if before and after and before != after and before not in _ANYTHING:
            changes.append(f"returns {after} instead of {before}")
    return "; ".join(changes)


def _unquoted(annotation: str) -> str:
    """The annotation without the quotes around the whole of it."""
    inner = annotation[1:-1]
    return (
        inner
        if annotation[:1] in ("'", '"') and annotation[0] == annotation[-1] and annotation[0] not in inner
        else annotation
    )


def _kind_changes(old: Definition, new: Definition) -> Iterator[str]:
    if _form(old) != _form(new):
        yield f"{_form(new)} instead of {_form(old)}"
    elif old.is_async != new.is_async:
        yield "async" if new.is_async else "sync"
    if old.function is None or new.function is None:
        return
    managed, manages = (bool(_MANAGERS.intersection(each.decorators)) for each in (old, new))
    if managed != manages:
        yield "context manager instead of plain value" if manages else "plain value instead of context manager"
    elif old.function.is_generator != new.function.is_generator and not (old.function.is_stub or new.function.is_stub):
        yield "generator" if new.function.is_generator else "no generator"


_FORMS = {
    MemberKind.ASYNC_METHOD: "method",  # sync and async are told apart by themselves
    MemberKind.CACHED_PROPERTY: "property",
    MemberKind.CLASS_METHOD: "class method",
    MemberKind.STATIC_METHOD: "static method",
}


def _form(definition: Definition) -> str:
    return _FORMS.get(definition.kind, definition.kind.value)


def _passed(definition: Definition) -> tuple[Parameter, ...]:
    """The parameters that a caller passes: without self or cls."""
    assert definition.function is not None
    parameters = definition.function.parameters
    bound = definition.kind is not MemberKind.STATIC_METHOD or definition.name == "__new__"
    return parameters[1:] if bound and parameters and parameters[0].kind in _POSITIONAL else parameters


def _parameter_changes(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> Iterator[str]:
    before = {parameter.name: parameter for parameter in old}
    after = {parameter.name: parameter for parameter in new}
    moved = list(_replaced(old, new))
    renamed = {name: other for name, other, matters in moved if matters}
    unnamed = {name for pair in moved for name in pair[:2] if not pair[2]}
    gone = [p for p in old if p.name not in after and p.name not in renamed.keys() | unnamed]
    lost, named = _dropped(gone, old, new)
    if lost:
        yield f"drops {', '.join(lost)}"
    for name, other in renamed.items():
        yield f"renames {name} to {other}"
    replacing = {*renamed.values(), *unnamed}
    required = [p.name for p in new if p.name not in replacing and _is_newly_required(p, before.get(p.name))]
    if required:
        yield f"requires {', '.join(required)}"
    named += [p.name for p in new if p.kind is ParameterKind.KEYWORD_ONLY and _is_positional(before.get(p.name))]
    if named:
        yield f"makes {', '.join(named)} keyword-only"
    inserted, follower = _inserted(new, before, replacing)
    if inserted:
        yield f"puts {', '.join(inserted)} before {follower}"
    if _common_order(old, after) != _common_order(new, before):
        yield f"reorders {', '.join(_common_order(new, before))}"


def _dropped(
    gone: list[Parameter], old: tuple[Parameter, ...], new: tuple[Parameter, ...]
) -> tuple[list[str], list[str]]:
    """Of the parameters that are gone: those that nothing takes, and those that only `**kwargs` does."""
    kinds = {parameter.kind for parameter in new}
    dropped = [p for p in gone if not _absorbed(p, kinds) or _is_taken(p, old, new)]
    named = [p.name for p in dropped if p.kind is ParameterKind.NORMAL and _KWARGS in kinds and not _absorbed(p, kinds)]
    return [_spelled(p) for p in dropped if p.name not in named], named


def _is_positional(parameter: Parameter | None) -> bool:
    return parameter is not None and parameter.kind in _POSITIONAL


def _replaced(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> Iterator[tuple[str, str, bool]]:
    """(old name, new name, whether that matters) of parameters at the same position under another name: those that are
    positional-only, or `__named` so, may be renamed freely."""
    names = {parameter.name for parameter in old}, {parameter.name for parameter in new}
    positional = ([p for p in each if p.kind in _POSITIONAL] for each in (old, new))
    for before, after in zip(*positional, strict=False):
        if before.name not in names[1] and after.name not in names[0]:
            by_name = before.kind is ParameterKind.NORMAL and not before.name.startswith("__")
            yield before.name, after.name, by_name


def _inserted(new: tuple[Parameter, ...], before: dict[str, Parameter], replacing: set[str]) -> tuple[list[str], str]:
    """New optional parameters, and keyword-only ones so far, in front of one that was passed by position; and that one."""
    added: list[str] = []
    for parameter in (p for p in new if p.kind in _POSITIONAL and p.name not in replacing):
        was = before.get(parameter.name)
        if was is None:
            added += [parameter.name] if parameter.default else []
        elif was.kind not in _POSITIONAL:
            added.append(parameter.name)
        elif added:
            return added, parameter.name
    return [], ""


def _absorbed(parameter: Parameter, kinds: set[ParameterKind]) -> bool:
    """Do `*args` and `**kwargs` of the override still take it, however it is passed?"""
    if parameter.kind in (_ARGS, _KWARGS):
        return parameter.kind in kinds
    if parameter.kind is ParameterKind.KEYWORD_ONLY:
        return _KWARGS in kinds
    return _ARGS in kinds and (_KWARGS in kinds or parameter.kind is ParameterKind.POSITIONAL_ONLY)


def _is_taken(parameter: Parameter, old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> bool:
    """Does another one stand in its place?"""
    if parameter.kind not in _POSITIONAL:
        return False
    return old.index(parameter) < sum(p.kind in _POSITIONAL for p in new)


def _spelled(parameter: Parameter) -> str:
    return {_ARGS: "*", _KWARGS: "**"}.get(parameter.kind, "") + parameter.name


def _is_newly_required(parameter: Parameter, before: Parameter | None) -> bool:
    if parameter.default or parameter.kind in (_ARGS, _KWARGS):
        return False
    return before is None or bool(before.default)


def _common_order(parameters: tuple[Parameter, ...], others: dict[str, Parameter]) -> list[str]:
    return [
        p.name for p in parameters if p.kind in _POSITIONAL and p.name in others and others[p.name].kind in _POSITIONAL
    ]
