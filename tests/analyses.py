"""Analyses for tests: in: what matters to a test, out: an Analysis that is empty everywhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from archgraph.model.analysis import Analysis, Provenance
from archgraph.model.codebase import (
    Alias,
    Base,
    ClassKey,
    ClassRecord,
    Codebase,
    ImportEdge,
    Module,
    Origin,
    Section,
    Target,
)
from archgraph.model.consolidation import Candidate, Change, Decision, Difference, Effect, Family, Measure, Plan
from archgraph.model.expr import Expr
from archgraph.model.facts.outline import ImportKind, Outline, Status
from archgraph.model.facts.scopes import Scope, ScopeKind
from archgraph.model.results.duplicates import CloneMember, TestDuplicate
from archgraph.model.results.environment import EnvironmentAccess
from archgraph.model.results.events import EventSite
from archgraph.model.results.findings import Finding, Severity
from archgraph.model.results.imports import CycleEdge, ImportGraphResult, ModuleMetrics, PackageCycle, PackageMetrics
from archgraph.model.results.legacy import LegacyItem
from archgraph.model.results.members import Member
from archgraph.model.results.mro import Ancestor, Declared, Mro, MroConflict, MroStatus
from archgraph.model.results.registrations import Registration
from archgraph.model.results.roles import Profile, RoleRecord, Usage
from archgraph.model.results.strings import StringUse
from archgraph.model.settings import Settings
from archgraph.model.source import FileKind, Problem, Zone
from archgraph.model.stages import StageTime


class NoFacts:
    """A fact store without facts."""

    def section(self, path: str, kind: type[Section]) -> Section:
        return kind()

    def sections(
        self, kind: type[Section], of: Collection[str] | None = None, having: str = ""
    ) -> Iterator[tuple[str, Section]]:
        return iter(())


class NoNames:
    """Names that mean nothing."""

    def resolve(self, path: str, scope: int, expr: Expr, line: int | None = None) -> Target:
        return Target("unknown", "", Origin.UNRESOLVED)


def codebase(
    modules: tuple[Module, ...] = (), classes: tuple[ClassRecord, ...] = (), imports: tuple[ImportEdge, ...] = ()
) -> Codebase:
    return Codebase(
        files=(),
        modules={module.path: module for module in modules},
        by_name={module.module: module.path for module in modules},
        imports=imports,
        classes={record.key: record for record in classes},
        externals={},
        facts=NoFacts(),
        names=NoNames(),
        problems=(),
        notes=(),
    )


def empty(**changes: Any) -> Analysis:
    """An analysis of nothing, with these fields changed."""
    analysis = Analysis(
        root="/code/shop",
        name="shop",
        settings=Settings(today="2026-01-31", jobs=1),
        provenance=Provenance("0.1.0", "3.11.7", "3.12", "no environment found", ""),
        codebase=codebase(),
        graph=ImportGraphResult((), (), (), ()),
        mros={},
        conflicts=(),
        members=(),
        aliases=(),
        roles={},
        profiles=(),
        usages=(),
        clones=(),
        environment=(),
        legacy=(),
        strings=(),
        findings=(),
        problems=(),
        notes=(),
        times=(StageTime("extract", 1.5, 0.8),),
    )
    return msgspec.structs.replace(analysis, **changes)


def module(name: str, **changes: Any) -> Module:
    """A production module that parsed, in service `name`'s first part."""
    path = changes.pop("path", name.replace(".", "/") + ".py")
    scopes = changes.pop("scopes", (Scope(ScopeKind.MODULE, "", 0, 0, 1, 9, 1),))
    record = Module(
        module=name,
        path=path,
        root=".",
        service=name.partition(".")[0],
        kind=FileKind.SOURCE,
        zone=Zone.PRODUCTION,
        is_package=False,
        status=Status.PARSED,
        lines=9,
        error="",
        error_line=0,
        outline=Outline(Status.PARSED, 9, scopes=scopes),
    )
    return msgspec.structs.replace(record, **changes)


def class_(dotted: str, **changes: Any) -> ClassRecord:
    """A production class at line 1 of the module that its dotted name names."""
    home, _, name = dotted.rpartition(".")
    record = ClassRecord(
        class_=dotted,
        module=home,
        name=name,
        path=home.replace(".", "/") + ".py",
        line=1,
        end_line=20,
        last=True,
        live=True,
        bases=(),
        decorators=(),
        resolved=(),
        scope=1,
        service=home.partition(".")[0],
        zone=Zone.PRODUCTION,
    )
    return msgspec.structs.replace(record, **changes)


def mro(record: ClassRecord, *above: str, status: MroStatus = MroStatus.COMPLETE, reason: str = "") -> Mro:
    """The linearization of `record`: itself, then `above`, internal unless the name begins with `builtins.`."""
    own = Ancestor(record.class_, Origin.INTERNAL, record.key)
    rest = [Ancestor(name, Origin.STDLIB if name.startswith("builtins.") else Origin.INTERNAL, None) for name in above]
    return Mro(record.key, status, reason, (own, *rest))


