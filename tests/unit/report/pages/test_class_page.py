"""The report of one Manager or Registry, and the index of all."""

import re

import msgspec
import pytest

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Origin
from archgraph.model.results import Ancestor, Profile
from archgraph.report.artefact import Edition
from archgraph.report.formats.markdown import markdown
from archgraph.report.pages.class_index import class_index
from archgraph.report.pages.class_page import class_page
from tests.analyses import class_, codebase, empty, mro, profile, shop


def page_of(analysis: Analysis, name: str = "OrderManager") -> str:
    edition = Edition(analysis)
    key = next(key for key in edition.class_pages if key.class_.endswith(name))
    return markdown(class_page(edition, key))


def test_a_report_says_what_the_class_is_and_where() -> None:
    text = page_of(shop())
    assert text.startswith("# OrderManager\n\n`shop.orders.OrderManager` is a Manager of the family [OrderManager]")
    assert " at `shop/orders.py:1`, in production of service shop, 20 lines." in text


def test_the_lane_says_what_each_ancestor_provides() -> None:
    rows = [re.sub(r" +", " ", line) for line in page_of(shop()).splitlines()]
    assert "| 0 | `shop.orders.OrderManager` | `shop/orders.py:1` | `close()`, `OrderManager` |" in rows
    assert "| 1 | `shop.base.Manager` | internal | `async open()` |" in rows
    assert "| 2 | `builtins.object` | stdlib | 27 members |" in rows


def test_aliases_overrides_state_and_use_are_told_with_their_places() -> None:
    text = page_of(shop())
    assert "It goes by 1 other name, and can be reached by 1 further dotted name." in text
    assert re.search(r"`OM` +\| +1 \| +4 \| import as \| +2 \| `shop.api.OM` +\| `shop/api.py:3`", text)
    assert re.search(r"`close\(\)` +\| `shop.base.Manager` +\| no +\| drops the parameter OrderManager", text)
    assert "- Instances at module level: `shop.orders.orders`." in text
    assert "by 3 production modules and 1 test module" in text


def test_what_is_not_known_is_said() -> None:
    text = page_of(shop(), "ToolRegistry")
    assert "The MRO is partial: elsewhere.Base is not installed." in text
    assert "## MRO (partial)" in text


def test_an_impossible_mro_is_explained() -> None:
    analysis = shop()
    twisted = next(key for key in analysis.mros if key.class_.endswith("Twisted"))
    record = analysis.codebase.classes[twisted]
    text = page_of(msgspec.structs.replace(analysis, profiles=(profile(record),)), "Twisted")
    assert "shop.A before shop.B, declared by shop.tools.Twisted at shop/tools.py:30" in text
    assert "Repair: write the bases as (B, A)." in text


def test_other_classes_of_the_name_are_linked() -> None:
    here, there = class_("a.m.JobManager"), class_("b.m.JobManager")
    profiles = tuple(profile(record, family="job") for record in (here, there))
    text = page_of(empty(codebase=codebase(classes=(here, there)), profiles=profiles), "a.m.JobManager")
    assert "1 other class has this name." in text
    assert "[`b.m.JobManager`](b.m.JobManager.md)" in text


def family(*profiles: Profile) -> Analysis:
    records = tuple(class_(item.key.class_) for item in profiles)
    return empty(codebase=codebase(classes=records), profiles=profiles, mros={r.key: mro(r) for r in records})


def test_no_two_different_cases_get_the_same_advice() -> None:
    used = profile(class_("s.a.JobManager"), importers_production=9, public_methods=("run", "stop"))
    rival = profile(class_("s.b.WorkManager"), importers_production=1, public_methods=("run", "halt"))
    stranger = profile(class_("s.c.DeedManager"), importers_production=1, public_methods=("other",))
    dead = profile(class_("s.d.OldManager"), importers_production=0, instantiations_production=0)
    analysis = family(used, rival, stranger, dead)
    advice = {
        name: page_of(analysis, name).partition("## What the facts suggest")[2]
        for name in ("JobManager", "WorkManager", "DeedManager", "OldManager")
    }
    assert "Keep: of its family it has the most importers in production (9)" in advice["JobManager"]
    assert "1 of its 2 public methods and 9 importers" in advice["WorkManager"]
    assert "it shares no public method with" in advice["DeedManager"]
    assert "Delete, after a look" in advice["OldManager"]


def test_a_class_of_another_service_is_not_compared() -> None:
    used = profile(class_("s.a.JobManager"), importers_production=9)
    other = profile(class_("t.a.JobManager"), importers_production=1)
    assert "What the facts suggest" not in page_of(family(used, other), "t.a.JobManager")


def test_a_class_and_its_base_are_no_rivals() -> None:
    base, sub = (
        profile(class_("s.a.BaseManager"), importers_production=1),
        profile(class_("s.b.JobManager"), importers_production=9),
    )
    analysis = family(base, sub)
    order = analysis.mros[sub.key]
    longer = msgspec.structs.replace(
        order, ancestors=(*order.ancestors, Ancestor("s.a.BaseManager", Origin.INTERNAL, base.key))
    )
    analysis = msgspec.structs.replace(analysis, mros={**analysis.mros, sub.key: longer})
    assert "What the facts suggest" not in page_of(analysis, "BaseManager")


def test_a_class_with_both_roles_has_one_report() -> None:
    record = class_("s.a.JobRegistryManager")
    analysis = empty(codebase=codebase(classes=(record,)), profiles=(profile(record), profile(record, "registry")))
    assert list(Edition(analysis).class_pages.values()) == ["mro/s.a.JobRegistryManager.md"]
    assert "is a Manager and Registry" in page_of(analysis, "JobRegistryManager")


@pytest.mark.parametrize("name", ["=cmd()|<b>`\n", "a" * 300, "CON", "<locals>.X"])
def test_any_name_gives_a_report(name: str) -> None:
    edition = Edition(shop(name))
    for key, path in edition.class_pages.items():
        assert re.fullmatch(r"mro/[A-Za-z0-9._-]{1,140}\.md", path)
        assert "<b>" not in markdown(class_page(edition, key))


def test_the_index_leads_to_every_report() -> None:
    edition = Edition(shop())
    text = markdown(class_index(edition))
    for path in edition.class_pages.values():
        assert f"]({path.removeprefix('mro/')})" in text


def test_the_family_link_leads_to_a_heading_of_the_index() -> None:
    records = class_("s.a.JobManager"), class_("s.b.JobManager")
    profiles = tuple(profile(record, family="job manager") for record in records)
    analysis = empty(codebase=codebase(classes=records), profiles=profiles)
    assert "[job manager](index.md#job-manager)" in page_of(analysis, "s.a.JobManager")
    assert "## job manager" in markdown(class_index(Edition(analysis)))
