"""The same work on many things by several processes, each of which knows all that this one knew when they began."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from warnings import catch_warnings, simplefilter

Item = TypeVar("Item")
Result = TypeVar("Result")
_MOST = 8
"""More take memory and give little: by then most of the time goes into what one process does alone."""
_PR_SET_PDEATHSIG = 1  # of Linux' prctl.h
_IDLE = "quickjs-worker"
"""A thread that comes with drawing, and waits for work that nobody gives it."""
_work: Callable[[Any], Any] = id


def useful() -> int:
    """How many processes there is use for: one where the system cannot fork safely, or where a thread is at work that a fork cuts off."""
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread() and not thread.name.startswith(_IDLE)]
    if sys.platform != "linux" or others or multiprocessing.current_process().daemon:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


class Each(Iterator[tuple[Item, Result]]):
    """Work on each of some items, begun by so many processes at once; gives what came of it, in the order of the items.

    Items and results are pickled, work is not. Left out is what could not be done: an item over which work raised an exception, and
    everything where the system grants no processes.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item], hands: int) -> None:
        self._pool = ProcessPoolExecutor(hands, multiprocessing.get_context("fork"), _begin, (work, os.getpid()))
        self._waiting = deque(zip(items, _begun(self._pool, items), strict=False))

    def __next__(self) -> tuple[Item, Result]:
        """Waits for the next."""
        try:
            while self._waiting:
                item, future = self._waiting.popleft()
                if future.exception() is None:
                    return item, future.result()
        except BaseException:  # nobody waits any longer
            self.close()
            raise
        self.close()
        raise StopIteration

    def close(self) -> None:
        """Ends the processes when they are done with what they have begun."""
        self._pool.shutdown(cancel_futures=True)


def _begun(pool: ProcessPoolExecutor, items: Sequence[Item]) -> list[Future[Any]]:
    before = multiprocessing.active_children()
    try:
        with _not_interrupted(), catch_warnings():
            simplefilter("ignore", DeprecationWarning)  # Python 3.12 counts idle threads, too
            return [pool.submit(_do, item) for item in items]
    except OSError:  # no room for a process; those that did begin would wait for ever
        for child in multiprocessing.active_children():
            if child not in before:
                child.kill()
        return []


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Keeps Ctrl+C for later: while a process is forked, Python would lose it."""
    kept: list[None] = []
    before = signal.signal(signal.SIGINT, lambda *_: kept.append(None))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if kept:
            signal.raise_signal(signal.SIGINT)


def _begin(work: Callable[[Any], Any], parent: int) -> None:
    """Sets up one of the processes: Ctrl+C is for the first alone, and with its end, even by force, theirs comes."""
    global _work  # noqa: PLW0603  # what cannot be pickled comes with the fork
    _work = work
    gc.freeze()  # to look through all that for garbage would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _do(item: Any) -> Any:
    return _work(item)
