"""Practice: the situations hold, what was missed comes back, progress goes out and in, and the certificate holds only text."""

import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.practise.certificate import Completed, Practised, to_certificate
from assistant.practise.progress import LONGEST, SEEDS, Answered, Progress, read_progress, to_text
from assistant.practise.schedule import (
    INTERVALS,
    MISSED,
    TOP,
    Standing,
    coverage,
    is_complete,
    next_situation,
    outcome_coverage,
)
from assistant.practise.situations import PATH, PRACTISED, Practice, Situation, load_practice, still_true
from assistant.practise.wrong_turns import wrong_turns
from corpus.errors import InputError
from evals.readability import grade, sentences_of
from guardrails.decide import decide, decide_sheet, holds
from guardrails.explain import in_words
from guardrails.facts import to_sheet
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome
from ingest.clauses import load_corpus

TODAY = date(2026, 11, 25)
RULES = load_ruleset()
PRACTICE = load_practice(RULES.spec)
ABOUT_ASKING = {"C1", "C3", "C6"}
EACH = pytest.mark.parametrize("situation", PRACTICE.situations, ids=lambda situation: situation.id)


def answered(progress: Progress, right: bool, times: int = 1) -> Progress:
    for _ in range(times):
        progress = progress.with_answer(next_situation(PRACTICE, progress).id, right)
    return progress


def standing_of(clause: str, progress: Progress) -> Standing:
    return next(standing for standing in coverage(PRACTICE, progress) if standing.topic == clause)


# The situations.


@EACH
def test_the_rules_make_the_outcome_of_the_facts(situation: Situation) -> None:
    assert decide(situation.stated(), RULES, TODAY).outcome is situation.outcome


@EACH
def test_what_is_taken_away_is_one_sentence_that_reads_at_grade_nine_or_below(situation: Situation) -> None:
    assert len(sentences_of(situation.remember)) == 1
    assert grade([situation.remember]) <= 9
    assert grade([situation.situation]) <= 9


@EACH
def test_an_exception_is_practised_on_a_share_only_where_it_is_engaged(situation: Situation) -> None:
    verdict = decide(situation.stated(), RULES, TODAY)
    practised = {clause for clause in situation.practises if clause.startswith("E")}
    if situation.outcome is Outcome.SHARE_WITHOUT_CONSENT:
        assert practised <= set(verdict.exceptions)
        assert not set(situation.practises) & ABOUT_ASKING, "would read as advice to ask for consent"


def test_there_are_enough_situations_over_all_clauses_and_outcomes() -> None:
    asked = Counter(clause for situation in PRACTICE.situations for clause in situation.practises)
    assert len(PRACTICE.situations) >= 88
    assert set(asked) == set(PRACTISED)
    assert min(asked.values()) >= 3
    assert min(Counter(situation.outcome for situation in PRACTICE.situations).values()) >= 3
    assert {situation.outcome for situation in PRACTICE.situations} == set(Outcome)
    assert all(load_corpus().has(clause) for clause in PRACTISED)


def test_the_situations_are_in_the_order_of_their_ids_and_no_two_are_alike() -> None:
    ids = [situation.id for situation in PRACTICE.situations]
    assert ids == [f"pr-{number:03}" for number in range(1, len(ids) + 1)]
    for part in ("situation", "remember"):
        texts = [getattr(situation, part) for situation in PRACTICE.situations]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "fact", [
        "danger_now=yes", "recipient=unsafe", "consent_pressed=yes", "legal_demand=yes", "breach=sent", "breach=safe_address",
        "about_staff=yes", "low_level_concern=yes", "adult_refuses=yes", "everything=yes", "route=insecure", "recipient=unverified",
        "section_47=yes", "not_acted_on=yes", "consent_giver=somebody_else", "already_known=yes", "crime=harmless", "set_aside=yes",
        "sexual_activity=yes", "disagreement=yes", "ask=information", "ask=out_of_scope",
    ],
)  # fmt: skip
def test_the_hard_ones_are_there(fact: str) -> None:
    id, value = fact.split("=")
    assert any(situation.facts.get(id) == value for situation in PRACTICE.situations)


