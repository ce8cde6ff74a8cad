"""Evidence and knowledge in, posterior out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from whytwitch.inference.assembly import Problem, fold, fold_to_width
from whytwitch.inference.chunks import solve_columns
from whytwitch.inference.complaint import chief_complaint, complaint_rate, is_lab_complaint
from whytwitch.inference.draws import Draws, Medians, Table
from whytwitch.inference.implied import with_denials, with_results
from whytwitch.inference.network import FloatArray, Link, Solution
from whytwitch.inference.pieces import UNEXPLAINED, Piece, Pieces
from whytwitch.inference.pretest import ExposureState, Pretest, exposure_states
from whytwitch.inference.strengths import Strengths
from whytwitch.knowledge import Knowledge
from whytwitch.model import CausePosterior, Contribution, Evidence, Interval, Issue, Level, MovementPosterior, Posterior, Subject

__all__ = ["Engine", "Understood"]

MOST_LIVE_BITS = 12  # for one column
MOST_LIVE_BITS_OF_MANY = 8  # for draws and variants: hundreds of columns at once; real complaints rarely need more than six
LEAST_CONTRIBUTION = 0.05  # an exposure that explains less of a cause is not named


@dataclass(frozen=True, slots=True)
class Understood:
    """One person's evidence made ready for the base: shared by posterior, ledger and next steps."""

    evidence: Evidence
    states: Mapping[str, ExposureState]
    share_of: str
    complaint: str | None
    problem: Problem
    light: Problem  # the same with fewer live bits at once, where that many were said
    folded: tuple[str, ...] = ()


