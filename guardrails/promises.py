"""What the design promises of every single state of the decision sheet, each in a sentence and as a test of sheet and verdict.

They are written from the design and not from the rules, so that a rule that was changed or dropped breaks one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from guardrails.facts import Sheet
from guardrails.verdict import NO_CASE, Outcome, Urgency, Verdict

NET = {
    Outcome.SHARE_WITH_CONSENT: "learn_of_harm",
    Outcome.SEEK_CONSENT: "do_not_ask_if_risk",
    Outcome.PAUSE: "harm_do_not_wait",
    Outcome.DO_NOT_SHARE: "harmed_tell_today",
    Outcome.CLARIFY: "worried_ring_first",
    Outcome.INFORMATION: "real_child",
    Outcome.OUT_OF_SCOPE: "at_risk_999",
}
"""The line of each outcome without which nobody is told what to do about harm."""

_SHARING_LINES = frozenset({"no_consent_needed", "danger_999", "only_what_is_needed", "manager_no_gate", "chase"})
_HOLDING_LINES = frozenset(
    {
        "ask_first",
        "pause_first",
        "share_nothing_meanwhile",
        "share_nothing_else",
        "manager_cannot_turn_no",
        "yes_covers_this",
    }
)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that must hold of every single state; ``reads`` are the variables that it looks at."""

    id: str
    says: str
    reads: tuple[str, ...]
    holds: Callable[[Sheet, Verdict], bool]


def _shows_harm(sheet: Sheet) -> bool:
    return sheet["child_harm"] in {"cause", "evidence"} or sheet["other_harm"] == "harm" or sheet["danger"] == "yes"


def _at_least_today(verdict: Verdict) -> bool:
    return verdict.urgency.rank >= Urgency.TODAY.rank


def _is_case(verdict: Verdict) -> bool:
    return verdict.outcome not in NO_CASE


