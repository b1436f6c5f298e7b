"""Classes that others count on apart: in: a Case; out: what speaks against making them one, if names, bases and tables say it.

Tables of a database, answers of two APIs, one thing and several of it, what is there to be inherited from, classes that have no
word of their names in common. Where such classes are one text that was copied, a common base takes the text.
"""

from __future__ import annotations

import re

from archgraph.plan.evidence.case import KEEP, UNDECIDED, Case, Judgement, bare
from archgraph.plan.evidence.lifetimes import words_of

_VERSION = frozenset(f"v{number}" for number in range(1, 20))
_EXAMPLE = re.compile(r"examples?|tutorials?|samples?")
_TO_INHERIT = frozenset({"mixin", "base", "abstract"})
_MUCH = 40
"""Lines that a base would hold from which on it is worth its place where nothing else ties the two."""
_ALTERNATIVES = 5
"""Classes directly below one base of the code base from which on each is one of its alternatives."""


def _tables(case: Case) -> Judgement | None:
    """Rows of two tables: whoever makes one class of them moves the data of a running system."""
    names = [_table(case, index) for index in (0, 1)]
    if not all(names) or names[0] == names[1] or case.kin.declared:
        return None
    text = f"rows of two tables ({names[0]} and {names[1]})"
    if case.is_worth_a_base and case.common.lines >= _MUCH:
        return case.base(f"and they are {text}: give both one base without a table that has it")
    return Judgement(UNDECIDED, text, 0.5, "whether the data of both is to be in one table, and who moves it")


def _table(case: Case, index: int) -> str:
    """The name of the table that the body of the member (0) or the canonical (1) gives, with its schema."""
    key = (case.member, case.canonical)[index]
    value = case.scene.constants(key).get("__tablename__")
    return value if isinstance(value, str) else ""


def _apis(case: Case) -> Judgement | None:
    """What two APIs send and take is promised to others by each, and changes with each apart."""
    here, there = (key.path.removesuffix(".py").split("/")[:-1] for key in (case.member, case.canonical))
    mine, other = (
        {part for part in parts if _is_api(part)} - {part for part in others if _is_api(part)}
        for parts, others in ((here, there), (there, here))
    )
    if case.cards[0].kind not in ("data", "settings") or not mine or not other or case.kin.declared:
        return None
    reason = (
        f"it is what {min(mine)} promises, and {case.name} what {min(other)} does: each API changes for its own callers"
    )
    return Judgement(KEEP, reason, 0.7)


def _is_api(folder: str) -> bool:
    words = folder.lower().replace("-", "_").split("_")
    return folder.lower() in _VERSION or ("api" in words and len(words) > 1)


def _examples(case: Case) -> Judgement | None:
    """Two examples show two things, or two steps: nobody uses them, and readers do."""
    if not all(_is_example(case, index) for index in (0, 1)) or case.kin.declared:
        return None
    return Judgement(KEEP, f"an example beside another ({case.name}): it is there to be read", 0.7)


def _is_example(case: Case, index: int) -> bool:
    key = (case.member, case.canonical)[index]
    parts = (word for part in key.path.lower().split("/")[:-1] for word in part.split("_"))
    return any(_EXAMPLE.fullmatch(word) for word in (*parts, *words_of(bare(key))[:1]))


def _one_and_many(case: Case) -> Judgement | None:
    """`FileField` and `FilesField` in one module: for one, and for several of them."""
    mine, other = (words_of(bare(key)) for key in (case.member, case.canonical))
    is_plural = len(mine) == len(other) and mine != other and case.is_namesake
    told = [pair for pair in zip(mine, other, strict=False) if pair[0] != pair[1]]
    is_plural = is_plural and all(a + "s" == b or b + "s" == a for a, b in told)
    if not is_plural or case.member.path != case.canonical.path or case.kin.declared or not case.are_both_used:
        return None
    if case.is_worth_a_base:
        return case.base("and one is for one thing, the other for several: give both one base that has it")
    return Judgement(KEEP, f"one is for one thing, the other for several ({case.name}), and both are in use", 0.7)


def _strangers(case: Case) -> Judgement | None:
    """Code that was copied into a class of another name is worth a base, and makes no duplicate of it."""
    mine, other = case.cards
    if not mine.core or set(mine.core) & set(other.core) or case.kin.declared or not case.are_both_used:
        return None
    if case.is_worth_a_base and case.common.lines >= _MUCH:
        return case.base("and no word of their names is common: give both one base that has it")
    reason = f"it has code in common with {case.name}, and no word of its name: what each is for is another thing"
    return Judgement(UNDECIDED, reason, 0.5, "whether the code that both have can be a function or a base")


def _to_inherit_from(case: Case) -> Judgement | None:
    """A mixin or base beside a class that could inherit from it: nobody makes an instance of the one."""
    kinds = [frozenset(words_of(bare(key))) & _TO_INHERIT for key in (case.member, case.canonical)]
    below = [case.scene.standings[key].subclasses for key in (case.member, case.canonical)]
    if case.cards[0].kind != "class" or bool(kinds[0]) == bool(kinds[1]) or case.kin.declared:
        return None
    top = 0 if kinds[0] else 1
    if not below[top] or below[1 - top]:
        return None
    base, other = (bare(key) for key in ((case.member, case.canonical) if top == 0 else (case.canonical, case.member)))
    reason = f"{base} is there to be inherited from, and {other} is none of those that do"
    return Judgement(UNDECIDED, reason, 0.5, f"whether {other} can inherit from {base}")


def _alternatives(case: Case) -> Judgement | None:
    """Of many classes right below one base each is one of its kinds, chosen where it is registered: so are two of one name."""
    is_told = case.kin.declared or case.is_whole_copy
    if case.cards[0].kind != "class" or is_told or (case.is_namesake and not case.are_modules_in_use):
        return None
    scene = case.scene
    common = scene.direct_bases(case.member) & scene.direct_bases(case.canonical)
    least = _ALTERNATIVES if case.is_namesake else 0
    many = sorted(bare(base) for base in common if len(scene.below(base)) >= least)
    if not many:
        return None
    if case.is_worth_a_base and not _is_left_alone(case):
        return case.base(f"and both are a {many[0]}: what they share belongs into a base", "which base is to have it")
    return Judgement(KEEP, f"both are a {many[0]}, each in a way of its own ({case.name})", 0.6)


def _is_left_alone(case: Case) -> bool:
    """Whether the one is in use, and nothing even imports the module of the other: no base is worth that."""
    scene = case.scene
    dead = [not scene.is_in_use(key) and key.path not in scene.imported_paths for key in (case.member, case.canonical)]
    return dead[0] != dead[1]


SEPARATE = (_examples, _tables, _apis, _one_and_many, _to_inherit_from, _alternatives, _strangers)
"""In this order; the first that has an answer gives it."""
