"""report.md and report.html: what a team lead reads in three minutes, the same in both."""

import re
from html import unescape

import msgspec
import pytest

from archgraph.model.settings import Settings
from archgraph.report.artefact import Edition, Picture
from archgraph.report.document import Bullets, Page
from archgraph.report.formats.html import html
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.headlines import _size, headlines
from archgraph.report.pages.overview import overview
from archgraph.report.pages.shares import production_share
from tests.analyses import class_, codebase, empty, module, mro, profile, shop

HOSTILE = '=cmd()|`\n<script>alert("x")</script>@team'


def report(edition: Edition) -> str:
    return markdown(overview(edition))


def test_every_subject_has_its_section_also_when_there_is_nothing_to_say() -> None:
    full, bare = report(Edition(shop())), report(Edition(empty()))
    titles = re.findall(r"^## (.+)$", full, re.MULTILINE)
    silent = re.findall(r"^- \*\*(.+)\*\*: ", bare.partition("## Looked for and not found")[2], re.MULTILINE)
    assert titles[:5] == ["Who acts", "Totals", "What was read", "Managers", "Registries"]
    assert [title for title in titles if title not in silent and f"## {title}\n" not in bare] == []
    assert [title for title in silent if f"## {title}\n" in bare] == []


def test_the_page_says_what_the_text_says() -> None:
    page = overview(Edition(shop()))
    text, web = markdown(page), html(page)
    words = re.findall(r"[a-z]{4,}", re.sub(r"\]\([^)]*\)|&\w+;", "]", text))
    shown = unescape(re.sub(r"<[^>]+>", "", web.partition("<main")[2]))
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("name", ["OrderManager", HOSTILE])
def test_hostile_names_stay_inside_their_cells(name: str) -> None:
    text = report(Edition(shop(name)))
    assert "<script>" not in text
    assert "@team" not in re.sub(r"`[^`]*`|<code>.*?</code>", "", text)
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == len(re.findall(r"(?<!\\)\|", line.replace("&#124;", "")))


def test_rows_of_a_table_have_as_many_cells_as_its_head() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", report(Edition(shop(HOSTILE))), re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_what_was_read_tells_files_versions_and_what_could_not_be_read() -> None:
    text = report(Edition(shop()))
    assert "4 Python files (3 of production, 1 of tests) with 36 lines. 1 file has syntax errors" in text
    assert "on Python 3.11.7, as code for Python 3.12" in text


def test_a_clean_code_base_is_said_to_be_clean() -> None:
    assert "It parsed." in report(Edition(empty(codebase=codebase((module("a"),)))))
    text = report(Edition(empty(codebase=codebase((module("a"), module("b"))))))
    assert "All of them parsed." in text
    assert "No module imports itself in a circle." in text
    assert "Every internal import has its module." in text


def test_headlines_are_only_about_what_there_is() -> None:
    assert len(list(headlines(Edition(empty())))) == 1
    said = [markdown(Page("", "", [Bullets([phrase])])) for phrase in headlines(Edition(shop()))]
    begun = [text.partition("**")[2].partition("**")[0] for text in said]
    assert begun == [
        "4 files",
        "1 class and 12 lines could go",
        "1 class cannot exist",
        "1 import cycle",
        "1 import of a module that does not exist",
        "10 lines are copies of others",
        "1 direct access to the environment",
        "1 date for the end of old code has passed",
    ]


def test_a_code_base_in_which_nothing_sticks_out_is_told_so() -> None:
    clean = empty(codebase=codebase((module("a"),)))
    assert "- Nothing else sticks out" in report(Edition(clean))
    assert "Nothing else sticks out" not in report(Edition(shop()))


def test_no_manager_and_no_registry_are_not_counted_as_zero() -> None:
    record = class_("shop.a.Plain")
    text = report(Edition(empty(codebase=codebase((module("shop.a"),), (record,)))))
    assert "with 1 class, none of them a Manager or Registry of production." in text


