"""The stories written by hand, the most telling first."""

from crm.demo.stories import (
    depunt,
    dewaard,
    hoogland,
    noorderlicht,
    oosterhuis,
    oudewater,
    parkzicht,
    steenbeek,
    tewinkel,
    vandenberg,
    westpolder,
)

STORIES = tuple(
    module.STORY
    for module in (
        vandenberg,
        westpolder,
        steenbeek,
        hoogland,
        parkzicht,
        oudewater,
        depunt,
        noorderlicht,
        tewinkel,
        dewaard,
        oosterhuis,
    )
)
