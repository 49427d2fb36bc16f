"""A class hour: teams on their phones, a teacher with one button, a projector, and one log that all of it follows from.

``log`` keeps what happened; ``hour`` is what stands after it; ``entries`` is what a team hands in; ``room`` decides
what may happen next; ``outcomes`` says what came out of a menu that was computed beforehand, by the judge and in the
words of a brief; ``phone``, ``teacher`` and ``projector`` show it; ``export`` is what is taken home.
"""
