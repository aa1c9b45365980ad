"""`python -m booklet` is `booklet`."""

from booklet.cli import main

main()
