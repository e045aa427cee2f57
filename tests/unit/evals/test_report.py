"""The report shows what failed and why, hides what is sealed, and counts by principle, source and clause."""

import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser

import pytest

from evals.breakdown import by_principle, by_source, by_tag, coverage, stability
from evals.case import RetrievalCase
from evals.gate import Answered, Threshold
from evals.measure import KINDS_OF_CASE, kinds_of_case
from evals.report import Evaluated, axis, render, wrong_with
from evals.result import Figure, Found, Measured, Result
from evals.score import figures, kind_figures, measures, quote_figure
from guardrails.ruleset import load_ruleset
from ingest.clauses import load_corpus
from tests.unit.evals.builders import result

CORPUS, RULESET = load_corpus(), load_ruleset()
THRESHOLD = Threshold(set="outcomes", name="under sharing", at_most=0.05, aim=0.01)
OPEN = result("open-1", "share_without_consent", "seek_consent", tags=("switch_off", "wording-1"), turns=("<script>x</script>", "and then"))
SEALED = result("sealed-1", "clarify", "seek_consent", "sealed")


def measured(name: str, *results: Result) -> list[Measured]:
    split = {each.case.split: (each,) for each in results}
    return [Measured(name, key, each, figures(each), measures(each)) for key, each in split.items()]


def page(baseline: Mapping[str, Answered] | None = None, own: bool = False) -> str:
    sets = measured("outcomes", OPEN, SEALED)
    return render(
        Evaluated(
            [*sets, *kinds_of_case(sets, ("open", "sealed"))], CORPUS, RULESET, {"as_of": "2026-11-23"}, date(2026, 11, 25),
            [] if own else [THRESHOLD], baseline or {}, own=own,
        )
    )  # fmt: skip


