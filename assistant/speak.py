"""Lets a language model add words to a reply that is already complete: sentence by sentence, each checked before anybody sees it.

What goes in: the verdict, the facts by their labels and the clauses for a case, none of it typed by the person; for a question about
the procedure, the question as ``assistant.outgoing`` lets it out, and the clauses. What comes out: one JSON object a sentence, with
the tokens of its clauses. Only ``lead`` (of an ``information`` reply), ``explanation``, ``generator``, ``withheld`` and ``notices``
of a reply ever change.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.model import Model
from assistant.outgoing import to_outgoing
from assistant.prompt import FOLDER, PROMPTS, load_model_wording, load_prompt
from assistant.reply import Notice, Reply, Sentence
from assistant.support import read
from assistant.verify_model import enough, fault
from assistant.wording import Wording
from corpus.clauses import Corpus
from corpus.errors import ModelError
from guardrails.facts import Facts, FactSheet
from guardrails.labels import value_label
from guardrails.verdict import Outcome, Urgency

MOST_SHOWN = 4
MOST_READ = 12
"""Sentences that are read of one draft; a model that writes on is stopped."""
LONGEST_OBJECT = 2000
OBJECT = re.compile(r"\{[^{}]*\}")
MODEL_NOTICES = ("model_worded", "model_unused", "model_sent", "model_here")
"""The notices that a model's part adds to a reply: whether its words are used, and what was sent or that nothing left this machine."""
ABOUT_CONSENT = frozenset({"E1", "E2", "E3", "C7"})
"""Clauses that say themselves when consent is not needed."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model's words are wanted for: the message with roles for names, the facts read of it, and the composed reply.

    ``follows`` says that the message was made to stand alone with words of an earlier one.
    """

    question: str
    facts: Facts
    reply: Reply
    follows: bool = False

    @property
    def is_about_procedure(self) -> bool:
        """Whether the question itself is to be answered, so that its words are sent; otherwise a verdict is explained."""
        return wanted(self.reply) and self.reply.outcome is Outcome.INFORMATION


class Written(BaseModel):
    """One sentence in the form in which a model is asked for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    clauses: list[str]
    says: str


def spoken(asked: Asked, model: Model, corpus: Corpus, wording: Wording, spec: FactSheet) -> Iterator[Reply]:
    """The reply with ever more of what the model says and may be shown; the last is the one to keep. Nothing where no words are wanted."""
    if not wanted(asked.reply):
        return
    model, sent = overheard(model)
    draft = _Draft(asked, model, sent, corpus, wording)
    try:
        for written in sentences_in(model.stream(prompt_for(asked, corpus, wording, spec, remote=model.remote))):
            if draft.takes(written):
                yield draft.so_far()
            if draft.is_full:
                break
    except ModelError as error:
        draft.note(str(error))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong here, the composed reply stands
        log.warning("a model's draft could not be read: %s", type(error).__name__)
        draft.note("the draft could not be read")
    yield draft.whole()


def overheard(model: Model) -> tuple[Model, list[str]]:
    """The same model, and a list that fills with every text that is handed to its provider's client, word for word."""
    chat = _Overheard(model.chat)
    return replace(model, chat=cast(Any, chat)), chat.sent


def wanted(reply: Reply) -> bool:
    """Whether a model is asked at all: not where somebody is in danger now, and not without clauses to speak from."""
    return bool(reply.quotes) and reply.urgency is not Urgency.IMMEDIATE and reply.outcome is not Outcome.OUT_OF_SCOPE


def prompt_for(asked: Asked, corpus: Corpus, wording: Wording, spec: FactSheet, *, remote: bool = False) -> str:
    """All that is sent for this reply."""
    clauses = "\n".join(
        f"[{quote.clause}] {quote.label}: {' '.join(quote.text.split())}"
        + (f" (In plain words: {wording.glosses[quote.clause]}.)" if quote.clause in wording.glosses else "")
        for quote in asked.reply.quotes
    )
    if asked.is_about_procedure:
        question = json.dumps(to_outgoing(asked.question, corpus, remote=remote).text)
        return load_prompt(FOLDER / PROMPTS[0], question=question, clauses=clauses).text
    verdict = " ".join([asked.reply.headline, *(sentence.text for sentence in asked.reply.lead)])
    return load_prompt(FOLDER / PROMPTS[1], verdict=verdict, facts=_facts(asked.facts, spec), clauses=clauses).text


