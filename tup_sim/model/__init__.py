"""The world: what exists, what happens and by what chance. Knows nothing of files, tables or terminals."""
