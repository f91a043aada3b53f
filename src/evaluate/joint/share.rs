//! How a stage divides an amount among its members: in proportion to what each would pay alone, or by agreed shares. Every division is
//! exact to the fen, and does not depend on the order of the members (norm, section 14).

use super::{
    offer::{Gap, Group},
    place::{most_in_order, most_together},
};

/// The largest number of members that divide an amount.
pub(super) const DIVIDING_MAX: usize = 8;

/// The amounts of members that share in proportion to what each would pay alone. The members are in the order of their identifiers.
pub(super) fn pro_rata(groups: &[Group<'_>], gap: &Gap) -> Vec<i64> {
    let offered: Vec<i64> = groups.iter().map(|group| group.most).collect();
    if most_in_order(groups, gap) == offered {
        return offered;
    }
    let most = Together::of(groups, gap);
    let (all, mut decided, mut amounts) = (most.all(), 0_usize, vec![0; groups.len()]);
    while decided != all {
        let Some(tightest) = most.tightest(decided) else { break };
        let (amount, offered) = (most.at(decided | tightest) - most.at(decided), most.offered(tightest));
        if amount >= offered {
            // The others are not limited by each other.
            for (place, group) in groups.iter().enumerate().filter(|(place, _)| decided & (1 << place) == 0) {
                set(&mut amounts, place, group.most);
            }
            break;
        }
        divide(&most, (decided, tightest), (amount, offered), &mut amounts);
        decided |= tightest;
    }
    amounts
}

/// The most that each set of members can be awarded together. A set is a number with one bit for each member.
struct Together<'g> {
    groups: &'g [Group<'g>],
    most: Vec<i64>,
}

impl<'g> Together<'g> {
    fn of(groups: &'g [Group<'g>], gap: &Gap) -> Self {
        let groups = groups.get(..groups.len().min(DIVIDING_MAX)).unwrap_or(groups);
        let most = most_together(groups, gap);
        Self { groups, most }
    }

    /// All members that offer something.
    fn all(&self) -> usize {
        let offers = self.groups.iter().enumerate().filter(|(_, group)| group.most > 0);
        offers.fold(0, |set, (place, _)| set | 1 << place)
    }

    fn at(&self, set: usize) -> i64 {
        self.most.get(set).copied().unwrap_or(0)
    }

    fn offered(&self, set: usize) -> i64 {
        let inside = self.groups.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0);
        inside.map(|(_, group)| group.most).fold(0, i64::saturating_add)
    }

    /// Of the members that are not decided, the largest set that is left the smallest part of its offers.
    fn tightest(&self, decided: usize) -> Option<usize> {
        let open = self.all() & !decided;
        let (mut found, mut best) = (None::<usize>, (0_i128, 1_i128));
        for set in (1..self.most.len()).filter(|set| set & !open == 0) {
            let part = (i128::from(self.at(decided | set) - self.at(decided)), i128::from(self.offered(set)));
            let (left, right) = (part.0 * best.1, best.0 * part.1);
            match found {
                Some(together) if left == right => found = Some(together | set),
                Some(_) if left > right => {}
                _ => (found, best) = (Some(set), part),
            }
        }
        found
    }

    /// Whether all members can be awarded these amounts together.
    fn allows(&self, amounts: &[i64]) -> bool {
        (1..self.most.len()).all(|set| {
            let inside = amounts.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0);
            inside.map(|(_, amount)| amount).sum::<i64>() <= self.at(set)
        })
    }
}

/// Divides an amount among the members of a set in proportion to their offers. The fen that remain go to the largest fractions, of
/// equal ones to the first, each to a member that can still be awarded it.
fn divide(most: &Together<'_>, (decided, inside): (usize, usize), (amount, offered): (i64, i64), amounts: &mut [i64]) {
    let mut fractions = Vec::new();
    for (place, group) in most.groups.iter().enumerate().filter(|(place, _)| inside & (1 << place) != 0) {
        let exact = i128::from(amount) * i128::from(group.most);
        let offered = i128::from(offered.max(1));
        set_part(amounts, place, exact / offered);
        fractions.push((std::cmp::Reverse(exact % offered), place));
    }
    fractions.sort_unstable();
    let inside = decided | inside;
    let total = |amounts: &[i64]| -> i64 {
        amounts.iter().enumerate().filter(|(place, _)| inside & (1 << place) != 0).map(|(_, amount)| amount).sum()
    };
    for (_, place) in fractions {
        if total(amounts) == most.at(inside) {
            break;
        }
        let before = amounts.get(place).copied().unwrap_or(0);
        set(amounts, place, before + 1);
        if !most.allows(amounts) {
            set(amounts, place, before);
        }
    }
}

fn set(amounts: &mut [i64], place: usize, amount: i64) {
    if let Some(own) = amounts.get_mut(place) {
        *own = amount;
    }
}

fn set_part(amounts: &mut [i64], place: usize, amount: i128) {
    set(amounts, place, i64::try_from(amount).unwrap_or(0));
}

