"""An organisation of one's own from twelve questions: what is asked, what people write, and what is made of it.

Nothing here prints or asks. ``questions`` is data; ``reading``, ``checking``, ``suggesting`` and ``building`` are
functions of answers; ``writing`` makes the text of two files. So a terminal and a web page can ask the same.
"""