def profile(record: ClassRecord, role: str = "manager", **changes: Any) -> Profile:
    """A plain profile of `record`."""
    made = Profile(
        key=record.key,
        role=role,
        evidence=(f"the name ends with {role}",),
        zone=record.zone,
        double=False,
        service=record.service,
        domain="order",
        lines=20,
        public_methods=("open", "close"),
        async_methods=("open",),
        state=("_orders",),
        locks=(),
        mutable_class_state=(),
        lifetime="process",
        subclasses=(),
        instances=(),
        importers_production=3,
        importers_test=1,
        instantiations_production=1,
        instantiations_test=2,
        family="order",
        action="",
    )
    return msgspec.structs.replace(made, **changes)


def shop(name: str = "OrderManager") -> Analysis:
    """A small shop with one row or more in every table. `name` stands wherever analysed code can put text."""
    base, manager = class_("shop.base.Manager"), class_(f"shop.orders.{name}", bases=("Manager",), decorators=(name,))
    manager = msgspec.structs.replace(manager, resolved=(Base(0, base.class_, Origin.INTERNAL, base.key),))
    registry = class_("shop.tools.ToolRegistry", line=4)
    twisted = class_("shop.tools.Twisted", line=30, bases=("A", "B"))
    test_path = "tests/test_orders.py"
    modules = (
        module("shop.base", scopes=_scopes("Manager", "open")),
        module(
            "shop.orders",
            status=Status.RECOVERED,
            error=f"invalid syntax {name}",
            error_line=7,
            scopes=_scopes(name, "open", "close"),
        ),
        module("shop.tools", scopes=_scopes("ToolRegistry", "register")),
        module("tests.test_orders", path=test_path, zone=Zone.TEST, kind=FileKind.TEST),
    )
    imports = (
        ImportEdge("shop.orders", "shop.base", 1, ImportKind.RUNTIME, Origin.INTERNAL, ("Manager",), "shop/orders.py"),
        ImportEdge(
            "shop.orders", f"shop.lost.{name}", 2, ImportKind.LAZY, Origin.UNRESOLVED, (name,), "shop/orders.py"
        ),
        ImportEdge("shop.base", "shop.orders", 3, ImportKind.RUNTIME, Origin.INTERNAL, (), "shop/base.py"),
    )
    keys = base.key, manager.key, registry.key
    mros = {
        base.key: mro(base, "builtins.object"),
        manager.key: mro(manager, "shop.base.Manager", "builtins.object"),
        registry.key: mro(
            registry, "elsewhere.Base", status=MroStatus.PARTIAL, reason="elsewhere.Base is not installed"
        ),
        twisted.key: mro(twisted, "shop.A", "shop.B", status=MroStatus.INCONSISTENT, reason="A and B contradict"),
    }
    return empty(
        codebase=codebase(modules, (base, manager, registry, twisted), imports),
        graph=_graph(),
        mros=mros,
        conflicts=(_conflict(twisted.key),),
        members=_members(manager.key, name),
        aliases=(Alias("shop.api.OM", manager.class_, manager.path, "import_as", 2, "shop/api.py", 3, 4),),
        roles={
            key: RoleRecord(key, ("registry",) if key is registry.key else ("manager",), False, (name,), 0.9)
            for key in keys
        },
        profiles=(
            profile(base, family=""),
            profile(
                manager,
                evidence=(name, "its base is a Manager"),
                state=(name,),
                family=name,
                instances=("shop.orders.orders",),
            ),
            profile(registry, "registry", domain="tool", family="tool", locks=("threading.Lock _lock",)),
        ),
        usages=(
            Usage(manager.class_, "import", name, "shop/api.py", 3, Zone.PRODUCTION, True),
            Usage(manager.class_, "instantiate", "test_open", test_path, 8, Zone.TEST, False),
        ),
        clones=(
            CloneMember("c1", "function", 2, "shop.orders.total", "shop/orders.py", 30, 39, 1.0),
            CloneMember("c1", "function", 2, f"shop.tools.{name}", "shop/tools.py", 50, 59, 0.93),
        ),
        environment=(
            EnvironmentAccess(
                "shop/orders.py",
                9,
                "getenv",
                "read",
                name,
                "=1+1",
                Zone.PRODUCTION,
                "direct",
                "os.getenv",
                name,
                "shop",
                False,
            ),
        ),
        legacy=(
            LegacyItem("file", name, "shop/orders_old.py", 1, "shop/orders.py", "", None, Zone.PRODUCTION),
            LegacyItem("sunset", "remove", "shop/orders.py", 5, "", "2025-12-31", 2, Zone.PRODUCTION),
        ),
        strings=(
            StringUse(name, "message", (("shop/orders.py", 4),)),
            StringUse("=cmd()", "message", (("shop/orders.py", 5),)),
        ),
        events=(
            EventSite("order_paid", "emit", Zone.PRODUCTION, "shop/orders.py", 5, name, name, None, True, "shop"),
            EventSite("order_paid", "name", Zone.TEST, test_path, 5, name, "", None, None, ""),
        ),
        registrations=(
            Registration(
                registry.class_, "register", "register", name, name, "raise", Zone.TEST, test_path, 6, name, base.class_
            ),
        ),
        test_duplicates=(
            TestDuplicate(name, test_path, 9, manager.class_, manager.path, 1, 0.75, "class", False, "name"),
        ),
        findings=(_finding(name), _finding(name, rule="phantom-import", team="legacy", severity=Severity.ERROR)),
        problems=(
            Problem("shop/orders.py", 7, "extract", f"invalid syntax {name}"),
            Problem("shop/empty.py", None, "read", "-"),
        ),
        notes=(f"The folder {name} was left out.",),
        plan=_plan(manager, base, name),
    )


