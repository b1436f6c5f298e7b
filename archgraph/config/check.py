"""Settings from plain data; in: a table as TOML or the command line has it, out: fields of `Settings`, or a sentence.

The keys are the fields in kebab-case and values are checked against the fields' types: a new field is a new key.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin

import msgspec

from archgraph.errors import ConfigurationError
from archgraph.model.settings import AcceptRule, LayersRule, RoleRule, Settings
from archgraph.model.source import Zone

_WORDS: dict[object, str] = {str: "a string", int: "an integer", float: "a number", bool: "true or false"}
_ROLE = re.compile(r"[^\s;]+")
_LARGEST = 2**63 - 1
_VERSION = re.compile(r"3\.\d{1,2}")


def fields_of(table: Mapping[str, object], kind: type[msgspec.Struct], file: str, where: str = "") -> dict[str, Any]:
    """The values of a table by the names of the record's fields; `file` and `where` are for the message of an error."""
    known = {kebab(field.name): field for field in msgspec.structs.fields(kind)}
    for key in table:
        if key not in known:
            raise unknown(file, f"`{where}{key}` is no setting.", key, known)
    return {known[key].name: _value(value, known[key].type, file, where + key) for key, value in table.items()}


def check_values(settings: Settings, file: str) -> None:
    """Raise ConfigurationError for a value that has the right type and no meaning."""
    for zone in settings.zones:
        if zone.value not in set(Zone):
            raise unknown(file, f"`zones` gives {zone.pattern!r} the value {zone.value!r}, no zone.", zone.value, Zone)
    if settings.python_version and not _VERSION.fullmatch(settings.python_version):
        raise wrong(file, "python-version", "a version like 3.12", settings.python_version)
    for key, date in (("today", settings.today), *(("accept.until", rule.until) for rule in settings.accept)):
        if date and not _is_date(date):
            raise wrong(file, key, "a date like 2026-01-31", date)
    for name in ("jobs", "max_file_bytes", "picture_nodes", "layout_seconds"):
        if getattr(settings, name) < 0:
            raise wrong(file, kebab(name), "0 or more", getattr(settings, name))
    for role in settings.roles:
        _check_role(role, file)
    for layers in settings.layers:
        _check_layers(layers, file)
    _check_accept(settings.accept, file)


def _check_accept(rules: Iterable[AcceptRule], file: str) -> None:
    if not all(rule.members and rule.reason.strip() for rule in rules):
        raise ConfigurationError(file, "`accept` needs members and a reason.", "Say why the exception was agreed.")


def _check_role(rule: RoleRule, file: str) -> None:
    if not _ROLE.fullmatch(rule.role):
        raise wrong(file, "roles.role", "a word without blanks and semicolons", rule.role)
    if not (rule.names or rule.bases or rule.decorators):
        text = f"`roles` says of no class that it is {rule.role!r}."
        raise ConfigurationError(file, text, "Add `names`, `bases` or `decorators`.")


def _check_layers(rule: LayersRule, file: str) -> None:
    for entry in rule.layers:
        if "|" in entry and ":" in entry:
            raise ConfigurationError(file, f"`layers` mixes `|` and `:` in {entry!r}.", "Use one of the two.")
    names = [name.strip(" ()") for entry in rule.layers for name in entry.replace(":", "|").split("|")]
    twice = [name for name in names if names.count(name) > 1]
    if twice or "" in names or not names:
        raise ConfigurationError(file, f"`layers` of {rule.name!r} has a layer twice, or none.", "Name each once.")
    if rule.exhaustive and not rule.containers:
        raise ConfigurationError(file, "`layers` cannot be `exhaustive` without `containers`.", "Name the containers.")


def kebab(name: str) -> str:
    """A field's name as a key."""
    return name.replace("_", "-")


def unknown(file: str, problem: str, word: str, known: Iterable[str]) -> ConfigurationError:
    """The error for a word that is none of the known ones; it suggests the near one."""
    words = sorted(known)
    import difflib  # few settings are wrong

    near = difflib.get_close_matches(kebab(word).lower(), words, 1, 0.5)
    return ConfigurationError(
        file, problem, f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(words)}."
    )


def wrong(file: str, key: str, wanted: str, value: object) -> ConfigurationError:
    """The error for a value of the wrong type."""
    shown = repr(value)
    return ConfigurationError(
        file, f"`{key}` must be {wanted}, is {shown if len(shown) <= 60 else shown[:57] + '...'}."
    )


def _value(value: object, kind: Any, file: str, key: str) -> Any:
    if kind in _WORDS:
        return _plain(value, kind, file, key)
    if get_origin(kind) is not tuple:
        return _record(value, kind, file, key)
    item = get_args(kind)[0]
    if get_origin(item) is tuple:
        return tuple(_pairs(value, file, key))
    words = item in _WORDS
    if not isinstance(value, list | tuple) or (words and not all(isinstance(part, item) for part in value)):
        raise wrong(file, key, f"a list of {'strings' if words else 'tables'}", value)
    names = (key if words else f"{key}[{count}]" for count in range(1, len(value) + 1))
    return tuple(_value(part, item, file, name) for part, name in zip(value, names, strict=True))


def _plain(value: object, kind: type, file: str, key: str) -> object:
    if kind is str and isinstance(value, datetime.date):  # TOML has dates of its own
        return value.isoformat()
    if type(value) is int and not -_LARGEST <= value <= _LARGEST:
        raise wrong(file, key, f"a number up to {_LARGEST:,}", value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is float and not math.isfinite(value):
        raise wrong(file, key, "a finite number", value)
    if type(value) is str and "\0" in value:
        raise wrong(file, key, "a text without NUL", value)
    if type(value) is not kind:  # not isinstance: True is an int
        raise wrong(file, key, _WORDS[kind], value)
    return value


def _record(value: object, kind: type[msgspec.Struct], file: str, key: str) -> msgspec.Struct:
    if isinstance(value, kind):  # from a caller in Python
        return value
    if not isinstance(value, dict):
        raise wrong(file, key, "a table", value)
    fields = fields_of(value, kind, file, f"{key}.")
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in fields:
            raise ConfigurationError(file, f"`{key}` lacks `{kebab(field.name)}`.", "See docs/configuration.md.")
    return kind(**fields)


def _pairs(value: object, file: str, key: str) -> Iterator[tuple[str, str]]:
    """A table as (key, text) pairs, `managers = "<10"`; the keys of a table in it are dotted."""
    if isinstance(value, tuple):  # from a caller in Python
        yield from value
        return
    if not isinstance(value, dict):
        raise wrong(file, key, "a table", value)
    for name, item in value.items():
        if isinstance(item, dict):
            yield from ((f"{name}.{inner}", text) for inner, text in _pairs(item, file, f"{key}.{name}"))
        else:
            yield name, ", ".join(map(str, item)) if isinstance(item, list) else str(item)


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
