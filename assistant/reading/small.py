"""Whether a word of every day, typed with no capital that would tell, is somebody's name: "hope told me", "jade wells, 9", "asked will if".

Lists say which words can be a given name; only the words around make one of them a name: an age, a label, kin, a surname, what people do.
"""

import re

from assistant.reading.beside import BRACKET_AGE, SCHOOL_YEAR, THINGS
from assistant.reading.full import MODALS, NOT_SURNAMES, OUTWARD, ends_name, is_full, is_someone, is_surname, is_unlisted, next_word
from assistant.reading.identifiers import load_lists
from assistant.reading.words import DETERMINERS, Page, is_near, word_lists

FOLK = frozenset("guy judge mate".split())
"""What anyone may be called."""

ADVERBS = frozenset("also always often never just still now then even only already".split())
DEGREES = frozenset("being so very really now still not back".split())
POSSESSED = frozenset("her his their my our".split())
PERSONAL = frozenset("herself himself me us her him them his home school".split())
CLAUSES = frozenset(
    "and but so because cos coz bc cause that if when while as since then says said think thinks reckon "
    "know knows where why how whether hi now".split()
)
SPOKE = frozenset("spoke spoken speak speaking talk talked talking chat chatted listen listened met meeting meet lied apologised".split())
TOLD = frozenset("told tell asked ask rang ring phoned texted contacted emailed messaged informed warn warned visited".split())
AFTER_TOLD = frozenset(
    "if that about and i to she he they we today yesterday this again who when why how what last before her his its it's im i'm".split()
)
SEEN = frozenset("saw seen see met".split())
AFTER_SEEN = frozenset("today yesterday again last and hit cry crying hitting".split())
LABELS = frozenset("surname forename firstname nickname alias".split())
NAMINGS = frozenset("street nick first maiden middle last real full birth".split())
"""What may stand before "name" where a person's name follows."""

LABEL = re.compile(
    r"(?:^|[\s,.;(])(?:re|ref|regarding|subject|"
    r"(?P<whose>name|forename|surname|yp|client|pupil|student|child|patient|mother|father|mum|dad|carer))\s?[:=-]\s?$",
    re.IGNORECASE,
)
COMMA_AGE = re.compile(
    r",? ?\(?(?:aged )?\d{1,2}(?: ?(?:yrs?|yo|y/o|years?(?: old)?|months?(?: old)?|m|f))?(?=[.,;)]|$| and\b| but\b| who\b)", re.IGNORECASE
)
OLD = re.compile(
    r" (?:is|was|turns|turned|just turned) (?:only |just |now |about |nearly )?\d{1,2}"
    r"(?:(?=[.,;]|$| and\b| but\b| in\b| now\b| next\b| with\b| so\b)| ?(?:yrs?|years?|weeks?|wks?|months?|mths?|days?) old)",
    re.IGNORECASE,
)


def is_small_name(page: Page, index: int, after_name: bool) -> bool:
    """Whether a word that can be a name is one here; ``after_name`` says that the word before is a name and nothing stands between."""
    word, lists = page.words[index], word_lists()
    given, family = word.text in lists["may_given"], word.text in lists["may_family"]
    if (after_name and is_surname(page, index, given or family)) or _is_labelled(page, index, given or family):
        return True
    if word.tier == "unknown" and not given:
        return is_unlisted(page, index)
    if not given or page.word(index - 1) in DETERMINERS:
        return False
    if _is_aged(page, index) or is_full(page, index):
        return True
    if word.text in load_lists()["field_names"] or _is_abbreviation(page, index):
        return False
    return _is_acting(page, index) or _is_told(page, index) or _is_kindred(page, index) or _is_paired(page, index)


def _opens_clause(page: Page, index: int) -> bool:
    """A clause begins here: after a mark, an identifier or "because", and not after a figure ("10 miles from")."""
    word = page.words[index]
    mark = word.before.rstrip(" ")
    if mark[-1:].isdigit():
        return mark.endswith("00")
    return word.first or mark not in {"", "'", '"'} or page.word(index - 1) in CLAUSES