def test_how_much_of_something_is_production_is_said_when_it_is_not_all() -> None:
    paths = ["shop/orders.py", "tests/test_orders.py", "shop/base.py", "gone.py"]
    assert production_share(Edition(shop()), paths) == ", 2 of them in production"
    assert production_share(Edition(shop()), paths[1:2] * 2) == ", none of them in production"
    assert production_share(Edition(shop()), paths[:1] * 2) == ""
    assert production_share(Edition(shop()), paths[1:2]) == ""


def test_each_team_has_a_row_with_what_to_begin_with() -> None:
    rows = {cells[1].strip(): cells[2:4] for cells in _rows(report(Edition(shop())), "Who acts")}
    assert rows["[Team 2: Managers](audits/managers.md)"][0].strip() == "1 warning"
    assert rows["[Team 4: tests](audits/tests.md)"][0].strip() == "nothing open"
    bare = report(Edition(empty())).partition("## Who acts")[2].partition("## ")[0]
    assert "Nobody has to: no rule has an open finding." in bare
    assert "[Team 2: Managers](audits/managers.md)" in bare


def test_figures_of_zero_are_named_in_one_line() -> None:
    text = report(Edition(shop())).partition("## Totals")[2].partition("## ")[0]
    assert not re.search(r"\| +0 \|", text)
    assert "`failed`" in text.splitlines()[-2]
    assert "All other figures are 0." in report(Edition(empty()))
    aimed = msgspec.structs.replace(shop(), settings=Settings(targets=(("failed", "0"),), today="2026-01-31"))
    assert re.search(r"\| `failed` +\| +0 \| +0 \|", report(Edition(aimed)))


def test_files_with_errors_are_told_apart_from_files_that_cannot_be_read() -> None:
    figures = {"recovered": 14, "failed": 6, "files": 74, "classes": 3, "managers": 1, "registries": 0}
    assert " (14 with syntax errors and 6 that cannot be read) with 3 classes" in _size(figures)[1]
    assert "among them 1 Manager and no Registry in production" in _size(figures)[1]
    assert str(_size({**figures, "recovered": 0, "failed": 0})[1]).startswith(" with 3 classes")


def test_tables_are_short_and_say_where_the_rest_is() -> None:
    records = [class_(f"shop.m{number}.Manager{number}") for number in range(60)]
    profiles = tuple(profile(record, family=f"f{at // 2}") for at, record in enumerate(records))
    text = report(Edition(empty(codebase=codebase(classes=tuple(records)), profiles=profiles)))
    assert len(re.findall(r"\| f\d", text)) == 15
    assert "… and 15 more, see [`csv/managers.csv`](csv/managers.csv)." in text


def test_targets_stand_beside_the_figures() -> None:
    analysis = msgspec.structs.replace(shop(), settings=Settings(targets=(("managers", "<10"),), today="2026-01-31"))
    assert re.search(r"\| `managers` +\| +2 \| +&lt;10 \|", report(Edition(analysis)))


def test_files_without_a_service_have_a_row_whose_figures_are_theirs() -> None:
    loose, inside = class_("tool.ToolManager", service=""), class_("shop.a.JobManager", service="shop")
    modules = (module("tool", service="", path="tool.py"), module("shop.a", service="shop"))
    profiles = (profile(loose, service=""), profile(inside, service="shop"))
    text = report(Edition(empty(codebase=codebase(modules, (loose, inside)), profiles=profiles)))
    rows = {cells[1].strip(): [cell.strip() for cell in cells[4:8]] for cells in _rows(text, "What was read")}
    assert rows["(none)"] == rows["`shop`"] == ["0", "1", "1", "0"]


def _rows(text: str, section: str) -> list[list[str]]:
    """The cells of a section's table rows."""
    part = text.partition(f"## {section}")[2].partition("\n## ")[0]
    return [line.split("|") for line in part.splitlines() if line.startswith("|")][2:]


