"""The results of the project's own cases: the kept run, a run of the session, what is shown of each, and that sealed cases stay sealed."""

import ast
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evals import gate, measure
from evals.case import Cases, OutcomeCase
from evals.generate import generate, stamp_of
from evals.result import Figure
from tests.ui.builders import seen
from tests.ui.conftest import ROOT
from tests.ui.test_practise import light_parts
from ui.components import evaluation, evaluation_findings
from ui.components.evaluation_asking import ASK
from ui.components.evaluation_tables import SHOWN, Scale, to_words

SEALED = "the violet umbrella is hidden in the attic"
OPEN = "mum said <img src=x onerror=alert(1)> yes to nursery"
HEADINGS = [words for _, words, _ in evaluation._PARTS]


def case(number: int, split: str, outcome: str = "share_without_consent") -> OutcomeCase:
    said = SEALED if split == "sealed" else OPEN
    return OutcomeCase.model_validate(
        {"id": f"{split}-{number:03}", "turns": (f"{said} {number}",), "outcome": outcome, "urgency": "today", "escalate": True,
         "exceptions": (), "unsafe_recipient": False, "tags": ("neglect",), "voice": "v", "why": "as a lead would", "split": split, "clauses": ("E2",)}
    )  # fmt: skip


CASES = Cases(
    outcomes=tuple(case(number, split) for split in ("open", "sealed") for number in range(25)),
    everyday=(case(900, "open", "information"), case(901, "open", "clarify")),
    **dict.fromkeys(
        ("wordings", "answers", "refusals", "editions", "facts", "learning", "judgement", "retrieval", "guidance", "identifiers", "switch_offs"), ()
    ),
)  # fmt: skip


ANSWERED: dict[str, Any] = {
    "outcome": "clarify", "urgency": "today", "escalate": True, "exceptions": [], "answer": "**Ask** mum first.", "ms": {"total": 5},
    "citations": [{"id": "C1", "source": "derby", "edition": "1.1.8", "label": "Consent", "quote": "q"}], "notices": [],
    "facts": [{"id": "child_harm", "value": "cause", "words": [{"turn": 0, "start": 0, "end": 3, "text": "mum"}], "reason": "Read."}],
    "explanation": ["Fact: harm: cause.", "Rule consent-untold decides: too little told.", "Nearly: rule harm-cause."], "rules": [],
}  # fmt: skip


def keep(folder: Path, stamp: Mapping[str, Any] | None = None, splits: Iterable[str] = ("open", "sealed")) -> None:
    """Keep a run in which every case of the first set was answered with one thing to settle."""
    for split in splits:
        chosen = [each for each in CASES.outcomes if each.split == split]
        made_with = stamp_of(light_parts()) if stamp is None else stamp
        list(generate(chosen, lambda _: ANSWERED, folder / f"outputs-outcomes-{split}.jsonl", made_with))


