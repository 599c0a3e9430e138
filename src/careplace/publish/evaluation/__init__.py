"""Did something change in a place: the answer by several methods, with what each assumes, as a page with its pictures."""