def test_a_family_that_nobody_imports_has_no_most_imported_one() -> None:
    records = class_("s.a.JobManager"), class_("s.b.WorkManager")
    profiles = tuple(profile(record, family="job", importers_production=0) for record in records)
    text = report(Edition(empty(codebase=codebase(classes=records), profiles=profiles)))
    assert (
        "- **2 Managers do 1 job**: 1 job has more than one: “job” with 2 classes in 1 service; "
        "no production module imports any of them." in text
    )
    used = tuple(msgspec.structs.replace(each, importers_production=at) for at, each in enumerate(profiles))
    text = report(Edition(empty(codebase=codebase(classes=records), profiles=used)))
    assert "(1 module); 1 is imported by no production module." in text


def test_every_finding_that_stands_nowhere_has_an_empty_place() -> None:
    analysis = shop()
    nowhere = tuple(msgspec.structs.replace(item, path="", line=0) for item in analysis.findings)
    text = report(Edition(msgspec.structs.replace(analysis, findings=nowhere)))
    assert "<code>" not in text


def test_the_example_of_a_rule_is_one_that_stands_somewhere() -> None:
    analysis = shop()
    (found, *_) = analysis.findings
    nowhere = msgspec.structs.replace(found, path="", line=0, confidence=1.0)
    text = report(Edition(msgspec.structs.replace(analysis, findings=(nowhere, found))))
    assert f"`{found.path}:{found.line}`" in text.partition("## Findings by rule")[2]


def test_imports_that_may_mean_an_installed_package_are_told_apart() -> None:
    analysis = shop()
    (edge,) = (each for each in analysis.codebase.imports if each.scope == "unresolved")
    doubt = msgspec.structs.replace(
        analysis.findings[0], rule="phantom-import", path=edge.path, line=edge.line, confidence=0.3
    )
    text = report(Edition(msgspec.structs.replace(analysis, findings=(doubt,))))
    assert "of modules that do not exist" not in text
    assert (
        "1 import is guarded or may mean an installed or compiled module: the findings of `phantom-import` say why."
        in text
    )
    assert "**1 import of a module that does not exist**: `" in report(Edition(analysis))
    guarded = msgspec.structs.replace(analysis.codebase, imports=(msgspec.structs.replace(edge, kind="guarded"),))
    text = report(Edition(msgspec.structs.replace(analysis, codebase=guarded)))
    assert "that does not exist" not in text


def test_reads_writes_and_hand_overs_add_up_to_what_is_not_allowed() -> None:
    rows = _rows(report(Edition(shop())), "Environment")
    counts = [[int(cell) for cell in cells[2:8]] for cells in rows]
    assert counts
    assert all(row[0] == sum(row[2:5]) for row in counts)


def test_one_is_not_many() -> None:
    texts = [report(Edition(analysis)) for analysis in (shop(), empty(), empty(codebase=codebase((module("a"),))))]
    wrong = r"\b1 (?:files|classes|waves|imports|lines|modules|cycles|groups|candidates|that close|more call)\b"
    assert [re.findall(wrong, text) for text in texts] == [[], [], []]
    (alone, *_) = shop().profiles
    lonely = msgspec.structs.replace(alone, importers_production=0, instantiations_production=0)
    assert "Production neither imports nor instantiates it." in report(Edition(empty(profiles=(lonely,))))


def test_a_package_near_balance_is_not_called_far_from_it() -> None:
    metrics = msgspec.structs.replace(shop().graph.packages[0], modules=9, ca=2, distance=0.11)
    graph = msgspec.structs.replace(shop().graph, packages=(metrics,))
    assert "far from Martin" not in report(Edition(msgspec.structs.replace(shop(), graph=graph)))
    far = msgspec.structs.replace(graph, packages=(msgspec.structs.replace(metrics, distance=0.9),))
    assert "far from Martin" in report(Edition(msgspec.structs.replace(shop(), graph=far)))
    lone = msgspec.structs.replace(graph, packages=(msgspec.structs.replace(metrics, ca=1, distance=0.9),))
    assert "far from Martin" not in report(Edition(msgspec.structs.replace(shop(), graph=lone)))


