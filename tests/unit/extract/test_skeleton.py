"""Skeletons: which functions are left out of a text, and that all else keeps its lines."""

from __future__ import annotations

import pytest

from archgraph.extract.file import extract_file, extract_skeleton
from archgraph.extract.skeleton import skeleton
from archgraph.extract.stubs import Stub
from archgraph.model.facts.outline import Status
from archgraph.model.facts.scopes import ScopeKind
from tests.skeletons import plainly, read_after_all


def test_a_function_is_left_out_and_its_name_and_place_are_told() -> None:
    source = "@cached\ndef f(a: int, *, b=(1, 2)) -> str:  # why\n    '''What.'''\n\n    return a\n\n# next\nx = 1\n"
    stub = Stub("f", 1, 2, 5, is_async=False, outer=0)
    assert skeleton(source) == ("\npass\n\n\npass\n\n# next\nx = 1\n", {2: [stub]})


def test_functions_between_which_nothing_stands_are_left_out_together() -> None:
    source = "class A:\n  def f(self):\n    pass\n\n  @a\n  @b\n  async def g(self):\n    pass\n  x = 1\n  def h():\n    pass\n"
    bare = skeleton(source)
    assert bare.text == "class A:\n  pass\n\n\n\n\n\n  pass\n  x = 1\n  pass\n  pass\n"
    together = [Stub("f", 2, 2, 3, is_async=False, outer=0), Stub("g", 5, 7, 8, is_async=True, outer=0)]
    assert bare.left_out == {2: together, 10: [Stub("h", 10, 10, 11, is_async=False, outer=0)]}


LEFT_OUT = {
    "async": "async def f():\n    await g()\n",
    "a method with tabs": "class A:\n\tdef f(self):\n\t\treturn self\n",
    "without a newline at the end": "def f():\n    return 1",
    "a header on several lines": "def f(\n  a: dict[str, int] = {},  # a :\n  b='):\\n',\n) -> list[\n  int\n]:\n    return a\n",
    "comments and blank lines at the first column": "def f():\n\n# one\n    a = 1\n# two\n\n    return a\n# three\n",
    "a string that goes below the body": 'def f():\n    """\none\n  two\n"""\n    return 1\n',
    "a string with other quotes in it": "def f():\n    return '''\"\"\"''' + \"'''\" + 'it\\'s'  # \"\"\" '\n",
    "a line that is joined": "def f():\n    return 1 + \\\n2 + \\\n    3\n    pass\n",
    "brackets over several lines": "def f():\n    return (\n        1,\n      2)\n",
    "words that only look like statements": "def f():\n    'A class of its own.'\n    important = define\n",
    "behind a form feed": "x = 1\n\x0c\ndef f():\n    return 1\n",
    "a docstring that shows statements": 'def f():\n    r"""\nimport a\nclass A:\n    def g(self): pass\n"""\n    return 1\n',
    "a docstring and a string below the body": 'def f():\n    """One."""\n    x = """\ntwo"""\n    return x\n',
    "a docstring alone": 'def f():\n\n    """One.\n# and more"""  # two\n\n# three\nx = 1\n',
    "code behind a docstring": 'def f():\n    """One.""" + (\n      a)\n    return 1\n',
    "a string over joined lines": "def f():\n    x = 'a\\\n b'\n    return x\n",
    "names beyond ASCII": "def größe():\n    return 'é'\n",
    "a name that Python spells otherwise": "def \ufb01x():\n    return 1\n",
    "decorators": "@a\n@b(')', [\n  1, # (\n 2]) # why\n\n# more\n@c.d\ndef f():\n    return 1\n",
    "a strange decorator": "@a('''\n)''')\n@b\nasync def f(\n  a):\n    return 1\n\ndef g():\n    pass\n",
    "many decorators": "@a\n" * 30 + "def f():\n    return 1\n",
    "nothing on the line of a header": "class A:\n  def f(): ...\n\n  def g(a,\n b): pass  # why\n  @c\n  def h(): ...",
    "nothing on the line of one header": "class A:\n  def f(self): ...\n  x = 1\n",
    "behind a decorated class": "@a(\n 1)\nclass A:\n    @b\n    def f():\n        return 1\n",
    "imports": "class A:\n  def f(self):\n    import a.b as c, d\n    from . import e\n  async def g():\n    from ..b import c",
    "in arms": "if a:\n    x = 1\nelse:\n    @b\n    def f():\n        return 1\n\n    def g():\n        pass\n",
}


