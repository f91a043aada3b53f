//! The awards of one member in its turn, offer by offer (norm, 14.19 to 14.21).

use super::{
    class::Classes,
    member::Member,
    near::near,
    offer::{Gap, Group, Offer, Placed},
    place::{InTurn, place},
};
use crate::code::WholeAwards;

/// What the stages pass on.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    /// What remains for the next member.
    pub(super) gap: Gap,
    /// The awards so far on each line.
    pub(super) on_lines: Vec<i64>,
    /// Awards that are not for medical charges.
    pub(super) apart: i64,
    /// Advances above what remained.
    pub(super) excess: i64,
}

/// Awards the offers of a member, in order, at most an amount in the division. The groups `before` keep what they can be awarded, and
/// those `after` lose nothing by the choice of lines.
pub(super) fn award(
    member: &Member<'_>,
    most: i64,
    before: &[Group<'_>],
    after: &[Group<'_>],
    account: &mut Account,
) -> Vec<Placed> {
    let taking_part = member.offers.iter().filter(|offer| member.takes_part(offer)).collect();
    let mut turn = Turn::of(taking_part, most.max(0), (before, after), &account.gap);
    let mut all = Vec::with_capacity(member.offers.len());
    for offer in &member.offers {
        if !member.takes_part(offer) {
            all.push(whole(member, offer, account));
            // The remaining total may be lower.
            turn.in_turn = None;
            continue;
        }
        let placed = turn.next(offer, &account.gap);
        account.gap.lower(&placed);
        for (line, part) in &placed.lines {
            if let Some(on_line) = account.on_lines.get_mut(*line) {
                *on_line += part;
            }
        }
        all.push(placed);
    }
    all
}

/// An award as a whole that the remaining total does not limit.
fn whole(member: &Member<'_>, offer: &Offer, account: &mut Account) -> Placed {
    let mut placed = Placed { amount: offer.amount, ..Placed::default() };
    if member.whole_awards() == WholeAwards::Advance {
        let inside = offer.amount.min(account.gap.total.max(0));
        account.gap.total -= inside;
        placed.excess = offer.amount - inside;
        account.excess += placed.excess;
    } else {
        account.apart += offer.amount;
    }
    placed
}

/// The turn of one member.
struct Turn<'t> {
    /// Its offers that take part in the division.
    own: Vec<&'t Offer>,
    /// The number of those that were awarded.
    next: usize,
    /// The remainder of its amount in the division.
    left: i64,
    before: &'t [Group<'t>],
    after: &'t [Group<'t>],
    /// The classes of the lines at the beginning of the turn. Fewer offers wait later, so lines of one class remain in one class.
    classes: Classes,
    /// The amounts of the offers that wait, as long as nothing else changes what remains.
    in_turn: Option<InTurn>,
}

