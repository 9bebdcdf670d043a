"""Fines being paid: by statements of the bank, in instalments, after letters, or by a bailiff."""

from datetime import datetime, timedelta

from chassis.days import city_day
from simulator.city import City
from simulator.city.fines import Fine, Payment
from simulator.city.span import moment
from simulator.play.actors import FINANCE
from simulator.play.bank import Bank, Transfer
from simulator.play.fine_desk import FineDesk
from simulator.play.ledger import Ledger
from simulator.play.timeline import Act, Timeline
from simulator.truth_measures import PaymentStands

STATEMENT_DAYS = range(-718, 14, 14)
"""Days, before and after the city wakes, on which finance reads a statement of the bank."""
PAID, REMINDED, PAID_AFTER_REMINDER, NOTICED, VISA, SERVED = 100, 126, 134, 149, 172, 173
"""Days after the facts. Letters, weekends and holidays always fit between them."""
GIVEN_BACK = PAID + 30
INSTALMENTS, DUE = (0.4, 0.3, 0.3), (20, 110, 200)
"""Shares of the fine, and the days after the agreement by which each is paid."""
ALMOST_ALL = 0.99
"""Of a fine: shares are no whole numbers."""
BEFORE_DUE = 15
"""Days: the statement that shows an instalment is read in time."""
Steps = list[tuple[int, str, Act]]
"""Days after the facts, what happens, and how."""


class FinePayments:
    """Steps of finance and of who owes; ``cases`` has the id of each case once it is known."""

    def __init__(self, city: City, desk: FineDesk, ledger: Ledger, cases: dict[str, str]) -> None:
        self._city = city
        self._desk = desk
        self._ledger = ledger
        self._cases = cases
        self._bank = Bank()
        self._on_its_way: list[tuple[Fine, float]] = []
        self._received: dict[str, float] = {}
        """The share of each fine that statements have shown."""

    def plan_statements(self, timeline: Timeline, *, before: bool) -> None:
        """Those before the city wakes, or those of its life."""
        span = self._city.span
        for day in STATEMENT_DAYS:
            at = moment(day, 15)
            if at < span.starts_at if before else at in span:
                timeline.add(at, "a statement of the bank", self._read_statement)

    def is_paid(self, fine: Fine) -> bool:
        """Whether all of it came in."""
        return self._received.get(fine.id, 0.0) > ALMOST_ALL

    def steps(self, fine: Fine, payment: Payment) -> Steps:
        """Nothing of what they pay counts before a statement shows it."""
        remind = (REMINDED, "reminder", self._reminding(fine, "herinnering", "payment-reminder"))
        ways: dict[Payment, Steps] = {
            Payment.NEVER_OWED: [],
            Payment.IN_PARTS: [
                (PAID, "a part paid", self._paying(fine, 0.5)),
                (PAID + 3, "the rest paid", self._paying(fine, 0.5)),
            ],
            Payment.TOO_MUCH: [
                (PAID, "too much paid", self._paying(fine, 1.2)),
                (GIVEN_BACK, "the surplus given back", self._giving_back(fine)),
            ],
            Payment.INSTALMENTS: [
                (PAID, "instalments", self._agreeing(fine)),
                *(
                    (self._pays_on(fine, due), "an instalment", self._paying(fine, share))
                    for share, due in zip(INSTALMENTS, DUE, strict=True)
                ),
            ],
            Payment.AFTER_REMINDER: [
                remind,
                (PAID_AFTER_REMINDER, "paid after a reminder", self._paying(fine, 1)),
            ],
            Payment.COLLECTED: [
                remind,
                (NOTICED, "registered notice", self._reminding(fine, "aanmaning", "formal-notice")),
                (VISA, "visa of the college", self._collecting(fine, "college-visa")),
                (SERVED, "writ served", self._collecting(fine, "service-of-writ")),
            ],
        }
        return ways.get(payment, [(PAID, "paid", self._paying(fine, 1))])

    def _paying(self, fine: Fine, share: float) -> Act:
        """A transfer, which the city sees on the next statement."""

        async def pay(at: datetime) -> None:
            claim = await self._desk.claim(self._cases[fine.id], at)
            cents = round(fine.amount_owed * 100 * share)
            if fine.payment is Payment.WITHOUT_REFERENCE:
                self._bank.pay(Transfer(cents, city_day(at), text=f"Boete {claim['number']}"))
            else:
                self._bank.pay(Transfer(cents, city_day(at), reference=claim["reference"]))
            self._on_its_way.append((fine, share))

        return pay

    def _pays_on(self, fine: Fine, due: int) -> int:
        """Days from the facts: while the city has been awake for two days, if that is in time."""
        awake = (self._city.span.starts_at - fine.found_at).days + 3
        last = PAID + due
        return awake if last - 2 * BEFORE_DUE <= awake <= last else last - BEFORE_DUE

    def _agreeing(self, fine: Fine) -> Act:
        """One part soon, one while the city is awake or before, and one long after."""

        async def agree(at: datetime) -> None:
            claim = await self._desk.claim(self._cases[fine.id], at)
            plan = [
                {
                    "dueOn": f"{city_day(at) + timedelta(days=days)}",
                    "amountCents": round(claim["outstandingCents"] * share),
                }
                for days, share in zip(DUE, INSTALMENTS, strict=True)
            ]
            path = f"/v1/claims/{self._cases[fine.id]}/instalments"
            await self._desk.post(path, FINANCE, at, {"instalments": plan})

        return agree

    def _giving_back(self, fine: Fine) -> Act:
        async def give_back(at: datetime) -> None:
            claim = await self._desk.claim(self._cases[fine.id], at)
            path = f"/v1/claims/{self._cases[fine.id]}/refunds"
            await self._desk.post(path, FINANCE, at, {"amountCents": claim["creditCents"]})

        return give_back

    def _reminding(self, fine: Fine, kind: str, step: str) -> Act:
        async def remind(at: datetime) -> None:
            await self._desk.claim_for(self._cases[fine.id], step, at)
            await self._desk.send(self._cases[fine.id], kind, at)

        return remind

    def _collecting(self, fine: Fine, step: str) -> Act:
        async def collect(at: datetime) -> None:
            case_id = self._cases[fine.id]
            await self._desk.collect(case_id, step, at)
            self._ledger.measures.fines[case_id].payment = PaymentStands.DWANGINVORDERING

        return collect

    async def _read_statement(self, at: datetime) -> None:
        """What names no fine waits for a person, who finds the case by its number."""
        statement = self._bank.statement()
        if statement is None:
            return
        read = await self._desk.read_statement(statement, at)
        shown, self._on_its_way = self._on_its_way, []
        for fine, share in shown:
            self._count(fine, share)
        if not read["toLookAt"]:
            return
        lines = await self._desk.get("/v1/statement-lines", FINANCE, at)
        for line in lines["_embedded"]["lines"]:
            path = f"/v1/statement-lines/{line['lineId']}"
            payer = await self._desk.get(f"{path}/payer", FINANCE, at)
            claim = {"claim": payer["text"].removeprefix("Boete ")}
            await self._desk.post(f"{path}/match", FINANCE, at, claim)

    def _count(self, fine: Fine, share: float) -> None:
        self._received[fine.id] = self._received.get(fine.id, 0.0) + share
        stands = PaymentStands.BETAALD if self.is_paid(fine) else PaymentStands.DEELS_BETAALD
        self._ledger.measures.fines[self._cases[fine.id]].payment = stands
