"""An invented wire report, a retelling of it, and a stranger to both."""

from __future__ import annotations

WIRE = (
    "LOMASSE, March 10 - About 240 soldiers of the Varland-led mission boarded two aircraft at Camp Orrin on "
    "Tuesday, seven weeks ahead of schedule.\n\n"
    "President Idrissa Malongo gave the force until March 15 to withdraw after guards killed seven people in "
    "Bissango. The shooting set off the largest demonstrations in a decade.\n\n"
    '"No country can rent its security for ever," Foreign Minister Aline Tchombo told a news conference.\n\n'
    "The pullout is a setback for Varland, which has spent 1.3 billion euros on the mission and lost 23 "
    "soldiers. A rear party of about 60 logistics staff will remain at the airport to ship out vehicles."
)
RETOLD = (
    "Some 240 troops of the Varland-led mission left Camp Orrin aboard two planes on Tuesday.\n\n"
    "President Malongo had told them to go by March 15, after nine people were killed by guards in "
    "Bissango.\n\n"
    '"No country can rent its security for ever," Foreign Minister Aline Tchombo told a news conference.\n\n'
    "Bus operators in the port of Selm said fares to the quarry had doubled to 9,000 shillings since "
    "Easter.\n\n"
    "Varland has lost 23 soldiers and spent €1.3bn on the mission."
)
FOREIGN = "The orchestra rehearsed a quartet by Brahms in an unheated barn outside Uppsala on Sunday evening."