def test_a_situation_that_the_rules_no_longer_bear_out_is_left_out() -> None:
    changed = PRACTICE.situations[0].model_copy(update={"outcome": Outcome.CLARIFY})
    practice = Practice((changed, *PRACTICE.situations[1:]))
    assert still_true(practice, RULES, TODAY).situations == PRACTICE.situations[1:]
    assert still_true(PRACTICE, RULES, TODAY).situations == PRACTICE.situations


def damaged(folder: Path, **changes: object) -> Path:
    entries = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    entries[0] = {**entries[0], **changes}
    path = folder / "situations.yaml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "pr-002"}, "pr-002: is used 2 times"),
        ({"id": "one"}, "the id must read"),
        ({"situation": "Too short."}, "has 2 words"),
        ({"facts": {"danger_now": "perhaps"}}, "danger_now: perhaps is not on the fact sheet"),
        ({"facts": {"mood": "low"}}, "mood: low is not on the fact sheet"),
        ({"outcome": "share_maybe"}, "pr-001: outcome"),
        ({"practises": ["P1", "P9"]}, "P9 is none of"),
        ({"practises": []}, "at least one clause"),
        ({"wrong": {"clarify": "No."}}, "wrong: 1 outcomes"),
        ({"wrong": {"clarify": "No.", "share_without_consent": "No."}}, "is the right outcome"),
        ({"remember": "half a sentence"}, "is not a whole sentence"),
        ({"colour": "red"}, "pr-001: colour"),
    ],
)
def test_a_fault_is_named_with_the_situation_and_the_place(changes: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        load_practice(RULES.spec, damaged(tmp_path, **changes))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = damaged(tmp_path, situation="Too short.", practises=["X1"], facts={"mood": "low"}, remember="none")
    with pytest.raises(InputError) as refused:
        load_practice(RULES.spec, path)
    assert "has 4 fault(s)" in str(refused.value)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize(("text", "said"), [("[", "is not YAML"), ("a: b", "must hold a list"), ("", "must hold a list"), ("[1]", "entry 1")])
def test_a_file_that_is_no_list_of_situations_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "situations.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        load_practice(RULES.spec, path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_practice(RULES.spec, tmp_path / "none.yaml")


# Why another answer is wrong.


@EACH
def test_each_wrong_answer_is_explained_by_the_nearest_case_in_which_the_rules_would_give_it(situation: Situation) -> None:
    sheet = to_sheet(situation.stated(), RULES.spec)
    turns = wrong_turns(situation, RULES, TODAY)
    assert set(turns) == set(Outcome) - {situation.outcome}
    for outcome, turn in turns.items():
        changed = dict(sheet)
        for variable in RULES.spec.variables:
            here = in_words(variable.id, sheet[variable.id])
            if here in turn.here:
                wanted = turn.otherwise[turn.here.index(here)]
                changed[variable.id] = next(value for value in variable.values if in_words(variable.id, value) == wanted)
        assert len(turn.here) == len(turn.otherwise) == sum(changed[id] != sheet[id] for id in sheet)
        assert decide_sheet(changed, RULES, TODAY).outcome is outcome
        assert holds(turn.rule, changed) and turn.rule.then.outcome is outcome
        for id in sheet:  # no condition too many: what differs is needed, each part of it
            spared = {**changed, id: sheet[id]}
            assert changed[id] == sheet[id] or decide_sheet(spared, RULES, TODAY).outcome is not outcome
        assert turn.rule.says in str(turn)
        assert all(words in str(turn) for words in (*turn.here, *turn.otherwise))


def test_a_wrong_answer_is_told_by_the_fact_that_would_have_to_be_otherwise() -> None:
    asked = next(one for one in PRACTICE.situations if one.outcome is Outcome.SEEK_CONSENT and one.facts.get("consent") == "not_asked")
    turns = wrong_turns(asked, RULES, TODAY)
    assert turns[Outcome.SHARE_WITH_CONSENT].here == ("nobody who can agree has been asked",)
    assert turns[Outcome.SHARE_WITH_CONSENT].otherwise == ("the right person has agreed",)
    assert turns[Outcome.SHARE_WITHOUT_CONSENT].here == ("nothing shows harm to a child",)
    assert "E2" in str(turns[Outcome.SHARE_WITHOUT_CONSENT])


# What comes next.


def test_the_same_progress_has_the_same_next_situation_and_another_seed_another_order() -> None:
    progress = answered(Progress(7), right=True, times=5)
    assert next_situation(PRACTICE, progress) == next_situation(PRACTICE, progress)
    assert len({next_situation(PRACTICE, Progress(seed)).id for seed in range(12)}) > 3


def test_what_was_missed_comes_back_soon_in_another_situation() -> None:
    for seed in range(20):
        progress = Progress(seed)
        missed = next_situation(PRACTICE, progress)
        progress = progress.with_answer(missed.id, False)
        wanted = set(missed.practises)
        for _ in range(INTERVALS[MISSED] - 1):
            progress = answered(progress, right=True)
        back = next_situation(PRACTICE, progress)
        left = {clause for clause in wanted if standing_of(clause, progress).box == MISSED}
        assert not left or left & set(back.practises)
        assert back.id != missed.id


def test_a_clause_climbs_a_box_with_each_right_answer_and_falls_back_with_a_wrong_one() -> None:
    standing = Standing("P1")
    boxes = []
    for turn, right in enumerate((True, True, True, False, True), 1):
        standing = standing.after(turn, right)
        boxes.append(standing.box)
        assert standing.due == turn + INTERVALS[standing.box]
    assert boxes == [2, TOP, TOP, MISSED, 2]
    assert (standing.asked, standing.right, standing.last_right) == (5, 4, True)


def test_no_situation_comes_back_at_once_even_when_everything_is_missed() -> None:
    progress = answered(Progress(3), right=False, times=120)
    ids = [answer.situation for answer in progress.answers]
    assert all(id not in ids[max(0, place - 6) : place] for place, id in enumerate(ids))


def test_practising_on_asks_every_situation_in_the_end() -> None:
    progress = answered(Progress(11), right=True, times=400)
    assert len({answer.situation for answer in progress.answers}) > 0.9 * len(PRACTICE.situations)


def test_one_situation_alone_can_be_practised() -> None:
    alone = Practice(PRACTICE.situations[:1])
    progress = Progress(1).with_answer(alone.situations[0].id, False)
    assert next_situation(alone, progress) == alone.situations[0]


# How far it is.


def test_nothing_is_covered_at_first_and_an_answer_counts_for_all_its_clauses() -> None:
    assert all(standing == Standing(standing.topic) for standing in coverage(PRACTICE, Progress(1)))
    situation = PRACTICE.situations[0]
    progress = Progress(1).with_answer(situation.id, True)
    covered = {standing.topic for standing in coverage(PRACTICE, progress) if standing.last_right}
    assert covered == set(situation.practises)
    assert [standing.topic for standing in coverage(PRACTICE, progress)] == list(PRACTISED)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_complete_when_every_clause_and_outcome_was_last_answered_rightly_and_not_before(seed: int) -> None:
    progress = Progress(seed)
    while not is_complete(PRACTICE, progress):
        assert len(progress.answers) < 40
        progress = answered(progress, right=True)
    met = {PRACTICE.by_id[answer.situation].outcome for answer in progress.answers}
    practised = {clause for answer in progress.answers for clause in PRACTICE.by_id[answer.situation].practises}
    assert met == set(Outcome)
    assert practised == set(PRACTISED)
    assert not is_complete(PRACTICE, answered(progress, right=False))


@pytest.mark.parametrize("outcome", Outcome)
def test_it_is_not_complete_without_each_of_the_eight_outcomes(outcome: Outcome) -> None:
    others = [situation for situation in PRACTICE.situations if situation.outcome is not outcome]
    progress = Progress(1, tuple(Answered(situation.id, True) for situation in others))
    assert not is_complete(PRACTICE, progress)
    assert [standing.topic for standing in outcome_coverage(PRACTICE, progress) if not standing.last_right] == [outcome]
    wanted = next_situation(PRACTICE, progress)
    assert wanted.outcome is outcome
    assert is_complete(PRACTICE, progress.with_answer(wanted.id, True))


def test_an_outcome_that_was_missed_last_is_open_again() -> None:
    situation = PRACTICE.situations[0]
    progress = Progress(1, (Answered(situation.id, True), Answered(situation.id, False)))
    standing = next(one for one in outcome_coverage(PRACTICE, progress) if one.topic == situation.outcome)
    assert (standing.asked, standing.right, standing.last_right, standing.box) == (2, 1, False, MISSED)


def test_whoever_errs_often_gets_there_too() -> None:
    for seed in range(10):
        chance = random.Random(seed)
        progress = Progress(seed)
        while not is_complete(PRACTICE, progress) and len(progress.answers) < 300:
            progress = answered(progress, right=chance.random() < 0.6)
        assert is_complete(PRACTICE, progress)


def test_answers_to_situations_that_are_gone_count_for_nothing() -> None:
    progress = Progress(1, (Answered("pr-2000", True),))
    assert all(not standing.asked for standing in coverage(PRACTICE, progress))
    assert next_situation(PRACTICE, progress)


# Taking it away and bringing it back.


@pytest.mark.parametrize("times", [0, 1, 37, LONGEST])
def test_a_copied_progress_comes_back_as_it_was(times: int) -> None:
    chance = random.Random(times)
    progress = Progress(chance.randrange(SEEDS))
    for _ in range(times):
        progress = progress.with_answer(f"pr-{chance.randint(1, 2047):03}", chance.random() < 0.5)
    text = to_text(progress)
    assert read_progress(text) == progress
    assert read_progress("  " + "\n".join(text[place : place + 20] for place in range(0, len(text), 20)) + "\n") == progress
    assert len(text) == len("practise1.") + 2 + 2 * times + 4


def test_only_the_latest_answers_are_kept() -> None:
    progress = Progress(1)
    for number in range(LONGEST + 5):
        progress = progress.with_answer(f"pr-{number % 100 + 1:03}", True)
    assert len(progress.answers) == LONGEST
    assert progress.answers[0].situation == "pr-006"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing to go on from"),
        (" \n", "nothing to go on from"),
        ("hello", "not a copied progress"),
        ("practise1.", "not whole"),
        ("practise1.AB", "not whole"),
        ("practise1.<script>", "not whole"),
        ("practise1." + "é" * 20, "not whole"),
    ],
)
def test_a_text_that_is_no_progress_is_told_kindly(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_progress(text)


def test_a_progress_with_a_character_changed_or_lost_is_refused() -> None:
    text = to_text(answered(Progress(9), right=True, times=10))
    for broken in (text[:-1], text[:-3], text[:14] + text[15:], text[:15] + ("A" if text[15] != "A" else "B") + text[16:]):
        with pytest.raises(InputError):
            read_progress(broken)


def test_a_progress_longer_than_is_kept_is_refused() -> None:
    long = Progress(1, tuple(Answered("pr-001", True) for _ in range(LONGEST + 1)))
    with pytest.raises(InputError, match="more than"):
        read_progress(to_text(long))


# The certificate.


def certificate(name: str) -> str:
    progress = Progress(5)
    while not is_complete(PRACTICE, progress):
        progress = answered(progress, right=True)
    clauses = tuple(Practised(f"Label of {standing.topic}", standing) for standing in coverage(PRACTICE, progress))
    outcomes = tuple(Practised(f"Outcome {standing.topic}", standing) for standing in outcome_coverage(PRACTICE, progress))
    return to_certificate(name, Completed("Can I share this?", "The chapter", "1.1.8", TODAY, len(progress.answers), clauses, outcomes))


def test_the_certificate_holds_the_name_the_day_and_every_clause_and_outcome() -> None:
    page = certificate("Sam O’Neill")
    assert "Sam O’Neill" in page
    assert "25 November 2026" in page
    assert all(f'<th scope="row">{clause}</th>' in page for clause in PRACTISED)
    assert all(f"Outcome {outcome}: " in page for outcome in Outcome)
    assert "not right" not in page


def test_a_name_is_only_text() -> None:
    page = certificate("<script>alert(1)</script>\u202e\n\x00&\"'{day}")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page and "\x00" not in page
    assert "{day}" in page
    assert "&quot;" in page


def test_a_long_name_is_cut_and_an_empty_one_leaves_the_line() -> None:
    assert "x" * 100 in certificate("x" * 200)
    assert "x" * 101 not in certificate("x" * 200)
    assert '<p class="name"></p>' in certificate("  ")


def test_the_certificate_asks_nothing_of_any_other_place() -> None:
    page = certificate("A")
    assert not re.search(r"(?:src|href|url\(|@import|https?:|<script|<link|<img)", page)
    assert '<html lang="en-GB">' in page
