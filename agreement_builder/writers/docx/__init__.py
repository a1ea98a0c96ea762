"""Word: a draft as a .docx on a template's styles, numbering, header and footer."""
