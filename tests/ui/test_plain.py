"""The answer to take away is plain text with its day, and says everything that the answer says."""

import re
from datetime import date

from assistant.reply import to_markdown
from tests.ui.builders import make_reply
from ui.plain import to_plain

DAY = date(2026, 11, 26)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_no_markup_is_left_and_no_word_is_lost() -> None:
    reply = make_reply(banner="Ring 999 now.")
    plain = to_plain(reply, DAY)
    assert "**" not in plain
    assert not any(line.lstrip().startswith(">") for line in plain.splitlines())
    assert words(plain)[-len(words(to_markdown(reply))) :] == words(to_markdown(reply))


def test_it_says_of_which_day_it_is() -> None:
    assert to_plain(make_reply(), DAY).splitlines()[0] == "Can I share this? The answer of 26 November 2026."


def test_what_stands_for_itself_in_a_sentence_stays() -> None:
    plain = to_plain(make_reply(net="If a > b, do ** nothing."), DAY)
    assert "If a > b, do ** nothing." in plain
