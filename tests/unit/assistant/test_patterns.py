"""What words of harm point at: a denial, a supposition or an explanation takes away its own sign and no other."""

import shutil
from pathlib import Path

import pytest
import yaml

from assistant.reading.boundaries import loose_alternatives
from assistant.reading.normalise import fold
from assistant.reading.patterns import FOLDER, Patterns, find, load_patterns, sentences
from corpus.errors import RulesError

HARM = Patterns(pattern for pattern in load_patterns()[0] if pattern.deniable)


def signs(message: str) -> set[str]:
    """The kinds of harm that patterns see in a message."""
    return {match.fact for match in find(fold(message), HARM)}


def copied(folder: Path) -> Path:
    """The pattern files in a folder of their own."""
    return Path(shutil.copytree(FOLDER, folder / "patterns"))


@pytest.mark.parametrize("message", [
    "there is no evidence at all that he has been hit by his dad",
    "nothing to suggest he has been hit by his dad",
    "she never said that her dad hits her",
    "i havent seen any bruises",
    "he hasnt got any bruises",
    "hospital ruled out a fracture",
    "no injuries or bruises",
    "he has not been hit by his dad",
    "no thoughts of self harm",
    "i dont think he is being hit by his dad",
])  # fmt: skip
def test_a_denial_reaches_to_the_end_of_its_clause(message: str) -> None:
    assert not signs(message)


@pytest.mark.parametrize("message", [
    "not just bruises, there are more",
    "not only bruises",
    "i cant say nothing happened, he has bruises",
    "i cant say there are no bruises",
    "they havent ruled out a fracture",
    "no doubt he was hit by his dad",
    "no explanation for the bruises",
    "no history of a fall to explain bruises",
    "mum cant explain the bruises",
    "nobody knows how he got the bruises",
    "no one helped when he was hit by his dad",
    "never seen bruises like it",
    "he is not safe, dad hits him",
])  # fmt: skip
def test_words_of_denial_that_deny_nothing(message: str) -> None:
    assert "physical_harm" in signs(message)


@pytest.mark.parametrize("message", [
    "mum denies he hits her",
    "mum says he never hits her",
    "dad says there are no bruises",
    "he told me there were no bruises",
    "she says nothing happened but she has bruises",
])  # fmt: skip
def test_a_denial_by_somebody_else_denies_nothing(message: str) -> None:
    assert "physical_harm" in signs(message)


@pytest.mark.parametrize(("message", "kind"), [
    ("no bruises on his arms but belt marks on his back", "physical_harm"),
    ("no bruises. she is locked in her room", "emotional_harm"),
    ("there were no bruises, just a burn on his hand", "physical_harm"),
    ("no coat and belt marks on his arm", "physical_harm"),
    ("no evidence he was hit by dad, he has cut himself on his arms", "self_harm"),
    ("he aint got no shoes", "neglect"),
])  # fmt: skip
def test_one_denied_sign_hides_no_other(message: str, kind: str) -> None:
    assert kind in signs(message)


@pytest.mark.parametrize("message", [
    "what if a child told me dad hits him",
    "if a child said his dad hits him do i need consent",
    "if i see a child with bruises who do i ring",
    "in the training scenario he has belt marks",
    "what are the signs of abuse, e.g. cigarette burns",
    "which kinds of harm count, for example county lines",
    "what is fgm",
    "when a child has bruises who is told",
])  # fmt: skip
def test_what_a_general_question_supposes_is_no_sign(message: str) -> None:
    assert not signs(message)


@pytest.mark.parametrize("message", [
    "he has marks on him, e.g. cigarette burns",
    "she has bruises. what if a child told me dad hits them",
    "what if a child told me dad hits him. he has bruises and i saw them today",
    "hypothetically, she is 9 and has belt marks",
    "signs of neglect and cigarette burns on my pupil",
    "i suppose dad hits him",
    "dad hits him if he cries",
    "they want to know if a teacher saw the bruises",
    "in her essay she told me dad hits her with a belt",
])  # fmt: skip
def test_a_supposition_hides_nothing_that_is_told_of_somebody_real(message: str) -> None:
    assert "physical_harm" in signs(message)


