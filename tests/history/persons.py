"""
The people of the summer by surname: our texts give their roles, so none may be found anywhere.
"""

import re

PERSONS = re.compile(
    "Trump|Nadella|Zhang|Morrison|Mnuchin|Pompeo|Navarro|Kudlow|Meadows|McEnany|Kushner|Demers"
    "|Graham|Schumer|Hawley|Pappas|Mayer|Gates|Smith|Ellison|Catz|McMillon|Zuckerberg|Biden"
    "|McAllister|Christensen|Molan|Hastie|Hunter|Nichols|Beetlestone|Beeler|Ives|Primack|Glueck"
    r"|Leone|Wilson|Rubio|Yiming|\bCui\b|\bBuck\b|\bRyan\b",
)