def _is_abbreviation(page: Page, index: int) -> bool:
    """Capitals that stand for something ("tell ELSA why"), in a text that is not all in capitals."""
    beside = [page.words[at] for at in (index - 1, index + 1) if 0 <= at < len(page.words)]
    return page.raw(index).isupper() and not any(page.text[each.start : each.end].isupper() for each in beside)


def _is_labelled(page: Page, index: int, listed: bool) -> bool:
    """ "re: poppy", "surname is day", "child: evelina", "goes by jj", "a lad called storm"."""
    word, previous, earlier, lists = page.words[index], page.word(index - 1), page.word(index - 2), load_lists()
    unlisted = word.tier == "unknown" and len(word.text) > 2 and not word.text.endswith(NOT_SURNAMES)
    if (not listed and not unlisted) or word.tier == "common":
        return False
    if word.before != " ":
        label = LABEL.search(page.text[max(0, word.start - 20) : word.start])
        if not label:
            return False
        if listed and (ends_name(page, index) or is_full(page, index)):
            return True
        return unlisted and label["whose"] is not None and not is_near(word.text, "common")
    if previous in {"is", "was"} and earlier in {"name", "name's", "names"} | LABELS:
        return page.word(index - 3) not in THINGS
    if previous == "called":
        people = any(each in lists["kin"] or each in lists["jobs"] for each in (earlier, earlier.removesuffix("s")))
        return listed and word.text not in lists["insults"] and (people or earlier in lists["called_so"])
    if previous == "name":
        return listed and earlier in NAMINGS
    if previous in {"re", "regarding"}:
        return listed and word.text not in lists["things"] and ends_name(page, index, sure=True)
    return previous in LABELS or (previous == "as" and earlier == "known") or (previous == "by" and earlier == "goes")


def _is_aged(page: Page, index: int) -> bool:
    """ "april is 11", "ivy is 3 weeks old", "ran off with prince, 20"."""
    word, tail = page.words[index], page.text[page.words[index].end :][:40]
    if word.owns or page.word(index - 1) in OUTWARD:
        return False
    if OLD.match(tail) or BRACKET_AGE.match(tail):
        return True
    if word.tier == "kept" or word.text in load_lists()["things"] or word.text in load_lists()["counted"]:
        return False
    return tail[:1] == "," and bool(COMMA_AGE.match(tail))


def _is_acting(page: Page, index: int) -> bool:
    """It opens a clause, and what follows is what a person does or is: "joy wont open", "dean has her phone", "carol is my aunt"."""
    word, lists = page.words[index], load_lists()
    if not next_word(page, index) or not _opens_clause(page, index):
        return False
    at = index + 1 + (page.word(index + 1) in ADVERBS)
    verb, later, third = page.word(at), page.word(at + 1), page.word(at + 2)
    thing = word.text in lists["things"] or word.tier in {"kept", "common"}
    if verb in lists["deeds"] or verb in lists["deeds_loose"]:
        if word.text in FOLK or (word.text in MODALS and not _is_third(verb)):
            return False
        return verb in lists["deeds"] or not thing or later in PERSONAL
    if verb in lists["denied"]:
        if later == "been":
            return third in lists["states"] or third in {"in", "seen", "to", "at", "well"}
        return any(later in lists[name] for name in ("deeds_bare", "deeds_ing", "states", "participles"))
    if verb in {"is", "was"}:
        later, after = (third, at + 2) if later in DEGREES else (later, at + 1)
        if not thing and (later == "with" or later in lists["being"]):
            return True
        return later in lists["deeds_ing"] or later in lists["states"] or is_someone(page, after)
    if verb in {"has", "had"}:
        later = third if later == "been" or later in ADVERBS | DEGREES else later
        return any(later in each for each in (lists["participles"], lists["states"], lists["had"], POSSESSED))
    if thing or word.text in FOLK or word.text in lists["verbs"]:
        return False
    if verb in {"the", "our", "my"}:
        return is_someone(page, at)
    return (verb == "from" and word.first) or (verb == "and" and later in POSSESSED and third in lists["kin"])


