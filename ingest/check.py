"""What must be true of the corpus as a whole, each breach as a sentence with its place.

The quick checks run whenever the corpus is loaded; the thorough ones compare every question with its clause's wording and every
note with every other, and run in ``python -m ingest check``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from corpus.clauses import Clause, Corpus, SettledAnswer

PROCEDURE_QUESTIONS = 12
NOTE_QUESTIONS = 4
HEADLINE = 16
"""Words in which a settled answer says outright what was asked."""
SAME_RULE = 0.8
"""Notes that share this part of their content words (Jaccard) are taken to state the same rule twice."""

FUNCTION_WORDS = frozenset(
    """a about above after again all also am an and any are aren't as at be because been before being below between both but by
    can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either else ever every few for
    from further get gets getting go goes going got had hadn't has hasn't have haven't having he he'd he'll he's her here here's
    hers herself him himself his how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let let's may me might
    more most must mustn't my myself no nor not now of off on once one only or other others ought our ours ourselves out over own
    per quite rather same shall she she'd she'll she's should shouldn't so some such than that that's the their theirs them
    themselves then there there's these they they'd they'll they're they've this those through to too under until up upon us very
    was wasn't we we'd we'll we're we've were weren't what what's when when's where where's whether which while who who's whom
    whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself""".split()
)


def faults_of(corpus: Corpus, questions: Mapping[str, tuple[str, ...]], *, thorough: bool) -> Iterator[str]:
    """Every fault of the corpus, one sentence each; none when it is sound."""
    yield from _repeated("clause", [clause.id for clause in corpus.clauses])
    yield from _repeated("source", [source.id for source in corpus.sources])
    yield from _repeated("contact", [contact.id for contact in corpus.contacts])
    yield from _repeated("difference", [difference.id for difference in corpus.differences])
    yield from _repeated("subject", [subject.id for subject in corpus.subjects])
    yield from _repeated("name of a subject", [name.casefold() for subject in corpus.subjects for name in subject.names])
    yield from _repeated("settled answer", [answer.id for answer in corpus.answers])
    yield from _repeated("wording of a question", [" ".join(_words(asked)) for answer in corpus.answers for asked in answer.asked])
    yield from _unresolved(corpus, questions)
    for clause in corpus.clauses:
        yield from _clause_faults(corpus, clause)
    for answer in corpus.answers:
        yield from _answer_faults(corpus, answer)
    if thorough:
        yield from _shared_wording(corpus)
        yield from _restated(corpus)


def content_words(text: str) -> list[str]:
    """The words of ``text`` in order, lower case, without function words."""
    return [word for word in _words(text) if word not in FUNCTION_WORDS]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def _repeated(kind: str, ids: list[str]) -> Iterator[str]:
    for id, times in Counter(ids).items():
        if times > 1:
            yield f"{kind} {id} appears {times} times; ids are for ever and for one thing"


def _unresolved(corpus: Corpus, questions: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for difference in corpus.differences:
        for named in (*difference.clauses, *difference.notes):
            if not corpus.has(named):
                yield f"differences.yaml: {difference.id} names clause {named}, which does not exist"
    for subject in corpus.subjects:
        for named in subject.clauses:
            if not corpus.has(named):
                yield f"subjects.yaml: {subject.id} names clause {named}, which does not exist"
    for answer in corpus.answers:
        for named in answer.clauses:
            if not corpus.has(named):
                yield f"answers: {answer.id} rests on clause {named}, which does not exist"
    for id in questions:
        if not corpus.has(id):
            yield f"questions: there are questions for {id}, which is no clause"


def _clause_faults(corpus: Corpus, clause: Clause) -> Iterator[str]:
    least = PROCEDURE_QUESTIONS if clause.is_procedure else NOTE_QUESTIONS
    if len(clause.questions) < least:
        yield f"clause {clause.id} has {len(clause.questions)} everyday questions, at least {least} are needed"
    for question, times in Counter(question.casefold() for question in clause.questions).items():
        if times > 1:
            yield f"clause {clause.id} has the question “{question[:60]}” {times} times"
    if clause.is_procedure and clause.text != corpus.procedure_text[clause.start : clause.end]:
        yield f"clause {clause.id} is not the source's own characters"
    if not clause.is_procedure and clause.address and not clause.address.startswith(("https://", "http://")):
        yield f"note {clause.id} has an address that is no web address: “{clause.address}”"


def _answer_faults(corpus: Corpus, answer: SettledAnswer) -> Iterator[str]:
    if len(answer.says[0].text.split()) > HEADLINE:
        yield f"answers: {answer.id} answers outright in more than {HEADLINE} words"
    for contact in set(answer.reach) - {contact.id for contact in corpus.contacts}:
        yield f"answers: {answer.id} names the contact {contact}, which is not in contacts.yaml"
    for statement in answer.says:
        blended = {corpus.clause(id).is_procedure for id in statement.rests_on if corpus.has(id)} == {True, False}
        if blended and statement is not answer.says[0]:
            yield f"answers: {answer.id} rests one sentence on the procedure and on a note; each voice has its own"


def _shared_wording(corpus: Corpus) -> Iterator[str]:
    for clause in corpus.clauses:
        pairs = _neighbours(clause.text)
        for question in clause.questions:
            for first, second in sorted(_neighbours(question) & pairs):
                yield f"clause {clause.id}: the question “{question[:60]}” shares “{first} {second}” with its clause"


def _neighbours(text: str) -> set[tuple[str, str]]:
    """Pairs of content words that stand in a row, or do once function words are dropped."""
    words = content_words(text)
    return set(zip(words, words[1:], strict=False))


def _restated(corpus: Corpus) -> Iterator[str]:
    notes = [(note, set(content_words(note.text))) for note in corpus.notes()]
    for (one, words), (other, others) in combinations(notes, 2):
        if len(words & others) >= SAME_RULE * len(words | others):
            yield f"notes {one.id} and {other.id} state the same rule; keep one"
