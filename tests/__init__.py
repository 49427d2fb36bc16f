"""A package of its own: some libraries install a folder called ``tests``, and it would be found instead of this one."""
