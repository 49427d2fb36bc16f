"""How fast the model is: against what pure Python can do, against peers, and for the people who run it."""
