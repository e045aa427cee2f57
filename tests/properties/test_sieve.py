"""The sieve never hides a match: whatever an expression matches, the sieve lets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.normalise import apart, fold
from assistant.reading.patterns import load_patterns, sentences
from assistant.reading.sieve import Sieve, needed_by
from assistant.reading.together import load_together
from assistant.reading.told import CIRCUMSTANCES, expression_of
from evals.case import load_cases

WORDS = ("he", "hit", "hits", "him", "ex", "told", "me", "kid", "under", "score", "7", "16")
BETWEEN = (" ", "  ", ", ", ". ", "\n", "-", "_", "'", " – ", "é")
ATOMS = (*WORDS, *BETWEEN[:2], ",", "-", r"\.", r"\b", r"\b", r"\w", r"\w+", r"\w*", r"\d", r"\s", r"\W", ".", "[ ,]", "[ ,.-]+", "[a-h]", "[him]")
EDGES = ("^", "$", r"\A", r"\Z", r"\B", "(?<!not )", "(?<=he )")
REPEATS = ("", "", "", "?", "*", "+", "{2}", "{0,3}", "{,2}", "{1,}", "??", "*?")


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Groups of every kind around one expression or several."""
    either = st.lists(inner, min_size=1, max_size=4).map("|".join)
    groups = st.sampled_from(("(?:%s)", "(?:%s)", "(%s)", "(?=%s)", "(?!%s)", "(?=.{0,40}%s)"))
    repeated = st.builds(lambda source, repeats: f"(?:{source}){repeats}", either, st.sampled_from(REPEATS))
    return st.lists(st.one_of(inner, repeated, st.builds(str.__mod__, groups, either)), min_size=1, max_size=4).map("".join)


EXPRESSIONS = st.recursive(st.sampled_from((*ATOMS, *EDGES)), grouped, max_leaves=12)
TEXTS = st.lists(st.sampled_from((*WORDS, *BETWEEN)), max_size=14).map("".join)


@given(EXPRESSIONS, st.lists(TEXTS, min_size=1, max_size=10))
def test_whatever_an_expression_matches_is_let_through(source: str, texts: list[str]) -> None:
    expression = re.compile(source)
    sieve = Sieve([expression])
    assert all(sieve.may_match(text) == [0] for text in texts if expression.search(text))


def test_every_expression_of_ours_that_meets_a_case_is_let_through() -> None:
    ours = [words for pattern in load_patterns()[0] for words in pattern.any]
    ours += [words for line in load_together() for part in (*line.parts, *line.unless) for words in part.any]
    ours += [expression_of(name) for name in CIRCUMSTANCES]
    sieve = Sieve(ours)
    texts = [apart(fold(turn).text) for case in load_cases().outcomes[:200] if case.split == "open" for turn in case.turns]
    runs = [text[start:end] for text in texts for start, end in sentences(text)]
    tried = 0
    for run in (*texts, *runs):
        through = sieve.may_match(run)
        tried += len(through)
        assert set(through) >= {place for place, expression in enumerate(ours) if expression.search(run)}
    assert tried < 0.25 * len(ours) * len(texts + runs)


@pytest.mark.parametrize(
    ("source", "literals"),
    [
        (r"\b(?:punch|kick)\w* him\b", {" punch", " kick"}),
        (r"\bhis ex\b", {" his e"}),
        (r"\b(?:ex|bf|husband\w*)\b", {" ex ", " bf ", " husba"}),
        (r"\w+ (?=.{0,40}\brefuge\b)", {" refug"}),
        (r"\bsafe[ ,-]+house\b", {" safe "}),
        (r"\b(?:told)?\b", set()),
        (r"\b\w\w\b", set()),
        (r"(he)\1", set()),
        (r"(?P<who>mum) (?P=who)", set()),
        (r"(?i)bruise", set()),
        (r"\x62ruise", set()),
    ],
)
def test_what_an_expression_needs(source: str, literals: set[str]) -> None:
    assert needed_by(re.compile(source)) == literals


def test_an_expression_of_which_nothing_is_known_is_always_tried() -> None:
    assert Sieve([re.compile("bruise"), re.compile("bruise", re.IGNORECASE), re.compile(r"\d")]).may_match("") == [1, 2]