class Engine:
    """Exact inference over one base. Building it once and asking it many times is the point."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.ids = (UNEXPLAINED, *knowledge.causes)
        self.index = {cause: number for number, cause in enumerate(self.ids) if number}
        self.strengths = Strengths(knowledge, self.index)
        self.pretest = Pretest(knowledge, self.index)
        self.pieces = Pieces(knowledge, self.index, self.strengths)
        self.home = self.index[self.pieces.unexplained.id]
        self.medians = Medians()
        self.further = knowledge.settings.number("further_movements", "exponent")
        self._draws: Draws | None = None

    # ---- evidence

    def chief_complaint(self, evidence: Evidence) -> str | None:
        """What a text without any movement is about; None with a movement."""
        if evidence.movements:
            return None
        told = chief_complaint(evidence, self.knowledge, self.strengths, self.index)
        return told or chief_complaint(with_results(evidence, self.knowledge), self.knowledge, self.strengths, self.index)

    def understand(self, evidence: Evidence, complaint: str | None = None) -> Understood:
        """Evidence as a one-column problem at the medians.

        Parameters
        ----------
        complaint
            Without any movement: the finding (or ``lab:…``) that stands in its place.
        """
        evidence = with_denials(with_results(evidence, self.knowledge), self.knowledge)
        states = exposure_states(evidence, self.knowledge)
        share_of = "movement" if evidence.movements else "complaint"
        problem, few = fold_to_width(self._problem(evidence, states, complaint, self.medians), MOST_LIVE_BITS)
        is_wide = problem.plan.width > MOST_LIVE_BITS_OF_MANY
        light, more = fold_to_width(problem, MOST_LIVE_BITS_OF_MANY, solve_columns(problem.whole, problem.plan).presence[:, 0] if is_wide else None)
        return Understood(evidence, states, share_of, complaint, problem, light, tuple(self.ids[c] for c in (*few, *more)))

    def without(self, understood: Understood, exposures: Collection[str]) -> Understood:
        """The same evidence as if nothing had been said of some exposures."""
        evidence = understood.evidence
        labs = tuple(r for r in evidence.labs if self.knowledge.labs[r.lab].shown(r.side, r.band) not in exposures)
        silent = replace(evidence, findings=tuple(finding for finding in evidence.findings if finding.id not in exposures), labs=labs)
        said = {piece.id for piece in understood.light.pieces}
        if any(raised.exposure in exposures for name in said & set(self.knowledge.findings) for raised in self.knowledge.findings[name].raised_by):
            return self.understand(silent, understood.complaint)  # a background changes, and with it the pieces
        states = exposure_states(silent, self.knowledge)
        light = understood.light.with_propensity(self.propensity(silent, states, understood.complaint, self.medians))
        return replace(understood, evidence=silent, states=states, problem=light, light=light)

    def pretest_column(self, evidence: Evidence, states: Mapping[str, ExposureState], table: Table) -> FloatArray:
        """Pretest probabilities with "unexplained" (always present) first, shape (n_causes + 1, n_columns)."""
        found = self.pretest.probabilities(evidence.profile, states, table, has_listed_drugs=self._has_listed_drugs(evidence))
        return np.concatenate([np.ones((1, table.n_columns)), found])

    def pretest_columns(self, evidence: Evidence, variants: Sequence[Mapping[str, ExposureState]]) -> FloatArray:
        """`pretest_column` at the medians under each of several sets of exposures, shape (n_causes + 1, n_variants)."""
        found = self.pretest.of_variants(evidence.profile, variants, has_listed_drugs=self._has_listed_drugs(evidence))
        return np.concatenate([np.ones((1, found.shape[1])), found])

    @staticmethod
    def _has_listed_drugs(evidence: Evidence) -> bool:
        """Whether the person named a medicine of theirs: who names one usually names all."""
        return any(medicine.subject is Subject.PATIENT for medicine in evidence.medicines)

    def propensity(self, evidence: Evidence, states: Mapping[str, ExposureState], complaint: str | None, table: Table) -> FloatArray:
        """Weight of each cause as the maker of a movement, before its character, or of the complaint, shape (n_causes + 1, n_columns)."""
        found = self.pieces.propensity(self.pieces.bands_of(evidence, states), table)
        if evidence.movements:
            return found
        return complaint_rate(complaint, self.knowledge, self.index, self.strengths, table, found / self.pieces.propensity({}, table))

    def _problem(self, evidence: Evidence, states: Mapping[str, ExposureState], complaint: str | None, table: Table) -> Problem:
        known = {name for name, state in states.items() if state.current > 0.5}  # noqa: PLR2004 - likelier than not
        propensity = self.propensity(evidence, states, complaint, table)
        pieces: list[Piece] = []
        for number, movement in enumerate(evidence.movements):
            pieces.extend(self.pieces.of_movement(number, movement, table))
        named = None if is_lab_complaint(complaint) else complaint
        pieces.extend(self.pieces.of_findings(evidence.findings, known, table, movements=evidence.movements, complaint=None if evidence.movements else named))
        pieces.extend(self.pieces.of_labs(evidence.labs, table))
        pieces.extend(self.pieces.of_diagnoses(evidence.findings, table))
        pretest = self.pretest_column(evidence, states, table)
        return Problem(pretest, propensity, max(1, len(evidence.movements)), self.further, tuple(pieces), self._links(table))

    def _links(self, table: Table) -> tuple[Link, ...]:
        parents = [(self.index[cause.id], self.index[parent.cause], parent.risk) for cause in self.knowledge.causes.values() for parent in cause.parents]
        risks = table.kept("links", lambda: table.of([risk for _, _, risk in parents]))
        return tuple(Link(child, parent, risk) for (child, parent, _), risk in zip(parents, risks, strict=True))

    # ---- answers

    def infer(self, understood: Understood, *, draws: int = 0, seed: int = 1) -> Posterior:
        """Shares and presences; with draws also their 90 % intervals and the probability of being first.

        Parameters
        ----------
        draws
            0 gives the posterior at the medians of all numbers, without intervals; otherwise the mean over that many draws.
        """
        if draws:
            problem = self._problem(understood.evidence, understood.states, understood.complaint, self._table(draws, seed))
            problem = fold(problem, [self.index[name] for name in understood.folded])
        else:
            problem = understood.problem
        return self._posterior(understood, solve_columns(problem.whole, problem.plan), draws, seed)

    def _posterior(self, understood: Understood, solution: Solution, draws: int = 0, seed: int = 1) -> Posterior:
        movements = tuple(self._movement(number, solution, understood, has_draws=bool(draws)) for number in range(understood.problem.n_movements))
        return Posterior(understood.share_of, understood.complaint, movements, draws, seed, self._issues(understood))

    def infer_beside(self, understood: Understood, other: Understood, pretest: FloatArray) -> tuple[Posterior, FloatArray]:
        """The posterior at the medians, and `presences` of another person of the same pieces, solved as columns of one network.

        Parameters
        ----------
        pretest : shape (n_causes + 1, n_columns)
            Of the other, as in `presences`.
        """
        problem = understood.problem
        starts = np.concatenate([problem.pretest, pretest], axis=1)
        rates = np.concatenate([problem.propensity, np.broadcast_to(other.light.propensity, pretest.shape)], axis=1)
        solution = solve_columns(problem.network(pretest=starts, propensity=rates), problem.plan)
        own = Solution(solution.share[..., :1], solution.presence[:, :1], solution.evidence[:1], solution.width)
        return self._posterior(understood, own), solution.presence[1:, 1:].T

    def _table(self, draws: int, seed: int) -> Draws:
        if self._draws is None or (self._draws.n_columns, self._draws.seed) != (draws, seed):
            self._draws = Draws(draws, seed)
        return self._draws

    def presences(self, understood: Understood, pretest: FloatArray) -> FloatArray:
        """Presence at the medians under each column of pretest probabilities.

        Parameters
        ----------
        pretest : shape (n_causes + 1, n_columns)

        Returns
        -------
        shape (n_columns, n_causes)
            Causes in the order of the base; the unexplained part counts to none.
        """
        return solve_columns(understood.light.network(pretest=pretest), understood.light.plan).presence[1:].T

    def _movement(self, number: int, solution: Solution, understood: Understood, *, has_draws: bool) -> MovementPosterior:
        share, presence = self.merged(solution.share[:, number], solution.presence, understood.share_of)
        means, presences = share.mean(axis=1).tolist(), presence.mean(axis=1).tolist()
        first = (np.bincount(share.argmax(axis=0), minlength=share.shape[0]) / share.shape[1]).tolist()
        low, high = np.quantile(share, [0.05, 0.95], axis=1).tolist() if has_draws else (means, means)
        contributed = self._contributions(understood)
        pretest = [*understood.problem.pretest[1:, 0].tolist(), 1.0]
        name = understood.evidence.movements[number].id if understood.evidence.movements else "complaint"
        causes = [
            CausePosterior(
                cause,
                means[row],
                presences[row],
                Interval(low[row], high[row]) if has_draws else None,
                first[row] if has_draws else None,
                pretest[row],
                contributed.get(cause, ()),
            )
            for row, cause in enumerate(self.ids[1:] if understood.share_of == "movement" else (*self.ids[1:], UNEXPLAINED))
        ]
        return MovementPosterior(name, tuple(sorted(causes, key=lambda c: (-c.share, c.id))))

    def merged(self, share: FloatArray, presence: FloatArray, share_of: str) -> tuple[FloatArray, FloatArray]:
        """Shares and presences of the base's causes, shape (n_causes, n_columns).

        An unexplained twitch counts to its home, the benign twitching of ordinary people; an unexplained complaint is a last row of its own.
        """
        shares, presences = share[1:].copy(), presence[1:].copy()
        if share_of == "movement":
            home = self.home - 1
            shares[home] += share[0]
            presences[home] = np.minimum(1.0, presences[home] + share[0])
            return shares, presences
        return np.concatenate([shares, share[:1]]), np.concatenate([presences, share[:1]])

    def _contributions(self, understood: Understood) -> dict[str, tuple[Contribution, ...]]:
        """For every cause the exposures that are there, with the share of its pretest probability that goes when each is taken away."""
        listed = self._has_listed_drugs(understood.evidence)
        shares = self.pretest.contributions(understood.evidence.profile, understood.states, self.medians, has_listed_drugs=listed)
        found: dict[str, list[Contribution]] = {}
        for name, by_cause in shares.items():
            for number, fraction in by_cause.items():
                if fraction >= LEAST_CONTRIBUTION:
                    found.setdefault(self.ids[number], []).append(Contribution(name, fraction))
        return {cause: tuple(sorted(given, key=lambda c: (-c.fraction, c.id))) for cause, given in found.items()}

    def _issues(self, understood: Understood) -> tuple[Issue, ...]:
        if not understood.folded:
            return ()
        names = ", ".join(understood.folded)
        return (
            Issue(
                Level.NOTE,
                f"So much was said at once that causes which explain least ({names}) were counted as background for it.",
                "Nothing needs to be done; the shares of the leading causes are not affected.",
            ),
        )
