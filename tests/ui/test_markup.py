"""Text that is shown is only text: escaping, links, and where raw HTML may be written."""

import ast

import pytest

from tests.ui.conftest import ROOT
from ui.links import clause_address, is_known, to_link, to_mail_link
from ui.markup import JOINER, to_markdown_text, to_numbered

SOURCES = [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://e.test/p.png)",
        "<script>alert(1)</script>",
        ":red[x]",
        "a $x^2$ b",
        "# title",
        "1. one",
        "- item",
        "`x`",
        "a|b",
        "~~x~~",
    ],
)
def test_every_mark_of_markdown_is_escaped(text: str) -> None:
    escaped = to_markdown_text(text)
    for character in "<>[]()!#`$*_|~":
        assert escaped.count(character) == escaped.count(f"\\{character}")


@pytest.mark.parametrize("text", ["http://evil.test", "HTTPS://evil.test", "www.evil.test", "a@evil.test", ":smile:", ":material/home:"])
def test_what_would_be_recognised_without_marks_is_broken_up(text: str) -> None:
    assert JOINER in to_markdown_text(text)


def test_escaping_keeps_the_words() -> None:
    plain = "Ring the front door (01332 641172): don't wait!"
    assert to_markdown_text(plain).replace("\\", "").replace(JOINER, "") == plain


def test_a_text_cannot_start_a_new_block() -> None:
    assert "\n" not in to_markdown_text("one\n\n# two\n> three")
    assert to_numbered(("one\n2. two",)).count("\n") == 0


@pytest.mark.parametrize("address", ["https://www.gov.uk/government/publications/x--2", "https://ico.org.uk/for-organisations/"])
def test_known_publishers_become_links(address: str) -> None:
    assert is_known(address)
    assert to_link(address).endswith(f"]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "http://www.gov.uk/x",
        "https://www.gov.uk.evil.test/x",
        "https://evil.test/www.gov.uk",
        "https://www.gov.uk@evil.test/",
        "https://user@www.gov.uk/",
        "https://www.gov.uk:8080/",
        "https://www.gov.uk:x/",
        "https://www.gov.uk/a)b",
        "https://www.gov.uk/a b",
        "https://www.gov.uk/<x>",
        "javascript:alert(1)",
        "data:text/html,x",
        "//www.gov.uk/x",
        "https://[broken",
        "",
    ],
)
def test_other_addresses_stay_text(address: str) -> None:
    assert not is_known(address)
    assert "](" not in to_link(address)


@pytest.mark.parametrize(
    "mailbox", ["x", "a@b", "a@b.uk?bcc=c@d.uk", "a@b.uk)", "javascript:a@b.uk", "a b@c.uk", "a@b.uk\nbcc:c@d.uk", "<a@b.uk>", ""]
)
def test_what_is_not_plainly_a_mailbox_stays_text(mailbox: str) -> None:
    assert "](" not in to_mail_link(mailbox, "About E2")


def test_a_mailbox_begins_a_message_with_its_subject() -> None:
    link = to_mail_link("owner@council.example", "E2 & (this)")
    assert link.endswith("](mailto:owner@council.example?subject=E2%20%26%20%28this%29)")


def test_a_clause_has_one_address_whatever_is_in_its_id() -> None:
    assert clause_address("E2") == "guide?clause=E2"
    assert clause_address("E2", "https://share.example/tool/guide") == "https://share.example/tool/guide?clause=E2"
    assert clause_address("E2)](x") == "guide?clause=E2%29%5D%28x"


def test_raw_html_has_one_door_and_constant_templates() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            assert not any(keyword.arg in {"unsafe_allow_html", "unsafe_allow_javascript"} for keyword in node.keywords), path
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "html" and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "st":
                assert path.name in {"markup.py", "frame.py"}, path
            if name in {"show_html", "show_ringing", "to_html"} and path.name != "markup.py":
                template = node.args[0]
                assert isinstance(template, ast.Name) and template.id.isupper(), path


def test_only_constants_are_templates() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"show_html", "show_ringing", "to_html"} and path.name != "markup.py":
                template = node.args[0]
                assert isinstance(template, ast.Name)
                assert isinstance(constants[template.id], ast.Constant), path
