"""The wording and the prompts are refused with every fault at once, and filled only with what they declare."""

import hashlib
from pathlib import Path

import pytest
import yaml

from assistant.prompt import load_prompt, load_wording
from assistant.wording import fill
from corpus.errors import PromptError
from tests.unit.assistant.situations import ROOT

MESSAGES = ROOT / "prompts" / "messages.yaml"


def changed(folder: Path, old: str, new: str) -> Path:
    """A folder with the repository's wording, one text replaced."""
    text = MESSAGES.read_text(encoding="utf-8")
    assert old in text
    (folder / "messages.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_hash_is_that_of_the_bytes() -> None:
    assert load_wording(ROOT / "prompts").hash == hashlib.sha256(MESSAGES.read_bytes()).hexdigest()


def test_the_wording_loads_with_the_fast_loader_and_has_no_key_twice() -> None:
    class Once(yaml.SafeLoader):
        pass

    def mapping(loader: Once, node: yaml.MappingNode) -> dict[object, object]:
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys)), keys
        return {loader.construct_object(key): loader.construct_object(value, deep=True) for key, value in node.value}

    Once.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    assert yaml.load(MESSAGES.read_text(encoding="utf-8"), Loader=Once) == yaml.load(MESSAGES.read_bytes(), Loader=yaml.CSafeLoader)


def test_a_variable_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"\{phase_of_the_moon\} is not declared"):
        load_wording(changed(tmp_path, "You do not need consent.", "You do not need {phase_of_the_moon}."))


def test_a_variable_that_no_line_uses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="tide is declared and no line uses it"):
        load_wording(changed(tmp_path, "variables:\n", 'variables:\n  tide: "high or low"\n'))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    folder = changed(tmp_path, "variables:\n", 'variables:\n  tide: "high or low"\n')
    text = (folder / "messages.yaml").read_text(encoding="utf-8")
    text = text.replace("says: danger_999}", "says: danger_998}", 1).replace("part: net,", "part: nest,")
    (folder / "messages.yaml").write_text(text.replace("somebody may be in danger now.", "somebody {first."), encoding="utf-8")
    with pytest.raises(PromptError) as refused:
        load_wording(folder)
    for fault in ("4 fault(s)", "tide", "danger_998", "“nest”", "a brace stands alone"):
        assert fault in str(refused.value)


def test_an_outcome_without_wording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="replies: clarify is missing"):
        load_wording(changed(tmp_path, "\n  clarify:\n    headline", "\n  clarity:\n    headline"))


def test_an_unknown_key_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="whem"):
        load_wording(
            changed(tmp_path, '- {when: {breach: safe_address}, text: "Act now', '- {whem: {breach: safe_address}, text: "Act now')
        )


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="Restore it"):
        load_wording(tmp_path)


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "messages.yaml").write_text("replies: [", encoding="utf-8")
    with pytest.raises(PromptError, match="not YAML"):
        load_wording(tmp_path)


def test_filling_needs_every_variable_and_capitalises_each_sentence() -> None:
    assert fill("{who} said no. {who} may change that.", {"who": "mum"}) == "Mum said no. Mum may change that."
    with pytest.raises(PromptError, match="needs who"):
        fill("{who} said no.", {})


def prompt_file(folder: Path, text: str) -> Path:
    path = folder / "answer.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_prompt_is_filled_with_what_it_declares(tmp_path: Path) -> None:
    path = prompt_file(tmp_path, "---\nvariables: {question: what was asked, clauses: the text}\n---\nAnswer {question} from {clauses}.\n")
    prompt = load_prompt(path, question="“{clauses}?”", clauses="P1")
    assert prompt.text == "Answer “{clauses}?” from P1."
    assert prompt.hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_prompt_refuses_what_is_missing_and_what_is_not_used(tmp_path: Path) -> None:
    path = prompt_file(tmp_path, "---\nvariables: {question: what was asked, tide: not used}\n---\nAnswer {question} from {clauses}.\n")
    with pytest.raises(PromptError) as refused:
        load_prompt(path, moon="full")
    for fault in ("{clauses} is used and not declared", "{tide} is declared and not used", "{question} was not given", "{moon} was given"):
        assert fault in str(refused.value)


def test_a_prompt_without_front_matter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="front matter"):
        load_prompt(prompt_file(tmp_path, "Answer {question}."), question="x")


def test_a_prompt_with_broken_front_matter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="not YAML"):
        load_prompt(prompt_file(tmp_path, "---\nvariables: [\n---\nAnswer.\n"))