def sentences_in(pieces: Iterable[str]) -> Iterator[Written | None]:
    """Each object as soon as it is whole; ``None`` for one that is not in the form. Whatever stands outside of objects is passed over."""
    rest = ""
    for piece in pieces:
        rest += piece
        while found := OBJECT.search(rest):
            rest = rest[found.end() :]
            yield _written(found[0])
        rest = rest[-LONGEST_OBJECT:]


def _written(text: str) -> Written | None:
    try:
        return Written.model_validate_json(text)
    except ValidationError:
        return None


def _facts(facts: Facts, spec: FactSheet) -> str:
    told = [f"- {spec.fact(fact.id).says}: {value_label(spec.fact(fact.id).group, fact.value)}" for fact in facts]
    return "\n".join(told) or "- none"


class _Overheard:
    """Stands before a chat model and keeps what passes on its way to it."""

    def __init__(self, chat: Any) -> None:
        self._chat = chat
        self.sent: list[str] = []

    def stream(self, prompt: str) -> Iterator[Any]:
        self.sent.append(prompt)
        return cast(Iterator[Any], self._chat.stream(prompt))


class _Draft:
    """What a model has written so far, sorted into what may be shown and why the rest may not."""

    def __init__(self, asked: Asked, model: Model, sent: list[str], corpus: Corpus, wording: Wording) -> None:
        self._asked, self._reply, self._model, self._corpus, self._wording = asked, asked.reply, model, corpus, wording
        self._sent = sent
        self._said = load_model_wording()
        self._passed: list[Sentence] = []
        self._reasons: list[str] = []
        self._read = 0

    @property
    def is_full(self) -> bool:
        """Whether enough was read or shown."""
        return self._read >= MOST_READ or len(self._passed) >= MOST_SHOWN

    def takes(self, written: Written | None) -> bool:
        """Check one sentence, and keep it or the reason why it is not shown."""
        self._read += 1
        if written is None:
            reason = "it is not in the form that was asked for"
        else:
            text = " ".join(written.says.split())
            reason = fault(text, written.clauses, self._reply, self._corpus, self._wording)
            if not reason and any(text == sentence.text for sentence in self._passed):
                reason = "it says the same again"
            if not reason:
                self._passed.append(Sentence(text, tuple(dict.fromkeys(written.clauses))))
                return True
        self.note(f"sentence {self._read}: {reason}")
        return False

    def note(self, reason: str) -> None:
        """Put a reason on the record."""
        self._reasons.append(f"model, {reason}")

    def so_far(self) -> Reply:
        """The reply with what has passed, while more may come."""
        return self._with(self._passed)

    def whole(self) -> Reply:
        """The reply at the end: as composed where too little of the draft held."""
        if not self._read and not self._reasons:
            self.note("the draft held no sentence in the form that was asked for")
        if enough(len(self._passed), self._read):
            return self._with(self._passed)
        if self._passed:
            self.note("too little of the draft held, so none of it is shown")
        return self._with([])

    def _with(self, passed: list[Sentence]) -> Reply:
        notices = (*self._reply.notices, *self._notices(bool(passed)))
        reply = replace(self._reply, withheld=(*self._reply.withheld, *self._reasons), notices=notices)
        if not passed:
            return reply
        words = tuple(self._beside(passed))
        if reply.outcome is Outcome.INFORMATION:  # the clause that answers best stays, in the model's words or as it was composed
            best = any(reply.quotes[0].clause in sentence.clauses for sentence in passed)
            return replace(reply, lead=words if best else (*reply.lead, *words), generator=self._model.name)
        return replace(reply, explanation=words, generator=self._model.name)

    def _beside(self, passed: list[Sentence]) -> Iterator[Sentence]:
        """What passed, and right after the first sentence on getting consent the exceptions to it."""
        told = any(ABOUT_CONSENT & {*sentence.clauses} for sentence in passed)
        for sentence in passed:
            yield sentence
            if not told and "consent" in read(sentence.text).concepts:
                told = True
                yield Sentence(self._said.beside_consent, ("E1", "E2"))

    def _notices(self, used: bool) -> Iterator[Notice]:
        name = self._model.name
        told = self._said.worded if used else self._said.unused
        yield Notice("model_worded" if used else "model_unused", told.replace("{model}", name))
        if not self._model.remote:
            yield Notice("model_here", self._said.here.replace("{model}", name))
        elif self._sent or self._asked.follows:  # a follow-up was sent to be put in order before this
            of_question = self._said.sent_follow_up if self._asked.follows else self._said.sent_question
            sent = of_question if self._asked.is_about_procedure else self._said.sent_case
            yield Notice("model_sent", sent.replace("{model}", name).replace("{clauses}", str(len(self._reply.quotes))))
