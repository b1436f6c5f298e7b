"""What members to be carried over need and do not find: in: a Case and their names; out: attributes that only the old class sets,
names of its module, and modules that load the one of the class that stays, so that importing them there closes a cycle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archgraph.model.facts.bodies import Bodies
from archgraph.model.facts.reads import Reads
from archgraph.model.facts.uses import Uses
from archgraph.plan.breaks.breaking import Break, Broken
from archgraph.plan.evidence.case import Case, bare, listed
from archgraph.plan.evidence.doings import reached
from archgraph.plan.evidence.scene import Scene

_ANYBODYS = frozenset({"logger", "_logger", "log", "_log", "LOG", "LOGGER"})
"""What every module has of its own."""

Lines = Mapping[str, range]
"""Member → the lines of its definition."""


def not_found(case: Case, carried: tuple[str, ...]) -> Break | None:
    """What the carried members, and the private methods that they call, would miss."""
    if not carried:
        return None
    lines = _lines(case, carried)
    alone = list(_of_instances(case, lines))
    module, cycles = list[Broken](), list[Broken]()
    if lines and case.member.path != case.canonical.path:
        for member, name, line, path in _of_modules(case, lines):
            if path == case.member.path:
                module.append(Broken(member, path, line, f"needs {name} of this module"))
            else:
                text = f"needs {name} of {path}, which loads {case.canonical.path}: importing it there closes a cycle"
                cycles.append(Broken(member, case.member.path, line, text))
    places = (*alone, *module, *cycles)
    if not places:
        return None
    ways = [f"{_second(alone)}, which only this one sets"] if alone else []
    ways += [f"{_second(module)} of {case.member.path}"] if module else []
    ways += [f"{_second(cycles)}, whose module loads {case.canonical.path} (a cycle)"] if cycles else []
    members = list(dict.fromkeys(each.member for each in places))
    come = "comes" if len(members) == 1 else "come"
    return Break("carried", f"how {listed(members)}, once carried over, {come} by {', and by '.join(ways)}", places)


def _second(places: list[Broken]) -> str:
    """What is needed: the second word of each text, each once."""
    return listed(list(dict.fromkeys(each.text.split(" ", 2)[1] for each in places)))


def _lines(case: Case, carried: tuple[str, ...]) -> Lines:
    scene, key = case.scene, case.member
    functions, scopes = scene.functions(key), scene.codebase.modules[key.path].outline.scopes
    names = {*carried, *(name for name in reached(scene, key, carried) if name not in scene.functions(case.canonical))}
    inside = {name: scopes[functions[name].scope] for name in sorted(names) if name in functions}
    found = {name: range(scope.line, scope.end_line + 1) for name, scope in inside.items()}
    own = scene.codebase.classes[key].scope
    for fact in scene.codebase.facts.section(key.path, Bodies).attributes:
        if fact.scope == own and not fact.method and fact.name in names:
            found[fact.name] = range(fact.line, fact.line + 1)
    return found


def _of_instances(case: Case, lines: Lines) -> Iterator[Broken]:
    """Attributes that these read, and that neither they nor the class that stays sets."""
    scene, key = case.scene, case.member
    above = [each for each in (case.canonical, *scene.ancestors(case.canonical)) if each in scene.codebase.classes]
    if any("__getattr__" in scene.functions(each) for each in above):
        return
    there = frozenset(scene.cards[case.canonical].offers).union(*map(scene.held, above), *map(scene.functions, above))
    own = scene.held(key) - there - lines.keys()
    functions = scene.functions(key)
    scopes = {functions[name].scope: name for name in lines if name in functions}
    touches = scene.codebase.facts.section(key.path, Bodies).touches
    written = {each.attribute for each in touches if each.function in scopes and each.how == "write"}
    seen: set[str] = set()
    for touch in touches:
        name = touch.attribute
        if touch.function in scopes and touch.owner == "self" and name in own - written - seen:
            seen.add(name)
            yield Broken(
                scopes[touch.function], key.path, touch.line, f"needs {name} of instances, which only this one sets"
            )


def _of_modules(case: Case, lines: Lines) -> Iterator[tuple[str, str, int, str]]:
    """(member, name, line, path of what it means): names of the own module, and of those that load the other's."""
    scene, path, target = case.scene, case.member.path, case.canonical.path
    scopes = scene.codebase.modules[path].outline.scopes
    there, seen = _bound(scene, target), set[str]()
    first, last = min(each.start for each in lines.values()), max(each.stop for each in lines.values())
    for dotted, line, scope in _named(scene, path, range(first, last)):
        root = dotted.partition(".")[0]
        member = next((name for name, inside in lines.items() if line in inside), "")
        is_local = root in scopes[scope].parameters or root in ("self", "cls", bare(case.member), "")
        if not member or is_local or root in seen or root in there or root in _ANYBODYS:
            continue
        seen.add(root)
        home = _home(scene, path, root)
        closes = home and home != target and scene.loads.reaches(home, target) and not scene.loads.imports(target, home)
        if home == path or closes:
            yield member, root, line, home


def _named(scene: Scene, path: str, inside: range) -> list[tuple[str, int, int]]:
    """(dotted name, line, scope) of what a file calls, gives, reads and annotates with on these lines."""
    uses = scene.codebase.facts.section(path, Uses)
    calls = [call for call in uses.calls if call.line in inside]
    found = [(call.func, call.line, call.scope) for call in calls if call.func[:1] not in "(["]
    found += [(arg, call.line, call.scope) for call in calls for arg in call.args if isinstance(arg, str)]
    mentions = (each for each in uses.mentions if each.what == "annotate" and each.line in inside)
    found += [(each.name, each.line, each.scope) for each in mentions]
    reads = (each for each in scene.codebase.facts.section(path, Reads).reads if each.line in inside)
    found += [(each.name, each.line, each.scope) for each in reads]
    return sorted(found, key=lambda each: (each[1], each[0]))


def _bound(scene: Scene, path: str) -> frozenset[str]:
    """Names that have a meaning in a module."""
    outline = scene.codebase.modules[path].outline
    inside = {scope.name for scope in outline.scopes[1:] if not scope.parent}
    imported = {alias or name for each in outline.imports if not each.scope for name, alias in each.names}
    return frozenset(inside | imported | {bound.name for bound in outline.bindings if not bound.scope})


def _home(scene: Scene, path: str, name: str) -> str:
    """The file in which a name of a file is defined, "" where that is not known, or nothing of the code base."""
    outline, by_name = scene.codebase.modules[path].outline, scene.codebase.by_name
    if any(scope.name == name and not scope.parent for scope in outline.scopes[1:]):
        return path
    if any(bound.name == name and not bound.scope for bound in outline.bindings):
        return path
    target = scene.codebase.names.resolve(path, 0, name)
    if target.key is not None:
        return target.key.path if target.key in scene.codebase.classes else ""
    return by_name.get(target.name, "") or by_name.get(target.name.rpartition(".")[0], "")
