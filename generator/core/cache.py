"""Cache keyed by content: the same parts, made by the same program, give the same result, so it is made once.

The edge hands a cache in. Here is the one in memory; the one on disk is `output.cache`.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol


class ContentCache(Protocol):
    """Stored JSON by key; a cache may forget anything at any time."""

    def get(self, key: str) -> str | None:
        """The JSON that was stored under a key, or nothing."""

    def put(self, key: str, text: str) -> None:
        """Store JSON under a key."""


def content_key(kind: str, parts: Any) -> str:
    """The key of a result.

    Args:
        kind: what the result is, for example "drawing".
        parts: everything that the result depends on besides the program, as JSON data.

    Returns:
        64 hexadecimal digits.

    """
    return hashlib.sha256(json.dumps([kind, parts], sort_keys=True).encode()).hexdigest()


def cached(cache: ContentCache, kind: str, parts: Any, make: Callable[[], Any]) -> Any:
    """The result for these parts, from the cache or made now.

    Args:
        cache: where to look, and where to store.
        kind: what the result is.
        parts: everything that it depends on besides the program, as JSON data.
        make: makes the result, as JSON data; what it raises is not stored.

    Returns:
        The result, always as JSON gives it back (a tuple comes back as a list).

    """
    key = content_key(kind, parts)
    stored = cache.get(key)
    if stored is None:
        stored = json.dumps(make())
        cache.put(key, stored)
    return json.loads(stored)


class MemoryCache:
    """A cache for one run; above `limit` characters it forgets what was used longest ago."""

    def __init__(self, limit: int = 200_000_000) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        """The JSON that was stored under a key, or nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, text: str) -> None:
        """Store JSON under a key."""
        with self._lock:
            self._size += len(text) - len(self._kept.pop(key, ""))
            self._kept[key] = text
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1])
