"""The pages of coding: the code book, texts, search, double coding, suggestions and exchange."""
