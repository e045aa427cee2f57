"""Which subject a question names, as one looks a word up in the index of a book, and whether it asks for nothing else.

Resemblance finds what a question is about where its words are anybody's. A name ("Gillick", "golden rule 4") is surer than any
resemblance, and a list of the source's own ("the seven principles") is answered by the whole of it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.clauses import Subject

_BESIDE = frozenset(
    """a an the and or of on in to for by with about is are was were do does what which when who how many why all each any them it its
    they this that there these those can could may might must should would shall will be me us we i you your our please say says said
    tell tells give gives list name names state outline describe explain summarise summary set out mean means meant meaning define
    definition apply applies exist practitioner practitioners professional professionals someone somebody people staff one my
    guide guidance procedure procedures chapter document policy derby city council according under within
    information info data sharing share shared contain contained identify key main different full whole 1.1.8 rules rule allowed
    permitted justified circumstances one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 lawful lawfully legally
    okay ok need needed get getting know makes order brief briefly short simple plain english words
    grounds reasons situations cases times occasions ways contact number phone ring telephone call
    make require requires required requirement requirements""".split()
)
"""Words that stand beside the name of a subject without asking for anything else about it."""

_NUMBERS = "one two three four five six seven eight nine ten".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERED = re.compile(r"([A-Za-z ]+) (\d+):")
_WORD = re.compile(r"[a-z0-9][a-z0-9.'’]*")
_ENDING = re.compile(r"['’]s$|[.'’]+$")


@dataclass(frozen=True)
class Subjects:
    """The subjects of a corpus, to look questions up in."""

    entries: tuple[Subject, ...]

    def named_in(self, question: str) -> tuple[Subject, ...]:
        """The subjects that the question names; a name inside a longer one counts for the longer alone."""
        return tuple(dict.fromkeys(self._by_name[_plain(match[0])] for match in self._names.finditer(question.casefold())))

    def asked_alone(self, question: str) -> Subject | None:
        """The subject that the question names, if it names one and asks for nothing else."""
        named, rest = self.named_in(question), self._names.sub(" ", question.casefold())
        alone = len(named) == 1 and _BESIDE.issuperset(_ENDING.sub("", word) for word in _WORD.findall(rest))
        return named[0] if alone else None

    @cached_property
    def _by_name(self) -> dict[str, Subject]:
        return {_plain(name): subject for subject in self.entries for name in subject.names}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_name, key=len, reverse=True)
        either = "|".join(r"[\s-]+".join(map(re.escape, name.split())) for name in longest_first) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{either})(?![\w-]|\.\d)")


def numbered(label: str) -> re.Pattern[str] | None:
    """What asks by number for a clause of this label, as in "golden rule 4", "fourth golden rule", "principles 2 and 4"; else ``None``."""
    head = _NUMBERED.match(label)
    if head is None:
        return None
    kind, number = head[1], int(head[2])
    if not 0 < number <= len(_NUMBERS):
        return re.compile(rf"\b{kind} {number}\b", re.IGNORECASE)
    any_number = rf"(?:\d+|{'|'.join(_NUMBERS)})"
    return re.compile(
        rf"\b{kind}s? (?:(?:number )?{any_number}(?:, ?| ?(?:and|or|to|&) ?))*(?:number )?(?:{number}|{_NUMBERS[number - 1]})\b"
        rf"|\b(?:{number}(?:st|nd|rd|th)|{_ORDINALS[number - 1]}) {kind}\b",
        re.IGNORECASE,
    )


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s-]+", name.casefold()))
