"""python -m openbmd."""

from openbmd.cli import main

if __name__ == "__main__":
    main()