impl<'t> Turn<'t> {
    fn of(own: Vec<&'t Offer>, left: i64, (before, after): (&'t [Group<'t>], &'t [Group<'t>]), gap: &Gap) -> Self {
        let others = before.iter().chain(after).flat_map(|group| group.offers.iter().copied());
        let classes = Classes::of(others.chain(own.iter().copied()), gap.lines.len());
        Self { own, next: 0, left, before, after, classes, in_turn: None }
    }

    /// The award of the next offer.
    fn next(&mut self, offer: &Offer, gap: &Gap) -> Placed {
        let placed =
            if self.classes.is_one(offer, gap) { self.in_class(offer, gap) } else { self.by_network(offer, gap) };
        self.next += 1;
        self.left -= placed.amount;
        placed
    }

    /// The award of an offer that can be paid only on lines of one class. Nothing but its amount decides what it leaves to the others, so
    /// the choice of lines needs no network.
    fn in_class(&mut self, offer: &Offer, gap: &Gap) -> Placed {
        let most = self.left.min(offer.amount);
        let amount = if self.before.is_empty() {
            let room = if offer.lines.is_empty() {
                i64::MAX
            } else {
                offer.open_lines(gap).filter_map(|line| gap.lines.get(line)).sum()
            };
            most.min(room).min(gap.total).max(0)
        } else {
            let waiting = self.own.get(self.next..).unwrap_or_default();
            self.in_turn.get_or_insert_with(|| InTurn::of(self.before, waiting, gap)).award(most)
        };
        offer.in_class(amount, gap)
    }

    /// The award of any offer.
    fn by_network(&mut self, offer: &Offer, gap: &Gap) -> Placed {
        self.in_turn = None;
        let own = Group { most: self.left.min(offer.amount), offers: vec![offer] };
        let rest = Group { most: self.left - own.most, offers: self.own.iter().skip(self.next + 1).copied().collect() };
        let others: Vec<Group<'_>> = self.before.iter().chain([&rest]).chain(self.after).cloned().collect();
        let near = near(offer, &others, gap);
        let (before, behind) = near.split_at(self.before.len());
        let Some((rest, after)) = behind.split_first() else { return Placed::default() };
        place(before, (offer, self.left), (rest, after), gap)
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::most_in_order;
    use super::*;
    use crate::evaluate::allocation::allocated;

    /// Small numbers that look random.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: i64) -> i64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((self.0 >> 33) % bound.unsigned_abs()).unwrap()
        }

        fn offer(&mut self, lines: usize) -> Offer {
            let (amount, ends, is_half) = (self.below(9), [self.below(6), self.below(6)], self.below(3) == 0);
            let is_inside = |line: i64| match ends {
                [0, _] => false,
                [1 | 2, _] => true,
                [_, start] => line >= start && !(is_half && line % 2 == 0),
            };
            let own: Vec<usize> = (0..lines).filter(|line| is_inside(i64::try_from(*line).unwrap())).collect();
            let weights: Vec<i64> = own.iter().map(|_| 1 + self.below(4)).collect();
            let is_bound = !own.is_empty() && self.below(8) == 0;
            let lines = own.into_iter().zip(allocated(amount, &weights)).collect();
            Offer { unit: 0, amount, lines, is_bound }
        }

        fn offers(&mut self, groups: i64, lines: usize) -> Vec<Vec<Offer>> {
            (0..groups).map(|_| (0..1 + self.below(3)).map(|_| self.offer(lines)).collect()).collect()
        }
    }

    /// The amount and the lines as the norm has them, without a turn: every prospect is computed anew, with and without the award.
    fn is_as_the_norm_has_it(turn: &Turn<'_>, offer: &Offer, gap: &Gap, found: &Placed) -> bool {
        let own = Group { most: turn.left.min(offer.amount), offers: vec![offer] };
        let with_own: Vec<Group<'_>> = turn.before.iter().chain([&own]).cloned().collect();
        let amount = *most_in_order(&with_own, gap).last().unwrap();
        let mut rest = Group { most: 0, offers: turn.own[turn.next + 1..].to_vec() };
        rest.most = rest.offered().min(turn.left - amount);
        let behind = || [&rest].into_iter().chain(turn.after);
        let mut without = most_in_order(&with_own.iter().chain(behind()).cloned().collect::<Vec<_>>(), gap);
        without.remove(turn.before.len());
        let others: Vec<Group<'_>> = turn.before.iter().chain(behind()).cloned().collect();
        let allows = |placed: &Placed| {
            let mut less = gap.clone();
            less.lower(placed);
            less.lines.iter().all(|left| *left >= 0) && most_in_order(&others, &less) == without
        };
        let parts: Vec<i64> = offer.lines.iter().map(|(_, part)| *part).collect();
        let lines: Vec<(usize, i64)> =
            offer.lines.iter().map(|(line, _)| *line).zip(allocated(amount, &parts)).collect();
        let kept = Placed { amount, lines, excess: 0 };
        let sum: i64 = found.lines.iter().map(|(_, part)| *part).sum();
        found.amount == amount
            && (offer.lines.is_empty() || sum == amount)
            && allows(found)
            && (!allows(&kept) || found.lines == kept.lines)
    }

    #[test]
    fn a_turn_is_as_the_norm_has_it() {
        let numbers = &mut Numbers(5);
        let (mut one, mut behind, mut spread, mut several) = (0, 0, 0, 0);
        for _ in 0..6_000 {
            let count = 1 + usize::try_from(numbers.below(5)).unwrap();
            let lines: Vec<i64> = (0..count).map(|_| numbers.below(7)).collect();
            let sum: i64 = lines.iter().sum();
            let mut gap = Gap { total: if numbers.below(3) == 0 { numbers.below(sum + 1) } else { sum }, lines };
            let [before, after] = [numbers.below(3), numbers.below(3)].map(|groups| numbers.offers(groups, count));
            let own = numbers.offers(1, count).remove(0);
            fn groups(offers: &[Vec<Offer>]) -> Vec<Group<'_>> {
                let groups = offers.iter().map(|offers| Group { most: 0, offers: offers.iter().collect() });
                groups.map(|group| Group { most: group.offered(), ..group }).collect()
            }
            let (mut before, after) = (groups(&before), groups(&after));
            // The member and those before it are owed no more than they can be awarded together.
            let whole = [own.clone()];
            let owed = most_in_order(&before.iter().chain(&groups(&whole)).cloned().collect::<Vec<_>>(), &gap);
            let [.., left] = owed[..] else { continue };
            for (group, most) in before.iter_mut().zip(owed) {
                group.most = most - numbers.below(most + 1).min(1);
            }
            let left = if numbers.below(2) == 0 { left } else { numbers.below(left + 1) };
            let mut turn = Turn::of(own.iter().collect(), left, (&before, &after), &gap);
            for offer in &own {
                let is_one = turn.classes.is_one(offer, &gap);
                // The same by a network, from the same state.
                let mut slow = Turn::of(own.iter().collect(), turn.left, (&before, &after), &gap);
                slow.next = turn.next;
                let by_network = slow.by_network(offer, &gap);
                assert!(is_as_the_norm_has_it(&slow, offer, &gap, &by_network), "{offer:?} {gap:?} {by_network:?}");
                let found = turn.next(offer, &gap);
                assert_eq!((found.amount, &found.lines), (by_network.amount, &by_network.lines), "{offer:?} {gap:?}");
                let is_kept =
                    offer.lines.iter().map(|(_, part)| part).sum::<i64>() == found.amount && offer.lines == found.lines;
                one += i32::from(is_one && found.amount > 0);
                behind += i32::from(is_one && found.amount > 0 && !before.is_empty());
                spread += i32::from(is_one && found.amount > 0 && !is_kept);
                several += i32::from(!is_one && found.amount > 0);
                gap.lower(&found);
            }
        }
        assert!(one > 1_000 && behind > 500 && spread > 300 && several > 500, "{one} {behind} {spread} {several}");
    }
}
