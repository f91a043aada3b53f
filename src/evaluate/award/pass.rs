//! The constant inputs of one pass over the items.

use crate::evaluate::{
    admitted::{ByProgramme, by_programme},
    aid::{Counted, counted_for, unsettled},
    borne::{StillBorne, still_borne},
    column::UnitIx,
    input::Input,
    missing::Lacks,
    notes::Notes,
    placed::Phase,
    value::Values,
};

/// The constant inputs of one pass over the items.
pub(crate) struct Pass<'r> {
    pub(crate) input: Input<'r>,
    pub(crate) values: Values<'r>,
    /// The other aid that applies.
    pub(crate) counted: Vec<Counted<'r>>,
    /// The receipts that the programme admits.
    pub(crate) by_programme: ByProgramme<'r>,
    pub(crate) phase: Phase,
    /// The amount by which the entitlement of a unit is raised to the minimum award.
    pub(crate) raise: Option<(UnitIx, i64)>,
}

impl<'r> Pass<'r> {
    /// Evaluates other aid and receipts. Returns the pass, the family's remaining share before it, and what is missing.
    pub(crate) fn of(
        input: &Input<'r>,
        phase: Phase,
        raise: Option<(UnitIx, i64)>,
        notes: &mut Notes,
    ) -> (Self, StillBorne, Lacks) {
        let (mut lacks, mut borne) = (Lacks::default(), StillBorne::default());
        lacks.value(input.ledger.require_units());
        let (counted, unknown) = counted_for(input);
        lacks.add(unknown);
        let (input, values) = (*input, Values::of(input));
        let mut pass = Self { input, values, counted, by_programme: ByProgramme::default(), phase, raise };
        // If nothing is awarded in any case, nothing more is needed.
        if pass.is_excluded() || !input.plan.items.values().any(|planned| input.may_apply(planned)) {
            return (pass, borne, lacks);
        }
        if input.plan.reads_receipts && input.asks_for_receipts() {
            let (admitted, unknown) = by_programme(&input, notes);
            lacks.add(unknown);
            if input.plan.has_ceiling() && input.case.application.receipts.is_some() {
                let (bears, unknown) = still_borne(&input, &pass.counted, &admitted.admitted);
                borne = bears;
                lacks.add(unknown);
            }
            pass.by_programme = admitted;
            lacks.add(input.ledger.allocation_lacks());
        }
        // Every payer of higher priority must have settled.
        lacks.add(unsettled(&input, &pass.by_programme.admitted));
        (pass, borne, lacks)
    }

    /// Whether other aid excludes an award.
    pub(crate) fn is_excluded(&self) -> bool {
        self.input.plan.is_exclusive() && !self.counted.is_empty()
    }
}
