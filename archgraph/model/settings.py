"""What a run is told: the configuration and the command line, checked and frozen."""

from __future__ import annotations

from archgraph.model.source import Row


class PathRule(Row, frozen=True):
    """Paths that match `pattern` (glob, `/`-separated, relative to PATH) have `value` (a zone, a service)."""

    pattern: str
    value: str


class RoleRule(Row, frozen=True):
    """A role that users add: a class has it when its name, a base or a decorator matches one of the patterns."""

    role: str
    names: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()


class AcceptRule(Row, frozen=True):
    """An agreed exception: `members` (dotted names or globs) are not reported, for a reason, maybe until a date."""

    members: tuple[str, ...]
    reason: str
    until: str = ""
    rules: tuple[str, ...] = ()


class Team(Row, frozen=True):
    """Who acts: a report of its own, with the rules it answers for."""

    name: str
    title: str
    rules: tuple[str, ...]


class MroThresholds(Row, frozen=True):
    """From where on inheritance is reported: more ancestors than `depth`, more bases than `parents` (`parents_high`: worse),
    more shadowing methods than `shadows`, a higher score (0 to 100) than `score` (`score_high`: worse)."""

    depth: int = 5
    parents: int = 3
    parents_high: int = 4
    shadows: int = 5
    score: float = 70.0
    score_high: float = 85.0


class LayersRule(Row, frozen=True):
    """Layers, the highest first: a module may import what stands below its layer and nothing above (import-linter's contract).

    An entry may name several: "a | b" must not import each other, "a : b" may; "(a)" may be missing. `containers`: packages
    that are each layered so. `exhaustive`: each module directly in a container must be in a layer.
    """

    name: str
    layers: tuple[str, ...]
    containers: tuple[str, ...] = ()
    ignore_imports: tuple[str, ...] = ()
    """"a.b -> c.d"; `*` stands for one part of a name, `**` for any number."""
    exhaustive: bool = False
    exhaustive_ignores: tuple[str, ...] = ()
    exclude_type_checking: bool = False


class ForbiddenRule(Row, frozen=True):
    """Modules that must not import others, not even by way of third ones unless `allow_indirect` (import-linter's contract).
    A module stands for the package of its name, too."""

    name: str
    source_modules: tuple[str, ...]
    forbidden_modules: tuple[str, ...]
    ignore_imports: tuple[str, ...] = ()
    allow_indirect: bool = False
    exclude_type_checking: bool = False


class CriticalValue(Row, frozen=True):
    """A named value on which the system depends: an environment variable or a setting.

    `values`: what may stand for it as default or constant, as texts or globs; none: anything. `forbidden`: what must not.
    `required`: services, modules or path globs in each of which the name must stand; none: anywhere in production.
    """

    name: str
    values: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    reason: str = ""
    environments: tuple[str, ...] = ()
    """Where it is needed (local, staging, production, ...); none: everywhere."""


class Limits(Row, frozen=True):
    """How long files and functions may be, in lines, docstrings of functions left out; 0: as long as they like. Where
    `test_file` and `test_function` are 0, tests have no limit. `suffixes`: ends of file names that say "another version"."""

    file: int = 0
    function: int = 0
    test_file: int = 0
    test_function: int = 0
    suffixes: tuple[str, ...] = ("_enhanced", "_fixed", "_backup", "_old", "_new", "_temp", "_copy")


DEFAULT_TEAMS = (
    Team("environment", "Team 1: environment access", ("environment-*",)),
    Team("managers", "Team 2: Managers", ("manager-*", "misnamed-role", "mro-*")),
    Team("registries", "Team 3: Registries and events", ("registry-*", "event-*", "race-*", "leak-*")),
    Team("tests", "Team 4: tests", ("test-*",)),
    Team("legacy", "Team 5: legacy", ("legacy-*", "sunset-*")),
)


class Settings(Row, frozen=True):
    """All settings of a run; the defaults are those of an empty configuration."""

    name: str = ""
    """What the reports call the code base; "" is the name of PATH's folder."""
    source_roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    services: tuple[PathRule, ...] = ()
    zones: tuple[PathRule, ...] = ()
    roles: tuple[RoleRule, ...] = ()
    accept: tuple[AcceptRule, ...] = ()
    teams: tuple[Team, ...] = DEFAULT_TEAMS
    environment_allowed: tuple[str, ...] = ()
    """Modules, classes or path globs that may touch the environment: the single source of truth."""
    targets: tuple[tuple[str, str], ...] = ()
    python: str = ""
    """Interpreter or environment folder of the analysed code, as given; "" when not named."""
    python_version: str = ""
    """`3.12`: decides version branches; "" when not configured."""
    platform: str = ""
    """`linux`, `win32`, `darwin`: decides platform branches; "" is the running one."""
    max_file_bytes: int = 8_000_000
    """Larger files are not read (a row in errors.csv, status failed)."""
    jobs: int = 0
    """Worker processes; 0 is the number of usable processors."""
    cache_dir: str = ""
    use_cache: bool = True
    today: str = ""
    """ISO date; "" is the current one."""
    picture_nodes: int = 60
    """Most nodes in a picture before it is squashed."""
    layout_seconds: float = 20.0
    mro: MroThresholds = MroThresholds()
    events: tuple[str, ...] = ()
    """Names of events to follow; none: those that are found."""
    events_canonical: tuple[str, ...] = ()
    """Modules, classes, functions or path globs through which events are to be emitted; none: anywhere."""
    select: tuple[str, ...] = ()
    """Names or globs of the rules that `check` counts; none: all."""
    ignore: tuple[str, ...] = ()
    """Names or globs of rules that it does not count."""
    before: str = ""
    """The summary.json of an earlier state, that targets like "-50 %" and the scorecard refer to."""
    history: tuple[str, ...] = ()
    """More of them, files or globs: the burn-down of old code is drawn through them."""
    history_commits: int = 0
    """Of how many earlier days the last commit is read for the burn-down, where PATH is in a git repository."""
    layers: tuple[LayersRule, ...] = ()
    forbidden: tuple[ForbiddenRule, ...] = ()
    critical: tuple[CriticalValue, ...] = ()
    limits: Limits = Limits()
