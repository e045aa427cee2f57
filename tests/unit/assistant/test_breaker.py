"""The breaker leaves a failing service alone and tries it once, by a clock that the test holds."""

from assistant.breaker import Breaker, State


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(clock, failures=3, rest=60)
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    return breaker, clock


def test_failures_in_a_row_open_it_and_a_success_between_starts_the_count_again() -> None:
    breaker = Breaker(Clock(), failures=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.state is State.CLOSED
    breaker.failed()
    assert breaker.state is State.OPEN


def test_an_open_one_lets_nothing_through_until_its_rest_is_over() -> None:
    breaker, clock = opened()
    clock.now = 59.9
    assert not breaker.allows()
    clock.now = 60
    assert breaker.allows()


def test_half_open_lets_exactly_one_through() -> None:
    breaker, clock = opened()
    clock.now = 60
    assert breaker.allows()
    assert breaker.state is State.HALF_OPEN
    assert not breaker.allows()


def test_the_one_trial_closes_it_or_begins_the_rest_again() -> None:
    breaker, clock = opened()
    clock.now = 60
    assert breaker.allows()
    breaker.failed()
    assert breaker.state is State.OPEN
    clock.now = 119
    assert not breaker.allows()
    clock.now = 121
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.state is State.CLOSED
    assert breaker.allows()
