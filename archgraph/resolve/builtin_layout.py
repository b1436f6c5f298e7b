"""The memory layout of classes made in C: in: a living type, out: what CPython asks of it before it allows a subclass.

Follows `solid_base` and `extra_ivars` (3.11), `shape_differs` (3.12) of CPython's Objects/typeobject.c.
"""

from __future__ import annotations

import struct

_POINTER = struct.calcsize("P")
_HEAP_TYPE, _BASE_TYPE = 1 << 9, 1 << 10
"""Py_TPFLAGS_HEAPTYPE and Py_TPFLAGS_BASETYPE of Include/object.h."""


def solid(of: type) -> type:
    """The class whose instances have this layout: `of`, or the base that it adds no field to."""
    while of.__base__ is not None and not _adds_fields(of, of.__base__):
        of = of.__base__
    return of


def is_final(of: type) -> bool:
    """Does Python refuse it as a base ("is not an acceptable base type")?"""
    return not of.__flags__ & _BASE_TYPE


def has_items(of: type) -> bool:
    """Do its instances end with items, so that no subclass may have slots (int, tuple, type)?"""
    return of.__itemsize__ != 0


def has_dict(of: type) -> bool:
    """Do its instances have a `__dict__`, so that a subclass need not add one?"""
    return of.__dictoffset__ != 0


def _adds_fields(of: type, base: type) -> bool:
    size = of.__basicsize__
    if of.__itemsize__ or base.__itemsize__:
        return size != base.__basicsize__ or of.__itemsize__ != base.__itemsize__
    added = of.__weakrefoffset__ and not base.__weakrefoffset__
    if added and of.__weakrefoffset__ + _POINTER == size and of.__flags__ & _HEAP_TYPE:
        size -= _POINTER
    return size != base.__basicsize__