def page() -> None:
    from tests.ui.test_practise import light_parts
    from ui.components import evaluation

    evaluation.show(light_parts())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for results, and a handful of cases."""
    monkeypatch.setattr(measure, "RESULTS", tmp_path)
    monkeypatch.setattr(evaluation, "REPORT", tmp_path / "report.html")
    monkeypatch.setattr(evaluation, "_cases", lambda: CASES)
    monkeypatch.setattr(gate, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setattr(evaluation_findings, "read_baseline", lambda: gate.read_baseline(gate.BASELINE))
    return tmp_path


def opened() -> AppTest:
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_without_a_run_it_is_said_how_to_see_one(folder: Path) -> None:
    app = opened()
    assert "No results are kept on this machine" in seen(app)
    assert [button.label for button in app.button] == [ASK]
    assert "<h2" not in html_of(app)


def test_a_kept_run_is_shown_whole(folder: Path) -> None:
    keep(folder)
    app = opened()
    assert "over 25 of 27 open and 25 of 25 sealed cases" in seen(app)
    assert "not the figures of what answers here now" not in seen(app)
    for heading in HEADINGS:
        assert f"{heading}</h2>" in html_of(app)
    missed = Figure("", 25, 25)
    assert html_of(app).count(to_words(missed)) >= 2
    assert to_words(missed) == "100.0% of 25 (86.7% to 100.0%)"


def test_to_look_at_a_kept_run_asks_nothing_and_writes_nothing(folder: Path) -> None:
    keep(folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    opened()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_failure_opens_to_question_facts_rules_evidence_and_answer(folder: Path) -> None:
    keep(folder)
    shown = [element.proto.body for element in opened().get("html") if 'class="failed"' in element.proto.body]
    told = shown[0]
    for words in (
        "&lt;img src=x onerror=alert(1)&gt; yes to nursery 0", "labelled share without consent, answered clarify", "as a lead would",
        "child harm: cause “mum” Read.", "Rule consent-untold decides", "Rules that nearly fired: 1", "C1: Consent (derby, 1.1.8)", "**Ask** mum first.",
    ):  # fmt: skip
        assert words in told
    assert "<img" not in told
    assert "Fact: harm" not in told


def test_at_most_twenty_failures_are_shown_and_the_rest_chosen(folder: Path) -> None:
    keep(folder)
    app = opened()
    assert html_of(app).count('class="failed"') == SHOWN
    box = app.selectbox(key="evaluation-cases")
    assert box.options == ["1 to 20 of 25", "21 to 25 of 25"]
    box.select_index(1).run()
    assert html_of(app).count('class="failed"') == 5


def test_sealed_cases_are_figures_and_nothing_else(folder: Path) -> None:
    keep(folder)
    app = opened()
    everything = seen(app) + html_of(app) + "".join(expander.label for expander in app.expander)
    assert SEALED not in everything
    assert "sealed-0" not in everything
    assert "outcomes, sealed" in html_of(app)
    assert "Sealed, right" in html_of(app)


def test_a_run_of_other_parts_says_what_has_changed(folder: Path) -> None:
    keep(folder, stamp={**stamp_of(light_parts()), "rules": "older", "code": "older"})
    assert "Since that run this has changed: code, rules." in seen(opened())


def test_the_run_of_the_parts_that_are_loaded_goes_before_a_newer_one(folder: Path) -> None:
    keep(folder, splits=("open",))
    keep(folder, stamp={"as_of": "2026-01-01"}, splits=("sealed",))
    assert "25 of 27 open and 0 of 25 sealed cases" in seen(opened())


@pytest.mark.parametrize("content", ["", "{}\n", "no json\nat all\n", '{"as_of": "2026-11-23"}\n'])
def test_a_file_without_an_answer_is_no_run(folder: Path, content: str) -> None:
    (folder / "outputs-outcomes-open.jsonl").write_text(content)
    assert "No results are kept on this machine" in seen(opened())


def test_a_case_that_is_answered_otherwise_than_in_the_baseline_is_named(folder: Path) -> None:
    keep(folder)
    (folder / "baseline.json").write_text(
        '{"open-003": ["share_without_consent", "today", true, "C1", "000000000000"], "open-004": ["clarify", "today", true, "E2 C1", "0"],'
        '"open-005": ["clarify", "today", true, "", "0"]}'
    )
    app = opened()
    assert "**2** have the same verdict and quote other clauses, **0** quote the same clauses in another order" in seen(app)
    bodies = [element.proto.body for element in app.get("html")]
    verdicts, citations = (body for body in bodies if "open-00" in body and "<caption>" in body)
    assert "open-003" in verdicts
    assert "worse" in verdicts
    assert '<th scope="row">open-004</th><td class=""></td><td class="">E2</td>' in citations
    assert '<th scope="row">open-005</th><td class="">C1</td><td class=""></td>' in citations
    assert "1 open cases are answered wrongly that were right in the baseline" in seen(app)


def test_a_baseline_that_cannot_be_read_does_not_take_the_page(folder: Path) -> None:
    keep(folder)
    (folder / "baseline.json").write_text("[]")
    assert "The results cannot be read." in seen(opened())


def test_the_open_cases_are_asked_here_and_nothing_is_written(folder: Path) -> None:
    app = opened()
    app.button[0].click().run(timeout=120)
    assert not app.exception
    assert "All 27 open cases were asked" in seen(app)
    assert SEALED not in seen(app) + html_of(app)
    assert "Sealed, right" not in html_of(app)
    assert not list(folder.iterdir())
    assert ASK not in [button.label for button in app.button]


def test_with_both_runs_one_is_chosen(folder: Path) -> None:
    keep(folder)
    app = opened()
    app.button[0].click().run(timeout=120)
    assert "All 27 open cases were asked" in seen(app)
    app.radio[0].set_value(app.radio[0].options[1]).run()
    assert "over 25 of 27 open and 25 of 25 sealed cases" in seen(app)


def test_every_table_has_a_caption_and_header_cells(folder: Path) -> None:
    keep(folder)
    bodies = [element.proto.body for element in opened().get("html") if "<table" in element.proto.body]
    assert len(bodies) >= 8
    for body in bodies:
        table = Table()
        table.feed(body)
        assert table.captions == [body.split("<caption>")[1].split("</caption>")[0]] != [""]
        assert table.columns > 1
        assert all(cells in (table.columns - 1, 0) for cells in table.cells)
        assert table.rows == len(table.cells)


class Table(HTMLParser):
    """Counts what a table has: captions, header cells of columns and of rows, and other cells by row."""

    def __init__(self) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.columns, self.rows, self.cells = 0, 0, list[int]()
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag
        scope = dict(attrs).get("scope")
        self.columns += tag == "th" and scope == "col"
        if tag == "th" and scope == "row":
            self.rows += 1
            self.cells.append(0)
        if tag == "td":
            self.cells[-1] += 1

    def handle_data(self, data: str) -> None:
        if self._in == "caption":
            self.captions.append(data)
            self._in = ""


@pytest.mark.parametrize(("share", "at"), [(0.5, 0), (0.75, 50), (1.0, 100), (0.2, 0)])
def test_a_mark_stays_on_its_scale(share: float, at: float) -> None:
    assert Scale(50, 100).at(share) == at


def test_only_constants_are_templates() -> None:
    looked_at = 0
    for path in (ROOT / "ui" / "components").glob("evaluation*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assigned = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]
        constants = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"fill", "show_html"}:
                assert getattr(node.args[0], "id", "") in constants, path
                looked_at += 1
    assert looked_at > 10
