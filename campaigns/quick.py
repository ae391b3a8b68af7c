"""Fewer examples for tests that are run very often: a plugin of pytest."""

from hypothesis import HealthCheck, settings

settings.register_profile("quick", deadline=None, max_examples=25, derandomize=True, suppress_health_check=[*HealthCheck])