@pytest.mark.parametrize(("message", "kind"), [
    ("in the history lesson she said her dad locks her in the cupboard", "emotional_harm"),
    ("on facebook her dad calls her worthless", "emotional_harm"),
    ("home alone again after football practice", "neglect"),
    ("flinches at football when his dad shouts", "physical_harm"),
    ("dad hits him after football", "physical_harm"),
    ("dad hits him for playing fortnite", "physical_harm"),
    ("uncle hits me when i lose at chess", "physical_harm"),
    ("the paed said the bruises were inflicted", "physical_harm"),
    ("doctor not sure its accidental, bruises on both ears", "physical_harm"),
    ("i saw bruises on his back", "physical_harm"),
    ("dad says he fell in my lesson but there are bruises on his back", "physical_harm"),
    ("bruises, dad says it is a birthmark", "physical_harm"),
    ("bruises when he changed into his swimming costume", "physical_harm"),
    ("after the training day she said dad hits mum", "domestic_abuse"),
    ("told me after assembly she is cutting herself", "self_harm"),
    ("went missing without his coat", "missing"),
    ("he brought a knife to scouts", "weapons"),
    ("he had the bread knife to mums throat", "weapons"),
    ("he sends her nudes of the dog walker", "online_grooming"),
    ("mum drunk at the match with the baby", "parental_crisis"),
    ("our associate had his hand inside her top", "sexual_harm"),
    ("the driver's hands are all over her when he straps her in", "sexual_harm"),
    ("wrote I wish Gaz would stop getting in my bed when mum is at bingo", "sexual_harm"),
    ("uncle comes into my bed when its dark", "sexual_harm"),
    ("gonorrhoea, and she is 12 yrs old", "sexual_harm"),
    ("12, and has chlamydia", "sexual_harm"),
    ("one of our gps has been messaging a 15 year old patient", "professional_abuse"),
])  # fmt: skip
def test_a_place_or_part_of_a_word_explains_nothing(message: str, kind: str) -> None:
    assert kind in signs(message)


@pytest.mark.parametrize("message", [
    "dad beats him at fortnite", "he said his dad beats him every weekend, at uno", "witch costume for a story about demons", "filthy after football",
    "he grooms the dog", "bruise on his knee, i saw him fall in the playground", "bruise on his knee, paed said it was accidental",
    "he fell in my lesson and has a bruise", "she fell over in our club, bruise on her shin, accident form sent", "fgm training for the team",
    "a policy on domestic abuse", "his coat has gone missing", "prop knife found in the play", "that is an odd one", "mum seemed a bit odd", "his hand down his trousers at carpet time",
])  # fmt: skip
def test_an_innocent_use_is_no_sign(message: str) -> None:
    assert not signs(message)


def test_a_far_off_word_of_the_same_run_on_sentence_explains_nothing() -> None:
    filler = "and we did the register and the milk and the coats and then we read and sang and tidied up and had a drink " * 3
    assert "neglect" in signs(f"he was muddy {filler} and his clothes are filthy and stinking")


def test_for_example_ends_no_sentence() -> None:
    text = "signs, e.g. burns. or not"
    assert [text[start:end].strip() for start, end in sentences(text)] == ["signs, e.g. burns.", "or not"]


@pytest.mark.parametrize("pattern", [
    r"\bhalloween|book\b", r"\bfgm\b|cutting", r"play ?fight", r"\b(?:one|two)", r"(?=.*\bone\b)two\b", r"\bone\b|(?:two)\b(?=three)",
])  # fmt: skip
def test_a_pattern_that_would_match_inside_a_word_is_noticed(pattern: str) -> None:
    assert list(loose_alternatives(pattern))


@pytest.mark.parametrize("pattern", [
    r"\b(?:halloween|book)\b", r"\bfgm\b|\bcutting\b", r"\bplay ?fight\w*", r"\bone\b(?! (?:two|three))", r"(?=.*\bone\b).*\btwo\b", r"\b[|(]one\b",
])  # fmt: skip
def test_a_pattern_between_word_boundaries_is_not(pattern: str) -> None:
    assert not list(loose_alternatives(pattern))


def test_loading_refuses_alternatives_without_a_group(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    lines = [{"fact": "neglect", "value": "cause", "any": [r"\bfilthy\b"], "unless": [r"\bmuddy|football\b"]}]
    (folder / "harm.yaml").write_text(yaml.safe_dump(lines))
    with pytest.raises(RulesError, match="would match inside a word"):
        load_patterns(folder)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.yaml")))
def test_the_hash_changes_with_every_file_that_reading_uses(name: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert load_patterns(folder)[1] != load_patterns()[1]


def test_the_hash_is_that_of_the_files_and_not_of_their_place(tmp_path: Path) -> None:
    assert load_patterns(copied(tmp_path))[1] == load_patterns()[1]