class Outline(HTMLParser):
    """The headings, the ids and the links inside the page, and every tag that would load something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if tag in {"script", "link", "img", "iframe"} or "src" in given:
            self.loads.append(tag)


def test_open_failures_open_sealed_ones_do_not_show_and_what_people_typed_is_escaped() -> None:
    html = page()
    assert "labelled share without consent, answered seek consent" in html
    assert "does not quote C1" in html
    assert "Missed exceptions: 1" in html
    assert "sealed-1" not in html
    assert "<script>" not in html
    assert "FAILS" in html


@pytest.mark.parametrize("own", [False, True])
def test_the_page_stands_alone_and_its_headings_and_links_hold_together(own: bool) -> None:
    outline = Outline(page(own=own))
    assert outline.loads == []
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.links[0] == "#main"
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_changes_are_shown_by_kind() -> None:
    html = page({"open-1": Answered("share_without_consent", "today", True, ("E1",), "x")})
    assert "1 open cases have another verdict" in html
    assert ">worse<" in html
    assert "quote other clauses" in page({"open-1": Answered("seek_consent", "today", True, ("E1",), "x")})
    assert "quote the same clauses in another order" in page({"open-1": Answered("seek_consent", "today", True, ("S4", "E1", "WT-1"), "x")})
    assert "1 say it in other words" in page({"open-1": Answered("seek_consent", "today", True, ("E1", "S4", "WT-1"), "x")})
    assert "verdicts alone" in page({"open-1": Answered("seek_consent", "today", True)})


def test_a_case_that_only_lost_or_gained_quotes_is_not_said_to_quote_in_another_order() -> None:
    lost = page({"open-1": Answered("seek_consent", "today", True, ("E1", "P2", "S4", "WT-1"), "x")})
    assert '<tr><th scope="row">open-1</th><td></td><td>P2</td></tr>' in lost
    gained = page({"open-1": Answered("seek_consent", "today", True, ("WT-1", "E1"), "x")})
    assert '<tr><th scope="row">open-1</th><td>S4</td><td></td></tr>' in gained
    assert "in another order" not in lost + gained


def test_what_makes_cases_hard_is_counted_over_all_sets_but_the_disputed_one() -> None:
    sets = [*measured("outcomes", OPEN), *measured("judgement", OPEN)]
    (kinds,) = kinds_of_case(sets, ("open",))
    counted = {figure.name: (figure.hits, figure.total) for figure in kinds.figures}
    assert kinds.set == KINDS_OF_CASE
    assert counted["conversations: accuracy"] == counted["hostile input: accuracy"] == (0, 1)
    assert counted["hostile input: under sharing"] == (1, 1)
    assert counted["false premises: accuracy"] == (0, 0)
    assert kind_figures([]) == tuple(Figure(figure.name, 0, 0) for figure in kinds.figures)


def test_a_case_counts_for_the_principles_its_labels_name_and_the_sources_its_answer_names() -> None:
    right = result("open-2", "seek_consent", "seek_consent")
    rows = {row.label: row for row in by_principle([OPEN, SEALED, right], CORPUS)}
    assert (rows["Exception 1: evidence of significant harm (E1)"].open.hits, rows["Consent and openness (C1 to C8)"].open.total) == (1, 2)
    assert rows["Consent and openness (C1 to C8)"].quoted == Figure("quoted", 0, 3)
    sources = {row.label: row.open.total for row in by_source([OPEN], CORPUS)}
    told = {CORPUS.clause(note).source for each in CORPUS.differences if each.id == "D8" for note in each.notes} | {"derby", "wt"}
    assert {f"{source.title} ({source.id})" for source in CORPUS.sources if source.id in told} == {label for label, total in sources.items() if total}


def test_every_clause_says_what_covers_it() -> None:
    question = RetrievalCase(id="r", question="q", clauses=("P3",), style="plain", voice="v", why="w", split="open")
    covered = {each.id: each for each in coverage([OPEN], [Found(question, None)], CORPUS, RULESET)}
    assert len(covered) == 29
    assert (covered["E1"].cases, covered["E1"].quoted) == (Figure("cases", 0, 1), Figure("quoted", 1, 1))
    assert covered["E1"].by == "rules and cases"
    assert (covered["P3"].by, covered["P3"].searched) == ("search", Figure("search", 0, 1))
    assert covered["I1"].by == "nothing"


def test_tags_are_sorted_and_rare_ones_left_out_and_situations_counted_by_how_alike_they_are() -> None:
    wrong, right = (result("x", "clarify", said, tags=("hard_one", "wording-1")) for said in ("seek_consent", "clarify"))
    assert by_tag([wrong] * 4) == []
    assert by_tag([wrong] * 4 + [right]) == [Figure("hard one", 1, 5)]
    assert stability([right] * 9 + [wrong]) == [(9, 1)]
    assert stability([SEALED]) == []


def test_what_is_wrong_beside_the_outcome_is_named() -> None:
    spoken = result("x", "clarify", "clarify", text="Please *ask dad* first.", cited=("C1", "E1", "P1"))
    assert wrong_with(spoken) == ("does not say: tell", "says “ask dad”")
    assert wrong_with(result("x", "clarify", "clarify", cited=("C1", "E1", "P1"))) == ()


def test_a_quote_counts_only_when_it_is_the_sources_own_and_stands_in_the_answer() -> None:
    text = CORPUS.clause("E1").text
    said = result("x", "clarify", "clarify", cited=("E1",))
    assert quote_figure([said], CORPUS).hits == 0
    said.answered["citations"][0]["quote"] = text
    assert quote_figure([said], CORPUS).hits == 0
    said.output.answer["answer"] = f"> {text}"  # type: ignore[union-attr, index]  # a dict that the test made
    assert quote_figure([said], CORPUS).hits == 1


def test_an_axis_holds_every_interval_in_whole_tens() -> None:
    assert axis([Figure("f", 95, 100)]) == (80, 100)
    assert axis([Figure("f", 0, 100)], beside=[0.11]) == (0, 20)
    assert axis([]) == (0, 100)
