"""Benchmarks against named baselines. See bench/README.md."""
