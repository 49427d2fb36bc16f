"""Holds the model against what is known of the world: for who works on the model, in a clone of the project.

Not part of the package: ``tup_sim`` knows nothing of it. ``python -m validation --help`` lists what it can do.
"""
