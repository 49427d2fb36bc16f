"""The event loop is SimPy's own: the same things at the same hours in the same order, with every version we allow."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from simpy import Environment
from simpy.core import EmptySchedule

from tup_sim.model.event_loop import EventLoop

END = 200.0
VERSIONS = ("4.1.0", "4.1.1", "4.1.2")  # all that pyproject.toml allows and there are


class Now:
    """A clock that others read."""

    def __init__(self) -> None:
        self.now = 0.0


def by_timeout(env):
    """What SimPy offers for a moment: a timeout that somebody listens to."""

    def at(hour, what, *who):
        env.timeout(hour - env.now).callbacks.append(lambda _: what(*who))

    return at


def play(env, at, seed, heard):
    """Ten people who wait whole hours (so that much is simultaneous), wake each other, interrupt, and plan moments."""
    random, calls = Random(seed), [env.event()]

    def moment(name, depth):
        heard.append((env.now, "moment", name))
        if depth:
            at(env.now + random.randrange(3), moment, f"{name}.{depth}", depth - 1)

    def person(name):
        while True:
            what = random.randrange(4)
            if what == 0:
                yield env.timeout(random.randrange(4))
            elif what == 1:
                at(env.now + random.randrange(4), moment, name, 2)
                yield env.timeout(1)
            elif what == 2:
                calls[0].succeed(name)
                calls[0] = env.event()
                yield env.timeout(1)
            else:
                yield calls[0] | env.timeout(3)
            heard.append((env.now, "awake", name))

    for name in range(10):
        env.process(person(name))


def in_simpy(seed):
    heard, env = [], Environment()
    play(env, by_timeout(env), seed, heard)
    env.run(until=END)
    return heard


def in_ours(seed, live):
    heard, clock = [], Now()
    env = EventLoop(clock)
    play(env, env.at, seed, heard)
    live(env)
    return heard, env.now, clock.now


def by_steps(env):
    while env.peek() < END:
        env.step()


@pytest.mark.parametrize("seed", range(5))
def test_the_loop_tells_the_story_that_simpy_tells(seed):
    theirs = in_simpy(seed)
    ours, env_now, clock_now = in_ours(seed, lambda env: env.live_until(END))
    assert len(theirs) > 1000
    assert ours == theirs
    assert env_now == clock_now == END
    assert in_ours(seed, by_steps)[0] == theirs
    assert in_ours(seed, lambda env: env.run(until=END))[0] == theirs


def test_it_does_not_matter_in_how_many_pieces_one_lives():
    steps = []

    def in_pieces(env):
        steps.extend(env.live_until(float(hour)) for hour in range(1, int(END) + 1))

    whole = []
    ours, _, _ = in_ours(1, lambda env: whole.append(env.live_until(END)))
    assert in_ours(1, in_pieces)[0] == ours
    assert [sum(steps)] == whole


def test_the_clock_is_at_the_hour_of_what_happens():
    clock, seen = Now(), []
    env = EventLoop(clock)
    env.at(3.0, lambda: seen.append((clock.now, env.now)))
    env.timeout(5.0).callbacks.append(lambda _: seen.append((clock.now, env.now)))
    assert env.waiting == 2
    assert env.live_until(5.0) == 1
    env.step()
    assert seen == [(3.0, 3.0), (5.0, 5.0)]
    with pytest.raises(EmptySchedule):
        env.step()


def test_what_a_process_raises_comes_out():
    env = EventLoop(Now())

    def stumbling():
        yield env.timeout(1.0)
        raise LookupError("a stone")

    env.process(stumbling())
    with pytest.raises(LookupError, match="a stone"):
        env.live_until(2.0)


@pytest.mark.verify  # fetches releases of SimPy
@pytest.mark.parametrize("version", VERSIONS)
def test_every_simpy_that_is_allowed_gives_the_same(version, tmp_path):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path)]
    subprocess.run([*pip, f"simpy=={version}"], check=True, capture_output=True)
    code = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}]\n"
        f"import simpy; assert simpy.__file__.startswith({str(tmp_path)!r})\n"
        "import pytest; sys.exit(pytest.main(['-q', '-n0', '-m', 'not verify', '-p', 'no:cacheprovider', "
        f"{str(Path(__file__))!r}, 'tests/conservation/test_the_clock_never_goes_back.py']))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
