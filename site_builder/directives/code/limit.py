"""A limit to the time that code may take."""

import signal
from types import TracebackType
from typing import Self


class Limit:
    """Interrupts what runs inside it after so many seconds, and every second from then on, should it not heed that.

    It works in the main thread alone. `passed` tells whether it had to.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.passed = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGALRM, self._interrupt)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, 1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)

    def _interrupt(self, *_: object) -> None:
        self.passed = True
        raise KeyboardInterrupt
