"""The one door to LangChain's chat models: an optional drafter that words `information` replies, off unless a setting names a model.

The model chooses clause tokens and words; code resolves the tokens and checks every sentence against its clause. A sentence
that fails is withheld and named in ``withheld``; a model that is slow, down or wrong leaves the composed reply as it was. No model ever
sees a case: outcomes with one are composed from the fixed wording alone.
"""

import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as DeadlinePassed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.prompt import FOLDER, load_prompt
from assistant.reply import Quote, Reply, Sentence
from corpus.errors import ModelError
from guardrails.verdict import Outcome
from ingest.check import content_words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

DEADLINE = 20.0
"""Seconds for the whole call: LangChain's own clients wait for ever by default (langchain issue 35597)."""
SUPPORT = 0.6
"""The share of a sentence's content words that its clause must hold."""
MOST_SENTENCES = 4
LINE = re.compile(r"^\s*\[(?P<token>[A-Z]+-?[A-Z]?\d*)\]\s*(?P<text>\S.*)$")
NEGATION = re.compile(r"\b(?:not|never|no|without|cannot|n't|unless|except)\b")
UNCHECKABLE = re.compile(r"https?:|www\.|@|\d{3,}|[<>\[\]{}`]|!\[")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drafter:
    """A chat model and the name that a reply it worded carries."""

    name: str
    chat: "BaseChatModel"


def load_drafter(name: str | None) -> Drafter | None:
    """The model of this name, as ``init_chat_model`` writes them ("provider:model"); ``None`` when no model is set.

    Raises:
        ModelError: when the model's own package is missing or it cannot be set up.
    """
    if not name:
        return None
    from langchain.chat_models import init_chat_model

    try:
        return Drafter(name, init_chat_model(name, temperature=0))
    except (ImportError, ValueError) as error:
        raise ModelError(
            f"The language model “{name}” cannot be used: {error}. Install its package, or unset CAN_I_SHARE_MODEL to answer without one."
        ) from error


def draft_with_model(reply: Reply, question: str, drafter: Drafter | None) -> Reply:
    """The reply with its lead worded by the model, as far as its sentences are borne out by their clauses."""
    if drafter is None or reply.outcome is not Outcome.INFORMATION or not reply.quotes:
        return reply
    try:
        written = _ask(drafter, question, reply.quotes)
    except ModelError as error:
        log.warning("the model gave no draft: %s", error)
        return replace(reply, withheld=(*reply.withheld, f"The model's draft was not used: {error}"))
    kept, withheld = _checked(written, {quote.clause: quote for quote in reply.quotes})
    if not kept:
        return replace(reply, withheld=(*reply.withheld, *withheld))
    return replace(reply, lead=kept, generator=drafter.name, withheld=(*reply.withheld, *withheld))


def _ask(drafter: Drafter, question: str, quotes: tuple[Quote, ...]) -> str:
    clauses = "\n".join(f"[{quote.clause}] {quote.label}: {quote.text}" for quote in quotes)
    prompt = load_prompt(FOLDER / "draft.md", question=question, clauses=clauses)
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafter")
    try:
        content = pool.submit(drafter.chat.invoke, prompt.text).result(DEADLINE).content
    except DeadlinePassed as error:
        raise ModelError(f"no answer within {DEADLINE:.0f} seconds") from error
    except Exception as error:  # providers raise their own kinds; whatever it is, the composed reply stands
        raise ModelError(type(error).__name__) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    if not isinstance(content, str) or not content.strip():
        raise ModelError("the answer was empty or not text")
    return content[:8000]


def _checked(written: str, quotes: dict[str, Quote]) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    kept: list[Sentence] = []
    withheld: list[str] = []
    for line in filter(str.strip, written.splitlines()):
        fault = next(_faults(line, quotes), None)
        match = LINE.match(line)
        if fault or match is None:
            withheld.append(f"{fault}: “{line.strip()[:120]}”")
        elif len(kept) < MOST_SENTENCES:
            kept.append(Sentence(match["text"].strip(), (match["token"],)))
    return tuple(kept), tuple(withheld)


def _faults(line: str, quotes: dict[str, Quote]) -> Iterator[str]:
    match = LINE.match(line)
    if match is None:
        yield "The sentence names no clause"
        return
    quote, text = quotes.get(match["token"]), match["text"]
    if quote is None:
        yield f"There is no clause {match['token']} among those given"
        return
    if UNCHECKABLE.search(text):
        yield "The sentence holds a number, an address or markup that cannot be checked"
    words, clause = content_words(text), set(content_words(quote.text))
    if not words or sum(word in clause for word in words) < SUPPORT * len(words):
        yield f"The sentence is not borne out by clause {quote.clause}"
    if bool(NEGATION.search(text.lower())) != bool(NEGATION.search(quote.text.lower())):
        yield f"The sentence denies or affirms what clause {quote.clause} does not"
    if set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", quote.text)):
        yield f"The sentence has a number that clause {quote.clause} does not"
