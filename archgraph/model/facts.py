"""What one file says: raw facts, valid for the bytes of that file alone; nothing here knows another file.

A file's facts come in sections that are stored and decoded apart: `Outline` (imports, scopes, classes, bindings:
all that names and graphs need) is read in every run; the others only where an analysis asks for them.

Lines are 1-based and refer to the file (for a notebook: to the text made of its code cells). `scope` is an index into
`Outline.scopes`; 0 is the module. `branch` is an index into `Outline.branches`; 0 means unconditional.
"""

from __future__ import annotations

from enum import StrEnum

from archgraph.model.expr import Expr, Record


class Status(StrEnum):
    """How a file was read."""

    PARSED = "parsed"
    RECOVERED = "recovered"
    FAILED = "failed"


class ImportKind(StrEnum):
    """When an import statement is executed."""

    RUNTIME = "runtime"
    TYPE_CHECKING = "type_checking"
    LAZY = "lazy"
    GUARDED = "guarded"


class ScopeKind(StrEnum):
    """What opens a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


class BranchKind(StrEnum):
    """Why a statement may not be executed, or not exactly once."""

    NONE = "none"
    IF = "if"
    ELSE = "else"
    TRY = "try"
    EXCEPT = "except"
    TRY_ELSE = "try_else"
    FINALLY = "finally"
    LOOP = "loop"
    WITH = "with"
    CASE = "case"


class BindingKind(StrEnum):
    """How a name gets its value; imports, classes and functions bind too but have records of their own."""

    ASSIGN = "assign"
    ANNOTATE = "annotate"
    AUGMENT = "augment"
    TARGET = "target"
    DELETE = "delete"
    TYPE_ALIAS = "type_alias"
    GLOBAL = "global"


# --------------------------------------------------------------------------------------------------- outline


class Branch(Record, frozen=True):
    """One arm of a compound statement, kept when some fact of the outline stands in it. Arms of one statement share `group`;
    arms end where a class or function begins, whose own arm is the `branch` of its scope. Index 0 stands for no branch.

    `test`: the condition of an IF (an ELSE carries the same test, to be negated), the exception types of an EXCEPT
    (a dotted name or a tuple; Opaque("bare") for a bare except), the context expression of a WITH, else "".
    """

    kind: BranchKind
    parent: int
    group: int
    test: Expr
    line: int
    end_line: int


class Scope(Record, frozen=True):
    """A module, class or function body. Scope 0 is the module (name "", parent 0); the rest are in source order.

    `line` is that of the `class`/`def` keyword, `start_line` that of the first decorator. `branch` is where the
    statement stands in its parent. A class or function binds `name` in `parent` at `line` (0 when declared `global`).
    """

    kind: ScopeKind
    name: str
    parent: int
    branch: int
    line: int
    end_line: int
    start_line: int
    is_async: bool = False
    parameters: tuple[str, ...] = ()
    """Of a function, in order and starred as written: ("self", "a", "*", "key", "**rest"); "*" alone and "/" are kept."""
    defaults: tuple[tuple[str, Expr], ...] = ()
    """(parameter, default) where the default is a dotted name, a literal or a tuple of such."""


class Import(Record, frozen=True):
    """One import statement. `module` is as written without dots ("" for `from . import x`), `level` counts the dots.

    `names`: for `import a.b as c, d` pairs ("a.b", "c"), ("d", ""), with `module` "" and `plain` true;
    for `from m import x as y` ("x", "y"); a star import has the pair ("*", "").
    """

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    plain: bool
    kind: ImportKind
    line: int
    scope: int
    branch: int


class ClassFact(Record, frozen=True):
    """A class statement; the scope record of index `scope` has its name, place and lines."""

    scope: int
    bases: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...] = ()
    decorators: tuple[Expr, ...] = ()
    type_params: tuple[str, ...] = ()
    docstring: str = ""


class Binding(Record, frozen=True):
    """`name` gets `value` in `scope`. Kept for module and class scopes, and for function scopes where the value is a
    dotted name or a call of one (`Base = make(A)`, `manager = AgentManager()`).

    In functions that make classes or stand for names (`__new__`, `__mro_entries__`, `__getattr__`, `__class_getitem__`, any
    with a class statement in it, a `return type(name, bases, ...)` or a parameter named `bases`, `base` or `meta...`) every
    assignment is kept, whatever its value; in every function the re-binding of a parameter, and of the attributes of names
    those that are capitalized as classes are (`self.Model = make(A)`, its name dotted). At module and class level a dotted
    target keeps its dotted name (`Outer.Inner = X`), `sys.modules[__name__] = x` has the name "sys.modules[__name__]", and
    `name.append(v)`, `name.extend(v)`, `name.insert(i, v)`, `name.remove(v)` are AUGMENT with the Call as value
    (`__all__.extend(sub.__all__)`).
    `a, b = x, y` gives each name its own value. In an AUGMENT by operator (`+=`) `value` is the right side.
    """

    name: str
    kind: BindingKind
    value: Expr
    line: int
    scope: int
    branch: int
    annotation: str = ""


class Return(Record, frozen=True):
    """`return value`: the first 4 per function of values that are no plain literal; none of a function that returns neither a
    dotted name nor a call of one nor a choice. Of the functions that make classes or stand for names (see `Binding`) all,
    literals too, up to 16."""

    scope: int
    value: Expr
    line: int
    branch: int


class Raise(Record, frozen=True):
    """A `raise` outside functions, or the only statement of one: ends the branch it stands in. `exception` is dotted, maybe
    ""."""

    exception: str
    line: int
    scope: int
    branch: int


class Outline(Record, frozen=True):
    """What every run needs of a file: its status, imports, scopes, classes and bindings. One with `unread` functions is a
    skeleton: enough for imports and, nearly always, for classes."""

    status: Status
    lines: int
    error: str = ""
    error_line: int = 0
    docstring: str = ""
    imports: tuple[Import, ...] = ()
    branches: tuple[Branch, ...] = ()
    scopes: tuple[Scope, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    bindings: tuple[Binding, ...] = ()
    returns: tuple[Return, ...] = ()
    raises: tuple[Raise, ...] = ()
    suppressions: tuple[tuple[int, str, str], ...] = ()
    """(line, rule names joined by ",", reason) of `# archgraph: ignore[...]` comments."""
    unread: tuple[int, ...] = ()
    """Scopes of functions of which only name, place and decorators were read: parameters, and bindings, returns and raises in
    them are not known, nor whether they are sound; nothing else is in them that an outline holds."""


# ---------------------------------------------------------------------------------------------------- bodies


class ParameterKind(StrEnum):
    """How an argument may be passed (the words of `inspect`)."""

    POSITIONAL_ONLY = "positional_only"
    NORMAL = "normal"
    VAR_POSITIONAL = "var_positional"
    KEYWORD_ONLY = "keyword_only"
    VAR_KEYWORD = "var_keyword"


class Parameter(Record, frozen=True):
    """One parameter; `default` and `annotation` are source text, "" when absent."""

    name: str
    kind: ParameterKind
    default: str = ""
    annotation: str = ""


class FunctionFact(Record, frozen=True):
    """A function or method: signature and what its body does, nested functions excluded."""

    scope: int
    parameters: tuple[Parameter, ...]
    returns: str
    decorators: tuple[Expr, ...]
    is_generator: bool
    statements: int
    docstring: str
    super_calls: tuple[str, ...]
    """Methods called on super(), or on a base by name: `super().close()` gives "close", `Base.close(self)` "Base.close"."""
    raises: tuple[str, ...]
    awaits: int
    is_stub: bool
    """The body is only a docstring, `pass`, `...` or `raise NotImplementedError`."""


class AttributeFact(Record, frozen=True):
    """An attribute of a class: set in the class body (`method` 0) or as `self.name`/`cls.name` in a method (its scope)."""

    scope: int
    name: str
    line: int
    method: int
    value: Expr
    annotation: str


class Touch(Record, frozen=True):
    """How a function touches an attribute of self or cls, or a module-level name it declares global or mutates:
    first line per (function, owner, attribute, how, guard). Names of the module are kept when any function of it changes them.

    `owner`: "self", "cls", the class's own name, or "" for a module-level name. `how`: read, write, item_read, item_write,
    item_delete, contains, iterate, delete, return, or `call:<method>` (`self._items.append(x)` is "call:append", `self.stop()`
    is "call:__call__" of stop). `guard`: the `with`/`async with` context around it, as text ("self._lock"), prefixed "async "
    when async; "" when none. Of several the innermost that is a plain name (as locks are), else the innermost.
    """

    function: int
    owner: str
    attribute: str
    how: str
    line: int
    guard: str


class Bodies(Record, frozen=True):
    """Functions, attributes and the state that functions touch."""

    functions: tuple[FunctionFact, ...] = ()
    attributes: tuple[AttributeFact, ...] = ()
    touches: tuple[Touch, ...] = ()


# ------------------------------------------------------------------------------------------------------ uses


class CallFact(Record, frozen=True):
    """A call whose function is a dotted name (`a.b.c(...)`; `f().g(...)` has "().g", `x[i].g(...)` "[].g").

    Calls of builtins (len, print, isinstance, ...) but input, exec and globals are left out. `a._b[key] = value` is told as
    `a._b.__setitem__(key)`, and `del` of an item likewise, where `a` is not the own object. `args`: the first 3 positional
    arguments, each a dotted name, a `Literal` or `Opaque`; `keywords`: names and values likewise, at most 6. `awaited`: stands
    under await; `decorator`: it is a decorator (then `scope` is the decorated one's parent). `discarded`: an expression
    statement.
    """

    func: str
    line: int
    scope: int
    args: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...]
    awaited: bool
    discarded: bool
    decorator: bool
    target: str
    """The name or attribute that takes the result (`x = f()`, `self.x = f()`), "made[]" in `made[key] = f()`, "" when none."""


class Mention(Record, frozen=True):
    """A dotted name that stands in an annotation ("annotate") or in `patch("a.b.C")`-like text ("patch")."""

    name: str
    what: str
    line: int
    scope: int


class Uses(Record, frozen=True):
    """Calls and mentions, in source order."""

    calls: tuple[CallFact, ...] = ()
    mentions: tuple[Mention, ...] = ()


# ------------------------------------------------------------------------------------------------------ text


class Text(Record, frozen=True):
    """A string literal that is no docstring, not empty and not in an annotation: at most 300 characters of it are kept."""

    value: str
    line: int
    scope: int


class Marker(Record, frozen=True):
    """A comment, docstring line or name that says something about legacy: kind is todo, fixme, hack, xxx, legacy,
    deprecated, sunset, remove, backward_compatibility. `source`: comment, docstring. `text` is the line, stripped."""

    kind: str
    text: str
    source: str
    line: int
    scope: int


class Texts(Record, frozen=True):
    """String literals and markers."""

    strings: tuple[Text, ...] = ()
    markers: tuple[Marker, ...] = ()
    dated: tuple[Marker, ...] = ()
    """Dates in dictionaries that say when something goes: kind sunset, source data, text "name: key date"."""


# ----------------------------------------------------------------------------------------------- environment


class Access(Record, frozen=True):
    """One direct access to the process environment; the words of environment.csv.

    `through` is the dotted text that reached it as written (`os.environ`, `environ`, `os.getenv`, `env`): whether that name
    really is the environment is decided by resolve, so candidates are kept for every local alias (`env = os.environ`) and for
    imported names with "env" in them that are used as a mapping. `key`: a `Sequence` where several keys are written at once.
    """

    through: str
    operation: str
    key: Expr | None
    default: Expr | None
    line: int
    scope: int
    surface: str
    """direct, alias (reached through a local name bound to os.environ or os) or test (monkeypatch, patch.dict)."""
    origin: str = ""
    """What the name was assigned, as written ("os.environ"), when the file itself says so."""


class Accesses(Record, frozen=True):
    """Accesses to the environment."""

    accesses: tuple[Access, ...] = ()
    items: tuple[Access, ...] = ()
    """Literal keys that imported names are asked for: accesses where the name turns out to be the environment."""


# -------------------------------------------------------------------------------------------- fingerprints


class Fingerprint(Record, frozen=True):
    """The structure of a function, or of a class of at least 3 statements (docstring excluded).

    `exact` digests the syntax with names and constants (type 1), `shape` without them; both are empty below 3 statements.
    `nodes` counts syntax nodes. Of a function only: `sketch` has 3 bytes for each statement in order, a hash of its syntax
    without names and constants, the same for sync and async code; `names` 2 bytes for each identifier in it and for its
    docstring, ascending.
    """

    scope: int
    nodes: int
    statements: int
    exact: bytes
    shape: bytes
    sketch: bytes = b""
    names: bytes = b""


class Fingerprints(Record, frozen=True):
    """Fingerprints of one file, in scope order. `generated`: the comments at its head say that a program wrote it."""

    prints: tuple[Fingerprint, ...] = ()
    generated: bool = False


# ----------------------------------------------------------------------------------------------------- signals


class Signal(Record, frozen=True):
    """A place where a message may be named, by its spelling.

    `how`: send (a call that sends, or a payload that stands in one), make (`Event(type=...)`), payload (`{"type": ...}`), receive
    (`on("x", f)`, `@handler("x")`), key (of a routing table), compare (`event == "x"`, a `case`). `names`: literals and dotted
    names of constants that may be the message; none where the called name itself may say it (`emit_order_paid()`). `through`:
    what is
    called, or compared with. `line`: of the call, else of the name. `awaited`, `discarded` as in `CallFact`.
    """

    how: str
    through: str
    names: tuple[Expr, ...]
    line: int
    scope: int
    awaited: bool = False
    discarded: bool = False


class Signals(Record, frozen=True):
    """Signals of one file, by line."""

    signals: tuple[Signal, ...] = ()


SECTIONS: tuple[type[Record], ...] = (Outline, Bodies, Uses, Texts, Accesses, Fingerprints, Signals)
"""All sections in storage order."""


class FileFacts(Record, frozen=True):
    """All sections of one file, as the extraction makes them."""

    outline: Outline
    bodies: Bodies = Bodies()
    uses: Uses = Uses()
    texts: Texts = Texts()
    accesses: Accesses = Accesses()
    fingerprints: Fingerprints = Fingerprints()
    signals: Signals = Signals()


def qualified_name(scopes: tuple[Scope, ...], index: int) -> str:
    """The `__qualname__` of a scope ("Outer.Inner", "make.<locals>.Made"); "" for the module."""
    parts: list[str] = []
    while index:
        scope = scopes[index]
        parts.append(scope.name)
        index = scope.parent
        if index and scopes[index].kind is ScopeKind.FUNCTION:
            parts.append("<locals>")
    return ".".join(reversed(parts))
