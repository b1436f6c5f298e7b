"""Environment variables in files that are no code."""

from __future__ import annotations

import pytest

from archgraph.discover.variable_files import declares
from archgraph.discover.variables import variable_lines


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".env", True),
        ("a/.env.example", True),
        ("ops/prod.env", True),
        ("docker-compose.yml", True),
        ("docker-compose.prod.yaml", True),
        ("compose.yaml", True),
        ("Dockerfile", True),
        ("b/Dockerfile.dev", True),
        ("api.dockerfile", True),
        ("environment.yml", False),
        ("decompose.py", False),
        (".envrc", False),
        ("docker.md", False),
    ],
)
def test_files_are_known_by_their_names(path: str, expected: bool) -> None:
    assert declares(path) is expected


def lines(path: str, text: str) -> list[tuple[int, str, str]]:
    found = variable_lines([path], {path: text.encode()}.__getitem__)
    return [(line.line, line.name, line.how) for line in found]


def test_a_dotenv_file_declares_line_by_line() -> None:
    text = "A=1\n# B=2\n export C = 3\nnot a line\nD='${A}'\n"
    assert lines(".env", text) == [(1, "A", "declare"), (3, "C", "declare"), (5, "A", "use"), (5, "D", "declare")]


def test_a_compose_file_declares_in_its_blocks_and_uses_everywhere() -> None:
    text = (
        "services:\n  web:\n    image: shop:${TAG:-latest}\n    environment:\n      - A=1\n      - B\n      # - C=1\n"
        "    ports:\n      - X=1\n  db:\n    environment: &db\n      D: 1\n      <<: *common\n    command: $$NOT $USED\n"
        "    build:\n      args:\n        E: 2\n"
    )
    assert lines("compose.yml", text) == [
        (3, "TAG", "use"),
        (5, "A", "declare"),
        (6, "B", "declare"),
        (12, "D", "declare"),
        (14, "USED", "use"),
        (17, "E", "declare"),
    ]


def test_a_dockerfile_declares_over_several_lines() -> None:
    text = "FROM x\nARG A=1\nENV B 2\nENV C=3 D=4 \\\n    E=5\nRUN F=6 make $C\n"
    assert [(line, name) for line, name, how in lines("Dockerfile", text) if how == "declare"] == [
        (2, "A"),
        (3, "B"),
        (4, "C"),
        (4, "D"),
        (5, "E"),
    ]


def test_values_are_not_kept_and_bytes_of_any_sort_are_read() -> None:
    found = variable_lines([".env"], lambda path: b"SECRET=hush\n\xff\xfe=\x00\n")
    assert [(line.name, line.how) for line in found] == [("SECRET", "declare")]
    assert "hush" not in repr(found)
