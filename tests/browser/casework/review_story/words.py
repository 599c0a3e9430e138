"""What people say and write in the story of a review: a place of fiction, its sources, judgements and answers."""

from dataclasses import dataclass

OLDER, ALL, ILL = "People aged 75 and over", "All adults of the place", "People with mental health needs"
CARERS, COUNCIL = (
    "People who use services, and their carers",
    "The council: commissioning, social work, public health",
)
HOSPITAL, BOARD = "Hospital trusts", "The integrated care board"
PROVIDER, MIND = "Providers of care homes and home care", "Mental health and community trusts"


@dataclass(frozen=True)
class Heard:
    """A source: who was heard, about whom, and two paragraphs, each with its key line and direction."""

    title: str
    organisation: str
    role: str
    about: str
    paragraphs: tuple[tuple[str, str, str], ...]
    people: int = 1

    @property
    def category(self) -> str:
        """Interviews are of one person."""
        return "Interview" if self.people == 1 else "Focus group"

    @property
    def text(self) -> str:
        """A paragraph a line."""
        return "\n".join(words for words, _line, _direction in self.paragraphs)


SOURCES = (
    Heard("Interview 1", HOSPITAL, "a ward sister", OLDER, (
        ("We plan the way home from the second day, and families know the date.", "Joined-up care", "Strength"),
        ("On Fridays no community team answers, so people stay until Monday.", "Impact of commissioning", "Concern"))),
    Heard("Interview 2", COUNCIL, "a social worker", OLDER, (
        ("We hear of a discharge in the afternoon. Home care cannot start that evening.", "Joined-up care", "Concern"),
        ("Two people went to a home that nobody had chosen. Nothing else was free.", "Impact of commissioning", "Concern"))),
    Heard("Interview 3", COUNCIL, "a commissioner", ALL, (
        ("We bought what we always bought. Nobody had counted what people will need.", "Impact of commissioning", "Concern"),
        ("The board now sees our figures, and asked why more people fall.", "Impact of governance", "Strength"))),
    Heard("Interview 4", BOARD, "a director", ALL, (
        ("We agreed one plan with the council, and look at it every month.", "Leadership", "Strength"),
        ("I could not say which home is poor today. Some reports are years old.", "Impact of governance", "Concern"))),
    Heard("Interview 5", PROVIDER, "a manager of a care home", OLDER, (
        ("When our medicines went wrong, a nurse came each week until it was right.", "Response to poor care", "Strength"),
        ("I have had four vacancies at night since spring.", "Workforce capacity and capability", "Concern"))),
    Heard("Interview 6", PROVIDER, "a manager of home care", OLDER, (
        ("We hand calls back because we have nobody to send.", "Workforce capacity and capability", "Concern"),
        ("Nobody tells us what became of a concern that we raised.", "Protecting people from harm and abuse", "Concern"))),
    Heard("Interview 7", "GP practices and other primary care", "a GP", OLDER, (
        ("The letter comes after a week, and by then the tablets have changed twice.", "Joined-up care", "Concern"),
        ("Homes with a nurse of their own send fewer people to hospital.", "Health and care outcomes", "Strength"))),
    Heard("Interview 8", "The ambulance service", "a paramedic", OLDER, (
        ("We take people in because nobody can come to them at night.", "Health and care outcomes", "Concern"),
        ("When I report that somebody is not safe at home, the council rings back the same day.",
         "Protecting people from harm and abuse", "Strength"))),
    Heard("Interview 9", MIND, "a community nurse", ILL, (
        ("People with a mental illness wait longer for a place than others.", "Inequalities", "Concern"),
        ("We share one record with the GP now.", "Joined-up care", "Strength"))),
    Heard("Interview 10", "Local Healthwatch", "an officer", ALL, (
        ("People tell us that staff are kind, in nearly every home.", "Quality of providers", "Strength"),
        ("We told the council three times what people say. It answered once.", "What people say", "Concern"))),
    Heard("Interview 11", "Voluntary and community organisations", "a coordinator", ALL, (
        ("People who speak little English do not know whom to ring.", "Inequalities", "Concern"),
        ("Leaders come to our meetings, and they listen.", "Leadership", "Strength"))),
    Heard("Interview 12", COUNCIL, "a safeguarding lead", ALL, (
        ("We meet the police and the hospital each week about people at risk.",
         "Protecting people from harm and abuse", "Strength"),
        ("When a home is rated inadequate, everyone in it has a plan within days.", "Response to poor care", "Strength"))),
    Heard("Focus group 1", CARERS, "an unpaid carer", OLDER, (
        ("I told my story five times in one week.", "Experience of care", "Concern"),
        ("They asked me once what I needed. After that, nobody asked again.", "What people say", "Concern")), 6),
    Heard("Focus group 2", CARERS, "a resident of a care home", OLDER, (
        ("The staff are good to us here. I have never been afraid.", "Quality of providers", "Strength"),
        ("At the weekend it is always somebody new.", "Workforce capacity and capability", "Concern")), 5),
    Heard("Focus group 3", CARERS, "a person with a mental illness", ILL, (
        ("When I was ill at night there was nobody to ring but the ambulance.", "Experience of care", "Concern"),
        ("My nurse knows me. I feel safe with her.", "Experience of care", "Strength")), 7),
)  # fmt: skip

