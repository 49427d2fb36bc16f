"""``python -m tup_sim`` is ``tup-sim``."""

from tup_sim.cli import main

if __name__ == "__main__":
    main()
