"""What `six.moves` stands for on Python 3: in: a name below it, out: the module or the attribute that it leads to.

six fills `sys.modules` by code that facts do not show; the table follows `_moved_attributes` of six 1.17.
"""

from __future__ import annotations

MODULES = {
    "builtins": "builtins",
    "collections_abc": "collections.abc",
    "configparser": "configparser",
    "copyreg": "copyreg",
    "cPickle": "pickle",
    "dbm_gnu": "dbm.gnu",
    "dbm_ndbm": "dbm.ndbm",
    "_dummy_thread": "_dummy_thread",
    "email_mime_base": "email.mime.base",
    "email_mime_image": "email.mime.image",
    "email_mime_multipart": "email.mime.multipart",
    "email_mime_nonmultipart": "email.mime.nonmultipart",
    "email_mime_text": "email.mime.text",
    "html_entities": "html.entities",
    "html_parser": "html.parser",
    "http_client": "http.client",
    "http_cookiejar": "http.cookiejar",
    "http_cookies": "http.cookies",
    "BaseHTTPServer": "http.server",
    "CGIHTTPServer": "http.server",
    "SimpleHTTPServer": "http.server",
    "queue": "queue",
    "reprlib": "reprlib",
    "socketserver": "socketserver",
    "_thread": "_thread",
    "tkinter": "tkinter",
    "urllib": "urllib",
    "urllib.error": "urllib.error",
    "urllib.parse": "urllib.parse",
    "urllib.request": "urllib.request",
    "urllib.response": "urllib.response",
    "urllib.robotparser": "urllib.robotparser",
    "urllib_error": "urllib.error",
    "urllib_parse": "urllib.parse",
    "urllib_robotparser": "urllib.robotparser",
    "xmlrpc_client": "xmlrpc.client",
    "xmlrpc_server": "xmlrpc.server",
}

ATTRIBUTES = {
    "cStringIO": ("io", "StringIO"),
    "StringIO": ("io", "StringIO"),
    "UserDict": ("collections", "UserDict"),
    "UserList": ("collections", "UserList"),
    "UserString": ("collections", "UserString"),
    "filter": ("builtins", "filter"),
    "input": ("builtins", "input"),
    "map": ("builtins", "map"),
    "range": ("builtins", "range"),
    "xrange": ("builtins", "range"),
    "zip": ("builtins", "zip"),
    "zip_longest": ("itertools", "zip_longest"),
    "filterfalse": ("itertools", "filterfalse"),
    "reduce": ("functools", "reduce"),
    "shlex_quote": ("shlex", "quote"),
    "intern": ("sys", "intern"),
    "reload_module": ("importlib", "reload"),
    "getcwd": ("os", "getcwd"),
}

_ROOT = "six.moves"


def below_moves(name: str) -> str | None:
    """What follows `six.moves` in a module's name ("" for itself), wherever six stands; None for other names."""
    head, found, rest = name.partition(_ROOT)
    if not found or (head and not head.endswith(".")) or (rest and not rest.startswith(".")):
        return None
    return rest[1:]
