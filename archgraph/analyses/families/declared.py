"""Classes that the code itself names as each other's successors: in: cards; out: pairs, with what is said.

`Deprecated: use Registry instead`, `consolidates OldRegistry and tool_registry.py`, `OldRegistry has been merged into
Registry`: whoever wrote it says that two classes are for the same thing. A class's docstring speaks for the class; a
module's for those of its classes that are named like what it names; a whole sentence for the two that it names. So do modules
that import the one by the other's name: `from registry import Registry as OldRegistry`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, filterfalse, product

from archgraph.model.codebase import ClassKey, Codebase
from archgraph.model.consolidation import Card
from archgraph.model.source import Zone

_CLASS = r"(?:[A-Z]+[a-z0-9]+){2,}[A-Z0-9]*|[A-Z]{2,}[a-z]\w+"
_GONE = r"(?:consolidated|merged|migrated|moved|replaced|superseded|deprecated)"
_SAYS = re.compile(
    r"\b(?:(?:consolidat|replac|merg)(?:es|ed)|(?<!\bthe )(?<!\ba )(?:consolidat|replac|merg)ing|deprecated|supersed(?:es|ed)"
    r"|in favou?r of)\b",
    re.IGNORECASE,
)
"""`The merging logic` is what a class does."""
_IS_OLD = re.compile(
    r"\b(?:deprecated|in favou?r of|(?:replaced|superseded) (?:by|with)|(?:consolidated|merged|moved) into)\b",
    re.IGNORECASE,
)
_STEMS = ("consolidat", "deprecat", "replac", "supersed", "merg", "migrat", "moved", "in favo")
"""In lower case, one of them stands in whatever the patterns of succession find."""
_BULLET = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")
_PARAMETER = re.compile(r"\s*(?::\w+\s|\*{0,2}\w+\s*\(.*\)\s*:)")
"""A line that describes a parameter: what is deprecated there is that."""
_NAMED = re.compile(rf"\b(?P<file>[a-z_]\w*)\.py\b|\b(?P<name>{_CLASS})\b(?!\.[A-Z])")
_OUT_OF = re.compile(rf"(\b[Uu]se\s+(?:{_CLASS}))\s+from\s+[\w.]+")
"""`Use CorpusMetadata from UnifiedCorpusAdmin`: what stands behind "from" is a place."""
_SENTENCE = re.compile(
    rf"\b(?P<old>{_CLASS})(?:\s(?:functionality|class|implementation|logic))?\s(?:has been|is|was)(?: now)?\s(?i:{_GONE})\b"
    rf"[\s,;:.-]*(?i:into|to|by|with|in favou?r of|use)\s(?:[a-z_]\w*\.)*(?P<new>{_CLASS})\b"
)
_MOST = 6
"""A name that more classes have says too little about which one is meant."""

Pair = tuple[ClassKey, ClassKey]
Said = tuple[str, Card, Card, bool]
"""Who says so, the old class, the new one, and whether that settles which of them stays."""
_SAYING = "a docstring in {} says"
_TAKERS = 2
"""Modules that import a class by another's name from which on that is no accident."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says about two classes: in words, and which of them is to stay, where the other is called deprecated.
    That a class means to consolidate others is no proof that anybody uses it."""

    text: str
    successor: ClassKey | None


@dataclass(frozen=True, slots=True)
class _Index:
    """Where to look for what a text names: (service, name) or (service, file stem) → cards."""

    by_name: Mapping[tuple[str, str], list[Card]]
    by_file: Mapping[tuple[str, str], list[Card]]


def declared(codebase: Codebase, cards: Mapping[ClassKey, Card]) -> Mapping[Pair, Statement]:
    """Smaller key first → what says so, and where; only classes of one service."""
    index = _index(cards)
    found: dict[Pair, Statement] = {}
    sayings = (_of_imports(codebase, index), _of_sentences(codebase, index), _of_docstrings(codebase, cards, index))
    for who, old, new, is_sure in chain.from_iterable(sayings):
        text = f"{who} that {new.name} takes the place of {old.name}"
        pair = min(old.key, new.key), max(old.key, new.key)
        found.setdefault(pair, Statement(text, new.key if is_sure else None))
    return found


def _of_imports(codebase: Codebase, index: _Index) -> Iterator[Said]:
    """Modules outside tests that take one class and call it by the name of another of its head word."""
    takers: dict[tuple[str, str, str], set[str]] = {}
    for path, module in codebase.modules.items():
        if module.zone in (Zone.PRODUCTION, Zone.TOOLING):
            for statement in module.outline.imports:
                for name, alias in statement.names:
                    if alias not in ("", name) and name[:1].isupper() and (module.service, alias) in index.by_name:
                        takers.setdefault((module.service, name, alias), set()).add(path)
    for (service, name, alias), paths in takers.items():
        olds, news = (index.by_name.get((service, each), []) for each in (alias, name))
        if len(paths) >= _TAKERS and len(news) == 1 and len(olds) <= _MOST:
            who = f"{len(paths)} modules import {name} as {alias}, which says"
            yield from (
                (who, old, news[0], True) for old in olds if _comparable(old, news[0]) and _is_renewed(old, news[0])
            )


def _is_renewed(old: Card, new: Card) -> bool:
    """One head word, and all that one name says said by the other: no other thing that goes by its name for once."""
    return old.head == new.head and (set(old.core) <= set(new.core) or set(new.core) <= set(old.core))


def _of_docstrings(codebase: Codebase, cards: Mapping[ClassKey, Card], index: _Index) -> Iterator[Said]:
    by_path: dict[str, list[Card]] = {}
    for card in cards.values():
        by_path.setdefault(card.key.path, []).append(card)
    for path, own in by_path.items():
        outline = codebase.modules[path].outline
        docs = {fact.scope: fact.docstring for fact in outline.classes}
        around = _succession(outline.docstring)
        named = _names(around)
        for card in own:
            said = _succession(docs.get(codebase.classes[card.key].scope, ""))
            tied = ((said, _meant(index, card, _names(said))), (around, _alike(index, card, named)))
            for text, others in (each for each in tied if each[0]):  # most say nothing
                is_old = _IS_OLD.search(text) is not None
                who = _SAYING.format(path)
                yield from ((who, card, other, True) if is_old else (who, other, card, False) for other in others)


def _of_sentences(codebase: Codebase, index: _Index) -> Iterator[Said]:
    for path, module in codebase.modules.items():
        said = module.outline.docstring
        for match in _SENTENCE.finditer(said) if _may_tell(said) else ():
            named = (index.by_name.get((module.service, match[group]), []) for group in ("old", "new"))
            old, new = (_nearest(path, found) for found in named)
            yield from ((_SAYING.format(path), a, b, True) for a, b in product(old, new) if _comparable(a, b))


def _nearest(path: str, named: list[Card]) -> list[Card]:
    """Of several classes of one name those of the text's own package, when there are any."""
    package = path.rpartition("/")[0]
    here = [card for card in named if card.key.path.startswith(f"{package}/")]
    return here or (named if len(named) <= _MOST else [])


