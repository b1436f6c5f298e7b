"""What a change reached from afar: in: two states, out: MROs and landings of methods that are not what they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from archgraph.gate.change import Change
from archgraph.gate.names import Place
from archgraph.gate.state import Record, State

Order = tuple[str, ...]


def mro_changes(old: State, new: State, same: Mapping[Place, Place]) -> Iterator[Change]:
    """Classes whose MRO changed, by whether their own file changed; a renamed ancestor alone is no change."""
    names = {place.class_: other.class_ for place, other in same.items()}
    before, after = _orders(old), _orders(new)
    for place, order in before.items():
        now = same.get(place, place)
        if now in after and tuple(names.get(name, name) for name in order) != after[now]:
            kind = _kind("mro_changed", old, new, place, now)
            yield Change(kind, now.class_, now.path, _shown(order), _shown(after[now]))


def landing_changes(old: State, new: State, same: Mapping[Place, Place]) -> Iterator[Change]:
    """Members that a class has from another class than before."""
    names = {place.class_: other.class_ for place, other in same.items()}
    before, after = _landings(old), _landings(new)
    for place, members in before.items():
        now = same.get(place, place)
        for member, provider in members.items():
            other = after.get(now, {}).get(member, "")
            if now in after and names.get(provider, provider) != other:
                kind = _kind("landing_changed", old, new, place, now)
                yield Change(kind, f"{now.class_}.{member}", now.path, provider, other or "nowhere")


def own_file_changed(old: State, new: State, place: Place, now: Place) -> bool:
    """Whether the class's own file changed: by content where it is known, else by what the tables say of the file."""
    first, second = old.contents.get(place.path), new.contents.get(now.path)
    if first and second:
        return first != second
    return _traces(old, place.path) != _traces(new, now.path)


def _kind(kind: str, old: State, new: State, place: Place, now: Place) -> str:
    return kind if own_file_changed(old, new, place, now) else f"{kind}_from_afar"


def _orders(state: State) -> dict[Place, Order]:
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in state.tables["mro"]:
        found[row["class"], row["path"], row["line"]].append(row["ancestor"])
    lasting = {(row["class"], row["path"], row["line"]) for row in state.tables["classes"] if row["last"] != "0"}
    return {Place(key[0], key[1]): tuple(order) for key, order in found.items() if key in lasting}


def _landings(state: State) -> dict[Place, dict[str, str]]:
    lasting = {(row["class"], row["path"], row["line"]) for row in state.tables["classes"] if row["last"] != "0"}
    found: dict[Place, dict[str, str]] = {Place(class_, path): {} for class_, path, _ in lasting}
    for row in state.tables["members"]:
        if row["kind"] != "external" and (row["class"], row["path"], row["line"]) in lasting:
            found[Place(row["class"], row["path"])][row["member"]] = row["defined_in"]
    return found


_TRACED = (
    ("modules", ("lines", "status")),
    ("classes", ("class", "line", "end_line", "bases", "decorators", "methods")),
)


def _traces(state: State, path: str) -> list[Order]:
    """What the tables say of one file and nothing else."""
    return [
        tuple(row[column] for column in columns) for table, columns in _TRACED for row in _of(state.tables[table], path)
    ]


def _of(rows: Sequence[Record], path: str) -> Iterator[Record]:
    return (row for row in rows if row["path"] == path)


def _shown(order: Order) -> str:
    return " > ".join(order)
