"""Coded texts in REFI-QDA (.qdpx), the exchange format of NVivo, ATLAS.ti, MAXQDA, QualCoder and others."""
