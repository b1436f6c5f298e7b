"""Classes that are on their way out by their own account: in: a Scene and a class; out: what says so, in words.

Names and places say it (`legacy/`, `OldParser`), and so do the first lines of docstrings: `Deprecated: use X`, `minimal
functionality for test compatibility`, `Compatibility layer for …`. That something *keeps* backward compatibility says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from archgraph.model.codebase import ClassKey, Module
from archgraph.plan.evidence.scene import Scene

_PLACE = re.compile(
    r"(?:^|[._/])(legacy|old|backup|deprecated|compat|compatibility|obsolete|archived?|shim|temp|tmp|example|demo)(?:[._/]|$)"
)
_NAME = re.compile(r"(Legacy|Old|Backup|Deprecated|Compat|Shim|Temp)(?![a-z])")
_OPENING = re.compile(r"\W*(?:deprecated|legacy|obsolete|archived)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\W*deprecat(?:ed|ion)(?: \w+)?:(?!:)", re.IGNORECASE)
"""A line that says nothing else: `DEPRECATION WARNING: …`, unlike `.. deprecated:: 2.1`, which may speak of an argument."""
_TEXT = re.compile(
    r"\bthis (?:class|module|file|package) (?:is|has been)(?: now)? (?:deprecated|obsolete|archived|superseded|replaced)\b"
    r"|\bfor (?:backwards?|test|testing|legacy)[ -]compatibility\b"
    r"|(?<!with )\b(?:backwards?|test|legacy)[ -]compatib\w+ (?:layer|shim|wrapper|stub|alias|module|class)\b"
    r"|\bcompatibility (?:layer|shim|wrapper|stub)\b",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"_*(?:archived?|attic|backups?|deprecated|graveyard|legacy|obsolete|old|unused)")
_CLAIM = re.compile(
    r"single source of truth|\bSSOT\b(?![ -](?:import )?(?:pattern|complian|principle|violation|requirement|rule))"
    r"|\bthe only (?:one|emitter|implementation|place)\b|\b(?:definitive|canonical) \w+"
    r"|\bconsolidat(?:es|ing|ed(?: \w+){0,4} (?:from|into)) [^.]{0,40}(?!\w)",
    re.IGNORECASE,
)
_HINTS = ("truth", "ssot", "only", "definitive", "canonical", "consolidat")
"""One of them stands in each of these; most docstrings have none, which is told sooner."""
_OF_ANOTHER = re.compile(
    r"\b(?:enforc(?:e|es|ed|ing|ement of)|check(?:s|ing)? for|compl(?:y|ies|ying) with|follow(?:s|ing)?"
    r"|violat(?:e|es|ing|ions of))(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)
"""What stands before the words of a claim where they speak of a rule, which the text upholds."""
_SUBJECT = re.compile(r"\b([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)(?:,? which)? (?:is|as|being)(?: now)?(?: the| our| a)? $")
"""The class that a sentence calls the one: `use SessionHub as the SSOT`."""
_WRAPPER = re.compile(
    r"\bcompatib\w+ (?:wrapper|layer|shim) (?:around|over) (?:the |a |an )?((?:[\w.]+ ?){1,4})", re.IGNORECASE
)
"""A module that is there for old callers, and what it wraps."""
_OF_ALL = re.compile(
    r"(?:\w+_)?(types?|models?|schemas?|enums?|exceptions?|errors|constants|interfaces?|base|config|definitions)(?:_\w+)?"
)
"""Names of modules that are there for the classes in them, all alike."""
_ANYTHING = frozenset(
    {"error", "exception", "state", "status", "type", "config", "result", "info", "data", "level", "mode"}
)
"""Words of a class's name that do not tell what it is about."""
_BEFORE = 80
"""Characters before a claim that are read for its subject."""
_LINES = 3
"""Lines of a docstring, blank ones left out, that say what a class or a module is."""


def is_dated(scene: Scene, key: ClassKey) -> bool:
    """Whether anything says that it is on its way out."""
    return bool(why_dated(scene, key))


