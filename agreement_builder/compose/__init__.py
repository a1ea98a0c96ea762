"""From a library and answers to a document: select, fill, read the markup, compose."""