@pytest.mark.parametrize("source", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_can_be_read_after_all(source: str) -> None:
    outline = extract_skeleton(source.encode(), "m.py").outline
    assert outline.unread
    assert plainly(read_after_all(source.encode())) == plainly(extract_file(source.encode(), "m.py").outline)


KEPT = {
    "an import in a branch": "def f(a):\n    if a:\n        import b\n    import c\n",
    "an import beside another statement": "def f(a):\n    import b; c = a\n",
    "an import in a string": "def f():\n    import b\n    return '''\n    import a\n'''\n",
    "an import behind a colon": "def f(a):\n    if a: import b\n",
    "an import behind a docstring": 'def f():\n    """One."""; import b\n',
    "an import over joined lines": "def f():\n    from \\\n  a \\\n  import b\n",
    "bases that are assigned": "def f(cls):\n    cls.__bases__ = (A,)\n    return cls\n",
    "a global name": "def f():\n    x = 1; global y\n    y = 2\n",
    "a class": "def f():\n    class A(B): pass\n    return A\n",
    "a function": "def f():\n    def g(): return 1\n    return g\n",
    "a name bound around it": "def f(a=(b := 1)):\n    return a\n",
    "a string that looks like a class": "def f():\n    a = '''\nclass A:\n    def g(self): pass\n'''\n    return a\n",
    "a joined line at the end": "def f():\n    return 1 \\\n",
    "an end that the text does not tell": "def f():\n    return 1 \\\n    # and no more\n\n",
    "a parameter with a string over several lines": "def f(a='''):\n  x\n'''):\n    return a\n",
    "a body on the line of its header": "def f(): return 1\n",
    "nothing on the line of its header, below strange decorators": "@a('''\n''')\ndef f(): ...\n",
    "a function in a string": "x = '''\ndef f():\n    return 1\n'''\n",
    "a decorator that binds a name": "@a(b := 1)\ndef f():\n    return 1\n",
    "a word that is no name": "def class():\n    return 1\n",
    "a letter that begins no name": "def \u00b2():\n    return 1\n",
    "a function behind a quote in a comment": "x = 1  # '''\ny = '''\ndef f():\n    return 1\n'''\n",
}


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_a_function_that_others_may_see_into_is_kept(source: str) -> None:
    assert skeleton(source) == (source, {})


def test_functions_inside_a_kept_one_are_left_out() -> None:
    source = "def f(a):\n    global c\n    def g(b):\n        return b\n    return g\n"
    stub = Stub("g", 3, 3, 4, is_async=False, outer=0)
    assert skeleton(source) == ("def f(a):\n    global c\n    pass\n    pass\n    return g\n", {3: [stub]})
    assert plainly(read_after_all(source.encode())) == plainly(extract_file(source.encode(), "m.py").outline)


def test_functions_inside_one_that_is_left_out_are_told_behind_it() -> None:
    source = "def f(a):\n  if a:\n      def g(b):\n\n          return b\n  async def h():\n    return g\n  return h\n"
    outer = Stub("f", 1, 1, 8, is_async=False, outer=0)
    inner = Stub("g", 3, 3, 5, is_async=False, outer=1), Stub("h", 6, 6, 7, is_async=True, outer=2)
    assert skeleton(source) == ("pass\n\n\n\n\n\n\npass\n", {1: [outer, *inner]})


def test_of_a_function_with_imports_these_are_left() -> None:
    source = "@a\nasync def f(b,\n  c):\n\n  import d\n  def g():\n    return b\n  from e import (f,\n    g)  # why\n  return f\n"
    outer, inner = Stub("f", 1, 2, 10, is_async=True, outer=0), Stub("g", 6, 6, 7, is_async=False, outer=1)
    bare = "@a\nasync def f(\n\n):\n import d\n\n\n from e import (f,\n    g)\n pass\n"
    assert skeleton(source) == (bare, {2: [outer], 10: [inner]})
    assert plainly(read_after_all(source.encode())) == plainly(extract_file(source.encode(), "m.py").outline)


INSIDE = {
    "at the end": "def f(a):\n  b = a\n  def g(c=b):\n    return c\n",
    "in branches": "def f(a):\n  if a:\n    @w(\n a)\n    def g():\n      return a\n  else:\n    def g(c):\n      d = A()\n",
    "one in another": "class A:\n  def f(self):\n    def g():\n      def h(b):\n        return b\n      return h\n    return g\n",
    "behind strings": "def f():\n  '''\n  def a(): pass\n  '''\n  x = '''\n  def b():\n    pass\n'''\n  def c():\n    return x\n",
}


@pytest.mark.parametrize("source", INSIDE.values(), ids=INSIDE)
def test_functions_inside_one_that_is_left_out_can_be_read_after_all(source: str) -> None:
    outline = extract_skeleton(source.encode(), "m.py").outline
    assert len(outline.unread) == sum(scope.kind is ScopeKind.FUNCTION for scope in outline.scopes)
    assert plainly(read_after_all(source.encode())) == plainly(extract_file(source.encode(), "m.py").outline)


READ_WHOLE = {
    "brackets that end below the body": b"def f():\n    return g(\n1)\nclass A: pass\n",
    "a string without an end": b'def f():\n    return """\nclass A: pass\n',
    "an unknown encoding": b"# coding: nonsense\ndef f():\n    return 1\n",
    "a null byte": b"def f():\n    return '\0'\nclass A: pass\n",
    "an error outside": b"def f():\n    return 1\nclass A(:\n    pass\n",
    "no function": b"x = 1\n",
    "a name bound in an expression": b"if (x := 1):\n    pass\n",
}


@pytest.mark.parametrize("source", READ_WHOLE.values(), ids=READ_WHOLE)
def test_all_else_is_read_as_ever(source: bytes) -> None:
    assert extract_skeleton(source, "m.py").outline == extract_file(source, "m.py").outline


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\r\n"), ("utf-8", "\r"), ("latin-1", "\n"), ("utf-8-sig", "\n")]
)
def test_encodings_and_ends_of_lines_do_not_matter(encoding: str, newline: str) -> None:
    cookie = f"# coding: {encoding}\n" if encoding == "latin-1" else ""
    source = f"{cookie}class A:\n    def f(self):\n        return 'é'\n\n    x: int = 1\n".replace("\n", newline)
    data = source.encode(encoding)
    assert extract_skeleton(data, "m.py").outline.unread
    assert plainly(read_after_all(data)) == plainly(extract_file(data, "m.py").outline)


def test_an_error_inside_a_function_is_not_seen_until_the_function_is_read() -> None:
    source = b"class A:\n    def f(self):\n        return 1 +\n\n    x = B\n"
    outline = extract_skeleton(source, "m.py").outline
    assert (outline.status, outline.unread) == (Status.PARSED, (2,))
    assert extract_file(source, "m.py").outline.status is Status.RECOVERED
    assert [binding.name for binding in outline.bindings] == ["x"]


def test_notebooks_are_read_whole() -> None:
    notebook = b'{"cells": [{"cell_type": "code", "source": ["def f():\\n", "    return 1\\n"]}]}'
    assert extract_skeleton(notebook, "m.ipynb").outline == extract_file(notebook, "m.ipynb").outline