SECOND_CODER = {
    "On Fridays no community team answers, so people stay until Monday.": ("Joined-up care", "Concern"),
    "I could not say which home is poor today. Some reports are years old.": (
        "Impact of governance",
        "Mixed",
    ),
    "Leaders come to our meetings, and they listen.": None,
    "My nurse knows me. I feel safe with her.": ("Quality of providers", "Strength"),
}
"""{paragraph: what the second coder gives otherwise, None for no code}."""

JUDGEMENTS = {
    "Experience of care": (
        "Concern", "People have to tell their story again and again, and at night there is often nobody to ring."),
    "Quality of providers": (
        "Strength", "People who live in care homes, and those who speak for them, say that staff are kind."),
    "Response to poor care": (
        "Strength", "The council acts within days when a service is not good enough, and stays until it is."),
    "Joined-up care": (
        "Mixed", "Planning begins early on the wards, but news of a discharge reaches home care and GPs too late."),
    "Health and care outcomes": (
        "Mixed",
        "Homes with a nurse keep people out of hospital. At night too few services can come to people at home."),
    "What people say": ("Concern", "People are asked once. What they say is passed on, and seldom answered."),
    "Inequalities": (
        "Concern", "People with a mental illness, and people who speak little English, wait longer and find less."),
    "Leadership": (
        "Strength", "The council and the integrated care board have one plan, and look at it together each month."),
    "Protecting people from harm and abuse": (
        "Strength",
        "Organisations meet each week about people at risk. Who raises a concern is not always told what became of it."),
    "Impact of governance": (
        "Mixed", "Boards see figures and ask about them, but cannot say which services are poor today."),
    "Impact of commissioning": (
        "Concern", "Care is bought as before, without a count of what people need at weekends and in years to come."),
    "Workforce capacity and capability": (
        "Concern", "Services cannot fill posts at night and at weekends, so that calls are handed back."),
}  # fmt: skip
"""{key line: (direction, statement)}, in the order of the framework."""

SECTIONS = {
    "Summary of findings": """Staff are kind, and leaders of the place work to one plan. People are let down between
services: after hospital, at night and at weekends.

- News of a discharge comes too late for home care and for GPs.
- At night there is often nobody to ring but the ambulance.
- What people say is passed on, and seldom answered.""",
    "About this place": "The council, the integrated care board and the hospital trust share one plan for the place.",
    "The quality of health and social care": """People who live in care homes speak well of the people who care for them.

{quote:Quality of providers}

Of the rated adult social care services here, {figure:Quality of providers} are good or outstanding.""",
    "Populations and their experiences": """On joined-up care, 2 of 4 sources raised a concern.

{quote:Joined-up care}

In the latest survey, {figure:Joined-up care} of people who use services are satisfied with their care and support.""",
    "Systems and their impact": """On workforce capacity and capability, 3 of 3 sources raised a concern.

{quote:Workforce capacity and capability}""",
    "What people say": "Carers told us that they are asked once.\n\n{quote:What people say}",
    "Questions for readers": """- How does the board know which services are poor today?
- Who comes to people at night, and what would it take that somebody does?""",
}
"""{section of the report: its text}; {quote:line} and {figure:line} stand for the first reference on the page of a line."""

RECOMMENDATIONS = (
    ("Joined-up care", HOSPITAL, "Tell home care and the GP of a discharge by noon of the day before."),
    ("Impact of commissioning", COUNCIL, "Count what care people need at nights and weekends, and buy it."),
    ("What people say", COUNCIL, "Answer what Healthwatch and carers report within a month, in public."),
)
"""(key line, kind of organisation, what is recommended)"""
