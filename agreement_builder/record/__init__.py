"""The record that a file of ours carries: the edition it holds, to be read back after other programs saved it."""
