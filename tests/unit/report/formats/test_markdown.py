"""Markdown: reads well, and no name in it can act."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.report.artefact import Picture
from archgraph.report.document import Bullets, Code, Grid, Illustration, Link, Page, Paragraph, Section, Strong, rest
from archgraph.report.formats.markdown import code, markdown, prose, relative

NASTY = st.text(st.sampled_from(list("ab1`|*_[]()<>!\\\n\t #+-=~$&;:/@.'\"{}\u202e\udc80")), max_size=16)


def body(*blocks: object) -> list[str]:
    return markdown(Page("report.md", "T", blocks)).splitlines()[2:]  # type: ignore[arg-type]


def test_a_page_has_one_title_and_nested_sections() -> None:
    inner = Section("Inner", "inner", [Paragraph("Text.")])
    text = markdown(Page("report.md", "Title", [Section("Outer", "outer", [inner])]))
    assert text == "# Title\n\n## Outer\n\n### Inner\n\nText.\n"


def test_a_table_is_aligned_and_sets_figures_flush_right() -> None:
    grid = Grid(("name", "files"), [(Code("a"), "1,234"), (Code("longer"), "5")], frozenset({1}), rest(2, 9, "modules"))
    assert body(grid) == [
        "| name     | files |",
        "| -------- | ----: |",
        "| `a`      | 1,234 |",
        "| `longer` |     5 |",
        "",
        "… and 7 more, see [`csv/modules.csv`](csv/modules.csv).",
    ]


def test_lists_are_bulleted_or_numbered() -> None:
    assert body(Bullets(["a", (Strong("b"), " c")])) == ["- a", "- **b** c"]
    assert body(Bullets(["a", "b"], numbered=True)) == ["1. a", "2. b"]


def test_a_picture_is_linked_and_without_svg_only_told() -> None:
    picture = Picture("mro", "All classes", "Twelve boxes", b"<svg/>", "Squashed.")
    assert body(Illustration(picture)) == ["![All classes](graphs/mro.svg)", "", "Squashed."]
    assert body(Illustration(picture._replace(svg=None))) == ["*All classes*", "", "Squashed."]


@pytest.mark.parametrize(
    ("path", "href", "expected"),
    [
        ("report.md", "csv/a b.csv", "csv/a%20b.csv"),
        ("mro/index.md", "mro/a.md", "a.md"),
        ("mro/index.md", "report.md#read", "../report.md#read"),
        ("report.md", "#a)b", "#a%29b"),
        ("report.md", "mro/x](javascript:alert(1)).md", "mro/x%5D%28javascript%3Aalert%281%29%29.md"),
        ("report.md", "mro/\udc80.md", "mro/%3F.md"),
    ],
)
def test_links_are_relative_to_the_page_and_quoted(path: str, href: str, expected: str) -> None:
    assert relative(href, path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>", "&lt;b&gt;"),
        ("a|b", "a&#124;b"),
        ("[x](y)", r"\[x\](y)"),
        ("*_`\\", r"\*\_\`" + "\\\\"),
        ("two\nlines", r"two\\u000alines"),
        ("\u202egnp", r"\\u202egnp"),
        ("&lt;", "&amp;lt;"),
        ("$x$", "&#36;x&#36;"),
    ],
)
def test_prose_says_what_it_says(text: str, expected: str) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize("text", ["@team", "#12", "https://evil.example", "www.evil.example", "WWW.evil.example"])
def test_prose_mentions_nobody_and_links_nowhere(text: str) -> None:
    assert "\u200b" in prose(text)


@pytest.mark.parametrize("text", ["- a", "+ a", "= a", "1. a", "12) a", "--- "])
def test_a_paragraph_begins_no_list_and_no_rule(text: str) -> None:
    assert re.match(r"\d*\\", body(Paragraph(text))[0])


def test_plain_code_stands_in_backticks_and_fragile_code_in_entities() -> None:
    assert code("a.B_c") == "`a.B_c`"
    assert code("a|`b_") == "<code>a&#124;&#96;b&#95;</code>"


@given(NASTY)
def test_no_text_leaves_its_cell_or_its_line(text: str) -> None:
    page = markdown(Page("report.md", text, [Grid(("a", "b"), [(text, Code(text))]), Paragraph((Code(text), text))]))
    page.encode()
    row = page.splitlines()[4]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3
    assert "<" not in row.replace("<code>", "").replace("</code>", "") or "`" in row


@given(NASTY)
def test_a_link_label_never_closes_its_link(text: str) -> None:
    (line,) = body(Paragraph(Link(text, "mro/a.md")))
    assert re.fullmatch(r"\[(?:\\.|[^\[\]\\])*\]\(mro/a\.md\)", line)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("shop_api.order_manager", "shop_api.order_manager"),
        ("Größe_x", "Größe_x"),
        ("_private", "\\_private"),
        ("a.__init__", "a.\\_\\_init\\_\\_"),
        ("trailing_ x", "trailing\\_ x"),
    ],
)
def test_underscores_inside_words_are_left_alone(text: str, written: str) -> None:
    assert prose(text) == written
