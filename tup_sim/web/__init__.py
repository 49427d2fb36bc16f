"""The same in a browser, on one's own machine: explore what could be done, own organisation first, and see results.

Nothing is computed or decided here. ``state`` is what somebody asks, as it stands in the address; ``asking`` makes an
experiment of it, as a file would say it; ``jobs``, ``worker`` and ``keeping_on`` have it run through the store of
results like any other; ``answers`` has it said by what says it in a brief; ``site`` and ``pages`` put it on a page.
"""