/// The amounts of members with agreed shares, in millionths, of an amount. The members are in the order of their identifiers.
/// `redistributed` lists them in the order of the plan, if what one cannot pay goes to the others.
pub(super) fn by_shares(
    groups: &[Group<'_>],
    shares: &[i128],
    base: i64,
    redistributed: Option<&[usize]>,
    gap: &Gap,
) -> Vec<i64> {
    let bounded = |amounts: &[i64]| -> Vec<Group<'_>> {
        let bounded = groups.iter().zip(amounts);
        bounded.map(|(group, amount)| Group { most: group.most.min(*amount), offers: group.offers.clone() }).collect()
    };
    let mut amounts = most_in_order(&bounded(&quotas(shares, base)), gap);
    for place in redistributed.unwrap_or_default() {
        let mut others = bounded(&amounts);
        if *place < others.len() {
            others.remove(*place);
        }
        let Some(own) = groups.get(*place) else { continue };
        others.push(own.clone());
        let raised = most_in_order(&others, gap).last().copied().unwrap_or(0);
        set(&mut amounts, *place, raised);
    }
    amounts
}

/// Each member's part of an amount. The fen that remain go to the largest fractions, of equal ones to the first.
fn quotas(shares: &[i128], base: i64) -> Vec<i64> {
    const WHOLE: i128 = 1_000_000;
    let exact: Vec<i128> = shares.iter().map(|share| i128::from(base) * share).collect();
    let together = exact.iter().sum::<i128>() / WHOLE;
    let mut parts: Vec<i64> = exact.iter().map(|part| i64::try_from(part / WHOLE).unwrap_or(0)).collect();
    let left = together - parts.iter().map(|part| i128::from(*part)).sum::<i128>();
    let mut order: Vec<(std::cmp::Reverse<i128>, usize)> =
        exact.iter().enumerate().map(|(place, part)| (std::cmp::Reverse(part % WHOLE), place)).collect();
    order.sort_unstable();
    for (_, place) in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        let part = parts.get(place).copied().unwrap_or(0);
        set(&mut parts, place, part + 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::offer::Offer;
    use super::*;

    fn offer(amount: i64, lines: &[usize]) -> Vec<Offer> {
        let parts = crate::evaluate::allocation::allocated(amount, &vec![1; lines.len()]);
        vec![Offer { unit: 0, amount, lines: lines.iter().copied().zip(parts).collect(), is_bound: false }]
    }

    fn group(offers: &[Offer]) -> Group<'_> {
        Group { most: offers.iter().map(|offer| offer.amount).sum(), offers: offers.iter().collect() }
    }

    fn divided(offers: &[Vec<Offer>], lines: &[i64], total: i64) -> Vec<i64> {
        let groups: Vec<Group<'_>> = offers.iter().map(|offers| group(offers)).collect();
        pro_rata(&groups, &Gap { lines: lines.to_vec(), total })
    }

    #[test]
    fn proportions_are_exact_and_feasible() {
        // All can pay everything: 100 in the proportion 2 : 1, the fen to the largest fraction.
        assert_eq!(divided(&[offer(200, &[0]), offer(100, &[0])], &[100], 100), [67, 33]);
        // Equal fractions: the first.
        assert_eq!(divided(&[offer(100, &[0]), offer(100, &[0])], &[101], 101), [51, 50]);
        // Enough for all.
        assert_eq!(divided(&[offer(10, &[0]), offer(20, &[0, 1])], &[20, 20], 40), [10, 20]);
        // A narrow member is limited by its line, and the wide one takes its whole offer from the other line.
        assert_eq!(divided(&[offer(150, &[0, 1]), offer(150, &[1])], &[190, 10], 200), [150, 10]);
        // Two narrow members share one line, whatever the wide one is offered elsewhere.
        assert_eq!(divided(&[offer(150, &[0, 1]), offer(100, &[1]), offer(50, &[1])], &[150, 9], 159), [150, 6, 3]);
        // The total limits all lines together.
        assert_eq!(divided(&[offer(50, &[0]), offer(50, &[1])], &[50, 50], 31), [16, 15]);
        // Two pairs with one line each: one fen for each pair, not two for the first.
        let pairs = [offer(1, &[0]), offer(1, &[0]), offer(1, &[1]), offer(1, &[1])];
        assert_eq!(divided(&pairs, &[1, 1], 2), [1, 0, 1, 0]);
        assert_eq!(divided(&[offer(0, &[0]), offer(7, &[0])], &[5], 5), [0, 5]);
    }

    #[test]
    fn agreed_shares() {
        let offers = [offer(100, &[0]), offer(10, &[0]), offer(100, &[0])];
        let groups: Vec<Group<'_>> = offers.iter().map(|offers| group(offers)).collect();
        let gap = Gap { lines: vec![101], total: 101 };
        let shares = [700_000, 200_000, 100_000];
        // 70.7, 20.2 and 10.1: the fen goes to the largest fraction.
        assert_eq!(quotas(&shares, 101), [71, 20, 10]);
        assert_eq!(by_shares(&groups, &shares, 101, None, &gap), [71, 10, 10]);
        assert_eq!(by_shares(&groups, &shares, 101, Some(&[2, 0, 1]), &gap), [71, 10, 20]);
        assert_eq!(quotas(&[333_333, 333_333], 100), [33, 33]);
    }
}
