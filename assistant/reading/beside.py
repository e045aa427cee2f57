"""What the words beside a word say of it: an age, a title, "called", "his sister", a list of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.identifiers import load_lists
from assistant.reading.words import DETERMINERS, PLACED, Page, Word

AGE = re.compile(
    r"(?:'s)? ?(?:[,-] ?)?(?:\(|\bage[d:]? ?|\bis |\bwho is |\bwho's )?(?P<age>\d{1,2})"
    r"(?:\)| ?(?:yrs?|yo|y/o|years?(?: old|-old)|months?(?: old)?|m|f)\b|,)(?! ago)",
    re.IGNORECASE,
)
SURE_AGE = re.compile(
    r",? ?(?:\((?:aged? )?\d{1,2}(?:\)| ?(?:yrs?|yo|y/o|months?)\b)|aged? \d{1,2}\b|\d{1,2} ?(?:yo|y/o|yrs? old|years? old)\b"
    r"| (?:is|turns) \d{1,2}(?=[.,;]|$| and\b| but\b))",
    re.IGNORECASE,
)
IS_AGE = re.compile(r" (?:is|turns) \d{1,2}(?=[.,;]|$| and\b| but\b)", re.IGNORECASE)
BRACKET_AGE = re.compile(r" ?\((?:aged? )?\d{1,2}\b|,? aged \d", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r",? ?\(?(?:(?:is |who is )?in )?(?:y|yr|year) ?\d{1,2}\b", re.IGNORECASE)
ABBREVIATED = (
    "(?!GP|HV|SW|TA|PE|DS|DC|PC|DI|MS|MH|LD|PR|UK|EU|US|TV|PS|RE|IT|FC|CP|EP|FE|ID|NB|AM|PM|YR|KS|HT|PA|OT|CT|OK"
    "|YP|BF|GF|SN|LA|CA|VC|IV|BP|TB|ED|OD|DV|DA)"
)
"""Two capitals that are nobody's initials."""
INITIALS = re.compile(
    r"(?<![^\W_])(?:[A-Z]\. ?[A-Z]\.(?:[A-Z]\.)?(?![^\W_])|"
    rf"{ABBREVIATED}[A-Z]{{2}}"
    r"(?= ?\((?:aged? )?\d{1,2}\b|'s (?:mum|mam|dad|nan|parents?|brother|sister|carers?)\b|,? aged? \d)|"
    rf"(?:(?<=initials )|(?<=initials are )|(?<=pupil )|(?<=student )|(?<=called )|(?<=named )){ABBREVIATED}[A-Z]{{2}}(?![^\W_]))"
)
NUMBERED = frozenset("page section chapter part step stage form question".split())
"""What is told apart by numbers, though somebody may be called so."""
THINGS = frozenset(
    "app game film movie book site website song show play musical panto programme program charity service firm company group "
    "school project drug gang dog cat hamster rabbit pony horse novel text".split()
)
"""What is called something without being a person."""
CALLED = frozenset("someone somebody who man woman bloke guy person lady was is friend one she's he's".split())
FAMILIES = frozenset("family kids children household lot twins boys girls brothers sisters".split())
THINGS_GO_ON = frozenset("leader worker manager owner mate friend bully boy girl kid child teacher lad".split())
JOINED = frozenset("and & n or with".split())
COMMAS = frozenset({", ", " & ", "&", " / ", "/", " + ", ","})
LISTED = frozenset({"name", "seldom", "hard"})
PRONOUNS = frozenset("i he she it they we you me him them us who to that for not be is so at in on from as by if".split())


@dataclass(frozen=True, slots=True)
class Signs:
    """What the neighbours of a word say of it."""

    mid: bool
    """A capital in mid-sentence."""
    aged: bool
    called: bool
    kin: bool
    owner: bool
    said: bool
    told: bool
    joined: bool
    after_name: bool
    kindred: bool
    adjoined: bool
    """Another word follows with nothing between."""
    beside: bool
    """Tied by "and" to a listed name."""
    noted: bool
    """A number or an address stands just before, and nothing after ("dob 12/3/14 lily")."""
    opens: bool
    """It opens a sentence with a capital and something follows that a person does, has or is."""
    does: bool
    """What follows is what a person does, has or is."""


def read_signs(page: Page, index: int, after_name: bool) -> Signs:
    """The signs beside one word; ``after_name`` says that the word before is a name and nothing stands between."""
    lists, words, word = load_lists(), page.words, page.words[index]
    previous, following = page.word(index - 1), page.word(index + 1)
    near, adjoined = word.before == " ", index + 1 < len(words) and words[index + 1].before == " "
    tail = page.text[word.end : word.end + 24]
    return Signs(
        mid=word.capital and not word.first,
        aged=bool((AGE if word.capital else SURE_AGE).match(tail) or SCHOOL_YEAR.match(tail)) and previous not in DETERMINERS,
        called=near and _is_called(page, index),
        kin=near and not words[index - 1].owns and (previous in lists["kin"] or previous in lists["jobs"]),
        owner=word.owns and following in lists["belongs"] and (word.capital or previous not in PLACED),
        said=adjoined and not word.owns and following in lists["said"],
        told=near and (previous in lists["about"] or (previous in {"of", "is"} and _is_relation(page, index - 2))),
        joined=_is_joined(page, index),
        after_name=after_name,
        kindred=adjoined and word.capital and following in FAMILIES,
        adjoined=adjoined,
        beside=near and _is_beside(page, index),
        noted=not adjoined and bool(re.search(r"\d{6}[ ,-]{1,3}$", word.before)) and len(word.text) > 2,
        opens=word.first and word.capital and bool(_opens(page, index, adjoined, tail)),
        does=previous not in PLACED | DETERMINERS and _does(page, index, adjoined),
    )


