"""Finds people's names in a plain text, by lists of names and by the words around them.

A listed name that is no word is a name anywhere. A name that is a word too (Hope, Will), or a word nobody listed, is a name only
where its neighbours say so: an age, "called", "his sister", "Mr", a capital in mid-sentence, "'s mum".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.beside import BRACKET_AGE, IS_AGE, SCHOOL_YEAR, Signs, is_nickname, is_thing, read_signs
from assistant.reading.identifiers import load_lists
from assistant.reading.small import is_small_name
from assistant.reading.words import DETERMINERS, PLACED, Page, is_near, read_words, word_lists

LINKS = frozenset("bin bint binti ibn al el de da dos van von thi ul ur".split())
"""Small words inside a name."""

LEARNED = frozenset({"unknown", "seldom"})


HELPERS = frozenset("is was has had does did looks seems keeps started stopped got gets goes came comes needs".split())
CLERGY = frozenset("pastor imam rev reverend".split())
ASKED = frozenset("told tell tells asked ask rang ring phoned texted contacted".split())

KNOWN_BEFORE = frozenset("and or to if that would will can could should might wont isnt doesnt didnt about he she in at from on".split())
"""What may follow a person's name."""

BARE_AGE = re.compile(
    r",? (?:[1-9]|1[0-7]),? (?:and )?(?:told|tells|says?|said|disclosed|came|has|is|was|wont|went|sent|missing)\b", re.IGNORECASE
)
"""An age without a word of age, before what somebody says or does ("Summer 12 told me")."""

ENDINGS = ("ly", "ing", "ed", "ist", "ists", "tion", "ment", "ness", "ers", "ities", "ity")
"""No name that nobody listed ends so."""


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a person: ``words[first:last]``, with the title before it."""

    first: int
    last: int
    title: str = ""


def find_names(texts: Sequence[str]) -> tuple[tuple[Page, tuple[Name, ...]], ...]:
    """The mentions of people in every turn; a name made sure in one turn is known in all."""
    pages = tuple(Page(text, read_words(text)) for text in texts)
    sure = [set(_sure(page, frozenset())) for page in pages]
    known = frozenset(page.words[i].text for page, each in zip(pages, sure, strict=True) for i in each if page.words[i].tier in LEARNED)
    if known:
        sure = [set(_sure(page, known)) for page in pages]
    return tuple((page, tuple(_runs(page, each))) for page, each in zip(pages, sure, strict=True))


def _sure(page: Page, known: frozenset[str]) -> Iterator[int]:
    """The words that are names, left to right; each may lean on the one before."""
    before = False
    for index, word in enumerate(page.words):
        before = word.tier == "family" or _is_name(page, index, before, known)
        if before:
            yield index


def _is_name(page: Page, index: int, after_name: bool, known: frozenset[str]) -> bool:
    word, previous = page.words[index], page.word(index - 1)
    if is_nickname(page, index):
        return True
    if (word.before[-1:].isdigit() and len(word.text) < 4) or is_thing(page, index):
        return False
    if _is_titled(page, index):
        return True
    after_name = after_name and word.before == " " and not page.words[index - 1].owns
    small = word.tier != "name" and not word.phrase and (not word.capital or word.first)
    if small and not _is_institution(page, index) and is_small_name(page, index, after_name):
        return True
    if word.tier in {"kept", "common"} or previous in {"st", "saint"} or _is_institution(page, index):
        if word.capital and after_name:
            return word.text in load_lists()["surnames"] or (word.text in load_lists()["hard_words"] and _ends_clause(page, index))
        return word.tier == "kept" and _is_kept_name(page, index)
    if word.text in load_lists()["holy"]:
        return after_name or _is_a_namesake(page, index)
    if word.tier == "english":
        return _is_english_name(page, read_signs(page, index, after_name), index)
    if word.tier == "name":
        return not _is_place(page, index)
    if word.text in known and _is_known(page, index):
        return True
    if word.tier in {"seldom", "hard"} and _leads_a_name(page, index):
        return True
    signs = read_signs(page, index, after_name)
    if word.tier == "seldom" or (word.tier == "hard" and signs.mid and word.text in load_lists()["seldom_words"]):
        return _is_seldom_word(page, index, signs)
    return _is_hard_word(page, index, signs) if word.tier == "hard" else _is_unlisted(page, index, signs)


def _is_a_namesake(page: Page, index: int) -> bool:
    """Whether a name of prayers and exclamations is somebody's own here: with an age, "called" or a relation ("my lad Jesus, 7")."""
    signs = read_signs(page, index, False)
    return signs.aged or signs.called or signs.kin


