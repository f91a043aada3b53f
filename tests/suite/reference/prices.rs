//! Prices of lines (docs/evaluation.md, section 4, measured).

use super::{
    Case,
    exact::{Exact, spread},
    lines::Line,
    table::Known,
};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    code::{Measure, PriceUnit},
    programme::{LinePrice, LineRule, ProgrammeItem},
    record::receipt::ReceiptLine,
};

/// Whether a price holds for a line; otherwise the members that are absent.
fn holds(price: &LinePrice, line: &ReceiptLine) -> Result<bool, Vec<&'static str>> {
    let mut absent = Vec::new();
    let mut all = true;
    if let Some(codes) = &price.codes {
        match &line.code {
            Some(code) => all &= codes.contains(code),
            None => absent.push("code"),
        }
    }
    if let Some(categories) = &price.categories {
        match line.category {
            Some(category) => all &= categories.contains(&category),
            None => absent.push("category"),
        }
    }
    if let Some(names) = &price.names {
        all &= names.iter().any(|words| line.name.as_str().contains(words.as_str()));
    }
    if let Some(unit) = &price.unit {
        match &line.unit {
            Some(own) => all &= own.as_str() == unit.as_str(),
            None => absent.push("unit"),
        }
    }
    if !all {
        Ok(false)
    } else if absent.is_empty() {
        Ok(true)
    } else {
        Err(absent)
    }
}

impl Case<'_> {
    /// The parts of a receipt, at most the prices of a rule.
    pub fn within_prices(
        &self,
        item: &ProgrammeItem,
        rule: &LineRule,
        (receipt, measure): (usize, Measure),
        mut parts: Vec<i128>,
    ) -> Known<Vec<i128>> {
        let prices = rule.price_list.as_deref().unwrap_or_default();
        let (Some(lines), Some(admitted)) = (self.lines(receipt), self.admitted_lines(item, receipt)?) else {
            return Ok(parts);
        };
        let printed = self.receipts()[receipt].lines.as_deref().unwrap_or_default();
        let mut missing = BTreeSet::new();
        let mut of_days: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let out_of_catalogue = !matches!(measure, Measure::InCatalogue | Measure::SelfPaid);
        for line in lines.iter().filter(|line| line.net > 0 && admitted[line.index]) {
            let place = line.index;
            let want = |member: &str| format!("/receipts/{receipt}/lines/{place}/{member}");
            if rule.within_price_limits == Some(true) && out_of_catalogue {
                match self.over_limit(receipt, printed, line) {
                    Ok(over) => parts[place] = (parts[place] - over).max(0),
                    Err(gaps) => missing.extend(gaps),
                }
            }
            for (index, price) in prices.iter().enumerate() {
                match holds(price, &printed[place]) {
                    Ok(false) => continue,
                    Err(absent) => missing.extend(absent.iter().map(|member| want(member))),
                    Ok(true) if price.per == PriceUnit::StayDay => of_days.entry(index).or_default().push(place),
                    Ok(true) => match self.left_quantity(receipt, printed, line) {
                        Ok(quantity) => {
                            let most = (Exact::decimal(quantity) * Exact::fen(price.price.to_decimal())).floor();
                            parts[place] = parts[place].min(most);
                        }
                        Err(gaps) => missing.extend(gaps),
                    },
                }
                break;
            }
        }
        for (index, own) in of_days {
            let Some(days) = self.days_of_receipt(receipt) else {
                missing.extend(self.gap(receipt, "stayDays"));
                continue;
            };
            let amounts: Vec<i128> = own.iter().map(|place| parts[*place]).collect();
            let most = i128::from(prices[index].price.fen()) * i128::from(days);
            if amounts.iter().sum::<i128>() > most {
                for (place, part) in own.iter().zip(spread(most, &amounts)) {
                    parts[*place] = part;
                }
            }
        }
        if missing.is_empty() { Ok(parts) } else { Err(missing) }
    }

    fn days_of_receipt(&self, receipt: usize) -> Option<i64> {
        let receipt = &self.receipts()[receipt];
        let of_stay = || receipt.stay.as_ref().and_then(|stay| Some(stay.start?.days_until(stay.end?).max(1)));
        receipt.stay_days.map(|days| days.get().ceil() as i64).or_else(of_stay)
    }

    /// The quantity of a line less those of its refunds.
    fn left_quantity(&self, receipt: usize, printed: &[ReceiptLine], line: &Line) -> Known<Decimal> {
        let mut missing = BTreeSet::new();
        let mut read = |place: usize| match printed[place].quantity {
            Some(quantity) => quantity.get().abs().round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero),
            None => {
                missing.insert(format!("/receipts/{receipt}/lines/{place}/quantity"));
                Decimal::ZERO
            }
        };
        let mut left = read(line.index);
        for refund in &line.refunds {
            left -= read(*refund);
        }
        if missing.is_empty() { Ok(left.max(Decimal::ZERO)) } else { Err(missing) }
    }

    /// The part of a line above the price limit of the insurance.
    fn over_limit(&self, receipt: usize, printed: &[ReceiptLine], line: &Line) -> Known<i128> {
        let own = &printed[line.index];
        if let Some(over) = own.over_price_limit {
            let back = line.refunds.iter().filter_map(|refund| printed[*refund].over_price_limit);
            let sum = back.fold(over.get(), |sum, amount| sum + amount.get());
            return Ok(Exact::fen(sum).half_up().clamp(0, line.net));
        }
        let Some(limit) = own.price_limit else { return Ok(0) };
        let quantity = self.left_quantity(receipt, printed, line)?;
        Ok((line.net - (Exact::fen(limit.get()) * Exact::decimal(quantity)).floor()).max(0))
    }
}
