"""What to do with a class: in: a subject, its family and what was found about it, out: advice with reasons and steps.

Nothing here is certain: each piece of advice says by what facts it stands, and its confidence falls with what is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from archgraph.analyses.conduct.clashes import are_kin, shared_methods
from archgraph.analyses.conduct.locking import MIXED
from archgraph.analyses.conduct.subject import Subject
from archgraph.analyses.words import last_name
from archgraph.model.codebase import ClassKey
from archgraph.model.results.conduct import Advice, Conduct
from archgraph.model.results.mro import MroStatus
from archgraph.model.results.roles import Profile
from archgraph.model.source import Zone

_HALF = 0.5
_MOST_NAMES = 6
_PRIVATE = ("user", "request")


@dataclass(frozen=True)
class Company:
    """Who stands beside the class: its family, the most used first, and production classes of its bare name; in how many
    places of production it is used besides imports, its own methods and factories left out; how many strings name it."""

    family: Sequence[Subject]
    namesakes: Sequence[Subject]
    uses: int
    named_in_strings: int


def advise(subject: Subject, found: Conduct, company: Company) -> Advice:
    """Advice for a class in production that is no double; for others none."""
    profile = subject.profile
    if profile.zone is not Zone.PRODUCTION or profile.double:
        return Advice("", 0.0, (), ())
    chosen = (
        _nothing_of_its_own(subject)
        or _unused(subject, company)
        or _same_name(subject, found, company)
        or _same_methods(subject, found, company)
        or _kept(subject, company)
    )
    doubt = 0.15 if subject.world.mros[profile.key].status is not MroStatus.COMPLETE or subject.module.error else 0.0
    first = tuple(_before_anything(found))
    broken = _n(len(found.phantoms), "import")
    last = (f"Mend or remove what imports its name from where it is not ({broken})",) if found.phantoms else ()
    return Advice(
        chosen.action,
        round(max(chosen.confidence - doubt, 0.1), 2),
        chosen.reasons,
        chosen.steps,
        chosen.other,
        first,
        last,
    )


def with_followers(advice: Advice, own: str, followers: Sequence[Profile]) -> Advice:
    """The advice for the class of the bare name `own`, into which others are to be merged: they come as a step, the least
    used first, namesakes by their whole names."""
    if not followers or advice.action != "keep":
        return advice
    ordered = sorted(followers, key=by_use, reverse=True)
    bare = Counter([own, *(last_name(profile.key.class_) for profile in ordered)])
    called = [(last_name(profile.key.class_), profile.key.class_) for profile in ordered]
    names = ", ".join(f"`{whole if bare[name] > 1 else name}`" for name, whole in called)
    return replace(advice, steps=(*advice.steps, f"Take in, the least used first: {names}"))


def _before_anything(found: Conduct) -> Iterator[str]:
    if found.leaks:
        yield "First of all make sure that no user gets another's data (see State and life)"
    if found.unguarded:
        where = _n(len(found.unguarded), "place")
        yield f"Take the lock where shared state is changed without it ({where})"
    if any(MIXED in remark.text for remark in found.locking):
        yield "Decide for one kind of lock, that of threads or that of coroutines"
    if found.tasks:
        yield f"Keep the tasks that it starts and await its coroutines ({_n(len(found.tasks), 'place')})"


def _nothing_of_its_own(subject: Subject) -> Advice | None:
    """A subclass that defines nothing is another name of its base."""
    profile = subject.profile
    (base, *others) = subject.record.resolved or (None,)
    if subject.own or others or base is None or base.key not in subject.world.codebase.classes:
        return None
    reasons = (f"It defines nothing of its own: all that it does is done by `{base.base}`",)
    importers = f"{_n(profile.importers_production, 'importer')} in production and {profile.importers_test:,} in tests"
    steps = (f"Let its {importers} take `{last_name(base.base)}` instead", "Delete the class")
    return Advice("merge", 0.85, reasons, steps, base.key)


def _unused(subject: Subject, company: Company) -> Advice | None:
    profile = subject.profile
    if profile.importers_production or profile.subclasses or company.uses:
        return None
    reasons = ["Nothing in production imports it, makes an instance of it, calls it or inherits from it, but itself"]
    confidence = 0.7
    if company.named_in_strings:
        reasons.append(f"{_n(company.named_in_strings, 'string')} in the code may load it by its name")
        confidence = 0.45
    steps = ["Look for uses that are not in this code: other repositories, configuration, entry points, plugins"]
    if profile.importers_test:
        modules = _n(profile.importers_test, "test module")
        reasons.append(f"it is tested all the same, in {modules}")
        steps.append("Delete the tests that test nothing else")
    steps.append(f"Delete the class ({_n(profile.lines, 'line')})")
    return Advice("delete", confidence, tuple(reasons), tuple(steps))


def _same_name(subject: Subject, found: Conduct, company: Company) -> Advice | None:
    """Another class of the same bare name in the same service: one of the two has to go, or to be told apart."""
    service = subject.profile.service
    rivals = [each for each in company.namesakes if each.profile.service == service and not are_kin(each, subject)]
    leader = min([subject, *rivals], key=lambda each: by_use(each.profile))
    if leader is subject:
        return None
    shared, own = shared_methods(subject, leader), subject.profile.public_methods
    importers = _n(leader.profile.importers_production, "production importer")
    mine = subject.profile.importers_production
    use = f"`{leader.profile.key.class_}` has the same name and {importers}, this one {mine:,}"
    if own and len(shared) >= _HALF * len(own):
        return _merge(subject, leader, found, (use,), 0.7)
    name = subject.record.name
    overlap = f"the two share {f'{len(shared):,} of' if shared else 'none of'} its {_n(len(own), 'public method')}"
    users = _n(mine + subject.profile.importers_test, "importer")
    steps = (
        f"Give it a name that says its own duty; `{name}` is taken, and its module is `{subject.record.module}`",
        f"Keep `{name}` here as an alias as long as anything imports it ({users} now), then remove it",
    )
    return Advice("rename", 0.6, (use, overlap), steps, leader.profile.key)


def _same_methods(subject: Subject, found: Conduct, company: Company) -> Advice | None:
    """A more used class of the family has most of its methods, and at least one with the same contract."""
    own = subject.profile.public_methods
    better = [each for each in company.family if by_use(each.profile) < by_use(subject.profile)]
    ranked = [
        (len(shared), each)
        for each in better
        if not are_kin(each, subject)
        and (shared := shared_methods(subject, each))
        and len(shared) >= max(_HALF * len(own), 2)
        and set(shared) - _clashing(found, each)
    ]
    if not ranked:
        return None
    count, leader = max(ranked, key=lambda pair: pair[0])
    reason = f"`{leader.profile.key.class_}`, which is more used, has {count} of its {_n(len(own), 'public method')}"
    same_service = leader.profile.service == subject.profile.service
    return _merge(subject, leader, found, (reason,), 0.55 if same_service else 0.35)


def _clashing(found: Conduct, other: Subject) -> set[str]:
    return {clash.member for clash in found.clashes if clash.other == other.profile.key}


def _merge(subject: Subject, into: Subject, found: Conduct, reasons: tuple[str, ...], confidence: float) -> Advice:
    profile, target = subject.profile, last_name(into.profile.key.class_)
    if profile.lifetime in _PRIVATE and profile.lifetime != into.profile.lifetime:
        apart = f"but an instance of it serves one {profile.lifetime} only, and that is not certain of `{target}`"
        return Advice(
            "keep", 0.6, (*reasons, f"{apart}: merged, one could see the data of another"), (), into.profile.key
        )
    clashing = sorted(_clashing(found, into))
    only = [name for name in profile.public_methods if name not in set(shared_methods(subject, into))]
    state = sorted(set(profile.state) - set(into.profile.state))
    steps = []
    if clashing:
        reasons = (*reasons, f"the contracts of {_some(clashing)} differ: the two cannot be exchanged as they are")
        steps.append(f"Agree on one contract for {_some(clashing)}")
    if only:
        steps.append(f"Move what only it has to `{target}`, as far as it is used: {_some(only)}")
    if state:
        steps.append(f"Find a place there for its state: {_some(state)}")
    production = _n(profile.importers_production, "importer")
    steps.append(f"Change its {production} in production, then the {profile.importers_test:,} in tests")
    steps.append("Delete the class")
    return Advice("merge", confidence - min(0.2, 0.05 * len(clashing)), reasons, tuple(steps), into.profile.key)


def _kept(subject: Subject, company: Company) -> Advice:
    profile = subject.profile
    others = [each for each in company.family if each is not subject and not are_kin(each, subject)]
    use = _use(profile, company)
    kin = [each for each in company.namesakes if are_kin(each, subject)]
    if kin:
        names = ", ".join(f"`{each.profile.key.class_}`" for each in kin)
        return Advice("keep", 0.5, (use, f"it and its namesake {names} are layers of one thing under one name"), ())
    if not others:
        return Advice("keep", 0.7, (use, "no other class in production has its duty, as far as names tell"), ())
    if all(by_use(profile) < by_use(each.profile) for each in others):
        lead = f"of the {len(others) + 1} classes of its family it is the most used"
        return Advice("keep", 0.7, (use, lead), ())
    first = others[0].profile.key.class_
    shared = shared_methods(subject, others[0])
    own = _n(len(profile.public_methods), "public method")
    text = f"it shares {f'{len(shared):,} of its {own}' if shared else 'no public method'} with `{first}`"
    return Advice("keep", 0.5, (use, f"{text}, the most used of its family"), ())


def _use(profile: Profile, company: Company) -> str:
    number = profile.importers_production
    if number:
        return f"{_n(number, 'module')} in production {'imports' if number == 1 else 'import'} it"
    if not company.uses and profile.subclasses:
        return f"no other module in production imports it, but it has subclasses ({len(profile.subclasses):,})"
    return f"no other module in production imports it, but it is used in {_n(company.uses, 'place')}"


def by_use(profile: Profile) -> tuple[int, int, ClassKey]:
    """Sorts the most used first."""
    return (-profile.importers_production, -profile.instantiations_production, profile.key)


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(f"`{name}`" for name in names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