def _is_place(page: Page, index: int) -> bool:
    """A surname alone after "at" or "goes to" is a school or a village ("he goes to Ravensdale"), and "a mason" is a trade."""
    word, previous = page.words[index], page.word(index - 1)
    if word.owns or word.before != " ":
        return False
    if previous in {"a", "an"} and not word.capital:
        return index + 1 >= len(page.words) or page.words[index + 1].tier != "name"
    if word.text in word_lists()["given"]:
        return False
    if previous == "to":
        return page.word(index - 2) in load_lists()["goes"]
    return previous in {"at", "in", "near", "attends", "attending"}


def _is_known(page: Page, index: int) -> bool:
    """A name made sure elsewhere is one here too, but not "to be frank" or "this summer"."""
    word, previous = page.words[index], page.word(index - 1)
    if word.tier == "unknown" or word.owns or (word.capital and (not word.first or word.text not in load_lists()["things"])):
        return True
    adjoined = index + 1 < len(page.words) and page.words[index + 1].before == " "
    lists = load_lists()
    follows = not adjoined or any(
        page.word(index + 1) in each for each in (lists["said"], lists["deeds"], lists["deeds_bare"], KNOWN_BEFORE)
    )
    return follows and previous not in PLACED | DETERMINERS | {"be", "being", "so", "very", "was", "is", "are"}


def _is_titled(page: Page, index: int) -> bool:
    """ "Mr Hussain", and not "MS. Could she"."""
    lists, word = load_lists(), page.words[index]
    title = page.word(index - 1)
    if title not in lists["titles"] or page.words[index - 1].owns or word.before not in {" ", ". ", "."}:
        return False
    if word.phrase and page.words[index - 1].phrase:
        return False
    if word.before != " " and (word.tier == "common" or not page.words[index - 1].capital):
        return False
    if word.tier == "unknown" and not word.capital and not page.text[word.start : word.end].islower():
        return False
    if title in lists["only_titles"]:
        if title != "ms" and word.tier != "common" and word.text in word_lists()["may_family"]:
            return True
        return word.capital or word.tier in {"name", "seldom", "unknown"} or (word.tier == "hard" and _ends_clause(page, index))
    if word.capital:
        return not word.first and word.tier not in {"kept", "common"}
    return title in CLERGY and is_small_name(page, index, True)


def _is_kept_name(page: Page, index: int) -> bool:
    """A place or a term that is a given name too ("mum Kelly, Preston and Lincoln")."""
    word = page.words[index]
    if not word.capital or word.first or word.text not in load_lists()["towns"]:
        return False
    signs = read_signs(page, index, False)
    return signs.kin or signs.joined or bool(BRACKET_AGE.match(page.text, word.end))


def _is_english_name(page: Page, signs: Signs, index: int) -> bool:
    """A word that no list of names holds: only a capital in mid-sentence with a firm sign makes it one."""
    aged = BRACKET_AGE.match(page.text, page.words[index].end)
    return signs.mid and (signs.called or bool(aged) or (signs.kin and (signs.said or not signs.adjoined)))


def _leads_a_name(page: Page, index: int) -> bool:
    """A word with a capital before a family name, an age and a deed, or "and" and such another ("Rose Adams", "Summer 12 told me")."""
    word = page.words[index]
    if not page.raw(index)[0].isupper() or page.word(index - 1) in PLACED | DETERMINERS or index + 1 >= len(page.words):
        return False
    following = page.words[index + 1]
    family = following.before == " " and following.tier == "name" and following.text in word_lists()["may_family"]
    if family and page.raw(index + 1)[0].isupper():
        return True
    if BARE_AGE.match(page.text, word.end):
        return True
    after = page.words[index + 2] if index + 2 < len(page.words) else None
    joined = following.text in {"and", "n"} and after is not None and after.capital and after.tier in {"name", "seldom", "hard"}
    return word.first and word.capital and joined


def _ends_clause(page: Page, index: int) -> bool:
    """After "Johnny Ward" comes no word that makes it a place."""
    following = page.words[index + 1] if index + 1 < len(page.words) else None
    return following is None or following.before != " " or following.text in load_lists()["said"] | {"and", "n"}


def _is_seldom_word(page: Page, index: int, signs: Signs) -> bool:
    word, previous = page.words[index], page.word(index - 1)
    if signs.aged or signs.called or signs.owner or signs.joined or signs.after_name or signs.kindred or signs.opens or signs.noted:
        return True
    if signs.kin and _ends_phrase(page, index):
        return True
    if word.text not in load_lists()["things"] and (signs.does or (signs.told and previous in ASKED)):
        return True
    if signs.said and page.word(index + 1) in load_lists()["firm"] and previous not in PLACED | DETERMINERS:
        return True
    return (signs.mid and (previous not in PLACED or word.owns)) or (word.capital and signs.said)


