"""The version of the program, which every draft bears."""

VERSION = "0.1.0"
