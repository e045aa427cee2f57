"""Full names in small letters: whether a word is the surname of the name before it, and what may follow a name's last word.

"megan hill 15", "hope barker", "liam price dob", "ebrima ceesay"; not "keep jayden close", "kai green coat" or "mark will price it".
"""

import re

from assistant.reading.beside import SCHOOL_YEAR
from assistant.reading.identifiers import load_lists
from assistant.reading.words import DETERMINERS, PLACED, Page, Word, is_near, word_lists

MODALS = frozenset("will may".split())
MONTHS = frozenset("april may june august".split())
NOT_SURNAMES = tuple("ly ing ed ist ists tion ment ness ers ities ity ful less able ive ish s in".split())
"""No surname that nobody listed ends so; a slip of the pen does."""

OUTWARD = PLACED - {"of", "from", "to"}
"""Before these words a place is more likely than a person."""

PARTICULARS = re.compile(
    rf" ?\(?(?:d\.? ?o\.? ?b|b-?day|birthday|nhs|upn|tel|mob|phone|email|no fixed)\b|{SCHOOL_YEAR.pattern}", re.IGNORECASE
)
"""What is told of a person right after the name."""


def next_word(page: Page, index: int) -> Word | None:
    """The word after, where only a space stands between."""
    following = page.words[index + 1] if index + 1 < len(page.words) else None
    return following if following and following.before == " " and not page.words[index].owns else None


def ends_name(page: Page, index: int, sure: bool = False) -> bool:
    """What follows a surname lets it be one: the end, a mark, a figure, a verb of people; after a ``sure`` given name "from" too."""
    word, lists = page.words[index], load_lists()
    following = next_word(page, index)
    if not following:
        return word.owns or index + 1 >= len(page.words) or page.words[index + 1].before.strip(" ") not in {"", "-", "'"}
    if word.text in lists["describing"] and following.text in {"and", "n"}:
        return page.word(index + 2) in word_lists()["may_given"] or page.word(index + 2) in lists["kin"]
    if following.text in lists["after_full"] or (sure and following.text in lists["after_sure"]):
        return True
    if any(following.text in lists[name] for name in ("deeds", "deeds_loose", "firm")):
        return True
    if following.text in lists["kin"] or following.text in lists["jobs"]:
        return word.text not in lists["describing"]
    if following.text == "the":
        return is_someone(page, index + 1)
    if following.text == "in":
        return page.word(index + 2) in {"my", "our", "year", "y", "yr", "reception", "nursery"}
    return bool(PARTICULARS.match(page.text[word.end : word.end + 16]))


def is_surname(page: Page, index: int, listed: bool) -> bool:
    """After a sure name: "megan hill 15", "luna star hill", "kelly balogov said"; not "keep jayden close" or "kai green coat"."""
    word, lists = page.words[index], load_lists()
    following = next_word(page, index)
    if following and following.tier == "name" and word.tier in {"unknown", "hard", "seldom"} and (listed or len(word.text) < 6):
        return True
    if listed:
        if following and following.text in word_lists()["may_family"] and ends_name(page, index + 1):
            return True
        describes = word.text in lists["describing"]
        if word.text not in word_lists()["may_family"] or (describes and page.word(_start(page, index) - 1) in lists["making"]):
            return False
        return ends_name(page, index, sure=word.text not in MODALS and not describes)
    return word.tier == "unknown" and len(word.text) > 3 and _is_strange(word.text)


def is_unlisted(page: Page, index: int) -> bool:
    """A word in no list and near none, before a surname or after kin: "ebrima ceesay", "his wife lenuta"."""
    word, lists, following = page.words[index], load_lists(), next_word(page, index)
    if len(word.text) < 4 or not _is_strange(word.text):
        return False
    if following and following.tier == "name" and following.text in lists["surnames"] and following.text not in word_lists()["given"]:
        return True
    kindred = word.before == " " and page.word(index - 1) in lists["kindred"] and not page.words[index - 1].owns
    return kindred and len(word.text) > 4 and ends_name(page, index)


def _is_strange(word: str) -> bool:
    """No slip of a word of every day, and no term of medicine."""
    if "'" in word or word.endswith(NOT_SURNAMES) or word.endswith(tuple(load_lists()["medical"])):
        return False
    return not is_near(word, "common") and not is_near(word, "english")


def _start(page: Page, index: int) -> int:
    """Where the listed names before a surname begin."""
    start = index
    while start and index - start < 3 and page.words[start].before == " " and page.words[start - 1].tier in {"name", "seldom"}:
        start -= 1
    return start


def is_full(page: Page, index: int) -> bool:
    """A word that can be a given name and a surname: "jade wells birthday", "hope barker", "april may jones"."""
    word, previous, following = page.words[index], page.word(index - 1), next_word(page, index)
    if not following or previous in OUTWARD:
        return False
    lists, may_family = load_lists(), word_lists()["may_family"]
    third = next_word(page, index + 1)
    if third is None and {word.text, following.text} <= MONTHS:
        return False
    if word.text in MODALS and not (word.first or previous in {"re", "about", "called", "for"}):
        return False
    if third and following.text in word_lists()["may_given"] and third.text in may_family:
        return ends_name(page, index + 2)
    counted = following.text in lists["counted"] and re.match(r" ?\d", page.text[following.end :])
    if following.text not in may_family or counted:
        return False
    if following.tier == "name" and following.text not in word_lists()["given"] and word.text not in MODALS:
        return page.word(index + 2) not in lists["named_after"]
    return ends_name(page, index + 1, sure=previous in lists["kin"])


def is_someone(page: Page, index: int) -> bool:
    """ "the childminder", "her little brother", "a foster carer"."""
    lists = load_lists()
    if page.word(index) not in DETERMINERS:
        return False
    return any(page.word(at) in lists[name] for at in range(index + 1, index + 4) for name in ("kin", "jobs", "people"))
