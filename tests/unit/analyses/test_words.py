"""Names as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.analyses.words import head_word, lower_words, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("WebSocketManager", ("Web", "Socket", "Manager")),
        ("LLMManagerV2", ("LLM", "Manager", "V2")),
        ("_old_price", ("old", "price")),
        ("__old__price_", ("old", "price")),
        ("old_v2_price3", ("old", "v2", "price", "3")),
        ("größe_alt", ("gr", "öß", "e", "alt")),
        ("OAuthManager", ("O", "Auth", "Manager")),
        ("HTTP2Client", ("HTTP", "2", "Client")),
        ("ALL_CAPS", ("ALL", "CAPS")),
        ("", ()),
    ],
)
def test_a_name_is_split_at_case_digits_and_underscores(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_lower_words_have_no_capitals() -> None:
    assert lower_words("UserSession_ID") == ("user", "session", "id")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("AgentManager", "manager"),
        ("BaseManager", "manager"),
        ("ManagerMixin", "manager"),
        ("AgentManagerV2", "manager"),
        ("AgentManagerImpl", "manager"),
        ("Manager", "manager"),
        ("manager", "manager"),
        ("AgentManagerFactory", "factory"),
        ("AgentManagerError", "error"),
        ("ManagerConfig", "config"),
        ("RegistryProtocol", "protocol"),
        ("RegistryCompat", "registry"),
        ("create_manager", ""),
        ("_RegistryMock", "registry"),
    ],
)
def test_the_head_word_says_what_is_named(name: str, head: str) -> None:
    assert head_word(name) == head


@given(st.from_regex(r"\A[A-Za-z_][A-Za-z0-9_]{0,30}\Z"))
def test_no_letter_is_lost(name: str) -> None:
    assert "".join(words(name)) == name.replace("_", "")
