"""Benchmarks, never tests: ``python -m benchmarks`` measures, ``python -m benchmarks.plot`` draws (extra: bench)."""
