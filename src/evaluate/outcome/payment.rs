//! The payees of an award with their amounts.

use crate::{
    code::PayeeClass,
    evaluate::exact::{FEN, ppm, times},
    programme::PayeeShare,
    value::{Money, Rate},
};

/// The amount of each payee of an award, in order.
pub(crate) fn split(payees: &[PayeeShare], award: i64) -> Vec<(PayeeClass, i64)> {
    if award == 0 {
        return Vec::new();
    }
    if payees.is_empty() {
        return vec![(PayeeClass::Guardian, award)];
    }
    let mut left = award;
    let mut parts: Vec<(PayeeClass, i64)> = Vec::new();
    for payee in payees {
        let share = payee.share.map(Rate::get).and_then(ppm).and_then(|share| times(i128::from(award) * FEN, share));
        let share = share.and_then(|micro| i64::try_from(micro / FEN).ok());
        let most = payee.at_most.map_or(i64::MAX, Money::fen);
        let part = share.unwrap_or(left).min(most).min(left);
        left -= part;
        parts.push((payee.to, part));
    }
    if let Some((_, last)) = parts.last_mut() {
        *last += left;
    }
    parts.retain(|(_, part)| *part > 0);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awards_are_split_in_order() {
        let payee = |to, share: Option<&str>, most: Option<&str>| {
            let mut payee = PayeeShare::new(to);
            payee.share = share.and_then(|value| Rate::parse(value).ok());
            payee.at_most = most.and_then(|value| Money::parse(value).ok());
            payee
        };
        let (hospital, guardian) = (PayeeClass::Hospital, PayeeClass::Guardian);
        for (payees, award, expected) in [
            (vec![], 1000, vec![(guardian, 1000)]),
            (
                vec![payee(hospital, Some("0.333333"), None), payee(guardian, None, None)],
                1000,
                vec![(hospital, 333), (guardian, 667)],
            ),
            (
                vec![payee(hospital, None, Some("4.00")), payee(guardian, None, None)],
                1000,
                vec![(hospital, 400), (guardian, 600)],
            ),
            (vec![payee(hospital, None, Some("20.00")), payee(guardian, None, None)], 1000, vec![(hospital, 1000)]),
            (
                vec![payee(hospital, Some("0.5"), None), payee(guardian, None, Some("1.00"))],
                1000,
                vec![(hospital, 500), (guardian, 500)],
            ),
            (vec![payee(hospital, None, None)], 0, vec![]),
        ] {
            assert_eq!(split(&payees, award), expected);
        }
    }
}
