"""What somebody is shown once they have answered a situation: why, the way of the rules, the clauses, and national guidance beside them."""

from dataclasses import dataclass
from datetime import date

from assistant.compose.case import Case, signs
from assistant.compose.case import situation as keys_of
from assistant.compose.sources import national
from assistant.parts import Parts
from assistant.practise.situations import Situation
from assistant.reading.particulars import Particulars
from assistant.reply import Notice, Quote
from assistant.verify import quoted
from corpus.clauses import Clause
from guardrails.decide import decide
from guardrails.explain import explain

_NEARLY = "Nearly: "


@dataclass(frozen=True, slots=True)
class Revealed:
    """``why`` are the rules that decide, ``path`` the whole way from facts to outcome and ``nearly`` what would have made a
    difference; ``quotes`` are the clauses that are practised, ``also`` the others that the rules cite.
    """

    why: tuple[str, ...]
    path: tuple[str, ...]
    nearly: tuple[str, ...]
    quotes: tuple[Quote, ...]
    also: tuple[Clause, ...]
    national: tuple[Notice, ...]


def reveal(situation: Situation, parts: Parts, as_of: date) -> Revealed:
    """What the rules in force on this day make of a situation, in words and in the chapter's own characters."""
    corpus, facts = parts.corpus, situation.stated()
    verdict = decide(facts, parts.ruleset, as_of)
    deciding = [parts.ruleset.rule(id) for id in verdict.deciding]
    lines = explain(verdict, facts, parts.ruleset)
    case = Case(verdict, facts, Particulars(), parts.ruleset, as_of)
    here = keys_of(case, parts.wording, corpus, signs(case, parts.wording))
    quotes = quoted(situation.practises, corpus)
    return Revealed(
        why=tuple(f"{rule.says} {rule.why}" for rule in deciding),
        path=tuple(line for line in lines if not line.startswith(_NEARLY)),
        nearly=tuple(line.removeprefix(_NEARLY) for line in lines if line.startswith(_NEARLY)),
        quotes=quotes,
        also=tuple(corpus.clause(id) for id in verdict.cites if corpus.has(id) and id not in situation.practises),
        national=tuple(national(case, here, (quote.clause for quote in quotes), corpus, parts.wording)),
    )