def _shares(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT


_HARM = ("child_harm", "other_harm", "danger")
_NOT_TOLD = {
    "family": "family_before_advice",
    "accused": "accused_person",
    "no_role": "no_role",
    "no_role_known": "no_role",
    "unverified": "unverified",
}
_WRONG_WAY = {"no_role": "not_this_person", "unverified": "ring_back", "insecure": "not_this_route"}

PROMISES: tuple[Promise, ...] = (
    Promise(
        "unsafe-never-told",
        "an unsafe recipient is refused in every case, and with signs of harm it is today and escalates",
        ("recipient", *_HARM),
        lambda sheet, verdict: (
            sheet["recipient"] != "unsafe"
            or not _is_case(verdict)
            or (
                verdict.outcome is Outcome.DO_NOT_SHARE
                and "unsafe_recipient" in verdict.recipients_not_with
                and ((_at_least_today(verdict) and verdict.escalate) or not _shows_harm(sheet))
            )
        ),
    ),
    Promise(
        "no-case",
        "a message is no case exactly when it is not about one, shows no harm, and no sign was set aside",
        ("kind", "matter", *_HARM),
        lambda sheet, verdict: (
            _is_case(verdict) == (sheet["kind"] == "case" or _shows_harm(sheet) or sheet["matter"] == "set_aside")
            and (_is_case(verdict) or verdict.outcome.value == sheet["kind"])
        ),
    ),
    Promise(
        "harm-shares",
        "signs of significant harm mean sharing without consent, unless the recipient is unsafe, or has no role and it is known",
        ("recipient", *_HARM),
        lambda sheet, verdict: (
            _shares(verdict) == (_shows_harm(sheet) and sheet["recipient"] not in {"unsafe", "no_role_known"})
        ),
    ),
    Promise(
        "known-no-role",
        "harm that is already known gives somebody without a role nothing",
        ("recipient", "kind", *_HARM),
        lambda sheet, verdict: (
            sheet["recipient"] != "no_role_known" or not _is_case(verdict) or verdict.outcome is Outcome.DO_NOT_SHARE
        ),
    ),
    Promise(
        "share-is-grounded",
        "sharing without consent engages an exception, is at least today, escalates and names whom to tell",
        (),
        lambda _, verdict: (
            not _shares(verdict)
            or (
                bool(verdict.exceptions)
                and _at_least_today(verdict)
                and verdict.escalate
                and bool(verdict.recipients_with)
            )
        ),
    ),
    Promise(
        "pause-escalates",
        "a pause escalates",
        (),
        lambda _, verdict: verdict.escalate or verdict.outcome is not Outcome.PAUSE,
    ),
    Promise(
        "clarify-with-worry",
        "a question asked back while there is a worry escalates, today",
        ("child_harm",),
        lambda sheet, verdict: (
            verdict.outcome is not Outcome.CLARIFY
            or sheet["child_harm"] == "none"
            or (verdict.escalate and _at_least_today(verdict))
        ),
    ),
    Promise(
        "worry-escalates",
        "a worry about a child in a case always escalates and reaches the safeguarding lead",
        ("child_harm",),
        lambda sheet, verdict: (
            sheet["child_harm"] != "worry"
            or not _is_case(verdict)
            or (verdict.escalate and "safeguarding_lead" in verdict.recipients_with)
        ),
    ),
    Promise(
        "immediate-is-danger",
        "immediate is said exactly when somebody is in danger now",
        ("danger",),
        lambda sheet, verdict: (verdict.urgency is Urgency.IMMEDIATE) == (sheet["danger"] == "yes"),
    ),
    Promise(
        "exceptions-match",
        "exception 1 goes with evidence, exception 2 with reasonable cause, exception 3 with harm to anyone or danger",
        _HARM,
        lambda sheet, verdict: (
            ("E1" in verdict.exceptions) == (sheet["child_harm"] == "evidence")
            and ("E2" in verdict.exceptions) == (sheet["child_harm"] in {"cause", "evidence"})
            and ("E3" in verdict.exceptions) == (sheet["other_harm"] != "none" or sheet["danger"] == "yes")
        ),
    ),
    Promise(
        "refusal-under-pressure",
        "a refusal to share escalates when somebody presses, something was sent, or harm is there",
        ("pressed", "matter", *_HARM),
        lambda sheet, verdict: (
            verdict.outcome is not Outcome.DO_NOT_SHARE
            or verdict.escalate
            or not (
                sheet["pressed"] == "yes"
                or sheet["matter"] == "breach"
                or sheet["child_harm"] != "none"
                or sheet["other_harm"] != "none"
                or sheet["danger"] == "yes"
            )
        ),
    ),
    Promise(
        "net",
        "every verdict but sharing without consent carries the line that says what to do about harm",
        (),
        lambda _, verdict: _shares(verdict) or NET[verdict.outcome] in verdict.must_say,
    ),
    Promise(
        "sharing-lines",
        "sharing without consent says: no consent needed, 999, only what is needed, the manager is no gate, chase",
        (),
        lambda _, verdict: not _shares(verdict) or set(verdict.must_say) >= _SHARING_LINES,
    ),
    Promise(
        "family-line",
        "sharing without consent says whether to tell the family",
        (),
        lambda _, verdict: (
            not _shares(verdict)
            or bool({"tell_unless_risk", "do_not_tell_family", "do_not_tell_accused"} & set(verdict.must_say))
        ),
    ),
    Promise(
        "no-mixed-message",
        "sharing without consent never says to ask, to pause or to wait",
        (),
        lambda _, verdict: not _shares(verdict) or not _HOLDING_LINES & set(verdict.must_say),
    ),
    Promise(
        "asking-is-safe",
        "nobody is advised to ask first where telling the family could add to the risk",
        ("hold",),
        lambda sheet, verdict: verdict.outcome is not Outcome.SEEK_CONSENT or sheet["hold"] == "nobody",
    ),
    Promise(
        "agreement-needs-a-yes",
        "sharing with consent needs a free yes from the right person, and a recipient and purpose that may have it",
        ("consent", "recipient", "handling"),
        lambda sheet, verdict: (
            verdict.outcome is not Outcome.SHARE_WITH_CONSENT
            or (
                sheet["consent"] == "given"
                and sheet["recipient"] in {"untold", "role"}
                and sheet["handling"] in {"untold", "need"}
                and (sheet["recipient"] == "role" or sheet["handling"] == "need")
            )
        ),
    ),
    Promise(
        "asking-needs-no-answer",
        "asking first is advised only where nobody was asked, and the recipient and purpose may have it",
        ("consent", "recipient", "handling"),
        lambda sheet, verdict: (
            verdict.outcome is not Outcome.SEEK_CONSENT
            or (
                sheet["consent"] in {"untold", "not_asked"}
                and sheet["recipient"] in {"untold", "role"}
                and sheet["handling"] in {"untold", "need"}
            )
        ),
    ),
    Promise(
        "no-answer-yet",
        "a refusal or a doubt is never met with asking again, asking back or sharing with consent",
        ("consent",),
        lambda sheet, verdict: (
            sheet["consent"] not in {"refused", "doubt"}
            or verdict.outcome not in {Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT, Outcome.CLARIFY}
        ),
    ),
    Promise(
        "set-aside-stays",
        "a sign that was set aside leaves at least a pause, today, with escalation",
        ("matter",),
        lambda sheet, verdict: (
            sheet["matter"] != "set_aside"
            or (
                verdict.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.DO_NOT_SHARE, Outcome.PAUSE}
                and _at_least_today(verdict)
                and verdict.escalate
            )
        ),
    ),
    Promise(
        "clocks-run",
        "a legal demand and a breach are for information governance, today, with escalation and their own line",
        ("matter",),
        lambda sheet, verdict: (
            sheet["matter"] not in {"legal_demand", "breach"}
            or not _is_case(verdict)
            or (
                _at_least_today(verdict)
                and verdict.escalate
                and "information_governance" in verdict.recipients_with
                and {"legal_demand": "legal_today", "breach": "breach_now"}[sheet["matter"]] in verdict.must_say
            )
        ),
    ),
    Promise(
        "not-told",
        "the family, the accused, a person without a role and an unverified caller are named among those who are not told",
        ("hold", "recipient"),
        lambda sheet, verdict: (
            {_NOT_TOLD[v] for v in (sheet["hold"], sheet["recipient"]) if v in _NOT_TOLD}
            <= set(verdict.recipients_not_with)
        ),
    ),
    Promise(
        "right-people",
        "evidence and reasonable cause reach social care, harm to anyone the police, danger 999",
        _HARM,
        lambda sheet, verdict: (
            (sheet["child_harm"] not in {"cause", "evidence"} or "childrens_social_care" in verdict.recipients_with)
            and (sheet["other_harm"] != "harm" or "police" in verdict.recipients_with)
            and (sheet["danger"] != "yes" or "emergency" in verdict.recipients_with)
        ),
    ),
    Promise(
        "wrong-way-named",
        "sharing without consent says so when the recipient, the route or the caller is the wrong one",
        ("recipient", "handling"),
        lambda sheet, verdict: (
            not _shares(verdict)
            or {_WRONG_WAY[v] for v in (sheet["recipient"], sheet["handling"]) if v in _WRONG_WAY}
            <= set(verdict.must_say)
        ),
    ),
)
"""What the design promises of every state of the decision sheet."""
