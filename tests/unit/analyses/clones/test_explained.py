"""Code that is alike and no copy, because something asks for its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.analyses.clones.test_clusters import BODY, RENAMED, clones, clusters

FUNCTION = f"def total(items, discount, log):{BODY}"
RENAMED_FUNCTION = f"def weigh(boxes, discount, log):{RENAMED}"


def test_files_that_say_they_are_generated_are_left_out(tmp_path: Path) -> None:
    note = "# This is a generated file! Edit the format instead.\n"
    assert clones(tmp_path / "noted", a=note + FUNCTION, b=note + RENAMED_FUNCTION) == []
    assert len(clones(tmp_path / "plain", a=FUNCTION, b=RENAMED_FUNCTION)) == 2


def test_functions_of_two_revisions_are_told_with_other_code_alone(tmp_path: Path) -> None:
    revision = 'revision = "{}"\ndown_revision = None\n\n'
    up, down = FUNCTION.replace("total(", "upgrade("), RENAMED_FUNCTION.replace("weigh(", "downgrade(")
    steps = f"{revision.format('a1')}{up}\n\n{down}"
    again = f"{revision.format('b2')}{up}"
    assert clones(tmp_path / "history", a=steps, b=again) == []
    told = clusters(clones(tmp_path / "copied", a=steps, b=again, c=FUNCTION))
    assert told
    assert all("shop.c.total" in members and len(members) == 2 for members in told)


CONSTRUCTOR = """
class {name}:
    {first} = 1

    def {method}(self, server):
        super().{method}()
        self.{first} = server.get_{first}()
        self.{second} = server.get_{second}()
        self.clock = server.get_clock()
        self.store = server.get_datastores().main
        self.{third} = server.config.{third}
"""
"""What takes its services from one container."""


@pytest.mark.parametrize(("method", "told"), [("__init__", 0), ("take", 1)])
def test_constructors_that_store_what_they_are_handed_are_no_copies(tmp_path: Path, method: str, told: int) -> None:
    one = CONSTRUCTOR.format(name="Rooms", method=method, first="room", second="auth", third="limits")
    two = CONSTRUCTOR.format(name="Users", method=method, first="user", second="auth", third="names")
    two = two.replace("self.clock = server.get_clock()", "clock = server.clocks[0]").replace("auth", "mail")
    assert len(clusters(clones(tmp_path, a=one, b=two))) == told


def test_lists_of_one_call_in_two_files_are_no_copies(tmp_path: Path) -> None:
    def tasks(*names: str) -> str:
        calls = "".join(f"    sender.add_periodic_task(3600, {name}.s(), name='{name}')\n" for name in names)
        return f"def setup(sender):\n{calls}    sender.add_periodic_task(at(hour={len(names)}), {names[0]}.s())\n"

    one = tasks("clean", "notify", "report", "archive", "expire")
    two = tasks("bill", "remind", "remove", "schedule")
    assert clones(tmp_path, a=one, b=two) == []


VIEW = """
from web.views import ListView

class {name}({base}):
    def get_queryset(self):
        found = super().get_queryset()
        {ask}
        return found

    def get_context_data(self, **kwargs):
        result = super().get_context_data(**kwargs)
        result["{word}"] = self.{word}
        {fill}
        return result

    def {own}(self, request):
        {answer}
