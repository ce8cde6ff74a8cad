"""Building many small objects that all stay: the garbage collector would look through them again and again for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """No collection of cycles inside; as it was before afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # what was made counts as old at once: the next collection of young objects does not look through it
            gc.enable()
