"""Results for readers: tables in plain words, figures, JSON, and files that are written whole or not at all."""
