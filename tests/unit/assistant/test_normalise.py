"""What people type is folded into one plain form, and the way back to their own words is kept."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.normalise import fold

PHRASES = {
    "h e r  d a d  h i t s  h e r": "her dad hits her",
    "H E R   D A D   H I T S   H E R": "her dad hits her",
    "h  e  r    d  a  d    h  i  t  s": "her dad hits",
    "h.e.r d.a.d h.i.t.s h.e.r": "her dad hits her",
    "h-e-r d-a-d h-i-t-s h-e-r": "her dad hits her",
    "h_e_r d_a_d h_i_t_s": "her dad hits",
    "h . e . r   d . a . d": "her dad",
    "Ｈ　ｅ　ｒ　　ｄ　ａ　ｄ": "her dad",
    "h.e.r. d.a.d. h.i.t.s. h.e.r": "her dad hits her",
    "d.a.d  h i t s  h e r": "dad hits her",
    "d a d  h i t s  h e r with a b e l t": "dad hits her with a belt",
    "mum agreed. h i s  d a d  p u n c h e s  h i m": "mum agreed. his dad punches him",
    "i  a m  s c a r e d": "i am scared",
    "d a d  h i t s  h e r. m u m  s a i d  y e s": "dad hits her. mum said yes",
    "d.a.d h.i.t.s h.e.r. m.u.m s.a.i.d y.e.s": "dad hits her. mum said yes",
    "d a d h i t s h e r . m u m s a i d y e s": "dad hits her. mum said yes",
    "h e ' s  h i t t i n g  h e r": "hes hitting her",
}
WITHOUT_GAPS = {
    "h e r d a d h i t s h e r": "her dad hits her",
    "she said d a d h i t s m e at home": "she said dad hits me at home",
    "s h e ' s t a k e n p a r a c e t a m o l": "shes taken paracetamol",
    "m u m ' s b o y f r i e n d r a p e d h e r": "mums boyfriend raped her",
    "i w a n t t o d i e": "i want to die",
    "t o g e t h e r": "together",
    "h.i.s.d.a.d.h.i.t.s.h.i.m": "his dad hits him",
}
WORDS = {
    "she has b r u i s e s on her arm": "she has bruises on her arm",
    "his d a d hits h i m": "his dad hits him",
    "n.s.p.c.c": "nspcc",
    "b r u z e s": "bruzes",
}
NORMAL = [
    "on the i b u today", "went to a & e last night", "forgot his p e kit", "moved to the u k", "a lad in y 10", "her initials are j b",
    "signed j.r.r. tolkien", "sings a b c to us", "a b c d e f g is her favourite song", "he had vitamins a b c d", "thanks x x x",
    "ring 0 7 7 0 0 9 0 0 1 2 3", "07700 900 123", "options a, b, c and d", "e.g. a place at nursery", "i.e. i can", "from 9 a.m. i am in",
    "plan b. i think so", "her d-i-l rang", "m/f", "t, o, m", "is a i safe", "can i c u a minute", "r u o k",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), (PHRASES | WITHOUT_GAPS | WORDS).items())
def test_what_is_spelt_out_is_closed_up_into_its_words(typed: str, meant: str) -> None:
    assert fold(typed).text == meant


@pytest.mark.parametrize("typed", NORMAL)
def test_single_letters_that_are_meant_as_such_stay(typed: str) -> None:
    assert fold(typed).text == typed


def test_a_word_that_nobody_knows_does_not_hide_those_beside_it() -> None:
    assert fold("h e r d a d h i t z h e r").text == "her dad hitz her"


@pytest.mark.parametrize("typed", [
    "НЕ НITS НЕR", "ħe hiŧs her".replace("ŧ", "t"), "ｈｅ ｈｉｔｓ ｈｅｒ", "ʜᴇ ʜɪᴛꜱ ʜᴇʀ", "hé hîts hër", "h\u0336e\u0336 h\u20ddits her", "he hi\u00adts h\u3164er",
    "he\u2800hits\u00a0her",
])  # fmt: skip
def test_letters_that_look_alike_are_read_alike(typed: str) -> None:
    assert fold(typed).text == "he hits her"


@pytest.mark.parametrize("end", ["\v", "\f", "\u2028", "\x85", "\r"])
def test_the_end_of_a_line_never_joins_two_words(end: str) -> None:
    assert fold(f"her dad{end}hits her").text == "her dad\nhits her"


@pytest.mark.parametrize(("typed", "part", "own"), [
    ("mum agreed. h i s  d a d  h i t s  h i m, ok", "dad hits", "d a d  h i t s"),
    ("I S A W h e r d a d h i t h e r", "dad hit her", "d a d h i t h e r"),
    ("it was h.i.s d.a.d who", "dad who", "d.a.d who"),
    ("Mum’s  friend,  D A D ' S  B E L T", "dads belt", "D A D ' S  B E L T"),
])  # fmt: skip
def test_a_match_leads_back_to_the_persons_own_words(typed: str, part: str, own: str) -> None:
    folded = fold(typed)
    start = folded.text.index(part)
    assert typed[slice(*folded.span(start, start + len(part)))] == own


@settings(max_examples=300, deadline=None, derandomize=True)
@given(typed=st.text(st.sampled_from("aHits dé.-_*'’\n\u200b\tXо") | st.characters(), max_size=60))
def test_every_character_comes_from_where_it_says_and_in_order(typed: str) -> None:
    folded = fold(typed)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(typed) for place in folded.origin)
    for character, place in zip(folded.text, folded.origin, strict=True):
        if character.isascii() and character.isalnum() and typed[place].isascii():
            assert typed[place].lower() == character


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    words=st.lists(st.sampled_from("her dad hits him with belt bruises mum says scared hurt".split()), min_size=2, max_size=12),
    typing=st.sampled_from([(" ", "  "), (" ", "    "), (".", " "), ("-", " "), ("*", "  "), (" . ", "    "), ("_", ". ")]),
)
def test_a_phrase_with_wider_gaps_between_words_is_closed_up_whatever_the_gaps(words: list[str], typing: tuple[str, str]) -> None:
    letter, word = typing
    assert fold(word.join(letter.join(each) for each in words)).text == " ".join(words)


@pytest.mark.parametrize("typed", [
    "We talked about the timetable and his mum’s new shoes, then she said that he was happy at home. " * 5,
    "  ".join(" ".join(word) for word in ["timetable", "shoes", "dad", "hits", "her"] * 16),
    " ".join("weeksdadhitsherathome" * 18),
], ids=["normal", "with gaps", "without gaps"])  # fmt: skip
def test_folding_eighty_words_costs_next_to_nothing(typed: str) -> None:
    fold(typed)
    spent = []
    for _ in range(30):
        start = time.perf_counter()
        fold(typed)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.003


def test_a_text_of_any_length_is_folded_in_time_that_grows_with_it() -> None:
    for piece in ("h i t s ", "h" + " " * 9, "h.i.t s  ", "a  b c  ", "' "):
        start = time.perf_counter()
        fold(piece * 5_000)
        assert time.perf_counter() - start < 5
