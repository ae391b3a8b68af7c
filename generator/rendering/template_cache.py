"""Compiled templates, kept from one build to the next: compiling them takes a quarter of a second."""

import base64
import json

from jinja2.bccache import Bucket, BytecodeCache

from generator.core.cache import ContentCache, content_key


class TemplateCache(BytecodeCache):
    """Jinja's cache of compiled templates, in the cache that everything else is in."""

    def __init__(self, cache: ContentCache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with a template that was compiled before."""
        stored = self._cache.get(self._key(bucket))
        if stored is not None:
            bucket.bytecode_from_string(base64.b64decode(json.loads(stored)))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template."""
        self._cache.put(self._key(bucket), json.dumps(base64.b64encode(bucket.bytecode_to_string()).decode()))

    def _key(self, bucket: Bucket) -> str:
        return content_key("compiled template", [bucket.key, bucket.checksum, sorted(bucket.environment.extensions)])