def _index(cards: Mapping[ClassKey, Card]) -> _Index:
    by_name: dict[tuple[str, str], list[Card]] = {}
    by_file: dict[tuple[str, str], list[Card]] = {}
    for card in cards.values():
        by_name.setdefault((card.service, card.name), []).append(card)
        stem = card.key.path.rpartition("/")[2].removesuffix(".py")
        by_file.setdefault((card.service, stem), []).append(card)
    return _Index(by_name, by_file)


def _succession(docstring: str) -> str:
    """The lines that speak of succession, each with the list that follows it, parameters apart."""
    if not _may_tell(docstring) or _SAYS.search(docstring) is None:
        return ""
    kept: list[str] = []
    is_open = False
    for line in filterfalse(_PARAMETER.match, docstring.splitlines()):
        is_open = _SAYS.search(line) is not None or (is_open and _BULLET.match(line) is not None)
        if is_open:
            kept.append(line)
    return "\n".join(kept)


def _may_tell(docstring: str) -> bool:
    """Whether a text can speak of succession: few do, and patterns take longer to tell."""
    lower = docstring.lower()
    return any(stem in lower for stem in _STEMS)


def _names(text: str) -> list[tuple[str, str]]:
    """(file stem, "") or ("", class name) for everything that is named."""
    found = _NAMED.finditer(_OUT_OF.sub(r"\1", text)) if text else ()
    return [(match["file"] or "", match["name"] or "") for match in found]


def _meant(index: _Index, card: Card, names: list[tuple[str, str]]) -> Iterator[Card]:
    """Classes that the docstring of `card` names; of a file it names, those with a near name."""
    for stem, name in names:
        named = index.by_name.get((card.service, name), []) if name and name != card.name else []
        beside = [other for other in index.by_file.get((card.service, stem), []) if _are_near(card, other)]
        for other in (*named, *beside):
            if len(named) <= _MOST and _comparable(card, other):
                yield other


def _alike(index: _Index, card: Card, names: list[tuple[str, str]]) -> Iterator[Card]:
    """Of what a module's docstring names, the classes with the head word of `card`."""
    if any(name == card.name for _, name in names):
        yield from _meant(index, card, names)
        return
    yield from (other for other in _meant(index, card, names) if other.head == card.head)


def _are_near(card: Card, other: Card) -> bool:
    """One head word, and one more word in common: of a file that is named not every class is meant."""
    return card.head == other.head and (card.core == other.core or len({*card.core} & {*other.core}) > 1)


def _comparable(card: Card, other: Card) -> bool:
    return other.key.path != card.key.path and (other.kind, other.double) == (card.kind, card.double)