"""


UPLOAD = """for part in request.parts:
            part.save()
            if part.is_last:
                self.close(part)
        return redirect(self)"""
SEARCH = """with self.index as index:
            while index.more():
                yield index.next()
        del self.index
        log(index)
        raise Stop(request, index)"""


def views(base: str) -> tuple[str, str]:
    """Two views that fill in what their base asks for, each with a method of its own."""
    one = {"name": "Fonts", "ask": "found = found.order()", "word": "font", "own": "upload", "answer": UPLOAD}
    two = {
        "name": "Shots",
        "ask": "self.all(found)\n        yield found",
        "word": "shot",
        "own": "search",
        "answer": SEARCH,
    }
    return VIEW.format(base=base, fill="log(result)", **one), VIEW.format(
        base=base, fill="del result[0], result[1]\n        yield result", **two
    )


def test_classes_below_one_base_whose_source_is_not_there_need_the_likeness_of_relatives(tmp_path: Path) -> None:
    one, two = views("")
    assert clusters(clones(tmp_path / "free", a=one, b=two)) == [["shop.a.Fonts", "shop.b.Shots"]]
    one, two = views("ListView")
    assert clusters(clones(tmp_path / "kept", a=one, b=two)) == []


def test_tests_below_one_base_whose_source_is_not_there_are_no_overrides(tmp_path: Path) -> None:
    case = "from web.test import Case\nclass {}(Case):\n    x = {}\n    def test_total(self, items, discount, log):"
    body = BODY.replace("\n", "\n    ")
    rows = clones(tmp_path, a=case.format("A", 1) + body, b=case.format("B", "2; y: int") + body)
    assert clusters(rows) == [["shop.a.A.test_total", "shop.b.B.test_total"]]


def test_classes_of_one_name_need_no_more_below_such_a_base(tmp_path: Path) -> None:
    one, two = (text.replace("class Shots", "class Fonts") for text in views("ListView"))
    assert clusters(clones(tmp_path, a=one, b=two)) == [["shop.a.Fonts", "shop.b.Fonts"]]


FORM = """
class {name}({base}):
    def form_valid(self, form):
        form.save()
        tell(self.request, "{name} saved")
        return super().form_valid(form)

    def form_invalid(self, form):
        tell(self.request, "{name} refused")
        return super().form_invalid(form)

    def {own}(self, entry):
        {answer}
"""


def forms(
    base: str, other: str, names: tuple[str, str] = ("Gates", "Rules"), everybody: str = "Form{}"
) -> dict[str, str]:
    """A form below each base, both of which say what sixty other classes say, in two modules; the sixty in a third."""
    shared = "form.save()\n        tell(self.request, 'x')\n        return super().answer(form)"
    many = [
        f"class {everybody.format(n)}:\n    def open(self, form):\n        x = {'-' * n}1\n        {shared}\n"
        f"    def close(self, form):\n        return {'not ' * n}form\n"
        for n in range(60)
    ]
    one, two = (
        "from web.views import FormView, EditView\n" + FORM.format(name=name, base=below, own=own, answer=answer)
        for name, below, own, answer in zip(names, (base, other), ("upload", "search"), (UPLOAD, SEARCH), strict=True)
    )
    return {"a": one, "b": two, "c": "\n".join(many)}


def of_two_forms(root: Path, world: dict[str, str]) -> list[list[str]]:
    """The clusters that the two forms are in."""
    return [each for each in clusters(clones(root, **world)) if any(".c." not in member for member in each)]


def test_classes_below_bases_of_a_framework_must_tell_more_than_what_everybody_writes_there(tmp_path: Path) -> None:
    assert of_two_forms(tmp_path / "free", forms("", "")) == [["shop.a.Gates", "shop.b.Rules"]]
    assert of_two_forms(tmp_path / "framed", forms("FormView", "EditView")) == []


def test_two_such_classes_of_one_name_are_copies_unless_the_framework_asks_for_the_name(tmp_path: Path) -> None:
    bases, names = ("FormView", "EditView"), ("Gates", "Gates")
    assert of_two_forms(tmp_path / "own", forms(*bases, names)) == [["shop.a.Gates", "shop.b.Gates"]]
    assert of_two_forms(tmp_path / "asked", forms(*bases, names, everybody="Gates")) == []


DECLARED = """
from web.views import ListView

class {name}({base}):
    page = {page}

    def get_source(self):
        return self.get_shelf().{what}.all()

    def get_extra(self):
        return {{"title": _("All {what}"), "actor": self.request.user}}

    def get_target(self):
        return reverse(viewname="shop:{what}", kwargs={{"shelf": self.shelf.pk}})
"""


def test_classes_below_a_framework_that_only_declare_are_no_copies_but_letter_by_letter(tmp_path: Path) -> None:
    def world(what: str, others: int) -> dict[str, str]:
        names = (("Fonts", "fonts"), ("Shots", what), *((f"C{n}", f"w{n}") for n in range(others)))
        one, two, *rest = (
            DECLARED.format(name=name, base="ListView", page=20, what=word) + f"    x = {'-' * (n - 2) or '--'}1\n"
            for n, (name, word) in enumerate(names)
        )
        return {"a": one, "b": two, "c": "".join(rest)}

    two = [["shop.a.Fonts", "shop.b.Shots"]]
    assert of_two_forms(tmp_path / "rare", world("shots", others=0)) == two
    assert of_two_forms(tmp_path / "common", world("shots", others=60)) == []
    assert of_two_forms(tmp_path / "equal", world("fonts", others=60)) == two
