"""A made-up practice of any size: reference tables, sessions in four formats, manifests.

The same seed, shape and size give the same bytes, whatever the formats asked for and the number of processes.
"""