def test_doubles_and_tests_do_not_count_as_managers() -> None:
    record = class_("shop.orders.OrderManager")
    double = class_("shop.orders.FakeManager", line=9)
    world = codebase(classes=(record, double))
    analysis = empty(
        codebase=world, profiles=(profile(record), profile(double, double=True)), mros={record.key: mro(record)}
    )
    assert "1 class in production (1 more in tests, tooling or as doubles)" in report(Edition(analysis))


def test_pictures_stand_beside_their_subject_and_the_rest_is_linked() -> None:
    names = ("imports", "manager-order", "manager-shop", "manager-tool", "inheritance")
    pictures = tuple(Picture(name, f"Drawing of {name}", f"All of {name}", b"<svg/>") for name in names)
    text = report(Edition(shop(), pictures))
    managers = text.partition("## Managers")[2].partition("## Registries")[0]
    assert "![Drawing of manager-order](graphs/manager-order.svg)" in managers
    assert "Also drawn: [Drawing of manager-tool](graphs/manager-tool.svg)." in managers
    assert "![Drawing of imports](graphs/imports.svg)" in text.partition("## Coupling")[2]
    assert "![Drawing of inheritance]" in text.partition("## Further pictures")[2]
    assert '<img alt="All of imports"' in html(overview(Edition(shop(), pictures)))


def test_a_picture_without_a_layout_leads_to_its_source() -> None:
    pictures = tuple(Picture(f"imports-{at}", f"Drawing {at}", "", None, "No engine.") for at in range(3))
    text = report(Edition(shop(), pictures))
    assert "[Drawing 2](graphs/imports-2.dot)" in text
    assert "No engine." in text


def test_the_page_stays_small_whatever_the_code_base() -> None:
    records = tuple(class_(f"shop.m{number}.Manager{number}") for number in range(3000))
    modules = tuple(module(f"shop.m{number}") for number in range(3000))
    profiles = tuple(profile(record, family=f"f{at // 3}") for at, record in enumerate(records))
    edition = Edition(empty(codebase=codebase(modules, records), profiles=profiles))
    assert len(html(overview(edition))) < 200_000


def test_rules_are_told_by_what_they_are_about_and_silence_only_where_there_is_some() -> None:
    analysis = shop()
    about = {"manager-dead": "A Manager whose `__init__` nobody calls."}
    text = report(Edition(analysis, (), about)).partition("## Findings by rule")[2]
    assert "A Manager whose `__init__` nobody calls." in text
    assert "silenced" not in text
    quiet = tuple(msgspec.structs.replace(item, suppressed_by="comment") for item in analysis.findings)
    shown = report(Edition(msgspec.structs.replace(analysis, findings=quiet))).partition("## Findings by rule")[2]
    assert "| open | silenced |" in re.sub(" +", " ", shown)


def test_copies_that_reach_into_production_stand_before_longer_ones_of_tests() -> None:
    analysis = shop()
    first, second = analysis.clones[:2]
    longer = [
        msgspec.structs.replace(each, cluster="k", path="tests/test_orders.py", end_line=900)
        for each in (first, second)
    ]
    clones = (*longer, *(msgspec.structs.replace(each, path="shop/orders.py") for each in analysis.clones))
    text = (
        report(Edition(msgspec.structs.replace(analysis, clones=clones)))
        .partition("## Duplicates")[2]
        .partition("\n## ")[0]
    )
    assert "Those that reach into production (1) stand first." in text
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert "shop/orders.py" in rows[0]
    assert "tests/test_orders.py" in rows[1]