def _is_third(verb: str) -> bool:
    """No verb that "will" or "may" goes with."""
    return verb.endswith("s") or verb in {"said", "told"}


def _is_told(page: Page, index: int) -> bool:
    """ "asked will if", "spoke to dawn this morning", "saw summer today", "this is about hope"."""
    word, previous, earlier, lists = page.words[index], page.word(index - 1), page.word(index - 2), load_lists()
    if word.before != " " or word.owns or word.text in lists["organised"] or word.text in lists["counted"]:
        return False
    following = next_word(page, index)
    if previous in TOLD or (previous in {"to", "with"} and earlier in SPOKE):
        if word.text in MODALS:
            return following is not None and following.text in {"if", "that", "about", "to", "and", "why"}
        return following is None or following.text in AFTER_TOLD
    if previous in SEEN:
        return following.text in AFTER_SEEN if following else word.text not in lists["things"]
    if previous == "about" and following is None:
        return earlier in {"is", "its", "it's"} or (earlier in {"worried", "concerned"} and word.text not in lists["things"])
    done = previous in lists["done_to"] or (previous == "of" and earlier in lists["feared"])
    return done and word.text not in lists["things"] and word.text not in lists["describing"] and ends_name(page, index)


def _is_kindred(page: Page, index: int) -> bool:
    """ "her ex dean wright", "mum is crystal", "mum (kelly)", "auntie joy says"; not "can dad sue" or "mum happy"."""
    word, previous, earlier, lists = page.words[index], page.word(index - 1), page.word(index - 2), load_lists()
    if not index or page.words[index - 1].owns or word.text in lists["organised"]:
        return False
    kin = previous in lists["kin"] or previous in lists["jobs"] or previous in {"fella", "bloke"}
    kin = kin or (
        previous in lists["plurals"] and page.word(index + 1) in {"and", "n"} and page.word(index + 2) in word_lists()["may_given"]
    )
    if word.before == " (":
        return kin and page.text[word.end : word.end + 1] == ")" and word.text not in lists["describing"]
    if word.before != " ":
        return False
    following = next_word(page, index)
    if previous in {"is", "was"} and earlier in lists["kin"]:
        said = not following or following.text == "and" or is_full(page, index)
        return said and not word.owns and word.text not in lists["describing"] and word.text not in lists["verbs"]
    if not kin:
        return False
    if word.text in lists["verbs"] or word.text in lists["describing"]:
        acts = following and any(following.text in lists[name] for name in ("deeds", "deeds_loose", "becomes"))
        return bool(following and acts and (word.text not in MODALS or _is_third(following.text)))
    return ends_name(page, index)


def _is_paired(page: Page, index: int) -> bool:
    """Two such words tied by "and", and what follows is of people: "summer and amber in year 6", "lily and daisy marsh"."""
    return any(_is_pair(page, first) for first in (index, index - 2) if 0 <= first < len(page.words) - 2)


def _is_pair(page: Page, first: int) -> bool:
    given, lists, last = word_lists()["may_given"], load_lists(), first + 2
    one, other, following = page.words[first], page.words[last], page.word(last + 1)
    if page.word(first + 1) not in {"and", "n"} or page.word(first - 1) in DETERMINERS or one.owns:
        return False
    if other.tier == "name" and one.text in given and one.text not in MODALS:
        return one.text not in lists["things"] and _opens_clause(page, first)
    if one.tier == "name" and other.text in given and other.text not in lists["verbs"]:
        return other.text not in lists["things"] and ends_name(page, last)
    if one.text not in given or other.text not in given or not _opens_clause(page, first):
        return False
    if SCHOOL_YEAR.match(page.text[other.end :][:12]) or is_full(page, last) or following in {"twins", "both"}:
        return True
    if following in {"are", "were", "live", "told", "came", "went", "have"}:
        return one.text not in lists["things"]
    return following in lists["firm"]
