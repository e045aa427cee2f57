"""Everything that an answer is made with, loaded once in a process for all tests. A test that wants another part puts it into a copy."""

from functools import cache

from assistant.parts import Parts, load_parts
from assistant.reading.learned import LearnedReader, prepare_learned
from assistant.settings import Settings


@cache
def loaded_parts() -> Parts:
    """The corpus, rules and wording of the repository, the reader, the encoder and the index that was built, and no model."""
    return load_parts(Settings())


@cache
def loaded_reader() -> LearnedReader:
    """The learned part of the reader alone."""
    return prepare_learned(Settings().cache)
