"""Whole processes measured: time, processor time, memory; what ran them, and on what."""
