"""The page: self-contained, escaped, and it fetches nothing."""

from base64 import b64decode
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archgraph.report.artefact import Picture
from archgraph.report.document import Bullets, Code, Grid, Illustration, Link, Page, Paragraph, Phrase, Section, Strong
from archgraph.report.formats.html import html
from archgraph.report.formats.markdown import shown
from archgraph.report.formats.stylesheet import STYLESHEET

NASTY = st.text(st.sampled_from(list("ab1<>&\"'/=`;:()!-\n\x00\u2028\u202e\udc80")), min_size=1, max_size=20)
VOID = {"meta", "img", "wbr"}


class Reader(HTMLParser):
    """Collects tags, attributes and the text of paragraphs; fails where a tag is closed that was not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "p":
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.said[-1] += data


def every_block(text: str) -> Page:
    blocks = (
        Paragraph((text, Code(text), Strong(text), Link(text, f"mro/{text}.md", code=True))),
        Bullets([text, (Code(text), text)]),
        Grid((text, "b"), [(text, Code(text))], frozenset({1}), text),
        Illustration(Picture("name", text, text, b"<svg/>", text)),
    )
    return Page("report.md", text, [Section(text, text, blocks)])


@given(NASTY)
def test_text_stays_text(text: str) -> None:
    plain, hostile = Reader(html(every_block("x"))), Reader(html(every_block(text), text))
    assert [tag for tag in hostile.tags if tag != "wbr"] == [tag for tag in plain.tags if tag != "wbr"]
    assert hostile.open == []
    assert hostile.said[0] == shown(text) * 4
    html(every_block(text), text).encode()


@given(NASTY)
def test_nothing_is_fetched_and_nothing_runs(text: str) -> None:
    reader = Reader(html(every_block(text)))
    assert not {"script", "link", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    assert not any(name.startswith("on") for name, _ in reader.values)
    assert all(value.startswith("data:image/svg+xml;base64,") for name, value in reader.values if name == "src")
    assert all(value.startswith(("#", "mro/", "graphs/")) for name, value in reader.values if name == "href")


def test_the_page_forbids_what_it_does_not_need() -> None:
    values = dict(Reader(html(every_block("x"))).values)
    policy = html(every_block("x")).split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; img-src data:")
    assert "charset" in values


def test_sections_make_the_table_of_contents() -> None:
    page = Page("report.md", "T", [Section("One", "one", []), Section("Two & more", "two", [])])
    assert '<li><a href="#one">One</a></li>\n<li><a href="#two">Two &amp; more</a></li>' in html(page)
    assert '<section id="two">' in html(page)


def test_a_picture_is_in_the_page() -> None:
    reader = Reader(html(every_block("x")))
    (source,) = [value for name, value in reader.values if name == "src"]
    assert b64decode(source.partition(",")[2]) == b"<svg/>"


@pytest.mark.parametrize("size", [600_000])
def test_pictures_beyond_the_budget_are_links(size: int) -> None:
    pictures = [Picture(f"p{number}", f"Picture {number}", "", b"x" * size) for number in range(3)]
    reader = Reader(html(Page("report.md", "T", [Section("P", "p", [Illustration(item) for item in pictures])])))
    assert reader.tags.count("img") == 2
    assert ("href", "graphs/p2.svg") in reader.values


def test_long_names_break_at_their_joints_and_short_code_does_not_break() -> None:
    def cell(item: Phrase) -> str:
        return html(Page("report.md", "x", [Grid(("head",), [(item,)])])).partition("<td>")[2].partition("</td>")[0]

    long = "test_of_a_name_that_is_very_long_indeed"
    assert cell(Code(f"a/{long}.py")) == f"<code>a/<wbr>{long.replace('_', '_<wbr>')}.py</code>"
    assert cell(f"The {long} goes.") == f"The {long.replace('_', '_<wbr>')} goes."
    assert cell("shop.a_b goes") == "shop.a_b goes"
    assert cell(Code("p-51ddb8f40a")) == '<code class="whole">p-51ddb8f40a</code>'


def test_pictures_bring_their_own_dark_side() -> None:
    assert "figure img { background" not in STYLESHEET


def test_a_wide_picture_is_scrolled_before_its_print_gets_too_small_and_leads_to_its_file() -> None:
    picture = Picture("imports", "All imports", "alt", b'<svg xmlns="x" width="1000" height="9"></svg>')
    page = html(Page("report.html", "T", [Illustration(picture)]))
    assert '<img style="min-width:720px" alt="alt"' in page
    assert '<a href="graphs/imports.svg">All imports</a>' in page
    assert "min-width:720px" not in html(Page("report.html", "T", [Illustration(picture._replace(svg=b"<svg/>"))]))