def _is_hard_word(page: Page, index: int, signs: Signs) -> bool:
    word, previous = page.words[index], page.word(index - 1)
    if BRACKET_AGE.match(page.text, word.end) and previous not in DETERMINERS:
        return True
    if not word.capital and (word.text in word_lists()["given"] or word.text in load_lists()["seldom_words"]):
        relation = word.owns and any(page.word(index + 1) in load_lists()[name] for name in ("kin", "childish"))
        kindred = signs.kin and signs.said and word.text in load_lists()["seldom_words"]
        if previous not in PLACED | DETERMINERS and (relation or kindred or IS_AGE.match(page.text, word.end)):
            return True
    if not word.capital and signs.after_name and word.text in load_lists()["surnames"] and not signs.adjoined:
        return True
    if not word.capital and signs.joined and word.text in load_lists()["seldom_words"]:
        return True
    if not word.capital:
        return signs.called and previous in {"called", "named", "nicknamed"}
    if (signs.aged and SCHOOL_YEAR.match(page.text, word.end)) or signs.opens or (signs.joined and signs.mid and previous not in PLACED):
        return True
    return signs.does or signs.called or signs.owner or signs.after_name or signs.kindred or (signs.mid and (signs.kin or signs.aged))


def _is_unlisted(page: Page, index: int, signs: Signs) -> bool:
    word, previous = page.words[index], page.word(index - 1)
    if signs.mid:
        sure = signs.called or signs.kin or signs.owner or signs.after_name or signs.kindred
        return sure or (previous not in PLACED and (signs.aged or signs.said or signs.told or signs.joined))
    if previous in DETERMINERS or word.text.endswith(ENDINGS):
        return False
    likely = (
        signs.aged
        or (signs.called and previous not in {"names", "name's"})
        or (signs.kin and signs.said)
        or (signs.owner and page.word(index + 1) in load_lists()["kin"])
        or ((signs.owner or signs.opens or signs.joined or signs.noted) and word.capital)
    )
    likely = likely or (word.first and word.capital and signs.said and len(word.text) > 3 and _does_not(page, index))
    if not likely and len(word.text) > 4 and (signs.kin or signs.beside or signs.noted):
        likely = is_near(word.text, "names")
    return likely and not is_near(word.text, "common")


def _does_not(page: Page, index: int) -> bool:
    """ "Xiuying doesnt speak", "Lacramioara has 5 kids", of a word in no list and near none."""
    word, following = page.words[index], page.word(index + 1)
    if word.text.endswith(tuple(load_lists()["medical"])) or following in HELPERS:
        return False
    return not is_near(word.text, "english")


def _ends_phrase(page: Page, index: int) -> bool:
    """Nothing after the word makes it an adjective or a verb ("mum drew a", "mum frank about")."""
    return page.words[index].capital or page.word(index + 1) not in DETERMINERS | {"about", "for", "with", "him", "them", "me", "us"}


def _is_institution(page: Page, index: int) -> bool:
    lists, word = load_lists(), page.words[index]
    if word.owns:
        return page.word(index + 1) in lists["named_after"]
    ahead = page.words[index + 1 : index + 3]
    for each in ahead:
        if each.text in lists["institutions"] and each.before == " ":
            if each is ahead[0] and word.tier == "name" and each.text in lists["hard_words"] and page.word(index - 1) not in PLACED:
                return not _ends_clause(page, index + 1)
            place = each is ahead[0] and each.text in lists["schools"] and word.text not in word_lists()["given"]
            return place or (word.capital and each.capital) or word.tier != "name" or each.text in lists["named_after"]
        if not each.capital:
            return False
    return False


def _runs(page: Page, sure: set[int]) -> Iterator[Name]:
    titles = load_lists()["titles"]
    index = 0
    while index < len(page.words):
        if index not in sure:
            index += 1
            continue
        last = index + 1
        while (
            last < len(page.words)
            and not page.words[last - 1].owns
            and page.words[last].before == " "
            and (last in sure or _is_initial(page, last) or (last + 1 in sure and page.word(last) in LINKS))
        ):
            last += 2 if last + 1 in sure and page.word(last) in LINKS else 1
        title = page.word(index - 1) if page.word(index - 1) in titles and page.words[index].before in {" ", ". ", "."} else ""
        yield Name(index, last, "" if index and page.words[index - 1].owns else title)
        index = last


def _is_initial(page: Page, index: int) -> bool:
    word = page.words[index]
    return (
        len(word.text) == 1
        and word.capital
        and word.text not in "ia"
        and not page.text[word.end : word.end + 1].isalnum()
        and page.word(index + 1) not in load_lists()["institutions"]
    )
