"""The report of one Manager or Registry, and the index of all."""

import re

import msgspec
import pytest

from archgraph.model.analysis import Analysis
from archgraph.model.codebase import Origin
from archgraph.model.consolidation import Candidate, Decision, Plan
from archgraph.model.results.conduct import Advice, Clash, Conduct, NearName, Remark
from archgraph.model.results.members import Lane, Lineage, Member
from archgraph.model.results.mro import Ancestor
from archgraph.model.results.roles import Usage
from archgraph.model.source import Zone
from archgraph.report.artefact import Edition, Picture
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
    assert "| 0 | `shop.orders.OrderManager` | `shop/orders.py:1` | `close()`, `OrderManager` | |" in rows
    assert "| 1 | `shop.base.Manager` | internal | `async open()` | |" in rows
    assert "| 2 | `builtins.object` | stdlib | 27 members | |" in rows


def test_aliases_overrides_state_and_use_are_told_with_their_places() -> None:
    text = page_of(shop())
    assert "It goes by 1 other name, and can be reached by 1 further dotted name; each" in text
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


def test_advice_is_told_with_confidence_reasons_and_steps_in_their_order() -> None:
    here, there = class_("s.a.JobManager"), class_("s.b.WorkManager")
    advice = Advice(
        "merge", 0.65, ("`s.b.WorkManager` has most of it",), ("Move `halt`", "Delete the class"), there.key
    )
    profiles = tuple(profile(record) for record in (here, there))
    known = {here.key: Conduct(here.key, advice=advice)}
    text = page_of(empty(codebase=codebase(classes=(here, there)), profiles=profiles, conduct=known), "JobManager")
    assert "(last section): **merge**, confidence medium (65%)." in text
    told = text.partition("## What the facts suggest")[2]
    assert "**Merge it into** [`s.b.WorkManager`](s.b.WorkManager.md). Confidence medium (65%)." in told
    assert "- `s.b.WorkManager` has most of it." in told
    assert "1. Move `halt`.\n2. Delete the class." in told


def test_the_decision_of_the_plan_goes_before_the_advice_of_the_class_alone() -> None:
    here, there = class_("s.a.JobManager"), class_("s.b.WorkManager")
    alone = Advice("rename", 0.6, ("the name is taken",), ("Rename",), there.key, ("Take the lock",), ("Mend imports",))
    decided = Decision(
        "c1",
        "CONSOLIDATE",
        "s.b.WorkManager",
        here.key,
        "it is used",
        ("halt",),
        3,
        9,
        0.85,
        2,
        "",
        "revert",
        carried=("halt",),
    )
    kept = Decision("c1", "KEEP", "s.b.WorkManager", there.key, "it stays", (), 9, 0, 1.0, 2, "", "")
    candidate = Candidate("c1", "job", "s", there.key, (kept, decided), ())
    analysis = empty(
        codebase=codebase(classes=(here, there)),
        profiles=(profile(here), profile(there)),
        conduct={here.key: Conduct(here.key, advice=alone)},
        plan=Plan(candidates=(candidate,)),
    )
    text = page_of(analysis, "JobManager")
    told = text.partition("## What the facts suggest")[2]
    assert "**consolidate**, confidence high (85%)." in text
    assert "**Merge it into** [`s.b.WorkManager`](s.b.WorkManager.md). Confidence high (85%), candidate c1 of" in told
    assert "wave 2." in told
    assert "the name is taken" not in told
    assert [line[:14] for line in told.splitlines() if line[:1].isdigit()] == [
        "1. Take the lo",
        "2. Carry over ",
        "3. Change its ",
        "4. Delete the ",
        "5. Mend import",
    ]
    assert "To take it back: revert." in told


def test_leaks_locks_tasks_clashes_and_phantoms_are_told_with_their_places() -> None:
    record, other = class_("s.a.JobManager"), class_("s.b.JobsManager")
    known = Conduct(
        record.key,
        leaks=(Remark("`set` remembers one user in `user`", "s/a.py", 3),),
        unguarded=(Remark("`put` changes `items` without a lock", "s/a.py", 4),),
        tasks=(Remark("`go` starts a task", "s/a.py", 5),),
        near=(NearName(other.key, "nearly the same letters"),),
        clashes=(Clash("run", other.key, "drops timeout", 6, 7),),
        phantoms=(Remark("`s.c` imports it from `s.gone`, which does not exist", "s/c.py", 8),) * 2,
    )
    analysis = empty(
        codebase=codebase(classes=(record, other)), profiles=(profile(record),), conduct={record.key: known}
    )
    text = page_of(analysis, "JobManager")
    flat = re.sub(r" +", " ", text)
    assert "**One user's data may reach another.**" in text
    assert "- `set` remembers one user in `user` (`s/a.py:3`)." in text
    assert "To look at: 1 place where others can come between and 1 task or coroutine left alone, judged by" in text
    assert "| `s.b.JobsManager` | nearly the same letters | the same | `s/b.py:1` |" in flat
    assert f"With `s.b.JobsManager` (`s/b.py:{other.key.line}`): lines of `s/a.py` and of that file." in flat
    assert "| `run` | 6 | 7 | drops timeout |" in flat
    assert "| `s.gone` | does not exist | 2 | `s/c.py:8` |" in flat


