"""The costs of an agreement as a workbook, whose formulas are live and whose stored figures are exact."""
