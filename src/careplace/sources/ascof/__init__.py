"""Publications about the outcomes of adult social care: the framework's time series, and Oflog's measures."""

from careplace.sources.ascof.oflog import OflogMeasures
from careplace.sources.ascof.open_data import OpenData
from careplace.sources.ascof.workbook import OutcomesFramework

PUBLICATIONS = (OutcomesFramework(), OpenData(), OflogMeasures())