def test_the_lane_tells_external_members_and_what_is_hidden() -> None:
    record = class_("s.a.JobManager")
    outer = Ancestor("collections.UserDict", Origin.STDLIB, None)
    (own,) = mro(record).ancestors
    order = msgspec.structs.replace(mro(record), ancestors=(own, outer))
    given = Member(record.key, "copy", "function", "collections.UserDict", "", None, "", None, "", 1)
    lanes = (Lane(own, (), ()), Lane(outer, ("copy",), ("__init__", "__len__", "get")))
    analysis = empty(
        codebase=codebase(classes=(record,)),
        profiles=(profile(record),),
        mros={record.key: order},
        lineages={record.key: Lineage(record.key, lanes, (given,))},
    )
    row = next(line for line in page_of(analysis, "JobManager").splitlines() if "UserDict" in line)
    assert [cell.strip() for cell in row.split("|")][-3:-1] == ["`copy`", "`get`, 2 special names"]


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


def test_the_picture_of_a_class_stands_beside_its_mro() -> None:
    record = class_("s.a.JobManager")
    analysis = empty(codebase=codebase(classes=(record,)), profiles=(profile(record),), mros={record.key: mro(record)})
    own = Picture("mro-s.a.JobManager", "JobManager", "MRO of s.a.JobManager, complete: s.a.JobManager.", b"<svg/>")
    other = Picture("mro-s.a.JobManagerToo", "Other", "MRO of s.a.JobManagerToo, complete.", b"<svg/>")
    edition = Edition(analysis, (other, own))
    text = markdown(class_page(edition, record.key))
    assert "![JobManager](../graphs/mro-s.a.JobManager.svg)" in text
    assert "Other" not in text


def test_a_life_is_told_in_a_sentence_with_its_places_as_code() -> None:
    record = class_("s.a.JobManager")
    reason = "lifetime process: `s.a.jobs` holds one (s/a.py:9); confidence high"
    told = profile(record, lifetime="process", evidence=(reason,))
    text = page_of(empty(codebase=codebase(classes=(record,)), profiles=(told,)), "JobManager")
    assert "- An instance lasts as long as the process: `s.a.jobs` holds one (`s/a.py:9`). Confidence high." in text


def test_what_leaves_a_life_open_is_told_once() -> None:
    record = class_("s.a.JobManager")
    open_ = profile(record, lifetime="unknown", evidence=("lifetime unknown: nothing in production makes an instance",))
    text = page_of(empty(codebase=codebase(classes=(record,)), profiles=(open_,)), "JobManager")
    assert "- How long an instance lives is not known: nothing in production makes an instance." in text
    assert "- How long an instance lives: see State and life." in text


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("orders.Manager does it (s/a.py:3)", "- `orders.Manager` does it (`s/a.py:3`)."),
        ("it has no users.", "- It has no users."),
        ("`Manager` does it", "- `Manager` does it."),
        ("restore s/__init__.py; or not", "- Restore `s/__init__.py`; or not."),
    ],
)
def test_a_reason_is_a_sentence_whose_names_stay_as_they_are(reason: str, sentence: str) -> None:
    record = class_("s.a.JobManager")
    known = Conduct(record.key, advice=Advice("keep", 0.7, (reason,), ()))
    analysis = empty(codebase=codebase(classes=(record,)), profiles=(profile(record),), conduct={record.key: known})
    assert sentence in page_of(analysis, "JobManager").splitlines()


def test_who_imports_it_is_told_by_side() -> None:
    record = class_("s.a.JobManager")
    use = Usage(record.class_, "import", "t", "t/x.py", 1, Zone.TOOLING, False)
    tested = profile(record, importers_production=0, instantiations_production=0, importers_test=2)
    text = page_of(empty(codebase=codebase(classes=(record,)), profiles=(tested,), usages=(use, use)), "JobManager")
    assert (
        "Nothing in production imports it or makes an instance; it is imported by 2 test modules and 1 tooling" in text
    )
    assert "- Imported in tooling: `t/x.py:1`." in text
    made = profile(record, importers_production=0, importers_test=1)
    text = page_of(empty(codebase=codebase(classes=(record,)), profiles=(made,)), "JobManager")
    assert "No other production module imports it; it is imported by 1 test module." in text


def test_an_index_without_reports_says_so_and_the_depth_of_a_class_is_a_number() -> None:
    assert "there is nothing to report on" in markdown(class_index(Edition(empty())))
    record = class_("s.a.JobManager")
    analysis = empty(
        codebase=codebase(classes=(record,)),
        profiles=(profile(record),),
        mros={record.key: mro(record, "s.b.Base", "builtins.object")},
    )
    (row,) = (line for line in markdown(class_index(Edition(analysis))).splitlines() if "JobManager`" in line)
    assert row.split("|")[9].strip() == "2"
