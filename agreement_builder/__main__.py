"""`python -m agreement_builder`."""

from agreement_builder.cli import main

if __name__ == "__main__":
    main()
