"""What a Manager or Registry is about."""

from __future__ import annotations

import pytest

from archgraph.analyses.duty.domain import domain_of, family_of, vocabulary

KNOWN = vocabulary(["shop.websocket_core", "shop.oauth"])


@pytest.mark.parametrize(
    ("name", "module", "domain"),
    [
        ("UnifiedWebSocketManager", "shop.core", "websocket"),
        ("OAuthManager", "shop.core", "oauth"),
        ("DatabaseSessionManager", "shop.core", "database session"),
        ("Manager", "shop.websocket_core", "websocket"),
        ("BaseManager", "shop.sessions.base", "sessions"),
        ("Registry", "registry", ""),
    ],
)
def test_the_domain_is_what_is_left_of_the_name_or_of_the_module(name: str, module: str, domain: str) -> None:
    assert domain_of(name, module, KNOWN) == domain


def test_a_family_shares_role_and_head_noun() -> None:
    assert family_of("database session", "manager") == family_of("sessions", "manager") == "session manager"
    assert family_of("session", "registry") != family_of("session", "manager")
    assert family_of("", "registry") == "registry"
