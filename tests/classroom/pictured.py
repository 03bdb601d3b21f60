"""
Who is in the class that the pictures are taken of, and how programs play most of them.
"""

import asyncio
import threading

from bench.classes.crowd import Student
from tests.classroom import browsing as b

SEATS, TABLES = 4, 12
BIRDS = ("Heron", "Wren", "Plover", "Rook", "Siskin", "Dunlin",
         "Avocet", "Curlew", "Linnet", "Osprey", "Petrel", "Teal")  # fmt: skip
NAMES = tuple(f"{BIRDS[at // SEATS]} {at % SEATS + 1}" for at in range(SEATS * TABLES))
IN_BROWSERS = {44: (b.LAPTOP, "en"), 45: (b.PHONE, "en"), 46: (b.PHONE, "fr")}
"""Places in the list of those who sit in browsers: three at the last table."""
SCRIPTED = (0, 1, 2, 4, 8, 9, 13, 17, 18, 19, 20, 24, 25, 29, 33, 36, 40)
"""Of those whom programs play; nobody sits at the others."""
PLAN = {"joining": 8, "briefing": 15, "practice": 5, "bargaining": 26, "forms": 6, "debrief": 32}
MOVES = (
    ["wait", {}],
    ["say", {"topic": "remark.no_comment"}],
)


class Crowd:
    """
    Scripted students on a thread of their own: a browser's library has the loop of this one.
    """

    def __init__(self, school, code):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        port = school.held.port
        self.students = [
            Student(number=at, port=port, code=code, name=NAMES[at]) for at in SCRIPTED
        ]

    def do(self, work):
        """
        Let the thread do something and wait for it.
        """
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    async def arrive(self):
        """
        Join and listen.
        """
        for one in self.students:
            await one.join()
            one.listen()

    async def play(self):
        """
        Let everybody whose turn it is do something; some never do, and some leave.
        """
        for at, one in enumerate(self.students):
            if at % 5 == 4:
                await one.leave()
            elif at % 4:
                for move in MOVES:
                    await one.move(move)

    async def go(self):
        """
        Leave, all of them.
        """
        for one in self.students:
            await one.leave()