def why_dated(scene: Scene, key: ClassKey) -> str:
    """What says so: its name, its place, its docstring or its module's; "" when nothing does."""
    if key not in scene.dated:
        scene.dated[key] = _why_dated(scene, key)
    return scene.dated[key]


def _why_dated(scene: Scene, key: ClassKey) -> str:
    bare = key.class_.rpartition(".")[2]
    if _NAME.search(bare):
        return "its name"
    if _PLACE.search(key.path.lower().replace(".py", "")):
        return "its place"
    if _says_so(scene.docstring(key)):
        return "its docstring"
    made = scene.functions(key).get("__init__")
    if made is not None and _is_noticed(made.docstring):
        return "its constructor's docstring"
    return "its module's docstring" if _says_so(scene.codebase.modules[key.path].outline.docstring) else ""


def wrapped(scene: Scene, key: ClassKey) -> str:
    """What its module says that it only wraps for old callers, in the module's words; "" when it says nothing of that."""
    found = _WRAPPER.search(" ".join(scene.codebase.modules[key.path].outline.docstring.splitlines()))
    return found[1].strip() if found else ""


def is_archived(key: ClassKey) -> bool:
    """Whether it stands in a folder for what is no longer used."""
    return any(_ARCHIVE.fullmatch(part.lower()) for part in key.path.split("/")[:-1])


def claim(scene: Scene, key: ClassKey) -> str:
    """What its docstring says of its being the one that is meant to stay, its module's as far as that is about it, or another's
    of the only class of its name; "" when nothing does."""
    module, name = scene.codebase.modules[key.path], key.class_.rpartition(".")[2]
    said = _claimed(scene.docstring(key), name) or called_elsewhere(scene, key)
    if said or not (claimed := _claimed(module.outline.docstring, name)):
        return said
    return claimed if _is_about(module, scene.cards[key].core) else ""


def called_elsewhere(scene: Scene, key: ClassKey) -> str:
    """What another's docstring says of the only class of its name; "" when none does."""
    name = key.class_.rpartition(".")[2]
    return scene.called_the_one.get(name, "") if scene.named_so[name] == 1 else ""


def module_claim(module: Module) -> str:
    """What a module's docstring says of being the one that is meant to stay, whatever it is about; "" when nothing does."""
    return _claimed(module.outline.docstring, *(scope.name for scope in module.outline.scopes))


def _is_about(module: Module, words: Iterable[str]) -> bool:
    """Whether a module is there for the classes in it, or its name or docstring has a word of the class: the source of
    truth on dispatchers says nothing of an error beside them."""
    names = module.module.split(".")[-1]
    text = f"{names} {module.outline.docstring}".lower()
    return bool(_OF_ALL.fullmatch(names)) or any(word in text for word in words if word not in _ANYTHING)


@lru_cache(maxsize=1 << 13)
def _claimed(docstring: str, *names: str) -> str:
    """The first claim that no rule and no class of a name but these is the subject of."""
    if not any(map(docstring.lower().__contains__, _HINTS)):
        return ""
    text = " ".join(docstring.split())
    for found in _CLAIM.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        subject = _SUBJECT.search(before)
        if not _OF_ANOTHER.search(before) and (subject is None or subject[1] in names):
            return "" if _says_so(docstring) else found[0]
    return ""


def _is_noticed(docstring: str) -> bool:
    """Whether a line of it says nothing but that something is deprecated, and what is to be used."""
    return "eprecat" in docstring.lower() and any(map(_NOTICE.match, docstring.splitlines()))


@lru_cache(maxsize=1 << 12)
def _says_so(docstring: str) -> bool:
    lines = list(islice(filter(None, map(str.strip, docstring.splitlines())), _LINES))
    if not lines or _OPENING.match(lines[0]) or any(map(_NOTICE.match, lines)):
        return bool(lines)
    return _TEXT.search(" ".join(lines)) is not None
