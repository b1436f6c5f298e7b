"""Lets a later stage keep what is dear to compute: a mapping of text keys to bytes, in the cache of the facts."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from archgraph.extract.cache import Cache


class Shelf(MutableMapping[str, bytes]):
    """Values by keys that name all they depend on; empty, and forgetful, when there is no cache. It cannot be listed."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._known: dict[str, bytes] = {}
        """What the cache did not take: the rest is large and seldom asked for again."""

    def __getitem__(self, key: str) -> bytes:
        value = self._known.get(key)
        if value is None:
            value = self._cache.kept(key)
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: str, value: bytes) -> None:
        if self._cache.keep(key, value):
            self._known.pop(key, None)
        else:
            self._known[key] = value

    def __delitem__(self, key: str) -> None:
        raise TypeError("what is kept is only replaced, or pruned with the cache")

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
