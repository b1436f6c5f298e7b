"""Lifetimes from the places where instances are made: in: the code base and usages; out: a Lifetime for a class.

Asked only where the class itself does not say. One instance that lasts as long as the process makes the class
process-wide; user or request counts when every place in production agrees. A place that tells nothing makes the answer
unknown: a wrong one would be worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from archgraph.analyses.duty.anatomy import Anatomy
from archgraph.analyses.duty.carriers import Carriers
from archgraph.analyses.duty.lifetime import UNKNOWN, Lifetime, told, untold, whose
from archgraph.analyses.duty.whereabouts import Places
from archgraph.analyses.places import classes_by_scope, enclosing_classes
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey, Codebase, Module
from archgraph.model.expr import Call, Expr, Literal
from archgraph.model.facts.bindings import BindingKind
from archgraph.model.facts.bodies import Bodies, FunctionFact
from archgraph.model.facts.uses import CallFact, Uses
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone

_CACHING = frozenset({"lru_cache", "cache", "singleton", "alru_cache"})
_ROUTES = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "route", "api_route", "websocket"})
_REQUESTS = frozenset({"Request", "WebSocket", "HttpRequest", "HTTPConnection"})
_MAKING = ("create", "make", "build", "new", "get", "for")
"""How the names of functions begin that hand out what they make."""
_UNMADE = "nothing in production makes an instance"


class Sites:
    """Where classes are instantiated in production."""

    def __init__(self, codebase: Codebase, usages: Iterable[Usage]) -> None:
        self._codebase = codebase
        self._made: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._called: set[str] = set()
        for usage in usages:
            if usage.zone is Zone.PRODUCTION and usage.what == "instantiate":
                self._made[usage.target].append((usage.path, usage.line))
            elif usage.zone is Zone.PRODUCTION and usage.what == "call":
                self._called.add(usage.target)
        self._places = Places(codebase)
        self._carriers = Carriers(codebase)
        self._owners: dict[ClassKey, Lifetime] = {}

    @cached_property
    def _by_scope(self) -> Mapping[tuple[str, int], ClassKey]:
        return classes_by_scope(self._codebase)

    @cached_property
    def _children(self) -> Mapping[ClassKey, list[ClassKey]]:
        found: defaultdict[ClassKey, list[ClassKey]] = defaultdict(list)
        for key, record in self._codebase.classes.items():
            for base in record.resolved:
                if base.key is not None:
                    found[base.key].append(key)
        return found

    def lifetime(self, anatomy: Anatomy) -> Lifetime:
        """What the class says itself, else what the places say where it is made."""
        own = anatomy.lifetime
        is_open = own.word == "unknown" or own.evidence.endswith("medium")  # an optional user is nobody's or somebody's
        if not is_open or anatomy.record.zone is not Zone.PRODUCTION:
            return own
        name = anatomy.record.class_
        if name not in self._made:
            return own if own.word != "unknown" else self._as_class(anatomy)
        places = sorted(set(self._made[name]))
        answers = [self._at(path, line) for path, line in places]
        found = agreed(answers)
        if own.word != "unknown":
            return _with_others(found, answers) if found.word == "process" else own
        return _with_others(found, answers) if found.word != "unknown" else _left_open(places, answers)

    def _as_class(self, anatomy: Anatomy) -> Lifetime:
        """Used through its name alone: then what it keeps stands in the class."""
        if anatomy.record.class_ not in self._called:
            return untold(_UNMADE)
        functions = [each for each in anatomy.bodies.functions if each.scope in anatomy.methods]
        bound = all({"staticmethod", "classmethod"}.intersection(map(_name, each.decorators)) for each in functions)
        text = "it is used as a class and never instantiated in production"
        return told("process", text, "high") if functions and bound else untold(_UNMADE)

    # --------------------------------------------------------------------------------------------- one place

    def _at(self, path: str, line: int) -> Lifetime:
        module = self._codebase.modules[path]
        calls = self._codebase.facts.section(path, Uses).calls
        found = [call for call in calls if call.line == line and not call.decorator]
        answers = [self._of_call(module, call) for call in found]
        known = [answer for answer in answers if answer.word != "unknown"]
        return next(iter(known or [answer for answer in answers if answer.evidence]), UNKNOWN)

    def _of_call(self, module: Module, call: CallFact) -> Lifetime:
        where = f"{module.path}:{call.line}"
        # whose it is says more than where it is kept: a class can keep one for each user
        for value in (*call.args, *(value for _, value in call.keywords)):
            word = whose(last_name(value)) if isinstance(value, str) else ""
            if word:
                return told(word, f"it is made with `{value}` ({where})", "high")
        for value in (*call.args, *(value for _, value in call.keywords)):
            carried = self._carriers.carried(module, call.scope, value)
            if carried:
                return told(carried.word, f"it is made with `{value}`, {carried.why} ({where})", "medium")
        if call.target.startswith("cls."):
            return told(
                "process", f"it is kept in the class attribute `{call.target[len('cls.') :]}` ({where})", "high"
            )
        if call.target.startswith("self."):
            return self._held(module, call)
        if ".state." in f".{call.target}":
            return told("process", f"it is kept in `{call.target}` ({where})", "medium")
        return self._in_function(module, call, where)

    def _held(self, module: Module, call: CallFact) -> Lifetime:
        """An attribute of another object lives as long as that."""
        owner = next(enclosing_classes(module.outline.scopes, call.scope), 0)
        key = self._by_scope.get((module.path, owner))
        its = self._of_owner(key) if key is not None else UNKNOWN
        if key is None:
            return UNKNOWN
        name = last_name(key.class_)
        if its.word == "unknown":
            return untold(
                f"`{name}` holds it in `{call.target}` ({module.path}:{call.line}), and nothing tells how long that lives"
            )
        reason = its.evidence.partition(": ")[2].rpartition("; confidence ")[0]
        text = f"`{name}` holds it in `{call.target}` ({module.path}:{call.line}), and of `{name}`: {reason}"
        return told(its.word, text, "medium")

    def _of_owner(self, key: ClassKey) -> Lifetime:
        """How long instances live of a class that holds others, or of a class below it."""
        if key not in self._owners:
            self._owners[key] = UNKNOWN  # classes that hold each other tell nothing
            found = [self._of_class(each) for each in (key, *self._below(key))]
            known = [each for each in found if each.word != "unknown"]
            self._owners[key] = found[0] if found[0].word != "unknown" else agreed(known)
        return self._owners[key]

    def _below(self, key: ClassKey) -> list[ClassKey]:
        found = list(self._children.get(key, ()))
        for each in found:
            found += [child for child in self._children.get(each, ()) if child not in found]
        return found

    def _of_class(self, key: ClassKey) -> Lifetime:
        record, module = self._codebase.classes[key], self._codebase.modules[key.path]
        bodies = self._codebase.facts.section(key.path, Bodies)
        own = Anatomy(record, module, bodies, tuple(self._places.instances(key))).lifetime
        if own.word != "unknown" or record.zone is not Zone.PRODUCTION:
            return own
        if record.class_ in self._made:  # places under other names, too
            return agreed([self._at(path, line) for path, line in sorted(set(self._made[record.class_]))])
        return agreed([self._of_call(where, call) for where, call in self._places.calls(key)])

    def _in_function(self, module: Module, call: CallFact, where: str) -> Lifetime:
        function = self._function(module, call.scope)
        if function is None:
            return UNKNOWN
        scope = module.outline.scopes[function.scope]
        if _CACHING.intersection(map(_name, function.decorators)):
            return told("process", f"`{scope.name}` makes it and keeps what it returns ({where})", "high")
        if _handles_requests(function):
            return told("request", f"`{scope.name}` makes it for a request ({where})", "high")
        for parameter in function.parameters:
            word = whose(parameter.name)
            if word == "request" or (word and scope.name.lstrip("_").startswith(_MAKING)):
                return told(word, f"`{scope.name}` makes it for its parameter `{parameter.name}` ({where})", "medium")
        if self._goes_into_global(module, call) or _becomes_item(module, call):
            return told("process", f"`{scope.name}` puts it into what the module keeps ({where})", "medium")
        return UNKNOWN

    def _function(self, module: Module, scope: int) -> FunctionFact | None:
        functions = self._codebase.facts.section(module.path, Bodies).functions
        return next((each for each in functions if each.scope == scope), None)

    def _goes_into_global(self, module: Module, call: CallFact) -> bool:
        """Is it handed to what a name declared `global` gets in the same function?"""
        inside = [binding for binding in module.outline.bindings if binding.scope == call.scope]
        declared = {binding.name for binding in inside if binding.kind is BindingKind.GLOBAL}
        return bool(call.target) and any(
            binding.name in declared and isinstance(binding.value, Call) and _takes(binding.value, call.target)
            for binding in inside
        )


def _becomes_item(module: Module, call: CallFact) -> bool:
    """Does the statement put it into something that the module keeps: `_made[key] = X()`?"""
    name = call.target.removesuffix("[]")
    return name != call.target and any(not each.scope and each.name == name for each in module.outline.bindings)


def _left_open(places: list[tuple[str, int]], answers: list[Lifetime]) -> Lifetime:
    """Why the places do not tell together."""
    silent = [place for place, answer in zip(places, answers, strict=True) if answer.word == "unknown"]
    if not silent:
        return untold("some places make one for a user, others one for a request")
    reason = next((answer.evidence for answer in answers if answer.evidence and answer.word == "unknown"), "")
    if reason:
        return Lifetime("unknown", reason)
    where = f"{silent[0][0]}:{silent[0][1]}"
    if len(places) == 1:
        return untold(f"the place that makes one does not say what becomes of it ({where})")
    which = f"{len(silent)} of the {len(places)} places that make one {'does' if len(silent) == 1 else 'do'}"
    return untold(f"{which} not say what becomes of it (first {where})")


def _with_others(found: Lifetime, answers: list[Lifetime]) -> Lifetime:
    """The life of one that lasts as long as the process, and beside it that of others which do not."""
    other = next((answer for answer in answers if answer.word in ("user", "request")), None)
    if found.word != "process" or other is None:
        return found
    reason, _, sure = found.evidence.rpartition("; confidence ")
    what = other.evidence.partition(": ")[2].rpartition("; confidence ")[0]
    return Lifetime("process", f"{reason}, and another for one {other.word}: {what}; confidence {sure}")


def agreed(found: list[Lifetime]) -> Lifetime:
    """One answer for several places."""
    process = [each for each in found if each.word == "process"]
    if process:
        return process[0]
    return found[0] if found and len({each.word for each in found}) == 1 else UNKNOWN


def _name(decorator: Expr) -> str:
    written = decorator.func if isinstance(decorator, Call) else decorator
    return last_name(written) if isinstance(written, str) else ""


def _handles_requests(function: FunctionFact) -> bool:
    """A route of FastAPI, Flask and kin, or a function that takes a request."""
    for decorator in function.decorators:
        first = decorator.args[0] if isinstance(decorator, Call) and decorator.args else None
        is_path = isinstance(first, Literal) and isinstance(first.value, str) and first.value.startswith("/")
        if is_path and _name(decorator) in _ROUTES:
            return True
    return any(last_name(parameter.annotation) in _REQUESTS for parameter in function.parameters)


def _takes(call: Call, name: str) -> bool:
    return name in call.args or name in [value for _, value in call.keywords]
