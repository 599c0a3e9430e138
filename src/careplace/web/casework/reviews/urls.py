"""The addresses of reviews, below a place. Each part has its own list.

| address | what |
|---|---|
| `reviews/` `reviews/start/` `reviews/<id>/` … | the plan: state, team, timetable, requests (plan_urls.py) |
| `reviews/<id>/sources/` `review-sources/<id>/` … | sources and their texts (source_urls.py) |
| `reviews/<id>/codes/` … | codes, texts and their coding (coding/urls.py) |
| `reviews/<id>/coverage/` `reviews/<id>/context/` … | who was heard, and what the edition has (plan_urls.py) |
"""

from careplace.web.casework.reviews.coding.urls import urlpatterns as coding
from careplace.web.casework.reviews.plan_urls import urlpatterns as plan
from careplace.web.casework.reviews.source_urls import urlpatterns as sources

urlpatterns = [*plan, *sources, *coding]
