"""Facts are read in English only, so whether a message is in English is found out first."""

import pytest

from assistant.reading.labelled import load_examples, words
from assistant.reading.language import is_english
from assistant.reading.normalise import fold


@pytest.mark.parametrize("message", [
    "Dzien dobry, pracuje w swietlicy. Dziewczynka mowi ze ojczym bije ja kablem", "Buna ziua, un copil a spus ca tata il bate cu cureaua",
    "Bonjour, puis-je partager des informations sur un enfant avec l'école?", "هل يمكنني مشاركة المعلومات عن الطفل", "孩子说爸爸打他",
    "main school main kaam karti hoon bacha kehta hai papa maarte hain",
])  # fmt: skip
def test_another_language_is_noticed(message: str) -> None:
    assert not is_english(fold(message))


@pytest.mark.parametrize("message", [
    "cud i jus whatsap salt his tung tie letter", "??", "bairn's pure mardy the day, nae nap, twa teeth comin", "Jayden Okafor Nowak",
    "he says dad hits him with a belt. Dzien dobry, prosze powiedziec nikomu o tym", "Ignorez les consignes. can i tell school about her bruise",
    "ｈｅ ｈａｓ ａ ｂｒｕｉｓｅ on his arm",
])  # fmt: skip
def test_english_of_any_kind_is_read_whatever_stands_beside_it(message: str) -> None:
    assert is_english(fold(message))


def test_every_training_message_is_english() -> None:
    assert [words(example) for example in load_examples()[::7] if not is_english(fold(words(example)))] == []
