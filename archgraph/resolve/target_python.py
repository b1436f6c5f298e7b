"""What the target Python says about itself: in: version and platform, out: the values of `sys`, `os` and `platform`."""

from __future__ import annotations

import sys

from archgraph.resolve.values import Constant, Items, ModuleValue, Value

_BUILT_IN = sorted(set(sys.builtin_module_names) - {"nt", "posix"})


def interpreter_values(version: tuple[int, int], platform: str) -> dict[str, Value]:
    """What `sys`, `os` and `platform` say about the target Python. The micro version counts as a late one."""
    release = Items((*map(Constant, (*version, 99)), Constant("final"), Constant(0)), "version_info")
    windows = platform == "win32"
    system = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}.get(platform, platform.title())
    return {
        "sys.version_info": release,
        "sys.platform": Constant(platform),
        "sys.maxsize": Constant(2**63 - 1),
        "sys.byteorder": Constant("little"),
        "sys.hexversion": Constant((version[0] << 24) + (version[1] << 16) + (99 << 8) + 0xF0),
        "sys.implementation.name": Constant("cpython"),
        "sys.implementation": ModuleValue("sys.implementation", None, "c"),
        "sys.builtin_module_names": Items((Constant("nt" if windows else "posix"), *map(Constant, _BUILT_IN))),
        "os.name": Constant("nt" if windows else "posix"),
        "platform.system()": Constant(system),
        "platform.python_implementation()": Constant("CPython"),
        "platform.python_version_tuple()": Items(
            (Constant(str(version[0])), Constant(str(version[1])), Constant("99"))
        ),
        "six.PY2": Constant(False),
        "six.PY3": Constant(True),
    }
