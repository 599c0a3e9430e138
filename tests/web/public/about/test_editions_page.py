"""The page of editions names its registers in words."""

import html
import re


def test_registers_are_told_in_words_with_their_day_councils_and_locations(client, edition):
    page = client.get("/about/editions/").content.decode().split("<main")[1].split("</main>")[0]
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    rows = edition.rows("select snapshot, count(*) as locations from register group by snapshot")
    for row in rows:
        day = f"{row['snapshot'].day} {row['snapshot']:%B %Y}"
        assert re.search(
            rf"{day} ?: [\d,]+ councils?(, the whole of England)?, {row['locations']:,} locations", text
        )
    assert "{" not in text
    assert "'" not in text
