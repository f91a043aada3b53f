//! The remainder of limits that apply to several awards together.

use crate::{
    adjudication::{LimitBalance, NewLimitBalance},
    code::LimitScope,
    evaluate::{
        award::Awarded,
        column::Index,
        exact::{FEN, money},
        input::Input,
        quantity::quantity,
    },
    value::{Money, Pointer},
    wire::Integer,
};

/// The used part and the remainder of each limit, for each period if it is a limit for periods.
pub(crate) fn balances(input: &Input<'_>, awarded: &Awarded<'_>) -> Vec<LimitBalance> {
    let mut balances = Vec::new();
    for (planned, used) in input.plan.limits.values().zip(awarded.limits.values()) {
        let scope = planned.limit.scope;
        let together = matches!(
            scope,
            LimitScope::Application | LimitScope::Period | LimitScope::Lifetime | LimitScope::FundBalance
        );
        if !together {
            continue;
        }
        let amount = match (&planned.amount, scope) {
            (_, LimitScope::FundBalance) => input.reading.circumstances.fund_balance.map(Money::fen),
            (Some(amount), _) => {
                let micro = awarded.values.known(amount);
                micro.and_then(|micro| i64::try_from(micro / FEN).ok())
            }
            (None, _) => None,
        };
        for place in used.places() {
            let at = Pointer::cleaned(&planned.node.to_string());
            let spent = used.amounts.at(place);
            let mut balance =
                LimitBalance::new(NewLimitBalance { at, limit: planned.limit.id.clone(), scope, used: money(spent) });
            let start = awarded.periods.met(planned.ix).get(place.place());
            let period = planned.limit.period.as_ref().zip(start);
            balance.period = period.map(|(rule, start)| rule.from(*start, input.as_of()));
            balance.amount = amount.map(money);
            balance.left = amount.map(|amount| money(amount - spent));
            balance.group.clone_from(&planned.limit.group);
            balance.awarded = Some(money(used.now.at(place)));
            balance.units = planned.limit.units;
            balance.units_used = planned.limit.units.and_then(|_| quantity(used.numbers.at(place)));
            balance.count = planned.limit.count;
            balance.count_used = planned.limit.count.and_then(|_| Integer::new(used.counts.at(place)).ok());
            balance.periods = planned.limit.periods;
            balance.periods_used = planned.limit.periods.and_then(|_| Integer::new(used.periods()).ok());
            balances.push(balance);
        }
    }
    balances
}
