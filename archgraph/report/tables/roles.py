"""Tables of classes with a role: managers, registries, aliases, usages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archgraph.model.analysis import Analysis
from archgraph.model.results.mro import Mro
from archgraph.model.results.roles import Profile
from archgraph.report.cells import Cell, listed
from archgraph.report.table import CLASS_KEY, Column, ColumnType, Table, integer, text, texts, yes_no


def _of_role(role: str) -> Callable[[Analysis], Iterator[tuple[Cell, ...]]]:
    def rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
        profiles = [profile for profile in analysis.profiles if profile.role == role]
        names = {profile.key.class_ for profile in profiles}
        for profile in profiles:
            mro = analysis.mros.get(profile.key)
            yield (*_identity(profile), *_contents(profile), *_use(profile), *_order(mro), *_place(profile, mro, names))

    return rows


def _identity(profile: Profile) -> tuple[Cell, ...]:
    kind = (profile.zone, int(profile.double), profile.service, profile.domain)
    return (*profile.key, listed(profile.evidence), *kind)


def _contents(profile: Profile) -> tuple[Cell, ...]:
    methods = (profile.lines, listed(profile.public_methods), listed(profile.async_methods))
    return (
        *methods,
        listed(profile.state),
        listed(profile.locks),
        listed(profile.mutable_class_state),
        profile.lifetime,
    )


def _use(profile: Profile) -> tuple[Cell, ...]:
    importers = (profile.importers_production, profile.importers_test)
    instantiations = (profile.instantiations_production, profile.instantiations_test)
    return (listed(profile.subclasses), listed(profile.instances), *importers, *instantiations)


def _order(mro: Mro | None) -> tuple[Cell, ...]:
    if mro is None:
        return ("", "", "")
    return (" > ".join(ancestor.name for ancestor in mro.ancestors), mro.status, mro.reason)


def _place(profile: Profile, mro: Mro | None, same_role: set[str]) -> tuple[Cell, ...]:
    above = mro.ancestors[1:] if mro else ()
    root = not any(ancestor.name in same_role for ancestor in above)
    return (profile.family, profile.action, int(root))


def _aliases(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for alias in analysis.aliases:
        place = (alias.path, alias.line, alias.importers)
        yield (alias.name, alias.class_, alias.class_path, alias.how, alias.hops, *place)


def _usages(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    for usage in analysis.usages:
        place = (usage.path, usage.line, usage.zone, int(usage.via_alias))
        yield (usage.target, usage.what, usage.symbol, *place)


def _count(role: str) -> Callable[[Analysis], int]:
    return lambda analysis: sum(profile.role == role for profile in analysis.profiles)


_PROFILE_COLUMNS = (
    *CLASS_KEY,
    Column("evidence", ColumnType.LIST, "why the class has the role, in sentences"),
    text("zone", "production, test, testinfra or tooling; the totals count production"),
    yes_no("double", "1: a mock, fake or stub; the totals count 0"),
    text("service", "top-level package, or as configured"),
    text("domain", "what it is about: the words of its name without the role"),
    integer("lines", "lines of the class statement"),
    texts("public_methods", "public methods that it defines"),
    texts("async_methods", "those of its methods that are async"),
    texts("state", "attributes that its instances get"),
    texts("locks", "locks that it holds, with their kind"),
    texts("mutable_class_state", "mutable values shared by all instances"),
    text("lifetime", "process, user, request or unknown: how long an instance lives"),
    texts("subclasses", "classes of the code base that have it as a base"),
    texts("instances", "instances at module level, by dotted name"),
    integer(
        "importers_production",
        "production modules that import it or one of its instances, or use it through its module; aliases count",
    ),
    integer("importers_test", "test modules that do"),
    integer("instantiations_production", "places in production that make an instance"),
    integer("instantiations_test", "places in tests that do"),
    text("mro", "its MRO, joined by ` > `"),
    text("mro_status", "complete, partial, inconsistent or cyclic"),
    text("mro_reason", "why the MRO is not complete"),
    text("family", "the group of classes for the same job that it belongs to"),
    text("action", "what the facts suggest"),
    yes_no("root", "1: no other class of this table is among its ancestors"),
)


def _profiles(name: str, role: str, meaning: str) -> Table:
    return Table(name, meaning, ("class", "path", "line"), _PROFILE_COLUMNS, _of_role(role), _count(role))


MANAGERS = _profiles("managers", "manager", "Every class with the role manager, doubles and tests included.")
REGISTRIES = _profiles("registries", "registry", "Every class with the role registry, doubles and tests included.")

ALIASES = Table(
    "aliases",
    "The other names of every class with a role.",
    ("class", "class_path", "name", "path", "line"),
    (
        text("name", "the other name, dotted"),
        text("class", "the class that it means"),
        text("class_path", "file of the class"),
        text("how", "import_as, assignment, re_export, instance (at module level) or call (a class made by one)"),
        integer("hops", "steps from the name to the class"),
        text("path", "file that makes the name"),
        integer("line", "line that makes it"),
        integer("importers", "modules that take the class by this name"),
    ),
    _aliases,
    lambda analysis: len(analysis.aliases),
)

USAGES = Table(
    "usages",
    "Every place where a class with a role is used.",
    ("target", "path", "line"),
    (
        text("target", "the class, dotted"),
        text("what", "import, subclass, instantiate, call, register, annotate or patch"),
        text("symbol", "the class or function around the place; empty at module level"),
        text("path", "file of the place"),
        integer("line", "its line"),
        text("zone", "production, test, testinfra or tooling"),
        yes_no("via_alias", "1: by another name than the class's own"),
    ),
    _usages,
    lambda analysis: len(analysis.usages),
)