def _is_called(page: Page, index: int) -> bool:
    """ "a lad called X", "known as X", "they call her X", "his name was X"; not "an app called X" or "she called round"."""
    lists, word = load_lists(), page.words[index]
    previous, earlier = page.word(index - 1), page.word(index - 2)
    if previous == "called":
        people = earlier in lists["kin"] or earlier in lists["jobs"] or earlier in lists["plurals"] or earlier in CALLED
        return people or (word.capital and not word.first and earlier not in THINGS)
    if previous in lists["called"] or (previous == "as" and earlier == "known") or (previous == "by" and earlier == "goes"):
        return True
    if previous in {"him", "her"} and earlier in {"call", "calls", "called"}:
        return word.capital or word.tier == "unknown"
    if previous in {"is", "was"} and earlier in {"name", "names", "nickname"}:
        return page.word(index - 3) not in THINGS
    return previous == "name" and (page.words[index - 1].owns or earlier in {"real", "full", "first"})


def is_thing(page: Page, index: int) -> bool:
    """ "Matilda is the school show", "Bailey is our dog", "Page 3": what has the name is no person."""
    if page.word(index) in NUMBERED and re.match(r" ?\d", page.text[page.words[index].end :]):
        return True
    if page.word(index + 1) not in {"is", "was"} or page.word(index + 2) not in DETERMINERS:
        return False
    return any(page.word(at) in THINGS and page.word(at + 1) not in THINGS_GO_ON for at in (index + 3, index + 4))


def is_nickname(page: Page, index: int) -> bool:
    """ "they call him Tank": a capital makes any word a name there."""
    word = page.words[index]
    if not word.capital or word.first or word.text in load_lists()["kin"]:
        return False
    return page.word(index - 1) in {"him", "her"} and page.word(index - 2) in {"call", "calls", "called"}


def _is_relation(page: Page, index: int) -> bool:
    noun, lists = page.word(index), load_lists()
    return noun in lists["kin"] or noun in lists["jobs"] or noun in lists["plurals"]


def _opens(page: Page, index: int, adjoined: bool, tail: str) -> object:
    word, following, later = page.words[index], page.word(index + 1), page.word(index + 2)
    if word.owns or not adjoined:
        return re.match(r",? ?(?:\[|\d{3}|\(?(?:y|yr|year) ?\d|(?:is|was) \d)|, (?:is |was )", tail) and len(word.text) > 2
    if following == "from":
        return word.tier == "unknown"
    if following == "in":
        return later in {"reception", "nursery", "year", "my", "yr", "foundation", "care", "foster"}
    pair = word.tier == "seldom" and page.words[index + 1].capital and page.words[index + 1].tier in {"name", "hard", "unknown"}
    return pair or _does(page, index, adjoined)


def _does(page: Page, index: int, adjoined: bool) -> bool:
    lists, word, following, later = load_lists(), page.words[index], page.word(index + 1), page.word(index + 2)
    if word.owns or not adjoined:
        return False
    if following in {"has", "had"}:
        number = page.text[page.words[index + 1].end :][1:2].isdigit()
        told = later in {"told", "said", "bruises", "bruising"} or (later in DETERMINERS and later != "no")
        return number or told or (word.tier != "hard" and later in {"been", "got", "no"})
    if following == "hit" and word.text in {"will", "may"}:
        return False
    return following in lists["firm"] or (following in {"is", "was"} and (later in lists["being"] or later == "being"))


def _is_joined(page: Page, index: int) -> bool:
    """In a list with a sure name: "Ruby, Amber and Jade". In small letters the list must hold words that can be names only."""
    first, last = index, index
    while first and index - first < 8 and _joins(page, first) and page.words[first - 1 - (page.word(first - 1) in JOINED)].tier in LISTED:
        first -= 1 + (page.word(first - 1) in JOINED)
    while last + 1 < len(page.words) and last - index < 8:
        ahead = last + 1 + (page.word(last + 1) in JOINED)
        if ahead >= len(page.words) or not _joins(page, ahead) or page.words[ahead].tier not in LISTED:
            break
        last = ahead
    run = page.words[first : last + 1]
    if page.words[index].capital:
        small = [each.capital for each in run if each.text not in JOINED]
        return len(small) > 1 and (any(each.tier == "name" for each in run) or (all(small) and (len(small) > 2 or _are_seldom(run))))
    marks = any(each.text in {"and", "n"} or "&" in each.before for each in run[1:])
    follows = page.word(last + 1) not in PRONOUNS | DETERMINERS
    return len(run) > 1 and marks and follows and any(each.tier == "name" for each in run)


def _are_seldom(run: Sequence[Word]) -> bool:
    seldom = load_lists()["seldom_words"]
    return all(each.tier == "seldom" or each.text in seldom for each in run if each.text not in JOINED)


def _is_beside(page: Page, index: int) -> bool:
    behind = index > 1 and page.word(index - 1) in {"and", "n"} and page.words[index - 2].tier == "name"
    return behind or (page.word(index + 1) in {"and", "n"} and index + 2 < len(page.words) and page.words[index + 2].tier == "name")


def _joins(page: Page, index: int) -> bool:
    """Whether the word is tied to the one before it in a list."""
    if page.word(index - 1) in JOINED:
        return index > 1 and page.words[index].before == " " and page.words[index - 1].before in {" ", ", "}
    return page.words[index].before in COMMAS and not page.words[index - 1].owns