def _plan(manager: ClassRecord, base: ClassRecord, name: str) -> Plan:
    """One candidate: the manager is to be merged into the base."""
    kept = Decision("p-1", "KEEP", base.class_, base.key, "the one to keep", (), 3, 0, 0.8, 0, "", "")
    merged = msgspec.structs.replace(
        kept, action="CONSOLIDATE", key=manager.key, unique_members=(name,), lines_saved=12, wave=1, undo="restore it"
    )
    return Plan(
        families=(Family("order manager", (base.key, manager.key), ()),),
        candidates=(
            Candidate(
                "p-1", "order manager", "shop", base.key, (kept, merged), ("5 points",), ("shop/orders.py",), (), 1
            ),
        ),
        differences=(
            Difference(
                "order manager",
                "open",
                manager.class_,
                base.class_,
                "async",
                manager.path,
                4,
                "async in one, sync here",
            ),
        ),
        changes=(Change("p-1", 1, "import", "shop/api.py", 3, manager.class_, base.class_),),
        effects=(Effect("p-1", "cycle", "shop/api.py would import shop/base.py, which reaches it"),),
        measures=(Measure("managers", 2, 1),),
        waves=1,
        least_waves=1,
    )


def _scopes(name: str, *methods: str) -> tuple[Scope, ...]:
    top = Scope(ScopeKind.MODULE, "", 0, 0, 1, 99, 1)
    return (
        top,
        Scope(ScopeKind.CLASS, name, 0, 0, 1, 20, 1),
        *(Scope(ScopeKind.FUNCTION, m, 1, 0, 2, 3, 2) for m in methods),
    )


def _graph() -> ImportGraphResult:
    edges = (
        ("shop.base", "shop.orders", "shop/base.py", 3, True),
        ("shop.orders", "shop.base", "shop/orders.py", 1, False),
    )
    return ImportGraphResult(
        modules=(
            ModuleMetrics("shop.base", "shop/base.py", 0, 1, 1, 0.5, 1 / 3),
            ModuleMetrics("shop.orders", "shop/orders.py", 0, 1, 1, 0.5, 1 / 3),
            ModuleMetrics("shop.tools", "shop/tools.py", 0, 0, 0, None, 1 / 3),
        ),
        packages=(PackageMetrics("shop", "shop", 3, 27, 4, 0, 0, None, 0.0, None),),
        cycles=tuple(CycleEdge("k1", 2, a, b, path, line, cut, False) for a, b, path, line, cut in edges),
        package_cycles=(PackageCycle("shop", ("shop.a", "shop.b"), (("shop.a.x", "shop.b.y"),)),),
    )


def _conflict(key: ClassKey) -> MroConflict:
    first = Declared("shop.A", "shop.B", "shop.tools.Twisted", "shop/tools.py", 30)
    second = Declared("shop.B", "shop.A", "shop.tools.Other", "shop/tools.py", 12)
    return MroConflict(key, (first, second), "write the bases as (B, A)")


def _members(key: ClassKey, name: str) -> tuple[Member, ...]:
    return (
        Member(
            key,
            "close",
            "method",
            key.class_,
            key.path,
            8,
            "shop.base.Manager",
            False,
            f"drops the parameter {name}",
            1,
        ),
        Member(key, name, "attribute", key.class_, key.path, 3, "", None, "", 1),
        Member(key, "open", "async_method", "shop.base.Manager", "shop/base.py", 2, "", None, "", 1),
        Member(key, "builtins.object", "external", "builtins.object", "", None, "", None, "", 27),
    )


def _finding(name: str, **changes: Any) -> Finding:
    made = Finding(
        id="manager-dead:shop.orders",
        rule="manager-dead",
        severity=Severity.WARNING,
        path="shop/orders.py",
        line=1,
        end_line=20,
        symbol=f"shop.orders.{name}",
        message=f"{name} is used by nobody",
        evidence=name,
        confidence=0.8,
        fix="delete it",
        service="shop",
        team="managers",
        suppressed_by="",
    )
    return msgspec.structs.replace(made, **changes)
