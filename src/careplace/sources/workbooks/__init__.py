"""What a workbook's XML says that its parser does not: sizes before they take the memory, and cells that are errors."""
