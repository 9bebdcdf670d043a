"""The shape of an act about an order: its timeline cites the article that the order rests on."""

from enforcement.acts.act import Act
from enforcement.mayor_measures.rules.law import ARTICLE
from enforcement.mayor_measures.store import MayorMeasure


class OfOrder(Act, law="ngw:133-135"):
    """Something that is done with an order, or with the case of one."""

    def cited(self, case: MayorMeasure) -> str:
        return self.declared.law if case.basis is None else ARTICLE[case.basis]
