"""What stands in the braces of a line: this case's recipient, information, route, signs, and whom it goes to."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.compose.case import UNNAMED, Case, Situation, fits, kinds_of, usable
from assistant.compose.sources import sum_up, voice_of
from assistant.wording import Line, Wording, put_in, variables_in
from corpus.clauses import Certainty, Clause, Corpus
from guardrails.verdict import Outcome

Slots = Mapping[str, str]

_MOST_WORDS_OF_SIGNS = 10
_MOST_WORDS_OF_INFORMATION = 8
_MOST_NAMED_TOGETHER = 2
_PROTECTORS = {"lado", "childrens_social_care", "police", "adult_safeguarding"}


def slots(case: Case, here: Situation, found: Sequence[str], wording: Wording, corpus: Corpus, best: Clause | None = None) -> Slots:
    """Every variable that has a value in this case, whose signs are ``found``. One without a value is absent, and a line that needs it is
    not said."""
    filled = {name: value for name, value in _stated(case, found, here, wording, corpus).items() if value}
    if best is not None:
        filled |= {"label": best.label, "voice": voice_of(best, wording), "says": sum_up(best, wording).partition(";")[0]}
    filled.setdefault("child", wording.joins["the_child"])
    filled["childs"] = possessive(filled["child"])
    for name, variants in wording.slots.items():
        chosen = filled.get(name) or first_that_fits(variants, here, filled)
        if chosen:
            filled[name] = chosen
    filled |= _addressees(case, here, wording, filled)
    return filled | _of_signs(found, here, wording, filled)


def first_that_fits(lines: Iterable[Line], here: Situation, values: Slots) -> str:
    """The first line that fits the situation and has all its variables, filled; nothing if there is none."""
    for line in lines:
        if fits(line.when, line.unless, here) and set(variables_in(line.text)) <= set(values):
            return put_in(line.text, values)
    return ""


def joined(phrases: Iterable[str], wording: Wording) -> str:
    """The phrases as a list in a sentence: "a, b and c"."""
    items = list(dict.fromkeys(phrases))
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {wording.joins['and']} {items[-1]}"


def possessive(phrase: str) -> str:
    """The phrase with the ending that shows whose something is."""
    return f"{phrase}'" if phrase.endswith("s") else f"{phrase}'s"


def within(phrases: Iterable[str], words: int) -> list[str]:
    """As many of the phrases, in order, as make no more than so many words; always the first."""
    kept: list[str] = []
    for phrase in phrases:
        if kept and sum(len(one.split()) for one in (*kept, phrase)) > words:
            break
        kept.append(phrase)
    return kept


def _stated(case: Case, found: Sequence[str], here: Situation, wording: Wording, corpus: Corpus) -> dict[str, str]:
    given = case.particulars
    guarded, open_to_all = _apart(case, wording)
    information = within(open_to_all, _MOST_WORDS_OF_INFORMATION)
    described = within((_described(case, id, here, wording) for id in found), _MOST_WORDS_OF_SIGNS)
    return {
        "child": usable(given.child),
        "recipient": usable(given.recipient),
        "information": joined(information, wording),
        "guarded": joined(guarded[:1], wording),
        "route": usable(given.route),
        "giver": usable(given.giver),
        "unsafe": usable(given.unsafe),
        "signs": joined(described, wording),
        "noted": wording.join("noted", words=given.own_words.rstrip(".")) if given.own_words else "",
        "account": given.account or wording.joins["untold"],
        "exceptions": joined((wording.joins[id] for id in case.verdict.exceptions), wording),
    } | _reached(corpus, given.area or "derby")


def _described(case: Case, id: str, here: Situation, wording: Wording) -> str:
    """What a sign is called in a sentence: by what was told of it, in the words of the fact sheet, or in plainer ones where it names no
    kind of harm."""
    called = first_that_fits(wording.signs[id].called, here, {})
    if called or id != UNNAMED:
        return called or case.spec.fact(id).says
    return wording.joins["worry_unnamed" if case.value(id) == "worry" else "harm_unnamed"]


def _apart(case: Case, wording: Wording) -> tuple[list[str], list[str]]:
    """The addresses among what would be shared, and the rest: where there is harm, an address is never listed with what to send."""
    items = [item for item in map(usable, case.particulars.information) if item]
    if case.verdict.outcome is not Outcome.SHARE_WITHOUT_CONSENT:
        return [], items
    addresses = [item for item in items if "address" in kinds_of("information", item, wording)]
    return addresses, [item for item in items if item not in addresses]


def _reached(corpus: Corpus, area: str) -> dict[str, str]:
    """The number or address of each contact of this area whose details are confirmed; no other may stand in a sentence."""
    reach = {contact.id: contact.number or contact.email for contact in corpus.contacts if contact.certainty is Certainty.CONFIRMED}
    return {
        "front_door_number": reach.get(f"front_door_{area}") or "",
        "lado_address": reach.get(f"lado_{area}") or "",
    }


def _addressees(case: Case, here: Situation, wording: Wording, filled: Slots) -> dict[str, str]:
    found = {}
    chosen = [role for role in wording.roles if role in here["with"]]
    named = [wording.roles[role] for role in chosen if role in _PROTECTORS][:_MOST_NAMED_TOGETHER]
    kept_from = [
        put_in(wording.roles[role], filled)
        for role in wording.roles
        if role in case.verdict.recipients_not_with and set(variables_in(wording.roles[role])) <= set(filled)
    ]
    if case.particulars.unsafe and "unsafe_recipient" not in case.verdict.recipients_not_with:
        kept_from.insert(0, filled["unsafe"])
    if named:
        found["to"] = joined((put_in(name, filled) for name in named), wording)
    else:
        found["to"] = wording.joins["to_nobody_named"]
    if kept_from:
        found["not_to"] = joined(kept_from, wording)
    return found


def _of_signs(found: Sequence[str], here: Situation, wording: Wording, filled: Slots) -> dict[str, str]:
    texts: dict[str, str] = {}
    for prefix, id in zip(("", "also_"), found, strict=False):
        sign = wording.signs[id]
        said = {name: first_that_fits(getattr(sign, name), here, filled) for name in ("why", "step", "leave_out", "worry")}
        texts |= {prefix + name: text for name, text in said.items() if text}
    return texts
