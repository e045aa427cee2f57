"""What the rules decide, how fired rules combine, and the two partial orders that the proofs use.

Rules are combined without regard to their order. The outcome comes from the fired rules of the highest standing, and among
those from the outcome that comes first in ``PRECEDENCE``. Urgency is the greatest of all fired rules, escalation holds if any
asks for it, and exceptions, clauses and recipients add up. So another fired rule can raise a verdict and never soften it.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Outcome(StrEnum):
    """What the procedure says about the act asked about; exactly one of eight."""

    SHARE_WITHOUT_CONSENT = "share_without_consent"
    SHARE_WITH_CONSENT = "share_with_consent"
    SEEK_CONSENT = "seek_consent"
    PAUSE = "pause_and_seek_advice"
    DO_NOT_SHARE = "do_not_share"
    CLARIFY = "clarify"
    INFORMATION = "information"
    OUT_OF_SCOPE = "out_of_scope"


class Urgency(StrEnum):
    """How soon: somebody is in danger now, an exception or a clock makes it today, or neither."""

    ROUTINE = "routine"
    TODAY = "today"
    IMMEDIATE = "immediate"

    @property
    def rank(self) -> int:
        """0 for routine, 2 for immediate."""
        return _URGENCY_RANKS[self]


_URGENCY_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


class Standing(IntEnum):
    """Which rules win, the lowest number first: "Which wins, the first that fits" of the design."""

    NO_CASE = 1
    UNSAFE_RECIPIENT = 2
    ALREADY_KNOWN = 3
    HARM = 4
    NO_HARM = 5


PRECEDENCE = (
    Outcome.INFORMATION,
    Outcome.OUT_OF_SCOPE,
    Outcome.SHARE_WITHOUT_CONSENT,
    Outcome.DO_NOT_SHARE,
    Outcome.PAUSE,
    Outcome.CLARIFY,
    Outcome.SEEK_CONSENT,
    Outcome.SHARE_WITH_CONSENT,
)
"""Among fired rules of one standing, the outcome that comes first here is decided."""

EXCEPTIONS = ("E1", "E2", "E3")

ASKED_ABOUT = frozenset({"no_role", "unverified", "unsafe_recipient"})
"""What the recipient asked about is called when nothing goes to them."""

NO_CASE = frozenset({Outcome.INFORMATION, Outcome.OUT_OF_SCOPE})
_HELD_BACK = frozenset({Outcome.DO_NOT_SHARE, Outcome.PAUSE})
_AGREED = frozenset({Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules decided and everything that follows from the rules alone.

    ``fired`` are all rules that held; ``deciding`` those of them that made the outcome. ``recipients_with`` and
    ``recipients_not_with`` name contacts and roles; ``must_say`` names lines of the fixed wording; ``cites`` clauses.
    """

    outcome: Outcome
    urgency: Urgency
    escalate: bool
    exceptions: tuple[str, ...]
    recipients_with: tuple[str, ...]
    recipients_not_with: tuple[str, ...]
    must_say: tuple[str, ...]
    cites: tuple[str, ...]
    deciding: tuple[str, ...]
    fired: tuple[str, ...]


def protects_by_sharing(softer: Verdict, harder: Verdict) -> bool:
    """Whether ``harder`` protects at least as much by sharing: no lower urgency or escalation, no exception fewer, and
    no outcome that leaves "share without consent" but for an unsafe recipient's "do not share"."""
    return (
        harder.urgency.rank >= softer.urgency.rank
        and harder.escalate >= softer.escalate
        and set(softer.exceptions) <= set(harder.exceptions)
        and (
            softer.outcome is not Outcome.SHARE_WITHOUT_CONSENT
            or harder.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.DO_NOT_SHARE}
        )
    )


def protects_by_withholding(softer: Verdict, harder: Verdict) -> bool:
    """Whether ``harder`` protects at least as much by withholding: nobody is freed to receive what was kept from them.

    The recipient asked about has several names in ``recipients_not_with``, by how they are seen; one name may stand for another.
    A "do not share" or "pause" about them never turns into a share, or into asking for one; where there is harm it may turn into
    sharing with somebody else, with the recipient still named among those who are not told.
    """
    kept, still_kept = set(softer.recipients_not_with), set(harder.recipients_not_with)
    return (
        kept - ASKED_ABOUT <= still_kept
        and bool(kept & ASKED_ABOUT) <= bool(still_kept & ASKED_ABOUT)
        and (softer.outcome not in _HELD_BACK or harder.outcome not in _AGREED)
    )
