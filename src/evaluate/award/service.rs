//! Services in kind: given once, or for each operation.

use super::{
    carried::{Carried, Served},
    pass::Pass,
};
use crate::{
    code::{FactSupplier, OperationState, ReasonCode, StepKind},
    eligibility::{Answer, Subject, Truth, has_state},
    evaluate::{
        column::{Column, LimitIx, PlaceIx},
        entitlement::{code_of_operation, covers, operations_of, unnamed},
        exact::FEN,
        measured::Operated,
        missing::{Lacks, wanted},
        node::Node,
        notes::Notes,
        place::{Spot, place},
        plan::{PlannedBenefit, PlannedItem},
        step::{Noted, Step},
        unit::{UnitId, UnitOf},
        value::About,
    },
    programme::{InKindBenefit, Service},
    record::treatment::Treatment,
    value::OperationPrefix,
};

/// Gives services in kind. Returns the reason if none is given, and what is missing.
pub(crate) fn serve<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    benefit: &'r InKindBenefit,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> (Option<ReasonCode>, Lacks) {
    let (mut reason, mut lacks) = (None, Lacks::default());
    let before = carried.services.len();
    for service in benefit.services.iter().enumerate() {
        let (targets, unknown) = targets(pass, benefit, service.1);
        lacks.add(unknown);
        for target in targets {
            let ended = match target {
                Ok(of) => lacks.value(give(pass, planned, service, of, carried, notes)).flatten(),
                Err(elsewhere) => Some(elsewhere),
            };
            reason = reason.or(ended);
        }
    }
    let is_given = carried.services.len() > before;
    (reason.or((!is_given).then_some(ReasonCode::OperationNotListed)), lacks)
}

/// The subjects of a service: the application, or each operation for which it is given. For an operation without it,
/// the reason.
fn targets<'r>(
    pass: &Pass<'r>,
    benefit: &InKindBenefit,
    service: &Service,
) -> (Vec<Result<UnitOf<'r>, ReasonCode>>, Lacks) {
    let Some(prefixes) = &service.operations else { return (vec![Ok(UnitOf::Application)], Lacks::default()) };
    if pass.input.case.application.treatments.is_none() {
        return (Vec::new(), wanted("operations", "/treatments".to_owned(), FactSupplier::Hospital));
    }
    let (mut targets, mut lacks) = (Vec::new(), unnamed_operations(pass, benefit));
    for of in pass.input.case.operations.values() {
        let served = lacks.value(is_served(pass, benefit, prefixes, of));
        targets.extend(served.flatten().map(|served| served.map(|()| UnitOf::Operation(of))));
    }
    (targets, lacks)
}

/// A surgery without listed operations may be one for which the service is given, unless it was at another hospital.
fn unnamed_operations(pass: &Pass<'_>, benefit: &InKindBenefit) -> Lacks {
    let mut lacks = Lacks::default();
    for (place, treatment) in unnamed(&pass.input, OperationState::Either) {
        let at = served_at(pass, benefit, place, treatment);
        if at.truth != Truth::No {
            lacks.add(at.missing.into());
            lacks.add(operations_of(place));
        }
    }
    lacks
}

/// Whether the hospital of a treatment is one at which the services are given.
fn served_at(pass: &Pass<'_>, benefit: &InKindBenefit, place: usize, treatment: &Treatment) -> Answer {
    let reading = pass.input.reading.of(Subject::Treatment(place, treatment));
    benefit.hospitals.as_ref().map_or(Answer::decided(Truth::Yes), |set| reading.hospital(set))
}

/// Whether a service is given for an operation. If not, the reason.
fn is_served(
    pass: &Pass<'_>,
    benefit: &InKindBenefit,
    prefixes: &[OperationPrefix],
    of: &Operated<'_>,
) -> Result<Option<Result<(), ReasonCode>>, Lacks> {
    if has_state(of.of, of.operation, OperationState::Either) != Truth::Yes {
        return Ok(None);
    }
    let listed = covers(prefixes, of.operation).0;
    if listed == Truth::No {
        return Ok(None);
    }
    let at = served_at(pass, benefit, of.treatment, of.of);
    match (listed, at.truth) {
        // At another hospital it is not given for any operation.
        (_, Truth::No) => return Ok(Some(Err(ReasonCode::ReceiptHospital))),
        (Truth::Yes, Truth::Yes) => return Ok(Some(Ok(()))),
        _ => {}
    }
    let lacks = Lacks::from(at.missing);
    Err(if listed == Truth::Yes { lacks } else { lacks.and(Some(code_of_operation())) })
}

/// Gives a service, if the limits allow one more. If not, returns the reason.
fn give<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    service: (usize, &'r Service),
    of: UnitOf<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> Result<Option<ReasonCode>, Lacks> {
    let about = match of {
        UnitOf::Operation(of) => About::Operation(of),
        _ => About::Receipts(&[]),
    };
    let id = UnitId { planned, of, service: Some(service) };
    let (refused, mut lacks) = may_serve(pass, &id, carried);
    if let Some(code) = refused {
        return if lacks.is_none() { Ok(Some(code)) } else { Err(lacks) };
    }
    let PlannedBenefit::Services(settled) = &planned.benefit else { return lacks.or(None) };
    let settled = match settled.get(service.0).and_then(Option::as_ref) {
        Some(amount) => {
            let micro = lacks.value(pass.values.value(amount, about));
            let fen = micro.and_then(|micro| lacks.value(i64::try_from(micro / FEN).map_err(|_| Lacks::range())));
            let Some(fen) = fen else { return Err(lacks) };
            Some(fen)
        }
        None => None,
    };
    notes.step(|| Step {
        value: settled.map(|fen| Noted::Amount(i128::from(fen) * FEN)),
        ..Step::new(StepKind::Benefit, Node::Service(planned.ix, service.0))
    });
    carried.services.push(Served { id, settled });
    lacks.or(None)
}

/// Whether the limits allow one more service. If so, it is counted. If not, the reason.
fn may_serve<'r>(pass: &Pass<'r>, id: &UnitId<'r>, carried: &mut Carried<'r>) -> (Option<ReasonCode>, Lacks) {
    let mut lacks = Lacks::default();
    let who = || id.who(pass.input.case);
    let mut places: Column<LimitIx, Option<PlaceIx>> = Column::with_capacity(carried.limits.len());
    for (planned, used) in pass.input.plan.limits.values().zip(carried.limits.values()) {
        let mut found = None;
        // The fund balance limits the money that is due at the end, and no service.
        if planned.is_for(id.item()) && used.applies && pass.phase.applies(planned.limit.scope) {
            let at = place(&pass.input, planned, id, Spot::default(), &mut carried.periods);
            found = lacks.value(at).flatten();
            lacks.add(used.unknown.clone());
            if found.is_some_and(|place| used.is_counted_out(planned, place, who)) {
                return (Some(ReasonCode::LimitCount), lacks);
            }
            let is_new = found.is_some_and(|place| used.is_new_period(planned, place));
            if is_new && used.are_periods_used_up(planned, 0) {
                return (Some(ReasonCode::LimitPeriods), lacks);
            }
        }
        places.push(found);
    }
    let limits = pass.input.plan.limits.values().zip(carried.limits.values_mut());
    for ((planned, used), place) in limits.zip(places.values()) {
        if let Some(place) = place {
            used.count(planned, *place, who);
        }
    }
    (None, lacks)
}
