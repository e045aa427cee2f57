"""The screens' words cover the closed vocabularies, and the look keeps its contrasts."""

import re
import tomllib

from corpus.clauses import Certainty, Status
from guardrails.facts import Provenance
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome, Urgency
from tests.ui.conftest import ROOT
from ui.examples import EXAMPLES, examples_for
from ui.words import ASKERS, CERTAINTY, PROVENANCE, SIGNS, STATUS, URGENCY, value_label


def test_every_member_of_every_vocabulary_has_words() -> None:
    assert set(SIGNS) == set(Outcome)
    assert set(URGENCY) == set(Urgency)
    assert set(PROVENANCE) == set(Provenance)
    assert set(STATUS) == set(Status)
    assert set(CERTAINTY) == set(Certainty)
    assert set(EXAMPLES) == set(ASKERS) - {""}


def test_outcomes_are_told_apart_by_words_and_by_mark_and_shape() -> None:
    assert len({sign.words for sign in SIGNS.values()}) == len(SIGNS)
    assert len({(sign.mark, sign.shape) for sign in SIGNS.values()}) == len(SIGNS)


def test_every_value_of_every_fact_has_a_label_of_its_own() -> None:
    for fact in load_ruleset().spec.facts:
        labels = [value_label(fact.group, value) for value in fact.values]
        assert len(set(labels)) == len(labels), fact.id
        assert not any("_" in label for label in labels), fact.id


def test_examples_are_there_for_everybody() -> None:
    assert all(len(examples_for(asker)) >= 3 for asker in ASKERS)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_tone_reads_on_white_and_white_on_it() -> None:
    style = (ROOT / "ui" / "style.css").read_text(encoding="utf-8")
    tones = set(re.findall(r"--(?:tone|blue|ink|danger): (#[0-9a-f]{6});", style)) - {"#ffffff"}
    assert len(tones) > 6
    assert all(contrast(tone, "#ffffff") >= 4.5 for tone in tones)


def test_the_theme_reads_on_both_its_grounds_and_nothing_is_served_outside_this_machine() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    theme = config["theme"]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 4.5
        assert contrast(theme["linkColor"], ground) >= 4.5
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["enableXsrfProtection"] is True
    assert config["server"]["enableCORS"] is True
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
